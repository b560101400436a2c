"""Markup: the one boundary through which text and HTML of a feed come in."""

import html
import re
import unicodedata

import nh3

from articles.pipeline.text import clean_text

# Text-level and block tags without any attribute but a link's address. Blocks stay because a removed one glues its
# neighbours' words together. No image, form, frame, style or script.
_TAGS = {
    "a", "b", "blockquote", "br", "caption", "cite", "code", "dd", "div", "dl", "dt", "em", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "q", "s", "section", "article", "header",
    "footer", "aside", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "u", "ul",
}  # fmt: skip
_MAX_DEPTH = 400
_SILENT = {"script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "title", "select"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_SILENT,
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)
_TAG = re.compile("<(?:/?[a-zA-Z][^<>]*|!--.*?--|![A-Za-z\\[][^<>]*|\\?[^<>]*)>", re.DOTALL)
# "<script>...</script>" with what it holds
_SILENT_TAG = re.compile("<(script|style)\\b[^<>]*>.*?(?:</\\1\\s*>|\\Z)", re.IGNORECASE | re.DOTALL)
# Tags that nest, opening or closing: "<div", "</span"
_NESTING_TAG = re.compile("<(/?)(?!br|hr|img|p|li|t[rdh]|d[td]|input|wbr|meta|link|source)[a-zA-Z][^<>]*?(/?)>")
_BLOCK_TAG = re.compile("<(?:br|/?p|/?div|/?li|/?h[1-6]|/?tr)\\b[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile("&(?:#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# <img alt="Officials sign the papers" src="...">
_IMAGE = re.compile("<img\\b[^<>]{0,4000}>", re.IGNORECASE)
_ALT = re.compile("\\balt\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# Characters that Windows-1252 has where Unicode has C1 controls; tools write &#146; for an apostrophe.
_C1_CONTROL = re.compile("[\x80-\x9f]")
_C1 = {code: bytes((code,)).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}


def restore_c1(text: str) -> str:
    """Read C1 controls as what careless tools mean by them: Windows-1252."""
    return text if text.isascii() or not _C1_CONTROL.search(text) else text.translate(_C1)


def clean_html(raw: str, limit: int = 300_000) -> str:
    """Give ``raw`` as harmless HTML of at most about ``limit`` characters (cut before cleaning).

    Allowed are blocks, lists, tables and emphasis without attributes, and links to http, https and mailto.
    """
    if not raw:
        return ""
    text = clean_text(cut(restore_c1(raw), limit))
    if "<" not in text and "&" not in text:
        return html.escape(text, quote=False).strip()
    if _is_abyss(text):
        return html.escape(plain(text), quote=False)
    return _CLEANER.clean(text).strip()


def captions_of(raw: str) -> tuple[str, ...]:
    """Give the alternative texts of the images in ``raw``, in its order."""
    if "<img" not in raw.lower():
        return ()
    found = (_ALT.search(image) for image in _IMAGE.findall(raw))
    return tuple(text for text in (plain(alt[1] or alt[2] or "", is_text=True) for alt in found if alt) if text)


def _is_abyss(text: str) -> bool:
    """Tell whether tags nest deeper than any page needs; the cleaner's time grows with the square of the depth."""
    if text.count("<") < _MAX_DEPTH:
        return False
    depth = 0
    for tag in _NESTING_TAG.finditer(text):
        depth += 0 if tag.group(2) else -1 if tag.group(1) else 1
        depth = max(depth, 0)
        if depth > _MAX_DEPTH:
            return True
    return False


def html_of_text(raw: str, limit: int = 300_000) -> str:
    """Give plain text as HTML: escaped, with its line breaks."""
    text = clean_text(cut(restore_c1(raw), limit))
    return html.escape(text, quote=False).replace("\n", "<br>\n")


def has_markup(raw: str) -> bool:
    """Tell whether ``raw`` holds a tag or an entity."""
    return ("<" in raw and _TAG.search(raw) is not None) or ("&" in raw and _ENTITY.search(raw) is not None)


def plain(raw: str, *, is_text: bool = False) -> str:
    """Give one line of plain text: tags are cut, entities decoded once, characters cleaned.

    With ``is_text`` the source has declared plain text, in which ``<b>`` is three characters and no tag.
    """
    text = raw
    if not is_text:
        if "<" in text:
            text = _SILENT_TAG.sub(" ", text)
            text = _TAG.sub("", _BLOCK_TAG.sub(" ", text))
        if "&" in text:
            text = html.unescape(text)
    if text.isascii() and text.isprintable():
        # Of all that cleaning is for, such a text may have blanks in a row alone.
        return " ".join(text.split())
    return " ".join(clean_text(restore_c1(text)).split("\n"))


def cut(text: str, limit: int) -> str:
    """Give at most ``limit`` characters of ``text``, never half of a character that a reader sees as one."""
    if len(text) <= limit:
        return text
    end = limit
    while end > max(0, limit - 16) and _joins(text[end - 1], text[end]):
        end -= 1
    return text[:end].rstrip()


def _joins(before: str, after: str) -> bool:
    return (
        unicodedata.combining(after) != 0
        or after in "\u200d\ufe0f"
        or before == "\u200d"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or ("\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff")
    )
