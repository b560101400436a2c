"""What the sums of deals can answer: exactly, and at a cost that does not grow with the deals.

Selections by at most two tags, by review and by period, with or without the rows that stand in no total; all else is
counted from the rows, and so is everything outside of a page (there is no generation as of which to read). A period
that begins or ends within a month is read from the sums of whole months, and the deals of the days beside its ends,
at most half a month, are put right one by one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet, Sum

from articles.actions.deal_sums import KINDS, PAIRS, WHOLE, Facts, carried, figures_of
from articles.models import Deal, DealFacet, DealSum
from articles.models.deal import HIDDEN_REVIEWS, SIGNAL_STATUSES, SOURCED_REVIEWS
from dashboards.filters import Filters
from dashboards.queries.blocs import reach
from dashboards.queries.cuts import Cuts, last_of_month, overlaps, span_of
from dashboards.queries.keeping import generation_read
from dashboards.queries.register import register

PUBLISHED = tuple(review for review in Deal.Review.values if review not in HIDDEN_REVIEWS)
_ANSWERED = {
    *KINDS, "review", "total", "from_on", "to_on", "last",
    # These change no count of deals.
    "view", "sort", "order", "page", "kind", "lane",
}  # fmt: skip
_UNANSWERED = tuple(field.name for field in fields(Filters) if field.name not in _ANSWERED)
_PLACE = {measure: place for place, measure in enumerate(DealSum.MEASURES)}
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Asked:
    """A selection as the sums know it: its tags as (kind, key), the reviews, whether only what stands in totals is
    meant, and its first and last day."""

    tags: tuple[tuple[str, int], ...]
    reviews: tuple[str, ...]
    total: bool
    first: date | None
    last: date | None
    today: date

    @property
    def what(self) -> str:
        """The sums of the selection itself: of all, of a tag or of a pair."""
        return "+".join(kind for kind, _ in self.tags)

    @property
    def has_period(self) -> bool:
        """Whether it has an end or a begin."""
        return self.first is not None or self.last is not None


@dataclass(slots=True)
class Figures:
    """What is counted of deals. ``thousandths`` and ``binding_thousandths`` are amounts in thousandths of a HK dollar;
    ``accepted`` and ``waiting`` are told by their review."""

    listed: int = 0
    starters: int = 0
    signed: int = 0
    binding: int = 0
    thousandths: int = 0
    binding_thousandths: int = 0
    undisclosed: int = 0
    unconverted: int = 0
    intra_gba: int = 0
    ended: int = 0
    accepted: int = 0
    waiting: int = 0

    @property
    def hkd(self) -> Decimal:
        """What the signed and completed ones are worth, in HK dollars."""
        return Decimal(self.thousandths) / 1000

    @property
    def binding_hkd(self) -> Decimal:
        """What the binding ones are worth, in HK dollars."""
        return Decimal(self.binding_thousandths) / 1000

    def add(self, review: str, values: Sequence[int], *, total: bool) -> None:
        """Add stored figures of deals of one review; of ``total`` only those that stand in totals."""
        listed, starters, signed, binding, hkd, binding_hkd, undisclosed, unconverted, intra_gba, ended = values
        if not total:
            self.listed += listed
            self.starters += starters
            self.waiting += listed if review == Deal.Review.NEEDS_SECOND_SOURCE else 0
        if review not in SOURCED_REVIEWS:
            return
        self.listed += signed if total else 0
        self.ended += 0 if total else ended
        self.signed += signed
        self.binding += binding
        self.thousandths += int(hkd)
        self.binding_thousandths += int(binding_hkd)
        self.undisclosed += undisclosed
        self.unconverted += unconverted
        self.intra_gba += intra_gba
        self.accepted += signed if review == Deal.Review.ACCEPTED else 0


def asked_of_sums(filters: Filters, today: date) -> Asked | None:
    """The selection as the sums know it; None where they cannot answer it."""
    generation = generation_read()
    if not generation or any(getattr(filters, name) not in ((), False, None, "") for name in _UNANSWERED):
        return None
    held, tags = register(generation), []
    if reach("outside", filters.outside) != filters.outside:
        return None
    for kind in KINDS:
        slugs = getattr(filters, kind)
        if kind != "city" and len(slugs) > 1:
            return None
        keys = sorted(tag.pk for slug in slugs if (tag := held.get(kind, slug)))
        if len(keys) != len(slugs):
            return None
        tags += [(kind, key) for key in keys]
    first, last = filters.period(today)
    reviews = tuple(review for review in PUBLISHED if not filters.review or review in filters.review)
    asked = Asked(tuple(tags), reviews, filters.total, first, last, today)
    is_known = asked.what in (WHOLE, *KINDS, *PAIRS) and not (first and last and first > last)
    # The calendar's first and last months have none beside them.
    is_known = is_known and all(day is None or date.min.year < day.year < date.max.year for day in (first, last))
    return asked if is_known else None


def figures_by(asked: Asked, whats: Sequence[str], by: Sequence[str], **tags: int) -> dict[Key, Figures]:
    """The figures of the sums ``whats`` within the selection's period and reviews, by some of what, one, other, begins
    and ends (first days of months; days where all deals of a period are meant); one query, two where the period cuts
    a month. ``tags``: the sums' ``one``, their ``other``, or the one that is ``either`` of the two.
    """
    found: dict[Key, Figures] = {}
    rows, cuts = _selected(asked, whats, by, tags)
    width = len(by)
    for row in _measured(rows, by):
        found.setdefault(row[:width], Figures()).add(row[width], row[width + 1 :], total=asked.total)
    for sign, facts in cuts.differences(asked) if cuts else ():
        values = [sign * value for _, value in figures_of(facts)]
        for key in _keys(facts, whats, by, tags):
            found.setdefault(key, Figures()).add(facts.review, values, total=asked.total)
    return found


def signed_by(asked: Asked, whats: Sequence[str], by: Sequence[str], **tags: int) -> dict[Key, int]:
    """The same of signed and completed deals alone, without zeros: a third of the work."""
    asked = replace(asked, reviews=tuple(review for review in asked.reviews if review in SOURCED_REVIEWS))
    rows, cuts = _selected(asked, whats, by, tags)
    found: Counter[Key] = Counter()
    for *key, signed in rows.values_list(*by).annotate(sum_signed=Sum("signed")).order_by():
        found[tuple(key)] += signed
    for sign, facts in cuts.differences(asked) if cuts else ():
        signed = sign * dict(figures_of(facts))[_PLACE["signed"]]
        for key in _keys(facts, whats, by, tags):
            found[key] += signed
    return {key: signed for key, signed in found.items() if signed}


def _selected(
    asked: Asked, whats: Sequence[str], by: Sequence[str], tags: Mapping[str, int]
) -> tuple[QuerySet[DealSum], Cuts | None]:
    """The rows that add up to a selection, but for the days at its ends."""
    rows = _summed(asked, whats)
    for place, tag in tags.items():
        rows = rows.filter(Q(one=tag) | Q(other=tag) if place == "either" else Q(**{place: tag}))
    if not asked.has_period and not {"begins", "ends"} & set(by):
        return rows.filter(grain=DealSum.EVER, ends=DealSum.ALWAYS), None
    if tuple(whats) == (WHOLE,) and asked.has_period:
        return _within(rows.filter(grain=DealSum.DAY), asked.first, asked.last), None
    cuts = Cuts.of(asked)
    return _within(rows.filter(grain=DealSum.MONTH), cuts.since, cuts.until), cuts


def _keys(facts: Facts, whats: Sequence[str], by: Sequence[str], tags: Mapping[str, int]) -> Iterator[Key]:
    """Under what a deal is counted among the rows selected."""
    begins, ends = span_of(facts)
    for what, one, other in carried(facts, whats):
        told = {"what": what, "one": one, "other": other, "begins": begins.replace(day=1), "ends": ends.replace(day=1)}
        if all(tag in (one, other) if place == "either" else told[place] == tag for place, tag in tags.items()):
            yield tuple(told[name] for name in by)


def _summed(asked: Asked, whats: Sequence[str]) -> QuerySet[DealSum]:
    return DealSum.objects.filter(what__in=whats, review__in=asked.reviews)


def _measured(rows: QuerySet[DealSum], by: Sequence[str]) -> QuerySet[DealSum, Any]:
    """Rows of (*by, review, *figures)."""
    sums = {f"sum_{name}": Sum(name, output_field=BigIntegerField()) for name in DealSum.MEASURES}
    return rows.values_list(*by, "review").annotate(**sums).order_by()


def _within(rows: Any, first: date | None, last: date | None) -> Any:
    """Sums whose span overlaps a period."""
    if first:
        rows = rows.filter(ends__gte=first)
    return rows.filter(begins__lte=last) if last else rows


def whole_figures(asked: Asked) -> Figures:
    """The figures of the selection; one query, two where the period of a tag cuts a month."""
    return figures_by(asked, (asked.what,), (), **_own(asked)).get((), Figures())


def figures_of_spans(spans: Sequence[Asked]) -> list[Figures]:
    """The figures of all deals in each of several periods, of the same reviews; one query, over the days of the months
    that a period cuts and over all other months."""
    firsts, lasts = ([end for end in ends if end] for ends in ([a.first for a in spans], [a.last for a in spans]))
    wide = replace(
        spans[0],
        first=min(firsts).replace(day=1) if len(firsts) == len(spans) else None,
        last=max(lasts) if len(lasts) == len(spans) else None,
    )
    cut = {day.replace(day=1) for day in firsts if day.day > 1}
    cut |= {day.replace(day=1) for day in lasts if (day + timedelta(days=1)).day > 1}
    of_days = Q(pk__in=())
    for month in cut:
        within = (month, last_of_month(month))
        of_days |= Q(begins__range=within) | Q(ends__range=within)
    of_months = ~Q(begins__in=cut) & ~Q(ends__in=cut)
    chosen = (of_days & Q(grain=DealSum.DAY)) | (of_months & Q(grain=DealSum.MONTH))
    rows = _within(_summed(wide, (WHOLE,)).filter(chosen), wide.first, wide.last)
    found = [Figures() for _ in spans]
    for begins, ends, review, *values in _measured(rows, ("begins", "ends")):
        for one, figures in zip(spans, found, strict=True):
            if overlaps((begins, ends), one.first, one.last):
                figures.add(review, values, total=one.total)
    return found


def figures_of_months(asked: Asked) -> dict[tuple[date, date], Figures]:
    """The figures of the selection by the months, or days, in which a span begins and ends, without undated rows."""
    found = figures_by(asked, (asked.what,), ("begins", "ends"), **_own(asked))
    return {(begins, max(begins, ends)): sums for (begins, ends), sums in found.items() if begins != DealSum.UNDATED[0]}


def listed_by_begin(asked: Asked, *, by_day: bool = False) -> dict[date, int]:
    """How many deals of a selection begin in each month, or of one without tags on each day; undated ones stand under
    ``DealSum.UNDATED[0]``. One query, two where the period of a tag cuts a month."""
    measure = "signed" if asked.total else "listed"
    reviews = tuple(review for review in asked.reviews if not asked.total or review in SOURCED_REVIEWS)
    asked = replace(asked, reviews=reviews)
    keys = _own(asked)
    rows, cuts = _selected(asked, (asked.what,), ("begins",), keys)
    if by_day and not asked.has_period and not asked.tags:
        rows = _summed(asked, (WHOLE,)).filter(grain=DealSum.DAY)
    found = Counter(dict(rows.values_list("begins").annotate(sum=Sum(measure)).order_by()))
    for sign, facts in cuts.differences(asked) if cuts else ():
        for (begins,) in _keys(facts, (asked.what,), ("begins",), keys):
            found[begins] += sign * dict(figures_of(facts))[_PLACE[measure]]
    return {begins: count for begins, count in found.items() if count}


def _own(asked: Asked) -> dict[str, int]:
    """Where the selection's tags stand in its sums."""
    return dict(zip(("one", "other"), (key for _, key in asked.tags), strict=False))


def figures_of_tags(asked: Asked, kinds: Collection[str]) -> dict[tuple[str, int], Figures] | None:
    """The figures of the selection by tag of some kinds, as (kind, key); None where the sums know no such pairs."""
    if not asked.tags:
        found = figures_by(asked, tuple(kinds), ("what", "one"))
        return {(what, one): figures for (what, one), figures in found.items()}
    if len(asked.tags) > 1:
        return None
    ((own, tag),) = asked.tags
    partner = {pair: kind for kind in kinds for pair in PAIRS if sorted(pair.split("+")) == sorted((own, kind))}
    if set(partner.values()) != set(kinds):
        return None
    whats = [*partner, *({own} & set(kinds))]
    found = figures_by(asked, whats, ("what", "one", "other"), either=tag)
    return {
        (partner.get(what, own), (one if other in (tag, 0) else other)): figures
        for (what, one, other), figures in found.items()
    }


_OF_MAKES = ("type", "status", "rung", "scope", "review", "value")


def deals_by_make(filters: Filters, today: date) -> list[tuple[Any, ...]] | None:
    """Published deals, without signals unless a status is named, as (type, status, rung, scope, review, what is known
    of the amount, number); None where more is asked for than these. One query."""
    own = {name: getattr(filters, name) for name in _OF_MAKES}
    asked = asked_of_sums(filters.having(**dict.fromkeys(own, ())), today)
    if asked is None or asked.tags or asked.total or asked.has_period:
        return None
    rows = DealFacet.objects.filter(deals__gt=0, review__in=asked.reviews)
    if not filters.status:
        rows = rows.exclude(status__in=SIGNAL_STATUSES)
    for name, values in own.items():
        if values:
            rows = rows.filter(**{f"{name}__in": values})
    return list(rows.values_list(*_OF_MAKES, "deals"))


def slugs_of(kinds: Iterable[str]) -> dict[int, str]:
    """The slugs of all tags of some kinds by key."""
    held = register(generation_read())
    return {tag.pk: tag.slug for kind in kinds for tag in held.of_kind(kind)}
