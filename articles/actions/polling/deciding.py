"""What each entry of a document is, given what is stored: pure (DESIGN 2, Identity; THREATS F04 to F08)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.actions.polling.addressing import address_key
from articles.actions.polling.records import Counts, Decision, Item, Kind, KnownArticle, KnownEntry
from articles.models.article import MAX_REVISIONS
from articles.pipeline.parsing import ParsedFeed


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored already that the items of one document may touch.

    ``entries``: this feed's, by guid. ``articles``: by id. ``addresses``:
    canonical address -> article id. ``predecessors``: article id -> this feed's
    entry of it, of articles whose entries have all left the document.
    """

    feed_id: int
    entries: Mapping[str, KnownEntry]
    articles: Mapping[int, KnownArticle]
    addresses: Mapping[str, int]
    predecessors: Mapping[int, KnownEntry]


def decide(items: Sequence[Item], known: Known) -> tuple[Decision, ...]:
    """Decide on every item of one document, in its order."""
    decisions: list[Decision] = []
    guids: set[str] = set()
    addresses: set[str] = set()
    for item in items:
        if item.guid in guids:
            # The second of two with one guid and one link says nothing of its own (THREATS F05).
            decisions.append(Decision(item, Kind.DUPLICATE, is_repeated=True))
            continue
        entry = known.entries.get(item.guid)
        if entry is not None and not is_reused(entry, item):
            decision = _decide_known(item, entry, known)
        else:
            generation = entry.generation + 1 if entry is not None else 0
            decision = _decide_unknown(item, generation, known, is_told_before=item.canonical_url in addresses)
        guids.add(item.guid)
        if decision.kind is not Kind.UNCHANGED:
            addresses.add(item.canonical_url)
        decisions.append(decision)
    return tuple(decisions)


def is_reused(entry: KnownEntry, item: Item) -> bool:
    """Whether a feed has given an old guid to another story: link and title have both changed (THREATS F06)."""
    if entry.says_the_same(item) or entry.title == item.title:
        return False
    return address_key(entry.guid, entry.url, feed_url=item.feed_url) != item.canonical_url


def count(decisions: Sequence[Decision], document: ParsedFeed) -> Counts:
    """The exact counts of a document: what the parser left out is in them too."""
    kinds = Counter(decision.kind for decision in decisions)
    return Counts(
        new=kinds[Kind.NEW],
        updated=kinds[Kind.UPDATED],
        duplicates=kinds[Kind.DUPLICATE] + document.repeated,
        unchanged=kinds[Kind.UNCHANGED] + len(document.unchanged),
        skipped=document.skipped + document.over_limit,
    )


def _decide_known(item: Item, entry: KnownEntry, known: Known) -> Decision:
    if entry.says_the_same(item):
        return Decision(item, Kind.UNCHANGED, entry, article_id=entry.article_id)
    article = known.articles[entry.article_id]
    takes_over = item.is_own and article.is_carried
    if not takes_over and article.feed_id not in (known.feed_id, None):
        return Decision(item, Kind.DUPLICATE, entry, article_id=article.pk)
    return _update(item, article, entry=entry, takes_over=takes_over)


def _decide_unknown(item: Item, generation: int, known: Known, *, is_told_before: bool) -> Decision:
    article_id = known.addresses.get(item.canonical_url)
    if article_id is None:
        return Decision(item, Kind.DUPLICATE if is_told_before else Kind.NEW, generation=generation)
    article = known.articles[article_id]
    takes_over = item.is_own and article.is_carried
    predecessor = known.predecessors.get(article_id)
    # A publisher whose guids change with every correction: the same article under a new guid, the old one gone.
    is_successor = (
        article.feed_id == known.feed_id
        and predecessor is not None
        and predecessor.content_hash != item.content_hash
        and not is_told_before
    )
    if is_successor or (takes_over and article.content_hash != item.content_hash):
        return _update(item, article, generation=generation, takes_over=takes_over)
    return Decision(item, Kind.DUPLICATE, generation=generation, article_id=article_id, takes_over=takes_over)


def _update(
    item: Item,
    article: KnownArticle,
    *,
    entry: KnownEntry | None = None,
    generation: int = 0,
    takes_over: bool,
) -> Decision:
    kind = Kind.UPDATED if article.revisions < MAX_REVISIONS else Kind.UNCHANGED
    return Decision(item, kind, entry, generation, article.pk, takes_over)
