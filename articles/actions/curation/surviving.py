"""Which of two rows that are one stays, and where its fields give way, unless a curator says otherwise."""

from typing import Any

from django.db.models import Min

from articles.models import Deal, DealReport


def likely_survivor(one: Deal, other: Deal) -> tuple[Deal, Deal]:
    """Give the two, first the one whose address should stay; one query.

    The one that a curator accepted, else the one of the starter history, else
    one that is accepted at all, else that with more reports, else with better ones, else the older.
    """
    best = DealReport.objects.filter(deal__in=(one, other)).values_list("deal").annotate(best=Min("tier"))
    tiers = dict(best.order_by())
    first, second = sorted(
        (one, other),
        key=lambda deal: (
            not (deal.review == Deal.Review.ACCEPTED and deal.reviewed_at is not None),
            not deal.is_starter,
            deal.review != Deal.Review.ACCEPTED,
            -deal.report_count,
            tiers.get(deal.pk, "Z"),
            deal.created_at,
            deal.pk,
        ),
    )
    return first, second


def gives_way(deal: Deal, field: str, value: Any) -> bool:
    """Whether the row has nothing to say there; of an accepted one, nothing in a field of facts is a word too."""
    is_empty = value in (None, "", [])
    return is_empty and (deal.review != Deal.Review.ACCEPTED or field in _WORDS)


_WORDS = ("title_zh_hant", "title_zh_hans", "title_pt", "summary", "subtype")
"""Fields that are empty because nobody wrote them yet, whatever was accepted."""
