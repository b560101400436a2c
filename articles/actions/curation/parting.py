"""One row that is two deals, and two that look alike and are not the same."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.settling import record, settle_deal
from articles.models import Deal, DealReport, ReviewDecision, ReviewItem


class CannotSplit(Exception):
    """Raised for a choice of reports that cannot become a deal of its own; carries the reason in the reader's words."""


def split_deal(
    *,
    deal: Deal,
    reports: Collection[DealReport],
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
) -> Deal:
    """Let some of the reports tell of a deal of its own; give it. Raises CannotSplit where none or all are chosen."""
    with own_transaction(clusters=False):
        deal = Deal.objects.select_for_update().get(pk=deal.pk)
        chosen = list(deal.reports.filter(pk__in=[report.pk for report in reports]).order_by("pk"))
        if not chosen or len(chosen) == deal.reports.count():
            raise CannotSplit(_("some of the reports, but not all, make a deal of their own"))
        other = deal_of(chosen[0], slug=_free_slug(deal.slug), title=deal.title, now=now)
        record(
            deal=other,
            action="split",
            field=f"deal:{deal.slug}"[:120],
            machine_value={"reports": [[report.article_id, report.position, report.pk] for report in chosen]},
            human_value=deal.slug,
            note=note,
            by=by,
            now=now,
        )
        DealReport.objects.filter(pk__in=[report.pk for report in chosen]).update(deal=other, is_linked_by_person=True)
        # The two look alike, or nobody would have had to part them: they are not proposed as a pair.
        _tell_apart(deal, other, by=by, now=now)
        for row in (deal, other):
            settle_deal(row, now=now)
    return other


def deal_of(report: DealReport, *, slug: str, title: str, now: datetime) -> Deal:
    """Found a deal that a report alone tells of; ``title`` serves where the report has none."""
    return Deal.objects.create(
        slug=slug,
        title=str(report.fields.get("title") or title)[:300],
        type=report.type,
        status=report.status,
        rung=report.rung,
        created_at=now,
        changed_at=now,
    )


def undo_split(*, decision: ReviewDecision, now: datetime) -> None:
    """Give the reports back to the deal that they came from; the row that was split off leads there."""
    former = Deal.objects.at_address(decision.human_value)
    if former is None or former.pk == decision.deal_id:
        return
    DealReport.objects.filter(deal=decision.deal).update(deal=former)
    Deal.objects.filter(pk=decision.deal_id).update(merged_into=former)
    record(
        deal=decision.deal, action="merge", field=f"deal:{former.slug}"[:120], machine_value={},
        human_value=former.slug, reason="already_reported", by=None, now=now,
    )  # fmt: skip
    settle_deal(former, now=now)


def _free_slug(slug: str) -> str:
    base = slug[:110]
    taken = set(Deal.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for n in range(2, 1000) if (name := f"{base}-{n}") not in taken)


def tell_apart(
    *,
    one: Deal,
    other: Deal,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    item: ReviewItem | None = None,
) -> ReviewDecision:
    """Say that two deals are not the same; the pair is never proposed again."""
    with own_transaction(clusters=False):
        return _tell_apart(one, other, by=by, now=now, note=note, item=item)


def _tell_apart(one: Deal, other: Deal, **how: Any) -> ReviewDecision:
    one, other = sorted((one, other), key=lambda deal: deal.pk)
    return record(deal=one, action="not_same", field=pair_field(other), human_value=False, machine_value=True, **how)


def pair_field(other: Deal) -> str:
    """How a decision about a pair names the other deal."""
    return f"deal:{other.pk}"


def told_apart(deal_ids: Collection[int]) -> set[tuple[int, int]]:
    """Give the pairs (lower id first) of which somebody said that they are not the same."""
    rows = ReviewDecision.objects.filter(action="not_same", undone_at__isnull=True).filter(
        Q(deal__in=deal_ids) | Q(field__in=[f"deal:{pk}" for pk in deal_ids])
    )
    return {(deal_id, int(field.removeprefix("deal:"))) for deal_id, field in rows.values_list("deal_id", "field")}
