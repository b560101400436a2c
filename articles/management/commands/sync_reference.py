"""Bring the tags in line with the reference files; run after migrate."""

from django.core.management.base import BaseCommand

from articles import reference
from articles.actions.reference_sync import sync_reference


class Command(BaseCommand):
    """``manage.py sync_reference``."""

    help = "Bring the tags in line with the reference files (idempotent; run after migrate)."

    def handle(self, *args: object, **options: object) -> None:
        """Sync and print the counts."""
        result = sync_reference(reference=reference.load())
        self.stdout.write(
            f"added {result.added}, changed {result.changed}, unchanged {result.unchanged}, unlisted {result.unlisted}"
        )
