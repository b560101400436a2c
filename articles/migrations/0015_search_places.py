"""The search index by place and with labels; ``articles.search`` says what these are.

What is indexed is carried over, relevant articles alone. Back again, the labels stay behind as words that nobody can
type, and articles that are not relevant come in when they are processed.
"""

from datetime import UTC, datetime

from django.db import migrations

SQLITE = (
    'CREATE VIRTUAL TABLE article_search USING fts5(tokens, tokenize="unicode61 remove_diacritics 0")',
    "CREATE TABLE article_search_keys (article_id integer PRIMARY KEY, place integer NOT NULL)",
)
POSTGRESQL = (
    "CREATE TABLE article_search (article_id bigint PRIMARY KEY, place bigint NOT NULL UNIQUE, tokens tsvector NOT NULL)",
)
LABELS = """
    SELECT article_id, chr(57344) || 't' || tag_id AS label FROM articles_tagging WHERE decision <> 'removed'
    UNION ALL
    SELECT id, chr(57344) || 'l' || replace(lower(lang), '-', '') FROM articles_article
"""
CARRIED = f"""
    INSERT INTO article_search (article_id, place, tokens)
    SELECT a.id, (least(greatest(floor(extract(epoch FROM a.listed_at)), 0), 4294967295)::bigint << 31) | a.id,
           ts_delete(old.tokens, ARRAY(SELECT lexeme FROM unnest(old.tokens) WHERE lexeme LIKE chr(57344) || '%%')) || array_to_tsvector(labels.labels)
    FROM article_search_old old
    JOIN articles_article a ON a.id = old.article_id AND a.is_relevant
    JOIN (SELECT article_id, array_agg(DISTINCT label) AS labels FROM ({LABELS}) l GROUP BY 1) labels
      ON labels.article_id = a.id
"""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def forwards(apps, schema_editor):
    schema_editor.execute("ALTER TABLE article_search RENAME TO article_search_old")
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement)
        carry_over(apps, schema_editor.connection)
        schema_editor.execute("DROP TABLE article_search_old")
        return
    # The names of what hangs on a table stay with it, and are wanted for the new one.
    schema_editor.execute("ALTER INDEX article_search_pkey RENAME TO article_search_old_pkey")
    schema_editor.execute("DROP INDEX article_search_tokens")
    for statement in POSTGRESQL:
        schema_editor.execute(statement)
    schema_editor.execute(CARRIED)
    schema_editor.execute("DROP TABLE article_search_old")
    schema_editor.execute("CREATE INDEX article_search_tokens ON article_search USING gin (tokens)")


def carry_over(apps, connection):
    """SQLite: row by row, in batches; the words are kept as they were indexed."""
    article, tagging = apps.get_model("articles", "Article"), apps.get_model("articles", "Tagging")
    rows = article.objects.filter(is_relevant=True).order_by("pk").values_list("pk", "listed_at", "lang")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:500]):
        last = some[-1][0]
        labels = {pk: [] for pk, _, _ in some}
        for pk, tag in (
            tagging.objects.filter(article__in=labels).exclude(decision="removed").values_list("article", "tag")
        ):
            labels[pk].append(f"\ue000t{tag}")
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT rowid, tokens FROM article_search_old WHERE rowid IN ({marks})", list(labels))
            words = {pk: without_labels(tokens) for pk, tokens in cursor.fetchall()}
            found = [
                (
                    pk,
                    place_of(listed_at, pk),
                    [words[pk], *sorted(labels[pk]), f"\ue000l{lang.lower().replace('-', '')}"],
                )
                for pk, listed_at, lang in some
                if pk in words
            ]
            cursor.executemany(
                "INSERT INTO article_search (rowid, tokens) VALUES (%s, %s)",
                [(place, " ".join(tokens)) for _, place, tokens in found],
            )
            cursor.executemany(
                "INSERT INTO article_search_keys (article_id, place) VALUES (%s, %s)",
                [(pk, place) for pk, place, _ in found],
            )


def without_labels(tokens):
    """The words alone: labels are there where somebody went back and forward."""
    return " ".join(token for token in tokens.split() if not token.startswith("\ue000"))


def place_of(listed_at, key):
    return (min(max(int((listed_at - EPOCH).total_seconds()), 0), 4294967295) << 31) | key


def backwards(apps, schema_editor):
    for part in ("", "_keys"):
        schema_editor.execute(f"DROP TABLE IF EXISTS article_search_new{part}")
    schema_editor.execute("ALTER TABLE article_search RENAME TO article_search_new")
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE[0])
        schema_editor.execute(
            "INSERT INTO article_search (rowid, tokens) SELECT rowid & 2147483647, tokens FROM article_search_new"
        )
        schema_editor.execute("DROP TABLE article_search_keys")
    else:
        schema_editor.execute("ALTER INDEX article_search_pkey RENAME TO article_search_new_pkey")
        schema_editor.execute("CREATE TABLE article_search (article_id bigint PRIMARY KEY, tokens tsvector NOT NULL)")
        schema_editor.execute("INSERT INTO article_search SELECT article_id, tokens FROM article_search_new")
    schema_editor.execute("DROP TABLE article_search_new")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX article_search_tokens ON article_search USING gin (tokens)")


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_superseded")]
    operations = [migrations.RunPython(forwards, backwards)]
