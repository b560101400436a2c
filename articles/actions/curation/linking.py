"""Say by hand which deal a report tells of; processing again never changes such a link."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from articles.actions.clustering.orphans import BY_LINKING, let_orphans_go, part_again
from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.merging import reports_again
from articles.actions.curation.parting import deal_of
from articles.actions.curation.settling import record, settle_deal
from articles.models import Deal, DealReport, ReviewDecision


def link_report(
    *, report: DealReport, deal: Deal, by: AbstractBaseUser | None, now: datetime, note: str = ""
) -> ReviewDecision:
    """Let ``report`` tell of ``deal``.

    A deal that loses its last report, and of which nobody said anything, goes; where readers were told of it, its
    address leads to ``deal``.
    """
    with own_transaction(clusters=False):
        report = DealReport.objects.select_for_update().get(pk=report.pk)
        former, was_linked = report.deal, report.is_linked_by_person
        report.deal, report.is_linked_by_person = deal, True
        report.save(update_fields=["deal", "is_linked_by_person"])
        decision = record(
            deal=deal,
            action="link",
            field=f"report:{report.pk}",
            machine_value={
                "deal": former.slug if former else None,
                "report": [report.article_id, report.position, report.pk],
                "by_person": was_linked,
            },
            human_value=deal.slug,
            note=note,
            by=by,
            now=now,
        )
        settle_deal(deal, now=now)
        if former is not None and former.pk != deal.pk:
            let_orphans_go(deal_ids=[former.pk], now=now, heir=deal)
            if Deal.objects.filter(pk=former.pk).exists():
                settle_deal(former, now=now)
    return decision


def undo_link(*, decision: ReviewDecision, now: datetime) -> None:
    """Give the report back to the deal that it told of before, founded anew where it has gone since."""
    kept = decision.machine_value
    # Older decisions do not say which report it was after a reading that replaced it.
    report = reports_again(decision.deal, [kept["report"]]).first() if isinstance(kept, dict) else None
    if report is None or not kept["deal"]:
        return
    former = Deal.objects.filter(slug=kept["deal"]).first()
    if former is not None and former.merged_into_id == decision.deal_id:
        part_again([former], rule=BY_LINKING, now=now)
    former = former.survivor if former else deal_of(report, slug=kept["deal"], title=decision.deal.title, now=now)
    report.deal, report.is_linked_by_person = former, kept["by_person"]
    report.save(update_fields=["deal", "is_linked_by_person"])
    settle_deal(former, now=now)
