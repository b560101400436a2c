"""The timeline: what happened when."""

from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dashboards.filters import Filters
from dashboards.panels import timeline as timeline_panels
from dashboards.queries import timeline as queries
from dashboards.reading import Reading, bounds, page, paged, show
from dashboards.views.filterbar import filter_bar, ways_out

PAGE_SIZE = 60
MOST_MARKS = 500
TIMELINE_KEYS = ("kind", "lane", "city", "sector", "type", "lang")


def _events(filters: Filters, today: date) -> int:
    return sum(queries.lanes_per_year(filters, today).values())


@page
def timeline(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Lanes over the years, and everything as a list by day."""
    filters, today = reading.filters, reading.today
    counts = queries.lanes_per_year(filters, today)
    total = sum(counts.values())
    start = bounds(reading, PAGE_SIZE).start
    index = queries.timeline_index(filters, today, limit=PAGE_SIZE, offset=start)
    events = queries.events(index)
    marks = queries.timeline_marks(filters, today, limit=MOST_MARKS)
    return show(
        request,
        reading,
        "timeline.html",
        bar=filter_bar(reading, reverse("timeline"), keys=TIMELINE_KEYS, sorts=("-date", "date")),
        panel=timeline_panels.lanes(counts, marks, filters, today),
        ways=ways_out(reading, lambda left: [_events(f, today) for f in left], most=3) if not total else (),
        days=[(key, list(group)) for key, group in groupby(events, key=lambda e: (e.day, e.precision))],
        **paged(events, reading, total, PAGE_SIZE),
    )
