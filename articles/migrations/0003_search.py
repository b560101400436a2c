"""The search index: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

No foreign key to articles: a row of an article that is gone is never shown,
and emptying tables in tests needs no special order.
"""

from django.db import migrations

SQLITE = 'CREATE VIRTUAL TABLE article_search USING fts5(tokens, tokenize="unicode61 remove_diacritics 0")'
POSTGRESQL = (
    "CREATE TABLE article_search (article_id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
    "CREATE INDEX article_search_tokens ON article_search USING gin (tokens)",
)


def create(apps, schema_editor):
    statements = (SQLITE,) if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE article_search")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_review_log")]
    operations = [migrations.RunPython(create, drop)]
