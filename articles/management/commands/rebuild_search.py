"""Fill the search index again."""

from django.core.management.base import BaseCommand, CommandError

from articles.search import RebuildRunning, rebuild_search


class Command(BaseCommand):
    """``manage.py rebuild_search``."""

    help = "Empty the search index and fill it from all processed articles."

    def handle(self, *args: object, **options: object) -> None:
        """Rebuild and print how many articles are in it."""
        try:
            self.stdout.write(f"articles {rebuild_search()}")
        except RebuildRunning as found:
            raise CommandError("another rebuild of the search index is under way", returncode=1) from found
