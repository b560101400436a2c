from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_judged_values"),
    ]

    operations = [
        migrations.AddField(
            model_name="feed",
            name="keeps_office_hours",
            field=models.BooleanField(
                default=False,
                help_text="Whether it brings nothing at night and at weekends, by the hours of Hong Kong.",
            ),
        ),
    ]
