"""What stands in a digest beside the deals: news of policy without a deal, and links between cities that rise."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, override

from articles.models import Article, DealReport, Tagging
from dashboards import formats
from dashboards.digests.actions.selecting import Happening, Notebook, Rise, kept_filters, remember
from dashboards.digests.actions.telling import MAX_NAMES, MAX_QUOTE, MAX_TITLE, cut, domain_of, web_address
from dashboards.digests.composing import Item, Rising
from dashboards.queries.freshness import generations
from dashboards.queries.links import city_links
from dashboards.queries.register import register
from dashboards.queries.selection import DEAL_ONLY_KEYS, HONG_KONG, articles

POLICY_SECTOR = "government-policy"
RISE_DAYS = 30
MAX_RISING = 3
LEAST_DEALS = 2
"""Deals that a pair of cities needs within ``RISE_DAYS`` to be called rising."""


def policy_news(filters: str, *, after: datetime, until: datetime, notebook: Notebook) -> list[Happening]:
    """Articles about policy first seen in ``(after, until]`` that report no deal, one a story, oldest first.

    Filters that only deals have (type, party, value …) ask for none.
    """
    wanted = kept_filters(filters)
    if any(getattr(wanted, key) not in ((), False, None) for key in DEAL_ONLY_KEYS):
        return []

    def read() -> list[Happening]:
        tagged = Tagging.objects.filter(article=OuterRef("pk"), tag__kind="sector", tag__slug=POLICY_SECTOR)
        earlier = Article.objects.relevant().filter(story=OuterRef("story"), first_seen_at__lte=after)
        found = (
            articles(wanted, until.astimezone(HONG_KONG).date())
            .filter(first_seen_at__gt=after, first_seen_at__lte=until, listed_at__gt=after - timedelta(days=7))
            .filter(processed_at__isnull=False, quarantined_at__isnull=True, duplicate_of__isnull=True)
            .filter(Exists(tagged.exclude(decision=Tagging.Decision.REMOVED)))
            .exclude(Exists(DealReport.objects.filter(article=OuterRef("pk"))))
            .exclude(Q(story__isnull=False) & Exists(earlier))
            .order_by("first_seen_at", "pk")
            .values_list("pk", "story_id")
        )
        by_story = {story or f"article {pk}": pk for pk, story in reversed(found)}
        return [Happening(None, "new", pk) for pk in sorted(by_story.values())]

    return remember(notebook.policy, (filters, after, until), read)


def read_articles(keys: Sequence[int], *, language: str, notebook: Notebook) -> tuple[Item, ...]:
    """Articles as items, newest first, each with its first words, its publisher and its link."""
    if not keys:
        return ()

    def read() -> tuple[Item, ...]:
        found = Article.objects.filter(pk__in=keys).prefetch_related("taggings__tag").newest()
        with override(language):
            return tuple(_item_of(article) for article in found)

    return remember(notebook.article_items, (language, tuple(keys)), read)


def rising_links(filters: str, *, until: datetime, language: str, notebook: Notebook) -> tuple[Rising, ...]:
    """The pairs of cities with more deals filed in the last 30 days than in the 30 before, largest rise first."""
    rises = _rises(filters, last=until.astimezone(HONG_KONG).date(), notebook=notebook)
    if not rises:
        return ()
    held = register(generations()[1])
    with override(language):
        return tuple(
            Rising(
                formats.pair(held.name("city", pair[0]), held.name("city", pair[1])),
                deals,
                before,
                settings.SITE_URL + reverse("link", args=pair),
            )
            for pair, deals, before in rises
        )


def _rises(filters: str, *, last: date, notebook: Notebook) -> tuple[Rise, ...]:
    """The best pairs with their deals of the 30 days up to ``last`` and of the 30 before; without words."""

    def read() -> tuple[Rise, ...]:
        wanted = kept_filters(filters)
        first = last - timedelta(days=RISE_DAYS - 1)
        counts, before = (
            city_links(wanted.having(from_on=start, to_on=end), last)
            for start, end in (
                (first, last),
                (first - timedelta(days=RISE_DAYS), first - timedelta(days=1)),
            )
        )
        rises = {
            pair: count - before.get(pair, 0)
            for pair, count in counts.items()
            if pair[0] != pair[1] and "outside" not in pair and count >= LEAST_DEALS and count > before.get(pair, 0)
        }
        best = sorted(rises, key=lambda pair: (-rises[pair], pair))[:MAX_RISING]
        return tuple((pair, counts[pair], before.get(pair, 0)) for pair in best)

    return remember(notebook.rising, (filters, last), read)


def _item_of(article: Article) -> Item:
    """One article as an item, in the active language; its words stay in its own."""
    tags = [tagging.tag for tagging in article.taggings.all() if tagging.decision != Tagging.Decision.REMOVED]
    cities = dict.fromkeys(tag.name for tag in tags if tag.kind == "city")
    url = web_address(article.url or article.canonical_url)
    return Item(
        group="policy",
        event="new",
        title=cut(article.title, MAX_TITLE),
        url=settings.SITE_URL + reverse("article", args=[article.pk]),
        status="",
        words=(gettext("Policy news"),),
        parties=(),
        cities=tuple(cities)[:MAX_NAMES],
        money="",
        amount_hkd=None,
        is_counted=False,
        day=formats.day_text(article.listed_on),
        quote=cut(article.excerpt, MAX_QUOTE),
        quote_lang=article.lang,
        publisher=cut(article.publisher, 80),
        source_url=url,
        source_domain=domain_of(url),
        title_lang=article.lang,
    )
