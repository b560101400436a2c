"""What the search page shows beside its two lists: facets with counts, and the found words marked in public text."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.expressions import RawSQL

from articles.models import Article, Deal, DealReport, Tagging
from articles.pipeline.text import fold
from dashboards.filters import CITIES, SECTORS, Filters
from dashboards.queries import naming
from dashboards.queries.passages import Piece

FACETS = ("city", "sector", "lang")
FACETED = 1000
"""So many of the newest deals and articles are told apart by facets; the page says so where there are more."""
SNIPPET = 160
"""Characters of an excerpt around the first found word."""


@dataclass(frozen=True)
class Choice:
    """One value of a facet: its slug, how many deals and articles its link leads to, and whether it is chosen.

    The count is None for a chosen one, whose link leads away from what it would count.
    """

    value: str
    count: int | None
    is_on: bool


def facets(found: Mapping[str, tuple[Sequence[int], Sequence[int]]], chosen: Filters) -> dict[str, list[Choice]]:
    """By key (city, sector, lang) how many deals and articles carry each value, most first; one query.

    ``found`` gives for each key the deals and the articles, by their keys, among which its values are counted.
    """
    counts: dict[str, Counter[str]] = {key: Counter() for key in found}
    first, *more = [rows for key, (deals, articles) in found.items() for rows in _counted(key, deals, articles)]
    for key, value, count in first.union(*more, all=True):
        counts[key][value] += count
    order = {slug: place for place, slug in enumerate((*CITIES, *SECTORS))}
    return {
        key: [
            Choice(value, None if value in getattr(chosen, key) else count, value in getattr(chosen, key))
            for value, count in sorted(counter.items(), key=lambda item: (-item[1], order.get(item[0], 99), item[0]))
            if value
        ]
        for key, counter in counts.items()
    }


def _counted(key: str, deals: Sequence[int], articles: Sequence[int]) -> Iterator[QuerySet[Any]]:
    """Rows of (key, value, count) for the values of one key; a deal counts in each language of its reports."""
    told, name = DealReport.objects.filter(deal__in=_of_keys(deals)), Value(key, output_field=CharField())
    if key == "lang":
        written = Article.objects.filter(pk__in=_of_keys(articles))
        yield told.annotate(key=name).values_list("key", "lang").annotate(n=Count("deal", distinct=True)).order_by()
        yield written.annotate(key=name).values_list("key", "lang").annotate(n=Count("pk")).order_by()
        return
    carried = Tagging.objects.filter(article__in=_of_keys(articles)).exclude(decision=Tagging.Decision.REMOVED)
    for rows, owner in ((Deal.tags.through.objects.filter(deal__in=_of_keys(deals)), "deal"), (carried, "article")):
        grouped = rows.filter(tag__kind=key).annotate(key=name).values_list("key", "tag__slug")
        yield grouped.annotate(n=Count(owner, distinct=True)).order_by()


def _of_keys(keys: Sequence[int]) -> RawSQL:
    """Keys as one parameter: Django prepares a list of a thousand one by one, which takes longer than the query."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))])


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
    """Any of the terms in folded text, the longest first; a plain alternation, linear in the text."""
    return re.compile("|".join(map(_said, terms)))


def _said(term: str) -> str:
    """A term as it is found: Latin letters at the beginning of a word, few of them as the whole of one."""
    if not (term[0].isascii() and term[0].isalnum()):
        return re.escape(term)
    return rf"(?<![a-z0-9]){re.escape(term)}" + (r"(?=s?(?![a-z0-9]))" if naming.is_whole_word(term) else "")


def is_asked_for(filters: Filters, kind: str) -> bool:
    """Whether rows of a kind (deal, article) are wanted; without a choice both are."""
    return not filters.kind or kind in filters.kind
