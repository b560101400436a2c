"""What every page view is given: the filters, the day, the register; and how its answer is made and kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from dashboards.filters import Filters, Parsed, parse
from dashboards.queries.freshness import generation
from dashboards.queries.register import Register, register

KEPT_SECONDS = 300
"""How long an answer may be kept although nothing has changed: the freshness stamp must not grow old."""


@dataclass(frozen=True)
class Reading:
    """One request as the views see it. ``now`` is the moment of the request, ``generation`` that of the data."""

    parsed: Parsed
    now: datetime
    generation: int
    register: Register

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
    number = generation()
    tags = register(number)
    pairs = [(key, value) for key, values in request.GET.lists() for value in values]
    return Reading(parse(pairs, tags.known), timezone.now(), number, tags)


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page: read only, the same for everybody, kept until the public data change or five minutes pass.

    The key is made of what the answer depends on: data, day, language, path, known filters and their faults
    (THREATS P05). Before the first change of the data nothing is kept.
    """

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        reading = read(request)
        key = _key(request, reading)
        kept = cache.get(key) if reading.generation else None
        if kept is not None:
            response = HttpResponse(kept)
        else:
            response = view(request, reading, **kwargs)
            if reading.generation and response.status_code == 200 and not response.streaming:
                cache.set(key, response.content, KEPT_SECONDS)
        patch_cache_control(response, public=True, max_age=30)
        return response

    return answer


def _key(request: HttpRequest, reading: Reading) -> str:
    """A short name for everything that the answer depends on; no text of the reader's stands in it."""
    parts = (reading.generation, reading.today, get_language(), request.path, reading.filters, reading.parsed.faults)
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
            "canonical_query": reading.filters.having(page=reading.filters.page).query(),
            "now": reading.now,
            "today": reading.today,
            **context,
        },
        status=status,
    )


def paged(rows: list[Any], reading: Reading, total: int, size: int) -> dict[str, Any]:
    """What the pager shows: rows are those of the page, ``total`` all of them."""
    number = reading.filters.page
    last = max(1, -(-total // size))
    return {
        "rows": rows,
        "total": total,
        "page_number": number,
        "page_last": last,
        "first_number": (number - 1) * size + 1 if rows else 0,
        "last_number": (number - 1) * size + len(rows),
    }


def bounds(reading: Reading, total: int, size: int) -> slice:
    """The slice of a page; a page past the end shows nothing but says so."""
    start = (reading.filters.page - 1) * size
    return slice(start, start + size)
