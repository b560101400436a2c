"""One phrase of a sector at its place in a text: what sectors and their parts are added up from."""

from typing import NamedTuple

SURE = 20.0
"""From this score on a sector, or a part of one, is certain."""


class Use(NamedTuple):
    """One phrase at its place: what it counts, how strong it is itself, and whether it may carry a sector alone.

    ``phrase`` is the number of its pattern in the scan, -1 for what a name
    hints at; ``parts`` are the sub-sectors that such a name speaks for.
    """

    sector: str
    start: int
    end: int
    weight: float
    strength: float
    solid: bool
    phrase: int = -1
    parts: tuple[str, ...] = ()
