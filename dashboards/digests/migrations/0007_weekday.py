"""The day of the week on which the weekly digest comes; Monday, as it was, for who said nothing."""

from django.db import migrations, models

DAYS = [
    (0, "Monday"),
    (1, "Tuesday"),
    (2, "Wednesday"),
    (3, "Thursday"),
    (4, "Friday"),
    (5, "Saturday"),
    (6, "Sunday"),
]
HELP = "Of the weekly digest; a day of the weekend counts only for who also gets mail at weekends."


class Migration(migrations.Migration):
    dependencies = [("digests", "0006_consent_kept")]
    operations = [
        migrations.AddField(
            model_name="signup",
            name="weekday",
            field=models.PositiveSmallIntegerField(choices=DAYS, default=0, verbose_name="day of the week"),
        ),
        migrations.AddField(
            model_name="subscriber",
            name="weekday",
            field=models.PositiveSmallIntegerField(
                choices=DAYS, default=0, help_text=HELP, verbose_name="day of the week"
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="signup_day_of_week"),
        ),
        migrations.AddConstraint(
            model_name="subscriber",
            constraint=models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="subscriber_day_of_week"),
        ),
    ]
