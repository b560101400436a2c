"""Read a list of feeds, OPML or YAML, told by content: pure, hostile files included (THREATS X04)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from lxml import etree

from articles.pipeline.parsing import RecipeError, read_recipe
from articles.pipeline.parsing.recipes import FIELDS, MAX_SELECTOR

RECIPE = "recipe_"
"""Before the fields of a recipe, which stand in a list one by one: ``recipe_item: ul.news > li``."""
MAX_BYTES = 1024 * 1024
MAX_FEEDS = 500
MAX_DEPTH = 20

ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
"""A document type, e.g. ``<!DOCTYPE opml [<!ENTITY a "b">]>``: no list of feeds needs one."""

TEXT_FIELDS = {
    "slug": 100,
    "title": 500,
    "publisher": 200,
    "home_url": 2000,
    "kind": 40,
    "language": 20,
    "topic": 80,
    "jurisdiction": 80,
    "timezone": 60,
    "tier": 1,
    "encoding": 40,
    "status": 40,
    "note": 2000,
    **{f"{RECIPE}{name}": MAX_SELECTOR for name in ("by", *FIELDS)},
}
"""Keys of a YAML row beside ``url`` and ``enabled``, with their longest value."""


class UnreadableList(Exception):
    """The whole file cannot be taken; the message is one line for the operator."""


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed as a list names it; ``fields`` has only what the list says. ``problem`` is why it cannot be taken."""

    line: int
    url: str
    fields: dict[str, str] = field(default_factory=dict)
    is_enabled: bool = True
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A feed that was not taken: ``LINE: ADDRESS: reason``."""

    line: int
    url: str
    reason: str

    def __str__(self) -> str:
        return f"{self.line}: {self.url}: {self.reason}"


def read_feed_list(body: bytes) -> tuple[ListedFeed, ...]:
    """Give the feeds of an OPML or YAML file in its order; an empty file has none. Raises UnreadableList."""
    if len(body) > MAX_BYTES:
        raise UnreadableList(f"the file is larger than {MAX_BYTES // 1024} KiB")
    start = body.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if not start:
        return ()
    feeds = tuple(_read_opml(body) if start.startswith(b"<") else _read_yaml(body))
    if len(feeds) > MAX_FEEDS:
        raise UnreadableList(f"the file names {len(feeds)} feeds, more than {MAX_FEEDS}")
    return feeds


def _read_opml(body: bytes) -> Iterator[ListedFeed]:
    if ENTITY.search(body.replace(b"\0", b"")):
        raise UnreadableList("the OPML file declares a document type: refused")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableList(f"no readable OPML: {error.msg}") from error
    if etree.QName(root).localname.lower() != "opml":
        raise UnreadableList(f"neither OPML nor YAML: the root element is <{etree.QName(root).localname}>")
    return _outlines(root)


def _outlines(root: etree._Element) -> Iterator[ListedFeed]:
    """All outlines that name a feed; folders only group."""
    waiting: list[tuple[etree._Element, int]] = [(child, 1) for child in reversed(root)]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise UnreadableList(f"the outlines are nested deeper than {MAX_DEPTH}")
        if not isinstance(element.tag, str):
            continue
        said = {name.lower(): " ".join(value.split()) for name, value in element.attrib.items()}
        if "xmlurl" in said:
            yield _from_outline(element.sourceline or 0, said)
        waiting.extend((child, depth + 1) for child in reversed(element))


def _from_outline(line: int, said: dict[str, str]) -> ListedFeed:
    names = {name: said.get(f"gba{name}", "") for name in TEXT_FIELDS}
    names |= {
        "title": said.get("title") or said.get("text") or "",
        "home_url": said.get("htmlurl", ""),
        "language": said.get("language", ""),
        "topic": said.get("category", "").strip("/"),
        "note": said.get("description", ""),
    }
    return listed_feed(line, said["xmlurl"], names, is_enabled=said.get("gbaenabled", "true").lower() != "false")


def _read_yaml(body: bytes) -> Iterator[ListedFeed]:
    try:
        text = body.decode("utf-8-sig")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise UnreadableList("neither OPML nor YAML: the bytes are not UTF-8") from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise UnreadableList(
            f"no readable YAML{where}: {getattr(error, 'problem', None) or 'nested too deep'}"
        ) from error
    if root is None:
        return iter(())
    return _rows(_list_of_feeds(root))


def _list_of_feeds(root: yaml.Node) -> yaml.SequenceNode:
    """The sequence of feeds: the document itself, or what stands under its key ``feeds``."""
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if getattr(key, "value", None) == "feeds":
                root = value
                break
    if isinstance(root, yaml.ScalarNode) and root.value == "":
        return yaml.SequenceNode(root.tag, [])
    if not isinstance(root, yaml.SequenceNode):
        raise UnreadableList("neither OPML nor YAML with a list of feeds")
    return root


def _rows(nodes: yaml.SequenceNode) -> Iterator[ListedFeed]:
    for node in nodes.value:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            yield listed_feed(line, node.value, {}, is_enabled=True)
            continue
        if not isinstance(node, yaml.MappingNode):
            yield ListedFeed(line, "", problem="no feed: a mapping with a url is wanted")
            continue
        # Values are taken as they are written, so that no alias is expanded and no date or number is made of a name.
        said = {key.value: value.value for key, value in node.value if _is_word(key) and _is_word(value)}
        enabled = str(said.get("enabled", "true")).lower() not in ("false", "no", "off", "0")
        fields = {name: said.get(name, "") for name in TEXT_FIELDS}
        yield listed_feed(line, said.get("url", ""), fields, is_enabled=enabled)


def _is_word(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null"


def listed_feed(line: int, url: str, said: Mapping[str, str], *, is_enabled: bool) -> ListedFeed:
    """Give one row of a list (``said`` by the names of ``TEXT_FIELDS``), with what is wrong with it."""
    fields = {name: " ".join(_printable(value).split()) for name, value in said.items()}
    fields = {name: value for name, value in fields.items() if value}
    url = url.strip()
    return ListedFeed(line, url, fields, is_enabled, problem=_problem(url, fields))


def _printable(value: str) -> str:
    return "".join(character if character.isprintable() else " " for character in value)


def _problem(url: str, fields: dict[str, str]) -> str:
    """Why a row cannot be taken, "" if it can; the address itself is judged by the fetcher's guard."""
    if not url:
        return "no address"
    for name, value in fields.items():
        if len(value) > TEXT_FIELDS[name] and name not in ("title", "note", "topic"):
            return f"{name} is longer than {TEXT_FIELDS[name]} characters"
    if fields.get("tier", "A") not in ("A", "B", "C", "D"):
        return f"unknown tier {fields['tier']!r}"
    if "timezone" in fields and not _is_timezone(fields["timezone"]):
        return f"unknown time zone {fields['timezone']!r}"
    if "slug" in fields and not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", fields["slug"]):
        return f"no usable slug: {fields['slug']!r}"
    if "encoding" in fields and not _is_encoding(fields["encoding"]):
        return f"unknown encoding {fields['encoding']!r}"
    try:
        recipe = recipe_of(fields)
        _ = recipe and read_recipe(recipe)
    except RecipeError as error:
        return f"no usable recipe: {error}"
    return ""


def recipe_of(fields: Mapping[str, str]) -> dict[str, str]:
    """The recipe among the fields of a row; {} where there is none."""
    return {name.removeprefix(RECIPE): value for name, value in fields.items() if name.startswith(RECIPE) and value}


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _is_encoding(name: str) -> bool:
    try:
        return bool("a".encode(name))
    except (LookupError, UnicodeError):
        return False
