"""Writes a copy of the database, while everything runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.actions.backup import BackupError, back_up


class Command(BaseCommand):
    """``backup FILE``: SQLite by its online backup, PostgreSQL by pg_dump; whole or not at all."""

    help = "Writes a copy of the database to FILE, while everything runs; manage.py restore takes it back."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0, or 2 where the copy could not be made."""
        try:
            size = back_up(path=options["file"], now=timezone.now())
        except (BackupError, OSError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CommandError(f"{options['file']}: {reason}", returncode=2) from error
        self.stdout.write(f"{options['file']}: {size} bytes. Keep SECRET_KEY with it: links in sent mails need it.")
