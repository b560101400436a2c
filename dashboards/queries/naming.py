"""Names -> tags: a searched word that names something finds all that carries its tag, in every script.

The names are those of the reference data, with the aliases that may stand alone
in a query: a reader who types SZ means Shenzhen, although an article that says
SZ may mean a stock exchange.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

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
    return _names(reference.load()).get(_plain(text), Named())


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


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


@lru_cache(maxsize=1)
def _names(told: Reference) -> dict[str, Named]:
    """Every surface of the reference data, folded, with what it may mean."""
    tags: dict[str, list[tuple[str, str]]] = {}
    surfaces: dict[tuple[str, str], list[str]] = {}
    mains: dict[tuple[str, str], list[str]] = {}
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
            names = entity.names
            whole = (names.en, names.zh_hant, names.zh_hans, names.pt, *(alias.text for alias in entity.aliases))
            tag = (kind, entity.slug)
            mains[tag] = list(dict.fromkeys(_plain(name) for name in whole[:4] if name))
            surfaces[tag] = list(dict.fromkeys(_plain(name) for name in whole if name))
            for surface in surfaces[tag]:
                tags.setdefault(surface, []).append(tag)
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
MOST_OFFERED = 3


def did_you_mean(query: str) -> list[str]:
    """Names of the register that a query that found nothing may have meant, best first; the closest reading of each.

    Each word is tried by itself and the query as a whole; what already names something is left as it is.
    """
    whole = _plain(query)
    if not whole or len(whole) > 60 or named(query).tags:
        return []
    choices = _spellings(reference.load())
    offered = [
        found
        for found, _, _ in process.extract(whole, choices, scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST_OFFERED)
    ]
    words = whole.split()
    if not offered and 1 < len(words) <= MOST_PARTS:
        better = [_nearest(word, choices) for word in words]
        if better != words:
            offered = [" ".join(better)]
    return offered


def _nearest(word: str, choices: list[str]) -> str:
    """The name closest to one word, or the word where none is close or it is one."""
    if len(word) < 4 or word in choices:
        return word
    found = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=NEAR)
    return found[0] if found else word


@lru_cache(maxsize=1)
def _spellings(told: Reference) -> list[str]:
    """The names that may be offered: those long enough to be told apart by their letters."""
    return sorted(surface for surface in _names(told) if len(surface) >= (4 if surface.isascii() else 2))
