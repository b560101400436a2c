"""Elements: the entries of a feed as they stand in its document, so that of a known document only the news is read.

A feed tells nearly everything again at every poll. An element that stands byte for byte as it did last time, in a
document that is the same around it, says what it said then; what is left is read as a document of its own.
"""

import hashlib
import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property

from articles.pipeline.parsing.entries import MAX_ENTRIES

# "<item>", "<entry xml:lang="pt">", "<item rdf:about="…">"; not "<items>"
_OPENING = re.compile(rb"<(item|entry)(?=[\s>])")
_NEXT = re.compile(rb"\s*<(item|entry)(?=[\s>])")
_COMMENT = (b"<!--", b"-->")
_CDATA = (b"<![CDATA[", b"]]>")
# "<lastBuildDate>Mon, 02 Nov 2026 10:00:00 GMT</lastBuildDate>": when the document was made, which no entry depends on
_MOMENT = re.compile(rb"<((?:dc:)?(?:lastBuildDate|pubDate|updated|date))>[^<]*</\1>")
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")


@dataclass(frozen=True)
class Cut:
    """The bytes of a document: what stands before its entries, each of them, and what stands after them."""

    before: bytes
    elements: tuple[bytes, ...]
    after: bytes

    def around(self, asked: str) -> str:
        """Name what the entries stand in, 32 hexadecimal digits: the document around them, and how it was ``asked``.

        When the document was made is not in it.
        """
        words = b"%b\0%b\0%b" % (asked.encode(), _MOMENT.sub(b"", self.before), _MOMENT.sub(b"", self.after))
        return hashlib.blake2b(words, digest_size=16).hexdigest()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Name each element by its bytes, 16 hexadecimal digits."""
        return tuple(hashlib.blake2b(element, digest_size=8).hexdigest() for element in self.elements)

    def without(self, known: Container[str]) -> bytes:
        """The same document without the elements of these names."""
        left = [element for name, element in zip(self.names, self.elements, strict=True) if name not in known]
        return b"%b%b%b" % (self.before, b"".join(left), self.after)


def cut_document(body: bytes) -> Cut | None:
    """Cut a document into its elements, 500 at most; None where it has none, or more, or where bytes do not tell."""
    opening = _OPENING.search(body)
    if opening is None:
        return None
    tag, end_tag = b"<" + opening[1], b"</" + opening[1] + b">"
    start = opening.start()
    before = _uncommented(body[:start])
    elements: list[bytes] = []
    while True:
        end = body.find(end_tag, start)
        if end < 0:
            return None
        end += len(end_tag)
        element = body[start:end]
        if element.find(tag, 1) >= 0 or not _is_whole(element) or len(elements) == MAX_ENTRIES:
            return None
        elements.append(element)
        following = _NEXT.match(body, end)
        if following is None:
            break
        start = following.start(1) - 1
    after = _uncommented(body[end:])
    if before is None or after is None or _OPENING.search(after) or any(word in before for word in _DECLARES):
        return None
    return Cut(before, tuple(elements), after)


def _is_whole(part: bytes) -> bool:
    """Whether a part of a document has no comment, and no CDATA section reaches beyond it; in either it may be said."""
    rest = _without_sections(part, *_CDATA) if _CDATA[0] in part else part
    return rest is not None and _CDATA[1] not in rest and _COMMENT[0] not in rest


def _uncommented(part: bytes) -> bytes | None:
    """A part without its comments; None where a comment or a CDATA section reaches beyond it, or it has both."""
    rest = _without_sections(part, *_COMMENT) if _COMMENT[0] in part and _CDATA[0] not in part else part
    return rest if rest is not None and _is_whole(rest) else None


def _without_sections(part: bytes, opening: bytes, closing: bytes) -> bytes | None:
    """A part without what stands between these marks; None where a section does not end. Each byte is seen once."""
    kept: list[bytes] = []
    reached = 0
    while (start := part.find(opening, reached)) >= 0:
        end = part.find(closing, start + len(opening))
        if end < 0:
            return None
        kept.append(part[reached:start])
        reached = end + len(closing)
    return b"".join((*kept, part[reached:]))
