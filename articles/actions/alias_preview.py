"""What a change of the desk's aliases would do to articles and deals of the last 90 days, before it is saved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from articles import reference as reference_data
from articles.actions.reference_edits import GROUPS, articles_with, standing_aliases, widened
from articles.models import Alias, Article
from articles.pipeline.line import analyse
from articles.pipeline.matching import Reference

MOST_READ = 200
"""Articles that a preview reads, newest first; the others that hold the words are counted."""

Finding = tuple[Article, list[str]]


@dataclass(slots=True)
class Preview:
    """What would be found and what would not be found any more.

    ``gained`` and ``lost`` list ``(article, kind:slug of its tags)``, ``deals_gained`` and ``deals_lost``
    ``(article, words on its deals)``; ``held`` counts the articles with the words, ``read`` those read.
    """

    held: int = 0
    read: int = 0
    gained: list[Finding] = field(default_factory=list)
    lost: list[Finding] = field(default_factory=list)
    deals_gained: list[Finding] = field(default_factory=list)
    deals_lost: list[Finding] = field(default_factory=list)


def preview_alias(*, alias: Alias, now: datetime) -> Preview:
    """Read with and without the (unsaved) alias; where it is there already, as it stands and as it would be."""
    standing = standing_aliases()
    return preview_change(before=standing, after=[*_without(standing, {alias.pk}), alias], now=now)


def preview_removal(*, ids: Iterable[int], now: datetime) -> Preview:
    """Read with and without the stored aliases of these ids."""
    standing = standing_aliases()
    return preview_change(before=standing, after=_without(standing, set(ids)), now=now)


def preview_change(*, before: Sequence[Alias], after: Sequence[Alias], now: datetime) -> Preview:
    """Read the articles that hold what differs between two lists of aliases with the one and with the other."""
    was, would_be = {alias.surface: alias.text for alias in before}, {alias.surface: alias.text for alias in after}
    texts = {(was | would_be)[surface] for surface in was.keys() ^ would_be.keys()}
    ids = articles_with(sorted(texts), now=now)
    preview = Preview(held=len(ids))
    if not ids:
        return preview
    old, new = widened(reference_data.load(), before), widened(reference_data.load(), after)
    rows = Article.objects.filter(pk__in=ids[:MOST_READ]).order_by("-listed_at", "-pk")
    for article in rows.defer("body", "summary", "quarantined_text", "reasons"):
        preview.read += 1
        (tags, deals), (new_tags, new_deals) = _findings(article, old), _findings(article, new)
        for kept, words in (
            (preview.gained, new_tags - tags),
            (preview.lost, tags - new_tags),
            (preview.deals_gained, new_deals - deals),
            (preview.deals_lost, deals - new_deals),
        ):
            if words:
                kept.append((article, sorted(words)))
    return preview


def _without(aliases: Sequence[Alias], ids: set[int | None]) -> list[Alias]:
    return [alias for alias in aliases if alias.pk not in ids]


def _findings(article: Article, reference: Reference) -> tuple[set[str], set[str]]:
    """The tags of an article and what its deals are made of, in words that can be compared."""
    title, _, body = article.text.partition("\n\n")
    found = analyse(title=title, text=body, url=article.url, published=article.stated_at, reference=reference)
    tags = {
        f"{kind}:{score.slug}" for kind, name in GROUPS.items() for score in getattr(found.tags, name) if score.slug
    }
    return tags, set(_words_on(found.reading.deals))


def _words_on(deals: Iterable[object]) -> Iterator[str]:
    for deal in deals:
        head = deal.title or deal.type
        yield head
        yield from (f"{head}: {actor.slug or actor.name}" for actor in deal.actors if actor.role == "signatory")
        yield from (f"{head}: {slug}" for slug in (*deal.cities, *deal.outside, deal.mechanism) if slug)
