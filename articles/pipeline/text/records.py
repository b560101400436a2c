"""Records of a text: spans, sentences, and the whole with its folded twin."""

from dataclasses import dataclass
from typing import NamedTuple

LANGUAGES = ("en", "zh-Hant", "zh-Hans", "pt", "other")


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of Unicode characters in ``Text.text``."""

    start: int
    end: int


class Sentence(NamedTuple):
    """One sentence of a text; ``paragraph`` 0 is the title."""

    start: int
    end: int
    paragraph: int
    lang: str


@dataclass(frozen=True, slots=True)
class Text:
    """The clean text of one article.

    ``text`` is the title, a blank line, and the kept paragraphs with a blank
    line between them. ``folded`` has the same length: lower case, half width,
    Simplified characters. ``paragraphs[0]`` is the title (an empty span where
    there is none).
    """

    text: str
    folded: str
    lang: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
