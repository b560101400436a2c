"""Fetch the pages of articles whose feed gives too little text.

``page_status`` is the queue: ``due`` until the page is there, refused, or has
failed three times; then the feed's text serves. The article's own lease keeps two
workers from one page, and holds it back between tries.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from articles.failpoints import pass_failpoint
from articles.fetcher import Failure, Fetched, Policy, Reason, Request, Response, fetch_all, host_of
from articles.models import Article, ArticlePage
from articles.models.lease import new_lease_token

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
SECONDS = 45.0
MAX_TRIES = 3
BACK_OFF = timedelta(minutes=30)
MAX_DUE = 2000
PATIENCE = timedelta(days=1)
ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
READABLE = ("text/html", "application/xhtml+xml", "text/plain")
SNIFFED = 512
BINARY_STARTS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"ID3", b"\x1f\x8b", b"\x00\x00\x00")
"""How documents begin that are no text, whatever their Content-Type says (THREATS H15)."""

FetchAll = Callable[..., Iterator[Fetched]]


def hosts_with_due_pages(*, now: datetime) -> list[str]:
    """The hosts that have pages waiting; those of the oldest articles first."""
    addresses = Article.objects.due_pages(now=now).values_list("url", flat=True)[:MAX_DUE]
    return list(dict.fromkeys(host_of(address) for address in addresses))


def give_up_pages(*, now: datetime, are_wanted: bool) -> int:
    """Let the feed's text serve where pages are not wanted, or a page has been due for a day; give how many."""
    overdue = Article.objects.due_pages(now=now)
    if are_wanted:
        overdue = overdue.filter(first_seen_at__lt=now - PATIENCE, page__isnull=False)
    return Article.objects.filter(pk__in=list(overdue.values_list("pk", flat=True)[:MAX_DUE])).update(
        page_status=Article.PageStatus.FAILED if are_wanted else Article.PageStatus.NOT_WANTED,
        lease_until=None,
        lease_token="",
    )


def fetch_pages(
    *,
    hosts: Sequence[str] | None,
    now: datetime,
    policy: Policy,
    seconds: float = SECONDS,
    fetch: FetchAll = fetch_all,
) -> list[int]:
    """Fetch due pages of these hosts (None: of all) until ``seconds`` are over.

    Gives the ids of the articles that wait for their page no longer.
    """
    token = new_lease_token()
    articles = _claim(hosts, now=now, token=token)
    requests = [Request(article.pk, article.url, accept=ACCEPT, obeys_robots=True) for article in articles.values()]
    settled: list[int] = []
    for fetched in fetch(requests, policy, seconds=seconds):
        if _keep(articles[fetched.key], fetched, token=token, now=now):
            settled.append(fetched.key)
        pass_failpoint("pages.kept")
    return settled


def _claim(hosts: Sequence[str] | None, *, now: datetime, token: str) -> dict[int, Article]:
    wanted = None if hosts is None else set(hosts)
    rows = Article.objects.due_pages(now=now).values_list("pk", "url")[:MAX_DUE]
    ids = [pk for pk, address in rows if wanted is None or host_of(address) in wanted]
    Article.objects.due_pages(now=now).order_by().filter(pk__in=ids).update(lease_until=now + LEASE, lease_token=token)
    return Article.objects.filter(pk__in=ids, lease_token=token).in_bulk()


def _keep(article: Article, fetched: Fetched, *, token: str, now: datetime) -> bool:
    """Write what came of one page; whether the article has not to wait for it any longer."""
    released = {"lease_until": None, "lease_token": ""}
    held = Article.objects.filter(pk=article.pk, lease_token=token)
    if isinstance(fetched, Failure) and fetched.reason is Reason.DEFERRED:
        held.update(**released)
        return False
    status, error = _judge(fetched)
    with transaction.atomic():
        page = ArticlePage.objects.filter(article=article).first() or ArticlePage(article=article, body=b"")
        page.url, page.fetched_at, page.error = article.url, now, error[:300]
        page.attempts = 1 if status is Article.PageStatus.FETCHED else page.attempts + 1
        if isinstance(fetched, Response) and status is Article.PageStatus.FETCHED:
            page.url, page.body, page.content_type = fetched.final_url, fetched.body, fetched.content_type
        if status is Article.PageStatus.DUE and page.attempts >= MAX_TRIES:
            status = Article.PageStatus.FAILED
        if status is Article.PageStatus.DUE:
            released["lease_until"] = now + BACK_OFF * 2 ** (page.attempts - 1)
        # Nobody may have taken the article over while we waited for its page.
        if held.update(page_status=status, **released) == 0:
            return False
        page.save()
    logger.info("page article=%d status=%s error=%s", article.pk, status, error)
    return status is not Article.PageStatus.DUE


def _judge(fetched: Fetched) -> tuple[Article.PageStatus, str]:
    """What an answer means for the page: fetched, refused, failed for good, or due again."""
    if isinstance(fetched, Failure):
        if fetched.reason is Reason.ROBOTS:
            return Article.PageStatus.REFUSED, fetched.text
        if fetched.is_blocked or fetched.reason in (Reason.TOO_LARGE, Reason.BAD_COMPRESSION, Reason.REDIRECT_LOOP):
            return Article.PageStatus.FAILED, fetched.text
        return Article.PageStatus.DUE, fetched.text
    if fetched.status in (401, 402, 403, 451):
        return Article.PageStatus.REFUSED, f"HTTP {fetched.status}"
    if fetched.status == 429 or fetched.status >= 500:
        return Article.PageStatus.DUE, f"HTTP {fetched.status}"
    if not 200 <= fetched.status < 300:
        return Article.PageStatus.FAILED, f"HTTP {fetched.status}"
    if not is_readable(fetched.content_type, fetched.body):
        return Article.PageStatus.FAILED, f"unsupported_type: {fetched.content_type[:80]}"
    return Article.PageStatus.FETCHED, ""


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
