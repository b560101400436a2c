"""The history of one deal: every act, with what it changed word by word."""

import difflib
from dataclasses import dataclass

from articles.actions.curation.deciding import UNDONE
from articles.admin.review.forms import in_words
from articles.models import Deal, ReviewDecision


@dataclass(frozen=True)
class Act:
    """One decision; ``diff`` gives pieces (kind, text), kind same, before or after."""

    decision: ReviewDecision
    diff: list[tuple[str, str]]
    can_be_undone: bool


def history_of(deal: Deal) -> list[Act]:
    """Give the acts on a deal, newest first; one query."""
    rows = deal.decisions.select_related("decided_by").order_by("-pk")
    return [Act(row, _diff(row), row.undone_at is None and row.action in UNDONE) for row in rows]


def _diff(decision: ReviewDecision) -> list[tuple[str, str]]:
    if decision.action not in ("correct", "accept", "reject", "first_accept"):
        return []
    before, after = in_words(decision.field, decision.machine_value), in_words(decision.field, decision.human_value)
    if decision.field not in ("title", "summary", "parties", "cities", "sectors", "outside"):
        return [("before", before), ("after", after)]
    old, new = before.split(), after.split()
    pieces: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", " ".join(old[i1:i2])))
            continue
        pieces += [(kind, " ".join(words)) for kind, words in (("before", old[i1:i2]), ("after", new[j1:j2])) if words]
    return pieces
