"""Does one deal carry on another: its next session, its next stage, the same sides and subject again? No queries."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from articles.models.deal import COUNTED_STATUSES, SIGNAL_STATUSES, STEPS
from articles.pipeline.vocabulary import RUNGS

PAPERS = frozenset({"mou", "letter_of_intent", "framework_agreement", "cooperation_agreement", "mutual_recognition"})
HOLDINGS = frozenset({"joint_venture", "acquisition", "equity_investment", "fund"})
WORKS = frozenset({"land", "construction_contract", "procurement"})
_STAGED = (PAPERS | HOLDINGS, PAPERS | WORKS)
"""A paper may lead to a holding or to works; a measure has its stages within one deal."""
LISTING, OPENING = "ipo_listing", "launch_opening"
ONE_SIDED = frozenset({LISTING, OPENING})
"""Types of which one side alone makes a deal of its own."""
EXCHANGES = frozenset(f"organisation:{slug}" for slug in ("hkex", "szse", "sse", "bse-beijing"))
"""Where companies list: a side of many listings, whose matter is the issuer."""
_UNTIL_LISTED = dict.fromkeys(SIGNAL_STATUSES, STEPS) | {"signed": ("completed",)}
"""Stages of a listing and what may follow each: who has applied may apply again; a priced one has only to begin."""
_CARRIED_OUT = PAPERS | HOLDINGS | WORKS | {OPENING}
"""Types of which a plan is known by its sides again; who borrows borrows again, who rules makes many rules."""
_DONE = frozenset(COUNTED_STATUSES)

NEXT_STAGE = "next stage"
"""How the reason of a tie begins by which the later deal stands in the earlier one's place."""
_NEIGHBOURS = frozenset({"outside:guangdong", "outside:china", "organisation:central-government"})

LONGEST = timedelta(days=3 * 366)
"""What was agreed longer ago is history, not the stage before."""
STAGE_AFTER = timedelta(days=14)
_CARRIED_OUT_WITHIN = timedelta(days=2 * 366)
"""A plan that nobody has told of for so long is another one."""
_SESSION_AFTER = timedelta(days=60)
_MEETINGS = frozenset({"cooperation_conference", "event"})
_SERIES_UNITS = frozenset({"areas", "projects"})
"""Counts by which two sides tell how far they have come; every meeting signs some documents."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of one deal; ``parties`` as in ``clustering.records.identities``.

    ``places`` are its cities and partners outside, as ``kind:slug``; ``abroad`` those of them that are no province.
    """

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
    places: frozenset[str] = frozenset()
    abroad: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Why a deal carries on another. The largest of several is the one that holds.

    ``strength``: 3 the next stage of the same matter, 2 the next session, 1 the
    same sides on the same subject.
    """

    strength: int
    filed_on: date
    slug: str
    reason: str


def tie(earlier: Sketch, later: Sketch) -> Tie | None:
    """Tell why ``later`` carries on ``earlier``, if it does."""
    gap = later.filed_on - earlier.filed_on
    if not timedelta() < gap <= LONGEST:
        return None
    if _is_next_stage(earlier, later, gap):
        return Tie(3, earlier.filed_on, earlier.slug, _stages(earlier, later))
    shared = earlier.parties & later.parties
    if len(shared) < 2 or gap < _SESSION_AFTER:
        return None
    if later.mechanism and later.mechanism == earlier.mechanism and later.mechanism_kind in _MEETINGS:
        if _are_alike(earlier, later):
            return Tie(2, earlier.filed_on, earlier.slug, f"next session: {later.mechanism}")
        return None
    units = {unit for unit, _ in earlier.counts} & {unit for unit, _ in later.counts} & _SERIES_UNITS
    if units and _are_papers(earlier, later) and earlier.sectors & later.sectors and _has_guest(shared):
        return Tie(1, earlier.filed_on, earlier.slug, f"same sides and subject again: {', '.join(sorted(units))}")
    return None


def _stages(earlier: Sketch, later: Sketch) -> str:
    """From where to where it went: by the rung, else by the status, in words that ``succession`` knows."""
    old, new = (earlier.rung, later.rung) if earlier.rung != later.rung else (earlier.status, later.status)
    return f"{NEXT_STAGE}: {old} to {new}" if old != new else f"{NEXT_STAGE}: {new} again"


def issuers(parties: Set[str]) -> Set[str]:
    """Give those of the parties of a listing who may be the company that lists."""
    return parties - EXCHANGES


def _is_next_stage(earlier: Sketch, later: Sketch, gap: timedelta) -> bool:
    """Whether the same sides are further with the same matter."""
    if earlier.type == later.type == LISTING:
        # From the start of the sale to the first day of trading there is a week or two.
        return gap <= _CARRIED_OUT_WITHIN and _is_same_listing(earlier, later)
    if gap <= STAGE_AFTER or not _is_further(earlier, later):
        return False
    return _is_staged(earlier, later) or (gap <= _CARRIED_OUT_WITHIN and _is_carried_out(earlier, later))


def _is_same_listing(earlier: Sketch, later: Sketch) -> bool:
    """A company lists once at one exchange, and may apply and be heard several times before.

    Several companies that are told of together are not done with when one of them has listed.
    """
    if earlier.status not in _UNTIL_LISTED or later.status not in _UNTIL_LISTED[earlier.status]:
        return False
    mine, theirs = issuers(earlier.parties), issuers(later.parties)
    return bool(mine) and mine <= theirs and _venues(earlier) == _venues(later)


def _venues(listing: Sketch) -> Set[str]:
    """Of its places those where it may list; the other cities and the provinces are where its issuer is at home."""
    return (listing.places & {"city:hong-kong"}) | (listing.abroad - {"outside:china"})


def _is_staged(earlier: Sketch, later: Sketch) -> bool:
    """All of one's sides, and a sum, a number or a project that says that it is one matter."""
    if len(earlier.parties & later.parties) < 2 or not any({earlier.type, later.type} <= each for each in _STAGED):
        return False
    is_within = earlier.parties <= later.parties or later.parties <= earlier.parties
    return is_within and _is_same_matter(earlier, later)


def _is_carried_out(earlier: Sketch, later: Sketch) -> bool:
    """A plan, and the very sides that have done this kind of thing in its places; nothing says that it is another.

    Governments plan and sign with each other all the time.
    """
    if earlier.type != later.type or later.type not in _CARRIED_OUT:
        return False
    if earlier.status in _DONE or later.status not in _DONE or earlier.parties != later.parties:
        return False
    if not _has_body(later.parties) or len(later.parties) < (1 if later.type in ONE_SIDED else 2):
        return False
    if not later.places or earlier.places != later.places or earlier.sectors.isdisjoint(later.sectors):
        return False
    return not _is_other_matter(earlier, later)


def _is_other_matter(earlier: Sketch, later: Sketch) -> bool:
    if _sums(earlier, later):
        return not _is_same_matter(earlier, later)
    if earlier.mechanism and later.mechanism and earlier.mechanism != later.mechanism:
        return True
    units = {unit for unit, _ in earlier.counts} & {unit for unit, _ in later.counts}
    return bool(units) and earlier.counts.isdisjoint(later.counts)


def _has_body(parties: Set[str]) -> bool:
    """Whether a company or another body that is no government is among them."""
    return any(party.startswith(("organisation:", "name:")) and party not in _NEIGHBOURS for party in parties)


def _is_further(earlier: Sketch, later: Sketch) -> bool:
    if earlier.status not in STEPS or later.status not in STEPS:
        return False
    steps = (STEPS.index(earlier.status), STEPS.index(later.status))
    rungs = (RUNGS.index(earlier.rung), RUNGS.index(later.rung))
    return steps[1] >= steps[0] and rungs[1] >= rungs[0] and (steps[1], rungs[1]) != (steps[0], rungs[0])


def _is_same_matter(earlier: Sketch, later: Sketch) -> bool:
    if sums := _sums(earlier, later):
        return abs(sums[0] - sums[1]) <= 0.05 * max(sums)
    if any(n > 1 for _, n in earlier.counts & later.counts):
        return True
    has_project = bool(later.mechanism) and later.mechanism_kind not in _MEETINGS
    return has_project and later.mechanism == earlier.mechanism


def _sums(earlier: Sketch, later: Sketch) -> tuple[float, float] | None:
    """Both amounts where they are of one currency."""
    if earlier.amount is None or later.amount is None or earlier.currency != later.currency:
        return None
    return earlier.amount, later.amount


def _has_guest(shared: frozenset[str]) -> bool:
    """Neighbours sign with each other all year round; between them only a named meeting makes a series."""
    return any(not party.startswith(("city:", "place:", "person:")) and party not in _NEIGHBOURS for party in shared)


def _are_papers(earlier: Sketch, later: Sketch) -> bool:
    return {earlier.type, later.type} <= PAPERS


def _are_alike(earlier: Sketch, later: Sketch) -> bool:
    """Of the papers of two sessions, which goes with which: by type, or by what they count."""
    units = {unit for unit, _ in earlier.counts} & {unit for unit, _ in later.counts}
    return _are_papers(earlier, later) and (earlier.type == later.type or bool(units))
