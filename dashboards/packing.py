"""Answers sent small (gzip): pages and data outputs, which are the same for everybody and hold no secret.

Only what ``reading.page`` and ``answers.output`` answer goes through here. Pages with a form token, the desk and what a
signed link opens do not: packed beside a reader's own words, the length of a page could tell a secret in it (BREACH).
Files that are streamed stay streamed.
"""

import gzip
import re

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

LEAST = 1000
"""Bytes below which packing saves nothing."""
MOST = 4 * 1024 * 1024
"""Bytes above which packing would hold a worker for longer than sending them takes."""
LEVEL = 6
# "gzip", "gzip;q=0.8", "br, gzip"; not "gzip;q=0", which refuses it
_GZIP = re.compile(r"(?:^|[,\s])(?:gzip|\*)(?!\s*;\s*q=0(?:\.0{0,3})?\s*(?:,|$))\s*(?:[;,]|$)", re.IGNORECASE)
_PACKABLE = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")


def packed(content: bytes) -> bytes:
    """The bytes packed; the same for the same content, whenever it is made."""
    return gzip.compress(content, LEVEL, mtime=0)


def kept_form(response: HttpResponse) -> tuple[bytes, bytes]:
    """What of an answer is kept: (content, packed content), one of the two empty, since both would be no more."""
    return (b"", packed(response.content)) if is_packable(response) else (response.content, b"")


def content_for(request: HttpRequest, content: bytes, small: bytes) -> bytes:
    """The content of an answer of which ``kept_form`` was kept; left empty where ``send_small`` sends it packed."""
    return gzip.decompress(small) if small and not accepts_gzip(request) else content


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether whoever asks can unpack it (RFC 9110, 12.5.3)."""
    return bool(_GZIP.search(request.headers.get("Accept-Encoding", "")[:200]))


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether whoever asks has the answer of this tag already: one of several tags, weak or strong, will do (RFC 9110,
    13.1.2), as caches before us send them."""
    asked = parse_etags(request.headers.get("If-None-Match", "")[:2000])
    return tag.removeprefix("W/") in (one.removeprefix("W/") for one in asked)


def is_packable(response: HttpResponse) -> bool:
    """Whether an answer gets smaller by packing: text, whole and neither short nor huge."""
    if response.streaming or response.has_header("Content-Encoding"):
        return False
    is_text = response.headers.get("Content-Type", "").startswith(_PACKABLE)
    return is_text and LEAST <= len(response.content) <= MOST


def send_small(request: HttpRequest, response: HttpResponse, kept: bytes = b"") -> None:
    """Pack the content for who can unpack it, or put the packed bytes that were ``kept`` in its place.

    Tags (ETag) of these answers are weak, so one tag stands for both forms.
    """
    if not (kept or is_packable(response)):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if accepts_gzip(request):
        response.content = kept or packed(response.content)
        response.headers["Content-Encoding"] = "gzip"
