"""What the last document of each feed said is kept, so that the next one is read only where it differs."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_search_months")]
    operations = [
        migrations.CreateModel(
            name="LastDocument",
            fields=[
                (
                    "feed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="last_document",
                        serialize=False,
                        to="articles.feed",
                    ),
                ),
                ("body_hash", models.CharField(max_length=64)),
                ("around", models.CharField(max_length=32)),
                ("encoding", models.CharField(blank=True, max_length=40)),
                ("entries", models.JSONField()),
            ],
            options={"verbose_name": "last document", "verbose_name_plural": "last documents"},
        ),
    ]
