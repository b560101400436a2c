"""Take a list of feeds into the database: added and updated by address, never deleted, never fetched."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from articles.actions.feed_lists.reading import ListedFeed, Refusal, read_feed_list
from articles.fetcher import Reason, address_problem, host_of, normal_address
from articles.models import Feed
from articles.pipeline.matching.records import FeedEntry

REASONS = {
    Reason.BAD_ADDRESS: "no readable address",
    Reason.BLOCKED_ADDRESS: "not a public host",
    Reason.BLOCKED_PORT: "only ports 80 and 443 are polled",
    Reason.BLOCKED_SCHEME: "only http and https are polled",
    Reason.BLOCKED_CREDENTIALS: "user names and passwords in addresses are refused",
}
NOT_ENABLED = "not enabled in the list of feeds"
TITLE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do."""

    added: int
    updated: int
    unchanged: int
    refusals: tuple[Refusal, ...]

    @property
    def refused(self) -> int:
        """How many were not taken."""
        return len(self.refusals)


def import_feeds(*, listed: Iterable[ListedFeed], allow_private: bool, is_dry_run: bool = False) -> Imported:
    """Add and update feeds in one transaction.

    Only what the list says is updated; a feed's slug and whether it is polled stay
    as they are here. Feeds that the list does not enable are added paused.
    """
    counts = {"added": 0, "updated": 0, "unchanged": 0}
    refusals: list[Refusal] = []
    with transaction.atomic():
        feeds = {feed.url: feed for feed in Feed.objects.all()}
        slugs = {feed.slug for feed in feeds.values()}
        for row in listed:
            if reason := _refusal(row, allow_private=allow_private):
                refusals.append(Refusal(row.line, row.url, reason))
                continue
            url = normal_address(row.url)
            feed = feeds.get(url)
            if feed is None:
                feed = feeds[url] = _new_feed(url, row, slugs)
                slugs.add(feed.slug)
                feed.save()
                counts["added"] += 1
            elif _update(feed, row):
                feed.save(update_fields=list(_said(row)))
                counts["updated"] += 1
            else:
                counts["unchanged"] += 1
        if is_dry_run:
            transaction.set_rollback(True)
    return Imported(**counts, refusals=tuple(refusals))


def install_builtin_feeds(*, rows: Iterable[FeedEntry], feeds_file: str, allow_private: bool) -> Imported:
    """Take the built-in list (``rows``), or ``feeds_file`` instead where one is named; an empty file means no feeds.

    Raises UnreadableList, OSError.
    """
    if feeds_file:
        listed: Iterable[ListedFeed] = read_feed_list(Path(feeds_file).read_bytes())
    else:
        listed = [_builtin(number, row) for number, row in enumerate(rows, start=1)]
    return import_feeds(listed=listed, allow_private=allow_private)


def _builtin(number: int, row: FeedEntry) -> ListedFeed:
    said = {name: value for name, value in asdict(row).items() if name not in ("url", "enabled") and value}
    return ListedFeed(line=number, url=row.url, fields=said, is_enabled=row.enabled)


def _refusal(row: ListedFeed, *, allow_private: bool) -> str:
    """Why a row is not taken, "" if it is; numbers in any spelling are judged, names only when they are polled."""
    if row.problem:
        return row.problem
    problem = address_problem(row.url, allow_private=allow_private)
    return REASONS.get(problem, str(problem)) if problem is not None else ""


def _new_feed(url: str, row: ListedFeed, slugs: set[str]) -> Feed:
    said = _said(row)
    feed = Feed(url=url, slug=_free_slug(row, url, slugs), **said)
    if not row.is_enabled:
        status = row.fields.get("status", "")
        feed.state = Feed.State.PAUSED
        feed.state_reason = f"{NOT_ENABLED} (status: {status})" if status else NOT_ENABLED
    return feed


def _said(row: ListedFeed) -> dict[str, str]:
    """The fields of a feed that the list speaks of."""
    names = {"status": "source_status"}
    said = {names.get(name, name): value for name, value in row.fields.items() if name != "slug"}
    return said | ({"title": said["title"][:TITLE_LIMIT]} if "title" in said else {})


def _update(feed: Feed, row: ListedFeed) -> bool:
    """Set on the feed what the list says; whether that changed anything."""
    changes = {name: value for name, value in _said(row).items() if getattr(feed, name) != value}
    for name, value in changes.items():
        setattr(feed, name, value)
    return bool(changes)


def _free_slug(row: ListedFeed, url: str, taken: set[str]) -> str:
    """The slug of the file, else from the title, else from the host; ``-2`` and so on where it is taken."""
    base = row.fields.get("slug") or slugify(row.fields.get("title", "")) or slugify(host_of(url).replace(".", "-"))
    base = base[:90].strip("-_") or "feed"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
