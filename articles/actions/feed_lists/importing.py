"""Take a list of feeds into the database: added and updated by address, never deleted, never fetched."""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from articles.actions.clustering.turn import own_transaction
from articles.actions.feed_lists.reading import RECIPE, ListedFeed, Refusal, read_feed_list, recipe_of
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
LIST_PAGE_FIELDS = (
    "url", "kind", "recipe", "title", "publisher", "tier", "timezone", "etag", "last_modified", "body_hash",
    "failures", "failing_since_at", "state", "state_reason", "next_poll_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row: ``added``, ``updated`` (with the names of the fields), ``unchanged``."""

    line: int
    url: str
    slug: str
    what: str
    fields: tuple[str, ...] = ()
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do; ``rows`` in the order of the list."""

    added: int
    updated: int
    unchanged: int
    refusals: tuple[Refusal, ...]
    rows: tuple[Taken, ...] = ()

    @property
    def refused(self) -> int:
        """How many were not taken."""
        return len(self.refusals)


def import_feeds(
    *, listed: Iterable[ListedFeed], allow_private: bool, is_dry_run: bool = False, is_set_up: bool = False
) -> Imported:
    """Add and update feeds in one transaction.

    Only what the list says is updated; a feed's slug and whether it is polled stay
    as they are here. Feeds that the list does not enable are added paused. Set-up
    (``is_set_up``), which nobody asks for this list, changes no field that a person has set.
    """
    counts = {"added": 0, "updated": 0, "unchanged": 0}
    refusals: list[Refusal] = []
    rows: list[Taken] = []
    with own_transaction(clusters=False):
        feeds = {feed.url: feed for feed in Feed.objects.all()}
        slugs = {feed.slug for feed in feeds.values()}
        kept = _set_by_people() if is_set_up else {}
        for row in listed:
            if reason := _refusal(row, allow_private=allow_private):
                refusals.append(Refusal(row.line, row.url, reason))
                continue
            url = normal_address(row.url)
            feed = feeds.get(url)
            changed: tuple[str, ...] = ()
            if feed is None:
                feed = feeds[url] = _new_feed(url, row, slugs)
                slugs.add(feed.slug)
                feed.save()
                what = "added"
            elif changed := _update(feed, row, but=kept.get(feed.pk, set())):
                feed.save(update_fields=changed)
                what = "updated"
            else:
                what = "unchanged"
            counts[what] += 1
            rows.append(Taken(row.line, url, feed.slug, what, changed, feed.state == Feed.State.PAUSED))
        if is_dry_run:
            transaction.set_rollback(True)
    return Imported(**counts, refusals=tuple(refusals), rows=tuple(rows))


def install_builtin_feeds(*, rows: Iterable[FeedEntry], feeds_file: str, allow_private: bool) -> Imported:
    """Take the built-in list (``rows``), or ``feeds_file`` instead where one is named; an empty file means no feeds.

    What people did to feeds stands: deleted ones stay away, fields that they set are left as they are, and a feed that
    has moved does not come back under the address that it left.
    Raises UnreadableList, OSError.
    """
    if feeds_file:
        listed: Iterable[ListedFeed] = read_feed_list(Path(feeds_file).read_bytes())
    else:
        listed = [_builtin(number, row) for number, row in enumerate(rows, start=1)]
    left = _left_addresses()
    listed = [row for row in listed if normal_address(row.url) not in left]
    return import_feeds(listed=listed, allow_private=allow_private, is_set_up=True)


def save_list_page(*, feed: Feed, is_enabled: bool, by: str, now: datetime) -> Feed:
    """Save a page without a feed that was set up by hand, new or changed; it is read anew at its next poll."""
    if not feed.slug:
        row = ListedFeed(1, feed.url, {"title": feed.title})
        feed.slug = _free_slug(row, feed.url, set(Feed.objects.values_list("slug", flat=True)))
    # What was known of the page was known of another reading of it.
    feed.etag = feed.last_modified = feed.body_hash = ""
    if is_enabled and feed.state != Feed.State.ACTIVE:
        feed.failures, feed.failing_since_at = 0, None
    if is_enabled:
        feed.state, feed.state_reason, feed.next_poll_at = Feed.State.ACTIVE, "", now
    elif feed.state == Feed.State.ACTIVE:
        feed.state, feed.state_reason = Feed.State.PAUSED, f"paused by {by}"[:300]
    # A poll that is under way writes other fields of the row.
    feed.save(update_fields=LIST_PAGE_FIELDS if feed.pk else None)
    return feed


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


def _said(row: ListedFeed) -> dict[str, str | dict[str, str]]:
    """The fields of a feed that the list speaks of."""
    names = {"status": "source_status"}
    said: dict[str, str | dict[str, str]] = {
        names.get(name, name): value
        for name, value in row.fields.items()
        if name != "slug" and not name.startswith(RECIPE)
    }
    if "title" in row.fields:
        said["title"] = row.fields["title"][:TITLE_LIMIT]
    if recipe := recipe_of(row.fields):
        said["recipe"] = recipe
    return said


def _left_addresses() -> set[str]:
    """Addresses that feeds once had and none has now: of those that were deleted, and of those that have moved."""
    return set(Feed.history.values_list("url", flat=True)) - set(Feed.objects.values_list("url", flat=True))


def _set_by_people() -> dict[int, set[str]]:
    """The fields that somebody has set on each feed, by its id; of a feed that a person added, all of them."""
    fields = [field.name for field in Feed.history.model.tracked_fields]
    edited = Feed.history.filter(history_user__isnull=False).values("id")
    kept: dict[int, set[str]] = defaultdict(set)
    before: dict[str, Any] = {}
    versions = Feed.history.filter(id__in=edited).order_by("id", "history_id")
    for version in versions.values("history_user_id", *fields):
        former = before if before.get("id") == version["id"] else {}
        if version["history_user_id"] is not None:
            kept[version["id"]] |= {name for name in fields if name not in former or former[name] != version[name]}
        before = version
    return kept


def _update(feed: Feed, row: ListedFeed, *, but: Set[str]) -> tuple[str, ...]:
    """Set on the feed what the list says, ``but`` for some fields; the names of what that changed."""
    said = {name: value for name, value in _said(row).items() if name not in but}
    changes = {name: value for name, value in said.items() if getattr(feed, name) != value}
    for name, value in changes.items():
        setattr(feed, name, value)
    return tuple(changes)


def _free_slug(row: ListedFeed, url: str, taken: set[str]) -> str:
    """The slug of the file, else from the title, else from the host; ``-2`` and so on where it is taken."""
    base = row.fields.get("slug") or slugify(row.fields.get("title", "")) or slugify(host_of(url).replace(".", "-"))
    base = base[:90].strip("-_") or "feed"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
