"""How much two deals deserve a person's look: may they be one that sources date, name or count differently?

Wider than ``clustering.likeness``, by which the machine joins reports: here a
wrong guess costs a curator some seconds, and a double that nobody is shown
stands in the totals twice. Points of both are on one scale.
"""

from dataclasses import dataclass
from datetime import date

from articles.actions.clustering.likeness import OF_ONE_FAMILY, Portrait, amounts_meet, likeness, portrait_of
from articles.models import Deal, DealReport
from articles.pipeline.matching.parties import party_key
from articles.pipeline.matching.short_names import stands_whole

WEEKS = 31
"""Days within which two dates of one deal lie: sources take the signing, the news of it or the month."""
_FAR = 0.15
"""Amounts in two currencies that rates and rounding do not explain."""
_SHORTEST_NAME, _SHORTEST_HAN = 4, 3
_PLACES = ("city:", "outside:")
_COMMON_SIDES = (*_PLACES, "place:", "person:")
_VAGUE, _LONG_SPAN = 15, 92
"""Days that lie at least between two dates of which one is no day; a half-year or a year says nothing of weeks."""
MANY = 5
"""A smaller number is often the same by chance."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of one report: its portrait, its signatories as (key, identity), its deal's US dollars."""

    portrait: Portrait
    names: frozenset[tuple[str, str]]
    usd: float | None


def sketch_of(report: DealReport, deal: Deal) -> Sketch:
    """Draw the sketch of a report of ``deal`` that has its article at hand."""
    signed = [actor for actor in report.fields.get("actors", ()) if actor["role"] == "signatory"]
    names = frozenset((party_key(actor["name"]), actor.get("identity", "")) for actor in signed)
    usd = None if deal.amount_usd is None else float(deal.amount_usd)
    return Sketch(portrait_of(report), names, usd)


def points_for(one: Sketch, other: Sketch) -> float:
    """Give the points for two reports, by which pairs are chosen and ranked: the machine's own or these, the more."""
    return max(likeness(one.portrait, other.portrait), kinship(one, other))


def kinship(one: Sketch, other: Sketch) -> float:
    """Give the points for two reports; 0 where nothing speaks for a look.

    What must be: types of one family, a shared city, party or name, and dates within weeks. Then one thing
    out of five: the day and all cities, a number counted, the amount, a name within a name, a bundle and its part.
    """
    mine, theirs = one.portrait, other.portrait
    gap = _gap(mine, theirs)
    if gap > WEEKS or (mine.type != theirs.type and (mine.type, theirs.type) not in OF_ONE_FAMILY):
        return 0.0
    shared, named = mine.parties & theirs.parties, _names_meet(one, other)
    if not (shared or named or mine.cities & theirs.cities):
        return 0.0
    holds = _is_held(mine, theirs, shared)
    counts, money = _counts(mine, theirs, is_held=holds), _money(one, other)
    is_same_day = gap <= 1 and bool(mine.cities) and mine.cities == theirs.cities
    if not (is_same_day or counts > 0 or money > 0 or named or holds):
        return 0.0
    sides = _parties(mine, theirs, shared, is_named=named)
    if sides < 0 < counts + money:
        # Of many who sign, one source names these and another those: a number tells more.
        sides /= 2
    return max(0.0, counts + money + sides + _setting(mine, theirs, gap))


def is_within(name: str, longer: str) -> bool:
    """Whether one party's key stands whole in another's: "haitian" in "foshan haitian", 海天味业 in 佛山海天味业."""
    shortest = _SHORTEST_NAME if name.isascii() and name != longer else _SHORTEST_HAN
    return len(name) >= shortest and stands_whole(name, longer)


def _gap(one: Portrait, other: Portrait) -> int:
    """Days between the two: between their dates, and where one has none from its publication."""
    (first, until), (start, end) = _days(one), _days(other)
    apart = max((start - until).days, (first - end).days, 0)
    longest = max(until - first, end - start).days
    return apart if not longest else max(apart, _VAGUE if longest <= _LONG_SPAN else WEEKS + 1)


def _days(portrait: Portrait) -> tuple[date, date]:
    return (portrait.span.first, portrait.span.last) if portrait.span else (portrait.day, portrait.day)


def _names_meet(one: Sketch, other: Sketch) -> bool:
    """A name of one stands within a name of the other, of whom is not known that they are the same, or two."""
    for name, who in one.names:
        for longer, whose in other.names:
            short = who if len(name) <= len(longer) else whose
            is_listed = who.startswith("organisation:") and whose.startswith("organisation:")
            if not name or not longer or who == whose or is_listed or short.startswith(_PLACES):
                continue
            if is_within(*sorted((name, longer), key=len)):
                return True
    return False


def _is_held(one: Portrait, other: Portrait, shared: frozenset[str]) -> bool:
    """One counts the papers of a trip or a meeting and the other some of them: the same sides, fewer documents."""
    mine, theirs = (max((n for unit, n in p.counts if unit == "documents"), default=1) for p in (one, other))
    return len(shared) > 1 and mine != theirs and max(mine, theirs) > MANY


def _counts(one: Portrait, other: Portrait, *, is_held: bool) -> float:
    """A number that both count is a good sign, above all a large one; nothing in common of one unit speaks against."""
    points, is_against = 0.0, False
    for unit in {unit for unit, _ in one.counts} | {unit for unit, _ in other.counts}:
        mine = {n for name, n in one.counts if name == unit and n > 1}
        theirs = {n for name, n in other.counts if name == unit and n > 1}
        points = max([points, *(1.5 if n > MANY else 0.5 for n in mine & theirs)])
        is_against = is_against or bool(unit != "other" and mine and theirs and not mine & theirs)
    # What one source counts in a word of its own ("60 partners") another may count in a unit of the list.
    loose = {n for unit, n in one.counts if unit == "other"} & {n for _, n in other.counts}
    loose |= {n for unit, n in other.counts if unit == "other"} & {n for _, n in one.counts}
    points = max([points, *(1.0 for n in loose if n > MANY)])
    return points if points or not is_against or is_held else -2.0


def _money(one: Sketch, other: Sketch) -> float:
    mine, theirs = one.portrait, other.portrait
    if mine.amount is None or theirs.amount is None:
        return 0.0
    if mine.currency == theirs.currency:
        return 2.0 if amounts_meet(mine.amount, theirs.amount) else -2.0
    if amounts_meet(one.usd, other.usd):
        return 2.0
    is_far = one.usd is not None and other.usd is not None and abs(one.usd - other.usd) > _FAR * max(one.usd, other.usd)
    return -2.0 if is_far else 0.0


def _parties(one: Portrait, other: Portrait, shared: frozenset[str], *, is_named: bool) -> float:
    """Who is on both sides. A body beside which each has others, as an exchange has issuers, weighs like a place."""
    is_crossed = not is_named and bool(one.parties - shared) and bool(other.parties - shared)
    places = sum(party.startswith(_COMMON_SIDES) for party in shared)
    worth = 0.75 if is_crossed else 2.0
    points = min(0.75 * places + worth * (len(shared) - places), 4.0) + (1.0 if is_named else 0.0)
    if points or not one.parties or not other.parties:
        return points
    return -1.0 if one.lang == other.lang else -0.25


def _setting(one: Portrait, other: Portrait, gap: int) -> float:
    points = 1.0 if gap <= 1 else 0.5 if gap <= 7 else 0.25
    points += 0.5 if one.type == other.type else 0.0
    points += 0.25 if one.status == other.status else 0.0
    if one.cities == other.cities:
        points += 0.25 * min(len(one.cities), 3)
    if one.outside and other.outside:
        points += 0.5 if one.outside == other.outside else -1.0 if one.outside.isdisjoint(other.outside) else 0.0
    if one.mechanism and other.mechanism:
        points += 1.0 if one.mechanism == other.mechanism else -1.0
    return points if one.sectors.isdisjoint(other.sectors) else points + 0.25
