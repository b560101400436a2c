"""Pages: the lines of an article from HTML, be it a whole page or the fragment that a feed carries."""

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.etree

from articles.pipeline.extraction.fragments import lines_of_fragment, parse, split, texts
from articles.pipeline.text import clean_text, search_tokens

_WHOLE_PAGE = re.compile("<(?:html|body|head)[\\s>]|<!doctype", re.IGNORECASE)
_PAGE_TAGS = ("<html", "<body", "<head", "<!doctype")
# A state that a page hands to its own script: "window.__STATE__ = {...}"
_STATE = re.compile("^\\s*(?:window|self|var|let|const)?[.\\s]*[\\w.$\\[\\]\"']{1,60}\\s*=\\s*(?=[{\\[])")
_PARAGRAPH_TAG = re.compile("<(?:p|br)[\\s/>]", re.IGNORECASE)

# A body found in a script replaces the one found in the page when the page shows less than this share of it.
_SHOWN_SHARE = 0.7
_MIN_BODY = 250
_TITLE_SHARE = 0.5
_HEADLINE_KEYS = ("headline", "title", "socialHeadline")
_PARAGRAPH_TYPES = ("p", "paragraph", "h2", "h3", "blockquote")
MAX_HTML = 5_000_000
"""Of a longer page the first so many characters are read."""
_MAX_DEPTH = 40
# Words in a class or id and what they say of the block that bears them.
_BLOCK_HINTS = (
    ("comments", re.compile("comment|disqus|discussion")),
    (
        "related",
        re.compile("relat|recommend|more-|trending|popular|most-|also|teaser|sidebar|promo|next-"),
    ),
    ("author_bio", re.compile("author|bio|byline|contributor")),
    ("advertisement", re.compile("advert|sponsor|\\bads?\\b|banner")),
    ("share", re.compile("share|social")),
    ("caption", re.compile("caption|credit|gallery")),
    ("copyright", re.compile("copyright|legal")),
)
# A passage is worth a reason of its own; what is shorter, longer or more is in the last one, the frame.
_MIN_PASSAGE, _MAX_PASSAGE, _MAX_PASSAGES = 25, 2_000, 200
# Beyond this many characters of article only whole lines are looked up, so that the cost stays that of the length.
_MAX_SEARCHED = 200_000
_BLANKS = re.compile(r"\s+")
_ALL_TEXT = lxml.etree.XPath("string()", smart_strings=False)


def lines_of_page(html: str, title: str, url: str = "") -> tuple[list[str], list[tuple[str, str]]]:
    """Give the article's lines and what else the page shows, as pairs of text and reason.

    The page goes through trafilatura; where a script or the linked data of the page holds a longer body (a page
    that draws itself), that body is taken, if its headline or its words are those of ``title``.
    """
    html = html[:MAX_HTML]
    tree = parse(html)
    if tree is None:
        return [], []
    # Imported here because it takes a third of all start-up time, and feeds' own fragments do without it.
    import trafilatura

    shown = trafilatura.extract(html, url=url or None, include_comments=False, include_tables=False) or ""
    lines = split(shown)
    hidden = _body_in_scripts(tree, title)
    if _is_better(hidden, lines):
        lines = hidden
    return lines, _left_out(tree, lines)


def is_whole_page(html: str) -> bool:
    """Tell a page from the fragment that a feed carries."""
    head = html[:20_000]
    lowered = head.lower()
    return any(tag in lowered for tag in _PAGE_TAGS) and _WHOLE_PAGE.search(head) is not None


def _is_better(hidden: list[str], lines: list[str]) -> bool:
    """Tell whether the body in a script says more than what the page shows, or the same with its paragraphs."""
    size, shown = sum(map(len, hidden)), sum(map(len, lines))
    if size < _MIN_BODY:
        return False
    if len(hidden) > 2 * len(lines) and size >= 0.9 * shown:
        return True
    return shown < size and _share_of(hidden, lines) < _SHOWN_SHARE


def _share_of(hidden: list[str], lines: list[str]) -> float:
    """Tell how much of the body in the script the page shows, by its longer paragraphs."""
    shown = re.sub(r"\s+", "", "".join(lines))
    telling = [re.sub(r"\s+", "", line) for line in hidden if len(line) > 30]
    found = sum(len(line) for line in telling if line[:60] in shown)
    return found / max(1, sum(map(len, telling)))


def _body_in_scripts(tree: lxml.etree._Element, title: str) -> list[str]:
    """Give the body under ``title`` that the page's scripts hold, as lines; empty where there is none.

    A state holds the bodies of other articles too. The one whose headline (else whose own text) has the most words of
    the title wins, the longest among equals; with less than half of them none does.
    """
    wanted = set(search_tokens(f"{title} {_headline(tree)}"))
    best: list[str] = []
    rank = (0.0, 0)
    for script in tree.iter("script"):
        source = script.text or ""
        if len(source) < _MIN_BODY or script.get("src"):
            continue
        if "json" in (script.get("type") or ""):
            data = _read_json(source)
        else:
            head = _STATE.match(source[:500])
            data = _read_json(source[head.end() :]) if head else None
        if data is None:
            continue
        for headline, lines in _bodies(data):
            found = wanted.intersection(search_tokens(headline or " ".join(lines)))
            share = len(found) / max(1, len(wanted))
            if share >= _TITLE_SHARE and (share, sum(map(len, lines))) > rank:
                rank = (share, sum(map(len, lines)))
                best = lines
    return best


def _headline(tree: lxml.etree._Element) -> str:
    for path in ("//meta[@property='og:title']/@content", "//h1"):
        found: Any = tree.xpath(path)
        if found:
            return found[0] if isinstance(found[0], str) else _text_of(found[0])
    return ""


def _read_json(source: str) -> Any:
    try:
        return json.JSONDecoder().raw_decode(source.strip())[0]
    except (ValueError, RecursionError):
        return None


def _bodies(data: Any) -> Iterator[tuple[str, list[str]]]:
    """Give each thing in a script's state that looks like a body, with the headline nearest above it.

    Three forms are known: schema.org's ``articleBody``; a string of HTML with paragraphs; a list of nodes
    ``{"type": "p", "children": [{"type": "text", "data": ...}]}``.
    """
    stack: list[tuple[Any, int, str]] = [(data, 0, "")]
    while stack:
        node, depth, headline = stack.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(node, dict):
            named = [node[key] for key in _HEADLINE_KEYS if isinstance(node.get(key), str)]
            headline = " ".join(named) or headline
            for key, value in node.items():
                if not isinstance(value, str):
                    stack.append((value, depth + 1, headline))
                elif len(value) >= _MIN_BODY:
                    if len(_PARAGRAPH_TAG.findall(value, 0, 20_000)) >= 3:
                        yield headline, lines_of_fragment(value)
                    elif key.lower() in ("articlebody", "article_body"):
                        yield headline, split(value)
        elif isinstance(node, list):
            paragraphs = [_node_text(child) for child in node if _is_paragraph(child) and not _is_link(child)]
            if len(paragraphs) >= 2:
                yield headline, split("\n".join(paragraphs))
            stack.extend((child, depth + 1, headline) for child in node)


def _is_paragraph(node: Any) -> bool:
    return isinstance(node, dict) and node.get("type") in _PARAGRAPH_TYPES and "children" in node


def _is_link(node: dict[str, Any]) -> bool:
    """A paragraph that is nothing but a link leads to another article."""
    children = node["children"]
    return (
        isinstance(children, list)
        and len(children) == 1
        and isinstance(children[0], dict)
        and children[0].get("type") == "a"
    )


def _node_text(node: Any, depth: int = 0) -> str:
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return "".join(_node_text(child, depth + 1) for child in node)
    if not isinstance(node, dict):
        return ""
    for key in ("data", "text", "value"):
        if isinstance(node.get(key), str):
            return str(node[key])
    return _node_text(node.get("children", []), depth + 1)


def _left_out(tree: lxml.etree._Element, lines: list[str]) -> list[tuple[str, str]]:
    """Give all text of the page that is not among ``lines``: passages with the reason that their block suggests, then
    what is left of the frame (menus, labels, buttons' neighbours) as one passage."""
    is_kept = _Kept(lines)
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    for node in tree.iter("p", "li", "h2", "h3", "h4", "figcaption", "blockquote"):
        text = clean_text(_text_of(node)).replace("\n", " ")
        squeezed = _squeeze(text)
        if not _MIN_PASSAGE <= len(text) <= _MAX_PASSAGE or squeezed in seen or is_kept(squeezed):
            continue
        seen.add(squeezed)
        found.append((text, _reason_of_block(node)))
        if len(found) == _MAX_PASSAGES:
            break
    frame: dict[str, str] = {}
    for line in split("".join(texts(tree))):
        squeezed = _squeeze(line)
        if squeezed not in seen and squeezed not in frame and not is_kept(squeezed):
            frame[squeezed] = line
    return [*found, (" | ".join(frame.values()), "navigation")] if frame else found


class _Kept:
    """Tells whether a piece of text stands in the lines that were kept, blanks aside."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = dict.fromkeys(map(_squeeze, lines))
        self._all = "".join(self._lines) if sum(map(len, lines)) < _MAX_SEARCHED else ""

    def __call__(self, squeezed: str) -> bool:
        return squeezed in self._lines or (bool(self._all) and squeezed[:80] in self._all)


def _text_of(node: lxml.etree._Element) -> str:
    """Give all text in a node."""
    return str(_ALL_TEXT(node))


def _squeeze(text: str) -> str:
    return _BLANKS.sub("", text)


def _reason_of_block(node: lxml.etree._Element) -> str:
    if node.tag == "figcaption":
        return "caption"
    for block in (node, *node.iterancestors()):
        if block.tag in ("body", "html"):
            break
        if block.tag in ("nav", "footer", "header"):
            return "navigation"
        hints = f"{block.get('class') or ''} {block.get('id') or ''}".lower()
        for reason, pattern in _BLOCK_HINTS:
            if pattern.search(hints):
                return reason
    return "related" if node.tag in ("li", "h2", "h3", "h4") else "navigation"
