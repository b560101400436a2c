"""Milestones in the other languages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_counted_days"),
    ]

    operations = [
        migrations.AddField(
            "milestone", "title_pt", models.CharField(blank=True, max_length=300, default=""), preserve_default=False
        ),
        migrations.AddField(
            "milestone", "summary_zh_hant", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "milestone", "summary_zh_hans", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "milestone", "summary_pt", models.TextField(blank=True, default=""), preserve_default=False
        ),
    ]
