"""Under which key an entry is one article, and whose article it is: pure."""

import hashlib
import re
import uuid
from functools import lru_cache

from articles.fetcher import host_of, registrable_domain
from articles.pipeline.parsing import canonical_url

ANCHOR = re.compile(r"#(?!rss|xtor|ref|utm)(?P<name>[A-Za-z][\w-]{2,80})$", re.I)
"""A place on a page, e.g. ``#a080605``; not what a publisher hangs on for its statistics, e.g. ``#xtor=RSS-1``."""
MAX_CANONICAL = 2000
_AT_HAND = 2048
"""Storing one document asks several times for each of its addresses."""
AGGREGATORS = frozenset({"news.google.com", "www.bing.com", "bing.com"})
"""Hosts whose links stand for pages of publishers that only a browser gets to know."""


@lru_cache(maxsize=_AT_HAND)
def address_key(guid: str, url: str, *, feed_url: str) -> str:
    """Give the key under which an entry is one article, whoever brings it.

    Pieces on one page that each have an anchor of their own as permalink are
    articles of their own. Without a link the key is ``urn:uuid:…``, of this feed alone.
    """
    if not url:
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{feed_url} {guid}')}"
    key = canonical_url(url)
    if guid == url and "#" not in key and (anchor := ANCHOR.search(url)):
        key = f"{key}#{anchor['name']}"
    return fitting(key, MAX_CANONICAL)


@lru_cache(maxsize=_AT_HAND)
def is_aggregator(url: str) -> bool:
    """Whether an address only leads on to a publisher that it does not name."""
    return host_of(url) in AGGREGATORS


@lru_cache(maxsize=_AT_HAND)
def is_own_address(url: str, *, feed_url: str) -> bool:
    """Whether an address is of the feed's own registrable domain; nothing is an aggregator's own."""
    if is_aggregator(url):
        return False
    return bool(url) and registrable_domain(host_of(url)) == registrable_domain(host_of(feed_url))


def fitting(value: str, limit: int) -> str:
    """The value, or its hash where it is longer than a key may be."""
    return value if len(value.encode()) <= limit else f"urn:sha256:{hashlib.sha256(value.encode()).hexdigest()}"
