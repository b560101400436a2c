"""Characters: what may be stored (``clean_text``) and what counts as the same (``fold``)."""

import re
import unicodedata
from functools import cache, lru_cache

import opencc

# Characters of the basic plane that carry no text. In order: C0 without \t and line breaks, DEL and C1; soft hyphen,
# grapheme joiner, Arabic letter mark, Hangul fillers, Khmer and Mongolian fillers; zero-width and bidi marks; word
# joiner and invisible operators, bidi isolates; Hangul filler, variation selectors (emoji presentation, FE0F, stays),
# byte order mark, interlinear marks, object replacement; surrogates; non-characters.
# "Hong\u200bKong" -> "HongKong", "a\x00b" -> "ab"
_INVISIBLE_SET = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffc"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
_INVISIBLE = re.compile(f"[{_INVISIBLE_SET}]+")
# The same beyond it: tags, ideographic variation selectors, non-characters. Apart because a set that reaches beyond
# the basic plane is searched ten times slower.
_INVISIBLE_ASTRAL = re.compile(
    "[\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]+"
)
_BREAK_SET = "\r\x0b\x0c\x85\u2028\u2029"
# "a\r\nb", "a\u2028b" -> "a\nb"
_LINE_BREAK = re.compile(f"\r\n|[{_BREAK_SET}]")
# Every blank of Unicode (category Zs) but the space itself, and the tab: "a\u3000b" -> "a b"
_BLANK_SET = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_OTHER_BLANK = re.compile(f"[{_BLANK_SET}]")
_COMBINING_SET = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# More than four combining marks: "e\u0301\u0302\u0303\u0304\u0305"
_COMBINING_RUN = re.compile(f"[{_COMBINING_SET}]{{5,}}")
# Anything of the above: most texts have none, and one look is cheaper than four.
_UNUSUAL = re.compile(f"[{_INVISIBLE_SET}{_BREAK_SET}{_BLANK_SET}{_COMBINING_SET}]")

MAX_COMBINING = 4


def clean_text(raw: str) -> str:
    """Give ``raw`` as it may be stored and shown anywhere: NFC, no invisible or control characters.

    NUL, C0 and C1 controls, lone surrogates, non-characters, bidi and zero-width characters are removed; line
    breaks of every kind become ``\\n`` and at most one blank line; blanks of every kind collapse into one space and
    are cut at the edges of a line; more than four combining marks in a row are cut. Applying it twice changes
    nothing.
    """
    text = raw
    # Printable ASCII holds nothing of that; so is most of what feeds say beside their texts.
    is_unusual = not (text.isascii() and text.isprintable()) and _UNUSUAL.search(text) is not None
    if is_unusual:
        text = _OTHER_BLANK.sub(" ", _INVISIBLE.sub("", _LINE_BREAK.sub("\n", text)))
    if not text.isascii():
        if len(text.encode("utf-16-le")) > 2 * len(text):
            text = _INVISIBLE_ASTRAL.sub("", text)
        text = unicodedata.normalize("NFC", text)
        # Without any mark before there are never five in a row now: no character is taken apart into as many.
        if is_unusual:
            text = _COMBINING_RUN.sub(lambda run: run.group()[:MAX_COMBINING], text)
    # Each turn halves the longest run.
    while "  " in text:
        text = text.replace("  ", " ")
    if "\n" in text:
        text = text.replace(" \n", "\n").replace("\n ", "\n")
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n ")


def fold(text: str) -> str:
    """Give ``text`` in the form in which names are compared; the length stays, so offsets do too.

    Character by character: full width to half width, lower case, Traditional to Simplified (OpenCC's dictionaries,
    first choice), typographic apostrophes, quotes and hyphens to the plain ones. A character whose counterpart
    is longer (İ, ﬁ) stays as it is.
    """
    if text.isascii():
        return text.lower()
    return _folded_line(text) if len(text) <= _LINE else text.translate(_fold_table())


_LINE = 1_000
"""A text of up to so many characters is kept folded for a while: the lines of a page are folded by many rules."""


@lru_cache(maxsize=1_024)
def _folded_line(line: str) -> str:
    return line.translate(_fold_table())


@cache
def simplified() -> dict[str, str]:
    """Map each Traditional character of the basic plane to its Simplified one (OpenCC t2s, then its HK variants)."""
    han = [chr(code) for block in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(*block)]
    lines = "\n".join(han)
    pairs = dict(zip(han, converter("hk2s").convert(lines).split("\n"), strict=True))
    pairs.update(
        (char, simple)
        for char, simple in zip(han, converter("t2s").convert(lines).split("\n"), strict=True)
        if char != simple
    )
    return {char: simple for char, simple in pairs.items() if char != simple and len(simple) == 1}


@cache
def converter(way: str) -> opencc.OpenCC:
    """Give OpenCC's converter of that name (``t2s``, ``s2hk``), made once."""
    return opencc.OpenCC(way)


def in_both_scripts(text: str) -> frozenset[str]:
    """Give ``text`` as it is and as it is written in Simplified and in Traditional Chinese, Hong Kong's way too."""
    return frozenset([text, *(converter(way).convert(text) for way in ("t2s", "hk2s", "s2t", "s2hk"))])


_PLAIN_MARKS = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201f\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
    # 〈...〉 and 『...』 are 《...》 and 「...」 of another kind
    **dict(zip("〈〉『』", "《》「」", strict=True)),
    "\u00a0": " ",
    "\u3000": " ",
}


@cache
def _fold_table() -> list[int]:
    """Give the folded code of each character of the basic plane; the others are left alone by ``str.translate``."""
    table = list(range(0x10000))
    for code in range(0x10000):
        folded = unicodedata.normalize("NFKC", chr(code)) if _has_plain_twin(code) else chr(code)
        lowered = folded.lower()
        if len(lowered) == 1:
            table[code] = ord(lowered)
    for char, simple in simplified().items():
        if ord(simple) < 0x10000:
            table[ord(char)] = ord(simple)
    for char, plain in _PLAIN_MARKS.items():
        table[ord(char)] = ord(plain)
    return table


def _has_plain_twin(code: int) -> bool:
    """Tell whether ``code`` is a full-width form (U+FF01-FF5E, U+FFE0-FFE6) or a Kangxi radical (U+2E80-2FDF)."""
    return 0xFF01 <= code <= 0xFF5E or 0xFFE0 <= code <= 0xFFE6 or 0x2E80 <= code <= 0x2FDF
