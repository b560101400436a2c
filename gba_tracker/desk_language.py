"""The language of the desk: what its account menu was told, else what the browser prefers.

Public pages have their language in the path and nowhere else, so that one answer serves all (``CacheRules``). The desk
has one address for all languages and is kept by no cache; its choice lies in a cookie that only its own addresses get.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation


class DeskLanguage:
    """Speaks the language of the person at the desk; comes after ``LocaleMiddleware``, which knows paths alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; ``LocaleMiddleware`` sets the language anew for every further one."""
        if request.path_info.startswith(reverse("admin:index")):
            language = translation.get_language_from_request(request)
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)
