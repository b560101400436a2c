"""Fragments: the lines of a piece of HTML, read in one go where its markup is plain, else by the parser.

What feeds carry is hardly ever more than blocks, line breaks and links in good order. Of such markup only two things
matter here: where a line ends, and the text between two tags. To find them needs no tree.
"""

import re
from collections.abc import Iterator

import lxml.etree

from articles.pipeline.text import clean_text

# Tags whose end is the end of a line.
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_SILENT = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "head", "title", "select",
    "option", "button",
}  # fmt: skip

# The tags of plain markup. Blocks that hold others, blocks that hold words alone, and what stands among the words.
_OUTER = frozenset({"div", "figure", "blockquote", "ul"})
_INNER = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li"})
_AMONG_WORDS = frozenset({"a", "em", "strong", "span"})
_DEEPEST, _LONGEST = 40, 300_000
# <a href="https://example.com/a" rel="nofollow">
_LINK = re.compile('a(?: [a-z]{1,12}="[^"<>]*")+')
# Characters that a parser may take for something else, or drop: controls, surrogates, non-characters, U+FEFF.
_DOUBTFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
# Of the entities those that a cleaner writes: "&amp;"
_ENTITY = re.compile("&(?:amp|lt|gt|nbsp);")
_ENTITIES = (("&nbsp;", "\u00a0"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def lines_of_fragment(html: str) -> list[str]:
    """Give the lines of a piece of HTML: one for each block, line breaks included."""
    text = plain_text(html)
    if text is None:
        tree = parse(f"<div>{html}</div>")
        text = "".join(texts(tree)) if tree is not None else ""
    return split(text)


def split(text: str) -> list[str]:
    """Give the cleaned lines of ``text`` that are not empty."""
    return [line for line in clean_text(text).split("\n") if line]


def parse(html: str) -> lxml.etree._Element | None:
    """Give the tree of an HTML document or fragment, without comments; None where there is nothing to read."""
    parser = lxml.etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return lxml.etree.fromstring(html.encode("utf-8", "ignore"), parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None


def texts(tree: lxml.etree._Element) -> Iterator[str]:
    """Give the text of a tree in order, with line breaks at the edges of blocks; without recursion."""
    silent = 0
    for event, node in lxml.etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
            if tag in _BLOCKS:
                yield "\n"
            if not silent and node.text:
                yield node.text.replace("\n", " ") if tag != "pre" else node.text
            continue
        silent -= tag in _SILENT
        if tag in _BLOCKS:
            yield "\n"
        if not silent and node.tail:
            yield node.tail.replace("\n", " ")


def plain_text(html: str) -> str | None:
    """Give what ``texts`` gives, up to empty lines, of HTML whose markup is plain; None of all other HTML.

    Plain markup knows some twenty tags, all closed in order; paragraphs, headings and list items hold no block, lists
    nothing but items; links alone have attributes.
    """
    flat = html.replace("\n", " ")
    if len(flat) > _LONGEST or not (flat.isprintable() or _DOUBTFUL.search(flat) is None):
        return None
    pieces = flat.split("<")
    found = [pieces[0]]
    opened: list[str] = []
    inner = ""
    for piece in pieces[1:]:
        tag, mark, behind = piece.partition(">")
        if not mark or len(opened) > _DEEPEST:
            return None
        if tag == "br":
            found.append("\n")
        elif tag[:1] == "/":
            tag = tag[1:]
            if not opened or opened.pop() != tag:
                return None
            if tag not in _AMONG_WORDS:
                inner = ""
                found.append("\n")
        elif tag in _INNER or tag in _OUTER or tag == "hr":
            if inner or (opened and opened[-1] in _AMONG_WORDS) or (tag == "li") != (opened[-1:] == ["ul"]):
                return None
            if tag != "hr":
                inner = tag if tag in _INNER else ""
                opened.append(tag)
            found.append("\n")
        elif tag in _AMONG_WORDS or _LINK.fullmatch(tag):
            opened.append(tag.partition(" ")[0])
        else:
            return None
        found.append(behind)
    text = "".join(found)
    # What stands between the tags is read as it is written, but for the entities.
    if opened or ">" in text or text.count("&") != len(_ENTITY.findall(text)):
        return None
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text
