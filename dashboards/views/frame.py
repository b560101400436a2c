"""What the frame around every page needs: navigation, languages, freshness."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dashboards.queries.freshness import freshness

NAVIGATION = (
    ("overview", _("Overview")),
    ("deals", _("Deals")),
    ("signals", _("Signals")),
    ("cities", _("Cities")),
    ("sectors", _("Sectors")),
    ("timeline", _("Timeline")),
    ("mechanisms", _("Mechanisms")),
    ("organisations", _("Organisations")),
    ("articles", _("Articles")),
    ("sources", _("Sources")),
)
HTML_LANGS = {"en": "en-HK", "zh-hant": "zh-Hant-HK", "zh-hans": "zh-Hans-CN", "pt": "pt"}


def site(request: HttpRequest) -> dict[str, Any]:
    """Frame values; what costs a query is only asked for when a template shows it."""
    address = f"{settings.SITE_URL}{request.path}"
    return {
        "navigation": NAVIGATION,
        "current_page": getattr(request.resolver_match, "url_name", "") or "",
        "site_url": settings.SITE_URL,
        "html_lang": HTML_LANGS.get(get_language() or "en", "en-HK"),
        "page_address": address,
        "languages": SimpleLazyObject(lambda: _languages(request, address)),
        "freshness": SimpleLazyObject(lambda: freshness(now=timezone.now())),
    }


def _languages(request: HttpRequest, address: str) -> list[dict[str, str]]:
    """The same page in each language, for the switch and for hreflang."""
    return [
        {
            "code": code,
            "lang": HTML_LANGS[code],
            "name": name,
            "path": translate_url(request.get_full_path(), code),
            "url": translate_url(address, code),
        }
        for code, name in settings.LANGUAGES
    ]
