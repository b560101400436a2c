"""What the groups of the desk may do in the mail room: editors look, admins settle and carry out deletions."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ("delivery", "digest", "digestitem", "signup", "subscriber", "subscription", "suppression")
SETTLED = ("change_delivery", "delete_subscriber", "delete_suppression")


def grant_rights(apps, schema_editor):
    config = apps.get_app_config("digests")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    seen = [f"view_{model}" for model in SEEN]
    grant(apps, "Editor", seen)
    grant(apps, "Admin", [*seen, *SETTLED])


def grant(apps, group, codenames):
    """Give a group rights; a codename that does not exist is a mistake in this file."""
    rights = apps.get_model("auth", "Permission").objects
    found = rights.filter(content_type__app_label="digests", codename__in=codenames)
    missing = set(codenames) - {permission.codename for permission in found}
    assert not missing, missing
    apps.get_model("auth", "Group").objects.get_or_create(name=group)[0].permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("digests", "0001_mail_room"), ("articles", "0004_desk_groups")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
