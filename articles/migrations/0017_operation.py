"""Counts of work done, incidents, and when the text of an article was given up.

Backwards it forgets which texts were given up. These articles have no text
left, and would be read as empty ones if all were processed again: before you
go back behind this migration, stop the workers, and do not run ``process --all`` there.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_subsectors"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="text_given_up_at",
            field=models.DateTimeField(
                blank=True, help_text="When its text was given up by its age; facts and quotes stay.", null=True
            ),
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("label", models.CharField(blank=True, max_length=60)),
                ("value", models.FloatField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "label"), name="counter_once")],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("promise", models.CharField(max_length=40)),
                ("detail", models.CharField(max_length=500)),
                ("opened_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closing_told_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)), fields=("promise",), name="one_open_incident"
                    )
                ],
            },
        ),
    ]
