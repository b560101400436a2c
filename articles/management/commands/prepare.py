"""Brings a database to where the product can run on it."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.actions.curation import fill_whole_queue


class Command(BaseCommand):
    """Migrations, reference data, starter dataset and feeds; harmless to repeat."""

    help = (
        "Migrates, mirrors the reference data, loads the starter dataset and the feeds, fills the review queue. "
        "Harmless to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do all five; what the steps say goes to stderr."""
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stderr)
        call_command("sync_reference", stdout=self.stderr)
        call_command("load_starter", stdout=self.stderr)
        call_command("feeds", "install", stdout=self.stderr)
        fill_whole_queue(now=timezone.now())
