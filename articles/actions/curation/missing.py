"""Add a deal that the machine has missed: from the words that a curator marked in an article.

The pipeline reads the marked words alone to fill the form. The new deal has a
report of its own without an article, as rows of the starter dataset have, so
that reading the article again never takes it away.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from articles import reference as reference_data
from articles.actions.clustering.records import actor_of
from articles.actions.clustering.resolving import Knowledge
from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.deciding import accept_deal
from articles.actions.curation.settling import record, settle_deal
from articles.actions.naming import form_slug
from articles.models import Article, Deal, DealReport, Evidence, ReviewDecision
from articles.models.article import HONG_KONG
from articles.pipeline.deals import DealRecord, read_deals
from articles.pipeline.deals.rungs import rung_of
from articles.pipeline.extraction import extract
from articles.pipeline.matching import find_mentions, gazetteer
from articles.pipeline.quantities import Money, find_counts, find_dates, find_money
from articles.pipeline.tagging import tag

SURE = 0.9
"""A person has read it."""
LONGEST = 3000


class NotInText(Exception):
    """Raised where the marked words do not stand in the article; carries its id."""


@dataclass(frozen=True)
class Draft:
    """What the pipeline makes of marked words: values by field, and quotes ``(field, start, end)`` in the article."""

    start: int
    end: int
    values: dict[str, Any]
    quotes: tuple[tuple[str, int, int], ...]


def locate(article: Article, quote: str) -> tuple[int, int]:
    """Give the offsets of marked words, whatever the browser made of blanks between them. Raises NotInText."""
    words = quote.split()
    if not words or len(quote) > LONGEST:
        raise NotInText(article.pk)
    start = article.text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    text = article.text
    start = text.find(words[0])
    while start >= 0:
        end = _walk(text, start, words)
        if end:
            return start, end
        start = text.find(words[0], start + 1)
    raise NotInText(article.pk)


def _walk(text: str, start: int, words: list[str]) -> int:
    """The end of the words one after the other from ``start``, blanks of any kind between them; 0 where they differ."""
    at = start
    for word in words:
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(word, at):
            return 0
        at += len(word)
    return at


def draft_of(article: Article, quote: str) -> Draft:
    """Fill in what the pipeline reads in the marked words; what it does not read is left to the curator."""
    start, end = locate(article, quote)
    words = article.text[start:end]
    reference = reference_data.load()
    clean = extract("", text=words, html=None, url="").text
    mentions = find_mentions(clean, gazetteer(reference))
    tags = tag(clean, mentions, reference)
    published = article.stated_at
    money, counts, dates = find_money(clean), find_counts(clean), find_dates(clean, published)
    reading = read_deals(clean, mentions, tags, money, counts, dates, reference, published)
    if reading.deals:
        record_ = reading.deals[0]
        values = _values(record_, article)
        # All that is marked belongs to one deal, also what stands in another paragraph than its act.
        values["money"] = values["money"] or _money(money)
        return Draft(start, end, values, _quotes(record_, article.text, start, end))
    values = _empty(article)
    values["cities"] = [score.slug for score in tags.cities if score.slug] or values["cities"]
    values["outside"] = [score.slug for score in tags.outside if score.slug]
    values["sectors"] = [score.slug for score in tags.sectors if score.slug][:4] or values["sectors"]
    values["parties"] = [score.name for score in tags.organisations if score.name][:4]
    values["counts"] = [{"unit": c.unit, "n": c.n, "n_max": c.n_max, "text": c.text} for c in counts]
    values["money"] = _money(money)
    return Draft(start, end, values, ())


def _money(found: Sequence[Money]) -> dict[str, Any] | None:
    """The first amount whose currency is told."""
    told = next((money for money in found if money.currency), None)
    if told is None:
        return None
    most = told.amount_max
    return {"amount": f"{told.amount:.2f}", "amount_max": f"{most:.2f}" if most is not None else None,
            "currency": told.currency, "amount_bound": told.bound or "exact"}  # fmt: skip


def _empty(article: Article) -> dict[str, Any]:
    """The fields before anything is read: the places and sectors of the article, nothing else."""
    kinds: dict[str, list[str]] = {"city": [], "sector": []}
    for kind, slug in article.taggings.exclude(decision="removed").values_list("tag__kind", "tag__slug"):
        kinds.setdefault(kind, []).append(slug)
    return {
        "type": "other", "status": "signed", "parties": [], "money": None, "date": None, "cities": kinds["city"],
        "sectors": kinds["sector"][:4], "counts": [], "outside": [], "mechanism": "", "title": article.title[:300],
    }  # fmt: skip


def _values(found: DealRecord, article: Article) -> dict[str, Any]:
    money = when = None
    if found.amount is not None and found.currency:
        most = found.amount_max
        money = {"amount": f"{found.amount:.2f}", "amount_max": f"{most:.2f}" if most is not None else None,
                 "currency": found.currency, "amount_bound": found.amount_bound or "exact"}  # fmt: skip
    if found.date:
        parts = [int(part) for part in found.date.split("-")]
        day = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
        when = {"date": day.isoformat(), "precision": found.date_precision}
    empty = _empty(article)
    return empty | {
        "type": found.type,
        "status": found.status,
        "parties": list(found.parties),
        "money": money,
        "date": when,
        "cities": list(found.cities) or empty["cities"],
        "sectors": list(found.sectors) or empty["sectors"],
        "counts": [{"unit": c.unit, "n": c.n, "n_max": c.n_max, "text": c.text} for c in found.counts],
        "outside": list(found.outside),
        "mechanism": found.mechanism,
        "title": (found.title or article.title)[:300],
    }


def _quotes(found: DealRecord, text: str, start: int, end: int) -> tuple[tuple[str, int, int], ...]:
    """The quotes of the reading where they stand in the article."""
    places = [(quote.field, text.find(quote.quote, start, end), len(quote.quote)) for quote in found.evidence]
    return tuple((field, at, at + length) for field, at, length in places if at >= 0 and length)


def add_missed(
    *,
    article: Article,
    draft: Draft,
    values: Mapping[str, Any],
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
) -> tuple[Deal, ReviewDecision]:
    """Found the deal with ``values``, record the miss, and accept it; give the deal and the acceptance.

    Where a rule asks for four eyes it stays unreviewed until a second person agrees.
    """
    with own_transaction(clusters=False):
        deal = Deal.objects.create(
            slug=_slug(article, draft, values), title=values["title"], type=values["type"], status=values["status"],
            rung=_rung(values), created_at=now, changed_at=now,
        )  # fmt: skip
        report = DealReport.objects.create(deal=deal, **_report_fields(article, values, now))
        places = {("deal", draft.start, draft.end), *draft.quotes}
        Evidence.objects.bulk_create(
            Evidence(report=report, field=field[:30], quote=article.text[start:end], start=start, end=end)
            for field, start, end in sorted(places)
        )
        settle_deal(deal, now=now)
        record(
            deal=deal, action="miss", field="deal", machine_value=None,
            human_value={"article": article.pk, "start": draft.start, "end": draft.end, **values},
            note=note, by=by, now=now,
        )  # fmt: skip
        accepted = accept_deal(deal=deal, by=by, now=now, note=note)
        deal.refresh_from_db()
    return deal, accepted


def _rung(values: Mapping[str, Any]) -> str:
    return rung_of(values["type"], values["status"], priced=values["status"] == "signed")


def _report_fields(article: Article, values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    money, when = values["money"] or {}, values["date"] or {}
    names = Knowledge.of(reference_data.load()).names
    stated = article.stated_at
    return {
        "revision": article.revisions.order_by("number").last(),
        "publisher": article.publisher,
        "url": article.url or article.canonical_url,
        "published_on": stated.astimezone(HONG_KONG).date() if stated else None,
        "lang": article.lang,
        "tier": article.feed.tier if article.feed else "D",
        "type": values["type"],
        "status": values["status"],
        "rung": _rung(values),
        "amount": Decimal(money["amount"]) if money else None,
        "currency": money.get("currency", ""),
        "date": when.get("date", ""),
        "confidence": SURE,
        "rule": "missed",
        "created_at": now,
        "fields": {
            "title": values["title"],
            "subtype": "",
            "parties": list(values["parties"]),
            "actors": [actor_of(name, role="signatory", names=names) for name in values["parties"]],
            "amount_max": money.get("amount_max"),
            "amount_bound": money.get("amount_bound", ""),
            "amount_text": "",
            "counts": list(values["counts"]),
            "date_precision": when.get("precision", "unknown"),
            "date_basis": "stated" if when else "unknown",
            "cities": list(values["cities"]),
            "outside": list(values["outside"]),
            "sectors": list(values["sectors"]),
            "places": [],
            "mechanism": values["mechanism"],
            "mechanism_name": "",
            "is_bundle": False,
        },
    }


def _slug(article: Article, draft: Draft, values: Mapping[str, Any]) -> str:
    sides = [form_slug(name)[:30] for name in values["parties"][:2]] or list(values["cities"][:2])
    origin = f"{article.canonical_url} {draft.start}-{draft.end} {values['type']} {values['title']}"
    digest = hashlib.sha256(origin.encode()).hexdigest()[:6]
    day = (values["date"] or {}).get("date") or f"{article.listed_on:%Y-%m}"
    return "-".join(part for part in (values["type"].replace("_", "-"), *sides, day, digest) if part)[:120]
