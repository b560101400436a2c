import pytest
from django.db import connection

from articles.actions.planner import look_for_the_planner
from tests.articles.newsroom import MEMORANDUM, make_labels, make_waiting, process

pytestmark = pytest.mark.django_db


def test_the_planner_learns_how_large_the_tables_are_where_it_must_be_told():
    make_labels()
    process(make_waiting(MEMORANDUM), make_waiting(MEMORANDUM))
    looked_at = look_for_the_planner()

    if connection.vendor != "sqlite":
        assert looked_at == 0
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'articles_article'")
        sizes = {int(stat.split()[0]) for _, stat in cursor.fetchall()}
    assert looked_at > 20
    assert 2 in sizes
