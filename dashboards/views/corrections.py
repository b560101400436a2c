"""The public log of corrections: what curators changed on deals, each with its deal."""

from django.http import HttpRequest, HttpResponse

from dashboards.corrected import field_in_words, value_in_words
from dashboards.queries.corrections import corrections, standing_corrections
from dashboards.reading import Reading, bounds, page, paged, show

PAGE_SIZE = 50


@page
def correction_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The corrections that stand, newest first."""
    total, name = standing_corrections().count(), reading.register.name
    rows = [
        {
            "deal": found.deal,
            "title": found.title,
            "lang": found.lang,
            "at": found.at,
            "field": field_in_words(found.field),
            "before": value_in_words(found.field, found.before, name),
            "after": value_in_words(found.field, found.after, name),
        }
        for found in corrections(standing_corrections()[bounds(reading, PAGE_SIZE)])
    ]
    return show(request, reading, "corrections.html", **paged(rows, reading, total, PAGE_SIZE))
