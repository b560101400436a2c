"""One search over two engines: SQLite's FTS5 and PostgreSQL's tsvector, fed with the same tokens.

The tokens come from ``pipeline.text.search_tokens`` (Han pairs, plain words),
so both engines find the same in every language. The index holds the relevant
articles, each under a *place*: a number that grows with the time by which
articles are listed, so that both engines give the newest first without
sorting. Beside its words an article carries *labels*, its tags and its
language as tokens that no reader can type: words, tags and a period are one
question to one index, and counting them needs no look at the articles. On
PostgreSQL, whose index has no order, its month is a label too.

::

    asking     a query as typed -> terms; terms and labels -> Asked -> each engine's language
    finding    Asked -> the newest keys, the best of the newest, how many
    indexing   articles -> index; all of them again
    rebuilding one at a time
"""

from articles.search.asking import MAX_QUERY, Asked, Query, Term, labelled, lang_label, parse_query, tag_label
from articles.search.finding import (
    best_matches,
    count_matches,
    matches_by_day,
    matching_articles,
    newest_matches,
    search_articles,
)
from articles.search.indexing import index_articles, rebuild_search
from articles.search.rebuilding import RebuildRunning
from articles.search.texts import searched_texts

__all__ = [
    "MAX_QUERY",
    "Asked",
    "Query",
    "RebuildRunning",
    "Term",
    "best_matches",
    "count_matches",
    "index_articles",
    "labelled",
    "lang_label",
    "matches_by_day",
    "matching_articles",
    "newest_matches",
    "parse_query",
    "rebuild_search",
    "search_articles",
    "searched_texts",
    "tag_label",
]
