"""``/api/v1/``: lists and single rows as JSON, by the same filters as the pages."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Article, Deal, Tag
from articles.models.deal import HIDDEN_REVIEWS, SIGNAL_STATUSES
from dashboards.answers import answers_options, json_response, kept_output, output
from dashboards.described import description
from dashboards.queries import tag_counts
from dashboards.queries.counting import article_count, newest_articles
from dashboards.queries.news import article_json, article_rows
from dashboards.queries.rows import deal_json, deal_rows, money_number, site_url
from dashboards.queries.selection import deals, ordered
from dashboards.reading import Reading

PAGE_SIZE = 100


def listed(request: HttpRequest, reading: Reading, count: int, results: Sequence[Any]) -> HttpResponse:
    """One page of a list: how many there are, where the next page is, the rows."""
    more = reading.filters.page * PAGE_SIZE < count
    query = reading.filters.having(page=reading.filters.page + 1).query()
    following = f"{settings.SITE_URL}{request.path}{query}" if more else None
    return json_response({"count": count, "next": following, "results": list(results)})


def window(reading: Reading) -> slice:
    """The slice of the page asked for."""
    start = (reading.filters.page - 1) * PAGE_SIZE
    return slice(start, start + PAGE_SIZE)


def missing() -> HttpResponse:
    """404 as JSON."""
    return json_response({"error": "There is no such row."}, status=404)


def _instead(slug: str, name: str) -> HttpResponse:
    """What is answered for a deal that is not shown under this address: where it is now (301), that it was withdrawn
    (410), or that there is none (404)."""
    deal = Deal.objects.at_address(slug)
    if deal is not None and deal.review == Deal.Review.REJECTED:
        return json_response({"error": "This deal was withdrawn."}, status=410)
    if deal is None or deal.slug == slug or deal.review in HIDDEN_REVIEWS:
        return missing()
    # What a signal was merged into may be signed by now.
    is_signal = name == "api_signal" and deal.status in SIGNAL_STATUSES
    return redirect("api_signal" if is_signal else "api_deal", deal.slug, permanent=True)


def _deal_list(request: HttpRequest, reading: Reading, rows: QuerySet[Deal]) -> HttpResponse:
    found = deal_rows(ordered(rows, reading.filters.sort)[window(reading)], with_quotes=True)
    return listed(request, reading, rows.count(), [deal_json(row) for row in found])


@kept_output
def deal_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Deals; signals only with ``status``."""
    return _deal_list(request, reading, deals(reading.filters, reading.today))


@output
def deal_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """One published deal or signal; a merged one leads to the deal that stands for it, a withdrawn one is gone."""
    rows = deal_rows(Deal.objects.published().filter(slug=slug, merged_into__isnull=True), with_quotes=True)
    return json_response(deal_json(rows[0])) if rows else _instead(slug, "api_deal")


@kept_output
def signal_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Talks, planned and announced rows."""
    wanted = tuple(s for s in sorted(SIGNAL_STATUSES) if not reading.filters.status or s in reading.filters.status)
    if not wanted:
        return listed(request, reading, 0, [])
    filters = reading.filters.having(status=wanted, page=reading.filters.page)
    return _deal_list(request, reading, deals(filters, reading.today))


@output
def signal_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """One signal."""
    rows = deal_rows(Deal.objects.signals().filter(slug=slug), with_quotes=True)
    return json_response(deal_json(rows[0])) if rows else _instead(slug, "api_signal")


@kept_output
def article_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Relevant articles, newest first."""
    filters, today = reading.filters, reading.today
    is_oldest_first, start = filters.sort == "date", window(reading).start
    rows = newest_articles(filters, today, limit=PAGE_SIZE, offset=start, oldest_first=is_oldest_first)
    results = [article_json(row, site_url("article", row.article.pk)) for row in article_rows(rows)]
    return listed(request, reading, article_count(filters, today), results)


@output
def article_detail(request: HttpRequest, reading: Reading, pk: int) -> HttpResponse:
    """One relevant article."""
    rows = article_rows(Article.objects.relevant().filter(pk=pk))
    return json_response(article_json(rows[0], site_url("article", pk))) if rows else missing()


def tag_json(tag: Tag, counts: dict[str, tag_counts.TagCount]) -> dict[str, Any]:
    """A tag with its names and its signed and completed deals."""
    count = counts.get(tag.slug)
    page = {"city": "city", "sector": "sector", "mechanism": "mechanism", "organisation": "organisation"}.get(tag.kind)
    answer = {
        "slug": tag.slug,
        "kind": tag.kind,
        "url": site_url(page, tag.slug) if page else f"{site_url('sector', tag.parent.slug)}?subsector={tag.slug}",
        "names": {"en": tag.name_en, "zh-Hant": tag.name_zh_hant, "zh-Hans": tag.name_zh_hans, "pt": tag.name_pt},
        "deals": count.deals if count else 0,
        "binding": count.binding if count else 0,
        "amount_hkd": money_number(count.amount_hkd) if count else 0,
    }
    if tag.kind == Tag.Kind.SUBSECTOR:
        answer["sector"] = tag.parent.slug
    return answer


def _counts(reading: Reading, kind: str) -> dict[str, tag_counts.TagCount]:
    found: list[tag_counts.TagCount]
    if kind == "mechanism":
        found = tag_counts.deals_by_mechanism(reading.filters, reading.today)
    elif kind == "organisation":
        found = tag_counts.deals_by_party(reading.filters, reading.today)
    else:
        found = tag_counts.deals_by_every_tag(reading.filters, reading.today, (kind,))[kind]
    return {count.slug: count for count in found}


def _tags(kind: str) -> QuerySet[Tag]:
    """The tags of a kind; of sub-sectors those that stand under a sector."""
    tags = Tag.objects.filter(kind=kind)
    return tags.filter(parent__isnull=False).select_related("parent") if kind == Tag.Kind.SUBSECTOR else tags


def tag_views(kind: str) -> tuple[Callable[..., HttpResponse], Callable[..., HttpResponse]]:
    """List and detail of the tags of one kind; the filters narrow the deals that are counted."""

    @kept_output
    def tag_list(request: HttpRequest, reading: Reading) -> HttpResponse:
        rows = _tags(kind).order_by("name_en", "pk")
        counts = _counts(reading, kind)
        return listed(request, reading, rows.count(), [tag_json(tag, counts) for tag in rows[window(reading)]])

    @output
    def tag_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
        tag = _tags(kind).filter(slug=slug).first()
        return json_response(tag_json(tag, _counts(reading, kind))) if tag else missing()

    return tag_list, tag_detail


@output
def nothing(request: HttpRequest, reading: Reading) -> HttpResponse:
    """An address of the interface that there is not."""
    return missing()


@csrf_exempt
@answers_options
@require_safe
@cache_control(public=True, max_age=300)
def schema(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description of this interface."""
    return json_response(description(site_url=settings.SITE_URL, about_url=settings.SITE_URL + reverse("about")))
