"""The admin's own site: its name, and its own security policy, apart from the public pages' (THREATS A05)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ]
)

View = Callable[..., HttpResponse]


def with_policy(view: View) -> View:
    """A view whose answers carry the admin's policy, and are kept by nobody."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


class TrackerAdminSite(AdminSite):
    """Django's admin under our policy."""

    site_header = "GBA Tracker"
    site_title = "GBA Tracker"
    index_title = "Desk"
    empty_value_display = "–"

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Every page of the admin that asks for a login."""
        return with_policy(super().admin_view(view, cacheable))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The login page."""
        return with_policy(super().login)(request, extra_context)


class TrackerAdminConfig(AdminConfig):
    """Makes ``django.contrib.admin.site`` ours."""

    default_site = "gba_tracker.admin_site.TrackerAdminSite"
