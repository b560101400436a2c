"""What every output has in common: one decorator, refusals that name the key, JSON as bytes."""

from collections.abc import Callable, Iterable
from functools import partial, wraps
from hashlib import sha256
from typing import Any, TypeVar

import orjson
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from dashboards.filters import Fault
from dashboards.limits import HOUR, is_within, may_search
from dashboards.packing import content_for, is_known, kept_form, send_small
from dashboards.queries import totals
from dashboards.queries.keeping import at_generation, is_endless, keep_for
from dashboards.queries.rows import money_number
from dashboards.queries.selection import HONG_KONG
from dashboards.reading import KEPT_SECONDS, Reading, key_of_answer, read

MOST_ROWS = 50_000
ROWS_AN_HOUR = 10 * MOST_ROWS
READING = ("GET", "HEAD", "OPTIONS")
Answer = TypeVar("Answer", bound=HttpResponseBase)


def output(
    view: Callable[..., HttpResponse], *, is_kept: bool = False, is_whole: bool = False
) -> Callable[..., HttpResponse]:
    """An output: read only; a value that cannot be used is refused with its key; unknown keys are ignored.

    Its tag (ETag) is made of what it depends on, so that a reader who asks again costs nothing. One ``is_kept`` is
    kept as pages are, until the public data change or five minutes pass: for answers of one page that spend nobody's
    budget. What anybody may word in endless ways is not kept. For one ``is_whole``, which gives all rows at once, no
    page is too far.
    """

    # Nothing is written here, so a method that no browser's form knows is refused as such and not as a forgery.
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(READING)
        reading = read(request)
        if bad := [fault for fault in reading.parsed.bad_values if not (is_whole and fault.kind == "far")]:
            return refused(bad)
        shown = (reading.generation, settings.ONLY_CHECKED, reading.today)
        depends = (*shown, request.path, reading.filters, reading.parsed.faults)
        tag = f'W/"{sha256(repr(depends).encode()).hexdigest()[:24]}"'
        if reading.generation and is_known(request, tag):
            known = {"ETag": tag, "Cache-Control": "public, max-age=30", "Vary": "Accept-Encoding"}
            return readable_across_origins(HttpResponseNotModified(headers=known))
        may_be_kept = is_kept and reading.generation and not is_endless(reading.filters)
        key = key_of_answer(request, reading, form="output") if may_be_kept else ""
        kept = cache.get(key) if key else None
        small = b""
        if kept is not None:
            content, small, headers = kept
            response = HttpResponse(content_for(request, content, small), headers=headers)
        else:
            if reading.filters.q and not may_search(request):
                return _spent(_("This address has searched very often in the last hour. Try again later."))
            with at_generation(reading.deals_generation):
                response = view(request, reading, **kwargs)
            if key and response.status_code == 200 and not response.streaming:
                content, small = kept_form(response)
                keep_for(key, (content, small, dict(response.headers)), KEPT_SECONDS)
        if reading.generation and response.status_code == 200:
            response.headers.setdefault("ETag", tag)
        response.headers.setdefault("Cache-Control", "public, max-age=30")
        send_small(request, response, small)
        return readable_across_origins(response)

    return answer


kept_output = partial(output, is_kept=True)
"""An output that is kept as pages are."""

whole_output = partial(output, is_whole=True)
"""An output of all rows, which has no pages."""


def refused(faults: Iterable[Fault]) -> HttpResponse:
    """400 with each key that cannot be used, and why."""
    reasons = {
        "value": _("not a possible value"),
        "many": _("more than five values"),
        "repeated": _("given more than once"),
        "length": _("too long"),
        "far": _("there are 1,000 pages at most: narrow the selection, for instance by from and to"),
        "order": _("the period ends before it begins"),
    }
    found = [{"key": f.key, "value": f.value, "reason": reasons[f.kind]} for f in faults]
    first = found[0]
    content = {"error": f"{first['key']}: {first['reason']}", "key": first["key"], "faults": found}
    return json_response(content, status=400)


def json_response(content: Any, *, status: int = 200) -> HttpResponse:
    """JSON as bytes, readable across origins."""
    return readable_across_origins(HttpResponse(orjson.dumps(content), content_type="application/json", status=status))


def readable_across_origins(response: Answer) -> Answer:
    """Let scripts of any page read an answer: the data are public, in whichever form."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After, Content-Disposition"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def preflight() -> HttpResponse:
    """What a browser, or a person, is told who asks what may be asked here: to read, also only what is new."""
    response = readable_across_origins(HttpResponse(status=204))
    response["Allow"] = ", ".join(READING)
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def answers_options(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view that only reads and is no ``output`` answer OPTIONS as outputs do."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return preflight() if request.method == "OPTIONS" else view(request, **kwargs)

    return answer


def refusal_of(request: HttpRequest, count: int) -> HttpResponse | None:
    """Why a file of ``count`` rows is not made, with the remedy: 400 for too many, 429 for too often; else None.

    The budget is one of rows, ten whole files an hour (THREATS P04): small selections are as good as free.
    """
    remedy = _("Narrow the selection, for instance by from and to, or page through /api/v1/.")
    if count > MOST_ROWS:
        return json_response({"error": f"{count} rows; at most {MOST_ROWS}. {remedy}", "count": count}, status=400)
    if not is_within(request, "export", count, ROWS_AN_HOUR):
        return _spent(_("Too many rows for one hour. ") + remedy, count=count)
    return None


def _spent(error: str, **more: int) -> HttpResponse:
    """429 as JSON: the address has used up a budget of the hour."""
    response = json_response({"error": error, **more}, status=429)
    response.headers["Retry-After"] = str(HOUR)
    response.headers["Cache-Control"] = "no-store"
    return response


def stamps(reading: Reading) -> dict[str, Any]:
    """When an answer was made and of which moment its data are (Hong Kong time)."""
    generated = reading.now.astimezone(HONG_KONG).isoformat(timespec="seconds")
    return {"generated_at": generated, "as_of": generated, "generation": reading.generation}


def totals_json(found: totals.Totals) -> dict[str, Any]:
    """The totals as the contract words them; amounts in HK dollars."""
    return {
        "signed": {"count": found.signed, "amount_hkd": money_number(found.signed_hkd)},
        "binding": {"count": found.binding, "amount_hkd": money_number(found.binding_hkd)},
        "undisclosed": found.undisclosed,
        "unconverted": found.unconverted,
        "accepted": found.accepted,
    }
