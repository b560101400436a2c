"""Find the feeds of a site, and take one of them in with a click."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from articles.actions.feed_lists import Imported, ListedFeed, import_feeds
from articles.actions.polling.answering import read_answer
from articles.actions.turns import turns_at
from articles.fetcher import Failure, Fetched, Policy, Request, Response, fetch_all, host_of, normal_address
from articles.models import Feed
from articles.models.lease import new_lease_token
from articles.pipeline.parsing import FeedLink, ParsedFeed, feed_links

ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
MAX_LINKS_TRIED = 20
SECONDS = 40.0
"""For each round of tries: a person waits."""
PATIENCE = 10.0

FetchAll = Callable[..., Iterator[Fetched]]


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that answers: what it says of itself, and the feed of ours that has its address already, if any."""

    url: str
    title: str
    kind: str
    entries: int
    newest_at: datetime | None
    language: str
    how: str
    known: Feed | None


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found; ``problem`` says in a word why nothing could be, "" otherwise; ``tried`` counts addresses."""

    feeds: tuple[FoundFeed, ...] = ()
    problem: str = ""
    tried: int = 0


def discover_feeds(*, url: str, now: datetime, policy: Policy, fetch: FetchAll = fetch_all) -> Discovery:
    """Look at a page for feeds: the page itself, what its head names, what it links to, then the usual places.

    The usual places are tried only where nothing else is a feed. Everything is
    fetched by the one guarded fetcher; nothing is stored.
    """
    with turns_at([url], now=now, policy=policy, token=new_lease_token(), patience=PATIENCE) as turns:
        if host_of(url) not in turns:
            return Discovery(problem="another process is at this host: try again in a minute")
        return _discover(url, now=now, fetch=partial(fetch, policy=policy, seconds=SECONDS, may_visit=turns.join))


def _discover(url: str, *, now: datetime, fetch: FetchAll) -> Discovery:
    answer = next(fetch([Request(0, url, accept=ACCEPT)]))
    if isinstance(answer, Failure):
        return Discovery(problem=answer.text, tried=1)
    if not 200 <= answer.status < 300:
        return Discovery(problem=f"HTTP {answer.status}", tried=1)
    if itself := _found(FeedLink(answer.final_url, "", "itself"), answer, now=now):
        return Discovery((_known(itself),), tried=1)
    links = feed_links(answer.body, content_type=answer.content_type, url=answer.final_url)
    found: list[FoundFeed] = []
    tried = 1
    for is_guess in (False, True):
        chosen = [link for link in links if (link.how == "guessed") is is_guess][:MAX_LINKS_TRIED]
        if found or not chosen:
            continue
        tried += len(chosen)
        found = _try(chosen, now=now, fetch=fetch)
    return Discovery(tuple(map(_known, found)), "" if found else "no feed found", tried)


def add_feed(
    *, url: str, title: str, home_url: str, language: str, is_enabled: bool, by: str, allow_private: bool
) -> tuple[Imported, Feed | None]:
    """Take one address in, polled at once or paused; gives what the import says, and the feed if there is one now."""
    fields = {"title": " ".join(title.split())[:500], "home_url": home_url, "language": language[:20]}
    listed = ListedFeed(1, url, {name: value for name, value in fields.items() if value}, is_enabled)
    known = Feed.objects.filter(url=normal_address(url)).first()
    if known is not None:
        return Imported(0, 0, 1, ()), known
    imported = import_feeds(listed=[listed], allow_private=allow_private)
    feed = Feed.objects.filter(url=normal_address(url)).first()
    if feed is not None and not is_enabled:
        feed.state_reason = f"added paused by {by}"[:300]
        feed.save(update_fields=["state_reason"])
    return imported, feed


def _try(links: Sequence[FeedLink], *, now: datetime, fetch: FetchAll) -> list[FoundFeed]:
    requests = [Request(number, link.url, accept=ACCEPT) for number, link in enumerate(links)]
    found: dict[int, FoundFeed] = {}
    for answer in fetch(requests):
        if isinstance(answer, Response) and (feed := _found(links[answer.key], answer, now=now)):
            found[answer.key] = feed
    by_address: dict[str, FoundFeed] = {}
    for number in sorted(found):
        by_address.setdefault(normal_address(found[number].url), found[number])
    return list(by_address.values())


def _found(link: FeedLink, answer: Response, *, now: datetime) -> FoundFeed | None:
    """The feed that an answer is, None where it is none."""
    read = read_answer(Feed(url=link.url), answer, now=now)
    document: ParsedFeed | None = read.document
    if document is None or document.status not in ("ok", "empty", "partial"):
        return None
    dates = [entry.published_at for entry in document.entries if entry.published_at and entry.published_at <= now]
    return FoundFeed(
        url=answer.final_url,
        title=document.title or link.title,
        kind=document.kind,
        entries=len(document.entries),
        newest_at=max(dates, default=None),
        language=document.language,
        how=link.how,
        known=None,
    )


def _known(found: FoundFeed) -> FoundFeed:
    return replace(found, known=Feed.objects.filter(url=normal_address(found.url)).first())
