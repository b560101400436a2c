"""Does one deal carry on another: its next session, its next stage, the same sides and subject again? No queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from articles.pipeline.vocabulary import RUNGS

PAPERS = frozenset({"mou", "letter_of_intent", "framework_agreement", "cooperation_agreement", "mutual_recognition"})
HOLDINGS = frozenset({"joint_venture", "acquisition", "equity_investment", "fund"})
WORKS = frozenset({"land", "construction_contract", "procurement"})
_STAGED = (PAPERS | HOLDINGS, PAPERS | WORKS)
"""A paper may lead to a holding or to works; a listing or a measure has its stages within one deal."""
_STEPS = ("talks", "planned", "announced", "signed", "completed")

_NEIGHBOURS = frozenset({"outside:guangdong", "outside:china", "organisation:central-government"})

LONGEST = timedelta(days=3 * 366)
"""What was agreed longer ago is history, not the stage before."""
STAGE_AFTER = timedelta(days=14)
_SESSION_AFTER = timedelta(days=60)
_MEETINGS = frozenset({"cooperation_conference", "event"})
_SERIES_UNITS = frozenset({"areas", "projects"})
"""Counts by which two sides tell how far they have come; every meeting signs some documents."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of one deal; ``parties`` as in ``clustering.records.identities``."""

    pk: int
    slug: str
    type: str
    rung: str
    status: str
    filed_on: date
    parties: frozenset[str]
    mechanism: str
    mechanism_kind: str
    sectors: frozenset[str]
    counts: frozenset[tuple[str, int]]
    amount: float | None
    currency: str
    is_starter: bool


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Why a deal carries on another. The largest of several is the one that holds.

    ``strength``: 3 the next stage of the same matter, 2 the next session, 1 the
    same sides on the same subject. ``supersedes``: both are signed, and only
    the later one is to be counted.
    """

    strength: int
    filed_on: date
    slug: str
    reason: str
    supersedes: bool = False


def tie(earlier: Sketch, later: Sketch) -> Tie | None:
    """Tell why ``later`` carries on ``earlier``, if it does."""
    gap = later.filed_on - earlier.filed_on
    if not STAGE_AFTER < gap <= LONGEST:
        return None
    shared = earlier.parties & later.parties
    if len(shared) < 2:
        return None
    if reason := _next_stage(earlier, later):
        is_counted = {earlier.status, later.status} <= {"signed", "completed"}
        return Tie(3, earlier.filed_on, earlier.slug, reason, supersedes=is_counted)
    if gap < _SESSION_AFTER:
        return None
    if later.mechanism and later.mechanism == earlier.mechanism and later.mechanism_kind in _MEETINGS:
        if _are_alike(earlier, later):
            return Tie(2, earlier.filed_on, earlier.slug, f"next session: {later.mechanism}")
        return None
    units = {unit for unit, _ in earlier.counts} & {unit for unit, _ in later.counts} & _SERIES_UNITS
    if units and _are_papers(earlier, later) and earlier.sectors & later.sectors and _has_guest(shared):
        return Tie(1, earlier.filed_on, earlier.slug, f"same sides and subject again: {', '.join(sorted(units))}")
    return None


def _next_stage(earlier: Sketch, later: Sketch) -> str:
    """The same sides, all of them, are further with the same matter: a sum, a number, a project says that it is one."""
    if not any({earlier.type, later.type} <= family for family in _STAGED):
        return ""
    if not (earlier.parties <= later.parties or later.parties <= earlier.parties):
        return ""
    if not _is_further(earlier, later) or not _is_same_matter(earlier, later):
        return ""
    old, new = (earlier.rung, later.rung) if earlier.rung != later.rung else (earlier.status, later.status)
    return f"next stage: {old} to {new}"


def _is_further(earlier: Sketch, later: Sketch) -> bool:
    if earlier.status not in _STEPS or later.status not in _STEPS:
        return False
    steps = (_STEPS.index(earlier.status), _STEPS.index(later.status))
    rungs = (RUNGS.index(earlier.rung), RUNGS.index(later.rung))
    return steps[1] >= steps[0] and rungs[1] >= rungs[0] and (steps[1], rungs[1]) != (steps[0], rungs[0])


def _is_same_matter(earlier: Sketch, later: Sketch) -> bool:
    if earlier.amount is not None and later.amount is not None and earlier.currency == later.currency:
        return abs(earlier.amount - later.amount) <= 0.05 * max(earlier.amount, later.amount)
    if any(n > 1 for _, n in earlier.counts & later.counts):
        return True
    has_project = bool(later.mechanism) and later.mechanism_kind not in _MEETINGS
    return has_project and later.mechanism == earlier.mechanism


def _has_guest(shared: frozenset[str]) -> bool:
    """Neighbours sign with each other all year round; between them only a named meeting makes a series."""
    return any(not party.startswith(("city:", "place:", "person:")) and party not in _NEIGHBOURS for party in shared)


def _are_papers(earlier: Sketch, later: Sketch) -> bool:
    return {earlier.type, later.type} <= PAPERS


def _are_alike(earlier: Sketch, later: Sketch) -> bool:
    """Of the papers of two sessions, which goes with which: by type, or by what they count."""
    units = {unit for unit, _ in earlier.counts} & {unit for unit, _ in later.counts}
    return _are_papers(earlier, later) and (earlier.type == later.type or bool(units))
