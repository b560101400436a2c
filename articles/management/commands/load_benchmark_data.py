"""Fill an empty database with synthetic rows, to measure pages and queries."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles import reference
from articles.actions.benchmark_data import RealRows, load_benchmark_data, refuse_real_rows
from articles.actions.reference_sync import sync_reference


class Command(BaseCommand):
    """``manage.py load_benchmark_data --articles N --deals M``."""

    help = "Fill the database with synthetic articles and deals; refused where it holds real ones."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the numbers."""
        parser.add_argument("--articles", type=int, required=True, help="synthetic articles that there shall be")
        parser.add_argument("--deals", type=int, required=True, help="synthetic deals that there shall be")
        parser.add_argument("--without-search", action="store_true", help="leave the search index alone (much faster)")

    def handle(self, *args: object, articles: int, deals: int, without_search: bool, **options: object) -> None:
        """Load and print how many rows there are."""
        if articles < 0 or deals < 0:
            raise CommandError("numbers below nought mean nothing", returncode=2)
        try:
            # Asked before anything is written: what is refused leaves a real database as it was.
            refuse_real_rows()
            sync_reference(reference=reference.load())
            loaded = load_benchmark_data(
                articles=articles,
                deals=deals,
                now=timezone.now(),
                is_searchable=not without_search,
                progress=lambda text: self.stderr.write(text),
            )
        except RealRows as found:
            raise CommandError(f"refused: the database holds {found}", returncode=2) from found
        self.stdout.write(f"articles {loaded.articles}, deals {loaded.deals}")
