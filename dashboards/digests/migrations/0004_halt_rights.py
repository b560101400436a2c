"""What the groups of the desk may do with bounces and the kill switch; editors preview, admins stop and start."""

from importlib import import_module

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ("view_bounce", "view_halt")
SETTLED = ("add_halt", "change_halt")


def grant_rights(apps, schema_editor):
    config = apps.get_app_config("digests")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    grant = import_module("dashboards.digests.migrations.0002_desk_rights").grant
    grant(apps, "Editor", SEEN)
    grant(apps, "Admin", [*SEEN, *SETTLED])


class Migration(migrations.Migration):
    dependencies = [("digests", "0003_following")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
