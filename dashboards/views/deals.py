"""Deals: the list, the signals, and the page of each deal."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Deal
from articles.models.deal import ENDED_STATUSES, HIDDEN_REVIEWS, SIGNAL_STATUSES, SOURCED_REVIEWS
from dashboards.corrected import field_in_words
from dashboards.filters import SORTS, Filters
from dashboards.formats import listed
from dashboards.panels import deals as deal_panels
from dashboards.panels import rankings
from dashboards.panels import timeline as timeline_panels
from dashboards.queries import linked, tag_counts, totals
from dashboards.queries.evidence import deal_story, neighbours
from dashboards.queries.listing import counts_of, deals_by_status, dearest, listed_deals
from dashboards.queries.options import option_counts
from dashboards.queries.selection import deals, undated
from dashboards.reading import Reading, bounds, page, paged, show
from dashboards.views.embed import MOST_POINTS, embeddable
from dashboards.views.filterbar import DEAL_KEYS, filter_bar, ways_out

PAGE_SIZE = 50


@page
def deal_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Which deals, how big, between whom, how sure."""
    filters, today = reading.filters, reading.today
    found = totals.deal_totals(filters, today)
    rows = listed_deals(filters, today, bounds(reading, PAGE_SIZE), sort=filters.sort)
    figure = deal_panels.spread(dearest(filters, today, limit=MOST_POINTS), found.count, filters)
    return show(
        request,
        reading,
        "deals.html",
        totals=found,
        unconverted_sums=totals.unconverted_sums(filters, today) if found.unconverted else (),
        bar=filter_bar(reading, reverse("deals"), keys=DEAL_KEYS, sorts=SORTS, counts=option_counts(filters, today)),
        panel=embeddable(figure, filters),
        counted_query=filters.counted().query(),
        disclosed_query=_of_value(filters, "disclosed"),
        undisclosed_query=_of_value(filters, "undisclosed"),
        unconverted_query=_of_value(filters, "unconverted"),
        binding_query=filters.counted().having(binding=True).query(),
        accepted_query=filters.counted().having(review=(Deal.Review.ACCEPTED.value,)).query(),
        sectors=rankings.sectors(tag_counts.deals_by_tag(filters, today, "sector"), reading.names("sector"), filters)
        if filters.view == "chart"
        else None,
        waiting_query=filters.having(review=(Deal.Review.NEEDS_SECOND_SOURCE.value,)).query(),
        ended_query=filters.having(
            status=_within(filters.status or ENDED_STATUSES, ENDED_STATUSES),
            review=_within(filters.review or SOURCED_REVIEWS, SOURCED_REVIEWS),
        ).query(),
        notes=_notes(reading),
        ways=ways_out(reading, lambda left: counts_of(left, today)) if not found.count else (),
        median=totals.median_hkd(filters, today, found.disclosed) if found.disclosed else None,
        linked=None if filters.is_narrowed else the_dataset(),
        **paged(rows, reading, found.count, PAGE_SIZE),
    )


def the_dataset() -> dict[str, Any]:
    """The deals as machines are told of them."""
    description = gettext(
        "Signed, completed and announced deals of the eleven cities of the Greater Bay Area, each with its source."
    )
    return linked.dataset(settings.SITE_URL, name=gettext("Deals of the Greater Bay Area"), description=description)


def _of_value(filters: Filters, value: str) -> str:
    """The list of the rows of the totals of whose amount that much is known; none where the filters rule them out."""
    if filters.value and value not in filters.value:
        return ""
    order = "-amount" if value == "disclosed" else "-date"
    return filters.counted().having(value=(value,), sort=order).query()


def _within(chosen: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the chosen values that are allowed, sorted as an address writes them."""
    return tuple(sorted(set(chosen) & set(allowed)))


def _notes(reading: Reading) -> dict[str, Any]:
    """What the filters leave out or keep although they cannot judge it."""
    filters, today = reading.filters, reading.today
    has_period = any(filters.period(today))
    longer = filters.having(dated=("longer",))
    kept = deals(filters, today).filter(amount__isnull=False, amount_usd__isnull=True).exclude(currency="HKD")
    return {
        "undated": undated(filters, today).count() if has_period else 0,
        "longer": deals(longer, today).count() if has_period and not filters.dated else 0,
        "longer_query": longer.query(),
        "unconverted": kept.count() if filters.min_hkd is not None else 0,
    }


@page
def signals(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What is under way and not yet signed: never in a total."""
    filters, today = reading.filters, reading.today
    selected = _only_signals(filters).having(page=filters.page)
    counts = deals_by_status(selected, today)
    total = sum(counts.values())
    rows = listed_deals(selected, today, bounds(reading, PAGE_SIZE), sort=filters.sort)
    return show(
        request,
        reading,
        "signals.html",
        bar=filter_bar(
            reading, reverse("signals"), keys=[k for k in DEAL_KEYS if k != "rung"], sorts=SORTS, about=selected
        ),
        panel=rankings.signals_by_status(counts, selected),
        ways=ways_out(reading, lambda left: counts_of([_only_signals(f) for f in left], today)) if not total else (),
        selected=selected,
        **paged(rows, reading, total, PAGE_SIZE),
    )


def _only_signals(filters: Filters) -> Filters:
    """The same, of the chosen statuses those of signals, or else all of these."""
    wanted = tuple(s for s in sorted(SIGNAL_STATUSES) if not filters.status or s in filters.status)
    return filters.having(status=wanted or tuple(sorted(SIGNAL_STATUSES)))


@page
def deal_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """One deal: each field beside the words that prove it, its reports, its history, the clock."""
    deal = Deal.objects.at_address(slug)
    if deal is not None and deal.review == Deal.Review.REJECTED:
        return show(request, reading, "gone.html", deal=deal, status=410)
    if deal is None or deal.review in HIDDEN_REVIEWS:
        raise Http404
    if deal.slug != slug:
        return redirect(reverse("deal", args=[deal.slug]) + reading.filters.query(), permanent=True)
    story = deal_story(deal, reading.today)
    return show(
        request,
        reading,
        "deal.html",
        story=story,
        row=story.row,
        deal=story.row.deal,
        curated_head=listed(field_in_words(field) for field in story.curated_head),
        panel=timeline_panels.around_deal(story.row, neighbours(story.row)),
    )
