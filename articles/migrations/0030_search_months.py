"""The month of listing as a label in PostgreSQL's search index; ``articles.search`` says what these are.

SQLite's index stands in the order of time and needs none. What is indexed is
told its month here, and the index of words made anew: on PostgreSQL this takes
minutes for a million articles, during which nobody writes to the index.
"""

from django.db import migrations

MONTH = "extract(year FROM moment)::int * 12 + extract(month FROM moment)::int - 1"
MOMENT = "to_timestamp(place >> 31) AT TIME ZONE 'UTC'"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS article_search_tokens")
        schema_editor.execute(
            f"UPDATE article_search SET tokens = tokens || array_to_tsvector(ARRAY[chr(57344) || 'm' || ({MONTH})])"
            f" FROM (SELECT article_id AS key, {MOMENT} AS moment FROM article_search) listed WHERE key = article_id"
        )
        schema_editor.execute("CREATE INDEX article_search_tokens ON article_search USING gin (tokens)")


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS article_search_tokens")
        schema_editor.execute(
            "UPDATE article_search SET tokens = ts_delete(tokens, ARRAY(SELECT lexeme FROM unnest(tokens)"
            " WHERE lexeme LIKE chr(57344) || 'm%%'))"
        )
        schema_editor.execute("CREATE INDEX article_search_tokens ON article_search USING gin (tokens)")


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_entry_raw_hash")]
    operations = [migrations.RunPython(forwards, backwards)]
