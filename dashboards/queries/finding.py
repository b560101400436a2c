"""What the search page shows beside its two lists: facets with counts, and the found words marked in public text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from articles.models import Article, Deal, DealReport, Tagging
from articles.pipeline.text import fold
from dashboards.filters import CITIES, SECTORS, Filters
from dashboards.queries.passages import Piece

FACET_KINDS = ("city", "sector")
FACETED = 1000
"""So many of the newest deals and articles are told apart by facets; the page says so where there are more."""
SNIPPET = 160
"""Characters of an excerpt around the first found word."""


@dataclass(frozen=True)
class Choice:
    """One value of a facet: its slug, how many deals and articles it leaves, and whether it is chosen."""

    value: str
    count: int
    is_on: bool


def facets(deals: Sequence[int], articles: Sequence[int], chosen: Filters) -> dict[str, list[Choice]]:
    """By key (city, sector, lang) how many of these deals and articles (by their keys) each value would leave, most
    first; four queries."""
    counts: dict[str, Counter[str]] = {"city": Counter(), "sector": Counter(), "lang": Counter()}
    carried = Tagging.objects.filter(article__in=articles).exclude(decision=Tagging.Decision.REMOVED)
    links = Deal.tags.through.objects.filter(deal__in=deals)
    for rows, owner in ((carried, "article"), (links, "deal")):
        grouped = rows.filter(tag__kind__in=FACET_KINDS).values_list("tag__kind", "tag__slug")
        for kind, slug, count in grouped.annotate(count=Count(owner, distinct=True)).order_by():
            counts[kind][slug] += count
    written = Article.objects.filter(pk__in=articles).values_list("lang")
    for lang, count in written.annotate(count=Count("pk")).order_by():
        counts["lang"][lang] += count
    told = DealReport.objects.filter(deal__in=deals)
    for lang, count in told.values_list("lang").annotate(count=Count("deal", distinct=True)).order_by():
        counts["lang"][lang] += count
    order = {slug: place for place, slug in enumerate((*CITIES, *SECTORS))}
    return {
        key: [
            Choice(value, count, value in getattr(chosen, key))
            for value, count in sorted(counter.items(), key=lambda item: (-item[1], order.get(item[0], 99), item[0]))
            if value
        ]
        for key, counter in counts.items()
    }


def marked(text: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """Cut a text where one of the folded ``terms`` stands; what is found carries ``is_evidence``.

    A term of Latin letters begins a word; the pieces joined are always the text.
    """
    if not terms or not text:
        return (Piece(text),)
    pieces, at = [], 0
    for match in _pattern(terms).finditer(fold(text)):
        if match.start() > at:
            pieces.append(Piece(text[at : match.start()]))
        pieces.append(Piece(text[match.start() : match.end()], is_evidence=True))
        at = match.end()
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def snippet(excerpt: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """The part of a public excerpt around the first found word, marked; nothing where none of them stands there."""
    if not terms:
        return ()
    first = _pattern(terms).search(fold(excerpt))
    if not first:
        return ()
    start = max(0, min(first.start() - SNIPPET // 3, len(excerpt) - SNIPPET))
    text = excerpt[start : start + SNIPPET]
    before, after = "…" if start else "", "…" if start + SNIPPET < len(excerpt) else ""
    return (*((Piece(before),) if before else ()), *marked(text, terms), *((Piece(after),) if after else ()))


def _pattern(terms: Sequence[str]) -> "re.Pattern[str]":
    """Any of the terms, the longest first; a plain alternation, linear in the text."""
    said = (rf"\b{re.escape(term)}" if term[0].isascii() and term[0].isalnum() else re.escape(term) for term in terms)
    return re.compile("|".join(said))


def is_asked_for(filters: Filters, kind: str) -> bool:
    """Whether rows of a kind (deal, article) are wanted; without a choice both are."""
    return not filters.kind or kind in filters.kind
