"""How like two reports are: do they tell of one agreement?

Compared by parties, numbers, dates, places and type, never by translated
words. Points are added for what agrees; a plain contradiction settles it.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from functools import cache

from articles import reference as reference_data
from articles.actions.clustering.lineage import LISTING, issuers
from articles.actions.clustering.records import Reported, Span, identities_and_sides, report_span
from articles.actions.clustering.sameness import News, Rarity, tells_the_same
from articles.actions.conversion import Rates
from articles.models import DealReport
from articles.pipeline.matching.short_names import ShortNames

SAME = 3.0
"""From so many points on two reports near in time tell of one agreement."""
SAME_LATER = 4.0
"""From so many points on a much later report tells the next step of the same agreement."""
NEAR_DAYS = 14
LATER_DAYS = 200

_FAMILIES = (
    {"mou", "letter_of_intent", "framework_agreement", "cooperation_agreement", "mutual_recognition", "other"},
    {"joint_venture", "acquisition", "equity_investment", "fund"},
    {"land", "construction_contract", "procurement"},
    {"launch_opening", "policy_measure", "mutual_recognition"},
)
OF_ONE_FAMILY = frozenset((one, other) for family in _FAMILIES for one in family for other in family)
_PAPERS = frozenset(_FAMILIES[0]) - {"other"}
"""Agreements between named sides: other counterparts make another agreement."""
_ANNOUNCED_AHEAD = 45
"""So many days may lie between the announcement of a measure and its effect; one report dates it so, one so."""
NO_RARITY = Rarity()
_SAME_NEWS, _SAME_DAY = 1.0, 0.5
_OTHERS, _ALIKE = -2.0, 0.75
"""Other parties; and those that may be the same: a bureau of a government, a shorter name."""
_SAME_ISSUER = 1.0
"""Over any other party: a company lists once."""
_SAME_WORTH = 1.0
"""An amount in another currency that converts to the same; one in the same is worth twice that."""
CLOSE = 0.02
"""Amounts this near are one amount at two rates, or rounded."""
_MANY = 10
_STEPS = {"talks": 0, "planned": 1, "announced": 2, "signed": 3, "completed": 4}


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is compared of one report; ``day`` is its publication (else the day it was stored), in Hong Kong.

    ``usd`` is its amount in US dollars, by the rate of that day or the last one known; None where none is known.
    """

    type: str
    status: str
    lang: str
    day: date
    parties: frozenset[str]
    amount: float | None
    currency: str
    counts: frozenset[tuple[str, int]]
    span: Span | None
    cities: frozenset[str]
    outside: frozenset[str]
    sectors: frozenset[str]
    mechanism: str
    sides: frozenset[str] = frozenset()
    news: News | None = None
    usd: float | None = None

    @classmethod
    def of(cls, report: Reported, *, day: date, news: News | None = None) -> "Portrait":
        """Draw the portrait of a report that was published on ``day``, in an article with these ``news``."""
        fields = report.fields
        parties, sides = identities_and_sides(report)
        return cls(
            type=report.type,
            status=report.status,
            lang=report.lang,
            day=day,
            parties=frozenset(parties),
            amount=float(report.amount) if report.amount is not None else None,
            currency=report.currency,
            counts=frozenset((count["unit"], count["n"]) for count in fields.get("counts", ())),
            span=report_span(report),
            cities=frozenset(fields.get("cities", ())),
            outside=frozenset(fields.get("outside", ())),
            sectors=frozenset(fields.get("sectors", ())),
            mechanism=fields.get("mechanism", ""),
            sides=frozenset(sides),
            news=news,
            usd=_in_usd(report, day),
        )


@cache
def _rates() -> Rates:
    return Rates.of(reference_data.load())


@cache
def _short_names() -> ShortNames:
    return ShortNames(reference_data.load())


def _in_usd(report: Reported, day: date) -> float | None:
    if report.amount is None:
        return None
    converted = _rates().compare(report.amount, report.currency, on=day)
    return None if converted is None else float(converted)


def like_types(types: Iterable[str]) -> set[str]:
    """Give the types that reports of the same agreements may tell."""
    types = set(types)
    return types.union(*(family for family in _FAMILIES if family & types))


def portrait_of(report: DealReport) -> Portrait:
    """Draw the portrait of a report that has its article at hand."""
    day = report.published_on or (report.article.listed_on if report.article else report.created_at.date())
    article = report.article
    news = News(article.pk, article.listed_at, article.lang, article.traits) if article else None
    return Portrait.of(report, day=day, news=news)


def likeness(one: Portrait, other: Portrait, *, rarity: Rarity = NO_RARITY, least: float = 0.0) -> float:
    """Give the points for two reports, 0 where they contradict each other or lie too far apart in time.

    Whether they are above 0 is always exact, and so are points of ``least`` and more.
    ``rarity`` serves to tell whether their articles tell the same news, which
    is dear: it is not asked where it could make no difference to that.
    """
    gap = abs((one.day - other.day).days)
    is_late = gap > NEAR_DAYS
    if (is_late and not _is_next_step(one, other, gap)) or _contradict(one, other):
        return 0.0
    parties = _parties(one, other)
    points = parties + _numbers(one, other, gap, are_others=parties == _OTHERS) + _setting(one, other)
    if is_late:
        least = SAME_LATER
    else:
        points += _SAME_DAY if gap <= 1 else 0.25 if gap <= 3 else 0.0
    if points + _SAME_NEWS >= least or points <= 0 < points + _SAME_NEWS:
        points += _news(one, other, rarity)
    return 0.0 if is_late and points < SAME_LATER else points


def _is_next_step(one: Portrait, other: Portrait, gap: int) -> bool:
    """A later report belongs to an old deal where it tells a further step of it, or names the very day."""
    first, last = sorted((one, other), key=lambda portrait: portrait.day)
    further = _STEPS.get(last.status, 9) > _STEPS.get(first.status, 9)
    same_day = one.span is not None and one.span == other.span and one.span.first == one.span.last
    return gap <= LATER_DAYS and (further or same_day)


def _contradict(one: Portrait, other: Portrait) -> bool:
    if _amounts_differ(one, other) or _counterparts_differ(one, other):
        return True
    if (one.type, other.type) not in OF_ONE_FAMILY and one.type != other.type:
        return True
    if one.cities and other.cities and one.cities.isdisjoint(other.cities):
        return True
    if one.outside and other.outside and one.outside.isdisjoint(other.outside):
        return True
    if one.mechanism and other.mechanism and one.mechanism != other.mechanism and not _are_measures(one, other):
        return True
    return _counts_differ(one, other) or _dates_differ(one, other)


def _are_measures(one: Portrait, other: Portrait) -> bool:
    """A package of measures touches many schemes; which one a report names first says little."""
    return one.type == other.type == "policy_measure"


def _counterparts_differ(one: Portrait, other: Portrait) -> bool:
    """Papers of one body with two different others: each report names a side that the other does not."""
    if one.type not in _PAPERS or other.type not in _PAPERS or one.parties.isdisjoint(other.parties):
        return False
    mine, theirs = one.parties - other.parties, other.parties - one.parties
    if not mine or not theirs:
        return False
    if one.lang != other.lang:
        return not any(party.startswith("name:") for party in mine | theirs)
    return not _has_short_form(mine, theirs)


def _amounts_differ(one: Portrait, other: Portrait) -> bool:
    """Two amounts in one currency that rounding does not explain."""
    if one.amount is None or other.amount is None or one.currency != other.currency:
        return False
    return abs(one.amount - other.amount) > 0.05 * max(one.amount, other.amount)


def _counts_differ(one: Portrait, other: Portrait) -> bool:
    """The same unit counted on both sides, and no number in common."""
    if not one.counts or not other.counts or one.counts == other.counts:
        return False
    for unit in {unit for unit, _ in one.counts} & {unit for unit, _ in other.counts} - {"other"}:
        # "One of the measures" counts nothing.
        mine = {n for name, n in one.counts if name == unit and n > 1}
        theirs = {n for name, n in other.counts if name == unit and n > 1}
        if mine and theirs and not mine & theirs:
            return True
    return False


def _dates_differ(one: Portrait, other: Portrait) -> bool:
    """Days of the same step that lie apart: by more than a time zone's day where exact, else without any overlap."""
    if one.span is None or other.span is None or one.status != other.status or _overlap(one.span, other.span):
        return False
    allowed = _ANNOUNCED_AHEAD if _are_measures(one, other) else 1
    return max((one.span.first - other.span.last).days, (other.span.first - one.span.last).days) > allowed


def _overlap(one: Span, other: Span) -> bool:
    return one.first <= other.last and other.first <= one.last


def _parties(one: Portrait, other: Portrait) -> float:
    mine, theirs = one.parties, other.parties
    worth = 0.0
    if one.type == other.type == LISTING:
        mine, theirs = issuers(mine), issuers(theirs)
        worth = _SAME_ISSUER if mine & theirs and _may_be_one_exchange(one, other) else 0.0
    if shared := mine & theirs:
        return min(worth + sum(map(_worth, shared)), 4.0)
    if one.type == other.type and one.type not in _PAPERS and _is_part(one, other):
        return _ALIKE
    if mine and theirs:
        # Names in one language that do not meet are other people; across languages only listed names could meet.
        if one.lang == other.lang:
            return _ALIKE if _has_short_form(mine, theirs) else _OTHERS
        return _OTHERS if _all_listed(mine) or _all_listed(theirs) else -0.5
    return 0.0


def _may_be_one_exchange(one: Portrait, other: Portrait) -> bool:
    return ("hong-kong" in one.cities) == ("hong-kong" in other.cities) and one.outside == other.outside


def _has_short_form(mine: Set[str], theirs: Set[str]) -> bool:
    """Whether a name that no list holds is on the other side written shorter, or longer."""
    unlisted = [party.removeprefix("name:") for party in mine if party.startswith("name:")]
    others = [party.removeprefix("name:") for party in theirs if party.startswith("name:")]
    # What makes a name of a body's own is asked for the few of which one stands in the other.
    nested = [(name, other) for name in unlisted for other in others if name in other or other in name]
    return any(_short_names().is_short(name, other) for name, other in nested)


def _worth(party: str) -> float:
    """Governments sign with each other all the time: two of them alone do not make one paper of two."""
    return 0.75 if party.startswith(("city:", "outside:", "place:", "person:")) else 2.0


def _is_part(one: Portrait, other: Portrait) -> bool:
    """What a bureau opens, builds or rules its government does; what a bureau signs is its own paper."""
    return not (one.sides.isdisjoint(other.parties) and other.sides.isdisjoint(one.parties))


def _all_listed(parties: Set[str]) -> bool:
    return not any(party.startswith("name:") for party in parties)


def _news(one: Portrait, other: Portrait, rarity: Rarity) -> float:
    """Reports in two articles that tell the same news; one piece of news often tells several agreements."""
    if one.news is None or other.news is None or one.news.pk == other.news.pk:
        return 0.0
    return _SAME_NEWS if tells_the_same(one.news, other.news, rarity=rarity) else 0.0


def _numbers(one: Portrait, other: Portrait, gap: int, *, are_others: bool) -> float:
    points = 0.0
    if one.amount is not None and other.amount is not None:
        points += 2.0 if one.currency == other.currency else _SAME_WORTH if amounts_meet(one.usd, other.usd) else 0.0
    if shared := one.counts & other.counts:
        strong = not are_others and gap <= 1 and one.type == other.type and one.cities and one.cities == other.cities
        points += min(sum(_count_worth(unit, n, is_strong=bool(strong)) for unit, n in shared), 2.0)
    if one.span and other.span:
        is_exact = one.span.first == one.span.last == other.span.first == other.span.last
        points += 1.0 if is_exact else 0.5 if _overlap(one.span, other.span) or not _are_measures(one, other) else 0.0
    return points


def amounts_meet(one: float | None, other: float | None) -> bool:
    """Whether two amounts in one currency are the same but for rates and rounding."""
    return one is not None and other is not None and abs(one - other) <= CLOSE * max(one, other)


def _count_worth(unit: str, n: int, *, is_strong: bool) -> float:
    """Two dozen of a thing are hardly met by chance twice in a day in the same cities."""
    if is_strong and n >= _MANY and unit != "other":
        return 2.0
    return 1.0 if n > 5 else 0.5


def _setting(one: Portrait, other: Portrait) -> float:
    points = 0.5 if one.type == other.type else -0.25
    points += 0.25 if one.status == other.status else 0.0
    if one.mechanism and one.mechanism == other.mechanism:
        # A bridge or a line opens once; a scheme is bettered again and again.
        points += 1.5 if one.type == other.type == "launch_opening" else 1.0
    if one.cities and one.cities == other.cities:
        points += 0.5
    if one.outside and one.outside == other.outside:
        points += 0.75
    if not one.sectors.isdisjoint(other.sectors):
        points += 0.25
    return points
