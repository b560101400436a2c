"""Celery's beat, which survives a clock that was ahead.

Beat keeps when each task was last sent. After the machine's clock ran ahead, be it for a minute, and was set right,
those moments lie in the future, and beat would send nothing until they have come: for an hour no source would be asked.
"""

from typing import Any

from celery.beat import PersistentScheduler


class Scheduler(PersistentScheduler):
    """Counts what was last sent in the future as sent just now, so that a whole period later it is due again."""

    def setup_schedule(self) -> None:
        """Read what was kept, and set it right before the first look."""
        super().setup_schedule()
        self._set_right()

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due; gives the seconds until the next look."""
        if self._set_right():
            # The order of what comes next was made by the wrong clock.
            self._heap = None
        return super().tick(*args, **kwargs)

    def _set_right(self) -> bool:
        """Whether there was anything that was sent in the future."""
        ahead = [
            entry for entry in self.schedule.values() if entry.last_run_at and entry.last_run_at > entry.default_now()
        ]
        for entry in ahead:
            entry.last_run_at = entry.default_now()
        return bool(ahead)
