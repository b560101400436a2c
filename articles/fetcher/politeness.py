"""Manners: one request at a time a host, a pause between them, robots.txt (THREATS H16)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from protego import Protego

MAX_CRAWL_DELAY = 30.0
"""Longer Crawl-delays than this are an editor's mistake more often than a wish."""


@dataclass(slots=True)
class Turn:
    """One host's queue: its lock, and when the next request may begin (loop time)."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    pace: float = 0.0


class Turns:
    """The queues of all hosts of one client."""

    def __init__(self, pace_seconds: float) -> None:
        self._pace = pace_seconds
        self._turns: dict[str, Turn] = {}

    def slow_down(self, host: str, seconds: float) -> None:
        """Take a host's own wish for a longer pause (Crawl-delay)."""
        turn = self._turn(host)
        turn.pace = max(turn.pace, min(seconds, MAX_CRAWL_DELAY))

    async def wait(self, host: str) -> None:
        """Wait until the host's pause is over."""
        loop = asyncio.get_running_loop()
        while (left := self._turn(host).free_at - loop.time()) > 0:
            await asyncio.sleep(left)

    @asynccontextmanager
    async def take(self, host: str) -> AsyncIterator[None]:
        """Hold the host's turn for one request, and begin its pause when that is over."""
        turn = self._turn(host)
        async with turn.lock:
            await self.wait(host)
            try:
                yield
            finally:
                turn.free_at = asyncio.get_running_loop().time() + turn.pace

    def _turn(self, host: str) -> Turn:
        return self._turns.setdefault(host, Turn(pace=self._pace))


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site's robots.txt lets our user agent do."""

    rules: Protego | None

    @classmethod
    def everything(cls) -> "Robots":
        """No robots.txt: all may be fetched (RFC 9309, 2.3.1.3)."""
        return cls(None)

    @classmethod
    def read(cls, body: bytes) -> "Robots":
        """Read a robots.txt of any quality; bytes that are no UTF-8 are replaced."""
        return cls(Protego.parse(body[:MAX_ROBOTS].decode("utf-8-sig", errors="replace")))

    def allows(self, url: str, user_agent: str) -> bool:
        """Whether the address may be fetched."""
        return self.rules is None or bool(self.rules.can_fetch(url, user_agent))

    def delay(self, user_agent: str) -> float:
        """The Crawl-delay for us in seconds, 0 where none is given."""
        return float((self.rules.crawl_delay(user_agent) if self.rules else None) or 0.0)


MAX_ROBOTS = 512 * 1024
"""RFC 9309, 2.5: at least 500 KiB have to be read."""
