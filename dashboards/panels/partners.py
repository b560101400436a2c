"""The panel of flows: which partner outside deals with which of the eleven cities."""

from collections import Counter
from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dashboards import formats
from dashboards.figures import flows
from dashboards.filters import CITIES, Filters
from dashboards.panels.deals import deals_address, heat_cell, outputs
from dashboards.panels.leaders import headline, leaders
from dashboards.panels.records import Cell, Panel, Row, Table, largest

MOST_PARTNERS = 10


def outside_flows(
    counts: Mapping[tuple[str, str], int],
    partner_names: Mapping[str, str],
    city_names: Mapping[str, str],
    filters: Filters,
) -> Panel:
    """Bands from the partners outside with most deals to the cities; the table gives each band as a number."""
    sums: Counter[str] = Counter()
    for (partner, _), count in counts.items():
        sums[partner] += count
    partners = [slug for slug, _ in sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:MOST_PARTNERS]]
    cities = [city for city in CITIES if any(counts.get((partner, city)) for partner in partners)]
    counted, most = filters.counted(), int(largest([counts.get((p, c), 0) for p in partners for c in cities]))

    def href(partner: str, city: str) -> str:
        return deals_address(counted.plus("outside", partner).plus("city", city))

    rows = tuple(
        Row(
            Cell(partner_names.get(partner, partner), deals_address(counted.plus("outside", partner))),
            tuple(heat_cell(counts.get((partner, city), 0), most, href(partner, city)) for city in cities),
        )
        for partner in partners
    )
    places = [Cell(city_names.get(c, c), reverse("city", args=[c]), "heat") for c in cities]
    nodes = [(f"outside:{p}", partner_names.get(p, p), "var(--grey)") for p in partners]
    nodes += [(f"city:{c}", city_names.get(c, c), f"var(--city-{c})") for c in cities]
    bands = [
        flows.Flow(f"outside:{p}", f"city:{c}", counts[p, c], href(p, c))
        for p in partners
        for c in cities
        if counts.get((p, c))
    ]
    title = _message(counts, partner_names, city_names)
    return Panel(
        slug="outside-flows",
        title=title,
        subtitle=gettext(
            "Partners outside with most deals, and the cities; a deal counts once for each pair of the two"
        ),
        table=Table("heat", gettext("Deals by outside partner and city"), (Cell(gettext("Partner")), *places), rows),
        data=flows.sankey(nodes, bands) if bands else None,
        # As high as its bands need: a table of one row would be stretched to the height of ten.
        height=f"{min(28, 8 + 2.6 * len(rows)):.1f}rem",
        how="links",
        is_empty=not rows,
        empty_text=title,
        **outputs(counted),
    )


def _message(
    counts: Mapping[tuple[str, str], int], partner_names: Mapping[str, str], city_names: Mapping[str, str]
) -> str:
    """The broadest band in one line."""
    if not counts:
        return gettext("No deal with a partner outside in this selection")
    first = sorted(leaders(counts))
    names = [(partner_names.get(partner, partner), city_names.get(city, city)) for partner, city in first]
    (partner, city), count = names[0], counts[first[0]]
    alone = ngettext(
        "%(partner)s – %(city)s is the broadest flow, with %(count)s deal",
        "%(partner)s – %(city)s is the broadest flow, with %(count)s deals",
        count,
    ) % {"partner": partner, "city": city, "count": formats.whole(count)}
    return headline(alone, [formats.pair(*pair) for pair in names], count)
