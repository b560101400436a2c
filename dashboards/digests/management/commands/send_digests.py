"""send_digests: put together and send every digest that is due."""

from argparse import ArgumentParser
from dataclasses import astuple
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboards.digests.actions import planning, running, signing_up
from dashboards.digests.models import PERIODIC, Delivery

FAILURES = (
    Delivery.State.FAILED_RETRY,
    Delivery.State.FAILED_PERMANENT,
    Delivery.State.AMBIGUOUS,
    "unreachable",
    "halted",
)


class Command(BaseCommand):
    """One line on stdout for each digest: frequency, period, address (masked), items, subject."""

    help = "Send the digests that are due: at most one per subscriber, frequency and period, never an empty one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options of the contract."""
        parser.add_argument("--frequency", choices=PERIODIC, help="only these digests (default: all)")
        parser.add_argument("--now", help="the time to act at, ISO 8601; without a zone it is Hong Kong time")
        parser.add_argument("--dry-run", action="store_true", help="show what is due; keep and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one round without a limit; exit 1 if a mail was not accepted, 2 for a time that cannot be read."""
        now = read_time(options["now"]) if options["now"] else timezone.now()
        frequencies = (options["frequency"],) if options["frequency"] else running.ALL
        if not options["dry_run"]:
            # Wishes live in real time, whatever time the digests are asked for.
            signing_up.tend_wishes(now=timezone.now())
        done = running.run_mail_room(
            now=now, frequencies=frequencies, is_by_hand=True, is_dry=options["dry_run"], limit=None
        )
        for told in done.planned:
            if told.items:
                self.stdout.write("\t".join(str(value) for value in astuple(told)))
        self._tell(done, now=now, frequencies=frequencies, is_dry=options["dry_run"])
        if done.outcome["halted"]:
            raise CommandError("sending is stopped; the admin says why under Halts", returncode=1)
        if any(done.outcome[state] for state in FAILURES):
            raise CommandError("some mails were not accepted; the admin lists them", returncode=1)

    def _tell(self, done: running.Round, *, now: datetime, frequencies: tuple[str, ...], is_dry: bool) -> None:
        """A summary on stderr, with the next slot where nothing was due."""
        empty = sum(not told.items for told in done.planned)
        due = len(done.planned) - empty
        sent = "dry run, nothing sent" if is_dry else f"sent {done.outcome[Delivery.State.SENT]}"
        self.stderr.write(f"due {due}, empty {empty}, {sent}")
        if not done.planned and (slot := planning.next_slot(now=now, frequencies=frequencies)):
            local = slot.astimezone(ZoneInfo("Asia/Hong_Kong"))
            self.stderr.write(f"the next digest is due at {local.isoformat(timespec='minutes')}")


def read_time(text: str) -> datetime:
    """An ISO time; without a zone it is Hong Kong time. Raises ``CommandError`` (exit 2) for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--now: not an ISO time: {text}", returncode=2) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Asia/Hong_Kong"))
