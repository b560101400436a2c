"""The guard at the moment of connecting: the address that is checked is the one that is used (THREATS S01 to S05)."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from articles.fetcher.addresses import connection_problem, is_private_address, spelled_address
from articles.fetcher.records import Policy, Reason

Lookup = Callable[[str], Awaitable[list[str]]]
"""A host name -> its addresses in text form; raises OSError where there are none."""


class BlockedConnection(OSError):
    """Our guard refused an address; ``reason`` says why."""

    def __init__(self, reason: Reason, address: str) -> None:
        super().__init__(f"{reason}: {address}")
        self.reason = reason


async def system_lookup(host: str) -> list[str]:
    """Ask the machine's resolver for all addresses of a name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class Guard:
    """Decides on addresses for one policy, and knows the proxy, which the operator vouches for."""

    def __init__(self, policy: Policy, lookup: Lookup) -> None:
        self.policy = policy
        self.lookup = lookup
        proxy = URL(policy.proxy) if policy.proxy else URL()
        self._proxy = (proxy.host or "", proxy.port or 0)
        self._proxy_addresses: set[tuple[str, int]] = {self._proxy} if policy.proxy else set()

    def problem(self, address: str, port: int) -> Reason | None:
        """Say why a connection to this address and port is refused, None if it may be made."""
        if (address, port) in self._proxy_addresses:
            return None
        return connection_problem(address, port, allow_private=self.policy.allow_private)

    async def addresses(self, host: str, port: int) -> list[str]:
        """Resolve a name and keep what may be connected to; raises BlockedConnection if nothing is left, or OSError."""
        try:
            async with asyncio.timeout(self.policy.connect_seconds):
                found = await self.lookup(host)
        except TimeoutError as error:
            raise OSError(socket.EAI_AGAIN, "name lookup timed out") from error
        except UnicodeError as error:
            raise OSError(socket.EAI_NONAME, "no name that can be looked up") from error
        if self.policy.proxy and (host, port) == self._proxy:
            self._proxy_addresses.update((address, port) for address in found)
        problems = [self.problem(address, port) for address in found]
        kept = [address for address, problem in zip(found, problems, strict=True) if problem is None]
        if not kept and found:
            raise BlockedConnection(problems[0] or Reason.BLOCKED_ADDRESS, host)
        return kept

    async def is_private_host(self, host: str) -> bool:
        """Whether a host is one of the private ones that the policy opens: neither pace nor queue holds for it."""
        if not self.policy.allow_private:
            return False
        if (literal := spelled_address(host)) is not None:
            return is_private_address(literal)
        try:
            found = await self.lookup(host)
        except (OSError, UnicodeError):
            return False
        return bool(found) and all(is_private_address(address) for address in found)

    def open_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """Make the socket for one resolved address, as aiohttp's socket factory: the last wall before a connection."""
        family, kind, protocol, _, sockaddr = info
        if (problem := self.problem(str(sockaddr[0]), int(sockaddr[1]))) is not None:
            raise BlockedConnection(problem, str(sockaddr[0]))
        return socket.socket(family, kind, protocol)


class GuardedResolver(AbstractResolver):
    """aiohttp's resolver, which only ever names addresses that the guard lets through."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Resolve for aiohttp; the name stays for Host and SNI, the address is the one connected to."""
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in await self._guard.addresses(host, port)
        ]

    async def close(self) -> None:
        """Nothing is held."""


def open_session(guard: Guard, *, connections: int) -> aiohttp.ClientSession:
    """Make the one HTTP session: guarded, without cookies, environment, automatic decompression or redirects."""
    policy = guard.policy
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            resolver=GuardedResolver(guard),
            socket_factory=guard.open_socket,
            limit=connections,
            keepalive_timeout=15,
        ),
        timeout=aiohttp.ClientTimeout(
            total=None, sock_connect=policy.connect_seconds, sock_read=policy.read_seconds, ceil_threshold=1e9
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        max_line_size=MAX_HEADER_LINE,
        max_field_size=MAX_HEADER_LINE,
        max_headers=MAX_HEADERS,
        headers={"User-Agent": policy.user_agent, "Accept-Encoding": "gzip, deflate, br, zstd"},
    )


MAX_HEADER_LINE = 48 * 1024
MAX_HEADERS = 100
