"""Stored articles and reports at a glance: what is compared of them, without their models.

Every batch compares itself with the news of the days around, so the same rows
are looked at again and again. They are fetched as the text that the database
holds, and what that text says is kept at hand: it is worked out once for each
row, not once for each batch. The text itself is the key, so nothing can be stale.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from articles.actions.clustering.likeness import Portrait
from articles.actions.clustering.sameness import News
from articles.models import DealReport
from articles.models.article import HONG_KONG

AT_HAND = 3000
"""So many rows of each kind are kept at hand by a process, a few kilobytes each: more than one batch looks at."""
_AS_THEY_ARE = ("article", "type", "status", "lang", "currency", "date", "article__lang")
_AS_TEXT = ("published_on", "created_at", "amount", "fields", "deal__filed_on", "article__listed_at", "article__traits")


@dataclass(frozen=True, slots=True)
class Told:
    """What a stored report tells, as far as it is looked for and compared by."""

    type: str
    status: str
    lang: str
    currency: str
    date: str
    amount: Decimal | None
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is compared of one stored report."""

    pk: int
    deal_id: int
    portrait: Portrait
    report: Told


def glimpses(reports: QuerySet[DealReport]) -> list[Glimpse]:
    """Give what is compared of the reports, all of which tell of a deal; one query."""
    rows = reports.values_list("pk", "deal", *_AS_THEY_ARE, *map(as_text, _AS_TEXT))
    return [Glimpse(pk, deal_id, *_portrait(*told)) for pk, deal_id, *told in rows]


def as_text(name: str) -> Cast:
    """Ask for a column as text, which costs no conversion."""
    return Cast(name, TextField())


@lru_cache(maxsize=AT_HAND)
def read_news(pk: int, listed_at: str, lang: str, traits: str) -> News:
    """Give what is compared of an article, from its columns as text."""
    # The words of one article are those of others too: each is kept once.
    return News(pk, _moment(listed_at), lang, {sys.intern(trait): level for trait, level in _read(traits).items()})


@lru_cache(maxsize=AT_HAND)
def _portrait(
    article_id: int | None,
    type_: str,
    status: str,
    lang: str,
    currency: str,
    on: str,
    article_lang: str | None,
    published_on: str | None,
    created_at: str,
    amount: str | None,
    fields: str,
    filed_on: str | None,
    listed_at: str | None,
    traits: str | None,
) -> tuple[Portrait, Told]:
    worth = None if amount is None else Decimal(amount)
    report = Told(type_, status, lang, currency, on, worth, _said(fields))
    news = None
    if article_id is not None and listed_at is not None and traits is not None:
        news = read_news(article_id, listed_at, article_lang or "", traits)
        day = _day(published_on) or news.listed_at.astimezone(HONG_KONG).date()
    else:
        day = _day(published_on) or _day(filed_on) or _moment(created_at).date()
    return Portrait.of(report, day=day, news=news), report


def _said(fields: str) -> Mapping[str, Any]:
    """What a report says; its counts are compared, so they are to be whole however large: orjson has 64 bits."""
    said = _read(fields)
    is_exact = all(isinstance(count["n"], int) for count in said.get("counts", ()))
    return said if is_exact else json.loads(fields)


def _read(text: str) -> Mapping[str, Any]:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        # Half a sign (a lone surrogate) is read by Python alone.
        return json.loads(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> datetime:
    """Read a moment as the databases write it; SQLite names no zone, which is UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
