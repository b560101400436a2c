"""Following one deal, weekends, bounces and the kill switch."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_superseded"),
        ("digests", "0002_desk_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bounce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email_hash", models.CharField(db_index=True, max_length=64)),
                ("domain", models.CharField(blank=True, max_length=255)),
                (
                    "kind",
                    models.CharField(
                        choices=[("hard", "no such mailbox"), ("soft", "not now"), ("complaint", "complaint")],
                        max_length=9,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=300)),
                (
                    "event_key",
                    models.CharField(
                        help_text="The same word told again is no second one.", max_length=120, unique=True
                    ),
                ),
                ("happened_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Halt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="subscription",
            name="subscription_once",
        ),
        migrations.RemoveConstraint(
            model_name="subscription",
            name="subscription_frequency_known",
        ),
        migrations.AddField(
            model_name="signup",
            name="deal",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.deal"
            ),
        ),
        migrations.AddField(
            model_name="signup",
            name="with_weekends",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="subscriber",
            name="with_weekends",
            field=models.BooleanField(
                default=False, help_text="Whether digests also go out on Saturdays and Sundays of the zone."
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="deal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="followers",
                to="articles.deal",
            ),
        ),
        migrations.AlterField(
            model_name="digest",
            name="frequency",
            field=models.CharField(
                choices=[
                    ("daily", "daily"),
                    ("weekly", "weekly"),
                    ("monthly", "monthly"),
                    ("follow", "follows a deal"),
                ],
                max_length=7,
            ),
        ),
        migrations.AlterField(
            model_name="digest",
            name="period",
            field=models.CharField(max_length=16),
        ),
        migrations.AlterField(
            model_name="signup",
            name="frequency",
            field=models.CharField(
                choices=[
                    ("daily", "daily"),
                    ("weekly", "weekly"),
                    ("monthly", "monthly"),
                    ("follow", "follows a deal"),
                ],
                max_length=7,
            ),
        ),
        migrations.AlterField(
            model_name="subscription",
            name="frequency",
            field=models.CharField(
                choices=[
                    ("daily", "daily"),
                    ("weekly", "weekly"),
                    ("monthly", "monthly"),
                    ("follow", "follows a deal"),
                ],
                max_length=7,
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deal__isnull", False), ("frequency", "follow")),
                    models.Q(models.Q(("frequency", "follow"), _negated=True), ("deal__isnull", True)),
                    _connector="OR",
                ),
                name="signup_follows_a_deal",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deal__isnull", True)),
                fields=("subscriber", "frequency", "filters"),
                name="subscription_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deal__isnull", False)), fields=("subscriber", "deal"), name="deal_followed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("frequency__in", ["daily", "weekly", "monthly", "follow"])),
                name="subscription_frequency_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deal__isnull", False), ("frequency", "follow")),
                    models.Q(models.Q(("frequency", "follow"), _negated=True), ("deal__isnull", True)),
                    _connector="OR",
                ),
                name="subscription_follows_a_deal",
            ),
        ),
        migrations.AddField(
            model_name="bounce",
            name="digest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="bounces",
                to="digests.digest",
            ),
        ),
        migrations.AddConstraint(
            model_name="halt",
            constraint=models.UniqueConstraint(
                models.ExpressionWrapper(models.Q(("ended_at__isnull", True)), models.BooleanField()),
                condition=models.Q(("ended_at__isnull", True)),
                name="one_open_halt",
            ),
        ),
        migrations.AddIndex(
            model_name="bounce",
            index=models.Index(fields=["kind", "happened_at"], name="bounce_by_time"),
        ),
    ]
