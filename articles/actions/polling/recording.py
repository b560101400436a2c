"""What a poll leaves on its feed: state, schedule, validators, and a Poll row."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from articles.actions.polling import scheduling
from articles.actions.polling.records import FAILED, Answer, Counts
from articles.fetcher import host_of, registrable_domain
from articles.models import Feed, Poll
from articles.models.history import keep_nobodys_versions
from articles.models.writing import insert_rows, write_fields
from articles.pipeline.parsing import ParsedFeed

logger = logging.getLogger(__name__)

REFUSALS = frozenset({401, 403, 451})
MOVES_TO_BELIEVE = 3
MOVES_OVER = timedelta(days=1)
"""A permanent redirect is believed after three of the same on two days (THREATS H05)."""
EMPTY_POLLS_TO_FLAG = 3
OUTAGE_WINDOW = timedelta(minutes=15)
OUTAGE_HOSTS = 3
LONG_FAILING = timedelta(hours=1)
OUR_SIDE = "our_side: most hosts fail at once"

_POLL_COLUMNS = tuple(field.attname for field in Poll._meta.concrete_fields if not field.primary_key)

Changes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a poll ended: what changes on its feed, and its row, not written yet. ``outcome`` as it is reported."""

    feed: Feed
    changes: Changes
    poll: Poll

    @property
    def outcome(self) -> Feed.Outcome:
        """What came of it; a failure may end in suspension."""
        outcome: Feed.Outcome = self.changes["last_outcome"]
        return outcome


def end_poll(
    feed: Feed, answer: Answer, counts: Counts, *, now: datetime, chance: float, is_our_side: bool = False
) -> Ended:
    """Say how a poll ended; ``write_polls`` writes it. ``feed`` is left as it is."""
    changes: Changes = {
        "last_polled_at": now,
        "last_outcome": answer.outcome,
        "last_http_status": answer.http_status,
        "last_error": "; ".join(answer.errors)[:500],
        "lease_until": None,
        "lease_token": "",
    }
    if is_our_side:
        changes |= {
            "last_error": OUR_SIDE,
            "failing_since_at": feed.failing_since_at or now,
            "next_poll_at": now + scheduling.INTERVAL_MIN * (1 + chance),
        }
    elif answer.outcome in FAILED:
        changes |= _failed(feed, answer, now=now, chance=chance)
    else:
        changes |= _answered(feed, answer, counts, now=now, chance=chance)
    poll = Poll(
        feed=feed,
        started_at=now,
        seconds=answer.seconds,
        outcome=changes["last_outcome"],
        http_status=answer.http_status,
        size=answer.size,
        entries=counts.entries,
        new=counts.new,
        updated=counts.updated,
        duplicates=counts.duplicates,
        unchanged=counts.unchanged,
        skipped=counts.skipped,
        error=changes["last_error"],
    )
    return Ended(feed, changes, poll)


def write_polls(polls: Sequence[Ended]) -> None:
    """Write how polls ended, in a transaction, for feeds whose leases are held."""
    if moved := [ended.feed.pk for ended in polls if "url" in ended.changes]:
        # Set-up, which lists the old address, must know it again.
        keep_nobodys_versions(Feed, moved)
    alike: dict[tuple[str, ...], list[Feed]] = defaultdict(list)
    for ended in polls:
        changed = copy(ended.feed)
        for name, value in ended.changes.items():
            setattr(changed, name, value)
        alike[tuple(ended.changes)].append(changed)
    for names, feeds in alike.items():
        write_fields(feeds, names)
    insert_rows(Poll, _POLL_COLUMNS, ([getattr(ended.poll, name) for name in _POLL_COLUMNS] for ended in polls))
    for ended in polls:
        poll = ended.poll
        logger.info(
            "polled feed=%s status=%s new=%d updated=%d", ended.feed.slug, ended.outcome, poll.new, poll.updated
        )


def _answered(feed: Feed, answer: Answer, counts: Counts, *, now: datetime, chance: float) -> Changes:
    has_brought = counts.new + counts.updated > 0
    last_entry_at = now if has_brought else feed.last_entry_at
    document = answer.document
    published = [*_published(document)] if document is not None else []
    kept = scheduling.does_keep_office_hours(published)
    office_hours = feed.keeps_office_hours if kept is None else kept
    interval = scheduling.next_interval(
        published=published,
        silence=_silence(last_entry_at, now=now, office_hours=office_hours),
        previous=timedelta(seconds=feed.interval_seconds),
        ttl=_fresh_for(answer),
    )
    changes: Changes = {
        "last_entry_at": last_entry_at,
        "stale_at": feed.stale_at,
        "interval_seconds": int(interval.total_seconds()),
        "keeps_office_hours": office_hours,
        "next_poll_at": scheduling.after_answer(now=now, interval=interval, chance=chance, office_hours=office_hours),
    }
    if has_brought or published:
        changes["stale_at"] = scheduling.stale_at(published=published, last_entry_at=last_entry_at, now=now)
    if has_brought or feed.failures:
        changes["told_at"] = None
    if answer.outcome != Feed.Outcome.PARTIAL:
        changes |= {"last_success_at": now, "failures": 0, "failing_since_at": None}
        if feed.state in (Feed.State.SUSPENDED, Feed.State.GONE):
            changes |= {"state": Feed.State.ACTIVE, "state_reason": ""}
    changes |= _validators(answer) | _described(feed, answer) | _moved(feed, answer, now=now)
    if answer.outcome == Feed.Outcome.EMPTY and _is_unusually_empty(feed):
        changes["last_error"] = f"no entries in {EMPTY_POLLS_TO_FLAG} polls, though there used to be"
    return changes


def _published(document: ParsedFeed) -> Iterator[datetime]:
    """The dates of all entries, as far as they have one."""
    yield from (entry.published_at for entry in document.entries if entry.published_at)
    yield from (entry.published_at for entry in document.unchanged if entry.published_at)


def _silence(last_entry_at: datetime | None, *, now: datetime, office_hours: bool) -> timedelta | None:
    """How long a feed has brought nothing; nights do not count against one that keeps office hours."""
    if last_entry_at is None:
        return None
    return scheduling.open_time(last_entry_at, now) if office_hours else now - last_entry_at


def _fresh_for(answer: Answer) -> timedelta | None:
    """How long the publisher calls its answer fresh: the document's ttl or the Cache-Control, the longer of both."""
    document = answer.document
    said = [timedelta(minutes=document.ttl_minutes)] if document and document.ttl_minutes else []
    said += [timedelta(seconds=answer.max_age)] if answer.max_age else []
    return max(said, default=None)


def _validators(answer: Answer) -> Changes:
    """What makes the next poll cheap; only after a document that was read whole, so that a bad one is read again."""
    if answer.outcome == Feed.Outcome.OK:
        return {"etag": answer.etag, "last_modified": answer.last_modified, "body_hash": answer.body_hash}
    if answer.outcome != Feed.Outcome.NOT_MODIFIED:
        return {"etag": "", "last_modified": "", "body_hash": ""}
    fresh = {"etag": answer.etag, "last_modified": answer.last_modified}
    return {name: value for name, value in fresh.items() if value}


def _described(feed: Feed, answer: Answer) -> Changes:
    """What the document says of itself, where nobody has said it before."""
    document = answer.document
    if document is None:
        return {}
    said = {"title": document.title[:500], "home_url": document.home_url, "language": document.language[:20]}
    return {name: value for name, value in said.items() if value and not getattr(feed, name)}


def _moved(feed: Feed, answer: Answer, *, now: datetime) -> Changes:
    """Count permanent redirects to one address; take that address when it is believed and of the same owner."""
    if not answer.moved_to:
        return {"moved_to": "", "moved_seen": 0, "moved_first_at": None} if feed.moved_to else {}
    if answer.moved_to != feed.moved_to or feed.moved_first_at is None:
        return {"moved_to": answer.moved_to[:2000], "moved_seen": 1, "moved_first_at": now}
    seen = feed.moved_seen + 1
    is_believed = seen >= MOVES_TO_BELIEVE and now - feed.moved_first_at >= MOVES_OVER
    if not is_believed:
        return {"moved_seen": min(seen, 1000)}
    is_same_owner = registrable_domain(host_of(answer.moved_to)) == registrable_domain(host_of(feed.url))
    if not is_same_owner:
        return {"moved_seen": min(seen, 1000), "state_reason": "moved to another owner's domain: confirm the address"}
    if Feed.objects.filter(url=answer.moved_to).exists():
        return {"state": Feed.State.PAUSED, "state_reason": "moved to the address of another feed"}
    return {"url": answer.moved_to, "moved_to": "", "moved_seen": 0, "moved_first_at": None}


def _failed(feed: Feed, answer: Answer, *, now: datetime, chance: float) -> Changes:
    # What failed on our side until now has not failed on theirs.
    failures, failing_since = feed.failures + 1, (feed.failing_since_at if feed.failures else None) or now
    changes: Changes = {"failures": failures, "failing_since_at": failing_since}
    if answer.outcome == Feed.Outcome.GONE:
        if feed.state != Feed.State.PAUSED:
            changes |= {"state": Feed.State.GONE, "state_reason": "the server says that it is gone (410)"}
        return changes | {"next_poll_at": None}
    is_suspended = feed.state != Feed.State.PAUSED and scheduling.is_to_be_suspended(
        now=now, failing_since=failing_since, failures=failures, is_refused=answer.http_status in REFUSALS
    )
    if is_suspended:
        return changes | {
            "state": Feed.State.SUSPENDED,
            "state_reason": f"failing since {failing_since:%Y-%m-%d}: {'; '.join(answer.errors)}"[:300],
            "last_outcome": Feed.Outcome.SUSPENDED,
            "next_poll_at": now + scheduling.PROBE,
        }
    return changes | {
        "next_poll_at": scheduling.after_failure(
            now=now, failures=failures, retry_after=answer.retry_after, chance=chance
        )
    }


def _is_unusually_empty(feed: Feed) -> bool:
    """Whether this empty document is the third in a row of a feed that once had entries (THREATS F03)."""
    if feed.last_entry_at is None:
        return False
    before = Poll.objects.filter(feed=feed).order_by("-started_at", "-pk")
    outcomes = list(before.values_list("outcome", flat=True)[: EMPTY_POLLS_TO_FLAG - 1])
    return outcomes == [Feed.Outcome.EMPTY] * (EMPTY_POLLS_TO_FLAG - 1)


def is_our_side(light: Sequence[tuple[Feed, Answer]], polled: Mapping[int, Feed], *, now: datetime) -> bool:
    """Whether it is us who are cut off: more than half of all hosts asked lately give nothing (THREATS H18).

    Lately: this batch, and what was polled in the ``OUTAGE_WINDOW`` before. At
    least three hosts have to be without an answer. Feeds that had been failing for
    ``LONG_FAILING`` already say nothing. A page in place of a feed that has worked
    is what the gateway of a strange network answers, so it counts.
    """
    failed = {feed.pk: is_cut_off(feed, answer.outcome) for feed, answer in light if not answer.is_deferred}
    if not any(failed.values()):
        return False
    deferred = {feed.pk for feed, answer in light if answer.is_deferred}
    seen = [(feed, failed.get(pk, False)) for pk, feed in polled.items() if pk not in deferred]
    before = Feed.objects.filter(last_polled_at__gte=now - OUTAGE_WINDOW).exclude(pk__in=polled)
    seen += [(feed, feed.last_error == OUR_SIDE or is_cut_off(feed, feed.last_outcome)) for feed in before]
    hosts: dict[str, bool] = {}
    for feed, is_failed in seen:
        is_old_trouble = feed.failures and feed.failing_since_at and now - feed.failing_since_at > LONG_FAILING
        if not is_old_trouble:
            host = host_of(feed.url)
            hosts[host] = hosts.get(host, True) and is_failed
    is_ours = sum(hosts.values()) >= OUTAGE_HOSTS and 2 * sum(hosts.values()) > len(hosts)
    if is_ours and not any(feed.last_error == OUR_SIDE for feed, _ in seen):
        logger.error("our side: %d of %d hosts give no answer", sum(hosts.values()), len(hosts))
    return is_ours


def is_cut_off(feed: Feed, outcome: str) -> bool:
    """Whether a poll that ended so may have ended so because of us."""
    has_worked = feed.last_success_at is not None
    return outcome == Feed.Outcome.NETWORK_ERROR or (outcome == Feed.Outcome.NOT_A_FEED and has_worked)
