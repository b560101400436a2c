"""Security headers on every answer (THREATS 1.3), and what caches before us may keep (THREATS P05)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header, patch_cache_control

PUBLIC_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "style-src-elem 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
        "report-to csp",
    ]
)
REPORTS = 'csp="/csp-reports"'
"""Where browsers tell of what the policy kept from happening (dashboards.views.reports)."""
EMBED_POLICY = (
    PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
    .replace("form-action 'self'", "form-action 'none'")
    .replace("base-uri 'none'", "base-uri 'self'")
)
"""The policy of the one page that other sites may frame: it has no form and no session (THREATS W12)."""
PERMISSIONS = "geolocation=(), camera=(), microphone=(), browsing-topics=()"


class SecurityHeaders:
    """Adds the content security policy and its companions; a view that set its own policy keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with the headers added."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", PUBLIC_POLICY)
        response.headers.setdefault("Reporting-Endpoints", REPORTS)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class CacheRules:
    """Lets what is public be kept by any cache, as one answer for all, and everything else by none.

    The language of a page is in its path, never in what a browser prefers, so public answers do not vary by it. An
    answer that sets a cookie, or that depended on one, is nobody else's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and put its ``Cache-Control`` and ``Vary`` right."""
        response = self.get_response(request)
        is_personal = bool(response.cookies) or has_vary_header(response, "Cookie")
        if "public" in response.headers.get("Cache-Control", "") and not is_personal:
            kept = [name.strip() for name in response.headers.get("Vary", "").split(",")]
            varies = ", ".join(name for name in kept if name and name.lower() != "accept-language")
            response.headers["Vary"] = varies
            if not varies:
                del response.headers["Vary"]
        elif is_personal:
            del response.headers["Cache-Control"]
            patch_cache_control(response, private=True, no_store=True)
        else:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
