"""Sentences: where one ends, in Chinese, English and Portuguese."""

import re
from collections.abc import Iterator

from articles.pipeline.text.records import Span

_CLOSERS = "[\"'\u2019\u201d\u00bb」』》）)\\]]*"
# The end of a sentence with the quotes and brackets that close behind it, and further signs that stand alone behind
# it: "。」", "!", "...", ".\u201d", ". . ."; a set of characters goes first, because such a pattern is searched faster
_END = re.compile(
    f"[。！？；｡?!….](?:(?<=\\.)\\.*|(?<!\\.)[。！？；｡?!…]*)[!?.]*{_CLOSERS}(?:\\s[。！？｡?!….]+{_CLOSERS}(?=\\s|$))*"
)
_OPENERS_BEFORE = "\"'\u2018\u201c\u00ab「『（(["
# Quotes and brackets inside which a sentence is not cut, when they are short: "「合作很好。請繼續。」"
_QUOTED = re.compile("「[^「」]{1,80}」|『[^『』]{1,80}』|（[^（）]{1,80}）|\\([^()]{1,120}\\)|《[^《》]{1,80}》")


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Abbreviations after which a name or number follows, so that they never end a sentence.
_NEVER_END = _words(
    "mr mrs ms mx dr prof sr sra srs sras dra drs eng arq exmo exma st gen col capt lt sgt gov sen rep hon "
    "rev messrs mme mlle vs cf fig figs no nos nr vol pp pg pág art arts av rm approx est al n ref tel ext "
    "dept"
)
# Abbreviations that may end a sentence: then a word follows that often begins one.
_MAY_END = _words(
    "co ltd ltda inc corp bhd sdn pte pty plc llc etc jr bros jan feb mar apr jun jul aug sep sept oct nov "
    "dec mon tue tues wed thu thur thurs fri sat sun lda cia ave rd blvd bldg"
)
_STARTERS = _words(
    "the a an this that these those it its he she they we i you his her their our but and in on at for from "
    "with by as if when while after before since under both all no not there however meanwhile moreover "
    "according who what to some many most one two three more last next other such o os um uma este esta ele "
    "ela eles elas em na segundo já mas para por"
)
# "U.S", "J", "a.m": letters with dots between them
_INITIALS = re.compile("(?:[^\\W\\d_]\\.)*[^\\W\\d_]")
# "(No" -> "No": the word that ends a piece without blanks
_WORD_BEFORE = re.compile("[\\w.&\u00ba\u2019'-]+$")
# A sentence glued to the last one when a page lost a blank: "agreement.The"
_GLUED = re.compile("[A-Z][a-z]*(?=[ ,])")
# What stands between a full stop and the next word, and that word: ' "The'. The bounds are for hostile text.
_NEXT_WORD = re.compile(f"\\s{{0,9}}[{re.escape(_OPENERS_BEFORE)}]{{0,9}}(\\w{{0,30}})")
# So many characters before a full stop tell whether it ends an abbreviation.
_BEFORE = 40
_WIDE = "\u2e7f"
# Fewer characters hold no two sentences.
_SHORTEST = 4


def split_sentences(paragraph: str, lang: str) -> list[Span]:
    """Cut ``paragraph`` (one line) into sentences; give their spans in it, without the blanks around them.

    ``lang`` is a language of ``LANGUAGES``: where it is Chinese the full-width semicolon ends a sentence too.
    Decimals, addresses, abbreviations, initials, list numbers and short quotations are not cut. Every character that
    is not blank lies in exactly one span. Linear in the length of the paragraph.
    """
    return [Span(start, end) for start, end in cut_sentences(paragraph, lang)]


def cut_sentences(paragraph: str, lang: str) -> list[tuple[int, int]]:
    """Give the same as ``split_sentences``, as pairs of start and end."""
    cuts: list[tuple[int, int]] = []
    start = 0
    if len(paragraph) < _SHORTEST:
        _add(cuts, paragraph, 0, len(paragraph))
        return cuts
    chinese = lang.startswith("zh")
    quotations = iter(()) if paragraph.isascii() and "(" not in paragraph else _QUOTED.finditer(paragraph)
    opened, closed = _next_span(quotations)
    for match in _END.finditer(paragraph):
        begin, end = match.span()
        # Quotations come in order, so each is passed once: those that close up to here hold no later sign.
        while closed <= end and opened >= 0:
            opened, closed = _next_span(quotations)
        if 0 <= opened < begin and end < closed:
            continue
        if paragraph[begin] in "。！？｡" or _ends(paragraph, start, begin, end, chinese):
            _add(cuts, paragraph, start, end)
            start = end
    _add(cuts, paragraph, start, len(paragraph))
    return cuts


def _next_span(quotations: Iterator["re.Match[str]"]) -> tuple[int, int]:
    """Give where the next quotation opens and closes; (-1, -1) behind the last."""
    match = next(quotations, None)
    return match.span() if match else (-1, -1)


def _add(cuts: list[tuple[int, int]], paragraph: str, start: int, end: int) -> None:
    while start < end and paragraph[start].isspace():
        start += 1
    while start < end and paragraph[end - 1].isspace():
        end -= 1
    if start < end:
        cuts.append((start, end))


def _ends(paragraph: str, start: int, begin: int, end: int, chinese: bool) -> bool:
    """Tell whether the signs at ``[begin, end)`` end the sentence that began at ``start``."""
    sign = paragraph[begin]
    if sign == "；":
        return chinese
    if end == len(paragraph):
        return True
    after = paragraph[end]
    if sign == "…":
        return chinese or (after.isspace() and not _continues(paragraph, end))
    if sign in "?!":
        return (after.isspace() and not _continues(paragraph, end)) or (chinese and after > _WIDE)
    return _full_stop_ends(paragraph, start, begin, end)


def _full_stop_ends(paragraph: str, start: int, begin: int, end: int) -> bool:
    if not paragraph[end].isspace():
        return _is_glued(paragraph, start, begin, end)
    # "J. K. Rowling": initials in a row
    if (
        begin > 1
        and paragraph[begin - 2] == " "
        and paragraph[begin - 1].isupper()
        and paragraph[end + 2 : end + 3] == "."
    ):
        return False
    word = _word_before(paragraph, start, begin)
    # Most full stops stand behind a plain word and before a capital.
    if paragraph[end + 1 : end + 2].isupper() and _is_plain(word):
        return True
    following = _NEXT_WORD.match(paragraph, end)
    next_word = following.group(1) if following else ""
    if next_word[:1].islower():
        return False
    if word in _NEVER_END or word.endswith("\u00ba"):
        return not next_word
    if word in _MAY_END or (len(word) == 1 and word.isalpha()) or ("." in word and _INITIALS.fullmatch(word)):
        return end - begin == 1 and next_word[:1].isupper() and next_word.lower() in _STARTERS
    # "1. Finance": the number of a list item at the head
    if word.isdigit() and len(word) < 3:
        return begin - start > _BEFORE or bool(paragraph[start : begin - len(word)].strip())
    return True


def _is_plain(word: str) -> bool:
    return len(word) > 1 and word.isascii() and word.isalpha() and word not in _NEVER_END and word not in _MAY_END


def _word_before(paragraph: str, start: int, begin: int) -> str:
    """Give the word in front of ``begin``, in lower case: "Co", "U.S", "No"."""
    piece = paragraph[max(start, begin - _BEFORE) : begin].rpartition(" ")[2]
    if not piece.isalnum():
        found = _WORD_BEFORE.search(piece)
        piece = found.group() if found else ""
    return piece.lower()


def _continues(paragraph: str, end: int) -> bool:
    """Tell whether the text goes on in lower case: "etc. and", "?" he asked."""
    following = _NEXT_WORD.match(paragraph, end)
    return following is not None and following.group(1)[:1].islower()


def _is_glued(paragraph: str, start: int, begin: int, end: int) -> bool:
    before, after = paragraph[max(start, begin - 3) : begin], paragraph[end]
    if before[-1:] > _WIDE:
        # ７.６亿: a decimal in wide digits
        return after > _WIDE and not after.isdecimal()
    if end - begin != 1 or not (len(before) == 3 and before.isalpha()):
        return False
    match = _GLUED.match(paragraph, end, end + _BEFORE)
    return match is not None and match.group().lower() in _STARTERS
