"""What each version of an article changed, for a person to see."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.models import ArticleRevision

COMPARED = 30_000
"""Characters of a version that are compared."""
MANY_WORDS = 1_500
"""Words of one changed passage up to which it is compared word by word."""
WORD = re.compile(r"[^\W\u3400-\u9fff]+|\s+|.", re.DOTALL)
"""A word, blanks, or a single sign; Han characters stand alone, e.g. ``12`` in ``12個領域``."""


@dataclass(frozen=True)
class Piece:
    """A piece of a passage: ``kept``, ``gone`` or ``new``."""

    mood: str
    text: str


@dataclass(frozen=True)
class Version:
    """A revision beside the one before: the passages that changed, and the old title where that did."""

    revision: ArticleRevision
    old_title: str
    passages: tuple[tuple[Piece, ...], ...]


def versions_of(revisions: Sequence[ArticleRevision]) -> list[Version]:
    """The versions, newest first; the first one has nothing to be compared with. ``revisions`` in their order."""
    found = []
    for before, revision in zip((None, *revisions), revisions, strict=False):
        if before is None:
            found.append(Version(revision, "", ()))
            continue
        old_title = before.title if before.title != revision.title else ""
        found.append(Version(revision, old_title, tuple(_passages(before.text, revision.text))))
    return found[::-1]


def _passages(before: str, after: str) -> Iterator[tuple[Piece, ...]]:
    """The lines that differ, each replaced one word by word."""
    old, new = before[:COMPARED].splitlines(), after[:COMPARED].splitlines()
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "\n".join(old[old_from:old_to]), "\n".join(new[new_from:new_to])
        if kind == "replace":
            yield tuple(_pieces(gone, came))
        elif kind != "equal" and (gone or came).strip():
            yield (Piece("gone", gone) if gone else Piece("new", came),)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > MANY_WORDS:
        yield from (Piece("gone", before), Piece("new", after))
        return
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("kept", "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Piece("gone", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("new", "".join(new[new_from:new_to]))
