"""Who may add exchange rates: editors and admins; curators see them."""

from importlib import import_module

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ("view_exchangerate",)
EDITED = ("add_exchangerate", "change_exchangerate", "delete_exchangerate")


def widen_groups(apps, schema_editor):
    grant = import_module("articles.migrations.0004_desk_groups").grant
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    for group, rights in (("Curator", ()), ("Editor", EDITED), ("Admin", EDITED)):
        grant(apps, group, "articles", [*SEEN, *rights])


class Migration(migrations.Migration):
    dependencies = [("articles", "0032_exchange_rate")]
    # The rights go with their model where this is taken back.
    operations = [migrations.RunPython(widen_groups, migrations.RunPython.noop, elidable=False)]
