"""List pages: a page without a feed becomes one, by its recipe."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from lxml import etree, html

from articles.pipeline.parsing.addresses import canonical_url, clean_url
from articles.pipeline.parsing.decoding import decode_document
from articles.pipeline.parsing.entries import clean_entries
from articles.pipeline.parsing.feeds import charset_of, failure, outline_of, page_problem
from articles.pipeline.parsing.recipes import Recipe, Step
from articles.pipeline.parsing.records import Frame, Outline, ParsedFeed, RawEntry, RawFeed

MAX_PAGE = 4 * 1024 * 1024
"""Bytes: no list of news is longer."""
MAX_ELEMENTS = 100_000
MAX_ITEMS = 500
MAX_FOUND = 50
"""Nodes that a field may lead to in one item; the first that says something is taken."""

Chains = tuple[tuple[Step, ...], ...]


def parse_list(
    body: bytes,
    recipe: Recipe,
    *,
    content_type: str,
    url: str,
    timezone: str,
    fetched_at: datetime,
    encoding: str | None = None,
    day_first: bool = True,
) -> ParsedFeed:
    """Read the bytes of a list page by ``recipe``; the other arguments and the answer are those of ``parse_feed``.

    Items without a link, or with a link to the list itself, are skipped and
    counted. ``empty``: the recipe finds nothing on the page.
    """
    return clean_entries(
        outline_list(
            body,
            recipe,
            content_type=content_type,
            url=url,
            timezone=timezone,
            fetched_at=fetched_at,
            encoding=encoding,
            day_first=day_first,
        )
    )


def outline_list(
    body: bytes,
    recipe: Recipe,
    *,
    content_type: str,
    url: str,
    timezone: str,
    fetched_at: datetime,
    encoding: str | None = None,
    day_first: bool = True,
) -> Outline:
    """Read all but the words of the items, as ``outline_feed`` does; arguments and statuses of ``parse_list``."""
    if not body.strip(b" \t\r\n\x00"):
        return Outline(failure("parse_error", "empty_body"))
    if len(body) > MAX_PAGE:
        return Outline(failure("parse_error", "page_too_large"))
    decoded = decode_document(body, charset_of(content_type), encoding)
    if decoded.suspect:
        return Outline(replace(failure("encoding_suspect", "undecodable"), encoding=decoded.encoding))
    root = read_page(decoded.text)
    if root is None:
        return Outline(replace(failure("not_a_feed", "no_page"), encoding=decoded.encoding))
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        return Outline(replace(failure("parse_error", "too_many_elements"), encoding=decoded.encoding))
    items = [node for node in select([root], recipe.item) if isinstance(node, etree._Element)]
    if not items and (problem := page_problem(decoded.text)) in ("challenge_page", "login_page"):
        return Outline(replace(failure("not_a_feed", problem), encoding=decoded.encoding))
    base = root.xpath("string(//base/@href)") or ""
    raw = RawFeed(
        kind="list",
        title=_words(root.find(".//title")),
        title_is_text=True,
        home_url=url,
        ttl="",
        language=root.get("lang") or "",
        entries=tuple(_entry(item, recipe, str(base), url) for item in items[:MAX_ITEMS]),
    )
    found = outline_of(raw, Frame(url, timezone, fetched_at, day_first))
    over = found.document.over_limit + max(0, len(items) - MAX_ITEMS)
    return replace(found, document=replace(found.document, encoding=decoded.encoding, over_limit=over))


def read_page(text: str) -> etree._Element | None:
    """Read HTML of any quality; None where there is none. No address is ever opened."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root.getroottree().getroot()


def select(nodes: Sequence[etree._Element], chains: Chains) -> list[etree._Element | str]:
    """What the chains lead to from ``nodes``, in the order of the page for each chain; every node once."""
    found: list[etree._Element | str] = []
    for chain in chains:
        at: list[etree._Element | str] = list(nodes)
        for step in chain:
            at = list(_take(step, [node for node in at if isinstance(node, etree._Element)]))
        found.extend(at)
    return list(_once(found))


def _take(step: Step, nodes: list[etree._Element]) -> Iterator[etree._Element | str]:
    """Take one step from each node; what lies under another one is not walked twice, so that no step costs more
    than a walk through the page."""
    if step.axis in ("descendant::", "descendant-or-self::"):
        held = set(nodes)
        nodes = [node for node in nodes if not any(above in held for above in node.iterancestors())]
    take = etree.XPath(step.xpath, regexp=False, smart_strings=False)
    found: list[etree._Element | str] = []
    for node in nodes:
        # A step always leads to elements, attributes or text.
        found.extend(cast("list[etree._Element | str]", take(node)))
    return _once(found)


def _once(found: Iterable[etree._Element | str]) -> Iterator[etree._Element | str]:
    seen: set[etree._Element] = set()
    for node in found:
        if isinstance(node, etree._Element):
            if node in seen:
                continue
            seen.add(node)
        yield node


def _entry(item: etree._Element, recipe: Recipe, base: str, url: str) -> RawEntry:
    link = _first(item, recipe.link, "href") if recipe.link else ""
    anchor = item if item.tag == "a" else next(item.iter("a"), None)
    if not recipe.link and anchor is not None:
        link = anchor.get("href") or ""
    link = clean_url(link, clean_url(base, url) or url)
    if not link or canonical_url(link) == canonical_url(url):
        return RawEntry()
    title = _first(item, recipe.title, "title") if recipe.title else _words(anchor) or _attribute(anchor, "title")
    date = _first(item, recipe.date, "datetime") if recipe.date else _first_time(item)
    return RawEntry(
        link=link,
        title=title,
        title_is_text=True,
        summary=_first(item, recipe.summary, "content") if recipe.summary else "",
        summary_is_text=True,
        published=date,
        lang=item.get("lang") or "",
    )


def _first(item: etree._Element, chains: Chains, attribute: str) -> str:
    """The first words that the chains lead to; of an element its ``attribute`` where that says it exactly."""
    for node in select([item], chains)[:MAX_FOUND]:
        if isinstance(node, str):
            said = " ".join(node.split())
        elif attribute in ("href", "datetime"):
            said = _attribute(node, attribute) or (_words(node) if attribute == "datetime" else _href_within(node))
        else:
            said = _words(node) or _attribute(node, attribute)
        if said:
            return said
    return ""


def _href_within(node: etree._Element) -> str:
    anchor = next(node.iter("a"), None)
    return _attribute(anchor, "href")


def _first_time(item: etree._Element) -> str:
    for node in item.iter("time"):
        if said := _attribute(node, "datetime") or _words(node):
            return said
    return ""


def _attribute(node: etree._Element | None, name: str) -> str:
    return " ".join((node.get(name) or "").split()) if node is not None else ""


def _words(node: etree._Element | None) -> str:
    return " ".join("".join(map(str, node.itertext())).split()) if node is not None else ""
