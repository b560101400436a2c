"""Count the rollups again, or check them."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.actions.rollups import find_drift, rebuild_rollups


class Command(BaseCommand):
    """``manage.py rebuild_rollups [--check]``."""

    help = "Count the articles of each day and sum up the deals again, by feed and by tag; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --check."""
        parser.add_argument("--check", action="store_true", help="compare only; exit 1 where the counts have drifted")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        """Rebuild or check, and say what was found."""
        if not check:
            self.stdout.write(f"slots {rebuild_rollups()}")
            return
        drift = find_drift()
        self.stdout.write(f"drifted {len(drift)}")
        if drift:
            raise CommandError("the rollups have drifted: run rebuild_rollups", returncode=1)
