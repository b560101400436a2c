import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_histories"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewitem",
            name="tag",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.tag",
            ),
        ),
        migrations.AlterField(
            model_name="reviewitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("deal", "proposed deal"),
                    ("change", "changed source"),
                    ("pair", "duplicate pair"),
                    ("error", "reader's report"),
                    ("quarantine", "quarantined article"),
                    ("sample", "random sample"),
                    ("tag", "low-confidence tag"),
                ],
                max_length=10,
            ),
        ),
    ]
