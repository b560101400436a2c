"""Load the starter dataset; run after sync_reference."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles import reference
from articles.actions.starter import load_starter


class Command(BaseCommand):
    """``manage.py load_starter``."""

    help = "Load the starter dataset of deals and milestones (idempotent; run after sync_reference)."

    def handle(self, *args: object, **options: object) -> None:
        """Load and print the counts."""
        result = load_starter(rows=reference.starter_deals(), reference=reference.load(), now=timezone.now())
        self.stdout.write(
            f"deals {result.deals}, milestones {result.milestones}, "
            f"changed {result.changed}, unchanged {result.unchanged}"
        )
