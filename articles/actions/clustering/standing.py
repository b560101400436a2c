"""What a person has vouched for stays: the fields of an accepted deal, whatever is read afterwards.

An acceptance keeps the deal as it was (``ReviewDecision.judged``). Later
readings change it in one way only: a report of another article may tell a
further step of the same agreement. All else becomes a question to a curator.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from articles.actions.clustering.choosing import Saying
from articles.models import ReviewDecision
from articles.models.deal import STEPS

REVIEWING = ("accept", "reject", "first_accept", "merge")
"""Acts that say what the review of a deal is; the last one that stands counts."""
REOPENED = "unreviewed"
"""What a ``first_accept`` says where it takes an acceptance back until a second person agrees."""

MAY_COME = ("title_zh_hant", "title_zh_hans", "title_pt", "summary", "subtype")
"""Fields that are not vouched for while they are empty."""
_FOLLOWS = {"rung": ("type", "status"), "subtype": ("type",), "scope": ("cities", "outside")}
"""Fields that follow from others: where one of those changed, they need no question of their own."""


def last_word(decisions: Sequence[ReviewDecision]) -> ReviewDecision | None:
    """Give the last of the standing decisions (oldest first) that says what the review is."""
    speaking = [d for d in decisions if d.action != "first_accept" or d.human_value == REOPENED]
    return speaking[-1] if speaking else None


def standing_fields(
    decision: ReviewDecision | None, reports: Sequence[Saying], corrected: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the fields that no report may change: those accepted, over them those corrected one by one.

    Empty names and summaries are not vouched for, so that a translation may still come.
    """
    if decision is None or decision.action != "accept" or not decision.judged:
        return dict(corrected)
    accepted = {field: value for field, value in decision.judged["fields"].items() if value or field not in MAY_COME}
    if "title" in corrected:
        accepted.pop("lang", None)
    if "status" not in corrected and _is_further(accepted.get("status", ""), reports, decision.judged["articles"]):
        accepted.pop("status")
        accepted.pop("rung", None)
    return accepted | dict(corrected)


def _is_further(status: str, reports: Sequence[Saying], judged: Sequence[int]) -> bool:
    """Whether an official or established source that was not there yet tells a later step."""
    if status not in STEPS:
        return False
    told = [
        report.status
        for report in reports
        if report.article_id is not None and report.article_id not in judged and report.tier in "AB"
    ]
    return any(step in STEPS and STEPS.index(step) > STEPS.index(status) for step in told)


def changed_fields(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Name the fields of which the sources say something else than when the deal was accepted.

    What follows from another changed field is not named beside it, nor what nobody had said anything of before and
    may still come, such as a title in another language.
    """
    changed = [
        field
        for field, value in now.items()
        if field in then and then[field] != value and (then[field] or field not in MAY_COME)
    ]
    return [field for field in changed if not set(_FOLLOWS.get(field, ())) & set(changed)]
