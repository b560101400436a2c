"""Tell staff of feeds that are broken, silent, or suddenly loud, each trouble once."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import Q

from articles.actions.feed_spikes import Spike, spiking_feeds
from articles.models import Feed

logger = logging.getLogger(__name__)

QUIET = timedelta(days=7)
SPIKE_PAUSE = timedelta(days=3)
LONGEST = 100
"""Feeds that one mail names; the others are counted."""


def tell_staff_of_feeds(*, now: datetime, site_url: str) -> int:
    """Mail all active staff with an address what troubles have come up since the last such mail; give how many feeds.

    A feed is told of once until it works again (``told_at``). Nothing is sent
    where there is nothing new or nobody to tell; where no mail could be sent, all of it is new the next time.
    """
    people = get_user_model().objects.filter(is_staff=True, is_active=True).exclude(email="")
    addresses = sorted(set(people.values_list("email", flat=True)))
    broken = list(Feed.objects.broken(now=now).filter(told_at=None).order_by("slug"))
    stale = [] if is_quiet_time(now=now) else list(Feed.objects.stale(now=now).filter(told_at=None).order_by("slug"))
    silent = [feed for feed in stale if feed not in broken]
    spikes = _new_spikes(now=now)
    ids = {feed.pk for feed in (*broken, *silent)}
    named = ids | {spike.feed.pk for spike in spikes}
    if not addresses or not named:
        return 0
    Feed.objects.filter(pk__in=ids).update(told_at=now)
    text = _text(broken, silent, spikes, site_url=site_url)
    sent = 0
    try:
        for address in addresses:
            sent += _send(address, len(named), text)
    finally:
        # Also where the task's time was over before anybody was reached.
        if not sent:
            Feed.objects.filter(pk__in=ids, told_at=now).update(told_at=None)
            Feed.objects.filter(spike_at=now).update(spike_at=None)
    if not sent:
        return 0
    logger.info("told staff=%d feeds=%d", sent, len(named))
    return len(named)


def _new_spikes(*, now: datetime) -> list[Spike]:
    """Feeds that bring many times their usual and were not told of for it lately; they are marked."""
    found = [
        spike
        for spike in spiking_feeds(now=now)
        if spike.feed.spike_at is None or now - spike.feed.spike_at > SPIKE_PAUSE
    ]
    Feed.objects.filter(pk__in=[spike.feed.pk for spike in found]).update(spike_at=now)
    return sorted(found, key=lambda spike: spike.feed.slug)


def is_quiet_time(*, now: datetime) -> bool:
    """Whether most sources are silent at once, as in the week of Lunar New Year: then none is odd (THREATS T04)."""
    talking = Feed.objects.pollable().exclude(last_entry_at=None)
    silent = talking.filter(Q(last_entry_at__lt=now - QUIET)).count()
    return 2 * silent > talking.count()


def _send(address: str, feeds: int, text: str) -> bool:
    """One mail for each, so that nobody sees the others' addresses; whether it could be handed over."""
    subject = f"GBA Tracker: {feeds} {'feed needs' if feeds == 1 else 'feeds need'} attention"
    try:
        return bool(send_mail(subject, text, None, [address]))
    except (SMTPException, OSError) as error:
        logger.error("staff mail was not sent: %s", type(error).__name__)
        return False


def _text(broken: Sequence[Feed], silent: Sequence[Feed], spikes: Sequence[Spike], *, site_url: str) -> str:
    lines: list[str] = []
    if broken:
        lines += ["These feeds do not answer as they should:", *map(_line, broken[:LONGEST]), ""]
    if silent:
        lines += ["These answer, but have brought nothing for far longer than is their habit:"]
        lines += [f"- {feed.slug}: {_since('nothing new', feed.last_entry_at)}" for feed in silent[:LONGEST]]
        lines += [""]
    if spikes:
        lines += ["These have brought many times what is their habit; look whether it is news:"]
        lines += [
            f"- {spike.feed.slug}: {spike.new} new in a day, usually {spike.usual:g}" for spike in spikes[:LONGEST]
        ]
        lines += [""]
    left_out = sum(max(0, len(rows) - LONGEST) for rows in (broken, silent, spikes))
    lines += [f"And {left_out} more."] if left_out else []
    return "\n".join([*lines, f"{site_url}/admin/articles/feed/"])


def _line(feed: Feed) -> str:
    why = feed.state_reason or feed.get_last_outcome_display() or "not polled"
    return f"- {feed.slug}: {feed.get_state_display()}, {_since('failing', feed.failing_since_at)}: {why}"


def _since(what: str, moment: datetime | None) -> str:
    return f"{what} since {moment:%Y-%m-%d %H:%M} UTC" if moment else what
