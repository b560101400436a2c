"""Makes the wiring an app, so that its system checks run, and makes the admin's site ours."""

import logging
from importlib import util
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import SimpleAdminConfig
from django.core import checks
from django.db.models.signals import pre_migrate

from gba_tracker import __version__
from gba_tracker.closed_database import close_new_database


class Wiring(AppConfig):
    """Registers the checks of the settings."""

    name = "gba_tracker"
    verbose_name = "GBA Tracker"

    def ready(self) -> None:
        """Register the checks, what guards a new database, and what the logs make of requests that Django refuses."""
        from gba_tracker import checks, security_log  # noqa: F401  (register themselves; models must be ready first)
        from gba_tracker.logs import REFUSALS, NoFault

        pre_migrate.connect(close_new_database)
        for name in REFUSALS:
            logging.getLogger(f"django.security.{name}").addFilter(NoFault())
        if settings.SENTRY_DSN and util.find_spec("sentry_sdk"):
            from gba_tracker.sentry import start

            start(settings.SENTRY_DSN, release=__version__)


class TrackerAdminConfig(SimpleAdminConfig):
    """Makes ``django.contrib.admin.site`` ours.

    The modules of the admin and all that they import (Unfold among them) are loaded with the addresses or by the
    system checks, not at start-up: most commands and the worker never ask for them.
    """

    default_site = "gba_tracker.admin_site.TrackerAdminSite"

    def ready(self) -> None:
        """Register the admin's checks, which need its modules."""
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_admin, checks.Tags.admin)


def check_dependencies(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django's check of what the admin needs."""
    from django.contrib.admin.checks import check_dependencies as check

    return list(check(app_configs=app_configs, **kwargs))


def check_admin(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django's check of every page of the admin."""
    from django.contrib.admin import autodiscover
    from django.contrib.admin.checks import check_admin_app

    autodiscover()
    return list(check_admin_app(app_configs, **kwargs))
