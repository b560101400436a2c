"""The cache on Redis, which may be away or full: what it cannot say is not known, and readers are served all the same.

Nothing is kept in it that cannot be worked out again. Budgets of addresses (``dashboards.limits``) do not hold while it
is away; what must hold (logins, wishes for a digest) is counted in the database.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends import redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError
from redis.retry import Retry

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 1.0
"""How long one question may take: a server that hangs would hold each page by that for every question."""
LEFT_ALONE_SECONDS = 5.0
"""How long a server that did not answer is not asked again, by this process."""


class NotCounted(ValueError):
    """A number could not be changed; Django's own word for a key that is not there is ValueError."""


def _or(answer: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a method of the cache give ``answer(...)``, called with its arguments, where the server gives none."""

    def forgiving(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def asked(cache: "RedisCache", *args: Any, **kwargs: Any) -> Any:
            if time.monotonic() < cache.away_until:
                return answer(*args, **kwargs)
            try:
                return method(cache, *args, **kwargs)
            except ResponseError as refused:
                # Full, for example: what it has can still be read.
                logger.warning("the cache refuses: %s", refused)
            except RedisError as error:
                RedisCache.away_until = time.monotonic() + LEFT_ALONE_SECONDS
                logger.warning("the cache does not answer: %s", type(error).__name__)
            return answer(*args, **kwargs)

        return asked

    return forgiving


def _default(key: Any, default: Any = None, version: Any = None) -> Any:
    return default


def _uncounted(key: Any, delta: int = 1, version: Any = None) -> int:
    raise NotCounted(key)


_base = redis.RedisCache


class RedisCache(_base):
    """Django's, which never fails a reader."""

    away_until = 0.0
    """Until when (monotonic seconds) nobody in this process asks; Django makes one cache a thread."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        """Take what Django gives; ask with little patience, twice: a connection may be older than the server."""
        patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
        options = {**patience, "retry": Retry(NoBackoff(), 1), **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})

    get = _or(_default)(_base.get)
    get_many = _or(lambda *args, **kwargs: {})(_base.get_many)
    set = _or(lambda *args, **kwargs: None)(_base.set)
    set_many = _or(lambda data, *args, **kwargs: list(data))(_base.set_many)
    add = _or(lambda *args, **kwargs: False)(_base.add)
    incr = _or(_uncounted)(_base.incr)
    touch = _or(lambda *args, **kwargs: False)(_base.touch)
    delete = _or(lambda *args, **kwargs: False)(_base.delete)
    delete_many = _or(lambda *args, **kwargs: None)(_base.delete_many)
    has_key = _or(lambda *args, **kwargs: False)(_base.has_key)
    clear = _or(lambda *args, **kwargs: False)(_base.clear)
