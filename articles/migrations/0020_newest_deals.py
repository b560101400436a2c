"""PostgreSQL: the newest deals in the order of the lists, unknown days last; SQLite does so by itself."""

from django.db import migrations

CREATE = "CREATE INDEX deal_newest_known ON articles_deal (filed_on DESC NULLS LAST, id DESC)"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS deal_newest_known")


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_milestone_words")]
    operations = [migrations.RunPython(create, drop)]
