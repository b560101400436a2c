"""The admin's own site: its name, and its own security policy, apart from the public pages' (THREATS A05).

Its dress is django-unfold's. That is built on Alpine.js, whose common build needs ``unsafe-eval``; ours is the build
with a parser of its own (``static/js/desk.js``), so that the policy stays as strict as it was (ADR 12).
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import autodiscover
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.i18n import set_language
from unfold import fields as unfold_fields
from unfold import forms as unfold_forms
from unfold.sites import UnfoldAdminSite

from gba_tracker.proxies import is_within

# Where Pygments is at hand, Unfold paints JSON with style attributes, which the policy below forbids.
unfold_fields.prettify_json = lambda value, encoder: None


class ReadOnce(unfold_fields.UnfoldAdminReadonlyField):
    """A field that is only shown, worked out once: Unfold's templates ask for it up to five times."""

    _kept: SafeString | None = None

    def contents(self) -> SafeString:
        """What is shown."""
        if self._kept is None:
            self._kept = super().contents()
        return self._kept

    def _resolve_field(self) -> Any:
        """The column behind it, for pictures, files and JSON; a display of ours has none."""
        name = self.field["field"]
        is_column = isinstance(name, str) and not hasattr(self.model_admin, name)
        return super()._resolve_field() if is_column else False


unfold_forms.UnfoldAdminReadonlyField = ReadOnce

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


def is_near(request: HttpRequest) -> bool:
    """Whether the desk is there for the address that asks: one in ``ADMIN_ALLOW``, any without that list (A01)."""
    if not settings.ADMIN_ALLOW:
        return True
    is_believed = request.META.get("gba.is_direct") or settings.TRUST_PROXY
    return bool(is_believed) and is_within(request.META.get("REMOTE_ADDR", ""), settings.ADMIN_ALLOW)


def with_policy(view: View) -> View:
    """A view whose answers carry the admin's policy, and are kept by nobody; from elsewhere it is not there at all."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        request = next(given for given in args if isinstance(given, HttpRequest))
        if not is_near(request):
            raise Http404
        response = view(*args, **kwargs)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


ACCOUNTS = ("auth_user_", "auth_group_")
"""Pages by which somebody gets in, or gets more rights: they ask for a code that was given just now."""
ONLY_READ = ("_changelist", "_history")


def with_proof(view: View) -> View:
    """A view that, where it changes accounts, sends whoever gave no code within the last minutes to give one."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        from gba_tracker.second_factor import is_proven, to_prove

        request = next(given for given in args if isinstance(given, HttpRequest))
        name = getattr(request.resolver_match, "url_name", None) or ""
        is_looking = request.method in ("GET", "HEAD") and name.endswith(ONLY_READ)
        if name.startswith(ACCOUNTS) and not is_looking and not is_proven(request):
            return to_prove(request)
        return view(*args, **kwargs)

    return wrapped


LONGEST_SEARCH = 200
"""Characters of what is typed into the search of the desk."""


class TrackerAdminSite(UnfoldAdminSite):
    """Unfold's admin under our policy."""

    site_header = "GBA Tracker"
    site_title = "GBA Tracker"
    index_title = _("Desk")
    empty_value_display = "–"

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Unfold's, without its colours: ours lie in a style sheet, as the policy allows no style element."""
        return {**super().each_context(request), "colors": None}

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Unfold's search over the pages of the desk; what is no number of a page is the first one."""
        asked = request.GET.copy()
        asked["s"] = asked.get("s", "").replace("\0", "")[:LONGEST_SEARCH].strip()
        if not asked.get("page", "1").isdecimal():
            asked["page"] = "1"
        request.GET = asked
        try:
            return super().search(request, extra_context)
        except InvalidPage as error:
            raise Http404 from error

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff, with the second factor where it is asked for."""
        # Models are not ready while this module is imported.
        from gba_tracker.second_factor import is_wanting

        return super().has_permission(request) and not is_wanting(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The second factor and the review queue beside Django's own pages."""
        autodiscover()
        from articles.admin.review import review_urls
        from gba_tracker.logins_page import logins
        from gba_tracker.operation_page import operation

        own = [
            path("second-factor/", self.second_factor, name="second_factor"),
            path("logins/", self.admin_view(partial(logins, site=self)), name="logins"),
            path("language/", self.admin_view(set_language), name="language"),
            path("operation/", self.admin_view(partial(operation, site=self)), name="operation"),
        ]
        return [*own, *review_urls(self), *super().get_urls()]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Every page of the admin that asks for a login."""
        return with_policy(super().admin_view(with_proof(view), cacheable))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's, and the browser forgets what it kept of the desk (drafts of notes among it)."""
        response = super().logout(request, extra_context)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The login page; who has given the password and owes the code is sent on."""
        from gba_tracker.second_factor import is_wanting

        wanted = {REDIRECT_FIELD_NAME: request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")}
        if request.method == "GET" and is_wanting(request):
            return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{urlencode(wanted)}")
        # Unfold's form carries no field that says where to go on, so its address does.
        onward = {"app_path": f"{request.path}?{urlencode(wanted)}"}
        return with_policy(super().login)(request, {**onward, **(extra_context or {})})

    def second_factor(self, request: HttpRequest) -> HttpResponse:
        """The page of the second factor, for who has given the password."""
        from gba_tracker.second_factor import second_factor

        guarded = sensitive_post_parameters("code")(csrf_protect(never_cache(with_policy(second_factor))))
        return guarded(request, self)
