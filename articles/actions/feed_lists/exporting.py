"""Write the list of feeds as OPML 2.0 or YAML; either can be imported again without loss."""

from collections.abc import Iterable
from itertools import groupby

import yaml
from lxml import etree

from articles.actions.feed_lists.reading import RECIPE
from articles.models import Feed
from articles.pipeline.parsing.recipes import FIELDS

RECIPES = tuple(f"{RECIPE}{name}" for name in ("by", *FIELDS))
EXTRA = ("slug", "publisher", "kind", "jurisdiction", "timezone", "tier", "encoding", "status", *RECIPES)
"""Fields that OPML has no attribute for: written as ``gba…`` attributes, which other readers pass over."""

YAML_FIELDS = (
    "slug",
    "url",
    "title",
    "kind",
    "publisher",
    "home_url",
    "language",
    "topic",
    "jurisdiction",
    "timezone",
    "tier",
    "encoding",
    "status",
    "note",
    *RECIPES,
)


def to_opml(feeds: Iterable[Feed], *, title: str) -> bytes:
    """OPML 2.0 in groups by jurisdiction, UTF-8."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    ordered = sorted(feeds, key=lambda feed: (feed.jurisdiction, feed.slug))
    for jurisdiction, group in groupby(ordered, key=lambda feed: feed.jurisdiction):
        name = jurisdiction.replace("_", " ") or "other"
        folder = etree.SubElement(body, "outline", text=name, title=name)
        for feed in group:
            etree.SubElement(folder, "outline", _outline(feed))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def to_yaml(feeds: Iterable[Feed]) -> bytes:
    """The same list in the form of the built-in ``feeds.yaml``, UTF-8."""
    rows = []
    for feed in sorted(feeds, key=lambda feed: feed.slug):
        row: dict[str, str | bool] = {name: _value(feed, name) for name in YAML_FIELDS if _value(feed, name)}
        rows.append(row | {"enabled": _is_enabled(feed)})
    text: str = yaml.safe_dump({"feeds": rows}, allow_unicode=True, sort_keys=False, width=120)
    return text.encode()


def _outline(feed: Feed) -> dict[str, str]:
    label = feed.title or feed.publisher or feed.slug
    standard = {
        "type": "rss",
        "text": label,
        "title": label,
        "xmlUrl": feed.url,
        "htmlUrl": feed.home_url,
        "language": feed.language,
        "category": feed.topic,
        "description": feed.note,
    }
    extra = {f"gba{name}": _value(feed, name) for name in EXTRA}
    extra["gbaenabled"] = "" if _is_enabled(feed) else "false"
    return {name: _legal(value) for name, value in (standard | extra).items() if value}


def _value(feed: Feed, name: str) -> str:
    if name.startswith(RECIPE):
        return str(feed.recipe.get(name.removeprefix(RECIPE), ""))
    value: str = getattr(feed, "source_status" if name == "status" else name)
    return value


def _is_enabled(feed: Feed) -> bool:
    return feed.state != Feed.State.PAUSED


def _legal(value: str) -> str:
    """Without the characters that XML cannot carry."""
    return "".join(character for character in value if character.isprintable())
