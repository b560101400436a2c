"""Articles into the index, and the whole index again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db import connection, transaction
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Article, Tagging
from articles.pipeline.text import search_tokens
from articles.search.asking import lang_label, month_label, quoted, tag_label
from articles.search.places import TABLE, month_of, place_of
from articles.search.rebuilding import one_at_a_time
from articles.search.texts import searched_texts

_MAX_TOKENS = 12_000
"""Tokens of an article that are indexed; PostgreSQL knows positions up to 16,383."""
_MAX_PER_TOKEN = 250
"""Positions of one token; PostgreSQL keeps 256."""
NEW = f"{TABLE}_new"
"""The index that is being built beside the one in use."""
SCHEMA = {
    "sqlite": (
        'CREATE VIRTUAL TABLE {table} USING fts5(tokens, tokenize="unicode61 remove_diacritics 0")',
        "CREATE TABLE {table}_keys (article_id integer PRIMARY KEY, place integer NOT NULL)",
    ),
    "postgresql": (
        "CREATE TABLE {table} (article_id bigint PRIMARY KEY, place bigint NOT NULL UNIQUE, tokens tsvector NOT NULL)",
    ),
}
"""The tables of an index (on SQLite the places by article are one of their own)."""


@dataclass(frozen=True, slots=True)
class _Indexed:
    """One article as the index holds it."""

    key: int
    place: int
    words: Sequence[str]
    labels: Sequence[str]


def index_articles(rows: Iterable[tuple[int, str]], *, words: Mapping[int, Sequence[str]] | None = None) -> None:
    """Put (article id, text) pairs into the index, replacing what stands there for these ids.

    Time, language and tags are those of the stored rows; an article that is not relevant is only taken out.
    ``words`` are the tokens of texts that were taken apart before (``search_tokens``), by article id.
    """
    texts = dict(rows)
    if texts:
        with transaction.atomic():
            tables = _tables()
            found = list(_indexed(texts, words or {}))
            for table in tables:
                _remove(table, list(texts))
                _insert(table, found)


def rebuild_search(*, batch: int = 1000, progress: Callable[[int], object] = lambda done: None) -> int:
    """Make the index anew from all relevant articles; give how many there are.

    The new one is filled beside the old one in short transactions, so that readers find and workers write as ever;
    what is processed meanwhile goes into both. Then it takes the old one's place. A rebuild that was broken off
    leaves nothing that the next one would not take away. Raises RebuildRunning where another one is at it.
    """
    with one_at_a_time(NEW):
        _begin()
        done = _fill(batch, progress)
        _take_over()
    return done


def _begin() -> None:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # Whoever writes has looked already whether there is a new one: he ends first, whoever follows finds it.
            _execute([f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE"])
        _drop(NEW)
        _execute(statement.format(table=NEW) for statement in SCHEMA[connection.vendor])


def _fill(batch: int, progress: Callable[[int], object]) -> int:
    """In the order of the places: both engines then hold what is asked for together, the newest, in one piece."""
    done, last = 0, None
    while some := _carry_over(_listed_after(last)[:batch]):
        done, last = done + len(some), some[-1]
        progress(done)
    # What was listed anew, behind the place that was reached, and not processed since.
    while some := _carry_over(_left_out()[:batch]):
        done += len(some)
        progress(done)
    return done


def _carry_over(articles: QuerySet[Article]) -> list[tuple[datetime, int]]:
    """Write these into the new index; give where each is listed, and its key."""
    listed = list(articles.values_list("listed_at", "pk"))
    with transaction.atomic():
        # Locked, so that nobody processes one of them between our reading and our writing; in the order in which
        # everybody locks them.
        rows = Article.objects.relevant().filter(pk__in=[pk for _, pk in listed]).select_for_update().order_by("pk")
        texts = searched_texts(rows.values_list("pk", "title", "text"))
        _remove(NEW, list(texts))
        _insert(NEW, _indexed(texts))
    return listed


def _listed_after(last: tuple[datetime, int] | None) -> QuerySet[Article]:
    # Those that wait to be read again are listed and counted meanwhile, by what was read last.
    articles = Article.objects.relevant().order_by("listed_at", "pk")
    if last is None:
        return articles
    at, pk = last
    return articles.filter(listed_at__gte=at).exclude(listed_at=at, pk__lte=pk)


def _left_out() -> QuerySet[Article]:
    holder = f"{NEW}_keys" if connection.vendor == "sqlite" else NEW
    missing = f"NOT EXISTS (SELECT 1 FROM {holder} held WHERE held.article_id = articles_article.id)"
    return Article.objects.relevant().filter(RawSQL(missing, (), output_field=BooleanField())).order_by("pk")


def _take_over() -> None:
    """Give the new index its words' index, where that is one of its own, and the old one's name."""
    if connection.vendor == "postgresql":
        quietly = "" if connection.in_atomic_block else "CONCURRENTLY"
        _execute([f"CREATE INDEX {quietly} {NEW}_tokens ON {NEW} USING gin (tokens)"])
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # Writers hold the old one while they write to both, so none is left between them.
            _execute([f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE"])
        _drop(TABLE)
        parts = ("", "_keys") if connection.vendor == "sqlite" else ("",)
        _execute(f"ALTER TABLE {NEW}{part} RENAME TO {TABLE}{part}" for part in parts)
        if connection.vendor == "postgresql":
            _execute(f"ALTER INDEX {NEW}_{name} RENAME TO {TABLE}_{name}" for name in ("pkey", "place_key", "tokens"))
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        # The planner must know how often words occur before the first search.
        _execute([f"VACUUM ANALYZE {TABLE}"])


def _drop(table: str) -> None:
    _execute(f"DROP TABLE IF EXISTS {table}{part}" for part in ("", "_keys"))


def _execute(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _tables() -> Sequence[str]:
    """The index, and the one that is being built beside it; on PostgreSQL they stay so until the transaction ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {TABLE} IN ROW EXCLUSIVE MODE")
        if connection.vendor == "sqlite":
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [NEW])
        else:
            cursor.execute("SELECT 1 WHERE to_regclass(%s) IS NOT NULL", [NEW])
        return (TABLE, NEW) if cursor.fetchone() else (TABLE,)


def _indexed(texts: Mapping[int, str], told: Mapping[int, Sequence[str]] = MappingProxyType({})) -> Iterator[_Indexed]:
    """What stands in the index for relevant articles; two queries. ``told`` are words that are known already."""
    labels: dict[int, list[str]] = defaultdict(list)
    carried = Tagging.objects.filter(article__in=texts).exclude(decision=Tagging.Decision.REMOVED)
    for article_id, tag_id in carried.values_list("article", "tag"):
        labels[article_id].append(tag_label(tag_id))
    found: Iterable[tuple[int, datetime, str]] = (
        Article.objects.relevant().filter(pk__in=texts).order_by("pk").values_list("pk", "listed_at", "lang")
    )
    for pk, listed_at, lang in found:
        words = (told.get(pk) or search_tokens(texts[pk]))[:_MAX_TOKENS]
        yield _Indexed(pk, place_of(listed_at, pk), words, [*sorted(labels[pk]), lang_label(lang)])


def _remove(table: str, keys: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DELETE FROM {table} WHERE article_id = ANY(%s)", [list(keys)])
            return
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT place FROM {table}_keys WHERE article_id IN ({marks})", some)
            if places := cursor.fetchall():
                cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", places)
                cursor.execute(f"DELETE FROM {table}_keys WHERE article_id IN ({marks})", some)


def _insert(table: str, rows: Iterable[_Indexed]) -> None:
    # Read first: nothing else may be asked of PostgreSQL while it takes rows. In the order of the places: SQLite's
    # index writes out all that it has gathered whenever a row comes that stands before the last one.
    some = sorted(rows, key=lambda row: row.place)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} (article_id, place, tokens) FROM STDIN") as copy:
                for row in some:
                    copy.write_row((row.key, row.place, _tsvector(row)))
            return
        cursor.executemany(
            f"INSERT INTO {table} (rowid, tokens) VALUES (%s, %s)",
            [(row.place, " ".join([*row.words, *row.labels])) for row in some],
        )
        cursor.executemany(
            f"INSERT INTO {table}_keys (article_id, place) VALUES (%s, %s)", [(row.key, row.place) for row in some]
        )


def _tsvector(row: _Indexed) -> str:
    """Write a tsvector with positions, without PostgreSQL's own parser, which would split words in its own way.

    The month is a label here: this index has no order, and so finds the newest without reading all of a word.
    """
    positions: dict[str, list[str]] = {}
    for position, token in enumerate(row.words, 1):
        places = positions.setdefault(token[:500], [])
        if len(places) < _MAX_PER_TOKEN:
            places.append(str(position))
    words = (f"{quoted(token)}:{','.join(places)}" for token, places in positions.items())
    return " ".join([*words, *map(quoted, [*row.labels, month_label(month_of(row.place))])])
