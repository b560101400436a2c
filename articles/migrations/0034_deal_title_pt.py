"""The title of a deal in Portuguese, as milestones have it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0033_rate_rights")]

    operations = [
        migrations.AddField(
            "deal",
            "title_pt",
            models.CharField("title in Portuguese", blank=True, max_length=300, default=""),
            preserve_default=False,
        ),
    ]
