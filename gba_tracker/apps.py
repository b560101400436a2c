"""Makes the wiring an app, so that its system checks run."""

from django.apps import AppConfig


class Wiring(AppConfig):
    """Registers the checks of the settings."""

    name = "gba_tracker"
    verbose_name = "GBA Tracker"

    def ready(self) -> None:
        """Register the checks."""
        from gba_tracker import checks  # noqa: F401  (registers itself; models must be ready first)
