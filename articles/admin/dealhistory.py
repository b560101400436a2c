"""The history of one deal: every act, with what it changed word by word."""

import difflib
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.actions.curation.deciding import UNDONE
from articles.actions.curation.wording import act_name, reason_name
from articles.admin.review.forms import in_words
from articles.models import Deal, ReviewDecision, Tagging


@dataclass(frozen=True)
class Act:
    """One decision, what it is and why in words; ``diff`` gives pieces (kind, text), kind same, before or after."""

    decision: ReviewDecision
    name: str
    reason: str
    diff: list[tuple[str, str]]
    can_be_undone: bool


_REVIEWS = dict(Deal.Review.choices)
NAMES: dict[str, dict[str, Any]] = {
    "accept": _REVIEWS,
    "first_accept": _REVIEWS,
    "reject": _REVIEWS,
    "retag": dict(Tagging.Decision.choices),
}
"""Names of the values of acts that are no corrections; deals are named by their slugs."""


BETWEEN: dict[str, Any] = {
    "merge": _("merged into this one: %(slug)s"),
    "split": _("split off from this one: %(slug)s"),
    "not_same": _("told apart from this one: %(slug)s"),
}
"""Acts on two deals as the history of the second names them."""


def _name_from_other(row: ReviewDecision) -> str:
    named = BETWEEN.get(row.action)
    return str(named) % {"slug": row.deal.slug} if named else f"{act_name(row)} ({row.deal.slug})"


def history_of(deal: Deal) -> list[Act]:
    """Give the acts on a deal, and those that linked another one to it, newest first; one query."""
    linked = Q(action__in=("succeed", "bundle")) & (Q(deal__predecessor=deal) | Q(deal__bundle=deal))
    # Merges and splits are kept with the other deal, which name this one by its slug; a pair told apart by its number.
    linked |= Q(action__in=("merge", "split"), field=f"deal:{deal.slug}"[:120])
    linked |= Q(action="not_same", field=f"deal:{deal.pk}")
    rows = ReviewDecision.objects.filter(Q(deal=deal) | linked).select_related("decided_by", "deal").order_by("-pk")
    return [
        Act(
            row,
            name=act_name(row) if row.deal_id == deal.pk else _name_from_other(row),
            reason=reason_name(row.reason),
            diff=_diff(row) if row.deal_id == deal.pk or row.action not in BETWEEN else [],
            can_be_undone=row.undone_at is None and row.action in UNDONE,
        )
        for row in rows
    ]


def values_in_words(decision: ReviewDecision) -> tuple[str, str]:
    """Give what stood before an act and what stands after it, as a curator reads it; a dash for what has no words."""
    before, after = decision.machine_value, decision.human_value
    if decision.action == "correct":
        return in_words(decision.field, before), in_words(decision.field, after)
    if decision.action == "miss":
        return in_words("", None), in_words("title", after.get("title"))
    named = NAMES.get(decision.action, {})
    return tuple(in_words("", named.get(value, value) if isinstance(value, str) else None) for value in (before, after))


def _diff(decision: ReviewDecision) -> list[tuple[str, str]]:
    before, after = values_in_words(decision)
    if before == after:
        return []
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
