"""Entries keep what their words were cleaned from, so that known ones are not cleaned at every poll."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_deal_sums")]
    operations = [
        migrations.AddField(model_name="entry", name="raw_hash", field=models.BigIntegerField(null=True)),
    ]
