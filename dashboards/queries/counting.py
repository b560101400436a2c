"""How many relevant articles, and which are the newest, at a cost that does not grow with their number.

Three ways, the cheapest that can answer exactly: the day rollups, for everything, one tag, a city with a sector or
another city, with or without a period; the search index, for words, tags and languages in any combination; the rows
themselves for the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from articles.models import Article, ArticleDay, PairDay, Tag, TagDay
from articles.search import (
    Asked,
    Term,
    count_matches,
    labelled,
    lang_label,
    matches_by_day,
    newest_matches,
    parse_query,
    tag_label,
)
from dashboards.filters import Filters
from dashboards.queries.blocs import reach
from dashboards.queries.days import DEEP, begin_of_page
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.naming import named, parts
from dashboards.queries.selection import DEAL_ONLY_KEYS, HONG_KONG, TAG_KEYS, articles, day_start

_ANY_OF = (*TAG_KEYS, "mechanism", "person")
_UNINDEXED = ("source", "scope", *DEAL_ONLY_KEYS)
"""Keys that the index knows nothing of."""
_NOTHING = Term(("\ue000nothing",))
"""A label that no article carries: what is asked for by a tag that is not there."""
_UNSET: tuple[Any, ...] = ((), False, None)


def article_count(filters: Filters, today: date, *, most: int | None = None) -> int:
    """Relevant articles of the selection; exact, but where the index is asked and finds more than ``most``.

    It is ``most + 1`` then: counting all that hold a common word is the dearest question to PostgreSQL.
    """
    days = _rollup(filters, today)
    if days is not None:
        return int(days.aggregate(sum=Sum("articles"))["sum"] or 0)
    asked = asked_of(filters, today)
    return count_matches(asked, most=most) if asked else _counted_rows(filters, today)


def article_counts(filters: Filters, spans: Sequence[Filters], today: date) -> list[int]:
    """``article_count`` of a selection in several periods, those of ``spans``; one query where rollups know it."""
    days = _rollup(filters.having(last="", from_on=None, to_on=None), today)
    if days is None:
        return [article_count(span, today) for span in spans]
    within = [_within(*span.period(today)) for span in spans]
    sums = days.filter(reduce(or_, within)).aggregate(
        **{f"of_{number}": Sum("articles", filter=within[number]) for number in range(len(spans))}
    )
    return [int(sums[f"of_{number}"] or 0) for number in range(len(spans))]


def has_more(filters: Filters, today: date, most: int) -> bool:
    """Whether the search index alone knows the selection and finds more than ``most``: too many to be told apart."""
    if _rollup(filters, today) is not None:
        return False
    asked = asked_of(filters, today)
    return asked is not None and count_matches(asked, most=most) > most


def _counted_rows(filters: Filters, today: date) -> int:
    """What neither rollup nor index knows. Of articles that report deals nothing changes unless a deal is touched."""
    if any(getattr(filters, key) not in _UNSET for key in DEAL_ONLY_KEYS):
        return _telling(filters, today)
    return articles(filters, today).count()


@kept_with_deals
def _telling(filters: Filters, today: date) -> int:
    return articles(filters, today).count()


def articles_by(filters: Filters, today: date, begin_of: Callable[[date], date]) -> Counter[date]:
    """Relevant articles by period, Hong Kong time; ``begin_of`` gives the first day of a day's month or year."""
    counts: Counter[date] = Counter()
    days = _rollup(filters, today)
    by_day: Iterable[tuple[date, int]]
    if days is not None:
        by_day = days.filter(articles__gt=0).values_list("day", "articles")
    elif asked := asked_of(filters, today):
        by_day = matches_by_day(asked).items()
    else:
        day = TruncDate("listed_at", tzinfo=HONG_KONG)
        by_day = articles(filters, today).annotate(day=day).values_list("day").annotate(n=Count("pk")).order_by()
    for day, count in by_day:
        counts[begin_of(day)] += count
    return counts


def newest_keys(filters: Filters, today: date, *, limit: int, offset: int = 0, oldest_first: bool = False) -> list[int]:
    """The keys of the articles of one page of the list, in its order: by time of listing, then by key.

    A page far down begins on the day on which the rollup says that it begins, so that it costs what the first one
    does; without a rollup the rows before it are passed over.
    """
    if offset > DEEP and (days := _rollup(filters, today)) is not None:
        counts = dict(days.filter(articles__gt=0).values_list("day").annotate(n=Sum("articles")).order_by())
        if not counts:
            return []
        begin, offset = begin_of_page(counts, offset, oldest_first=oldest_first)
        first, last = filters.period(today)
        filters = filters.having(
            from_on=begin if oldest_first else first, to_on=last if oldest_first else begin, last=""
        )
    asked = asked_of(filters, today)
    if asked is not None:
        return newest_matches(asked, limit=limit, offset=offset, oldest_first=oldest_first)
    order = ("listed_at", "pk") if oldest_first else ("-listed_at", "-pk")
    return list(articles(filters, today).order_by(*order).values_list("pk", flat=True)[offset : offset + limit])


def newest_of(selections: Sequence[Filters], today: date, *, limit: int) -> list[list[int]]:
    """The keys of the newest articles of several selections; one query for their tags, and one for each."""
    labels = _labels(set().union(*(_refs(filters) for filters in selections)))
    found = []
    for filters in selections:
        asked = asked_of(filters, today, labels)
        if asked is None:
            rows = articles(filters, today).order_by("-listed_at", "-pk").values_list("pk", flat=True)
            found.append(list(rows[:limit]))
        else:
            found.append(newest_matches(asked, limit=limit))
    return found


def newest_articles(
    filters: Filters, today: date, *, limit: int, offset: int = 0, oldest_first: bool = False
) -> QuerySet[Article]:
    """The articles of that page."""
    keys = newest_keys(filters, today, limit=limit, offset=offset, oldest_first=oldest_first)
    order = ("listed_at", "pk") if oldest_first else ("-listed_at", "-pk")
    return Article.objects.filter(pk__in=keys).order_by(*order)


def _refs(filters: Filters) -> set[tuple[str, str]]:
    """The tags that a selection asks for or that its words name, as (kind, slug)."""
    kinds = ("city", *_ANY_OF)
    refs = {(kind, slug) for kind in kinds for slug in reach(kind, getattr(filters, kind))}
    return refs.union(*(named(part).tags for part in (parts(filters.q) if filters.q else ())))


def asked_of(filters: Filters, today: date, labels: dict[tuple[str, str], str] | None = None) -> Asked | None:
    """The selection as a question to the search index; None where the index cannot answer it alone.

    ``labels`` are those of its tags where they are known already.
    """
    if any(getattr(filters, key) not in _UNSET for key in _UNINDEXED):
        return None
    wanted = [("city", (slug,)) for slug in filters.city]
    wanted += [(kind, reach(kind, getattr(filters, kind))) for kind in _ANY_OF if getattr(filters, kind)]
    meant = [(part, named(part)) for part in parts(filters.q)] if filters.q else []
    if labels is None:
        labels = _labels(_refs(filters))
    groups = [tuple((kind, slug) for slug in slugs) for kind, slugs in wanted]
    asked = Asked()
    for group in groups:
        asked = asked.with_group(_carrying(group, labels))
    plain = []
    for part, name in meant:
        if name.tags:
            phrases = (term for word in name.words(part) for term in parse_query(f'"{word}"').wanted)
            asked = asked.with_group((*phrases, *_carrying(name.tags, labels)))
        else:
            plain.append(part)
    if plain:
        query = parse_query(" ".join(plain))
        asked = asked.with_query(query) if query.wanted else asked.with_group((_NOTHING,))
    if filters.lang:
        asked = asked.with_group(labelled(lang_label(lang) for lang in filters.lang))
    if not asked.groups:
        return None
    first, last = filters.period(today)
    return replace(
        asked,
        since=day_start(first) if first else None,
        until=day_start(last + timedelta(days=1)) if last else None,
    )


def _carrying(refs: Any, labels: dict[tuple[str, str], str]) -> tuple[Term, ...]:
    """One of these tags."""
    return labelled(labels[ref] for ref in refs if ref in labels) or (_NOTHING,)


def _labels(refs: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The labels of tags by (kind, slug); one query, none without tags."""
    if not refs:
        return {}
    condition = Q()
    for kind, slug in sorted(refs):
        condition |= Q(kind=kind, slug=slug)
    rows = Tag.objects.filter(condition).values_list("kind", "slug", "pk")
    return {(kind, slug): tag_label(pk) for kind, slug, pk in rows}


def _rollup(filters: Filters, today: date) -> QuerySet[Any] | None:
    """The days that add up to the selection; None where no rollup knows it."""
    if filters.q or filters.lang or any(getattr(filters, key) not in _UNSET for key in _UNINDEXED):
        return None
    refs = [(kind, slug) for kind in ("city", *_ANY_OF) for slug in reach(kind, getattr(filters, kind))]
    days: QuerySet[Any] = ArticleDay.objects.all()
    if len(refs) == 1:
        ((kind, slug),) = refs
        days = TagDay.objects.filter(tag__kind=kind, tag__slug=slug)
    elif refs:
        # Cities mean all of them, sectors any of them: two cities are a pair, two sectors are none.
        if sorted(kind for kind, _ in refs) not in (["city", "city"], ["city", "sector"]):
            return None
        tags = Tag.objects.filter(reduce(or_, (Q(kind=kind, slug=slug) for kind, slug in refs))).values("pk")
        days = PairDay.objects.filter(first__in=tags, second__in=tags)
    return days.filter(_within(*filters.period(today)))


def _within(first: date | None, last: date | None) -> Q:
    """The days of a period, which may be open at either end."""
    return Q(day__gte=first or date.min) & Q(day__lte=last or date.max)
