"""``/status.json``: whether the tracker and its sources work, for machines outside (statuses of pages, monitors)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Article, Feed
from dashboards.answers import answers_options, json_response
from dashboards.queries.freshness import Freshness, freshness
from dashboards.queries.selection import HONG_KONG


@csrf_exempt
@answers_options
@require_safe
def status_json(request: HttpRequest) -> HttpResponse:
    """What the stamp and the banners of the pages say, and how long articles wait; three queries, nothing inside our
    house (no address, no error text). Whoever watches one number takes ``status``."""
    now = timezone.now()
    told = freshness(now=now)
    waiting = Article.objects.unprocessed().order_by("first_seen_at").values_list("first_seen_at", flat=True)
    oldest, count = waiting.first(), waiting.count()
    incidents = [name for name, is_open in _incidents(told).items() if is_open]
    content = {
        "status": incidents[0] if incidents else "ok",
        "incidents": incidents,
        "generated_at": _moment(now),
        "newest_article_at": _moment(told.newest_article_at),
        "last_answer_at": _moment(told.last_success_at),
        "sources": {
            "read": told.feeds,
            "failing": told.failing,
            "paused": Feed.objects.filter(state=Feed.State.PAUSED).count(),
        },
        "queue": {"articles": count, "oldest_waits_seconds": int((now - oldest).total_seconds()) if oldest else 0},
    }
    response = json_response(content)
    response.headers["Cache-Control"] = "public, max-age=30"
    return response


def _incidents(told: Freshness) -> dict[str, bool]:
    """What may be wrong, the worst first: no source answers, the timetable stands still, nothing came for six hours."""
    return {"silent": told.is_silent, "behind": told.is_behind, "stale": told.is_stale}


def _moment(moment: Any) -> str | None:
    """Hong Kong time."""
    return moment.astimezone(HONG_KONG).isoformat(timespec="seconds") if moment else None
