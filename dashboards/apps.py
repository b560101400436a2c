"""The reading room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    """Pages, exports, feeds."""

    name = "dashboards"
    verbose_name = _("Reading room")
