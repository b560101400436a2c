"""Count the day rollups from the rows, by the database alone.

The day of each article is worked out once, into a table of this connection; what was counted is compared with what
stands there, and only what differs is written: where nothing has drifted, nothing is.
"""

from collections.abc import Mapping, Sequence

from django.db import connection
from django.db.models.functions import TruncDate

from articles.models import Article, ArticleDay, FeedDay, PairDay, TagDay
from articles.models.article import HONG_KONG

_Model = type[ArticleDay | FeedDay | TagDay | PairDay]
_LISTED = "CREATE TEMPORARY TABLE listed (article_id bigint PRIMARY KEY, day date NOT NULL, feed_id bigint)"
_PAIRED = """
    CREATE TEMPORARY TABLE paired AS SELECT article_id, tag_id FROM articles_tagging JOIN listed USING (article_id)
    WHERE decision <> 'removed' AND tag_id IN (SELECT id FROM articles_tag WHERE kind IN ({kinds}))
"""
_COUNTS = {
    "all": "SELECT day, count(*) FROM listed GROUP BY 1",
    "feed": "SELECT feed_id, day, count(*) FROM listed WHERE feed_id IS NOT NULL GROUP BY 1, 2",
    "tag": "SELECT tag_id, day, count(*) FROM articles_tagging JOIN listed USING (article_id)"
    " WHERE decision <> 'removed' GROUP BY 1, 2",
    "pair": "SELECT a.tag_id, b.tag_id, day, count(*) FROM paired a JOIN paired b USING (article_id)"
    " JOIN listed USING (article_id) WHERE a.tag_id < b.tag_id GROUP BY 1, 2, 3",
}
_TABLES = ("listed", "paired", "counted")


def count_days_again(tables: Mapping[str, tuple[_Model, Sequence[str]]], kinds: Sequence[str]) -> None:
    """Bring the rollups in line with the rows; call it inside a transaction.

    ``tables`` gives the model of each rollup and its columns beside the day; ``kinds`` are those of the tags that
    are counted two by two.
    """
    _drop()
    if connection.vendor == "postgresql":
        # A million slots are counted in memory then, instead of on disk.
        _run("SET LOCAL work_mem = '128MB'")
    _run(_LISTED)
    day = TruncDate("listed_at", tzinfo=HONG_KONG)
    listed, parameters = Article.objects.relevant().values_list("pk", day, "feed").query.sql_with_params()
    _run(f"INSERT INTO listed {listed}", parameters)
    _run(_PAIRED.format(kinds=", ".join(["%s"] * len(kinds))), kinds)
    if connection.vendor == "sqlite":
        _run("CREATE INDEX paired_articles ON paired (article_id, tag_id)")
    else:
        _run("ANALYZE listed, paired")
    for rollup, (model, columns) in tables.items():
        _bring_in_line(connection.ops.quote_name(model._meta.db_table), (*columns, "day"), _COUNTS[rollup])
    _drop()


def _bring_in_line(table: str, key: Sequence[str], counted: str) -> None:
    """Write what differs between the slots of a table and those that were counted."""
    names = ", ".join(key)
    same = " AND ".join(f"counted.{name} = {table}.{name}" for name in key)
    columns = ", ".join(f"{name} {'date' if name == 'day' else 'bigint'} NOT NULL" for name in key)
    _run(f"CREATE TEMPORARY TABLE counted ({columns}, articles bigint NOT NULL, PRIMARY KEY ({names}))")
    _run(f"INSERT INTO counted {counted} ORDER BY {', '.join(str(n) for n, _ in enumerate(key, 1))}")
    if connection.vendor == "postgresql":
        _run("ANALYZE counted")
    _run(f"DELETE FROM {table} WHERE NOT EXISTS (SELECT 1 FROM counted WHERE {same})")
    _run(
        f"UPDATE {table} SET articles = counted.articles FROM counted"
        f" WHERE {same} AND {table}.articles <> counted.articles"
    )
    _run(
        f"INSERT INTO {table} ({names}, articles) SELECT {names}, articles FROM counted"
        f" WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {same}) ORDER BY {names}"
    )
    _run("DROP TABLE counted")


def _drop() -> None:
    for name in _TABLES:
        _run(f"DROP TABLE IF EXISTS {name}")


def _run(statement: str, parameters: Sequence[object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
