"""Mentions: which names of the reference data stand where in a text."""

from typing import NamedTuple

KINDS = ("city", "place", "outside", "mechanism", "organisation", "person")


class Mention(NamedTuple):
    """One name at one place of the text.

    ``slug`` is empty for a name that no list holds and that was recognised by
    its form. ``origin`` is ``gazetteer``, ``compound``, ``implied`` or ``form``;
    ``weight`` is 3 in the title, 2 in the first two sentences, 1 in the body,
    0 where the name is not a subject (dateline, outlet). ``name`` is the
    surface as the text has it. An implied mention carries the span of the
    mention that implies it.
    """

    kind: str
    slug: str
    name: str
    start: int
    end: int
    weight: int
    confidence: float
    origin: str
