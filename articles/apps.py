"""The newsroom as a Django app."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Feeds, articles, tags, deals."""

    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Newsroom"
