"""The newsroom as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Feeds, articles, tags, deals."""

    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Newsroom")
