"""What curators corrected on public deals: field, value before and after, and when; never who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from articles.models import Deal, ReviewDecision
from dashboards.queries.rows import local_title


@dataclass(frozen=True)
class Correction:
    """One correction that stands. ``before`` and ``after`` have the form of ``CuratedField.value``."""

    key: int
    deal: Deal
    title: str
    lang: str
    field: str
    before: Any
    after: Any
    at: datetime


def standing_corrections() -> QuerySet[ReviewDecision]:
    """Corrections of deals that readers may see, without those taken back or that changed nothing; newest first."""
    made = ReviewDecision.objects.filter(
        action=ReviewDecision.Action.CORRECT, undone_at__isnull=True, deal__in=Deal.objects.published()
    )
    changing = made.exclude(machine_value=F("human_value"))
    return changing.select_related("deal").defer("judged", "note").order_by("-decided_at", "-pk")


def corrections(decisions: Sequence[ReviewDecision] | QuerySet[ReviewDecision]) -> list[Correction]:
    """Decisions as readers see them; one query for a query set, none beside it."""
    return [
        Correction(
            decision.pk,
            decision.deal,
            *local_title(decision.deal),
            decision.field,
            decision.machine_value,
            decision.human_value,
            decision.decided_at,
        )
        for decision in decisions
        if decision.deal is not None
    ]
