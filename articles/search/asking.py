"""What is asked of the index, and how each engine is told.

A query as typed is words that must all occur, ``"phrases"``, and ``-words`` or
``-"phrases"`` that must not. A run of Chinese characters is a phrase.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from articles.pipeline.text import search_tokens

MAX_QUERY = 200
"""Characters of a query that are read (THREATS P01)."""
_MAX_TERMS = 16
_LABEL = "\ue000"
"""Begins every label: a character of private use, which both engines take as a letter and no text yields as a token."""

# '-"smart city"', '"港深 合作"', 'fintech', '-rumour'
_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: ``tokens`` in a row; ``is_prefix`` where a lone Han character begins a pair."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What must occur and what must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the index: of each group one term must occur, of ``unwanted`` none.

    ``since`` and ``until`` bound the time of listing: at or after the one, before the other; whole seconds.
    """

    groups: tuple[tuple[Term, ...], ...] = field(default=())
    unwanted: tuple[Term, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def with_group(self, terms: Iterable[Term]) -> "Asked":
        """The same, narrowed to what holds one of ``terms``."""
        return replace(self, groups=(*self.groups, tuple(terms)))

    def with_query(self, query: Query) -> "Asked":
        """The same, narrowed to what a typed query asks for."""
        groups = (*self.groups, *((term,) for term in query.wanted))
        return replace(self, groups=groups, unwanted=(*self.unwanted, *query.unwanted))

    @property
    def is_answerable(self) -> bool:
        """Whether there is something that must occur: an index cannot say what is merely absent."""
        return bool(self.groups) and all(self.groups)


def parse_query(text: str) -> Query:
    """Read a query as a person types it; marks without words mean nothing, and nothing makes it raise."""
    wanted, unwanted = [], []
    for match in _TERM.finditer(text[:MAX_QUERY]):
        tokens = tuple(search_tokens(match["phrase"] if match["phrase"] is not None else match["word"]))
        if tokens:
            is_prefix = len(tokens) == 1 and len(tokens[0]) == 1 and "\u3400" <= tokens[0] <= "\u9fff"
            (unwanted if match["minus"] else wanted).append(Term(tokens, is_prefix))
    return Query(tuple(wanted[:_MAX_TERMS]), tuple(unwanted[:_MAX_TERMS]))


def tag_label(key: int) -> str:
    """The token of a tag, by its key."""
    return f"{_LABEL}t{key}"


def lang_label(lang: str) -> str:
    """The token of a language."""
    return f"{_LABEL}l{lang.lower().replace('-', '')}"


def month_label(month: int) -> str:
    """The token of a month of listing (``places.month_of``); PostgreSQL's index alone holds it."""
    return f"{_LABEL}m{month}"


def labelled(labels: Iterable[str]) -> tuple[Term, ...]:
    """Labels as terms."""
    return tuple(Term((label,)) for label in labels)


def fts5(asked: Asked) -> str:
    """Say it in FTS5's language; every token is quoted, so none is read as an operator."""

    def said(term: Term) -> str:
        return f'"{" ".join(term.tokens)}"' + (" *" if term.is_prefix else "")

    text = " AND ".join(f"({' OR '.join(map(said, group))})" for group in asked.groups)
    return " NOT ".join([f"({text})", *(said(term) for term in asked.unwanted)])


def tsquery(asked: Asked) -> str:
    """Say it in PostgreSQL's language."""

    def said(term: Term) -> str:
        words = " <-> ".join(quoted(token) + (":*" if term.is_prefix else "") for token in term.tokens)
        return f"({words})"

    wanted = (f"({' | '.join(map(said, group))})" for group in asked.groups)
    return " & ".join([*wanted, *(f"!{said(term)}" for term in asked.unwanted)])


def quoted(token: str) -> str:
    """A lexeme in quotes."""
    escaped = token[:500].replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
