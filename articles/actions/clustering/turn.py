"""One transaction at a time clusters: two that cannot see each other would found two deals for one agreement."""

from articles.models import DataGeneration


def take_turn() -> None:
    """Wait for our turn, which lasts until the transaction ends; call it first in it, before other rows are locked.

    SQLite has one writer at a time anyway.
    """
    DataGeneration.objects.get_or_create(name="clustering")
    DataGeneration.objects.select_for_update().get(name="clustering")
