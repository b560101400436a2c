"""Which addresses may be connected to (THREATS S01, S02, finding 5): our own list, not ``is_global``.

Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries; the metadata
addresses are those that the cloud providers document.
"""

import ipaddress
import re
import socket
from functools import cache, lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from publicsuffixlist import PublicSuffixList
from yarl import URL

from articles.fetcher.records import Policy, Reason

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

WEB_PORTS = frozenset({80, 443})
MAX_ADDRESS = 2000
# Controls, blanks and backslashes: "http://a.example/\tb", "http://a.example\\@b.example"
_NEVER_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f\\]")

PRIVATE: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
"""What ``allow_private`` opens, and nothing else."""

DENIED: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "100.64.0.0/10",  # carrier-grade NAT
        "168.63.129.16/32",  # Azure's platform address, public in form only
        "169.254.0.0/16",  # link-local, cloud metadata
        "192.0.0.0/24",  # IETF protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relay
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "2001::/23",  # IETF protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "fd00:ec2::/32",  # AWS metadata inside fc00::/7
        "fd00:c1::/32",  # the same of Oracle Cloud
        "fd20:ce::/32",  # of Google Cloud
        "fd00:42::42/128",  # of Scaleway
        "fd00:a9fe:a9fe::1/128",  # of Akamai
        "fd00:100::100:200/128",  # of Alibaba Cloud
    )
)

GLOBAL_UNICAST = IPv6Network("2000::/3")
"""The only IPv6 space with hosts to visit: mapped, translated, site-local, multicast and 5f00:: lie outside."""

NEVER_PUBLIC_SUFFIXES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa")


def is_public_address(address: str) -> bool:
    """Whether an address in text form is a public host's; False for anything that is no address."""
    parsed = _parse(address)
    return parsed is not None and _is_public(parsed)


def is_private_address(address: str) -> bool:
    """Whether an address is one of those that ``allow_private`` opens."""
    parsed = _parse(address)
    return parsed is not None and _is_in(parsed, PRIVATE) and not _is_in(parsed, DENIED)


def takes_turns(host: str, policy: Policy) -> bool:
    """Whether a host is asked by one at a time and at a pace: all but this machine and its network, where allowed.

    A name that leads there by its DNS answer alone is not known here and takes turns.
    """
    if not policy.allow_private:
        return True
    return not (host == "localhost" or host.endswith(".localhost") or is_private_address(host))


def connection_problem(address: str, port: int, *, allow_private: bool) -> Reason | None:
    """Say why this very address and port may not be connected to, None if they may."""
    if allow_private and is_private_address(address):
        return None
    if not is_public_address(address):
        return Reason.BLOCKED_ADDRESS
    return None if port in WEB_PORTS else Reason.BLOCKED_PORT


def address_problem(url: str, *, allow_private: bool) -> Reason | None:
    """Say what is wrong with an address before any name is looked up, None if nothing is seen.

    Numbers in every spelling that a resolver takes (``127.1``, ``0x7f.1``,
    ``2130706433``, full-width and circled digits) are judged as the address they
    mean. Names are judged again after resolution, at the moment of connecting.
    """
    parts = parse_url(url)
    if parts is None:
        return Reason.BAD_ADDRESS
    if parts.scheme not in ("http", "https"):
        return Reason.BLOCKED_SCHEME
    if parts.user is not None or parts.password is not None:
        return Reason.BLOCKED_CREDENTIALS
    host, port = host_of(url), parts.port or 0
    if not host:
        return Reason.BAD_ADDRESS
    literal = spelled_address(host)
    if literal is not None:
        return connection_problem(literal, port, allow_private=allow_private)
    if allow_private:
        return None
    # A name without a dot is a machine next door (``redis``, ``db``): no public host is called so.
    if "." not in host or host.endswith(NEVER_PUBLIC_SUFFIXES):
        return Reason.BLOCKED_ADDRESS
    return None if port in WEB_PORTS else Reason.BLOCKED_PORT


def parse_url(url: str) -> URL | None:
    """Read an absolute address; None for anything else: controls, blanks, backslashes, over 2,000 characters."""
    if len(url) > MAX_ADDRESS or _NEVER_IN_ADDRESS.search(url):
        return None
    try:
        parts = URL(url)
        _ = parts.port, parts.raw_host
    except (ValueError, UnicodeError):
        return None
    return parts if parts.scheme else None


def normal_address(url: str) -> str:
    """One spelling for one address: host in ASCII lower case, no default port, no fragment; as it is if unreadable."""
    parts = parse_url(url)
    if parts is None or not parts.raw_host:
        return url
    return str(parts.with_fragment(None))


@lru_cache(maxsize=4_096)
def host_of(url: str) -> str:
    """The host of an address in ASCII lower case without a last dot, "" if there is none."""
    parts = parse_url(url)
    return (parts.raw_host or "").lower().rstrip(".") if parts is not None else ""


def spelled_address(host: str) -> str | None:
    """The address that a host spells in numbers of any base, None for a name."""
    if _parse(host) is not None:
        return host
    try:
        # The C library's own reading, so that we and the resolver cannot disagree.
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


@lru_cache(maxsize=20_000)
def registrable_domain(host: str) -> str:
    """The domain that somebody registered (``news.rthk.hk`` -> ``rthk.hk``); a number stands for itself.

    By the Public Suffix List: ``info.gov.hk`` and ``news.gov.hk`` are two owners.
    """
    host = host.lower().rstrip(".")
    if spelled_address(host) is not None:
        return host
    return _suffixes().privatesuffix(host) or host


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _parse(address: str) -> Address | None:
    try:
        return ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return None


def _is_public(address: Address) -> bool:
    if _is_in(address, PRIVATE) or _is_in(address, DENIED):
        return False
    return isinstance(address, IPv4Address) or address in GLOBAL_UNICAST


def _is_in(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks if network.version == address.version)
