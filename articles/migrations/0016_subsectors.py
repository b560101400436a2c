"""Sub-sectors become a kind of their own; until here they were sectors with a parent."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

KINDS = ["city", "place", "outside", "sector", "subsector", "organisation", "person", "mechanism"]
CHOICES = [
    ("city", "city"),
    ("place", "place"),
    ("outside", "outside partner"),
    ("sector", "sector"),
    ("subsector", "sub-sector"),
    ("organisation", "organisation"),
    ("person", "person"),
    ("mechanism", "mechanism"),
]


def tell_apart(apps: Any, schema_editor: Any) -> None:
    """Give the lower level its own kind."""
    apps.get_model("articles", "Tag").objects.filter(kind="sector", parent__isnull=False).update(kind="subsector")


def join_again(apps: Any, schema_editor: Any) -> None:
    """Make them sectors with a parent, as before; the pipeline of that time gave none to articles or deals."""
    tags = apps.get_model("articles", "Tag").objects.filter(kind="subsector")
    apps.get_model("articles", "Tagging").objects.filter(tag__in=tags, decision="machine").delete()
    apps.get_model("articles", "Deal").tags.through.objects.filter(tag__in=tags).delete()
    tags.update(kind="sector")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_search_places"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="tag", name="tag_kind_known"),
        migrations.AlterField(
            model_name="historicaltag", name="kind", field=models.CharField(choices=CHOICES, max_length=12)
        ),
        migrations.AlterField(model_name="tag", name="kind", field=models.CharField(choices=CHOICES, max_length=12)),
        migrations.RunPython(tell_apart, join_again),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.CheckConstraint(condition=Q(kind__in=KINDS), name="tag_kind_known"),
        ),
    ]
