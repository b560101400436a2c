"""Sentences: where one ends, in Chinese, English and Portuguese."""

import re

from articles.pipeline.text.records import Span

# The end of a sentence with the quotes and brackets that close behind it: "。」", "!", "...", ".\u201d"
_END = re.compile("(?:[。！？；｡?!…]+|\\.+)[!?.]*[\"'\u2019\u201d\u00bb」』》）)\\]]*")
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
_WORD_BEFORE = re.compile("[\\w.&\u00ba\u2019'-]+$")
_WORD_AFTER = re.compile("[\\w]+")
# A sentence glued to the last one when a page lost a blank: "agreement.The"
_GLUED = re.compile("[A-Z][a-z]*(?=[ ,])")


# So many characters behind a full stop tell whether it ends a sentence (a bound on hostile text)
_AHEAD = 80


def split_sentences(paragraph: str, lang: str) -> list[Span]:
    """Cut ``paragraph`` (one line) into sentences; give their spans in it, without the blanks around them.

    ``lang`` is a language of ``LANGUAGES``: where it is Chinese the full-width semicolon ends a sentence too.
    Decimals, addresses, abbreviations, initials, list numbers and short quotations are not cut. Every character that
    is not blank lies in exactly one span.
    """
    spans: list[Span] = []
    start = 0
    quoted = [match.span() for match in _QUOTED.finditer(paragraph)]
    for match in _END.finditer(paragraph):
        if match.start() < start or _inside(quoted, match) or not _ends(paragraph, start, match, lang):
            continue
        _add(spans, paragraph, start, match.end())
        start = match.end()
    _add(spans, paragraph, start, len(paragraph))
    return spans


def _inside(quoted: list[tuple[int, int]], match: "re.Match[str]") -> bool:
    """Tell whether a quotation is still open behind the sign and its closers."""
    return any(start < match.start() and match.end() < end for start, end in quoted)


def _add(spans: list[Span], paragraph: str, start: int, end: int) -> None:
    piece = paragraph[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        spans.append(Span(start, start + len(stripped)))


def _ends(paragraph: str, start: int, match: "re.Match[str]", lang: str) -> bool:
    sign, after = match.group(), paragraph[match.end() : match.end() + _AHEAD]
    if sign[0] in "。！？｡":
        return True
    if sign[0] == "；":
        return lang.startswith("zh")
    if not after:
        return True
    if sign[0] == "…":
        return lang.startswith("zh") or (after[0].isspace() and not _continues(after))
    if sign[0] in "?!":
        return (after[0].isspace() and not _continues(after)) or (lang.startswith("zh") and after[0] > "\u2e7f")
    return _full_stop_ends(paragraph, start, match, after)


def _full_stop_ends(paragraph: str, start: int, match: "re.Match[str]", after: str) -> bool:
    before = paragraph[max(start, match.start() - 40) : match.start()]
    if not after[0].isspace():
        return _is_glued(before, match.group(), after)
    if _continues(after):
        return False
    found = _WORD_BEFORE.search(before)
    word = found.group().lower() if found else ""
    following = _WORD_AFTER.search(after)
    next_word = following.group() if following else ""
    if word in _NEVER_END or word.endswith("\u00ba"):
        return not next_word
    if word in _MAY_END or _INITIALS.fullmatch(word):
        return next_word.lower() in _STARTERS and next_word[:1].isupper() and len(match.group()) == 1
    # "1. Finance": the number of a list item at the head
    return not (word.isdigit() and len(word) < 3 and not paragraph[start : match.start() - len(word)].strip())


def _continues(after: str) -> bool:
    """Tell whether the text goes on in lower case: "etc. and", "?" he asked."""
    rest = after.lstrip().lstrip(_OPENERS_BEFORE)
    return bool(rest) and rest[0].islower()


def _is_glued(before: str, sign: str, after: str) -> bool:
    if before[-1:] > "\u2e7f":
        return after[0] > "\u2e7f"
    match = _GLUED.match(after)
    return bool(
        match and match.group().lower() in _STARTERS and len(before) > 2 and before[-3:].isalpha() and len(sign) == 1
    )
