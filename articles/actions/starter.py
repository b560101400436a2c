"""Load the starter dataset: true history, each row with its source, so that the first page is full.

A deal row becomes a ``Deal`` with one report that has no article: its evidence
is the source's address, publisher and date, no quotation is kept. A row that
has changed in the file replaces what its report says; what a curator set or
decided stays. Milestones that are already there keep what they say.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from articles.actions.clustering.choosing import STARTER_CONFIDENCE
from articles.actions.clustering.records import actor_of
from articles.actions.clustering.resolving import Knowledge, resolve_deals
from articles.actions.clustering.succession import link_successors
from articles.actions.naming import ensure_tags
from articles.models import DataGeneration, Deal, DealReport, Milestone
from articles.models.article import HONG_KONG
from articles.pipeline.deals.rungs import rung_of
from articles.pipeline.line import parts_of_title
from articles.pipeline.matching.parties import PartyNames
from articles.pipeline.matching.records import Reference
from articles.pipeline.quantities import UNITS
from articles.pipeline.vocabulary import RUNGS

logger = logging.getLogger(__name__)

OLD_NEWS = timedelta(days=40)
"""Starter rows are told as news of at least this long before the load.

The longest digest period is a month, and a late digest reaches back hours, so
no subscriber is ever mailed the history, however recent its last rows are.
"""
_DOCUMENTS = {"agreements", "mous", "arrangements", "documents"}
# "info.gov.hk", "www.gov.mo", "gd.gov.cn"
_OFFICIAL_HOSTS = (".gov.hk", ".gov.mo", ".gov.cn")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StarterResult:
    """How many deals and milestones were added, how many rows changed, and how many were left as they were."""

    deals: int
    milestones: int
    changed: int
    unchanged: int


def load_starter(*, rows: Iterable[Row], reference: Reference, now: datetime) -> StarterResult:
    """Load ``rows`` of the starter dataset in one transaction; a second load changes nothing."""
    rows = list(rows)
    knowledge = Knowledge.of(reference)
    with transaction.atomic():
        deals, changed = _load_deals([row for row in rows if row["kind"] == "deal"], knowledge, reference, now)
        milestones, completed = _load_milestones([row for row in rows if row["kind"] == "milestone"], reference)
        changed += completed
        if _link(knowledge, now) or deals or changed or milestones:
            DataGeneration.bump()
    result = StarterResult(deals, milestones, changed, len(rows) - deals - milestones - changed)
    logger.info(
        "starter deals=%d milestones=%d changed=%d unchanged=%d",
        result.deals,
        result.milestones,
        result.changed,
        result.unchanged,
    )
    return result


def _link(knowledge: Knowledge, now: datetime) -> bool:
    """Link the rows that carry on others, those that are there already too; tell whether any link has changed.

    Nothing else resolves a row again that no article tells of, when links are told otherwise than before.
    """
    starters = Deal.objects.filter(is_starter=True)
    link_successors(deal_ids=list(starters.values_list("pk", flat=True)), names=knowledge.names, now=now)
    return Deal.objects.filter(changed_at=now).exists()


def starter_counts(counts: Mapping[str, float]) -> list[dict[str, Any]]:
    """Give typed counts for the dataset's own units; percentages are no counts and are not loaded.

    Agreements, MoUs and arrangements are documents; policy measures measures; industrial_projects and the like
    projects; what is no unit of ours is ``other`` with the words in ``text``.
    """
    typed = []
    for name, number in counts.items():
        if name.endswith("percent"):
            continue
        if name in _DOCUMENTS:
            unit = "documents"
        elif name == "policy_measures":
            unit = "measures"
        elif name.endswith("_projects"):
            unit = "projects"
        else:
            unit = name if name in UNITS else "other"
        typed.append({"unit": unit, "n": int(number), "n_max": None, "text": f"{number} {name.replace('_', ' ')}"})
    return typed


def parts_of_row(row: Row, reference: Reference) -> list[str]:
    """Give the sub-sectors that a row's own titles name, of the sectors that it states, as the pipeline reads."""
    told = [
        part
        for title in (row["title_en"], row["title_zh_hant"])
        for part in parts_of_title(title, row["sectors"], reference)
    ]
    return list(dict.fromkeys(told))


def _load_deals(rows: list[Row], knowledge: Knowledge, reference: Reference, now: datetime) -> tuple[int, int]:
    """Add or refresh deals; give how many were added and how many changed."""
    deals = {deal.slug: deal for deal in Deal.objects.filter(slug__in=[row["slug"] for row in rows])}
    reports = {
        report.deal_id: report for report in DealReport.objects.filter(deal__in=deals.values(), article__isnull=True)
    }
    added, fresh, stale, told_at = [], [], [], {}
    for row in rows:
        deal = deals.get(row["slug"])
        report = _report(row, knowledge.names, reference, now)
        if deal is None:
            deal = _new_deal(row, report, now)
            added.append(deal)
        elif not deal.is_starter or (deal.pk in reports and _same(reports[deal.pk], report)):
            continue
        elif deal.pk in reports:
            report.pk, report.created_at = reports[deal.pk].pk, reports[deal.pk].created_at
            stale.append(report)
        report.deal = deal
        fresh.append(report)
    Deal.objects.bulk_create(added)
    for report in fresh:
        # Taken again now that the deal has its key.
        report.deal = report.deal
        told_at[report.deal_id] = _told_at(report, now)
    DealReport.objects.bulk_create([report for report in fresh if report.pk is None])
    for report in stale:
        report.save()
    resolve_deals(deal_ids=list(told_at), now=now, knowledge=knowledge, told_at=told_at, quiet=True)
    return len(added), len(fresh) - len(added)


def _report(row: Row, names: PartyNames, reference: Reference, now: datetime) -> DealReport:
    source, counts = row["source"], starter_counts(row["counts"])
    papers = [count for count in counts if count["unit"] == "documents" and count["n"] > 1]
    rung = rung_of(row["type"], row["status"], priced=row["status"] == "signed")
    if "mous" in row["counts"] and row["status"] != "completed":
        # A bundle has its lowest rung.
        rung = min(rung, "mou", key=RUNGS.index)
    return DealReport(
        publisher=source["publisher"],
        url=source["url"],
        published_on=_day(source["date"]),
        lang=source["language"],
        tier="A" if f".{urlsplit(source['url']).hostname}".endswith(_OFFICIAL_HOSTS) else "B",
        type=row["type"],
        status=row["status"],
        rung=rung,
        amount=row["amount"],
        currency=row["currency"] or "",
        date=row["date"],
        confidence=STARTER_CONFIDENCE[row["confidence"]],
        rule="starter",
        fields={
            "title": row["title_en"],
            "title_zh_hant": row["title_zh_hant"],
            "title_zh_hans": row["title_zh_hans"],
            "title_pt": row.get("title_pt", ""),
            "summary": row["summary_en"],
            "title_lang": "en",
            "subtype": "",
            "parties": list(row["parties"]),
            "actors": [actor_of(name, role="signatory", names=names) for name in row["parties"]],
            "amount_max": None,
            "amount_bound": "exact" if row["amount"] is not None else "",
            "amount_text": "",
            "counts": counts,
            "date_precision": row["precision"],
            "date_basis": "stated" if row["confidence"] == "high" else "inferred",
            "cities": list(row["cities"]),
            "outside": list(row["outside"]),
            "places": [],
            "sectors": list(row["sectors"]),
            "subsectors": parts_of_row(row, reference),
            "mechanism": row["mechanism"] or "",
            "mechanism_name": row.get("mechanism_name") or "",
            "is_bundle": bool(papers),
        },
        created_at=now,
    )


_COMPARED = (
    "publisher",
    "url",
    "published_on",
    "lang",
    "type",
    "status",
    "rung",
    "currency",
    "date",
    "confidence",
    "fields",
)


def _same(stored: DealReport, report: DealReport) -> bool:
    return all(getattr(stored, name) == getattr(report, name) for name in _COMPARED) and stored.amount == report.amount


def _new_deal(row: Row, report: DealReport, now: datetime) -> Deal:
    return Deal(
        slug=row["slug"],
        title=row["title_en"],
        type=row["type"],
        status=row["status"],
        rung=report.rung,
        is_starter=True,
        created_at=now,
        changed_at=now,
    )


def _told_at(report: DealReport, now: datetime) -> datetime:
    """When the row counts as having been news: midnight (Hong Kong) of its source's or its own day, long before now."""
    day = report.published_on or date.fromisoformat(report.date)
    return min(datetime.combine(day, time(), HONG_KONG), now - OLD_NEWS)


def _load_milestones(rows: list[Row], reference: Reference) -> tuple[int, int]:
    """Add milestones; those that are there only get the words and sub-sectors that they lack.

    Give how many are new and how many got words.
    """
    present = {milestone.slug: milestone for milestone in Milestone.objects.filter(is_starter=True)}
    others = set(Milestone.objects.filter(is_starter=False).values_list("slug", flat=True))
    rows = [row for row in rows if row["slug"] not in others]
    refs = {row["slug"]: _refs(row, reference) for row in rows}
    tag_ids = ensure_tags(refs={ref for found in refs.values() for ref in found}, names=())
    added = [_milestone(row, tag_ids) for row in rows if row["slug"] not in present]
    Milestone.objects.bulk_create(added)
    known = [present[row["slug"]] for row in rows if row["slug"] in present and _complete(present[row["slug"]], row)]
    Milestone.objects.bulk_update(known, _WORDS)
    is_new = {milestone.slug for milestone in added}
    keys = {milestone.slug: milestone.pk for milestone in (*added, *present.values())}
    through = Milestone.tags.through
    through.objects.bulk_create(
        (
            through(milestone_id=keys[slug], tag_id=tag_ids[ref])
            for slug, found in refs.items()
            for ref in dict.fromkeys(found)
            if ref in tag_ids and (slug in is_new or ref[0] == "subsector")
        ),
        ignore_conflicts=True,
    )
    return len(added), len(known)


_WORDS = ("title_pt", "summary_zh_hant", "summary_zh_hans", "summary_pt")


def _complete(milestone: Milestone, row: Row) -> bool:
    """Fill in the words that a milestone lacks; tell whether it lacked any. What somebody wrote there stays."""
    lacking = [name for name in _WORDS if row.get(name) and not getattr(milestone, name)]
    for name in lacking:
        setattr(milestone, name, row[name])
    return bool(lacking)


def _refs(row: Row, reference: Reference) -> list[tuple[str, str]]:
    refs = [("city", slug) for slug in row["cities"]] + [("outside", slug) for slug in row["outside"]]
    refs += [("sector", slug) for slug in row["sectors"]]
    refs += [("subsector", slug) for slug in parts_of_row(row, reference)]
    return refs + ([("mechanism", row["mechanism"])] if row["mechanism"] else [])


def _milestone(row: Row, tag_ids: Mapping[tuple[str, str], int]) -> Milestone:
    source = row["source"]
    return Milestone(
        slug=row["slug"],
        title=row["title_en"],
        title_zh_hant=row["title_zh_hant"],
        title_zh_hans=row["title_zh_hans"],
        title_pt=row.get("title_pt", ""),
        summary=row["summary_en"],
        summary_zh_hant=row.get("summary_zh_hant", ""),
        summary_zh_hans=row.get("summary_zh_hans", ""),
        summary_pt=row.get("summary_pt", ""),
        type=row["type"],
        status=row["status"],
        happened_on=date.fromisoformat(row["date"]),
        date_precision=row["precision"],
        mechanism_id=tag_ids.get(("mechanism", row["mechanism"])) if row["mechanism"] else None,
        party_names=list(row["parties"]),
        counts=starter_counts(row["counts"]),
        amount=row["amount"],
        currency=row["currency"] or "",
        source_publisher=source["publisher"],
        source_url=source["url"],
        source_published_on=_day(source["date"]),
        source_lang=source["language"],
        is_starter=True,
        review=Deal.Review.ACCEPTED if row["confidence"] == "high" else Deal.Review.UNREVIEWED,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
