"""Who leads: the first of a ranking, and what is said where several share the first place.

A title may name a winner only where there is one: "Foshan leads" is untrue of five cities with a deal each.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.utils.translation import ngettext

from dashboards import formats

Key = TypeVar("Key")

MOST_NAMED = 3
"""Leaders that a title names; of more it says how many they are."""


def leaders(counts: Mapping[Key, float]) -> list[Key]:
    """The keys of the largest value, in the order given: one where it leads alone, none where there is no value."""
    most = max(counts.values(), default=0)
    return [key for key, value in counts.items() if value == most] if most else []


def headline(alone: str, names: Sequence[str], each: int) -> str:
    """``alone`` where one leads; where several do, who they are and how many deals ``each`` of them has."""
    said = {"number": formats.whole(len(names)), "count": formats.whole(each)}
    if len(names) == 1:
        return alone
    if len(names) <= MOST_NAMED:
        text = ngettext("%(names)s lead with %(count)s deal each", "%(names)s lead with %(count)s deals each", each)
        return text % {"names": formats.listed(names, with_and=True), **said}
    text = ngettext(
        "None leads alone: %(number)s have %(count)s deal each",
        "None leads alone: %(number)s have %(count)s deals each",
        each,
    )
    return text % said
