"""Initials that begin a firm's name in Latin script and were cut off with their dots: "E. Wood International"."""

import re
from collections.abc import Iterable

from articles.pipeline.deals.names import Names, Party

# "E. ", "J.P. ", "C. S. ": up to three capitals with dots, at the head of a sentence or behind a blank
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,3}$")
_REACH = 12


def with_initials(names: Names, parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each unlisted name of a firm with the initials that stand before it wherever it is first named."""
    return tuple(_with_initials(names, party) for party in parties)


def _with_initials(names: Names, party: Party) -> Party:
    text = names.text.text
    if party.slug or party.is_place or "." not in text:
        return party
    at = text.find(party.name)
    before = _INITIALS.search(text, max(0, at - _REACH), at) if at > 0 else None
    return Party(f"{before[0]}{party.name}", "") if before else party
