"""The whole line for one article: ``analyse`` runs every stage in order, ``to_json`` gives the contract's form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from articles.pipeline.deals import DealRecord, Reading, read_deals
from articles.pipeline.deduplication import Fingerprint, fingerprint
from articles.pipeline.extraction import Extracted, extract
from articles.pipeline.matching import Mention, Reference, find_mentions, gazetteer
from articles.pipeline.quantities import find_counts, find_dates, find_money
from articles.pipeline.relevance import Relevance, weigh
from articles.pipeline.tagging import Tags, TagScore, gather, tag, tag_parts

PIPELINE_VERSION = 19


@dataclass(frozen=True)
class Analysis:
    """All that the pipeline says of one article."""

    extracted: Extracted
    mentions: tuple[Mention, ...]
    tags: Tags
    reading: Reading
    relevance: Relevance

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """What tells copies of the text apart; made when first asked for, as only storing needs it."""
        return fingerprint(self.extracted.text)


def analyse(
    *,
    title: str,
    reference: Reference,
    text: str | None = None,
    html: str | None = None,
    url: str = "",
    published: str | date | datetime | None = None,
) -> Analysis:
    """Run the line over one article.

    ``text`` is whatever a page shows (noise included), ``html`` a page or a
    feed's fragment. ``published`` is a date, a date-time (naive = Hong Kong),
    an ISO string of either, or ``YYYY-MM``, which resolves nothing finer;
    anything else counts as unknown. Nothing in the text makes it raise.
    """
    extracted = extract(title, html=html, text=text, url=url)
    clean = extracted.text
    mentions = find_mentions(clean, gazetteer(reference))
    tags = tag(clean, mentions, reference)
    money, counts, dates = find_money(clean), find_counts(clean), find_dates(clean, published)
    reading = read_deals(clean, mentions, tags, money, counts, dates, reference, published)
    relevance = weigh(clean, mentions, tags, reading, reference)
    if not relevance.relevant:
        reading = Reading((), reading.no_deal or "the article is not about the bay area's links")
    return Analysis(extracted, mentions, tags, reading, relevance)


def parts_of_title(title: str, sectors: Iterable[str], reference: Reference) -> tuple[str, ...]:
    """Give the sub-sectors of ``sectors`` that a title by itself names, in the order of these sectors."""
    text = extract(title, text="").text
    gathered = gather(find_mentions(text, gazetteer(reference)))
    return tuple(part.slug for part in tag_parts(text, gathered, sectors, reference))


def to_json(analysis: Analysis) -> dict[str, Any]:
    """The answer of ``manage.py analyse`` without its ``id`` (docs/design.md, section 6)."""
    text, tags, relevance = analysis.extracted.text, analysis.tags, analysis.relevance
    return {
        "lang": text.lang,
        "text": text.text,
        "quarantined": [{"text": q.text, "reason": q.reason} for q in analysis.extracted.quarantined],
        "relevant": relevance.relevant,
        "relevance": relevance.score,
        "reasons": [{"text": r.text, "start": r.start, "end": r.end, "weight": r.weight} for r in relevance.reasons],
        "scope": relevance.scope or None,
        "no_deal": analysis.reading.no_deal or None,
        "cities": _slugs(tags.cities),
        "places": _slugs(tags.places),
        "outside": _slugs(tags.outside),
        "sectors": _slugs(tags.sectors)[:4],
        "subsectors": _slugs(tags.subsectors),
        "mechanisms": _slugs(tags.mechanisms),
        "organisations": _names(text.text, tags.organisations),
        "people": _names(text.text, tags.people),
        "deals": [_deal(deal) for deal in analysis.reading.deals],
    }


def _slugs(tags: tuple[TagScore, ...]) -> list[str]:
    return [tag.slug for tag in tags if tag.slug]


def _names(text: str, tags: tuple[TagScore, ...]) -> list[dict[str, str | None]]:
    """Names as the text gives them first, with their slug where a list holds it."""
    rows: list[dict[str, str | None]] = []
    for tag_score in tags:
        name = tag_score.name
        if not name and tag_score.spans:
            span = tag_score.spans[0]
            name = text[span.start : span.end]
        rows.append({"name": name, "slug": tag_score.slug or None})
    return rows


def _deal(deal: DealRecord) -> dict[str, Any]:
    return {
        "type": deal.type,
        "subtype": deal.subtype or None,
        "rung": deal.rung,
        "status": deal.status,
        "title": deal.title,
        "parties": list(deal.parties),
        "actors": [{"name": a.name, "slug": a.slug or None, "kind": a.kind, "role": a.role} for a in deal.actors],
        "amount": _plain(deal.amount),
        "amount_max": _plain(deal.amount_max),
        "currency": deal.currency or None,
        "amount_bound": deal.amount_bound or None,
        "amount_text": deal.amount_text or None,
        "counts": [{"unit": c.unit, "n": c.n, "n_max": c.n_max, "text": c.text} for c in deal.counts],
        "date": deal.date,
        "date_precision": deal.date_precision,
        "date_basis": deal.date_basis,
        "cities": list(deal.cities),
        "outside": list(deal.outside),
        "sectors": list(deal.sectors),
        "subsectors": list(deal.subsectors),
        "mechanism": deal.mechanism or None,
        "is_bundle": deal.is_bundle,
        "is_signal": deal.is_signal,
        "confidence": deal.confidence,
        "evidence": [{"field": q.field, "quote": q.quote, "start": q.start, "end": q.end} for q in deal.evidence],
    }


def _plain(amount: float | None) -> int | float | None:
    """Whole amounts without a decimal point."""
    return int(amount) if amount is not None and amount == int(amount) else amount
