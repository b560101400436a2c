"""How many deals and how much: the numbers that stand on pages, always with the binding ones beside them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from articles.models import Deal, Tag, TagDay
from articles.models.deal import BINDING_RUNGS, COUNTED_STATUSES, ENDED_STATUSES, SOURCED_REVIEWS
from dashboards.filters import Filters
from dashboards.queries import counting
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.selection import AMOUNT_HKD, VALUES, deals
from dashboards.queries.sums import Figures, asked_of_sums, figures_of_months, figures_of_spans, whole_figures

COUNTED = Q(status__in=COUNTED_STATUSES, review__in=SOURCED_REVIEWS, is_superseded=False)
UNCONVERTED = COUNTED & VALUES["unconverted"]
BINDING = COUNTED & Q(rung__in=BINDING_RUNGS)
WAITING = Q(review=Deal.Review.NEEDS_SECOND_SOURCE)
ENDED = Q(status__in=ENDED_STATUSES, review__in=SOURCED_REVIEWS)


@dataclass(frozen=True)
class Totals:
    """Counts over a selection. ``count`` is every row of it; the others count signed and completed rows alone,
    but ``waiting`` (a second source is needed) and ``ended`` (stalled or cancelled), which stand in no total.

    Amounts are HK dollars of the rows that could be converted; ``unconverted_sums`` gives the rest.
    """

    count: int = 0
    signed: int = 0
    signed_hkd: Decimal = Decimal(0)
    binding: int = 0
    binding_hkd: Decimal = Decimal(0)
    undisclosed: int = 0
    unconverted: int = 0
    accepted: int = 0
    intra_gba: int = 0
    waiting: int = 0
    ended: int = 0

    @property
    def disclosed(self) -> int:
        """Signed and completed rows whose amount is in the total."""
        return self.signed - self.undisclosed - self.unconverted

    @property
    def accepted_share(self) -> float | None:
        """The share of signed and completed rows that a curator accepted, 0 to 1."""
        return self.accepted / self.signed if self.signed else None


COUNTS = {
    "count": (Count, "pk", Q()),
    "signed": (Count, "pk", COUNTED),
    "signed_hkd": (Sum, AMOUNT_HKD, COUNTED),
    "binding": (Count, "pk", BINDING),
    "binding_hkd": (Sum, AMOUNT_HKD, BINDING),
    "undisclosed": (Count, "pk", COUNTED & Q(amount__isnull=True)),
    "unconverted": (Count, "pk", UNCONVERTED),
    "accepted": (Count, "pk", COUNTED & Q(review=Deal.Review.ACCEPTED)),
    "intra_gba": (Count, "pk", COUNTED & Q(scope="intra_gba")),
    "waiting": (Count, "pk", WAITING),
    "ended": (Count, "pk", ENDED),
}
"""Every number of ``Totals``: how it is made, of what, and of which rows."""


def deal_totals(filters: Filters, today: date) -> Totals:
    """The totals of a selection; one query."""
    return totals_of_spans((filters,), today)[0]


@kept_with_deals
def totals_of_spans(spans: Sequence[Filters], today: date) -> list[Totals]:
    """The totals of selections that differ in their period alone; one query over the days of all of them."""
    asked = [asked_of_sums(span, today) for span in spans]
    if len(asked) == 1 and asked[0]:
        return [_totals(whole_figures(asked[0]))]
    if all(one and not one.tags for one in asked):
        return [_totals(figures) for figures in figures_of_spans([one for one in asked if one])]
    ends = [span.period(today) for span in spans]
    first = min((a for a, _ in ends if a), default=None) if all(a for a, _ in ends) else None
    last = max((b for _, b in ends if b), default=None) if all(b for _, b in ends) else None
    wanted = {
        f"{name}_{n}": make(what, filter=rows & _of_span(*end)) if rows & _of_span(*end) else make(what)
        for n, end in enumerate(ends)
        for name, (make, what, rows) in COUNTS.items()
    }
    found = deals(spans[0].having(from_on=first, to_on=last, last=""), today).aggregate(**wanted)
    return [
        Totals(**{name: found[f"{name}_{n}"] or (Decimal(0) if name.endswith("_hkd") else 0) for name in COUNTS})
        for n in range(len(spans))
    ]


def _totals(figures: Figures) -> Totals:
    return Totals(
        figures.listed, figures.signed, figures.hkd, figures.binding, figures.binding_hkd, figures.undisclosed,
        figures.unconverted, figures.accepted, figures.intra_gba, figures.waiting, figures.ended,
    )  # fmt: skip


def _of_span(first: date | None, last: date | None) -> Q:
    """Rows whose filing day, or the span that stands for it, overlaps a period."""
    rows = Q(filed_until__gte=first) if first else Q()
    return rows & Q(filed_on__lte=last) if last else rows


@kept_with_deals
def median_hkd(filters: Filters, today: date, disclosed: int) -> Decimal | None:
    """The middle amount of the ``disclosed`` signed and completed rows whose amount is in the total; one query."""
    rows = deals(filters, today).filter(COUNTED, amount__isnull=False).exclude(UNCONVERTED)
    amounts = rows.annotate(hkd=AMOUNT_HKD).order_by("hkd").values_list("hkd", flat=True)
    middle = list(amounts[(disclosed - 1) // 2 : disclosed // 2 + 1])
    return sum(middle, Decimal(0)) / len(middle) if middle else None


@kept_with_deals
def largest_deal(filters: Filters, today: date) -> tuple[str, Decimal] | None:
    """The deal that holds most of the disclosed value, and what it is worth in HK dollars; one query."""
    rows = deals(filters, today).filter(COUNTED, amount__isnull=False).exclude(UNCONVERTED)
    return rows.annotate(hkd=AMOUNT_HKD).order_by("-hkd", "-pk").values_list("slug", "hkd").first()


@kept_with_deals
def unconverted_sums(filters: Filters, today: date) -> list[tuple[str, Decimal]]:
    """The sums of the rows that no known rate converts, each in its own currency."""
    rows = deals(filters, today).filter(UNCONVERTED).values_list("currency")
    return list(rows.annotate(sum=Sum("amount")).order_by("currency"))


@kept_with_deals
def binding_with_others(filters: Filters, today: date) -> tuple[int, Decimal]:
    """How many binding deals with a known amount the cities of a selection made with further ones, and what they are
    worth in HK dollars: such a value is told for all of them, and nobody says how much of it is whose; one query."""
    cities = Deal.tags.through.objects.filter(deal=OuterRef("pk"), tag__kind="city")
    rows = deals(filters, today).filter(BINDING, amount__isnull=False).exclude(UNCONVERTED)
    shared = rows.filter(Exists(cities.exclude(tag__slug__in=filters.city)))
    found = shared.aggregate(deals=Count("pk"), hkd=Sum(AMOUNT_HKD))
    return found["deals"], found["hkd"] or Decimal(0)


def article_count(filters: Filters, today: date, *, most: int | None = None) -> int:
    """Relevant articles of the selection; ``most + 1`` where it is dear to count more than ``most``."""
    return counting.article_count(filters, today, most=most)


def article_counts(filters: Filters, spans: Sequence[Filters], today: date) -> list[int]:
    """The same of a selection in several periods, those of ``spans``."""
    return counting.article_counts(filters, spans, today)


def tagged_articles(tag: Tag) -> int:
    """Relevant articles that carry a tag."""
    return int(TagDay.objects.filter(tag=tag).aggregate(sum=Sum("articles"))["sum"] or 0)


@dataclass(frozen=True)
class MonthCount:
    """Signed and completed deals of one month, and how many of them bind.

    ``signed`` and ``binding`` hold the rows whose day or month is known, as the list ``dated=month`` of the month
    does. ``longer`` and ``longer_binding`` hold those known only to the quarter or year, which stand in no single
    month: under the first month of their span that is shown. So every row is in one place, and all may be added up.
    """

    month: date
    signed: int
    binding: int
    longer: int = 0
    longer_binding: int = 0


@kept_with_deals
def deals_per_month(filters: Filters, today: date, *, months: int = 0) -> list[MonthCount]:
    """Signed and completed deals by month, gaps filled with zeros.

    ``months`` limits it to so many months up to today's; 0 takes all from the first to the last that has rows.
    """
    grouped = _signed_by_span(filters, today)
    if not grouped and not months:
        return []
    last = first_of_month(today) if months else max(month for month, *_ in grouped)
    first = add_months(last, 1 - months) if months else min(month for month, *_ in grouped)
    columns = months_between(first, last)
    sums = {month: [0, 0, 0, 0] for month in columns}
    for begin, until, signed, binding in grouped:
        if begin <= last and until >= first:
            place = 0 if begin == until else 2
            sums[max(begin, first)][place] += signed
            sums[max(begin, first)][place + 1] += binding
    return [MonthCount(month, *sums[month]) for month in columns]


def _signed_by_span(filters: Filters, today: date) -> list[tuple[date, date, int, int]]:
    """Signed and completed rows by the months of their span: first and last month, signed, binding."""
    days: Iterable[tuple[Any, ...]]
    if asked := asked_of_sums(filters.counted(), today):
        months = figures_of_months(asked)
        days = [(*span, sums.signed, sums.binding) for span, sums in sorted(months.items()) if sums.signed]
    else:
        rows = deals(filters, today).filter(COUNTED, filed_on__isnull=False)
        # By day, which the engines do from an index; SQLite would call Python for the month of every row.
        days = (
            rows.values_list("filed_on", "filed_until")
            .annotate(signed=Count("pk"), binding=Count("pk", filter=BINDING))
            .order_by("filed_on", "filed_until")
        )
    return [(first_of_month(begin), first_of_month(until or begin), *sums) for begin, until, *sums in days]


def articles_per_month(
    filters: Filters, today: date, *, months: int, most: int
) -> tuple[int, list[tuple[date, int]] | None]:
    """Relevant articles of the selection, and without its period by month of publication (Hong Kong), the last
    ``months`` months; one look at the rollup or the index for both.

    Where the index alone knows more than ``most`` of them, they are not told by month (None), and of the selection
    not more than ``most + 1`` are counted.
    """
    first, last = filters.period(today)
    unbound = filters.having(from_on=None, to_on=None, last="")
    if counting.has_more(unbound, today, most):
        return (most + 1 if unbound == filters else counting.article_count(filters, today, most=most)), None
    days = counting.articles_by(unbound, today, lambda day: day)
    total = sum(n for day, n in days.items() if (not first or first <= day) and (not last or day <= last))
    found: Counter[date] = Counter()
    for day, count in days.items():
        found[first_of_month(day)] += count
    wanted = [add_months(first_of_month(today), n) for n in range(1 - months, 1)]
    return total, [(month, found[month]) for month in wanted]


def first_of_month(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def add_months(month: date, number: int) -> date:
    """The first day of the month so many months later."""
    years, index = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(years, index + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from ``first`` to ``last``, both included; none where last is the earlier."""
    found = []
    while first <= last:
        found.append(first)
        first = add_months(first, 1)
    return found
