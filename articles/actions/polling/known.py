"""What is stored already of the documents that are about to be stored, asked for all of them at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F

from articles.actions.polling.deciding import Known
from articles.actions.polling.preparing import content_hash, plain_text
from articles.actions.polling.records import Item, KnownArticle, KnownEntry
from articles.models import Article, Entry, Feed


class Forgotten(Exception):
    """An entry that counted as known is there no longer: its words have to be read after all."""


class Entangled(Exception):
    """Two documents touch one article: the second has to see what the first has made of it."""


@dataclass(frozen=True, slots=True)
class Document:
    """The items of one document of a feed that say something new, as far as is known.

    ``known`` are the feed's entries under the guids of the whole document, as they were when it was read; None where
    nobody asked.
    """

    feed: Feed
    items: tuple[Item, ...]
    known: Mapping[str, KnownEntry] | None = None

    @property
    def addresses(self) -> set[str]:
        """The canonical addresses of the items that say something new."""
        return {item.canonical_url for item in _news(self.items, self.known or {})}


def known_entries(feed: Feed, guids: Sequence[str]) -> dict[str, KnownEntry]:
    """Give the newest generation of this feed's entries under these guids, by guid; those that are there."""
    if not guids:
        return {}
    # Asked at every poll for every entry: the same by the ORM takes five times as long.
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(_KNOWN)} FROM {Entry._meta.db_table} WHERE feed_id = %s"
            f" AND guid IN ({_marks(guids)}) ORDER BY generation",
            [feed.pk, *guids],
        )
        return {row[1]: KnownEntry(*row) for row in cursor.fetchall()}


_KNOWN = ("id", "guid", "generation", "url", "title", "content_hash", "article_id", "raw_hash")


def look_up(documents: Sequence[Document]) -> list[Known]:
    """Say what is stored of each document, in their order; to be called in the transaction that stores them.

    One query where all is unchanged, two where all else is new, else some more, however many documents there are.
    What was known of entries holds, since their feeds are leased, unless they are gone: raises Forgotten. So does
    what is said of each document while the others are stored, as none touches what another does: raises Entangled.
    """
    _check_there([entry for document in documents for entry in (document.known or {}).values()])
    found = [
        document.known
        if document.known is not None
        else known_entries(document.feed, [item.guid for item in document.items])
        for document in documents
    ]
    news = [_news(document.items, entries) for document, entries in zip(documents, found, strict=True)]
    addresses = addresses_of({item.canonical_url for items in news for item in items})
    own = [
        {item.canonical_url: pk for item in items if (pk := addresses.get(item.canonical_url)) is not None}
        for items in news
    ]
    touched = [
        {*mine.values(), *(entries[item.guid].article_id for item in items if item.guid in entries)}
        for mine, items, entries in zip(own, news, found, strict=True)
    ]
    if len(documents) > 1:
        _check_apart({item.canonical_url for item in items} for items in news)
        _check_apart(touched)
    articles = _known_articles(set().union(*touched))
    return [
        Known(document.feed.pk, entries, articles, mine, _predecessors(document.feed, entries, mine))
        for document, entries, mine in zip(documents, found, own, strict=True)
    ]


def addresses_of(addresses: Collection[str]) -> dict[str, int]:
    """Give the ids of the articles under these canonical addresses, by address."""
    if not addresses:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT canonical_url, id FROM {Article._meta.db_table} WHERE canonical_url IN ({_marks(addresses)})",
            [*addresses],
        )
        return dict(cursor.fetchall())


def _news(items: Sequence[Item], entries: Mapping[str, KnownEntry]) -> list[Item]:
    """The items that do not say what their entries said last."""
    return [item for item in items if item.guid not in entries or not entries[item.guid].says_the_same(item)]


def _check_there(entries: Sequence[KnownEntry]) -> None:
    """Raise Forgotten where one of the entries has gone, with its article."""
    if not entries:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {Entry._meta.db_table} WHERE id IN ({_marks(entries)})",
            [entry.pk for entry in entries],
        )
        if cursor.fetchone()[0] < len(entries):
            raise Forgotten


def _check_apart(sets: Iterable[set[str]] | Iterable[set[int]]) -> None:
    """Raise Entangled where something is in two of the sets."""
    if any(times > 1 for times in Counter(member for members in sets for member in members).values()):
        raise Entangled


def _predecessors(feed: Feed, entries: Mapping[str, KnownEntry], mine: Mapping[str, int]) -> dict[int, KnownEntry]:
    """This feed's entries of articles that items lead to and no entry under the document's guids: they have gone."""
    gone = set(mine.values()) - {entry.article_id for entry in entries.values()}
    if not gone:
        return {}
    rows = Entry.objects.filter(feed=feed, article_id__in=gone).values_list(*_KNOWN).order_by("generation")
    newest = {row[1]: KnownEntry(*row) for row in rows}
    return {entry.article_id: entry for entry in newest.values()}


def _known_articles(ids: set[int]) -> dict[int, KnownArticle]:
    if not ids:
        return {}
    rows = Article.objects.filter(pk__in=ids).annotate(revision_count=Count("revisions"))
    fields = rows.values_list(
        "pk", "feed_id", "is_carried", "title", "summary", "body", "revision_count", "text_given_up_at"
    )
    given_up = [row[0] for row in fields if row[-1] is not None]
    told = _told_last(given_up) if given_up else {}
    return {
        pk: KnownArticle(
            pk, feed_id, is_carried, told.get(pk) or content_hash(title, plain_text(body) or summary), revision_count
        )
        for pk, feed_id, is_carried, title, summary, body, revision_count, _ in fields
    }


def _told_last(ids: Sequence[int]) -> dict[int, str]:
    """The hash of what was last told of articles whose own words were given up, by whichever feed wrote them."""
    entries = Entry.objects.filter(article__in=ids, feed=F("article__feed")).order_by("last_changed_at", "pk")
    return dict(entries.values_list("article_id", "content_hash"))


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))
