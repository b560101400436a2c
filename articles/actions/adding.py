"""Take in one article by its address, for a person who has read it somewhere."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from articles.actions.clustering.turn import own_transaction
from articles.actions.pages import ACCEPT, is_readable
from articles.actions.polling.addressing import MAX_CANONICAL, fitting
from articles.actions.polling.preparing import listed_at
from articles.actions.turns import turns_at
from articles.fetcher import (
    Failure,
    Fetched,
    Policy,
    Reason,
    Request,
    Response,
    address_problem,
    fetch_all,
    host_of,
    registrable_domain,
)
from articles.models import Article, ArticlePage, Feed
from articles.models.lease import new_lease_token
from articles.pipeline.parsing import PageHead, canonical_url, clean_url, page_head

logger = logging.getLogger(__name__)

ZONE = "Asia/Hong_Kong"
PATIENCE = 10.0

FetchAll = Callable[..., Iterator[Fetched]]


@dataclass(frozen=True, slots=True)
class Added:
    """What came of an address: the article and whether it is new, or why there is none."""

    article: Article | None = None
    is_new: bool = False
    problem: str = ""


def add_article(*, url: str, now: datetime, policy: Policy, fetch: FetchAll = fetch_all) -> Added:
    """Fetch a page under guard, as robots.txt allows, and store it as an article that waits to be processed.

    It is one article under its canonical address: of the page that really
    answers, or the one that the page itself names on the same domain. One that is
    there already is given as it is. Where the publisher has feeds here, it is
    trusted as the least trusted of them; else it counts as carried, and the
    publisher's own feed may take it over.
    """
    address = clean_url(url)
    if not address:
        return Added(problem="no readable address")
    if (problem := address_problem(address, allow_private=policy.allow_private)) is not None:
        return Added(problem=str(problem))
    if known := _known(address):
        return Added(known)
    with turns_at([address], now=now, policy=policy, token=new_lease_token(), patience=PATIENCE) as turns:
        if host_of(address) not in turns:
            return Added(problem="another process is at this host: try again in a minute")
        request = Request(0, address, accept=ACCEPT, obeys_robots=True)
        answer = next(fetch([request], policy, may_visit=turns.join))
    if problem := _problem(answer):
        return Added(problem=problem)
    assert isinstance(answer, Response)
    feed = _feed_of(host_of(answer.final_url))
    head = page_head(
        answer.body,
        content_type=answer.content_type,
        url=answer.final_url,
        timezone=feed.timezone if feed else ZONE,
        fetched_at=now,
        encoding=(feed.encoding or None) if feed else None,
    )
    if head is None or not head.title:
        return Added(problem="the page has no title that can be read")
    final = _own_word(answer.final_url, head)
    if known := _known(final) or _known(answer.final_url):
        return Added(known)
    try:
        with own_transaction(clusters=False):
            article = _store(final, answer, head, feed, now=now)
    except IntegrityError:
        # A feed brought it at the same moment.
        if known := _known(final):
            return Added(known)
        raise
    logger.info("added article=%d by address", article.pk)
    return Added(article, is_new=True)


def _problem(answer: Fetched) -> str:
    """Why there is no page, "" where there is one."""
    if isinstance(answer, Failure):
        return "robots.txt keeps us from this page" if answer.reason is Reason.ROBOTS else answer.text
    if not 200 <= answer.status < 300:
        return f"HTTP {answer.status}"
    return "" if is_readable(answer.content_type, answer.body) else f"unsupported_type: {answer.content_type[:80]}"


def _own_word(final_url: str, head: PageHead) -> str:
    """The address that the page names as its own, believed within its own domain; else where it was found."""
    is_own = registrable_domain(host_of(head.canonical)) == registrable_domain(host_of(final_url))
    return head.canonical if head.canonical and is_own else final_url


def _known(url: str) -> Article | None:
    return Article.objects.filter(canonical_url=_key(url)).first()


def _key(url: str) -> str:
    return fitting(canonical_url(url), MAX_CANONICAL)


def _feed_of(host: str) -> Feed | None:
    """The least trusted feed of the host's domain, where all its feeds are of one publisher."""
    domain = registrable_domain(host)
    feeds = [
        feed
        for feed in Feed.objects.filter(url__contains=domain).order_by("-tier", "pk")
        if registrable_domain(host_of(feed.url)) == domain
    ]
    return feeds[0] if len({feed.publisher for feed in feeds}) == 1 else None


def _store(url: str, answer: Response, head: PageHead, feed: Feed | None, *, now: datetime) -> Article:
    published_at = head.published.at
    if published_at is None:
        basis = Article.DateBasis.FIRST_SEEN
    else:
        is_stated = head.published.basis == "stated"
        basis = Article.DateBasis.PAGE if is_stated else Article.DateBasis.RELATIVE
    publisher = (feed.publisher or feed.title) if feed else head.site or registrable_domain(host_of(url))
    article = Article.objects.create(
        canonical_url=_key(url),
        url=url,
        feed=feed,
        is_carried=feed is None,
        publisher=publisher[:200],
        title=head.title[:500],
        lang=head.lang[:10],
        first_seen_at=now,
        listed_at=listed_at(published_at, now=now),
        published_at=published_at,
        date_basis=basis,
        page_status=Article.PageStatus.FETCHED,
    )
    ArticlePage.objects.create(
        article=article,
        url=answer.final_url,
        body=answer.body,
        body_hash=hashlib.sha256(answer.body).hexdigest(),
        content_type=answer.content_type,
        fetched_at=now,
        attempts=1,
    )
    return article
