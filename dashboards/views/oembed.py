"""``/oembed``: how another site may show one of our figures, as oembed.com version 1.0 asks (type ``rich``).

Only our own addresses are answered: a figure's page under ``/embed/``, or a page with the figure after its ``#``.
"""

from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language_from_path, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dashboards.answers import answers_options, json_response, readable_across_origins
from dashboards.filters import parse
from dashboards.queries.freshness import generations
from dashboards.queries.register import register
from dashboards.reading import KEPT_SECONDS, Reading
from dashboards.views.embed import NAMES, PANELS

WIDTH, HEIGHT = 720, 560
"""Pixels that a figure takes with its title, source and tools; narrower ones scroll by themselves."""
LEAST = 200
"""A frame smaller than this shows nothing that could be read."""
MOST_ADDRESS = 4000


class Refused(Exception):
    """Raised for what cannot be answered; carries the status (400 or 404) and why in words."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


@csrf_exempt
@answers_options
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The answer for one address: JSON, or XML where ``format`` says so."""
    try:
        form = request.GET.get("format", "json")
        if form not in ("json", "xml"):
            raise Refused(400, "format: json or xml")
        width, height = (_size(request, key, most) for key, most in (("maxwidth", WIDTH), ("maxheight", HEIGHT)))
        content = described(request.GET.get("url", ""), width=width, height=height)
    except Refused as refused:
        return json_response({"error": refused.why}, status=refused.status)
    response = json_response(content) if form == "json" else _xml(content)
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def described(address: str, *, width: int, height: int) -> dict[str, Any]:
    """The fields of the answer for one of our addresses. Raises Refused for any other."""
    panel, query, language = figure_of(address)
    with override(language):
        reading = _reading(query)
        if reading.parsed.bad_values:
            raise Refused(400, f"url: {reading.parsed.bad_values[0].key} cannot have this value")
        title = str(NAMES[panel])
        source = f"{settings.SITE_URL}{reverse('embed', args=[panel])}{reading.filters.query()}"
    frame = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" style="border:0"></iframe>',
        source, width, height, title,
    )  # fmt: skip
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "GBA Tracker",
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": KEPT_SECONDS,
        "width": width,
        "height": height,
        "html": str(frame),
    }


def figure_of(address: str) -> tuple[str, str, str]:
    """The figure, the query string and the language of one of our addresses. Raises Refused."""
    if not address:
        raise Refused(400, "url is missing")
    try:
        parts = urlsplit(address) if len(address) <= MOST_ADDRESS else None
    except ValueError:
        parts = None
    if parts is None:
        raise Refused(400, "url is no address")
    if f"{parts.scheme}://{parts.netloc}".lower() != settings.SITE_URL.lower():
        raise Refused(404, "url is not of this site")
    language = get_language_from_path(parts.path) or settings.LANGUAGE_CODE
    try:
        with override(language):
            match = resolve(parts.path)
    except Resolver404 as unknown:
        raise Refused(404, "url shows no figure") from unknown
    panel = match.kwargs.get("panel", "") if match.url_name == "embed" else parts.fragment
    if panel not in PANELS or match.url_name not in ("embed", PANELS[panel][1]):
        raise Refused(404, "url shows no figure that may be embedded")
    return panel, parts.query, language


def _reading(query: str) -> Reading:
    number, of_deals = generations()
    tags = register(of_deals)
    try:
        pairs = parse_qsl(query, max_num_fields=100)
    except ValueError as many:
        raise Refused(400, "url has too many keys") from many
    return Reading(parse(pairs, tags.known), timezone.now(), number, tags, of_deals)


def _size(request: HttpRequest, key: str, most: int) -> int:
    """The size that the asker allows, at most ours. Raises Refused for what is no size."""
    text = request.GET.get(key, "")
    if not text:
        return most
    if not (text.isascii() and text.isdecimal() and len(text) < 7 and int(text) >= LEAST):
        raise Refused(400, f"{key}: a number of pixels from {LEAST} on")
    return min(int(text), most)


def _xml(content: dict[str, Any]) -> HttpResponse:
    root = ElementTree.Element("oembed")
    for key, value in content.items():
        ElementTree.SubElement(root, key).text = str(value)
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return readable_across_origins(HttpResponse(body, content_type="text/xml; charset=utf-8"))
