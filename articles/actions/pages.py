"""Fetch the pages of articles whose feed gives too little text.

``page_status`` is the queue: ``due`` until the page is there, refused, or has
failed. Then the article is processed, on the feed's text where there is no page:
news never waits for a server that is down. What may get better is tried twice
more (``ArticlePage.retry_at``), and the article processed again when it comes.
The article's own lease keeps two workers from one page.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from articles.actions.turns import turns_at
from articles.failpoints import pass_failpoint
from articles.fetcher import Failure, Fetched, Policy, Reason, Request, Response, fetch_all, host_of
from articles.models import Article, ArticlePage, Feed
from articles.models.lease import new_lease_token

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
SECONDS = 45.0
MAX_TRIES = 3
BACK_OFF = timedelta(minutes=30)
MAX_DUE = 2000
PATIENCE = timedelta(days=1)
REFUSALS = frozenset({401, 402, 403, 451})
FINAL = frozenset({Reason.TOO_LARGE, Reason.BAD_COMPRESSION, Reason.REDIRECT_LOOP, Reason.TOO_MANY_HOPS})
"""Failures that the next try would only repeat."""
ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
READABLE = ("text/html", "application/xhtml+xml", "text/plain")
SNIFFED = 512
BINARY_STARTS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"ID3", b"\x1f\x8b", b"\x00\x00\x00")
"""How documents begin that are no text, whatever their Content-Type says (THREATS H15)."""

FetchAll = Callable[..., Iterator[Fetched]]


def hosts_with_due_pages(*, now: datetime) -> list[str]:
    """The hosts that have pages waiting; those of the oldest articles first.

    Hosts that have a feed to poll are left out: it has its turn first, and pages
    would keep it from the host as long as there are any.
    """
    polled = {host_of(url) for url in Feed.objects.due(now=now).values_list("url", flat=True)}
    return [host for host in dict.fromkeys(host_of(url) for _, url in _waiting(now)) if host not in polled]


def give_up_pages(*, now: datetime, are_wanted: bool) -> int:
    """Let the feed's text serve where pages are not wanted, or a page has been due for a day; give how many."""
    overdue = Article.objects.due_pages(now=now)
    if are_wanted:
        overdue = overdue.filter(first_seen_at__lt=now - PATIENCE)
    else:
        ArticlePage.objects.filter(retry_at__isnull=False).update(retry_at=None)
    status = Article.PageStatus.FAILED if are_wanted else Article.PageStatus.NOT_WANTED
    return overdue.order_by().update(page_status=status, lease_until=None, lease_token="")


def fetch_pages(
    *,
    hosts: Sequence[str] | None,
    now: datetime,
    policy: Policy,
    seconds: float = SECONDS,
    fetch: FetchAll = fetch_all,
) -> list[int]:
    """Fetch due pages of these hosts (None: of all) until ``seconds`` are over.

    Gives the ids of the articles that are to be processed: they wait for their
    page no longer, or it has come late. A public host where another process is, is left out.
    """
    token = new_lease_token()
    waiting = _waiting(now)
    urls = [url for _, url in waiting if hosts is None or host_of(url) in hosts]
    with turns_at(urls, now=now, policy=policy, token=token) as turns:
        ids = [pk for pk, url in waiting if host_of(url) in turns]
        fetched = partial(fetch, policy=policy, seconds=seconds, may_visit=turns.join)
        return _fetch_claimed(ids, now=now, fetch=fetched, token=token)


def _fetch_claimed(
    ids: Sequence[int], *, now: datetime, fetch: Callable[[Sequence[Request]], Iterator[Fetched]], token: str
) -> list[int]:
    articles = _claim(ids, now=now, token=token)
    requests = [Request(article.pk, article.url, accept=ACCEPT, obeys_robots=True) for article in articles.values()]
    settled: list[int] = []
    for fetched in fetch(requests):
        if _keep(articles[fetched.key], fetched, token=token, now=now):
            settled.append(fetched.key)
        pass_failpoint("pages.kept")
    return settled


def _waiting(now: datetime) -> list[tuple[int, str]]:
    """Articles (id, address) that wait for their page, then those whose page is to be tried again."""
    articles = Article.objects
    return [
        *articles.due_pages(now=now).values_list("pk", "url")[:MAX_DUE],
        *articles.pages_to_retry(now=now).values_list("pk", "url")[:MAX_DUE],
    ]


def _claim(ids: Sequence[int], *, now: datetime, token: str) -> dict[int, Article]:
    Article.objects.filter(pk__in=ids).unleased(now=now).update(lease_until=now + LEASE, lease_token=token)
    return Article.objects.filter(pk__in=ids, lease_token=token).in_bulk()


def _keep(article: Article, fetched: Fetched, *, token: str, now: datetime) -> bool:
    """Write what came of one page; whether the article is to be processed now."""
    held = Article.objects.filter(pk=article.pk, lease_token=token)
    if isinstance(fetched, Failure) and fetched.reason is Reason.DEFERRED:
        held.update(lease_until=None, lease_token="")
        return False
    verdict = _judge(fetched)
    is_waited_for = article.page_status == Article.PageStatus.DUE
    changes: dict[str, Any] = {"page_status": verdict.status, "lease_until": None, "lease_token": ""}
    if verdict.status is Article.PageStatus.FETCHED:
        changes |= {"processed_at": None, "attempts": 0}
    with transaction.atomic():
        # Nobody may have taken the article over while we waited for its page.
        if held.update(**changes) == 0:
            return False
        page = ArticlePage.objects.filter(article=article).first() or ArticlePage(article=article, body=b"")
        page.url, page.fetched_at, page.error, page.retry_at = article.url, now, verdict.error[:300], None
        page.attempts += 1
        if isinstance(fetched, Response) and verdict.status is Article.PageStatus.FETCHED:
            page.url, page.body, page.content_type = fetched.final_url, fetched.body, fetched.content_type
            page.body_hash, page.source_hash, page.pruned_at = hashlib.sha256(fetched.body).hexdigest(), "", None
        if verdict.may_get_better and page.attempts < MAX_TRIES:
            page.retry_at = now + BACK_OFF * 2 ** (page.attempts - 1)
        page.save()
    logger.info("page article=%d status=%s error=%s", article.pk, verdict.status, verdict.error)
    return is_waited_for or verdict.status is Article.PageStatus.FETCHED


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means for a page."""

    status: Article.PageStatus
    error: str = ""
    may_get_better: bool = False


def _judge(fetched: Fetched) -> Verdict:
    """Fetched, refused, or failed, for good or for now."""
    if isinstance(fetched, Failure):
        if fetched.reason is Reason.ROBOTS:
            return Verdict(Article.PageStatus.REFUSED, fetched.text)
        return Verdict(Article.PageStatus.FAILED, fetched.text, not fetched.is_blocked and fetched.reason not in FINAL)
    if fetched.status in REFUSALS:
        return Verdict(Article.PageStatus.REFUSED, f"HTTP {fetched.status}")
    if not 200 <= fetched.status < 300:
        may_get_better = fetched.status == 429 or fetched.status >= 500
        return Verdict(Article.PageStatus.FAILED, f"HTTP {fetched.status}", may_get_better)
    if not is_readable(fetched.content_type, fetched.body):
        return Verdict(Article.PageStatus.FAILED, f"unsupported_type: {fetched.content_type[:80]}")
    return Verdict(Article.PageStatus.FETCHED)


def is_readable(content_type: str, body: bytes) -> bool:
    """Whether a body is HTML or plain text: by what is declared, and by how it begins."""
    media = content_type.partition(";")[0].strip().lower()
    start = body[:SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start or start.startswith(BINARY_STARTS):
        return False
    if media in READABLE:
        return True
    # Mislabelled pages are common; what looks like markup is read.
    lowered = start[:SNIFFED].lower()
    return media in ("", "application/octet-stream", "text/xml", "application/xml") and b"<html" in lowered
