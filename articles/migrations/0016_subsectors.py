"""Sub-sectors become a kind of their own; until here they were sectors with a parent."""

from collections.abc import Iterable
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
    """Give the lower level its own kind; what curators said of it goes along."""
    tags = apps.get_model("articles", "Tag").objects.filter(kind="sector", parent__isnull=False)
    _rename_decisions(apps, tags.values_list("slug", flat=True), was="sector", becomes="subsector")
    tags.update(kind="subsector")


def join_again(apps: Any, schema_editor: Any) -> None:
    """Make them sectors with a parent, as before; the pipeline of that time gave none to articles or deals."""
    tags = apps.get_model("articles", "Tag").objects.filter(kind="subsector")
    apps.get_model("articles", "Tagging").objects.filter(tag__in=tags, decision="machine").delete()
    apps.get_model("articles", "Deal").tags.through.objects.filter(tag__in=tags).delete()
    apps.get_model("articles", "TagDay").objects.filter(tag__in=tags).delete()
    _rename_decisions(apps, tags.values_list("slug", flat=True), was="subsector", becomes="sector")
    tags.update(kind="sector")


def _rename_decisions(apps: Any, slugs: Iterable[str], *, was: str, becomes: str) -> None:
    decisions = apps.get_model("articles", "ReviewDecision").objects.filter(action="retag")
    for slug in list(slugs):
        decisions.filter(field=f"{was}:{slug}").update(field=f"{becomes}:{slug}")


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
