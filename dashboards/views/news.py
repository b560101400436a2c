"""Articles and stories."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.models import Article, Deal, Story
from dashboards.panels import timeline as timeline_panels
from dashboards.queries import linked, news, totals
from dashboards.queries.counting import newest_articles
from dashboards.queries.rows import deal_rows, site_url
from dashboards.reading import Reading, bounds, page, paged, show
from dashboards.views.filterbar import ARTICLE_KEYS, filter_bar, ways_out

PAGE_SIZE = 50
MOST_COUNTED = 10_000
"""So many articles that the search index alone can count are counted; lists show ``10,000+`` where there are more."""
MONTHS = 24


@page
def article_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The relevant articles, newest first."""
    filters, today = reading.filters, reading.today
    total, months = totals.articles_per_month(filters, today, months=MONTHS, most=MOST_COUNTED)
    is_more = months is None and total > MOST_COUNTED
    total = MOST_COUNTED if is_more else total
    found = newest_articles(
        filters,
        today,
        limit=PAGE_SIZE,
        offset=bounds(reading, PAGE_SIZE).start,
        oldest_first=filters.sort == "date",
    )
    unbound = filters.having(from_on=None, to_on=None, last="")
    return show(
        request,
        reading,
        "articles.html",
        bar=filter_bar(reading, reverse("articles"), keys=ARTICLE_KEYS, sorts=("-date", "date")),
        panel=timeline_panels.articles_per_month(months, unbound),
        ways=ways_out(reading, lambda left: [totals.article_count(f, today) for f in left], most=3)
        if not total
        else (),
        is_more=is_more,
        **paged(news.article_rows(found), reading, total, PAGE_SIZE, is_more=is_more),
    )


@page
def article_detail(request: HttpRequest, reading: Reading, pk: int) -> HttpResponse:
    """Why the machine said that of this article."""
    article = get_object_or_404(
        Article.objects.select_related("feed", "story").filter(processed_at__isnull=False), pk=pk
    )
    story = news.article_story(article)
    kinds = list(dict.fromkeys(tagging.tag.kind for tagging in story.taggings))
    return show(
        request,
        reading,
        "article.html",
        story=story,
        article=article,
        linked=linked.article_page(article, site_url("article", article.pk)),
        kinds=kinds,
        panel=timeline_panels.tag_weights(story.taggings),
    )


@page
def story_detail(request: HttpRequest, reading: Reading, pk: int) -> HttpResponse:
    """All that tell the same news."""
    story = get_object_or_404(Story, pk=pk)
    found = Article.objects.filter(story=story, processed_at__isnull=False).order_by("listed_at", "pk")[:100]
    told = Deal.objects.published().filter(reports__article__story=story).distinct()
    return show(
        request,
        reading,
        "story.html",
        story=story,
        rows=news.article_rows(found),
        deals=deal_rows(told.newest()[:20]),
    )
