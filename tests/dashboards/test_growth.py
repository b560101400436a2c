"""No page reads a table that grows with the news from end to end: there is an index for what it asks (THREATS D08)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
GROWING = (
    "articles_article",
    "articles_articlerevision",
    "articles_entry",
    "articles_evidence",
    "articles_mention",
    "articles_tagging",
)
PAGES = (
    "/", "/deals/", "/signals/", "/articles/", "/timeline/", "/cities/macao/", "/sectors/finance/", "/mechanisms/",
    "/organisations/", "/search/?q=port", "/sources/", "/coverage/", "/api/v1/articles", "/api/v1/deals",
    "/articles.json?city=macao", "/deals.json", "/feeds/articles.atom",
)  # fmt: skip


def read_whole(statement: str) -> list[str]:
    """The growing tables that a statement can only be answered from by reading all of their rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            lines = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()]
            starts = [line.removeprefix("SCAN ") for line in lines if line.startswith("SCAN ") and "USING" not in line]
        else:
            # With so few rows an index never pays; with this it is used wherever there is one.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {statement}")
            lines = [row[0] for row in cursor.fetchall()]
            starts = [line.partition("Seq Scan on ")[2] for line in lines if " Seq Scan on " in line]
    return [start.split()[0] for start in starts if start and start.split()[0] in GROWING]


@pytest.mark.threat("D08")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_finds_its_rows_by_an_index(room, client, path):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.content if not answer.streaming else b"".join(answer.streaming_content)
    statements = [query["sql"] for query in asked.captured_queries if query["sql"].startswith("SELECT")]
    assert statements
    assert [(table, sql[:200]) for sql in statements for table in read_whole(sql)] == []


def test_a_question_without_an_index_would_be_seen(room):
    assert read_whole('SELECT COUNT(*) FROM "articles_article" WHERE "excerpt" LIKE \'%port\'') == ["articles_article"]
