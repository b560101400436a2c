"""Entries -> Articles: one transaction a feed, bulk writes, known entries filtered first."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, OperationalError, connection
from django.db.models import Count, F, QuerySet

from articles.actions.polling.addressing import fitting, is_aggregator
from articles.actions.polling.deciding import Known, decide
from articles.actions.polling.preparing import MAX_GUID, content_hash, listed_at, plain_text, prepare
from articles.actions.polling.records import Decision, Item, Kind, KnownArticle, KnownEntry
from articles.actions.rollups import apply_difference, feed_slots
from articles.failpoints import pass_failpoint
from articles.fetcher import host_of, registrable_domain
from articles.models import Article, Entry, Feed
from articles.models.writing import insert_rows, write_fields
from articles.pipeline.parsing import ParsedFeed

DATE_BASES = {
    "stated": Article.DateBasis.STATED,
    "inferred": Article.DateBasis.RELATIVE,
    "none": Article.DateBasis.FIRST_SEEN,
}
FULL_TEXT = 900
"""UTF-8 bytes from which on a feed's own text serves, not its page: 150 English words, 300 Han characters."""


class Forgotten(Exception):
    """An entry that counted as known is there no longer: its words have to be read after all."""


def known_entries(feed: Feed, guids: Sequence[str]) -> dict[str, KnownEntry]:
    """Give the newest generation of this feed's entries by the guids of a document; none of a feed that had none."""
    if feed.last_entry_at is None or not guids:
        return {}
    by_key = {fitting(guid, MAX_GUID): guid for guid in guids}
    # Asked at every poll for every entry: the same by the ORM takes five times as long.
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(_KNOWN)} FROM {Entry._meta.db_table} WHERE feed_id = %s"
            f" AND guid IN ({', '.join(['%s'] * len(by_key))}) ORDER BY generation",
            [feed.pk, *by_key],
        )
        return {by_key[row[1]]: KnownEntry(*row) for row in cursor.fetchall()}


_KNOWN = ("id", "guid", "generation", "url", "title", "content_hash", "article_id", "raw_hash")


def prepare_items(feed: Feed, document: ParsedFeed) -> tuple[Item, ...]:
    """The items of a document of this feed."""
    return tuple(prepare(entry, feed_url=feed.url) for entry in document.entries)


def store_items(
    feed: Feed,
    items: Sequence[Item],
    *,
    now: datetime,
    wants_pages: bool,
    publishers: Mapping[str, str],
    known: Mapping[str, KnownEntry],
) -> tuple[tuple[Decision, ...], tuple[int, ...]]:
    """Store the items of one document; give the decisions and the ids of new and changed articles.

    To be called inside the transaction that also records the poll. ``publishers``
    maps registrable domains to names, ``known`` gives the entries of items that
    are known: since the feed is leased, they are as they were or gone. Raises IntegrityError or OperationalError
    where another process stored the same article at the same moment: begin again;
    Forgotten where an item bears no words and its entry is gone.
    """
    decisions = decide(items, _known(feed, items, known))
    articles = _create_articles(feed, decisions, now=now, wants_pages=wants_pages, publishers=publishers)
    pass_failpoint("polling.articles_stored")
    changed = _change_articles(feed, decisions, now=now, wants_pages=wants_pages)
    _store_entries(feed, decisions, articles, now=now)
    return decisions, (*articles.values(), *changed)


def is_collision(error: IntegrityError | OperationalError) -> bool:
    """Whether a transaction failed only because of another one at the same moment (duplicate key, deadlock)."""
    return isinstance(error, IntegrityError) or "deadlock" in str(error).lower()


def _known(feed: Feed, items: Sequence[Item], known: Mapping[str, KnownEntry]) -> Known:
    """What is stored of these items: one query where all is known, two where it is unchanged, at most six."""
    guids = {item.guid: item for item in items}
    entries = {item.guid: known[item.guid] for item in items if item.is_known}
    _check_there(entries.values())
    if others := [guid for guid in guids if guid not in entries]:
        entries |= _newest_entries(Entry.objects.filter(feed=feed, guid__in=others))
    wanted = [
        item.canonical_url for item in items if item.guid not in entries or not entries[item.guid].says_the_same(item)
    ]
    if not wanted:
        return Known(feed.pk, entries, {}, {}, {})
    addresses = dict(Article.objects.filter(canonical_url__in=wanted).values_list("canonical_url", "pk"))
    touched = set(addresses.values()) | {
        entry.article_id for entry in entries.values() if not entry.says_the_same(guids[entry.guid])
    }
    gone = set(addresses.values()) - {entry.article_id for entry in entries.values()}
    earlier = _newest_entries(Entry.objects.filter(feed=feed, article_id__in=gone)) if gone else {}
    predecessors = {entry.article_id: entry for entry in earlier.values()}
    return Known(feed.pk, entries, _known_articles(touched), addresses, predecessors)


def _check_there(entries: Collection[KnownEntry]) -> None:
    """Raise Forgotten where one of the entries has gone, with its article."""
    if not entries:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {Entry._meta.db_table} WHERE id IN ({', '.join(['%s'] * len(entries))})",
            [entry.pk for entry in entries],
        )
        if cursor.fetchone()[0] < len(entries):
            raise Forgotten


def _newest_entries(rows: QuerySet[Entry]) -> dict[str, KnownEntry]:
    """The newest generation of each guid."""
    fields = rows.values_list(*_KNOWN)
    return {row[1]: KnownEntry(*row) for row in fields.order_by("generation")}


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


def _create_articles(
    feed: Feed,
    decisions: Sequence[Decision],
    *,
    now: datetime,
    wants_pages: bool,
    publishers: Mapping[str, str],
) -> dict[str, int]:
    """Make the new articles; canonical address -> id. Their revisions are written with their clean text."""
    # One order for everybody: two processes that store the same articles wait for each other instead of blocking.
    items = sorted(
        (decision.item for decision in decisions if decision.kind is Kind.NEW), key=lambda item: item.canonical_url
    )
    rows = [
        Article(
            canonical_url=item.canonical_url,
            feed=feed,
            is_carried=not item.is_own,
            publisher=_publisher(feed, item, publishers),
            first_seen_at=now,
            listed_at=listed_at(item.published_at, now=now),
            published_at=item.published_at,
            date_basis=DATE_BASES[item.date_basis] if item.published_at else Article.DateBasis.FIRST_SEEN,
            date_text=item.date_text,
            **_content(item, wants_pages=wants_pages),
        )
        for item in items
    ]
    Article.objects.bulk_create(rows)
    return {row.canonical_url: row.pk for row in rows}


def _change_articles(feed: Feed, decisions: Sequence[Decision], *, now: datetime, wants_pages: bool) -> tuple[int, ...]:
    """Replace what is updated, to be processed again; let a publisher's own feed take over. Gives the ids replaced."""
    by_id = {
        decision.article_id: decision
        for decision in decisions
        if decision.article_id is not None and (decision.kind is Kind.UPDATED or decision.takes_over)
    }
    if not by_id:
        return ()
    changed: list[Article] = []
    replaced: list[int] = []
    # Locked: what is processed meanwhile is counted for the feed that it has, here or there.
    found = list(Article.objects.select_for_update().filter(pk__in=by_id).order_by("pk"))
    before = feed_slots(found)
    for article in found:
        decision = by_id[article.pk]
        if decision.takes_over:
            article.feed, article.is_carried = feed, False
            article.publisher = (feed.publisher or feed.title or article.publisher)[:200]
        if decision.kind is Kind.UPDATED:
            article.replace_content(now=now, **_content(decision.item, wants_pages=wants_pages))
            replaced.append(article.pk)
        changed.append(article)
    write_fields(changed, ARTICLE_FIELDS)
    apply_difference(before=before, after=feed_slots(found))
    return tuple(replaced)


def _store_entries(feed: Feed, decisions: Sequence[Decision], created: Mapping[str, int], *, now: datetime) -> None:
    """Make and change the entry rows; each keeps the hash that it last had, and of what raw words."""
    by_address = dict(created)
    for decision in decisions:
        if decision.article_id is not None and decision.kind is not Kind.UNCHANGED:
            by_address.setdefault(decision.item.canonical_url, decision.article_id)
    fresh: list[Entry] = []
    changed: list[Entry] = []
    seen: list[Entry] = []
    for decision in decisions:
        item, known = decision.item, decision.known
        if decision.is_repeated:
            continue
        if known is not None and known.says_the_same(item):
            if known.raw_hash != item.raw_hash:
                seen.append(Entry(pk=known.pk, raw_hash=item.raw_hash))
            continue
        row = Entry(
            pk=known.pk if known is not None else None,
            feed=feed,
            article_id=decision.article_id or by_address[item.canonical_url],
            guid=item.guid,
            generation=known.generation if known is not None else decision.generation,
            url=item.url,
            title=item.title,
            content_hash=item.content_hash,
            raw_hash=item.raw_hash,
            first_seen_at=now,
            last_changed_at=now,
        )
        (changed if known is not None else fresh).append(row)
    insert_rows(Entry, _ENTRY_COLUMNS, ([getattr(row, name) for name in _ENTRY_COLUMNS] for row in fresh))
    write_fields(changed, ("url", "title", "content_hash", "raw_hash", "last_changed_at"))
    write_fields(seen, ("raw_hash",))


_ENTRY_COLUMNS = (
    "feed_id", "article_id", "guid", "generation", "url", "title", "content_hash", "raw_hash", "first_seen_at",
    "last_changed_at",
)  # fmt: skip
CONTENT_FIELDS = ["url", "title", "summary", "body", "author", "lang", "updated_at", "page_status"]
ARTICLE_FIELDS = [
    *CONTENT_FIELDS,
    "feed",
    "is_carried",
    "publisher",
    "processed_at",
    "text_given_up_at",
    "attempts",
    "lease_until",
    "lease_token",
    "quarantined_at",
    "quarantine_reason",
]


def _content(item: Item, *, wants_pages: bool) -> dict[str, object]:
    """The fields of an article that a revision replaces."""
    # Behind an aggregator's link stands a page for browsers alone.
    has_page = item.url.startswith("http") and not is_aggregator(item.url)
    is_short = has_page and len(item.text.encode()) < FULL_TEXT
    status = Article.PageStatus.DUE if wants_pages and is_short else Article.PageStatus.NOT_WANTED
    return {
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "body": item.body,
        "author": item.author,
        "lang": item.lang,
        "updated_at": item.updated_at,
        "page_status": status,
    }


def _publisher(feed: Feed, item: Item, publishers: Mapping[str, str]) -> str:
    """Who published an article: the feed's publisher for its own, else whom we know under the address's domain.

    Behind a link of an aggregator may be anybody: unknown ("") rather than guessed.
    """
    if is_aggregator(item.url):
        return ""
    if item.is_own or not item.url:
        return (feed.publisher or feed.title)[:200]
    domain = registrable_domain(host_of(item.url))
    return (publishers.get(domain) or domain)[:200]
