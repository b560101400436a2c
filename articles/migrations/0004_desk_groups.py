"""The three groups of the desk. Nobody has a right that is not written here.

Curators review: they look at the newsroom and decide about deals and tags.
Editors also look after sources and names, and take back what others decided.
Admins also look after people. What belongs to the mail room is added by its
own migration.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ("article", "deal", "dealevent", "dealreport", "evidence", "feed", "milestone", "party", "poll",
        "reviewdecision", "story", "tag", "tagging")  # fmt: skip
REVIEWED = ("change_article", "change_deal")
EDITED = ("change_feed", "change_milestone", "change_reviewdecision", "change_tag")
PEOPLE = ("add_user", "change_user", "view_user", "view_group")


def make_groups(apps, schema_editor):
    # Permissions are normally made after all migrations; the groups need them now.
    for label in ("auth", "articles"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    seen = [f"view_{model}" for model in SEEN]
    grant(apps, "Curator", "articles", [*seen, *REVIEWED])
    grant(apps, "Editor", "articles", [*seen, *REVIEWED, *EDITED])
    grant(apps, "Admin", "articles", [*seen, *REVIEWED, *EDITED])
    grant(apps, "Admin", "auth", PEOPLE)


def grant(apps, group, label, codenames):
    """Give a group rights on the models of one app; a codename that does not exist is a mistake in this file."""
    found = apps.get_model("auth", "Permission").objects.filter(content_type__app_label=label, codename__in=codenames)
    missing = set(codenames) - {permission.codename for permission in found}
    assert not missing, missing
    apps.get_model("auth", "Group").objects.get_or_create(name=group)[0].permissions.add(*found)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Curator", "Editor", "Admin"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups, elidable=False)]
