"""The reading room as a Django app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Pages, exports, feeds."""

    name = "dashboards"
    verbose_name = "Reading room"
