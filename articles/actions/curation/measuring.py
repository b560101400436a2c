"""How good the machine is, from what curators said: precision by field, recall from misses, time for a decision."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from articles.models import RejectReason, ReviewDecision
from articles.models.article import HONG_KONG

JUDGED = ("type", "status", "parties", "money", "date", "cities", "sectors", "counts", "outside", "mechanism")
MONTHS_BACK = 12
WRONG = {
    RejectReason.WRONG_PARTIES: "parties",
    RejectReason.WRONG_VALUE: "money",
    RejectReason.WRONG_DATE: "date",
    RejectReason.WRONG_CITY: "cities",
    RejectReason.WRONG_SECTOR: "sectors",
}
"""The field that a reason to reject says was read wrongly."""
COLUMNS = ("deal", "action", "kind", "reason", "judged", "seconds", "decided_at")


@dataclass(slots=True)
class Month:
    """The figures of one month (``YYYY-MM``, Hong Kong). ``right`` and ``said`` count sampled fields by name.

    ``accepted`` and ``rejected`` count acts, ``found`` and ``missed`` deals: accepted ones that the machine had found,
    and those that a curator had to add.
    """

    name: str
    said: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    accepted: int = 0
    rejected: int = 0
    found: int = 0
    missed: int = 0
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def precision(self, name: str) -> float | None:
        """Share of what the machine said of a field that a curator left as it was; None where it said nothing."""
        return self.right[name] / self.said[name] if self.said[name] else None

    @property
    def recall(self) -> float | None:
        """Accepted deals that the machine had found, of these and those that curators had to add."""
        known = self.found + self.missed
        return self.found / known if known else None

    def median_seconds(self, act: str) -> float | None:
        """Median time from opening an item to ``accept`` or ``reject``."""
        return median(self.seconds[act]) if self.seconds[act] else None


def quality_by_month(*, now: datetime) -> list[Month]:
    """Give the last twelve months in which anything was decided, newest first; one query."""
    since = now - timedelta(days=31 * MONTHS_BACK)
    acts = ("accept", "first_accept", "reject", "miss")
    rows = ReviewDecision.objects.filter(decided_at__gte=since, undone_at__isnull=True, action__in=acts)
    return months_of(rows.order_by("pk").values(*COLUMNS))


def months_of(decisions: Iterable[Mapping[str, Any]]) -> list[Month]:
    """Count decisions (``COLUMNS``, those that stand, in their order) by month, newest first.

    Precision counts decisions on the random sample alone: what the queue
    shows first is not like the rest. Of two that stand on one deal the last one counts. A deal that a curator added is
    accepted with that, which is nothing that the machine found.
    """
    months: dict[str, Month] = {}
    verdicts: dict[int, tuple[Month, Mapping[str, Any]]] = {}
    sampled: dict[int, tuple[Month, Mapping[str, Any]]] = {}
    missed: dict[int, Month] = {}
    for decision in decisions:
        name = f"{decision['decided_at'].astimezone(HONG_KONG):%Y-%m}"
        month = months.setdefault(name, Month(name))
        act, deal = decision["action"], decision["deal"]
        if act == "miss":
            missed[deal] = month
            continue
        is_reject = act == "reject"
        if decision["seconds"] is not None:
            month.seconds["reject" if is_reject else "accept"].append(decision["seconds"])
        # The first half of two says nothing yet: the second one judges the same deal.
        if act == "first_accept":
            continue
        month.rejected += is_reject
        month.accepted += not is_reject
        verdicts[deal] = (month, decision)
        if decision["kind"] == "sample":
            sampled[deal] = (month, decision)
    for month, decision in sampled.values():
        _count_sampled(month, decision)
    _count_found(verdicts, missed)
    return [months[name] for name in sorted(months, reverse=True)]


def _count_found(verdicts: Mapping[int, tuple[Month, Mapping[str, Any]]], missed: Mapping[int, Month]) -> None:
    """Count each deal that stands: as found in the month of its last verdict, or as missed in that of its adding."""
    for deal, (month, decision) in verdicts.items():
        month.found += deal not in missed and decision["action"] == "accept"
    for deal, month in missed.items():
        # One that was rejected afterwards was no deal, so nothing was missed.
        month.missed += deal not in verdicts or verdicts[deal][1]["action"] == "accept"


def _count_sampled(month: Month, decision: Mapping[str, Any]) -> None:
    judged = decision["judged"] or {}
    machine, human = judged.get("machine", {}), judged.get("fields", {})
    is_reject = decision["action"] == "reject"
    month.said["deal"] += 1
    month.right["deal"] += not is_reject
    if is_reject:
        # Of the other fields of a deal that is none nothing is known.
        if (name := WRONG.get(decision["reason"])) and machine.get(name):
            month.said[name] += 1
        return
    for name in JUDGED:
        if not machine.get(name):
            continue
        month.said[name] += 1
        month.right[name] += comparable(name, machine[name]) == comparable(name, human.get(name))


def comparable(name: str, value: Any) -> Any:
    """A value in the form in which two of them are compared: order and wording apart."""
    if name == "parties":
        return sorted(p["name"] if isinstance(p, dict) else p for p in value or [] if _is_signatory(p))
    if name in ("cities", "sectors", "outside"):
        return sorted(value or [])
    if name == "money" and value:
        return (float(value["amount"]), value["currency"])
    if name == "date" and value:
        return (value["date"], value["precision"])
    if name == "counts":
        return sorted((count["unit"], count["n"]) for count in value or [])
    return value or None


def _is_signatory(party: Any) -> bool:
    return not isinstance(party, dict) or party.get("role") == "signatory"
