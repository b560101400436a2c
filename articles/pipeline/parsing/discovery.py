"""A site's page: which feeds it names, and what it says of itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree

from articles.pipeline.parsing.addresses import clean_url
from articles.pipeline.parsing.dates import Stamp, read_date
from articles.pipeline.parsing.decoding import decode_document
from articles.pipeline.parsing.feeds import charset_of
from articles.pipeline.parsing.listing import read_page
from articles.pipeline.parsing.markup import cut, plain

MAX_LINKS = 20
FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "text/xml",
)
COMMON_PATHS = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
"""Where the common publishing systems put their feed (WordPress, Hugo, Jekyll, Ghost, Drupal)."""
_FEED_WORDS = ("rss", "atom", "feed", ".rdf", ".xml")
_TITLES = ("og:title", "twitter:title", "dc.title", "articletitle")
_TIMES = ("article:published_time", "datepublished", "publishdate", "pubdate", "dc.date.issued", "dc.date", "date")
"""Names of meta elements in lower case; the last are those of Chinese government sites."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An address that may be a feed; ``how``: ``named`` in the head, ``linked`` in the page, ``guessed``."""

    url: str
    title: str
    how: str


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says of itself; ``canonical`` is its own word for its address, "" where it has none."""

    title: str
    canonical: str
    site: str
    lang: str
    published: Stamp


def feed_links(body: bytes, *, content_type: str, url: str) -> tuple[FeedLink, ...]:
    """The feeds that an HTML page names or links to, those in its head first, then the common paths of its site."""
    root = read_page(decode_document(body, charset_of(content_type), None).text)
    found: dict[str, FeedLink] = {}
    for link in (*(_links(root, url) if root is not None else ()), *_guesses(url)):
        found.setdefault(link.url, link)
    named = [link for link in found.values() if link.how != "guessed"][:MAX_LINKS]
    return (*named, *(link for link in found.values() if link.how == "guessed"))


def page_head(
    body: bytes, *, content_type: str, url: str, timezone: str, fetched_at: datetime, encoding: str | None = None
) -> PageHead | None:
    """What an HTML page says of itself; None where the bytes cannot be read."""
    decoded = decode_document(body, charset_of(content_type), encoding)
    root = None if decoded.suspect else read_page(decoded.text)
    if root is None:
        return None
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        said.setdefault(name, (meta.get("content") or "").strip())
    heading = next((_text(node) for node in (*root.iter("h1"), *root.iter("title")) if _text(node)), "")
    time = next((node.get("datetime") or "" for node in root.iter("time") if node.get("datetime")), "")
    canonical = next((link.get("href") or "" for link in root.iter("link") if "canonical" in _rel(link)), "")
    stated = next((said[name] for name in _TIMES if said.get(name)), time)
    return PageHead(
        title=cut(plain(next((said[name] for name in _TITLES if said.get(name)), heading), is_text=True), 500),
        canonical=clean_url(canonical, url),
        site=cut(plain(said.get("og:site_name", ""), is_text=True), 200),
        lang=plain(root.get("lang") or "", is_text=True)[:35],
        published=read_date(stated[:100], timezone=timezone, fetched_at=fetched_at, day_first=True),
    )


def _links(root: etree._Element, url: str) -> Iterator[FeedLink]:
    base = clean_url(next((node.get("href") or "" for node in root.iter("base")), ""), url) or url
    for link in root.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        names_one = "feed" in _rel(link) or ("alternate" in _rel(link) and kind in FEED_TYPES)
        if names_one and (address := clean_url(link.get("href") or "", base)):
            yield FeedLink(address, cut(plain(link.get("title") or "", is_text=True), 200), "named")
    for anchor in root.iter("a"):
        address = clean_url(anchor.get("href") or "", base)
        words = f"{urlsplit(address).path}?{urlsplit(address).query}".lower()
        if address and any(word in words for word in _FEED_WORDS):
            yield FeedLink(address, cut(_text(anchor), 200), "linked")


def _guesses(url: str) -> Iterator[FeedLink]:
    for path in COMMON_PATHS:
        yield FeedLink(urljoin(url, path), "", "guessed")


def _rel(link: etree._Element) -> set[str]:
    return set((link.get("rel") or "").lower().split())


def _text(node: etree._Element) -> str:
    return plain(" ".join("".join(map(str, node.itertext())).split()), is_text=True)
