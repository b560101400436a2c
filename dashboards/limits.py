"""How much one reader may ask for: a budget per network address and hour, counted in the shared cache.

Which address that is, is told in one place: behind a proxy that we trust, the one that it reports.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def client_address(request: HttpRequest) -> str:
    """The address that budgets are counted by."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.TRUST_PROXY and forwarded:
        # The last entry was written by our own proxy; earlier ones are whatever the client claims.
        return forwarded.rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def is_within(request: HttpRequest, name: str, cost: int, budget: int) -> bool:
    """Spend ``cost`` of the hourly ``budget`` called ``name``; False, and nothing spent, where it would not suffice.

    What is kept is a hash of the address, for an hour at most.
    """
    key = f"limit:{name}:{sha256(client_address(request).encode()).hexdigest()[:24]}"
    cache.add(key, 0, HOUR)
    try:
        spent = cache.incr(key, cost)
    except ValueError:  # The hour ended between the two lines.
        cache.set(key, cost, HOUR)
        return cost <= budget
    if spent > budget:
        cache.decr(key, cost)
        return False
    return True
