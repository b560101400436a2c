"""Answers about deals, kept until a deal changes.

Articles come all day, and each batch of them ends every kept page; most bring no deal. What is counted over deals
alone is therefore kept under a generation of its own, so that a page after such a batch counts again only what the
batch changed. Nothing is kept before the first change, nor for selections by free words: those are endless.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar, cast

from django.core.cache import cache

from dashboards.filters import Filters

P = ParamSpec("P")
T = TypeVar("T")
KEPT_SECONDS = 3600
_FREE = ("q", "party", "person", "source", "min_hkd")
_generation: ContextVar[int] = ContextVar("generation of the deals", default=0)


@contextmanager
def at_generation(generation: int) -> Iterator[None]:
    """Within this block the deals are read as of that generation; 0, as outside of any block, keeps nothing."""
    before = _generation.set(generation)
    try:
        yield
    finally:
        _generation.reset(before)


def kept_with_deals(query: Callable[P, T]) -> Callable[P, T]:
    """Keep what ``query`` gives for its arguments: for queries that depend on deals, their tags and the day alone."""

    @wraps(query)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        generation = _generation.get()
        if not generation or any(_is_endless(value) for value in args):
            return query(*args, **kwargs)
        asked = (generation, query.__module__, query.__qualname__, _plain(args), _plain(sorted(kwargs.items())))
        key = "deals:" + sha256(repr(asked).encode()).hexdigest()
        found = cache.get(key)
        if found is None:
            found = (query(*args, **kwargs),)
            cache.set(key, found, KEPT_SECONDS)
        return cast(T, found[0])

    return answer


def _is_endless(value: Any) -> bool:
    return isinstance(value, Filters) and any(getattr(value, key) not in ("", (), None) for key in _FREE)


def _plain(values: Any) -> list[Any]:
    """Arguments without what changes no count: order, view and page of a list."""
    return [value.having(sort="-date", view="", page=1) if isinstance(value, Filters) else value for value in values]
