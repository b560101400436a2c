"""What a reader agreed to, and from which network, stays with the subscription; wishes go after thirty days."""

from django.db import migrations, models


def copy_consent(apps, schema_editor):
    """Take over what wishes that are still there say; of older ones nothing is known."""
    subscriptions = apps.get_model("digests", "Subscription").objects
    wishes = apps.get_model("digests", "Signup").objects.filter(state="confirmed").order_by("pk")
    for email_hash, confirmed_at, text, network in wishes.values_list(
        "email_hash", "confirmed_at", "consent_text", "network"
    ).iterator():
        subscriptions.filter(subscriber__email_hash=email_hash, confirmed_at=confirmed_at).update(
            consent_text=text, consent_network=network
        )


class Migration(migrations.Migration):
    dependencies = [("digests", "0005_names_in_words")]
    operations = [
        migrations.AddField(
            model_name="subscription",
            name="consent_text",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Version of the text that was agreed to.",
                max_length=20,
                verbose_name="version of the consent",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="subscription",
            name="consent_network",
            field=models.CharField(
                blank=True, default="", help_text="IPv4 /24 or IPv6 /64.", max_length=50, verbose_name="network"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(copy_consent, migrations.RunPython.noop),
    ]
