"""Writes everything in open formats into one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from gba_tracker.whole_export import write_export


class Command(BaseCommand):
    """``export_all FILE.zip [--with-people]``."""

    help = "Writes every table as JSON lines, with deals.csv, sources.opml and feeds.yaml, into one ZIP."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and whether rows about people go into it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--with-people", action="store_true", help="staff accounts, readers and their mail too")

    def handle(self, *args: Any, file: Path, with_people: bool, **options: Any) -> None:
        """Print how much; exit 0, or 1 where it cannot be written."""
        try:
            tables = write_export(path=file, now=timezone.now(), with_people=with_people)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        self.stdout.write(f"{file}: {len(tables)} tables, {sum(table.rows for table in tables)} rows")
