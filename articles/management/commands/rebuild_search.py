"""Fill the search index again."""

from django.core.management.base import BaseCommand

from articles.search import rebuild_search


class Command(BaseCommand):
    """``manage.py rebuild_search``."""

    help = "Empty the search index and fill it from all processed articles."

    def handle(self, *args: object, **options: object) -> None:
        """Rebuild and print how many articles are in it."""
        self.stdout.write(f"articles {rebuild_search()}")
