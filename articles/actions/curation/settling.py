"""What every act on a deal shares: the record of it, and resolving the deal again at its end."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from articles import reference as reference_data
from articles.actions.clustering.choosing import CURATED_FIELDS
from articles.actions.clustering.resolving import Knowledge, resolve_deals
from articles.actions.clustering.telling import machine_values, standing_actors
from articles.actions.curation.proposing import propose_again
from articles.models import (
    Article,
    CuratedField,
    DataGeneration,
    Deal,
    DealEvent,
    DealReport,
    ReviewDecision,
    ReviewItem,
)
from articles.models.deal import SOURCED_REVIEWS
from articles.pipeline.line import PIPELINE_VERSION


def record(
    *,
    action: str,
    by: AbstractBaseUser | None,
    now: datetime,
    deal: Deal | None = None,
    article: Article | None = None,
    field: str = "",
    machine_value: Any = None,
    human_value: Any = None,
    reason: str = "",
    note: str = "",
    judged: dict[str, Any] | None = None,
    item: ReviewItem | None = None,
) -> ReviewDecision:
    """Keep one act: who, when, on what, the value before and after, and the pipeline that was judged.

    ``item`` is the queue item that it answers: its kind is kept, and the seconds since it was taken.
    """
    seconds = (now - item.taken_at).total_seconds() if item is not None and item.taken_at else None
    return ReviewDecision.objects.create(
        deal=deal,
        article=article,
        action=action,
        field=field,
        machine_value=machine_value,
        human_value=human_value,
        reason=reason,
        note=note,
        pipeline_version=PIPELINE_VERSION,
        rule=_rule_of(deal) if deal is not None else "",
        kind=item.kind if item is not None else "",
        seconds=None if seconds is None else round(max(seconds, 0.0), 1),
        judged=judged or {},
        decided_at=now,
        decided_by=by,
    )


def _rule_of(deal: Deal) -> str:
    """The rule behind the first report of the deal, which is what a verdict on it judges."""
    return deal.reports.order_by("tier", "pk").values_list("rule", flat=True).first() or ""


def judgement(deal: Deal) -> dict[str, Any]:
    """Give what is judged when a deal is decided about: its fields, the machine's word on each, and whose reports.

    ``fields`` are in the form of ``CuratedField.value``, with what an
    acceptance must not lose beside: all actors, the wording of the amount, the basis of the date, the language.
    """
    fields = {field: current_value(deal, field) for field in CURATED_FIELDS}
    fields["lang"] = deal.lang
    knowledge = Knowledge.of(reference_data.load())
    if actors := standing_actors(deal_id=deal.pk, knowledge=knowledge):
        fields["parties"] = actors
    if fields["money"]:
        fields["money"]["amount_text"] = deal.amount_text
    if fields["date"]:
        fields["date"]["basis"] = deal.date_basis
    machine = machine_values(deal_ids=[deal.pk], knowledge=knowledge).get(deal.pk, {})
    articles = DealReport.objects.filter(deal=deal, article__isnull=False).values_list("article_id", flat=True)
    return {"fields": fields, "machine": machine, "articles": sorted(set(articles))}


def settle_deal(deal: Deal, *, now: datetime, field: str = "") -> None:
    """Resolve ``deal`` again (and refresh it) inside the transaction of the act.

    A correction of ``field`` that changes what the public sees becomes the event ``correction:<n>``.
    """
    was_public, before = deal.review in SOURCED_REVIEWS, current_value(deal, field) if field else None
    resolve_deals(deal_ids=[deal.pk], now=now, knowledge=Knowledge.of(reference_data.load()), quiet=True)
    deal.refresh_from_db()
    if field and was_public and deal.review in SOURCED_REVIEWS and current_value(deal, field) != before:
        number = DealEvent.objects.filter(deal=deal, event__startswith="correction:").count() + 1
        DealEvent.objects.create(deal=deal, event=f"correction:{number}", happened_at=now)
    propose_again(deal, now=now)
    DataGeneration.bump()


def current_value(deal: Deal, field: str) -> Any:
    """Give what the deal says now of a field that can be curated, in the form of ``CuratedField.value``."""
    if field == "money":
        if deal.amount is None:
            return None
        return {
            "amount": str(deal.amount),
            "amount_max": None if deal.amount_max is None else str(deal.amount_max),
            "currency": deal.currency,
            "amount_bound": deal.amount_bound,
        }
    if field == "date":
        if deal.agreed_on is None:
            return None
        return {"date": deal.agreed_on.isoformat(), "precision": deal.date_precision}
    if kind := {"cities": "city", "outside": "outside", "sectors": "sector"}.get(field):
        rows = Deal.tags.through.objects.filter(deal=deal, tag__kind=kind).order_by("pk")
        return list(rows.values_list("tag__slug", flat=True))
    if field == "parties":
        return list(deal.parties.filter(role="signatory").order_by("position").values_list("name", flat=True))
    if field == "mechanism":
        return deal.mechanism.slug if deal.mechanism else ""
    return getattr(deal, field)


def set_curated(deal: Deal, field: str, value: Any, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """Let ``value`` outrank what reports say of ``field``."""
    CuratedField.objects.update_or_create(
        deal=deal, field=field, defaults={"value": value, "decided_at": now, "decided_by": by}
    )


def restore_field(deal: Deal, field: str) -> None:
    """Give the field the value of the last correction that stands, else leave it to the reports."""
    standing = deal.decisions.filter(action="correct", field=field, undone_at__isnull=True).order_by("pk").last()
    if standing is None:
        CuratedField.objects.filter(deal=deal, field=field).delete()
    else:
        set_curated(deal, field, standing.human_value, by=standing.decided_by, now=standing.decided_at)
