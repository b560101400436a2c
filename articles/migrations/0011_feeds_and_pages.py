from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_telling_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name="feed",
            name="recipe",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="How a page without a feed is read as a list: item, link, title, date.",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="spike_at",
            field=models.DateTimeField(
                blank=True, help_text="When it was last seen to bring many times what is its habit.", null=True
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="body_hash",
            field=models.CharField(
                blank=True, help_text="SHA-256 of the bytes, once they are given up.", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="source_hash",
            field=models.CharField(
                blank=True, help_text="What the revision calls the words that were read from it.", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="pruned_at",
            field=models.DateTimeField(blank=True, help_text="When the bytes were given up by their age.", null=True),
        ),
        migrations.AddIndex(
            model_name="articlepage",
            index=models.Index(
                condition=models.Q(("pruned_at__isnull", True)), fields=["fetched_at"], name="page_to_prune"
            ),
        ),
    ]
