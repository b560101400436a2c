"""Set ``DealReport.deal``: each new report joins the deal that it tells of, or founds one."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from articles.actions.clustering.likeness import LATER_DAYS, SAME, Portrait, likeness, portrait_of
from articles.actions.clustering.records import identities
from articles.actions.naming import form_slug
from articles.models import Article, Deal, DealReport
from articles.pipeline.matching.parties import PartyNames

_MOST_CANDIDATES = 2000
_CLOSE_DAYS = 3


@dataclass(eq=False, slots=True)
class _Candidate:
    """A deal that a report may join: portraits of its reports, and which articles already tell of it."""

    deal: Deal
    portraits: list[Portrait] = field(default_factory=list)
    articles: set[int] = field(default_factory=set)

    def likeness(self, portrait: Portrait, article_id: int) -> float:
        """Give the points of the likest report; 0 where one contradicts or where the article already tells of it.

        One plain contradiction outweighs any likeness: two rows can be merged, one cannot be told apart.
        """
        if article_id in self.articles or not self.portraits:
            return 0.0
        points = [likeness(portrait, other) for other in self.portraits]
        return max(points) if min(points) > 0 else 0.0


def join_reports(
    *,
    reports: Sequence[DealReport],
    articles: Mapping[int, Article],
    names: PartyNames,
    now: datetime,
) -> list[Deal]:
    """Give each report without a deal its deal, and give the new deals (unsaved, to be saved before the reports).

    A report that has a deal keeps it. Two reports of one article never share
    a deal: within an article the pipeline has already told agreements apart.
    """
    loose: dict[int, list[DealReport]] = defaultdict(list)
    for report in reports:
        if report.deal_id is None:
            loose[report.article_id].append(report)
    if not loose:
        return []
    pool = _pool([report for group in loose.values() for report in group], articles, names)
    for report in reports:
        if report.deal_id is not None and report.deal_id in pool:
            pool[report.deal_id].articles.add(report.article_id)
    candidates = list(pool.values())
    named = _named([(report, articles[report.article_id]) for group in loose.values() for report in group])
    founded: list[Deal] = []
    for article_id in sorted(loose, key=lambda pk: (articles[pk].listed_on, pk)):
        article = articles[article_id]
        new = []
        for report, candidate in _match(loose[article_id], article, candidates):
            if candidate is None:
                slug = _slug(report, article)
                candidate = _Candidate(named.get(slug) or _found(report, slug, now))
                if slug not in named:
                    founded.append(candidate.deal)
                new.append(candidate)
            report.deal = candidate.deal
            candidate.portraits.append(portrait_of(report, story=article.story_id))
            candidate.articles.add(article_id)
        candidates += new
    return founded


def _match(
    reports: Sequence[DealReport], article: Article, candidates: Sequence[_Candidate]
) -> list[tuple[DealReport, _Candidate | None]]:
    """Pair the reports of one article with deals, the likest pair first, so that twins do not swap their deals."""
    pairs = []
    for index, report in enumerate(reports):
        portrait = portrait_of(report, story=article.story_id)
        for number, candidate in enumerate(candidates):
            if (points := candidate.likeness(portrait, article.pk)) >= SAME:
                pairs.append((-points, index, number))
    matched: dict[int, int] = {}
    for _, index, number in sorted(pairs):
        if index not in matched and number not in matched.values():
            matched[index] = number
    return [(report, candidates[matched[index]] if index in matched else None) for index, report in enumerate(reports)]


def _pool(reports: Sequence[DealReport], articles: Mapping[int, Article], names: PartyNames) -> dict[int, _Candidate]:
    """Candidates by the id of their deal."""
    rows = (
        DealReport.objects.filter(deal__in=_candidate_ids(reports, articles, names))
        .select_related("deal", "article")
        .order_by("-pk")[:_MOST_CANDIDATES]
    )
    pool: dict[int, _Candidate] = {}
    for row in rows:
        candidate = pool.setdefault(row.deal_id, _Candidate(row.deal))
        if row.article is not None:
            candidate.portraits.append(portrait_of(row, story=row.article.story_id))
            candidate.articles.add(row.article_id)
        elif day := row.published_on or row.deal.filed_on:
            candidate.portraits.append(Portrait.of(row, day=day, story=None))
    return pool


def _candidate_ids(reports: Sequence[DealReport], articles: Mapping[int, Article], names: PartyNames) -> set[int]:
    """Ids of deals filed within days of a report, or near it and alike in party, amount, mechanism or story."""
    days = [articles[report.article_id].listed_on for report in reports]
    window = Q(
        filed_on__lte=max(days) + timedelta(days=LATER_DAYS), filed_until__gte=min(days) - timedelta(days=LATER_DAYS)
    ) | Q(filed_on__isnull=True)
    slugs: set[str] = set()
    for report in reports:
        for actor in report.fields["actors"]:
            if actor["role"] == "signatory":
                slugs |= {slug for _, slug in names.equals((actor["kind"], actor["slug"]))}
                slugs.add(actor["slug"] or form_slug(actor["name"]))
    deals = Deal.objects.filter(window)
    close = {day + timedelta(days=shift) for day in days for shift in range(-_CLOSE_DAYS, _CLOSE_DAYS + 1)}
    found = set(Deal.objects.filter(filed_on__in=close).values_list("pk", flat=True))
    found |= set(deals.filter(parties__tag__slug__in=slugs).values_list("pk", flat=True)) if slugs else set()
    if amounts := {report.amount for report in reports if report.amount is not None}:
        found |= set(deals.filter(amount__in=amounts).values_list("pk", flat=True))
    if mechanisms := {report.fields["mechanism"] for report in reports if report.fields["mechanism"]}:
        found |= set(deals.filter(mechanism__slug__in=mechanisms).values_list("pk", flat=True))
    if stories := {articles[report.article_id].story_id for report in reports} - {None}:
        found |= set(deals.filter(reports__article__story__in=stories).values_list("pk", flat=True))
    return found


def _named(reports: Sequence[tuple[DealReport, Article]]) -> dict[str, Deal]:
    """Deals that bear the very names that the reports would give: kept for a decision after the report had gone."""
    deals = Deal.objects.filter(slug__in={_slug(report, article) for report, article in reports})
    return {deal.slug: deal for deal in deals}


def _found(report: DealReport, slug: str, now: datetime) -> Deal:
    return Deal(
        slug=slug,
        title=report.fields["title"][:300],
        type=report.type,
        status=report.status,
        rung=report.rung,
        created_at=now,
        changed_at=now,
    )


def _slug(report: DealReport, article: Article) -> str:
    """Name a deal for good: type, sides, day or month, and five characters that make it unique.

    For example ``mou-hong-kong-zhejiang-2025-04-24-3f9a1``; the same article gives the same name on every machine.
    """
    sides = sorted(identity.split(":", 1)[1] for identity in identities(report) if not identity.startswith("name:"))
    places = [*report.fields["cities"], *report.fields["outside"]]
    named = "-".join(dict.fromkeys((sides or places)[:2]))
    origin = f"{article.canonical_url} {report.position}"
    digest = hashlib.sha256(origin.encode()).hexdigest()[:5]
    parts = (report.type.replace("_", "-"), named[:70].strip("-"), report.date or f"{article.listed_on:%Y-%m}", digest)
    return "-".join(part for part in parts if part)
