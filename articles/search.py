"""One search over two engines: SQLite's FTS5 and PostgreSQL's tsvector, fed with the same tokens.

The tokens come from ``pipeline.text.search_tokens`` (Han pairs, plain words),
so both engines find the same in every language. The index is a table of its
own, ``article_search``, whose row id is the article's id; rows of articles
that are gone do no harm, since every search goes through ``Article``.

A query is words that must all occur, ``"phrases"``, and ``-words`` or
``-"phrases"`` that must not. A run of Chinese characters is a phrase.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Article
from articles.pipeline.text import search_tokens

TABLE = "article_search"
MAX_QUERY = 200
"""Characters of a query that are read (THREATS P01)."""
_MAX_TOKENS = 12_000
"""Tokens of an article that are indexed; PostgreSQL knows positions up to 16,383."""
_MAX_PER_TOKEN = 250
"""Positions of one token; PostgreSQL keeps 256."""
_MAX_TERMS = 16

# '-"smart city"', '"港深 合作"', 'fintech', '-rumour'
_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of a query: ``tokens`` in a row; ``is_prefix`` where a lone Han character begins a pair."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What must occur and what must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


def parse_query(text: str) -> Query:
    """Read a query as a person types it; marks without words mean nothing, and nothing makes it raise."""
    wanted, unwanted = [], []
    for match in _TERM.finditer(text[:MAX_QUERY]):
        tokens = tuple(search_tokens(match["phrase"] if match["phrase"] is not None else match["word"]))
        if tokens:
            is_prefix = len(tokens) == 1 and len(tokens[0]) == 1 and "\u3400" <= tokens[0] <= "\u9fff"
            (unwanted if match["minus"] else wanted).append(Term(tokens, is_prefix))
    return Query(tuple(wanted[:_MAX_TERMS]), tuple(unwanted[:_MAX_TERMS]))


def matching_articles(query: str) -> QuerySet[Article]:
    """Give the articles that match ``query``, to be filtered on; none where it has no word that must occur."""
    parsed = parse_query(query)
    if not parsed.wanted:
        return Article.objects.none()
    if connection.vendor == "sqlite":
        found = RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [_fts5(parsed)])
    else:
        found = RawSQL(f"SELECT article_id FROM {TABLE} WHERE tokens @@ %s::tsquery", [_tsquery(parsed)])
    return Article.objects.filter(pk__in=found)


def search_articles(query: str, *, limit: int = 50, before: tuple[datetime, int] | None = None) -> list[Article]:
    """Give the newest matching articles; ``before`` is (listed_at, id) of the last one of the page before."""
    articles = matching_articles(query)
    if before is not None:
        at, pk = before
        articles = articles.filter(Q(listed_at__lt=at) | Q(listed_at=at, pk__lt=pk))
    return list(articles.newest()[:limit])


def index_articles(rows: Iterable[tuple[int, str]]) -> None:
    """Put (article id, text) pairs into the index, replacing what stands there for these ids."""
    tokens = [(pk, search_tokens(text)[:_MAX_TOKENS]) for pk, text in rows]
    if not tokens:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk, _ in tokens])
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, tokens) VALUES (%s, %s)", [(pk, " ".join(words)) for pk, words in tokens]
            )
        else:
            cursor.executemany(
                f"INSERT INTO {TABLE} (article_id, tokens) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (article_id) DO UPDATE SET tokens = excluded.tokens",
                [(pk, _tsvector(words)) for pk, words in tokens],
            )


def rebuild_search(*, batch: int = 500) -> int:
    """Empty the index and fill it from all processed articles; give how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
    done = 0
    rows = Article.objects.filter(processed_at__isnull=False).order_by("pk").values_list("pk", "title", "text")
    pending: list[tuple[int, str]] = []
    for pk, title, text in rows.iterator(chunk_size=batch):
        pending.append((pk, text or title))
        if len(pending) == batch:
            index_articles(pending)
            done, pending = done + len(pending), []
    index_articles(pending)
    return done + len(pending)


def _fts5(query: Query) -> str:
    """Say it in FTS5's language; every token is quoted, so none is read as an operator."""

    def said(term: Term) -> str:
        return f'"{" ".join(term.tokens)}"' + (" *" if term.is_prefix else "")

    text = " AND ".join(said(term) for term in query.wanted)
    return " NOT ".join([f"({text})", *(said(term) for term in query.unwanted)])


def _tsquery(query: Query) -> str:
    """Say it in PostgreSQL's language."""

    def said(term: Term) -> str:
        words = " <-> ".join(_quoted(token) + (":*" if term.is_prefix else "") for token in term.tokens)
        return f"({words})"

    return " & ".join([*(said(term) for term in query.wanted), *(f"!{said(term)}" for term in query.unwanted)])


def _tsvector(tokens: Sequence[str]) -> str:
    """Write a tsvector with positions, without PostgreSQL's own parser, which would split words in its own way."""
    positions: dict[str, list[str]] = {}
    for position, token in enumerate(tokens, 1):
        places = positions.setdefault(token[:500], [])
        if len(places) < _MAX_PER_TOKEN:
            places.append(str(position))
    return " ".join(f"{_quoted(token)}:{','.join(places)}" for token, places in positions.items())


def _quoted(token: str) -> str:
    escaped = token[:500].replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
