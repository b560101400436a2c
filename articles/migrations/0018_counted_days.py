"""Relevant articles by day, and two indexes that counts are read from alone."""

from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.db.models import Count
from django.db.models.functions import TruncDate


def count_days(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.filter(is_relevant=True)
    days = articles.annotate(day=TruncDate("listed_at", tzinfo=ZoneInfo("Asia/Hong_Kong"))).values_list("day")
    model = apps.get_model("articles", "ArticleDay")
    model.objects.bulk_create(
        (model(day=day, articles=count) for day, count in days.annotate(n=Count("pk")).order_by()), batch_size=2000
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_operation")]
    operations = [
        migrations.CreateModel(
            name="ArticleDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("articles", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["feed", "is_relevant", "listed_at"], name="article_by_feed"),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                fields=[
                    "review", "status", "is_superseded", "filed_on", "filed_until", "rung", "type", "scope", "currency",
                    "amount", "amount_usd",
                ],
                name="deal_figures",
            ),
        ),
        migrations.RemoveIndex(model_name="deal", name="deal_review"),
        migrations.RunPython(count_days, migrations.RunPython.noop),
    ]  # fmt: skip
