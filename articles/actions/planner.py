"""Tell the database's planner how its tables have grown."""

from django.db import connection

LOOKED_AT = 1000
"""Rows of an index that SQLite looks at: enough to tell a column of ten values from one of a million."""


def look_for_the_planner() -> int:
    """Count anew what SQLite's planner goes by; give how many tables were looked at.

    Without it SQLite nests 50,000 deals into hundreds of tags, and pages take seconds. One table at a time, so that
    nobody waits long to write. PostgreSQL does this by itself, so there it is nothing (0).
    """
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        # The tables of the search index are read in one way only; there is nothing to choose.
        cursor.execute(
            "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'index' AND tbl_name NOT LIKE 'article_search%'"
            " ORDER BY tbl_name"
        )
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    return len(tables)
