"""Listings of several firms that one English article tells together: one deal for each."""

from collections.abc import Sequence
from dataclasses import replace

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.figures.amounts import amount_raised
from articles.pipeline.deals.material import Material

_MOST = 3


def listings_apart(material: Material, group: list[Event]) -> list[list[Event]]:
    """``group``, or one group for each of the firms that go public in it, where the text tells what each one raises."""
    if group[0].type != "ipo_listing" or material.text.lang != "en":
        return [group]
    firms = max((event.parties for event in group), key=len)
    if not 1 < len(firms) <= _MOST:
        return [group]
    parts = [[replace(event, parties=(firm,), further=True) for event in group] for firm in firms]
    sums = [amount_raised(material, _told(material, part), part) for part in parts]
    apart = {money.start for money in sums if money}
    return parts if len(apart) == len(firms) else [group]


def _told(material: Material, group: Sequence[Event]) -> list[CuedSentence]:
    return [material.sentences[event.sentence] for event in group]
