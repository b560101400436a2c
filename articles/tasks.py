"""Doors for Celery: ids in, the clock read, one action called. The database is the queue, these only wake people up.

Every task may come twice, late or never. Unknown arguments of an older or newer
release are ignored (THREATS Q11).
"""

import random
from typing import Any

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils import timezone

from articles.actions.counting import count_polls, count_processed
from articles.actions.curation import fill_whole_queue
from articles.actions.curation.telling_curators import tell_curators_of_queue
from articles.actions.feed_alarms import tell_staff_of_feeds
from articles.actions.leases import release_dead_leases
from articles.actions.logins import forget_logins
from articles.actions.page_retention import prune_pages
from articles.actions.pages import fetch_pages as fetch_pages_of_hosts
from articles.actions.pages import give_up_pages, hosts_with_due_pages
from articles.actions.planner import look_for_the_planner
from articles.actions.polling import LEASE, batches_by_host
from articles.actions.polling import poll_feeds as poll_leased_feeds
from articles.actions.processing import process_articles as process_waiting_articles
from articles.actions.text_retention import give_up_texts
from articles.fetcher import configured_policy
from articles.models import Article, Feed, Heartbeat, Host, Poll
from articles.models.lease import new_lease_token

FEEDS_A_TICK = 1000
POLL_SECONDS = 40.0
PAGE_SECONDS = 45.0
SOFT_LIMIT = 85
"""Seconds for tasks on the network: the last request that was begun in time may take half a minute more."""
ARTICLES_A_TICK = 1000
ARTICLES_A_TASK = 200


@shared_task
def poll_due_feeds(**_: Any) -> None:
    """Send due feeds to be polled, in batches of one task each; the batch takes the leases."""
    release_dead_leases()
    due = Feed.objects.due(now=timezone.now()).values_list("pk", "url")[:FEEDS_A_TICK]
    for ids in batches_by_host(due):
        poll_feeds.delay(ids)


@shared_task(soft_time_limit=SOFT_LIMIT)
def poll_feeds(ids: list[int], **_: Any) -> None:
    """Poll those of the feeds that are still due, and send on what they brought."""
    now, token = timezone.now(), new_lease_token()
    claimed = Feed.objects.due(now=now).filter(pk__in=ids).claim(now=now, lease=LEASE, token=token)
    polls, came = [], []
    for poll in poll_leased_feeds(
        ids=claimed,
        token=token,
        now=now,
        chance=random.Random(),
        policy=configured_policy(),
        wants_pages=settings.FETCH_PAGES,
        seconds=POLL_SECONDS,
        ends=(SoftTimeLimitExceeded,),
    ):
        polls.append(poll)
        came += poll.article_ids
        if len(came) >= ARTICLES_A_TASK:
            send_to_processing(came)
            came = []
    # A task of its own for every feed that brought one article would cost ten times as much.
    send_to_processing(came)
    count_polls(polls)


@shared_task
def fetch_due_pages(**_: Any) -> None:
    """Send hosts with due pages to be fetched; where pages are not wanted, the feeds' text serves."""
    now = timezone.now()
    give_up_pages(now=now, are_wanted=settings.FETCH_PAGES)
    for host in hosts_with_due_pages(now=now):
        fetch_pages.delay(host)


@shared_task(soft_time_limit=SOFT_LIMIT)
def fetch_pages(host: str, **_: Any) -> None:
    """Fetch due pages of one host until its time is over."""
    now = timezone.now()
    send_to_processing(fetch_pages_of_hosts(hosts=[host], now=now, policy=configured_policy(), seconds=PAGE_SECONDS))


@shared_task
def process_waiting(**_: Any) -> None:
    """Send on what waits and nobody works on: whatever a lost message or a dead worker left behind."""
    send_to_processing(Article.objects.claimable(now=timezone.now()).values_list("pk", flat=True)[:ARTICLES_A_TICK])


@shared_task
def process_articles(ids: list[int], **_: Any) -> None:
    """Process those of the articles that still wait."""
    count_processed(process_waiting_articles(ids=ids, now=timezone.now()))
    Heartbeat.beat("process", now=timezone.now())


@shared_task
def beat_heart(**_: Any) -> None:
    """Show that beat sends and a worker works."""
    for name in ("beat", "worker"):
        Heartbeat.beat(name, now=timezone.now())


@shared_task
def tell_staff(**_: Any) -> None:
    """Mail staff what troubles feeds have run into."""
    tell_staff_of_feeds(now=timezone.now(), site_url=settings.DESK_URL)


@shared_task
def fill_review_queue(**_: Any) -> None:
    """Open and close items of the review queue, as what was read or decided since asks for."""
    fill_whole_queue(now=timezone.now())


@shared_task
def tell_curators(**_: Any) -> None:
    """Mail curators what waits for them."""
    tell_curators_of_queue(now=timezone.now(), site_url=settings.DESK_URL)


@shared_task
def tidy_up(**_: Any) -> None:
    """Delete what nobody needs any longer: old polls, hosts that nobody visits, logins that are over."""
    now = timezone.now()
    forget_logins(now=now)
    Poll.objects.prune(now=now)
    Host.objects.forget(now=now)


@shared_task
def tell_the_planner(**_: Any) -> None:
    """Count anew what the database's planner goes by, where it does not do so by itself."""
    look_for_the_planner()


@shared_task
def prune_old_pages(**_: Any) -> None:
    """Give up the raw bytes of pages that are older than KEEP_PAGES_DAYS."""
    prune_pages(now=timezone.now(), days=settings.KEEP_PAGES_DAYS)


@shared_task
def give_up_old_texts(**_: Any) -> None:
    """Give up the text of articles that are older than KEEP_TEXT_DAYS; facts, quotes and hashes stay."""
    give_up_texts(now=timezone.now(), days=settings.KEEP_TEXT_DAYS)


def send_to_processing(article_ids: Any) -> None:
    """Send articles to the process queue, a batch a task."""
    ids = list(article_ids)
    for start in range(0, len(ids), ARTICLES_A_TASK):
        process_articles.delay(ids[start : start + ARTICLES_A_TASK])
