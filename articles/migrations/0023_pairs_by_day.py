"""Relevant articles by day with two cities, two sectors, or one of each.

They are counted here once: stop the workers before you migrate, or run
``manage.py rebuild_rollups`` after it, as what they keep meanwhile is not counted.
"""

from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count, F
from django.db.models.functions import TruncDate


def count_pairs(apps, schema_editor):
    tags = apps.get_model("articles", "Tag").objects.filter(kind__in=("city", "sector")).values("pk")
    stand = ("machine", "confirmed", "added")
    pairs = (
        apps.get_model("articles", "Tagging")
        .objects.filter(
            article__is_relevant=True,
            tag__in=tags,
            decision__in=stand,
            article__taggings__tag__in=tags,
            article__taggings__tag__gt=F("tag"),
            article__taggings__decision__in=stand,
        )
        .values_list(
            "tag", "article__taggings__tag", TruncDate("article__listed_at", tzinfo=ZoneInfo("Asia/Hong_Kong"))
        )
        .annotate(n=Count("pk"))
        .order_by()
    )
    # The database writes what it counts by itself: on its way through Python a million articles take minutes.
    statement, parameters = pairs.query.sql_with_params()
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO articles_pairday (first_id, second_id, day, articles) {statement}", parameters)


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_names_in_words")]
    operations = [
        migrations.CreateModel(
            name="PairDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("articles", models.PositiveIntegerField(default=0)),
                (
                    "first",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.tag",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.tag"),
                ),
            ],
            options={
                "verbose_name": "articles of a day with two tags",
                "verbose_name_plural": "articles of days with two tags",
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second", "day"), name="pairday_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="pairday_in_order"
                    ),
                ],
            },
        ),
        migrations.RunPython(count_pairs, migrations.RunPython.noop),
    ]
