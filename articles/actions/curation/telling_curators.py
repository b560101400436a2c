"""Tell curators once a day what waits: how much, since when, which sources are in trouble, how good the machine was."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.mail import send_mail
from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions.curation.filling import queue_counts
from articles.models import Feed, Heartbeat, ReviewDecision, ReviewItem

logger = logging.getLogger(__name__)

RIGHT = "articles.change_reviewitem"
ONCE_IN = timedelta(hours=20)


def tell_curators_of_queue(*, now: datetime, site_url: str) -> int:
    """Mail each active curator with an address; give how many mails went out.

    Nothing is sent where nothing waits, and at most one mail in twenty hours
    however often this runs; a mail that could not be handed over is not tried again before the next day.
    """
    counts = queue_counts()
    if not any(counts.values()):
        return 0
    addresses = sorted({person.email for person in curators()})
    if not addresses or not Heartbeat.once("curators", now=now, after=ONCE_IN):
        return 0
    waiting = sum(counts.values())
    words = ngettext("%(n)d item waits for review", "%(n)d items wait for review", waiting) % {"n": waiting}
    subject = f"GBA Tracker: {words}"
    text = _text(counts, now=now, site_url=site_url)
    sent = sum(_send(address, subject, text) for address in addresses)
    logger.info("told curators=%d items=%d", sent, waiting)
    return sent


def reviewers() -> QuerySet[AbstractUser]:
    """Active staff who may review."""
    people = get_user_model().objects.with_perm(RIGHT, backend="django.contrib.auth.backends.ModelBackend")
    return people.filter(is_active=True, is_staff=True)


def curators() -> QuerySet[AbstractUser]:
    """Those of them who have an address."""
    return reviewers().exclude(email="")


def _text(counts: dict[str, int], *, now: datetime, site_url: str) -> str:
    labels = dict(ReviewItem.Kind.choices)
    lines = [_("Waiting:"), *(f"- {labels[kind]}: {number}" for kind, number in counts.items() if number)]
    if oldest := ReviewItem.objects.open().aggregate(first=Min("opened_at"))["first"]:
        lines.append(_("The oldest since %(moment)s UTC.") % {"moment": f"{oldest:%Y-%m-%d %H:%M}"})
    broken, silent = Feed.objects.broken(now=now).count(), Feed.objects.stale(now=now).count()
    if broken or silent:
        words = _("Sources: %(broken)d broken, %(silent)d silent: %(address)s")
        lines.append(words % {"broken": broken, "silent": silent, "address": f"{site_url}/admin/articles/feed/"})
    week = ReviewDecision.objects.filter(
        decided_at__gte=now - timedelta(days=7), undone_at__isnull=True, action__in=("accept", "reject"), kind="sample"
    )
    acts = list(week.values_list("action", flat=True))
    if acts:
        words = _("Of %(all)d sampled deals of the last 7 days, %(right)d were right.")
        lines.append(words % {"all": len(acts), "right": acts.count("accept")})
    return "\n".join([*lines, "", f"{site_url}/admin/review/"])


def _send(address: str, subject: str, text: str) -> bool:
    """One mail for each, so that nobody sees the others' addresses; whether it could be handed over."""
    try:
        return bool(send_mail(subject, text, None, [address]))
    except (SMTPException, OSError) as error:
        logger.error("a mail to curators was not sent: %s", type(error).__name__)
        return False
