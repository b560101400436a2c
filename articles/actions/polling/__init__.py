"""Poll feeds: fetch many at once, parse, store what is new, and say when to come again.

    claim        a lease on each feed, by a conditional update     Feed.objects.claim
    fetch        articles.fetcher.fetch_with_lulls                 bytes, as they arrive
    read         answering                                         bytes    -> Answer (outcome, document)
    prepare      preparing                                         entries  -> Items, with their hashes
    gather       groups                                            what is there at once -> one transaction
    decide       known, deciding                                   Items x what is known -> Decisions
    store        storing                                           Decisions -> rows
    record       recording, scheduling                             outcome  -> the feed's state and next poll

Documents that say something new of the same address are not stored together, and
where one stands in the way of others each is stored on its own: the outcome is that
of storing them one after the other. Unchanged feeds (304, or the same bytes) and
failures are recorded together in one transaction at the end of the batch. Everything
may run twice, and a process may die anywhere: the lease runs out and the next poll
finds what is missing.
"""

from articles.actions.polling.polling import LEASE, batches_by_host, check_feeds, poll_feeds
from articles.actions.polling.previewing import Preview, preview_feed
from articles.actions.polling.records import Counts, FeedPoll

__all__ = [
    "LEASE",
    "Counts",
    "FeedPoll",
    "Preview",
    "batches_by_host",
    "check_feeds",
    "poll_feeds",
    "preview_feed",
]
