"""Whom to believe where a request comes from (THREATS P05): the one place that reads what proxies report."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

REPORTED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT",
            "HTTP_X_REAL_IP", "HTTP_FORWARDED")  # fmt: skip
"""What a proxy says of the request that it had; from anybody else it is made up."""
NEAR = ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
"""Where a proxy of ours stands when nobody says more: this machine and private networks (RFC 1918, RFC 4193)."""


class TrustedProxies:
    """Lets ``REMOTE_ADDR`` be the reader's address behind proxies of ours, and forgets what others claim.

    With ``TRUST_PROXY`` the connection must come from a network in ``TRUSTED_PROXIES`` (loopback and the private ones
    where none is named). The reader is the last address in X-Forwarded-For that is no proxy named there: earlier ones
    are whatever the reader claims.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the address right and go on."""
        peer = request.META.get("REMOTE_ADDR", "")
        request.META["gba.is_direct"] = not any(name in request.META for name in REPORTED)
        if settings.TRUST_PROXY and _is_proxy(peer):
            request.META["REMOTE_ADDR"] = reader_address(peer, request.META.get("HTTP_X_FORWARDED_FOR", ""))
        else:
            for name in REPORTED:
                request.META.pop(name, None)
        # No view asks a proxy which host was meant: links are made from SITE_URL alone.
        request.META.pop("HTTP_X_FORWARDED_HOST", None)
        return self.get_response(request)


def reader_address(peer: str, forwarded: str) -> str:
    """The reader's address: the last one reported that is no named proxy, else the connection's own."""
    for said in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        try:
            ip_address(said)
        except ValueError:  # nobody who writes such a thing is a proxy of ours
            return peer
        if not is_within(said, settings.TRUSTED_PROXIES):
            return said
        peer = said
    return peer


def _is_proxy(peer: str) -> bool:
    """Whether a connection is one of our proxy's; a Unix socket has no address and is ours."""
    return not peer or is_within(peer, settings.TRUSTED_PROXIES or NEAR)


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address lies in one of the networks; ``10.0.0.0/8`` or a single address."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    # IPv4 as a server that listens for both writes it: ::ffff:10.0.0.1
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in ip_network(network, strict=False) for network in networks)
