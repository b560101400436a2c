"""Freezes the dataset of this month, as the worker does every night where it is missing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dashboards.exports import snapshots


class Command(BaseCommand):
    """``write_snapshot``: prints the file's name, or nothing where the month is frozen already."""

    help = "Write DATA_DIR/snapshots/gba-deals-YYYY-MM.csv for this month; a month that is there is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the clock and freeze."""
        if made := snapshots.write_snapshot(now=timezone.now()):
            self.stdout.write(made.name)
