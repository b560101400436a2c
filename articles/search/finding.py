"""Answers of the index: the newest that match, the best of the newest, how many."""

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Article
from articles.search.asking import Asked, Term, fts5, labelled, month_label, parse_query, tsquery
from articles.search.places import EPOCH_DAY, HONG_KONG_SECONDS, KEY_BITS, KEY_MASK, TABLE, first_place, month_of

RANKED = 500
"""So many of the newest matches are weighed against each other; what is older is no news."""
_WALKED, _WALKED_AT_MOST, _COMMON = 2000, 20_000, 20
"""So many of the newest articles PostgreSQL looks at one by one before it asks its index: enough for common words.

Where more than one in twenty matched, and no more than the second number would suffice, it looks at so many instead:
the index would have to gather all matches.
"""
_MOST_MONTHS = 24
"""So many months PostgreSQL is asked for by name; a longer period is no shorter than the lists of most words."""
_SATURATION, _LENGTH = 1.2, 0.75
"""k1 and b of BM25, as usual."""


def matching_articles(query: str) -> QuerySet[Article]:
    """Give the articles that match ``query``, to be filtered on; none where it has no word that must occur."""
    asked = Asked().with_query(parse_query(query))
    if not asked.is_answerable:
        return Article.objects.none()
    condition, parameters = _condition(asked)
    key = f"rowid & {KEY_MASK}" if connection.vendor == "sqlite" else "article_id"
    return Article.objects.filter(pk__in=RawSQL(f"SELECT {key} FROM {TABLE} WHERE {condition}", parameters))


def newest_matches(asked: Asked, *, limit: int, offset: int = 0, oldest_first: bool = False) -> list[int]:
    """Give the keys of the articles that match, newest first (whole seconds, then keys); none where nothing is asked.

    SQLite walks the list of the rarest word, which stands in that order. PostgreSQL's index has no order: it looks
    at the newest articles one by one, and only where these do not suffice gathers all matches and sorts them.
    """
    if not asked.is_answerable or limit <= 0:
        return []
    condition, parameters = _condition(asked)
    way = "ASC" if oldest_first else "DESC"
    page: list[Any] = [limit, offset]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"SELECT rowid & {KEY_MASK} FROM {TABLE} WHERE {condition} ORDER BY rowid {way} LIMIT %s OFFSET %s",
                [*parameters, *page],
            )
            return [key for (key,) in cursor.fetchall()]
        found, is_complete = _walk(cursor, asked, way, _WALKED, page)
        seen, needed = offset + len(found), 0
        if found and seen > _WALKED // _COMMON:
            # By how often it occurred so far, and half as many again for chance.
            needed = int(1.5 * _WALKED * (offset + limit) / seen)
        if not is_complete and needed and needed <= _WALKED_AT_MOST:
            found, is_complete = _walk(cursor, asked, way, needed, page)
        if is_complete:
            return found
        condition, parameters = _condition(_narrowed(asked))
        cursor.execute(
            f"WITH found AS MATERIALIZED (SELECT article_id, place FROM {TABLE} WHERE {condition})"
            f" SELECT article_id FROM found ORDER BY place {way} LIMIT %s OFFSET %s",
            [*parameters, *page],
        )
        return [key for (key,) in cursor.fetchall()]


def _walk(cursor: CursorWrapper, asked: Asked, way: str, walked: int, page: Sequence[int]) -> tuple[list[int], bool]:
    """What matches among the newest, or oldest, ``walked`` articles of the period; ``page`` is (limit, offset).

    And whether that is all that the page may have: it is full, or the period holds no more articles than these.
    """
    times = _times(asked)
    within = " AND ".join(["TRUE", *times])
    near = f"FROM {TABLE} WHERE {within} ORDER BY place {way} LIMIT {walked}"
    cursor.execute(
        f"(SELECT place, article_id FROM (SELECT * {near}) near WHERE tokens @@ %s::tsquery"
        f" ORDER BY place {way} LIMIT %s OFFSET %s)"
        f" UNION ALL SELECT NULL, count(*) FROM (SELECT 1 {near}) near",
        [*times.values(), tsquery(asked), *page, *times.values()],
    )
    rows = cursor.fetchall()
    found = sorted(((place, key) for place, key in rows if place is not None), reverse=way == "DESC")
    looked_at = next(count for place, count in rows if place is None)
    return [key for _, key in found], len(found) == page[0] or looked_at < walked


def count_matches(asked: Asked, *, most: int | None = None) -> int:
    """Give how many articles match; exact, or ``most + 1`` where there are more than ``most``."""
    if not asked.is_answerable:
        return 0
    if most is None:
        condition, parameters = _condition(_narrowed(asked))
        return int(_counted(f"SELECT count(*) FROM {TABLE} WHERE {condition}", parameters)[0][0])
    asked = _narrowed(asked)
    return most + 1 if _has_more_of_late(asked, most) else _counted_up_to(asked, most)


def _has_more_of_late(asked: Asked, most: int) -> bool:
    """Whether the newest months alone prove that more than ``most`` match.

    PostgreSQL's index gathers all that hold a common word before it gives the first one; of some months it gathers
    what these months hold. First the newest two months, then as many as it takes at their rate.
    """
    if connection.vendor != "postgresql" or asked.since or asked.until or (newest := _newest_place()) is None:
        return False
    last, months = month_of(newest), 2
    found = _counted_up_to(asked.with_group(_in_months(last - months, last)), most)
    needed = months * most * 3 // 2 // max(found, 1)
    if found <= most and months < needed <= _MOST_MONTHS:
        found = _counted_up_to(asked.with_group(_in_months(last - needed, last)), most)
    return found > most


def _narrowed(asked: Asked) -> Asked:
    """The same question, told to PostgreSQL by months too where its period has few: its index knows no places."""
    if connection.vendor != "postgresql" or not asked.since or (newest := _newest_place()) is None:
        return asked
    first, end = month_of(first_place(asked.since)), first_place(asked.until) - 1 if asked.until else newest
    last = month_of(min(max(end, 0), newest))
    return asked.with_group(_in_months(first - 1, last)) if first <= last <= first + _MOST_MONTHS else asked


def _newest_place() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(place) FROM {TABLE}")
        place: int | None = cursor.fetchone()[0]
        return place


def _in_months(before: int, last: int) -> tuple[Term, ...]:
    """The months after ``before`` up to ``last``."""
    return labelled(map(month_label, range(before + 1, last + 1)))


def _counted_up_to(asked: Asked, most: int) -> int:
    """How many match, ``most + 1`` at most."""
    condition, parameters = _condition(asked)
    statement = f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {condition} LIMIT %s) few"
    return int(_counted(statement, [*parameters, most + 1])[0][0])


def matches_by_day(asked: Asked) -> dict[date, int]:
    """Give how many articles match by Hong Kong day, which has been eight hours ahead of UTC since 1979."""
    if not asked.is_answerable:
        return {}
    condition, parameters = _condition(_narrowed(asked))
    place = "rowid" if connection.vendor == "sqlite" else "place"
    day = f"(({place} >> {KEY_BITS}) + {HONG_KONG_SECONDS}) / 86400"
    found = _counted(f"SELECT {day}, count(*) FROM {TABLE} WHERE {condition} GROUP BY 1", parameters)
    return {EPOCH_DAY + timedelta(days=days): count for days, count in found}


def _counted(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a count. PostgreSQL would rather read the tokens of every article than ask its index for a common
    word, since it does not know what it costs to unpack them: at a million articles that takes ten times as long."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One message, and so one transaction, to which alone the setting belongs.
            cursor.execute(f"SET LOCAL enable_seqscan = off; {statement}", parameters)
            cursor.nextset()
        else:
            cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def best_matches(asked: Asked, *, limit: int) -> list[int]:
    """Give the keys of the best of the newest ``RANKED`` matches, best first; of equal ones the newer first.

    Neither engine's own rank over all matches is asked for: both read the whole list of a common word for it.
    """
    keys = newest_matches(asked, limit=RANKED)
    scores = _bm25(asked, keys) if connection.vendor == "sqlite" else _ts_rank(asked, keys)
    return sorted(keys, key=lambda key: -scores.get(key, 0.0))[:limit]


def search_articles(query: str, *, limit: int = 50, before: tuple[datetime, int] | None = None) -> list[Article]:
    """Give the newest matching articles; ``before`` is (listed_at, id) of the last one of the page before."""
    articles = matching_articles(query)
    if before is not None:
        at, pk = before
        articles = articles.filter(Q(listed_at__lt=at) | Q(listed_at=at, pk__lt=pk))
    return list(articles.newest()[:limit])


def _bm25(asked: Asked, keys: Sequence[int]) -> dict[int, float]:
    """BM25 with the frequencies among ``keys``; the length of an article is that of its tokens in characters."""
    texts: dict[int, str] = {}
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(keys))
        cursor.execute(
            f"SELECT k.article_id, s.tokens FROM {TABLE}_keys k JOIN {TABLE} s ON s.rowid = k.place"
            f" WHERE k.article_id IN ({marks})",
            list(keys),
        )
        texts = {key: f" {tokens} " for key, tokens in cursor.fetchall()}
    terms = [_as_text(term) for group in asked.groups for term in group]
    counts = {key: [text.count(term) for term in terms] for key, text in texts.items()}
    mean = sum(map(len, texts.values())) / max(len(texts), 1)
    holding = [sum(1 for times in counts.values() if times[place]) for place in range(len(terms))]
    weights = [math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for n in holding]
    scores = {}
    for key, times in counts.items():
        worn = _SATURATION * (1 - _LENGTH + _LENGTH * len(texts[key]) / mean)
        scores[key] = sum(w * n * (_SATURATION + 1) / (n + worn) for w, n in zip(weights, times, strict=True))
    return scores


def _as_text(term: Term) -> str:
    """A term as it stands among the tokens of an article."""
    return f" {' '.join(term.tokens)}" + ("" if term.is_prefix else " ")


def _ts_rank(asked: Asked, keys: Sequence[int]) -> dict[int, float]:
    """PostgreSQL's own rank, divided by the logarithm of the length."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT article_id, ts_rank(tokens, %s::tsquery, 1) FROM {TABLE} WHERE article_id = ANY(%s)",
            [tsquery(asked), list(keys)],
        )
        return dict(cursor.fetchall())


def _condition(asked: Asked) -> tuple[str, list[Any]]:
    """What a row of the index must fulfil, with its parameters."""
    times = _times(asked)
    words = (
        (f"{TABLE} MATCH %s", fts5(asked))
        if connection.vendor == "sqlite"
        else ("tokens @@ %s::tsquery", tsquery(asked))
    )
    return " AND ".join([words[0], *times]), [words[1], *times.values()]


def _times(asked: Asked) -> dict[str, int]:
    """The bounds of the period as conditions on the place."""
    place = "rowid" if connection.vendor == "sqlite" else "place"
    bounds = {f"{place} >= %s": asked.since, f"{place} < %s": asked.until}
    return {condition: first_place(moment) for condition, moment in bounds.items() if moment is not None}
