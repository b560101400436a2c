"""Takes in what export_all has written."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from articles.models import Article
from gba_tracker.whole_export import ExportError, finish_import, read_export


class Command(BaseCommand):
    """``import_all FILE.zip``, into a database that holds no news; one that is new gets its tables first."""

    help = "Takes a file of export_all into an empty database, all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Print how much; exit 0, or 2 with one line where the file or the database does not fit."""
        # One that an interrupted import has left half made gets the rest of them.
        if Article._meta.db_table not in connection.introspection.table_names() or not Article.objects.exists():
            call_command("migrate", interactive=False, verbosity=0)
        if finish_import():
            self.stdout.write("an import that was broken off is finished: its rows were in, now search finds them")
            return
        try:
            tables = read_export(path=file)
        except (ExportError, OSError) as error:
            raise CommandError(f"{file}: {getattr(error, 'strerror', None) or error}", returncode=2) from error
        self.stdout.write(f"{len(tables)} tables, {sum(table.rows for table in tables)} rows")
