"""The mail room as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DigestsConfig(AppConfig):
    """Subscribers and what is mailed to them."""

    name = "dashboards.digests"
    label = "digests"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Mail room")

    def ready(self) -> None:
        """Let the webhooks hear."""
        import_module("dashboards.digests.webhooks")
