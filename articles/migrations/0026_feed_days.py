"""Relevant articles by day and feed.

They are counted here once, feed by feed: stop the workers before you migrate,
or run ``manage.py rebuild_rollups`` after it, as what they keep meanwhile is
not counted.
"""

from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count
from django.db.models.functions import TruncDate


def count_days(apps, schema_editor):
    day = TruncDate("listed_at", tzinfo=ZoneInfo("Asia/Hong_Kong"))
    articles = apps.get_model("articles", "Article").objects.filter(is_relevant=True)
    for feed in apps.get_model("articles", "Feed").objects.order_by("pk").values_list("pk", flat=True):
        days = articles.filter(feed=feed).values_list("feed", day).annotate(n=Count("pk")).order_by()
        statement, parameters = days.query.sql_with_params()
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO articles_feedday (feed_id, day, articles) {statement}", parameters)


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_unsure_tags")]
    operations = [
        migrations.CreateModel(
            name="FeedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("articles", models.PositiveIntegerField(default=0)),
                (
                    "feed",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="articles.feed",
                    ),
                ),
            ],
            options={
                "verbose_name": "articles of a day of a feed",
                "verbose_name_plural": "articles of days of feeds",
                "constraints": [models.UniqueConstraint(fields=("feed", "day"), name="feedday_once")],
            },
        ),
        migrations.RunPython(count_days, migrations.RunPython.noop),
    ]
