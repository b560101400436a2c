"""Who may ask, and how much: where a form comes from, and a budget per network address and hour in the shared cache.

Which address that is, is told in one place, before any view runs: ``gba_tracker.proxies``.
"""

from contextlib import suppress
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600
SEARCHES_AN_HOUR = 600
"""Of one address, by words on pages, lists, feeds and the interface; only those that have to be worked out count."""
NOT_FOR_US = frozenset({"search"})
"""Budgets that do not hold for who asks straight from this machine, as an operator's own checks do."""


def client_address(request: HttpRequest) -> str:
    """The address that budgets are counted by; of IPv6 the /64 that one line has to itself (RFC 6177).

    A server that listens for both gives IPv4 in IPv6 (``::ffff:192.0.2.1``, RFC 4291 2.5.5.2): that is the
    IPv4 address.
    """
    address = request.META.get("REMOTE_ADDR", "")
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped:
        return str(known.ipv4_mapped)
    if isinstance(known, IPv6Address) and not known.is_loopback:
        return str(ip_network((known, 64), strict=False).network_address)
    return address


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form that needs no cookie was sent from a page of this very site, by what the browser says of it.

    Programs that say nothing pass: they ride on nobody's session. So does what a person typed (``none``).
    """
    return request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")


def may_search(request: HttpRequest) -> bool:
    """Spend one search of the hourly budget of the address that asks; False where it has none left (THREATS P09)."""
    return is_within(request, "search", 1, SEARCHES_AN_HOUR)


def is_within(request: HttpRequest, name: str, cost: int, budget: int) -> bool:
    """Spend ``cost`` of the hourly ``budget`` called ``name``; False, and nothing spent, where it would not suffice.

    What is kept is a hash of the address, for an hour at most. Searches of programs on this machine are not counted.
    """
    if name in NOT_FOR_US and request.META.get("gba.is_direct") and client_address(request) in ("127.0.0.1", "::1"):
        return True
    key = f"limit:{name}:{sha256(client_address(request).encode()).hexdigest()[:24]}"
    cache.add(key, 0, HOUR)
    try:
        spent = cache.incr(key, cost)
    except ValueError:  # The hour ended between the two lines.
        cache.set(key, cost, HOUR)
        return cost <= budget
    if spent > budget:
        with suppress(ValueError):  # The hour has just ended: there is nothing to give back.
            cache.decr(key, cost)
        return False
    return True
