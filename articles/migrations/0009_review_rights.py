"""What the three groups may do with the review queue, readers' reports and aliases.

Curators take and decide items. Editors also keep the aliases of tags. Reports
of readers and the queue are made by the newsroom; nobody adds or deletes them.
"""

from importlib import import_module

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ("view_reviewitem", "view_errorreport", "view_alias")
REVIEWED = ("change_reviewitem",)
EDITED = ("add_alias", "change_alias", "delete_alias")


def widen_groups(apps, schema_editor):
    grant = import_module("articles.migrations.0004_desk_groups").grant
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    for group, rights in (("Curator", ()), ("Editor", EDITED), ("Admin", EDITED)):
        grant(apps, group, "articles", [*SEEN, *REVIEWED, *rights])


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_review_desk")]
    # The rights go with their models where this is taken back.
    operations = [migrations.RunPython(widen_groups, migrations.RunPython.noop, elidable=False)]
