"""The operators' page of the desk: processes, queues, last runs, what was counted, and broken promises."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Incident, Poll
from dashboards.digests.models import Delivery
from dashboards.views.health import WORKERS_LATE
from gba_tracker.metrics import COUNTERS
from gba_tracker.operation import QUEUES, Waiting, Work, look_at_work
from gba_tracker.promises import NAMES

LAST = 20
"""Runs of one kind that the page lists."""
LATE = {
    "beat": timedelta(minutes=3),
    **WORKERS_LATE,
    "poll": timedelta(hours=1),
    "process": timedelta(hours=1),
    "digest": timedelta(minutes=15),
    "backup": timedelta(days=2),
}
"""After which silence something is late; what may be quiet for longer is not here."""
SIGNS = {
    "beat": gettext_lazy("Timetable"),
    "worker-fetch": gettext_lazy("Workers of the queue fetch"),
    "worker": gettext_lazy("Workers of the queue process"),
    "worker-mail": gettext_lazy("Workers of the queue mail"),
    "poll": gettext_lazy("Last poll"),
    "process": gettext_lazy("Last batch of articles"),
    "digest": gettext_lazy("Last round of the mail room"),
    "curators": gettext_lazy("Last mail to curators"),
    "backup": gettext_lazy("Last copy of the database"),
}
QUEUE_NAMES = {
    "fetch": gettext_lazy("fetch: feeds and pages"),
    "process": gettext_lazy("process: articles"),
    "mail": gettext_lazy("mail: digests"),
}


@dataclass(frozen=True)
class Line:
    """One row of a table: a name, its value, and whether somebody should look at it."""

    name: str
    value: str
    is_bad: bool = False


def operation(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show it to whoever may look at feeds; nothing is changed here."""
    if not request.user.has_perm("articles.view_feed"):
        raise PermissionDenied
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    now = timezone.now()
    found = look_at_work(now=now)
    context = {
        **site.each_context(request),
        "title": _("Operation"),
        "now": now,
        "signs": _signs(found, now),
        "queues": _queues(found, now),
        "incidents": [
            (NAMES.get(incident.promise, incident.promise), incident)
            for incident in Incident.objects.order_by("-opened_at")[:LAST]
        ],
        "polls": Poll.objects.select_related("feed").order_by("-pk")[:LAST],
        "deliveries": Delivery.objects.select_related("digest").order_by("-pk")[:LAST],
        "counters": _counters(found),
    }
    return TemplateResponse(request, "admin/operation.html", context)


def _signs(found: Work, now: datetime) -> list[Line]:
    """Signs of life, what never gave one included."""
    lines = []
    for name, words in SIGNS.items():
        seen = found.beats.get(name)
        late = LATE.get(name)
        value = _("%(time)s ago") % {"time": timesince(seen, now, depth=1)} if seen else _("never")
        lines.append(Line(str(words), value, bool(seen and late and now - seen > late)))
    return lines


def _queues(found: Work, now: datetime) -> list[Line]:
    rows: list[tuple[str, Waiting, timedelta]] = [
        (_("Feeds that are due"), found.feeds_due, timedelta(minutes=10)),
        (_("Pages to fetch"), found.pages_due, timedelta(hours=6)),
        (_("Articles to read"), found.unprocessed, timedelta(minutes=10)),
        (_("Mails to hand over"), found.mail, timedelta(hours=1)),
    ]
    lines = []
    for name, waiting, patience in rows:
        value = str(waiting.rows)
        if waiting.rows and waiting.oldest_at:
            value = _("%(number)d, the oldest for %(time)s") % {
                "number": waiting.rows, "time": timesince(waiting.oldest_at, now, depth=1),
            }  # fmt: skip
        lines.append(Line(name, value, waiting.age(now) > patience.total_seconds()))
    quarantined = found.quarantined.rows
    lines.append(Line(_("Articles in quarantine"), str(quarantined), bool(quarantined)))
    for queue in QUEUES:
        number = found.messages[queue]
        name = _("Messages of the queue %(queue)s") % {"queue": QUEUE_NAMES[queue]}
        lines.append(Line(name, _("the broker does not answer") if number is None else str(number), number is None))
    return lines


def _counters(found: Work) -> list[tuple[str, str, str]]:
    """What was counted since the first start: words, label, number."""
    rows = []
    for name, (_label, text) in COUNTERS.items():
        for (counted, label), value in sorted(found.counters.items()):
            if counted == name:
                rows.append((text, label, f"{value:,.1f}" if "seconds" in name else f"{value:,.0f}"))
    return rows
