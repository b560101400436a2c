"""The promises of the About page, each a question to the database, and the mail to operators when one is broken.

"An article seen once is stored once" and "no digest is sent twice" are unique constraints: the database refuses to
break them. The others are asked here every five minutes. An incident is told at once, and once more when it has been
over for half an hour: what breaks again before is the same incident, so a promise that flaps makes two mails, not many.

What is switched off keeps no promise and breaks none: after a stop the spans begin when the timetable runs again
(``note_resumption``), be it planned or not. What is not caught up within them is told.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Feed, Heartbeat, Incident
from dashboards.digests.models import Delivery, DigestItem, Halt
from dashboards.queries.freshness import freshness

logger = logging.getLogger(__name__)

CHECKED_EVERY = timedelta(hours=24)
REPAIRED_WITHIN = timedelta(minutes=10)
SLACK = timedelta(minutes=15)
"""A source is due at the 24th hour and then waits for its turn."""
MAIL_LATE = timedelta(hours=1)
LOOK_BACK = timedelta(days=7)
SHOWN = 5

STEADY = timedelta(minutes=30)
"""How long a promise must be kept again before its incident counts as over for good."""

ONE_TELLS = timedelta(minutes=1)
"""Of two that look at the same time, as two timetables make them, one tells."""

RESUMED = "resumed"
"""The sign of life that says when the timetable began to run after a stop."""

NAMES = {
    "sources_checked": gettext_lazy("Every source is checked at least every 24 hours while its host answers."),
    "sources_answer": gettext_lazy("News is fresh: at least one source has answered in the last six hours."),
    "crash_repaired": gettext_lazy("A crash is repaired within ten minutes without a person."),
    "digests_go_out": gettext_lazy("Digests go out when they are due."),
    "unsubscribed": gettext_lazy("Unsubscribing takes effect before the next digest is sent."),
}
"""What is promised, by the name that incidents and /metrics use."""


@dataclass(frozen=True)
class Broken:
    """A promise that does not hold now, and what shows it."""

    promise: str
    detail: str


def broken_promises(*, now: datetime) -> list[Broken]:
    """Ask for all of them; a handful of queries."""
    return [found for check in CHECKS for found in check(now)]


def note_resumption(*, now: datetime) -> None:
    """Note, as the timetable starts, that it had stopped for longer than a crash may last.

    Only the first start after a sign of life counts: one that dies again and again must not put off the alarm.
    """
    signs = dict(Heartbeat.objects.filter(name__in=["beat", RESUMED]).values_list("name", "seen_at"))
    last, resumed = signs.get("beat"), signs.get(RESUMED)
    if last and last < now - REPAIRED_WITHIN and (resumed is None or resumed < last):
        Heartbeat.beat(RESUMED, now=now)


def _has_just_resumed(now: datetime, span: timedelta) -> bool:
    """Whether the timetable has run for less than this since the last stop."""
    return Heartbeat.objects.filter(name=RESUMED, seen_at__gt=now - span).exists()


def _sources_checked(now: datetime) -> Iterator[Broken]:
    if _has_just_resumed(now, SLACK):
        return
    before = now - CHECKED_EVERY - SLACK
    seldom = Q(last_polled_at__lt=before) | Q(last_polled_at__isnull=True, created_at__lt=before)
    late = Feed.objects.pollable().filter(seldom, failures=0).order_by("slug")
    if number := late.count():
        slugs = ", ".join(late.values_list("slug", flat=True)[:SHOWN])
        yield Broken(
            "sources_checked", _("%(number)d sources, among them %(slugs)s") % {"number": number, "slugs": slugs}
        )


def _sources_answer(now: datetime) -> Iterator[Broken]:
    if _has_just_resumed(now, SLACK):
        return
    stamp = freshness(now=now)
    # What has never been polled yet is a new installation.
    if stamp.is_stale and stamp.last_success_at:
        yield Broken("sources_answer", _("the last answer came at %(at)s") % {"at": _utc(stamp.last_success_at)})


def _crash_repaired(now: datetime) -> Iterator[Broken]:
    if _has_just_resumed(now, REPAIRED_WITHIN):
        return
    before = now - REPAIRED_WITHIN
    signs = []
    beats = dict(Heartbeat.objects.filter(name__in=["beat", "worker", "worker-fetch"]).values_list("name", "seen_at"))
    for name, seen in sorted(beats.items()):
        if seen < before:
            signs.append(_("no sign of life of %(name)s since %(at)s") % {"name": name, "at": _utc(seen)})
    left = {
        _("articles"): Article.objects.unprocessed().filter(lease_until__lt=before).count(),
        _("feeds"): Feed.objects.pollable().filter(lease_until__lt=before).count(),
        _("mails"): Delivery.objects.abandoned(now=before).count(),
    }
    signs += [
        _("%(number)d %(what)s were left in the middle") % {"number": number, "what": what}
        for what, number in left.items()
        if number
    ]
    if signs:
        yield Broken("crash_repaired", "; ".join(signs))


def _digests_go_out(now: datetime) -> Iterator[Broken]:
    if Halt.objects.filter(ended_at__isnull=True).exists() or _has_just_resumed(now, MAIL_LATE):
        return
    late = Delivery.objects.waiting().filter(next_attempt_at__lt=now - MAIL_LATE, attempts=0)
    ended = Heartbeat.objects.filter(name="digest").values_list("seen_at", flat=True).first()
    if ended and ended < now - MAIL_LATE:
        # What is due is not even noted then, so that nothing waits.
        yield Broken("digests_go_out", _("no round of the mail room has ended since %(at)s") % {"at": _utc(ended)})
    elif number := late.count():
        yield Broken("digests_go_out", _("%(number)d mails have waited for more than an hour") % {"number": number})


def _unsubscribed(now: datetime) -> Iterator[Broken]:
    told = DigestItem.objects.filter(
        subscription__unsubscribed_at__gt=now - LOOK_BACK, digest__created_at__gt=F("subscription__unsubscribed_at")
    )
    if number := told.values("digest").distinct().count():
        yield Broken("unsubscribed", _("%(number)d digests were made after it") % {"number": number})


CHECKS: tuple[Callable[[datetime], Iterator[Broken]], ...] = (
    _sources_checked,
    _sources_answer,
    _crash_repaired,
    _digests_go_out,
    _unsubscribed,
)


def keep_promises(*, now: datetime) -> list[Broken]:
    """Open and close incidents, mail operators what is new and what is over; give what is broken now.

    A mail that could not be handed over is tried again at the next look.
    """
    found = broken_promises(now=now)
    for broken in found:
        if _open(broken, now=now):
            logger.error("promise broken: %s: %s", broken.promise, broken.detail)
    over = Incident.objects.open().exclude(promise__in=[broken.promise for broken in found])
    for incident in over:
        logger.warning("promise kept again: %s", incident.promise)
    over.update(closed_at=now)
    _tell(now)
    return found


def _open(broken: Broken, *, now: datetime) -> bool:
    """Have an open incident for it: the present one, the last one if it is hardly over, else a new one (True)."""
    same = Incident.objects.filter(promise=broken.promise)
    if same.open().exists():
        return False
    last = same.order_by("-closed_at").first()
    if last and last.closed_at and last.closed_at > now - STEADY and last.closing_told_at is None:
        same.filter(pk=last.pk).update(closed_at=None)
        return False
    _, is_new = Incident.objects.get_or_create(
        promise=broken.promise, closed_at=None, defaults={"detail": broken.detail[:500], "opened_at": now}
    )
    return is_new


def _tell(now: datetime) -> None:
    """Mail what is new; it counts as told as soon as one operator's mail was taken, whatever happens after."""
    opened = list(Incident.objects.open().filter(told_at__isnull=True).order_by("pk"))
    # Who was not told that something broke is not told that it is whole again.
    over = Incident.objects.filter(closed_at__lte=now - STEADY, told_at__isnull=False, closing_told_at__isnull=True)
    closed = list(over.order_by("pk"))
    if not (opened or closed) or not Heartbeat.once("promises", now=now, after=ONE_TELLS):
        return
    for number, _address in enumerate(_mailed(_subject(opened, closed), _text(opened, closed))):
        if not number:
            Incident.objects.filter(pk__in=[incident.pk for incident in opened]).update(told_at=now)
            Incident.objects.filter(pk__in=[incident.pk for incident in closed]).update(closing_told_at=now)


def _subject(opened: list[Incident], closed: list[Incident]) -> str:
    if opened:
        return _("GBA Tracker: a promise is broken")
    return (
        _("GBA Tracker: all is well again")
        if not Incident.objects.open().exists()
        else _("GBA Tracker: a promise is kept again")
    )


def _text(opened: list[Incident], closed: list[Incident]) -> str:
    lines = []
    for incident in opened:
        lines += [_("Broken since %(at)s:") % {"at": _utc(incident.opened_at)}, *_told(incident)]
    for incident in closed:
        span = {"from": _utc(incident.opened_at), "to": _utc(incident.closed_at)}
        lines += [_("Kept again; it was broken from %(from)s to %(to)s:") % span, *_told(incident)]
    return "\n".join([*lines, f"{settings.DESK_URL}/admin/operation/"])


def _told(incident: Incident) -> list[str]:
    return [f"  {NAMES.get(incident.promise, incident.promise)}", f"  {incident.detail}", ""]


def _mailed(subject: str, text: str) -> Iterator[str]:
    """Mail operators one by one; give each address whose mail was taken. Without any the log and the desk must do."""
    people = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(email="")
    for address in settings.OPERATOR_EMAIL or sorted(set(people.values_list("email", flat=True))):
        try:
            if send_mail(subject, text, None, [address]):
                yield address
        except (SMTPException, OSError) as error:
            logger.error("operators were not mailed: %s", type(error).__name__)


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
