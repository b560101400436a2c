"""Mechanisms, organisations and people: the lists and one of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Milestone, Tag
from articles.pipeline.vocabulary import STATUSES
from dashboards.filters import Filters
from dashboards.panels import deals as deal_panels
from dashboards.panels import rankings
from dashboards.queries import tag_counts, totals
from dashboards.queries.rows import deal_rows
from dashboards.queries.selection import deals, ordered
from dashboards.queries.sessions import sessions
from dashboards.queries.timeline import milestone_event, with_lanes
from dashboards.reading import Reading, bounds, page, paged, show
from dashboards.views.filterbar import filter_bar
from dashboards.views.places import PLACE_KEYS, place_numbers

SHOWN = 50
ON_A_PAGE = 200
ALL_STATUSES = tuple(sorted(STATUSES))
"""Deals and signals: what a list shows when it is asked for each status by name."""
SERIES = ("cooperation_conference", "event", "alliance", "body", "task_force", "trade_agreement")
"""Kinds of mechanisms that come again and again: their pages show sessions."""


@page
def mechanism_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The schemes, conferences and links through which integration runs, with what the filters select of each."""
    every = reading.filters.having(sort="-date", view="")
    counts = tag_counts.mechanism_counts(every, reading.today)
    tags = [tag for tag in reading.register.of_kind("mechanism") if tag.is_listed]
    rows = [(tag, *counts.get(tag.pk, (0, 0)), every.plus("mechanism", tag.slug)) for tag in tags]
    rows.sort(key=lambda row: (-row[1] - row[2], row[0].name))
    used = [row for row in rows if row[1] or row[2]]
    return show(
        request,
        reading,
        "mechanisms.html",
        rows=[(*row[:3], row[3].query(), row[3].having(kind=("milestone",)).query()) for row in used],
        idle=[] if every.is_narrowed else [tag for tag, *_ in rows[len(used) :]],
        bar=filter_bar(reading, reverse("mechanisms"), keys=("city", *PLACE_KEYS)),
        panel=rankings.ranking(
            "mechanism-ranking",
            gettext("Mechanisms under which most deals were signed"),
            tag_counts.deals_by_mechanism(every, reading.today)[:12],
            reading.names("mechanism"),
            every,
            key="mechanism",
            head=gettext("Mechanism"),
            page="mechanism",
        ),
    )


@page
def mechanism_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """One mechanism: what it is, its sessions and milestones, the deals under it."""
    tag = reading.register.get("mechanism", slug)
    if tag is None:
        raise Http404
    filters, today = Filters(mechanism=(slug,)), reading.today
    found = totals.deal_totals(filters, today)
    milestones = with_lanes(Milestone.objects.published().filter(mechanism=tag)).order_by("-happened_on", "-pk")
    rows = deal_rows(ordered(deals(filters.having(status=ALL_STATUSES), today), "-date")[:SHOWN])
    events = [milestone_event(m) for m in milestones.select_related("mechanism")[:SHOWN]]
    return show(
        request,
        reading,
        "mechanism.html",
        tag=tag,
        facts=tag.facts,
        numbers=place_numbers(filters, found, totals.article_count(filters, today), today),
        by_year=deal_panels.deals_by_year(totals.deals_per_month(filters, today), filters, today),
        rows=rows,
        sessions=sessions(rows, events) if tag.facts.get("kind") in SERIES else [],
        milestones=events,
        scoped=filters,
    )


@page
def organisation_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Who signs most, of the deals that the filters select."""
    every = reading.filters.having(sort="-date", view="")
    found = [
        (tag, count, reverse("deals") + every.plus("party", tag.slug).query())
        for tag, count in tag_counts.organisations_with_deals(every, reading.today)
    ]
    rows = found[bounds(reading, ON_A_PAGE)]
    figure = rankings.plain_ranking(
        "organisation-ranking",
        gettext("The organisations with most deals"),
        [(tag.name, count, reverse("organisation", args=[tag.slug]), their) for tag, count, their in found[:15]],
        head=gettext("Organisation"),
        subtitle=gettext("Published deals of this selection") if every.is_narrowed else "",
    )
    bar = filter_bar(reading, reverse("organisations"), keys=("city", *PLACE_KEYS))
    pages = paged(rows, reading, len(found), ON_A_PAGE)
    return show(request, reading, "organisations.html", panel=figure, bar=bar, **pages)


@page
def organisation_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """One organisation: its deals, its partners, its names."""
    return _party_page(request, reading, get_object_or_404(Tag, kind="organisation", slug=slug), "organisation.html")


@page
def person_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """One person: the deals and articles that name them."""
    return _party_page(request, reading, get_object_or_404(Tag, kind="person", slug=slug), "person.html")


def _party_page(request: HttpRequest, reading: Reading, tag: Tag, template: str) -> HttpResponse:
    filters: dict[str, Any] = {"party": (tag.slug,)} if tag.kind == "organisation" else {"person": (tag.slug,)}
    scoped = Filters(**filters)
    everything = scoped.having(status=ALL_STATUSES)
    found = totals.deal_totals(scoped, reading.today)
    rows = deal_rows(ordered(deals(everything, reading.today), "-date")[:SHOWN])
    counts = tag_counts.deals_by_tags(scoped, reading.today, ("city", "sector"))
    partners, more = tag_counts.partners_of(tag, scoped, reading.today)
    return show(
        request,
        reading,
        template,
        tag=tag,
        facts=tag.facts,
        numbers=place_numbers(scoped, found, 0, reading.today)[:3],
        articles=totals.tagged_articles(tag),
        naming=reverse("articles") + scoped.query(),
        by_year=deal_panels.deals_by_year(totals.deals_per_month(scoped, reading.today), scoped, reading.today),
        cities=rankings.cities(counts["city"], found.signed, reading.names("city"), scoped),
        sectors=rankings.sectors(counts["sector"], reading.names("sector"), scoped),
        rows=rows,
        partners=[(name, slug, count, scoped.plus("party", slug or name).query()) for name, slug, count in partners],
        more_partners=more,
        scoped=scoped,
    )
