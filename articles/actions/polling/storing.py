"""Entries -> Articles: the documents of several feeds at once, bulk writes, known entries filtered first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from articles.actions.polling.addressing import is_aggregator
from articles.actions.polling.deciding import decide
from articles.actions.polling.known import Document, addresses_of, look_up
from articles.actions.polling.preparing import listed_at, prepare
from articles.actions.polling.records import Decision, Item, Kind
from articles.actions.rollups import apply_difference, feed_slots
from articles.failpoints import pass_failpoint
from articles.fetcher import host_of, registrable_domain
from articles.models import Article, Entry, Feed
from articles.models.writing import insert_rows, write_fields
from articles.pipeline.parsing import ParsedFeed

DATE_BASES = {
    "stated": Article.DateBasis.STATED.value,
    "inferred": Article.DateBasis.RELATIVE.value,
    "none": Article.DateBasis.FIRST_SEEN.value,
}
FULL_TEXT = 900
"""UTF-8 bytes from which on a feed's own text serves, not its page: 150 English words, 300 Han characters."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing one document came to; ``article_ids`` of new and changed articles."""

    decisions: tuple[Decision, ...]
    article_ids: tuple[int, ...]


def prepare_items(feed: Feed, document: ParsedFeed) -> tuple[Item, ...]:
    """The items of a document of this feed."""
    return tuple(prepare(entry, feed_url=feed.url) for entry in document.entries)


def store_documents(
    documents: Sequence[Document], *, now: datetime, wants_pages: bool, publishers: Mapping[str, str]
) -> list[Stored]:
    """Store the documents of different feeds, as if one after the other; give what came of each, in their order.

    To be called inside the transaction that also records the polls, while the feeds are leased. ``publishers`` maps
    registrable domains to names. Raises Forgotten where an entry that was known is gone, Entangled where two of the
    documents touch one article; IntegrityError or OperationalError where another process stored the same article at
    the same moment.
    """
    known = look_up(documents)
    decided = [
        (document.feed, decide(document.items, stored)) for document, stored in zip(documents, known, strict=True)
    ]
    created = _create_articles(decided, now=now, wants_pages=wants_pages, publishers=publishers)
    for _ in decided:
        pass_failpoint("polling.articles_stored")
    changed = _change_articles(decided, now=now, wants_pages=wants_pages)
    _store_entries(decided, created, now=now)
    return [
        Stored(decisions, (*_created_by(decisions, created), *changed.get(feed.pk, ()))) for feed, decisions in decided
    ]


Decided = Sequence[tuple[Feed, tuple[Decision, ...]]]
"""Feeds with what is to be done about the items of their documents."""


def _created_by(decisions: Sequence[Decision], created: Mapping[str, int]) -> list[int]:
    """The new articles of one document, in the order of their canonical addresses."""
    new = sorted(decision.item.canonical_url for decision in decisions if decision.kind is Kind.NEW)
    return [created[address] for address in new]


def _create_articles(
    decided: Decided, *, now: datetime, wants_pages: bool, publishers: Mapping[str, str]
) -> dict[str, int]:
    """Make the new articles; canonical address -> id. Their revisions are written with their clean text."""
    # One order for everybody: two processes that store the same articles wait for each other instead of blocking.
    items = sorted(
        ((decision.item, feed) for feed, decisions in decided for decision in decisions if decision.kind is Kind.NEW),
        key=lambda new: new[0].canonical_url,
    )
    insert_rows(
        Article,
        _ARTICLE_COLUMNS,
        (
            (
                item.canonical_url,
                feed.pk,
                not item.is_own,
                _publisher(feed, item, publishers),
                now,
                listed_at(item.published_at, now=now),
                item.published_at,
                DATE_BASES[item.date_basis if item.published_at else "none"],
                item.date_text,
                *_content(item, wants_pages=wants_pages).values(),
            )
            for item, feed in items
        ),
    )
    return addresses_of([item.canonical_url for item, _ in items])


def _change_articles(decided: Decided, *, now: datetime, wants_pages: bool) -> dict[int, tuple[int, ...]]:
    """Replace what is updated, to be processed again; let a publisher's own feed take over.

    Gives the ids replaced, in their order, by the ids of the feeds that replace them.
    """
    by_id = {
        decision.article_id: (feed, decision)
        for feed, decisions in decided
        for decision in decisions
        if decision.article_id is not None and (decision.kind is Kind.UPDATED or decision.takes_over)
    }
    if not by_id:
        return {}
    changed: list[Article] = []
    replaced: dict[int, tuple[int, ...]] = {}
    # Locked: what is processed meanwhile is counted for the feed that it has, here or there.
    found = list(Article.objects.select_for_update().filter(pk__in=by_id).order_by("pk"))
    before = feed_slots(found)
    for article in found:
        feed, decision = by_id[article.pk]
        if decision.takes_over:
            article.feed, article.is_carried = feed, False
            article.publisher = (feed.publisher or feed.title or article.publisher)[:200]
        if decision.kind is Kind.UPDATED:
            article.replace_content(now=now, **_content(decision.item, wants_pages=wants_pages))
            replaced[feed.pk] = (*replaced.get(feed.pk, ()), article.pk)
        changed.append(article)
    write_fields(changed, ARTICLE_FIELDS)
    apply_difference(before=before, after=feed_slots(found))
    return replaced


def _store_entries(decided: Decided, created: Mapping[str, int], *, now: datetime) -> None:
    """Make and change the entry rows; each keeps the hash that it last had, and of what raw words."""
    fresh: list[tuple[object, ...]] = []
    changed: list[Entry] = []
    seen: list[Entry] = []
    for feed, decisions in decided:
        # Of two the first: a second entry under one address is of the article that the first one brings or changes.
        by_address = {
            decision.item.canonical_url: decision.article_id
            for decision in reversed(decisions)
            if decision.article_id is not None and decision.kind is not Kind.UNCHANGED
        } | created
        for decision in decisions:
            item, known = decision.item, decision.known
            if decision.is_repeated:
                continue
            said = (item.url, item.title, item.content_hash, item.raw_hash)
            if known is None:
                article_id = decision.article_id or by_address[item.canonical_url]
                fresh.append((feed.pk, article_id, item.guid, decision.generation, now, now, *said))
            elif not known.says_the_same(item):
                row = dict(zip(_SAID, said, strict=True))
                changed.append(Entry(pk=known.pk, last_changed_at=now, **row))
            elif known.raw_hash != item.raw_hash:
                seen.append(Entry(pk=known.pk, raw_hash=item.raw_hash))
    insert_rows(Entry, _ENTRY_COLUMNS, fresh)
    write_fields(changed, (*_SAID, "last_changed_at"))
    write_fields(seen, ("raw_hash",))


_SAID = ("url", "title", "content_hash", "raw_hash")
_ENTRY_COLUMNS = ("feed_id", "article_id", "guid", "generation", "first_seen_at", "last_changed_at", *_SAID)
CONTENT_FIELDS = ("url", "title", "summary", "body", "author", "lang", "updated_at", "page_status")
_ARTICLE_COLUMNS = (
    "canonical_url", "feed_id", "is_carried", "publisher", "first_seen_at", "listed_at", "published_at", "date_basis",
    "date_text", *CONTENT_FIELDS,
)  # fmt: skip
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
    """The ``CONTENT_FIELDS`` of an article, which a revision replaces, in their order."""
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
        "page_status": status.value,
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
