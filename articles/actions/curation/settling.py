"""What every act on a deal shares: the record of it, and resolving the deal again at its end."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from articles import reference as reference_data
from articles.actions.clustering.resolving import Knowledge, resolve_deals
from articles.models import Article, CuratedField, DataGeneration, Deal, DealEvent, ReviewDecision
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
) -> ReviewDecision:
    """Keep one act: who, when, on what, the value before and after, and the pipeline that was judged."""
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
        decided_at=now,
        decided_by=by,
    )


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
