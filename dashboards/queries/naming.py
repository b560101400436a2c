"""Names -> tags: a searched word that names something finds all that carries its tag, in every script.

The names are those of the reference data, with the aliases that may stand alone
in a query: a reader who types SZ means Shenzhen, although an article that says
SZ may mean a stock exchange.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from django.utils.translation import get_language
from rapidfuzz import fuzz, process

from articles import reference
from articles.pipeline.matching.records import Entity, Reference
from articles.pipeline.text import fold
from articles.pipeline.text.characters import converter, simplified

# '-"smart city"', '"港深 合作"', 'fintech', '-rumour'
_CONDITION = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')

MOST_PARTS = 8
"""Words of a query that are looked up one by one."""


@dataclass(frozen=True)
class Named:
    """What a name means: the tags as (kind, slug), all their names (folded) for marking, the main ones for finding."""

    tags: tuple[tuple[str, str], ...] = ()
    surfaces: tuple[str, ...] = ()
    mains: tuple[str, ...] = ()

    def words(self, typed: str) -> tuple[str, ...]:
        """What to look for in texts beside the tags: the same for every name, so that each finds the same rows.

        A short form of letters is not looked for: SZ stands for a stock exchange too. One Chinese character is.
        """
        return (*self.mains, typed) if len(typed) == 1 and not typed.isascii() else self.mains


def named(text: str) -> Named:
    """What a whole query or one word of it names; nothing where it is no name."""
    return _names(reference.load()).get(without_accents(_plain(text)), Named())


def parts(query: str) -> tuple[str, ...]:
    """The parts of a query that may each be a name: all of it where it is one, else its words.

    A query with phrases or words to leave out is one part, which the search engine alone reads.
    """
    if named(query).tags or '"' in query or any(word.startswith("-") for word in query.split()):
        return (query,)
    words = query.split()
    return tuple(words) if len(words) <= MOST_PARTS else (query,)


def terms(query: str) -> tuple[str, ...]:
    """What to highlight for a query: its words and phrases and every name of what they name, folded, longest first."""
    found: set[str] = set()
    for part in parts(query):
        # One character of another name (深 of 深圳) stands in too many other words to be marked.
        names = {name for name in named(part).surfaces if len(name) > 1 or name == _plain(part)}
        found |= names or {_plain(word) for word, is_wanted in conditions(part) if is_wanted}
    return tuple(sorted((term for term in found if term), key=lambda term: (-len(term), term)))


def conditions(part: str) -> list[tuple[str, bool]]:
    """The words and ``"phrases"`` of a part, each with whether it shall occur (False: ``-word``, ``-"phrase"``)."""
    found = []
    for match in _CONDITION.finditer(part):
        text = (match["phrase"] if match["phrase"] is not None else match["word"]).strip()
        if any(character.isalnum() for character in text):
            found.append((text, not match["minus"]))
    return found


def both_scripts(word: str) -> tuple[str, ...]:
    """A word as typed and, where it is Chinese, in Simplified and in Traditional characters.

    One character alone has no context to tell its Traditional forms apart: all of them are given.
    """
    if word.isascii():
        return (word,)
    if len(word) == 1:
        plain = simplified().get(word, word)
        return tuple(dict.fromkeys((word, plain, *_traditional().get(plain, ()))))
    return tuple(dict.fromkeys((word, converter("t2s").convert(word), converter("s2hk").convert(word))))


@cache
def _traditional() -> dict[str, tuple[str, ...]]:
    """Each Simplified character with its Traditional ones."""
    found: dict[str, tuple[str, ...]] = {}
    for char, simple in simplified().items():
        found[simple] = (*found.get(simple, ()), char)
    return found


SHORT = 3
"""Letters up to which a word is looked for as a whole: AI, IPO, MoU stand at the beginning of too many others."""


def is_whole_word(term: str) -> bool:
    """Whether a searched word counts only where it is a word of the text by itself, and not where it begins one."""
    return term.isascii() and term.isalnum() and len(term) <= SHORT


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def without_accents(text: str) -> str:
    """Latin letters without their accents: ``cantão`` as ``cantao``; what is ASCII or Chinese stays."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


CHINESE_ORDERS = {"zh-hans": "gb18030", "zh-hant": "big5hkscs"}
"""Codes of the two scripts that have the common characters by sound and by strokes."""


def look_up_key(name: str) -> bytes:
    """By what a list of names is ordered for who looks for one in the active language: letters without their accents,
    Simplified Chinese by sound, Traditional Chinese by strokes."""
    language = get_language() or "en"
    if language in CHINESE_ORDERS:
        return name.encode(CHINESE_ORDERS[language], "replace")
    return without_accents(name.casefold()).encode()


def _entities(told: Reference) -> Iterator[tuple[str, Entity]]:
    """All that has names, with its kind; cities first."""
    kinds: tuple[tuple[str, tuple[Entity, ...]], ...] = (
        ("city", told.cities),
        ("place", told.places),
        ("outside", told.outside),
        ("mechanism", told.mechanisms),
        ("organisation", told.organisations),
        ("person", told.people),
    )
    for kind, entities in kinds:
        for entity in entities:
            yield kind, entity


@lru_cache(maxsize=1)
def _names(told: Reference) -> dict[str, Named]:
    """Every surface of the reference data, folded, with what it may mean."""
    tags: dict[str, list[tuple[str, str]]] = {}
    surfaces: dict[tuple[str, str], list[str]] = {}
    mains: dict[tuple[str, str], list[str]] = {}
    for kind, entity in _entities(told):
        names = entity.names
        whole = (names.en, names.zh_hant, names.zh_hans, names.pt, *(alias.text for alias in entity.aliases))
        tag = (kind, entity.slug)
        mains[tag] = list(dict.fromkeys(_plain(name) for name in whole[:4] if name))
        surfaces[tag] = list(dict.fromkeys(_plain(name) for name in whole if name))
        for surface in surfaces[tag]:
            meant = tags.setdefault(without_accents(surface), [])
            if tag not in meant:
                meant.append(tag)
    return {
        surface: Named(
            tuple(meant),
            tuple(dict.fromkeys(s for tag in meant for s in surfaces[tag])),
            tuple(dict.fromkeys(s for tag in meant for s in mains[tag])),
        )
        for surface, meant in tags.items()
    }


NEAR = 78
"""How alike (0 to 100, Indel ratio of rapidfuzz) a typed word and a name must be to be offered instead."""
SPREAD = 6
"""How much less alike than the best another offer may be."""
MOST_OFFERED = 3
_MOST_TRIED = 24
PLACES = ("city", "place", "outside")
"""Kinds whose short Chinese names may be offered for a slip of one character."""


def did_you_mean(query: str) -> list[str]:
    """Names of the register that a query that found nothing may have meant, best first, as they are written.

    The query is tried as a whole, a Chinese one also with one other character, then each word by itself; what already
    names something is left as it is. Of several spellings of one thing the nearest is offered.
    """
    whole = _plain(query)
    if not whole or len(whole) > 60 or named(query).tags:
        return []
    told = reference.load()
    offered = _nearest_names(whole, told) or _one_character_off(whole, told)
    words = whole.split()
    if not offered and 1 < len(words) <= MOST_PARTS:
        better = [_nearest(word, told) for word in words]
        if better != words:
            offered = [" ".join(better)]
    return offered


def _nearest_names(whole: str, told: Reference) -> list[str]:
    """The names most like a whole query, one for each thing that they name."""
    names, written = _names(told), _as_written(told)
    found = process.extract(whole, _spellings(told), scorer=fuzz.ratio, score_cutoff=NEAR, limit=_MOST_TRIED)
    offered: list[str] = []
    seen: set[tuple[str, str]] = set()
    for surface, score, _ in found:
        meant = names[without_accents(surface)].tags
        if score >= found[0][1] - SPREAD and not seen.intersection(meant):
            seen.update(meant)
            offered.append(written[surface])
    return offered[:MOST_OFFERED]


def _one_character_off(whole: str, told: Reference) -> list[str]:
    """Places and cities whose Chinese name differs from the query in one character, cities first."""
    if whole.isascii() or not 2 <= len(whole) <= 4:
        return []
    names, written = _names(told), _as_written(told)
    near = []
    for surface in _spellings(told):
        if len(surface) != len(whole) or sum(a != b for a, b in zip(surface, whole, strict=True)) != 1:
            continue
        kinds = [PLACES.index(kind) for kind, _ in names[without_accents(surface)].tags if kind in PLACES]
        if kinds:
            near.append((min(kinds), surface))
    return [written[surface] for _, surface in sorted(near)[:MOST_OFFERED]]


def _nearest(word: str, told: Reference) -> str:
    """The name closest to one word, or the word where none is close or it is one."""
    choices = _spellings(told)
    if len(word) < 4 or word in choices:
        return word
    found = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=NEAR)
    return _as_written(told)[found[0]] if found else word


@lru_cache(maxsize=1)
def _spellings(told: Reference) -> list[str]:
    """The names that may be offered: those long enough to be told apart by their letters."""
    return sorted(
        surface
        for surface in _as_written(told)
        if len(surface) >= (4 if surface.isascii() else 2) and not surface[0].isdigit()
    )


@lru_cache(maxsize=1)
def _as_written(told: Reference) -> dict[str, str]:
    """Each name, folded, as the register writes it; of two that fold alike the first."""
    written: dict[str, str] = {}
    for _, entity in _entities(told):
        names = entity.names
        for name in (names.en, names.zh_hant, names.zh_hans, names.pt, *(alias.text for alias in entity.aliases)):
            if name:
                written.setdefault(_plain(name), name)
    return written
