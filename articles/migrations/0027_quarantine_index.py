"""Articles in quarantine are found without a look at the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_feed_days")]
    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(quarantined_at__isnull=False), fields=["quarantined_at"], name="article_quarantined"
            ),
        ),
    ]
