"""Answers about deals, kept until a deal changes.

Articles come all day, and each batch of them ends every kept page; most bring no deal. What is counted over deals
alone is therefore kept under a generation of its own, so that a page after such a batch counts again only what the
batch changed. Nothing is kept before the first change, nor, but for the search page, for selections by free words:
those are endless.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import ResponseError

from dashboards.filters import Filters

P = ParamSpec("P")
T = TypeVar("T")
logger = logging.getLogger(__name__)
KEPT_SECONDS = 3600
_FREE = ("q", "party", "person", "source", "min_hkd")
"""Keys with endless values; which articles a source has brought changes without a deal besides."""
_generation: ContextVar[int] = ContextVar("generation of the deals", default=0)


@contextmanager
def at_generation(generation: int) -> Iterator[None]:
    """Within this block the deals are read as of that generation; 0, as outside of any block, keeps nothing."""
    before = _generation.set(generation)
    try:
        yield
    finally:
        _generation.reset(before)


def generation_read() -> int:
    """The generation as of which deals are read here; 0 outside of any block."""
    return _generation.get()


def kept_with_deals(query: Callable[P, T]) -> Callable[P, T]:
    """Keep what ``query`` gives for its arguments: for queries that depend on deals, their tags and the day alone."""
    return _kept(query, _FREE)


def kept_with_words(query: Callable[P, T]) -> Callable[P, T]:
    """The same for free words too, as the page that shows them is kept: for small answers that are dear to find."""
    return _kept(query, ("source",))


def _kept(query: Callable[P, T], endless: Sequence[str]) -> Callable[P, T]:
    @wraps(query)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        key = key_of(f"{query.__module__}.{query.__qualname__}", (*args, sorted(kwargs.items())), endless)
        found = recall(key)
        if found is None:
            found = (query(*args, **kwargs),)
            keep(key, found[0])
        return cast(T, found[0])

    return answer


def key_of(name: str, asked: Sequence[Any], endless: Sequence[str] = _FREE) -> str:
    """Under what an answer is kept; nothing where it is not to be kept."""
    generation = _generation.get()
    if not generation or any(_has(value, endless) for value in _flat(asked)):
        return ""
    return "deals:" + sha256(repr((generation, settings.ONLY_CHECKED, name, _plain(asked))).encode()).hexdigest()


def recall(key: str) -> tuple[Any] | None:
    """The answer that is kept, alone in a tuple."""
    return cache.get(key) if key else None


def keep(key: str, answer: Any) -> None:
    """Keep an answer."""
    if key:
        keep_for(key, (answer,), KEPT_SECONDS)


def keep_for(key: str, value: Any, seconds: int) -> None:
    """Put something into the cache; where that is full and takes nothing more, it is worked out again the next time."""
    try:
        cache.set(key, value, seconds)
    except ResponseError as refused:  # OOM: the broker beside it drops nothing for us.
        logger.warning("the cache takes no more: %s", refused)


def is_endless(filters: Filters) -> bool:
    """Whether a selection has values of which anybody can think up as many as they like."""
    return _has(filters, (*_FREE, "from_on", "to_on"))


def _has(value: Any, keys: Sequence[str]) -> bool:
    return isinstance(value, Filters) and any(getattr(value, key) not in ("", (), None) for key in keys)


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    """Arguments, those within sequences too."""
    for value in values:
        if isinstance(value, (tuple, list)):
            yield from _flat(value)
        else:
            yield value


def _plain(values: Iterable[Any]) -> list[Any]:
    """Arguments without what changes no count: order, view and page of a list."""
    return [_plain_one(value) for value in values]


def _plain_one(value: Any) -> Any:
    if isinstance(value, Filters):
        return value.having(sort="-date", order="", view="", page=1)
    return _plain(value) if isinstance(value, (tuple, list)) else value
