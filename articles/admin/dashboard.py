"""The desk's first page: what waits, what is in trouble, and how good the machine was, each number with its rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions.curation import fill_queue
from articles.models import Article, Feed, ReviewDecision, ReviewItem

PRECISION_DAYS = 7


@dataclass(frozen=True)
class Figure:
    """One number: its ``name``, its ``value``, what is to be said of it, where its rows are, and whether it is bad."""

    name: str
    value: str
    words: str
    address: str
    is_bad: bool = False


def with_figures(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's context of the first page, with the figures that this person may see."""
    now = timezone.now()
    figures: list[Figure] = []
    if request.user.has_perm("articles.change_reviewitem"):
        figures += [*_queue(now), _precision(now)]
    if request.user.has_perm("articles.view_article"):
        figures.append(_quarantined())
    if request.user.has_perm("articles.view_feed"):
        figures += _feeds(now)
    return {**context, "figures": figures}


def _queue(now: datetime) -> list[Figure]:
    kinds = dict(ReviewItem.Kind.choices)
    waiting = ReviewItem.objects.open().values_list("kind").annotate(number=Count("pk"), first=Min("opened_at"))
    counts = list(waiting)
    if not counts:
        # Nothing open may mean that nobody has looked yet.
        fill_queue(now=now)
        counts = list(waiting.all())
    words = ", ".join(f"{kinds[kind]} {number}" for kind, number, _first in sorted(counts, key=lambda row: -row[1]))
    total = sum(number for _kind, number, _first in counts)
    oldest = min((first for _kind, _number, first in counts), default=None)
    address = reverse("admin:review")
    return [
        Figure(_("Waiting for review"), str(total), words or _("Nothing waits."), address),
        Figure(
            _("Oldest item"),
            timesince(oldest, now, depth=1) if oldest else "–",
            _("since %(day)s") % {"day": f"{timezone.localtime(oldest):%Y-%m-%d %H:%M}"} if oldest else "",
            address + "?order=oldest" if oldest else address,
            is_bad=bool(oldest and now - oldest > timedelta(days=7)),
        ),
    ]


def _precision(now: datetime) -> Figure:
    """The share of the random sample that was accepted in the last week."""
    week = ReviewDecision.objects.filter(
        decided_at__gte=now - timedelta(days=PRECISION_DAYS), undone_at__isnull=True, kind="sample"
    )
    counts = week.aggregate(right=Count("pk", filter=Q(action="accept")), wrong=Count("pk", filter=Q(action="reject")))
    judged = counts["right"] + counts["wrong"]
    words = ngettext("%(n)d sampled deal judged", "%(n)d sampled deals judged", judged) % {"n": judged}
    value = f"{counts['right'] / judged:.0%}" if judged else "–"
    return Figure(_("Precision, last 7 days"), value, words, reverse("admin:review_quality"))


def _quarantined() -> Figure:
    number = Article.objects.quarantined().count()
    address = reverse("admin:articles_article_changelist") + "?processing=quarantined"
    return Figure(_("Articles in quarantine"), str(number), _("not read after three tries"), address, bool(number))


def _feeds(now: datetime) -> list[Figure]:
    address = reverse("admin:articles_feed_changelist")
    found = Feed.objects.aggregate(
        silent=Count("pk", filter=Q(pk__in=Feed.objects.stale(now=now))),
        broken=Count("pk", filter=Q(pk__in=Feed.objects.broken(now=now))),
    )
    silent, broken = found["silent"], found["broken"]
    return [
        Figure(
            _("Silent feeds"), str(silent), _("for longer than is their habit"), f"{address}?health=stale", bool(silent)
        ),
        Figure(_("Broken feeds"), str(broken), _("in need of a person"), f"{address}?health=broken", bool(broken)),
    ]
