"""Cities: the overview, one city, and the link between two."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Deal
from dashboards import formats
from dashboards.filters import CITIES, SORTS, Filters
from dashboards.panels import deals as deal_panels
from dashboards.panels import pairs, partners, rankings, years
from dashboards.panels import places as place_panels
from dashboards.panels.leaders import headline, leaders
from dashboards.panels.numbers import Beside, KeyNumber, money_number, with_value_of_many
from dashboards.queries import links, tag_counts, totals
from dashboards.queries.counting import newest_articles
from dashboards.queries.listing import counts_of, listed_deals
from dashboards.queries.timeline import latest_milestones
from dashboards.reading import Reading, bounds, page, paged, show
from dashboards.views.deals import PAGE_SIZE
from dashboards.views.embed import embeddable
from dashboards.views.filterbar import filter_bar, ways_out

SHOWN_DEALS = 12
SHOWN_MILESTONES = 8
MONTHS = 12
PLACE_KEYS = ("sector", "type", "rung", "review")


@page
def city_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Who is linked with whom."""
    filters, today = reading.filters, reading.today
    linked = links.city_links(filters, today)
    counts = tag_counts.deals_by_tag(filters, today, "city")
    names = reading.names("city")
    by_month, months = links.tag_by_month(filters, today, "city", months=MONTHS)
    return show(
        request,
        reading,
        "cities.html",
        bar=filter_bar(reading, reverse("cities"), keys=PLACE_KEYS),
        matrix=embeddable(pairs.city_matrix(linked, names, filters, address=reverse("cities")), filters),
        map=embeddable(place_panels.city_map(reading.register.of_kind("city"), counts, linked, filters), filters),
        top=pairs.top_link_rows(linked, names, filters, 10),
        choices=[{"slug": slug, "name": names.get(slug, slug)} for slug in CITIES],
        is_empty=not counts,
        ways=ways_out(reading, lambda left: counts_of([f.counted() for f in left], today)) if not counts else (),
        by_month=place_panels.city_by_month(by_month, months, names, filters),
        by_year=years.city_by_year(links.tag_by_year(filters, today, "city"), names, filters, today),
        flows=embeddable(
            partners.outside_flows(links.outside_flows(filters, today), reading.names("outside"), names, filters),
            filters,
        ),
    )


@page
def city_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """One city: numbers, partners, sectors, newest deals, milestones, names."""
    if slug not in CITIES:
        raise Http404
    filters, today = reading.filters.plus("city", slug), reading.today
    found = totals.deal_totals(filters, today)
    counts = tag_counts.deals_by_tags(filters, today, ("city", "sector", "outside"))
    others = [count for count in counts["city"] if count.slug != slug]
    months = totals.deals_per_month(filters, today)
    name = reading.register.name("city", slug)
    return show(
        request,
        reading,
        "city.html",
        tag=reading.register.get("city", slug),
        name=name,
        slug=slug,
        bar=filter_bar(reading, reverse("city", args=[slug]), keys=PLACE_KEYS, about=filters),
        numbers=place_numbers(filters, found, totals.article_count(filters, today), today),
        by_year=deal_panels.deals_by_year(months, filters, today),
        partners=rankings.ranking(
            "partners",
            _partner_message(name, others, reading.names("city")),
            others,
            reading.names("city"),
            filters,
            key="city",
            head=gettext("Partner city"),
            page="city",
        ),
        sectors=rankings.sectors(counts["sector"], reading.names("sector"), filters),
        outside=rankings.outside(counts["outside"], reading.names("outside"), filters),
        newest=listed_deals(filters, today, slice(SHOWN_DEALS)),
        milestones=latest_milestones(filters, today, limit=SHOWN_MILESTONES),
        scoped=filters,
        counted_query=filters.query(),
        # What is known of a city without a deal: when it was last in the news.
        last_told=newest_articles(filters, today, limit=1) if not found.count else (),
    )


def _partner_message(name: str, partners: list[tag_counts.TagCount], names: dict[str, str]) -> str:
    first = leaders({count.slug: count.deals for count in partners})
    if not first:
        return gettext("No deal of %(city)s with another of the eleven cities") % {"city": name}
    said = [names.get(slug, slug) for slug in first]
    alone = gettext("%(city)s deals most with %(partner)s") % {"city": name, "partner": said[0]}
    return headline(alone, said, partners[0].deals)


def accepted_note(found: totals.Totals, counted: Filters) -> tuple[Beside, ...]:
    """What stands beside a count of deals: the share that curators have accepted; nothing where there is no deal."""
    if not found.signed:
        return ()
    share = gettext("%(share)s accepted by a curator") % {"share": formats.percent(found.accepted_share)}
    if not found.accepted:
        return (Beside(share),)
    accepted = counted.having(review=(Deal.Review.ACCEPTED.value,))
    return (Beside(share, reverse("deals") + accepted.query(), found.accepted),)


def place_numbers(
    filters: Filters, found: totals.Totals, articles: int, today: date, told: Filters | None = None
) -> tuple[KeyNumber, ...]:
    """The four numbers of a city, sector, link or mechanism; ``told`` selects the articles where ``filters`` do not."""
    counted = filters.counted()
    return (
        KeyNumber(
            gettext("Deals signed or completed"),
            formats.whole(found.signed),
            reverse("deals") + counted.query(),
            found.signed,
            accepted_note(found, counted),
        ),
        KeyNumber(
            gettext("Binding of them"),
            formats.whole(found.binding),
            reverse("deals") + counted.having(binding=True).query(),
            found.binding,
            (Beside(gettext("agreement and above")),),
        ),
        money_number(found, filters, totals.largest_deal(filters, today) if found.disclosed > 1 else None),
        KeyNumber(
            gettext("Relevant articles"),
            formats.whole(articles),
            reverse("articles") + (told or filters).having(sort="-date").query(),
            articles,
            (Beside(gettext("read from the sources")),),
        ),
    )


def _of_the_pair(filters: Filters, found: totals.Totals, about: Filters, today: date) -> tuple[KeyNumber, ...]:
    """The numbers of a link, whose value says how much of it is not the two cities' alone."""
    told = totals.article_count(about, today)
    signed, binding, value, articles = place_numbers(filters, found, told, today, about)
    return signed, binding, with_value_of_many(value, *totals.binding_with_others(filters, today)), articles


def _ways_of_pair(reading: Reading, pair: list[str]) -> list[dict[str, Any]]:
    """What may be taken away where the filters leave nothing of a pair."""

    def count(left: Sequence[Filters]) -> Sequence[int]:
        return counts_of([filters.plus("city", *pair).counted() for filters in left], reading.today)

    return ways_out(reading, count)


@page
def link_choice(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The form that chooses two cities leads to the page of their link; anything else back to the cities."""
    first, second = (request.GET.get(name, "") for name in ("one", "other"))
    if first == second or first not in CITIES or second not in CITIES:
        return redirect("cities")
    return redirect("link", *pairs.link_pair(first, second))


@page
def link_detail(request: HttpRequest, reading: Reading, first: str, second: str) -> HttpResponse:
    """What two cities have signed together."""
    if first not in CITIES or second not in CITIES or first == second:
        raise Http404
    pair = pairs.link_pair(first, second)
    if [first, second] != pair:
        return redirect(reverse("link", args=pair) + reading.filters.query(), permanent=True)
    about, today = reading.filters.plus("city", first, second), reading.today
    filters = about.counted()
    filters = filters.having(sort=reading.filters.sort, page=reading.filters.page)
    found = totals.deal_totals(filters, today)
    counts = tag_counts.deals_by_tags(filters, today, ("sector",))
    rows = listed_deals(filters, today, bounds(reading, PAGE_SIZE), sort=filters.sort)
    a, b = (reading.register.name("city", slug) for slug in pair)
    return show(
        request,
        reading,
        "link.html",
        first=first,
        second=second,
        first_name=a,
        second_name=b,
        bar=filter_bar(
            reading,
            reverse("link", args=pair),
            keys=PLACE_KEYS,
            sorts=SORTS,
            about=about,
        ),
        numbers=_of_the_pair(filters, found, about, today),
        by_year=deal_panels.deals_by_year(totals.deals_per_month(filters, today), filters, today),
        sectors=rankings.sectors(counts["sector"], reading.names("sector"), filters),
        milestones=latest_milestones(about, today, limit=SHOWN_MILESTONES),
        ways=_ways_of_pair(reading, pair) if not found.count else (),
        **paged(rows, reading, found.count, PAGE_SIZE),
    )
