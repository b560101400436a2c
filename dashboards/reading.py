"""What every page view is given: the filters, the day, the register; and how its answer is made and kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from dashboards.filters import Filters, Parsed, parse
from dashboards.formats import whole
from dashboards.limits import HOUR, may_search
from dashboards.packing import content_for, is_known, kept_form, send_small
from dashboards.queries.basis import Basis, bases_of
from dashboards.queries.freshness import generations
from dashboards.queries.keeping import at_generation, keep_for
from dashboards.queries.register import Register, register

SHARED = {"public": True, "max_age": 30, "stale_while_revalidate": 60, "stale_if_error": 86_400}
"""What browsers and caches before us may do with a page: keep it half a minute, and show it while we are away."""
KEPT_SECONDS = 300
"""How long an answer may be kept although nothing has changed: the freshness stamp must not grow old."""


@dataclass(frozen=True)
class Reading:
    """One request as the views see it. ``now`` is the moment of the request, ``generation`` that of the data.

    ``deals_generation`` is that of the deals alone.
    """

    parsed: Parsed
    now: datetime
    generation: int
    register: Register
    deals_generation: int = 0

    @property
    def filters(self) -> Filters:
        """The filters that could be read."""
        return self.parsed.filters

    @cached_property
    def today(self) -> date:
        """The Hong Kong day of the request."""
        return timezone.localtime(self.now).date()

    def names(self, kind: str) -> dict[str, str]:
        """Slug -> name in the active language."""
        return {tag.slug: tag.name for tag in self.register.of_kind(kind)}


def read(request: HttpRequest) -> Reading:
    """The filters of a request against the register of the present data."""
    number, of_deals = generations()
    tags = register(of_deals)
    pairs = [(key, value) for key, values in request.GET.lists() for value in values]
    return Reading(parse(pairs, tags.known), timezone.now(), number, tags, of_deals)


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page: read only, the same for everybody, kept until the public data change or five minutes pass.

    The key is made of what the answer depends on: data, day, language, path, known filters and their faults
    (THREATS P05). Before the first change of the data nothing is kept.
    """

    # Nothing is written here, so a method that no browser's form knows is refused as such and not as a forgery.
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        reading = read(request)
        key = key_of_answer(request, reading, form="packed")
        kept = cache.get(key) if reading.generation else None
        _tally("miss" if kept is None else "hit")
        small = b""
        if kept is not None:
            tag, content, small = kept
            response = HttpResponse(content_for(request, content, small))
        else:
            if reading.filters.q and not may_search(request):
                response = too_often(request, reading)
            else:
                with at_generation(reading.deals_generation):
                    response = view(request, reading, **kwargs)
            tag = ""
            if response.status_code == 200 and not response.streaming:
                tag = f'W/"{sha256(response.content).hexdigest()[:24]}"'
                if reading.generation:
                    content, small = kept_form(response)
                    keep_for(key, (tag, content, small), KEPT_SECONDS)
        if tag and is_known(request, tag):
            response = HttpResponseNotModified(headers={"Vary": "Accept-Encoding"} if small else None)
        else:
            send_small(request, response, small)
        if tag:
            response.headers["ETag"] = tag
        if response.status_code == 429:
            patch_cache_control(response, no_store=True)
        else:
            patch_cache_control(response, **SHARED)
        return response

    return answer


CACHE_TALLY = "tally:page:"
"""Where in the cache the answers are counted, by ``hit`` and ``miss``: for /metrics, and gone with the cache."""


def _tally(result: str) -> None:
    try:
        cache.incr(CACHE_TALLY + result)
    except ValueError:
        cache.add(CACHE_TALLY + result, 1, None)


def key_of_answer(request: HttpRequest, reading: Reading, *, form: str) -> str:
    """A short name for everything that the answer depends on; no text of the reader's stands in it.

    ``form`` names what is kept under it.
    """
    shown = (reading.generation, settings.ONLY_CHECKED, reading.today, get_language())
    parts = (form, *shown, request.path, reading.filters, reading.parsed.faults)
    return "page:" + sha256(repr(parts).encode()).hexdigest()


def show(request: HttpRequest, reading: Reading, template: str, **context: Any) -> HttpResponse:
    """Render a page with what the frame and the filter bar need."""
    status = context.pop("status", 200)
    return render(
        request,
        f"dashboards/{template}",
        {
            "filters": reading.filters,
            "faults": reading.parsed.faults,
            "is_narrowed": reading.filters.is_narrowed,
            "canonical_query": reading.filters.query(),
            "now": reading.now,
            "today": reading.today,
            "bases": _bases(context.values(), reading.today),
            "cited": f"{settings.SITE_URL}{request.path}{reading.filters.fixed(reading.today).query()}",
            **context,
        },
        status=status,
    )


def _bases(shown: Iterable[Any], today: date) -> dict[Filters, Basis]:
    """What the figures of a page rest on, by the selections of deals that they count; one query for all of them."""
    panels = [panel for value in shown for panel in (value.values() if isinstance(value, dict) else (value,))]
    selections = (getattr(panel, "told", None) for panel in panels)
    told = tuple(dict.fromkeys(chosen for chosen in selections if isinstance(chosen, Filters)))
    return dict(zip(told, bases_of(told, today), strict=True)) if told else {}


def too_often(request: HttpRequest, reading: Reading) -> HttpResponse:
    """429: what a program should ask for instead of searching stands on the page (THREATS P09)."""
    response = show(request, reading, "too_often.html", status=429)
    response.headers["Retry-After"] = str(HOUR)
    return response


def paged(rows: list[Any], reading: Reading, total: int, size: int, *, is_more: bool = False) -> dict[str, Any]:
    """What the pager shows: rows are those of the page, ``total`` all of them, or fewer where ``is_more``."""
    number = reading.filters.page
    last = max(1, -(-total // size))
    if is_more:
        last = max(last, number + (len(rows) == size))
    return {
        "rows": rows,
        "total": total,
        "total_shown": whole(total) + ("+" if is_more else ""),
        "page_number": number,
        "page_last": last,
        "first_number": (number - 1) * size + 1 if rows else 0,
        "last_number": (number - 1) * size + len(rows),
    }


def bounds(reading: Reading, size: int) -> slice:
    """The rows of a page of so many; past the end there are none."""
    start = (reading.filters.page - 1) * size
    return slice(start, start + size)
