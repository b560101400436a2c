"""One session with the network: a request goes in, a response or a named failure comes out."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from articles.fetcher.addresses import address_problem, host_of
from articles.fetcher.connecting import MAX_HEADERS, Guard, Lookup, open_session, system_lookup
from articles.fetcher.decoding import BodyReader
from articles.fetcher.headers import MAX_DATE, MAX_ETAG, check_headers, max_age, retry_after, validator
from articles.fetcher.naming import named_failure
from articles.fetcher.politeness import Robots, Turns
from articles.fetcher.records import Failure, Fetched, FetchError, Policy, Reason, Request, Response

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})


MayVisit = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Redirect:
    """A hop that leads on."""

    status: int
    target: str


class Client:
    """An async context manager that fetches; one per event loop."""

    def __init__(
        self,
        policy: Policy,
        *,
        lookup: Lookup = system_lookup,
        connections: int = 100,
        may_visit: MayVisit | None = None,
    ) -> None:
        """``may_visit`` is asked before a redirect is followed to another public host: whether it is ours to ask."""
        self._policy = policy
        self._may_visit = may_visit
        self._connections = connections
        self._robots: dict[str, Robots | FetchError] = {}
        self._private_hosts: dict[str, bool] = {}
        self.guard = Guard(policy, lookup)
        self.turns = Turns(policy.pace_seconds)

    async def __aenter__(self) -> Self:
        self._session = open_session(self.guard, connections=self._connections)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def fetch(self, request: Request) -> Fetched:
        """Get one address; every hop is guarded, the whole has one time limit (waiting for a host's turn apart)."""
        began = time.monotonic()
        try:
            if request.obeys_robots:
                await self._ask_robots(request.url)
            return replace(await self._follow(request), seconds=time.monotonic() - began)
        except FetchError as error:
            return Failure(request.key, request.url, error.reason, error.detail, time.monotonic() - began)

    async def is_private(self, host: str) -> bool:
        """Whether neither pace nor queue holds for a host (a private one that the policy opens)."""
        if host not in self._private_hosts:
            self._private_hosts[host] = await self.guard.is_private_host(host)
        return self._private_hosts[host]

    async def _follow(self, request: Request) -> Response:
        url, moved_to, is_permanent = request.url, "", True
        seen: list[str] = []
        left = self._policy.whole_seconds
        while True:
            if url in seen:
                raise FetchError(Reason.REDIRECT_LOOP, url[:200])
            if len(seen) > self._policy.max_hops:
                raise FetchError(Reason.TOO_MANY_HOPS, f"more than {self._policy.max_hops}")
            seen.append(url)
            self._check(url)
            await self._ask_turn(url, request.url)
            async with self._turn(host_of(url)):
                began = time.monotonic()
                answer = await self._hop(request, url, left)
                left -= time.monotonic() - began
            if isinstance(answer, Response):
                return replace(answer, moved_to=moved_to)
            if URL(url).scheme == "https" and URL(answer.target).scheme == "http":
                raise FetchError(Reason.DOWNGRADE, answer.target[:200])
            is_permanent = is_permanent and answer.status in PERMANENT
            url = answer.target
            moved_to = url if is_permanent else moved_to

    def _check(self, url: str) -> None:
        problem = address_problem(url, allow_private=self._policy.allow_private)
        if problem is not None:
            raise FetchError(problem, url[:200])

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        if await self.is_private(host):
            yield
            return
        async with self.turns.take(host):
            yield

    async def _ask_turn(self, url: str, begun_at: str) -> None:
        """Raise FetchError where a redirect leads to a host at which another process is (THREATS H16)."""
        host = host_of(url)
        if self._may_visit is None or host == host_of(begun_at) or await self.is_private(host):
            return
        if not await self._may_visit(host):
            raise FetchError(Reason.DEFERRED, f"{host} is busy")

    async def _hop(self, request: Request, url: str, seconds: float) -> Response | Redirect:
        """One request and its answer, within ``seconds``; raises FetchError."""
        try:
            async with asyncio.timeout(max(seconds, 0.0)), self._open(request, url) as response:
                return await self._read(request, url, response)
        except TimeoutError as error:
            raise named_failure(error) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise named_failure(error) from error

    @asynccontextmanager
    async def _open(self, request: Request, url: str) -> AsyncIterator[aiohttp.ClientResponse]:
        if self._policy.proxy:
            # The proxy resolves the name itself: what our own resolver knows of it is judged all the same.
            await self._vet_behind_proxy(url)
        headers = {"Accept": request.accept}
        if request.etag:
            headers["If-None-Match"] = request.etag
        if request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        async with self._session.get(
            url, headers=headers, allow_redirects=False, proxy=self._policy.proxy or None
        ) as response:
            yield response

    async def _vet_behind_proxy(self, url: str) -> None:
        host, port = host_of(url), URL(url).port or 0
        try:
            await self.guard.addresses(host, port)
        except OSError as error:
            failure = named_failure(error)
            if failure.reason != Reason.DNS:
                raise failure from error

    async def _read(self, request: Request, url: str, response: aiohttp.ClientResponse) -> Response | Redirect:
        check_headers(response.raw_headers, MAX_HEADERS)
        headers, status = response.headers, response.status
        location = headers.get("Location", "")
        if status in REDIRECTS and location:
            return Redirect(status, _absolute(url, location))
        if status == 304 and not request.is_conditional:
            raise FetchError(Reason.BAD_RESPONSE, "304 to a request without conditions")
        body = await self._body(response) if 200 <= status < 300 else b""
        return Response(
            key=request.key,
            url=request.url,
            final_url=url,
            status=status,
            body=body,
            content_type=headers.get("Content-Type", "")[:200],
            etag=validator(headers.get("ETag"), MAX_ETAG),
            last_modified=validator(headers.get("Last-Modified"), MAX_DATE),
            retry_after=retry_after(headers, datetime.now(UTC)),
            max_age=max_age(headers),
        )

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        reader = BodyReader(response.headers.get("Content-Encoding", ""), max_bytes=self._policy.max_bytes)
        if response.content_length is not None and response.content_length > self._policy.max_bytes:
            raise FetchError(Reason.TOO_LARGE, f"Content-Length {response.content_length}")
        async for data in response.content.iter_any():
            reader.feed(data)
        return reader.body()

    async def _ask_robots(self, url: str) -> None:
        """Raise FetchError where the site's robots.txt keeps us out, or cannot be had (RFC 9309, 2.3.1)."""
        self._check(url)
        origin = str(URL(url).origin())
        if origin not in self._robots:
            self._robots[origin] = await self._fetch_robots(origin)
        robots = self._robots[origin]
        if isinstance(robots, FetchError):
            # A host that does not answer is asked once, not once for every page that waits.
            raise FetchError(robots.reason, robots.detail)
        self.turns.slow_down(host_of(url), robots.delay(self._policy.user_agent))
        if not robots.allows(url, self._policy.user_agent):
            raise FetchError(Reason.ROBOTS, origin)

    async def _fetch_robots(self, origin: str) -> Robots | FetchError:
        try:
            answer = await self._follow(Request(0, f"{origin}/robots.txt", accept="text/plain, */*;q=0.5"))
        except FetchError as error:
            return error
        if answer.status >= 500:
            return FetchError(Reason.BAD_RESPONSE, f"robots.txt answers {answer.status}")
        return Robots.read(answer.body) if answer.status == 200 else Robots.everything()


def _absolute(url: str, location: str) -> str:
    """Where a Location leads, without its fragment; raises FetchError if that is no address."""
    try:
        return str(URL(url).join(URL(location)).with_fragment(None))
    except (ValueError, UnicodeError) as error:
        raise FetchError(Reason.BAD_ADDRESS, location[:200]) from error
