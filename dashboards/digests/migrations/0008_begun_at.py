"""Since when a subscription is wanted as it is; rows that are there go by when they were confirmed."""

from django.db import migrations, models

HELP = "When it was first confirmed, taken up again after an end, or given another frequency."


class Migration(migrations.Migration):
    dependencies = [("digests", "0007_weekday")]
    operations = [
        migrations.AddField(
            model_name="subscription",
            name="begun_at",
            field=models.DateTimeField(blank=True, help_text=HELP, null=True, verbose_name="wanted since"),
        ),
    ]
