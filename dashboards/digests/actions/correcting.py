"""What curators had a hand in, as a mail tells it: what a correction changed, and what of a deal they have set."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.models import CuratedField, Deal, DealEvent, RejectReason, ReviewDecision
from articles.models.review import REJECT_REASONS
from dashboards.corrected import Name, field_in_words, value_in_words
from dashboards.digests.composing.words import single_line
from dashboards.formats import colon

TOLD_FIELDS = ("type", "status", "rung", "parties", "cities", "money", "date")
"""What a mail says of a deal that a curator may have set; the quote beside it is the source's, which may differ."""

CORRECT, UNDO = ReviewDecision.Action.CORRECT.value, ReviewDecision.Action.UNDO.value
LONGEST_VALUE = 120


@dataclass(frozen=True)
class Change:
    """One field of a deal, before the first of some corrections and after the last, in the form of ``CuratedField``."""

    field: str
    before: Any
    after: Any

    def in_words(self, name: Name) -> str:
        """``Amount: HK$320m → HK$400m``, in the active language."""
        before, after = (_shortened(value_in_words(self.field, value, name)) for value in (self.before, self.after))
        return f"{field_in_words(self.field)}{colon()}{before} → {after}"


def changes_of(corrected: Mapping[int, Collection[str]]) -> dict[int, tuple[Change, ...]]:
    """What the corrections of deals changed, all in all; ``corrected`` holds their events (``correction:<n>``) by deal.

    A field that ends where it began, as where a slip was taken back at once,
    is none; a deal of whose events no decision is kept is not there. Three
    queries, none where nothing was corrected.
    """
    if not corrected:
        return {}
    made: dict[int, set[datetime]] = {}
    events = DealEvent.objects.filter(deal__in=corrected, event__startswith="correction:")
    for deal_id, event, moment in events.values_list("deal_id", "event", "happened_at"):
        if event in corrected[deal_id]:
            made.setdefault(deal_id, set()).add(moment)
    moments = {moment for of_deal in made.values() for moment in of_deal}
    decisions = ReviewDecision.objects.filter(deal__in=made, action__in=(CORRECT, UNDO), decided_at__in=moments)
    rows = [row for row in decisions.defer("judged", "note").order_by("pk") if row.decided_at in made[row.deal_id]]
    taken_back = (
        ReviewDecision.objects.filter(action=CORRECT)
        .defer("judged", "note")
        .in_bulk([row.human_value["undone"] for row in rows if row.action == UNDO])
    )
    spans: dict[int, dict[str, Change]] = {}
    for row in rows:
        if row.action == CORRECT:
            before, after = row.machine_value, row.human_value
        elif undone := taken_back.get(row.human_value["undone"]):
            before, after = undone.human_value, undone.machine_value
        else:
            continue
        of_deal = spans.setdefault(row.deal_id, {})
        first = of_deal.get(row.field)
        of_deal[row.field] = Change(row.field, first.before if first else before, after)
    return {
        deal_id: tuple(change for change in fields.values() if change.before != change.after)
        for deal_id, fields in spans.items()
    }


def strike_out_what_came_to_nothing(by_deal: dict[int, list[str]]) -> dict[int, tuple[Change, ...]]:
    """What was corrected of each deal, but of new ones, which nobody was told of before.

    Corrections that were taken back are no news: they are struck out of
    ``by_deal``, the events by deal, and with them a deal of which nothing is left.
    """
    corrected = {
        pk: kept
        for pk, events in by_deal.items()
        if "new" not in events and (kept := [event for event in events if event.startswith("correction:")])
    }
    changes = changes_of(corrected)
    for pk in [pk for pk, found in changes.items() if not found]:
        by_deal[pk] = [event for event in by_deal[pk] if event not in corrected[pk]]
        if not by_deal[pk]:
            del by_deal[pk]
    return changes


def curated_of(deals: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Which of ``TOLD_FIELDS`` a curator has set, by deal, each deal being there; one query."""
    keys = list(deals)
    rows = CuratedField.objects.filter(deal__in=keys, field__in=TOLD_FIELDS).values_list("deal_id", "field")
    found = set(rows)
    return {pk: tuple(name for name in TOLD_FIELDS if (pk, name) in found) for pk in keys}


def reject_reasons(deals: Iterable[int]) -> dict[int, str]:
    """Why deals were rejected, in the active language, by deal; one query, none where no deal is asked about.

    What a curator said in words of his or her own is not for readers.
    """
    if not (keys := list(deals)):
        return {}
    rows = Deal.objects.filter(pk__in=keys, review=Deal.Review.REJECTED).exclude(review_reason=RejectReason.OTHER)
    found = rows.values_list("pk", "review_reason")
    return {deal_id: str(REJECT_REASONS[reason]) for deal_id, reason in found if reason in REJECT_REASONS}


def _shortened(text: str) -> str:
    text = single_line(text)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1].rstrip() + "…"
