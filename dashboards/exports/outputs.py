"""``/deals.csv|.xlsx|.json``, ``/articles.csv|.json``, ``/timeline.json``."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from articles.models import Article, Deal
from dashboards.answers import json_response, refusal_of, stamps, totals_json, whole_output
from dashboards.exports.sheets import ARTICLE_COLUMNS, DEAL_COLUMNS, csv_lines, xlsx_bytes
from dashboards.queries import news, totals
from dashboards.queries.rows import deal_json, deal_rows, partial_date, site_url
from dashboards.queries.selection import articles, deals, ordered
from dashboards.queries.timeline import Event, events, timeline_index, timeline_sets
from dashboards.reading import Reading

CHUNK = 500
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
Row = dict[str, Any]


def deal_dicts(keys: list[int]) -> dict[int, Row]:
    """Deals as JSON rows by key."""
    return {row.deal.pk: deal_json(row) for row in deal_rows(Deal.objects.filter(pk__in=keys), with_quotes=True)}


def article_dicts(keys: list[int]) -> dict[int, Row]:
    """Articles as JSON rows by key."""
    rows = news.article_rows(Article.objects.filter(pk__in=keys))
    return {row.article.pk: news.article_json(row, site_url("article", row.article.pk)) for row in rows}


def in_chunks(selected: QuerySet, read: Callable[[list[int]], dict[int, Row]]) -> Iterator[Row]:
    """Rows in the order of ``selected``, read five hundred at a time: memory does not grow with the file."""
    keys = list(selected.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        wanted = keys[start : start + CHUNK]
        found = read(wanted)
        yield from (found[key] for key in wanted if key in found)


def selected_deals(reading: Reading) -> QuerySet[Deal]:
    """The deals of an export, in the order asked for."""
    return ordered(deals(reading.filters, reading.today), reading.filters.sort)


def selected_articles(reading: Reading) -> QuerySet[Article]:
    """The articles of an export, newest first unless the oldest are asked for."""
    order = ("listed_at", "pk") if reading.filters.sort == "date" else ("-listed_at", "-pk")
    return articles(reading.filters, reading.today).order_by(*order)


@whole_output
def deals_json(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The filtered deals with their totals."""
    found = totals.deal_totals(reading.filters, reading.today)
    if refusal := refusal_of(request, found.count):
        return refusal
    return json_response(
        {
            **stamps(reading),
            "filters": reading.filters.as_json(),
            "ignored": [fault.key for fault in reading.parsed.faults],
            "licence": LICENCE,
            "count": found.count,
            "totals": totals_json(found),
            "results": list(in_chunks(selected_deals(reading), deal_dicts)),
        }
    )


@whole_output
def deals_csv(request: HttpRequest, reading: Reading) -> HttpResponse | StreamingHttpResponse:
    """The same rows as CSV, streamed."""
    selected = selected_deals(reading)
    if refusal := refusal_of(request, selected.count()):
        return refusal
    return attached(csv_lines(DEAL_COLUMNS, in_chunks(selected, deal_dicts)), reading, "deals")


@whole_output
def deals_xlsx(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The same rows as a workbook, with a sheet that says where they come from."""
    selected = selected_deals(reading)
    if refusal := refusal_of(request, selected.count()):
        return refusal
    about = [
        ("Source", settings.SITE_URL),
        ("Address", f"{settings.SITE_URL}/deals/{reading.filters.query()}"),
        ("Made at", stamps(reading)["generated_at"]),
        ("Data generation", str(reading.generation)),
        ("Licence", LICENCE),
        ("Method", f"{settings.SITE_URL}/about/"),
    ]
    content = xlsx_bytes(DEAL_COLUMNS, in_chunks(selected, deal_dicts), about, "Deals")
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="gba-deals-{reading.today}.xlsx"'
    return response


@whole_output
def articles_json(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The filtered relevant articles."""
    selected = selected_articles(reading)
    count = selected.count()
    if refusal := refusal_of(request, count):
        return refusal
    return json_response(
        {
            **stamps(reading),
            "filters": reading.filters.as_json(),
            "ignored": [fault.key for fault in reading.parsed.faults],
            "count": count,
            "results": list(in_chunks(selected, article_dicts)),
        }
    )


@whole_output
def articles_csv(request: HttpRequest, reading: Reading) -> HttpResponse | StreamingHttpResponse:
    """The same rows as CSV, streamed."""
    selected = selected_articles(reading)
    if refusal := refusal_of(request, selected.count()):
        return refusal
    return attached(csv_lines(ARTICLE_COLUMNS, in_chunks(selected, article_dicts)), reading, "articles")


@whole_output
def timeline_json(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The events of the timeline."""
    sets = timeline_sets(reading.filters, reading.today)
    count = sum(rows.count() for rows in sets.values())
    if refusal := refusal_of(request, count):
        return refusal
    index = timeline_index(reading.filters, reading.today)
    found: list[Event] = []
    for start in range(0, len(index), CHUNK):
        found += events(index[start : start + CHUNK])
    return json_response(
        {
            **stamps(reading),
            "filters": reading.filters.as_json(),
            "ignored": [fault.key for fault in reading.parsed.faults],
            "count": count,
            "results": [event_json(event) for event in found],
        }
    )


def event_json(event: Event) -> Row:
    """One event of the timeline; ``url`` is its anchor there, ``page`` its own page or its source."""
    if event.deal:
        page, type_, status = site_url("deal", event.slug), event.deal.deal.type, event.deal.deal.status
        source = event.deal.sources[0].url if event.deal.sources else None
    elif event.milestone:
        page, type_, status = None, event.milestone.type, event.milestone.status
        source = event.milestone.source_url
    else:
        page, type_, status, source = (
            site_url("article", event.article.pk),
            None,
            None,
            event.article.url or event.article.canonical_url,
        )
    return {
        "kind": event.kind,
        "lane": event.lane,
        "slug": event.slug,
        "title": event.title,
        "lang": event.lang,
        "date": partial_date(event.day, event.precision),
        "date_precision": event.precision,
        "is_approximate": event.is_approximate,
        "type": type_,
        "status": status,
        "url": site_url("timeline") + event.place,
        "page": page,
        "source_url": source,
    }


def attached(lines: Iterator[str], reading: Reading, name: str) -> StreamingHttpResponse:
    """A CSV to be saved; its name is ASCII and says the day.

    A line above the rows would be one more row to most programs, so what a workbook says on a sheet of its own stands
    in the head of the answer: the selection, the licence and the method as links (RFC 8288), the data generation.
    """
    response = StreamingHttpResponse((line.encode() for line in lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gba-{name}-{reading.today}.csv"'
    response["Link"] = ", ".join(
        [
            f'<{settings.SITE_URL}/{name}/{reading.filters.query()}>; rel="alternate"; type="text/html"',
            f'<{LICENCE_URL}>; rel="license"',
            f'<{settings.SITE_URL}/about/>; rel="describedby"',
        ]
    )
    response["X-Data-Generation"] = str(reading.generation)
    return response
