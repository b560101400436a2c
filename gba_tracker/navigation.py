"""The desk's sidebar, in the order of a curator's work, and what stands around it (the callbacks of ``UNFOLD``)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.dataclasses import SearchResult

from articles.models import Deal, Feed, ReviewItem, Tag

MOST_FOUND = 8
"""Rows of one model in the search of the desk."""
MANY = 999
"""Up to here the number of waiting items is told exactly."""

Item = dict[str, Any]


def icon(request: HttpRequest) -> str:
    """The address of our own sign."""
    return static("img/icon.svg")


def subheader(request: HttpRequest) -> str:
    """What stands below the name of the site."""
    return _("Desk")


def environment(request: HttpRequest) -> list[str]:
    """Which installation this is, by its address: a machine of one's own, a plain one, or the public one."""
    if settings.DEBUG:
        return [_("Debugging"), "danger"]
    if settings.SITE_IS_LOOPBACK:
        return [_("This machine"), "info"]
    return [_("Public"), "success"] if settings.SITE_IS_HTTPS else [_("Without HTTPS"), "warning"]


def account(request: HttpRequest) -> list[Item]:
    """Links of the account menu between the public pages and the way out."""
    links = [
        {"title": _("Change password"), "link": reverse("admin:password_change")},
        {"title": _("Your logins"), "link": reverse("admin:logins")},
    ]
    if getattr(request.user, "is_verified", bool)():
        links.append({"title": _("Second factor"), "link": reverse("admin:second_factor")})
    return links


def language_action(request: HttpRequest) -> str:
    """Where the choice of a language is sent."""
    return reverse("admin:language")


def waiting(request: HttpRequest) -> str:
    """How many items wait for a decision, for the badge."""
    number = ReviewItem.objects.open()[: MANY + 1].count()
    return str(number) if number <= MANY else f"{MANY}+"


def may(right: str) -> Callable[[HttpRequest], bool]:
    """Whether a person has ``right``, as Unfold asks it."""
    return lambda request: request.user.has_perm(right)


def _rows(title: Any, sign: str, model: str, **more: Any) -> Item:
    """The list of one model, for who may look at it; ``model`` is ``app.name``."""
    app, name = model.split(".")
    link = reverse_lazy(f"admin:{app}_{name}_changelist")
    return {"title": title, "icon": sign, "link": link, "permission": may(f"{app}.view_{name}"), **more}


def _page(title: Any, sign: str, address: str, right: str, **more: Any) -> Item:
    """One page of our own, for who has ``right``."""
    return {"title": title, "icon": sign, "link": reverse_lazy(address), "permission": may(right), **more}


def _is_queue(request: HttpRequest) -> bool:
    """Whether the page is one of the review queue; quality and history have entries of their own."""
    name = getattr(request.resolver_match, "url_name", "") or ""
    return name.startswith("review") and name != "review_quality"


GROUPS = (
    {
        "items": [
            {"title": gettext_lazy("Dashboard"), "icon": "dashboard", "link": reverse_lazy("admin:index")},
            _page(
                gettext_lazy("Review queue"), "rule", "admin:review", "articles.change_reviewitem",
                badge="gba_tracker.navigation.waiting", badge_variant="primary", active=_is_queue,
            ),
            _rows(gettext_lazy("Deals"), "handshake", "articles.deal"),
            _rows(gettext_lazy("Articles"), "article", "articles.article"),
            _rows(gettext_lazy("Stories"), "auto_stories", "articles.story"),
            _rows(gettext_lazy("Milestones"), "flag", "articles.milestone"),
            _rows(gettext_lazy("Decisions"), "history", "articles.reviewdecision"),
        ],
    },
    {
        "title": gettext_lazy("Reference data"),
        "separator": True,
        "items": [
            _rows(gettext_lazy("Tags"), "sell", "articles.tag"),
            _rows(gettext_lazy("Aliases"), "alternate_email", "articles.alias"),
            _rows(gettext_lazy("Exchange rates"), "currency_exchange", "articles.exchangerate"),
        ],
    },
    {
        "title": gettext_lazy("Feeds"),
        "separator": True,
        "items": [
            _rows(gettext_lazy("Feeds"), "rss_feed", "articles.feed"),
            _rows(gettext_lazy("Polls"), "sync", "articles.poll"),
        ],
    },
    {
        "title": gettext_lazy("Digests"),
        "separator": True,
        "collapsible": True,
        "items": [
            _rows(gettext_lazy("Digests"), "newspaper", "digests.digest"),
            _rows(gettext_lazy("Deliveries"), "outgoing_mail", "digests.delivery"),
            _rows(gettext_lazy("Subscribers"), "groups", "digests.subscriber"),
            _rows(gettext_lazy("Subscriptions"), "subscriptions", "digests.subscription"),
            _rows(gettext_lazy("Sign-ups"), "person_add", "digests.signup"),
            _rows(gettext_lazy("Bounces"), "undo", "digests.bounce"),
            _page(gettext_lazy("Returned by domain"), "domain", "admin:digests_bounce_domains", "digests.view_bounce"),
            _rows(gettext_lazy("Suppressed addresses"), "block", "digests.suppression"),
            _rows(gettext_lazy("Stops"), "front_hand", "digests.halt"),
        ],
    },
    {
        "title": gettext_lazy("People and access"),
        "separator": True,
        "collapsible": True,
        "items": [
            _rows(gettext_lazy("People"), "person", "auth.user"),
            _rows(gettext_lazy("Groups"), "group", "auth.group"),
        ],
    },
    {
        "title": gettext_lazy("Operation"),
        "separator": True,
        "items": [
            _page(gettext_lazy("Quality"), "monitoring", "admin:review_quality", "articles.change_reviewitem"),
            _page(gettext_lazy("Processes and backup"), "monitor_heart", "admin:operation", "articles.view_feed"),
            {"title": gettext_lazy("Sources, as readers see them"), "icon": "public", "link": reverse_lazy("sources")},
            {"title": gettext_lazy("Metrics"), "icon": "speed", "link": reverse_lazy("metrics")},
        ],
    },
)  # fmt: skip


def sidebar(request: HttpRequest) -> list[Item]:
    """The groups of the sidebar; Unfold leaves out what a person may not see."""
    return [{**group, "items": list(group["items"])} for group in GROUPS]


def found(request: HttpRequest, words: str) -> list[SearchResult]:
    """Deals, feeds and tags by words of their names, a few of each, for who may look at them."""
    results = []
    person = request.user
    if person.has_perm("articles.view_deal"):
        deals = Deal.objects.filter(title__icontains=words, merged_into__isnull=True).newest()
        for pk, title in deals.values_list("pk", "title")[:MOST_FOUND]:
            results.append(_result(title, _("Deal"), "admin:articles_deal_change", pk, "handshake"))
    if person.has_perm("articles.view_feed"):
        for pk, slug in (
            Feed.objects.filter(slug__icontains=words).values_list("pk", "slug").order_by("slug")[:MOST_FOUND]
        ):
            results.append(_result(slug, _("Feed"), "admin:articles_feed_change", pk, "rss_feed"))
    if person.has_perm("articles.view_tag"):
        tags = Tag.objects.filter(name_en__icontains=words) | Tag.objects.filter(name_zh_hant__icontains=words)
        for pk, name, kind in tags.values_list("pk", "name_en", "kind").order_by("name_en", "pk")[:MOST_FOUND]:
            results.append(_result(name, kind, "admin:articles_tag_change", pk, "sell"))
    return results


def _result(title: str, kind: str, address: str, pk: int, sign: str) -> SearchResult:
    return SearchResult(title=title, description=kind, link=reverse(address, args=[pk]), icon=sign)
