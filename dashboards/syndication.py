"""What other programs subscribe to: Atom, calendar, OPML, sitemap, robots.

Everything is written by a library that escapes (THREATS W13); addresses come
from ``SITE_URL`` alone, never from the request's host (M13).
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from articles.actions.clustering.records import span_of
from articles.models import Article, Deal, Feed, Tag
from dashboards import words
from dashboards.answers import kept_output, output
from dashboards.corrected import field_in_words, value_in_words
from dashboards.filters import CITIES, SECTORS, Filters
from dashboards.formats import bounded_money, listed, quoted
from dashboards.queries.corrections import corrections, standing_corrections
from dashboards.queries.counting import newest_articles
from dashboards.queries.links import city_links
from dashboards.queries.news import article_rows
from dashboards.queries.rows import DealRow, deal_rows, site_url
from dashboards.queries.selection import HONG_KONG, deals
from dashboards.queries.tag_counts import organisations_with_deals
from dashboards.queries.timeline import Event, events, timeline_index
from dashboards.reading import Reading

AUTHOR = "GBA Tracker"
"""Of the feeds; one whose entries name no author of their own must have one (RFC 4287, 4.1.1)."""
FEED_ENTRIES = 100
CALENDAR_EVENTS = 1000
XML_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # U+0000, U+FFFE


def legal(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return XML_ILLEGAL.sub("", text)


def as_html(text: str) -> str:
    """Plain text as the summary of an entry, which the library calls HTML: "<5%" is read, and is no markup."""
    return escape(legal(text))


def _once(names: Iterable[str]) -> list[str]:
    """Names without doubles: a sub-sector may be called as its sector is."""
    return list(dict.fromkeys(names))


@kept_output
def deals_atom(request: HttpRequest, reading: Reading) -> HttpResponse:
    """New deals of any filter, newest to us first: what was added last stands on top."""
    rows = deals(reading.filters, reading.today).order_by("-created_at", "-pk")[:FEED_ENTRIES]
    feed = _feed(reading, "GBA Tracker: deals", "deals", "/feeds/deals.atom")
    for row in deal_rows(rows, with_quotes=True):
        deal = row.deal
        feed.add_item(
            title=legal(row.title),
            link=site_url("deal", deal.slug),
            description=as_html(deal_summary(row)),
            unique_id=f"{settings.SITE_URL}/deals/{deal.slug}/",
            updateddate=deal.changed_at,
            pubdate=deal.created_at,
            categories=_once(name.name for name in (*row.cities, *row.sectors, *row.subsectors)),
        )
    return _atom(feed)


def deal_summary(row: DealRow) -> str:
    """A deal in one line: status, type, parties, amount, source and its words."""
    deal = row.deal
    parts = [f"{words.in_words(words.STATUSES, deal.status)}: {words.in_words(words.TYPES, deal.type)}"]
    if row.parties:
        parts.append(listed(party.local for party in row.parties))
    if deal.amount is not None:
        parts.append(bounded_money(deal.amount, deal.currency, deal.amount_bound, deal.amount_max))
    if source := row.quoted:
        parts.append(f"{source.publisher}: {quoted(source.quote, source.lang)}" if source.quote else source.publisher)
    return ". ".join(parts)


@kept_output
def articles_atom(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Relevant articles of any filter, newest first; titles and excerpts, never whole texts."""
    rows = newest_articles(reading.filters, reading.today, limit=FEED_ENTRIES)
    feed = _feed(reading, "GBA Tracker: articles", "articles", "/feeds/articles.atom")
    for row in article_rows(rows):
        article = row.article
        feed.add_item(
            title=legal(article.title),
            link=site_url("article", article.pk),
            description=as_html(article.excerpt),
            unique_id=f"{settings.SITE_URL}/articles/{article.pk}/",
            updateddate=article.listed_at,
            pubdate=article.listed_at,
            author_name=legal(article.publisher) or None,
            categories=_once(name.name for name in (*row.cities, *row.sectors, *row.of("subsector"))),
        )
    return _atom(feed)


@kept_output
def corrections_atom(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What curators corrected on public deals, newest first: field, before and after; the filters do not narrow it."""
    feed = Atom1Feed(
        title="GBA Tracker: corrections",
        link=site_url("corrections"),
        description="",
        feed_url=f"{settings.SITE_URL}/feeds/corrections.atom",
        feed_guid=f"{settings.SITE_URL}/feeds/corrections.atom",
        author_name=AUTHOR,
        language="en",
    )
    name = reading.register.name
    for found in corrections(standing_corrections()[:FEED_ENTRIES]):
        before, after = (value_in_words(found.field, value, name) for value in (found.before, found.after))
        feed.add_item(
            title=legal(f"{found.title}: {field_in_words(found.field)}"),
            link=site_url("deal", found.deal.slug),
            description=as_html(f"{before} → {after}"),
            unique_id=f"{settings.SITE_URL}/corrections/#{found.key}",
            updateddate=found.at,
            pubdate=found.at,
        )
    return _atom(feed)


def _feed(reading: Reading, title: str, page: str, path: str) -> Atom1Feed:
    query = reading.filters.query()
    return Atom1Feed(
        title=title,
        link=site_url(page) + query,
        description="",
        feed_url=f"{settings.SITE_URL}{path}{query}",
        feed_guid=f"{settings.SITE_URL}{path}{query}",
        author_name=AUTHOR,
        language="en",
    )


def _atom(feed: Atom1Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@kept_output
def timeline_ics(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The timeline as a calendar of whole days; a month or a year is an event of that length."""
    calendar = Calendar()
    calendar.add("prodid", "-//GBA Tracker//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "GBA Tracker")
    index = timeline_index(reading.filters, reading.today, limit=CALENDAR_EVENTS)
    stamp = datetime.combine(reading.today, time.min, tzinfo=HONG_KONG).astimezone(UTC)
    for event in events(index):
        entry = CalendarEvent()
        entry.add("uid", f"{event.kind}-{event.slug}@gba-tracker")
        entry.add("dtstamp", stamp)
        entry.add("summary", legal(f"≈ {event.title}" if event.is_approximate else event.title))
        entry.add("dtstart", event.day)
        entry.add("dtend", _day_after(event))
        entry.add("url", site_url("timeline") + event.place)
        entry.add("categories", [event.lane])
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="gba-timeline.ics"'
    return response


def _day_after(event: Event) -> date:
    """The day after the last that it may have been, as far as there is one."""
    span = span_of(event.day.isoformat(), event.precision)
    return min(span.last if span else event.day, date.max - timedelta(days=1)) + timedelta(days=1)


def _xml(response: HttpResponse) -> SimplerXMLGenerator:
    writer = SimplerXMLGenerator(response, "utf-8")
    writer.startDocument()
    return writer


@output
def sources_opml(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The polled feeds, for any reader program."""
    response = HttpResponse(content_type="text/x-opml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gba-sources.opml"'
    writer = _xml(response)
    writer.startElement("opml", {"version": "2.0"})
    writer.startElement("head", {})
    writer.addQuickElement("title", "GBA Tracker: sources")
    writer.endElement("head")
    writer.startElement("body", {})
    for feed in Feed.objects.exclude(state=Feed.State.GONE).order_by("publisher", "slug"):
        name = legal(feed.title or feed.publisher or feed.slug)
        attributes = {
            "type": "rss",
            "text": name,
            "title": name,
            "xmlUrl": legal(feed.url),
            "htmlUrl": legal(feed.home_url),
            "language": legal(feed.language),
            "category": f"tier-{feed.tier}",
        }
        writer.startElement("outline", {key: value for key, value in attributes.items() if value})
        writer.endElement("outline")
    writer.endElement("body")
    writer.endElement("opml")
    return response


SITEMAP_PAGES = (
    "overview", "deals", "signals", "cities", "sectors", "timeline", "mechanisms", "organisations", "articles",
    "sources", "coverage", "data", "about", "corrections",
)  # fmt: skip
SITEMAP_DEALS, SITEMAP_ARTICLES, SITEMAP_ORGANISATIONS = 36_000, 10_000, 2_000
"""The newest, and the organisations with most deals, that are named; beside all other pages no more than the 50,000
addresses that a sitemap may have."""


@output
def sitemap(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Every page that stands by itself; filtered lists are left out."""
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    writer = _xml(response)
    writer.startElement("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for address, changed in _addresses(reading.today):
        writer.startElement("url", {})
        writer.addQuickElement("loc", address)
        if changed:
            writer.addQuickElement("lastmod", changed.astimezone(HONG_KONG).date().isoformat())
        writer.endElement("url")
    writer.endElement("urlset")
    return response


def _addresses(today: date) -> Any:
    """The addresses with when they last changed, where that is known; only of what holds a deal."""
    yield from ((site_url(name), None) for name in SITEMAP_PAGES)
    yield from ((site_url("city", slug), None) for slug in CITIES)
    yield from ((site_url("sector", slug), None) for slug in SECTORS)
    mechanisms = Tag.objects.filter(kind="mechanism", is_listed=True).values_list("slug", flat=True)
    yield from ((site_url("mechanism", slug), None) for slug in mechanisms)
    pairs = (pair for pair, count in city_links(Filters(), today).items() if count)
    yield from ((site_url("link", *pair), None) for pair in pairs if len(set(pair) & set(CITIES)) > 1)
    named = organisations_with_deals(Filters(), today)[:SITEMAP_ORGANISATIONS]
    yield from ((site_url("organisation", tag.slug), None) for tag, _ in named)
    rows = Deal.objects.published().newest().values_list("slug", "changed_at")[:SITEMAP_DEALS]
    yield from ((site_url("deal", slug), changed) for slug, changed in rows)
    told = Article.objects.relevant().newest().values_list("pk", "listed_at")[:SITEMAP_ARTICLES]
    yield from ((site_url("article", pk), listed) for pk, listed in told)


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: every page once, no filtered copies of it."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /s/",
        "Disallow: /u/",
        "Disallow: /c/",
        "Disallow: /*?",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
