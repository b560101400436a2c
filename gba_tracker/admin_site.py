"""The admin's own site: its name, and its own security policy, apart from the public pages' (THREATS A05)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite, autodiscover
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core import checks
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

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

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff, with the second factor where it is asked for."""
        # Models are not ready while this module is imported.
        from gba_tracker.second_factor import is_wanting

        return super().has_permission(request) and not is_wanting(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The second factor and the review queue beside Django's own pages."""
        autodiscover()
        from articles.admin.review import review_urls

        own = path("second-factor/", self.second_factor, name="second_factor")
        return [own, *review_urls(self), *super().get_urls()]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Every page of the admin that asks for a login."""
        return with_policy(super().admin_view(view, cacheable))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The login page; who has given the password and owes the code is sent on."""
        from gba_tracker.second_factor import is_wanting

        if request.method == "GET" and is_wanting(request):
            query = {REDIRECT_FIELD_NAME: request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")}
            return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{urlencode(query)}")
        return with_policy(super().login)(request, extra_context)

    def second_factor(self, request: HttpRequest) -> HttpResponse:
        """The page of the second factor, for who has given the password."""
        from gba_tracker.second_factor import second_factor

        guarded = sensitive_post_parameters("code")(csrf_protect(never_cache(with_policy(second_factor))))
        return guarded(request, self)


class TrackerAdminConfig(SimpleAdminConfig):
    """Makes ``django.contrib.admin.site`` ours.

    The modules of the admin and all that they import are loaded with the addresses or by the system checks, not at
    start-up: most commands and the worker never ask for them.
    """

    default_site = "gba_tracker.admin_site.TrackerAdminSite"

    def ready(self) -> None:
        """Register the admin's checks, which need its modules."""
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_admin, checks.Tags.admin)


def check_admin(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django's check of every page of the admin."""
    autodiscover()
    found: list[checks.CheckMessage] = check_admin_app(app_configs, **kwargs)
    return found
