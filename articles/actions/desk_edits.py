"""Save what editors set by hand on feeds and milestones; their history keeps it, and the pages follow."""

from collections.abc import Collection

from articles.actions.clustering.turn import own_transaction
from articles.models import DataGeneration, Feed, Milestone

READING = ("kind", "recipe")
"""How a page is read; after a change it is read as if it had never been seen."""
_SEEN = ("etag", "last_modified", "body_hash")


def edit_feed(*, feed: Feed, fields: Collection[str]) -> None:
    """Save ``fields`` of a feed and no other: a poll that is under way writes the rest of the row."""
    if not fields:
        return
    written = {*fields}
    with own_transaction(clusters=False):
        stored = Feed.objects.select_for_update().only(*READING).get(pk=feed.pk)
        if any(name in written and getattr(stored, name) != getattr(feed, name) for name in READING):
            feed.etag = feed.last_modified = feed.body_hash = ""
            written |= {*_SEEN}
        feed.save(update_fields=written)
        DataGeneration.bump()


def edit_milestone(*, milestone: Milestone) -> None:
    """Save a milestone; set-up leaves the words that stand there."""
    with own_transaction(clusters=False):
        milestone.save()
        DataGeneration.bump()
