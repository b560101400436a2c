"""What the last document of each feed said: kept beside it, and asked for when the next one comes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property

import orjson
from django.db.models import TextField
from django.db.models.functions import Cast

from articles.actions.polling.records import Memory
from articles.models import Feed, LastDocument
from articles.pipeline.parsing import Repeat


class Memories:
    """What the last documents of some feeds said; looked up for all of them when the first is asked for."""

    def __init__(self, feeds: Iterable[Feed]) -> None:
        """Of these feeds, as they were when they were leased."""
        self._feeds = list(feeds)

    def of(self, feed: Feed) -> Memory | None:
        """What the last document of ``feed`` said; None where nothing is known of the one that was read last."""
        row = self._rows.get(feed.pk)
        if row is None or not feed.body_hash or row[0] != feed.body_hash:
            return None
        body_hash, around, encoding, told = row
        entries = {name: Repeat(guid, at and datetime.fromisoformat(at)) for name, guid, at in orjson.loads(told)}
        return Memory(body_hash, around, encoding, entries)

    @cached_property
    def _rows(self) -> dict[int, tuple[str, str, str, str]]:
        # As text: most of them are of feeds that bring nothing, and are never read.
        columns = ("feed_id", "body_hash", "around", "encoding", Cast("entries", TextField()))
        rows = LastDocument.objects.filter(feed__in=[feed.pk for feed in self._feeds if feed.body_hash])
        return {feed_id: row for feed_id, *row in rows.values_list(*columns)}


def write_memories(memories: Mapping[int, Memory]) -> None:
    """Keep what the documents said, by the ids of their feeds; to be called while the feeds are leased."""
    rows = [
        LastDocument(
            feed_id=feed_id,
            body_hash=memory.body_hash,
            around=memory.around,
            encoding=memory.encoding,
            entries=[
                [name, entry.guid, entry.published_at.isoformat() if entry.published_at else None]
                for name, entry in memory.entries.items()
            ],
        )
        for feed_id, memory in memories.items()
    ]
    LastDocument.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["feed"],
        update_fields=["body_hash", "around", "encoding", "entries"],
    )
