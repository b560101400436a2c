"""``/embed/<panel>/``: one figure by itself, for a frame on another site. The only page that may be framed (W12)."""

from collections.abc import Callable
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from dashboards.filters import Filters
from dashboards.middleware import EMBED_POLICY
from dashboards.panels import deals as deal_panels
from dashboards.panels import pairs, partners, sectors
from dashboards.panels import places as place_panels
from dashboards.panels.records import Panel
from dashboards.queries import links, tag_counts, totals
from dashboards.queries.listing import dearest
from dashboards.queries.selection import deals
from dashboards.reading import Reading, page, show

MONTHS = 24
MOST_POINTS = 400


def _months(reading: Reading) -> Panel:
    whole = reading.filters.having(last="", from_on=None, to_on=None)
    months = totals.deals_per_month(whole, reading.today, months=MONTHS)
    return deal_panels.deals_per_month(months, reading.filters, reading.today)


def _values(reading: Reading) -> Panel:
    filters, today = reading.filters, reading.today
    return deal_panels.spread(dearest(filters, today, limit=MOST_POINTS), deals(filters, today).count(), filters)


def _matrix(reading: Reading) -> Panel:
    linked = links.city_links(reading.filters, reading.today)
    return pairs.city_matrix(linked, reading.names("city"), reading.filters)


def _map(reading: Reading) -> Panel:
    linked = links.city_links(reading.filters, reading.today)
    counts = tag_counts.deals_by_tag(reading.filters, reading.today, "city")
    return place_panels.city_map(reading.register.of_kind("city"), counts, linked, reading.filters)


def _flows(reading: Reading) -> Panel:
    counts = links.outside_flows(reading.filters, reading.today)
    return partners.outside_flows(counts, reading.names("outside"), reading.names("city"), reading.filters)


def _treemap(reading: Reading) -> Panel:
    if reading.filters.view == "parts":
        found = tag_counts.deals_by_tag(reading.filters.having(subsector=()), reading.today, "subsector")
        names, wholes = reading.names("subsector"), reading.register.whole_of
        whole = totals.deal_totals(reading.filters.having(subsector=()), reading.today)
        return sectors.parts_treemap(found, names, wholes, reading.names("sector"), reading.filters, whole)
    filters, today = reading.filters, reading.today
    counts = tag_counts.deals_by_tag(filters, today, "sector")
    whole, every = (totals.deal_totals(f, today) for f in (filters, filters.having(sector=())))
    return sectors.treemap(counts, reading.names("sector"), filters, whole, every)


def _heat(reading: Reading) -> Panel:
    counts = links.city_by_sector(reading.filters, reading.today)
    return place_panels.city_by_sector(counts, reading.names("city"), reading.names("sector"), reading.filters)


PANELS: dict[str, tuple[Callable[[Reading], Panel], str]] = {
    "deals-per-month": (_months, "overview"),
    "deal-values": (_values, "deals"),
    "city-links": (_matrix, "cities"),
    "city-map": (_map, "cities"),
    "outside-flows": (_flows, "cities"),
    "sector-treemap": (_treemap, "sectors"),
    "city-by-sector": (_heat, "sectors"),
}
"""The figures that other sites may show: how each is made, and the page that it comes from."""


NAMES = {
    "deals-per-month": _("Deals by month"),
    "deal-values": _("Values of deals"),
    "city-links": _("Deals between cities"),
    "city-map": _("Deals by city"),
    "outside-flows": _("Deals with partners outside"),
    "sector-treemap": _("Deals by sector"),
    "city-by-sector": _("Deals by city and sector"),
}
"""What each figure shows, whatever it says at the moment: its own title has to be counted first."""


def embeddable(panel: Panel, filters: Filters) -> Panel:
    """The panel with the address under which other sites may show it; as it is where there is none."""
    if panel.slug not in PANELS or panel.is_empty:
        return panel
    return replace(panel, embed=reverse("embed", args=[panel.slug]) + filters.query())


@xframe_options_exempt
@page
def _figure(request: HttpRequest, reading: Reading, panel: str) -> HttpResponse:
    make, home = PANELS[panel]
    address = f"{reverse(home)}{reading.filters.query()}#{panel}"
    return show(request, reading, "embed.html", panel=make(reading), address=address, cited="")


@csrf_exempt
def figure(request: HttpRequest, panel: str) -> HttpResponse:
    """One figure with its source line. No session, no form: nothing that a frame could make a visitor do."""
    if panel not in PANELS:
        raise Http404
    response = _figure(request, panel=panel)
    response.headers["Content-Security-Policy"] = EMBED_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
