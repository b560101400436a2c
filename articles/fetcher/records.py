"""What the fetcher is asked and what it answers: frozen records and named reasons."""

from dataclasses import dataclass
from enum import StrEnum

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Policy:
    """How we behave on the network. Times are seconds, sizes decoded bytes.

    ``allow_private`` lets loopback, RFC 1918 and fc00::/7 addresses through on any
    port, without pace; ``proxy`` is an http address that all requests go through.
    The limits are those of THREATS H09 to H17.
    """

    user_agent: str
    allow_private: bool = False
    pace_seconds: float = 2.0
    proxy: str = ""
    max_bytes: int = 10 * MIB
    max_hops: int = 5
    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    whole_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Request:
    """One address to get. ``key`` is the caller's and comes back with the answer."""

    key: int
    url: str
    etag: str = ""
    last_modified: str = ""
    accept: str = "*/*"
    obeys_robots: bool = False

    @property
    def is_conditional(self) -> bool:
        """Whether it asks only for what has changed."""
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered, whatever its status; ``body`` is decoded, and empty above status 299.

    ``moved_to`` is where permanent redirects (301, 308) from the first hop on
    lead, "" without any. ``retry_after`` is in seconds from the response's own
    date, within 5 minutes and 24 hours, ``max_age`` for how many the answer
    stays fresh by its Cache-Control; None where nothing was said.
    """

    key: int
    url: str
    final_url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    retry_after: int | None = None
    max_age: int | None = None
    seconds: float = 0.0


class Reason(StrEnum):
    """Why there is no response."""

    BAD_ADDRESS = "bad_address"
    BLOCKED_ADDRESS = "blocked_address"
    BLOCKED_PORT = "blocked_port"
    BLOCKED_SCHEME = "blocked_scheme"
    BLOCKED_CREDENTIALS = "blocked_credentials"
    DOWNGRADE = "downgrade"
    ROBOTS = "robots"
    DNS = "dns"
    CONNECT = "connect"
    CONNECT_TIMEOUT = "connect_timeout"
    READ_TIMEOUT = "read_timeout"
    WHOLE_TIMEOUT = "whole_timeout"
    TLS = "tls"
    PROXY = "proxy"
    RESET = "reset"
    INCOMPLETE = "incomplete"
    BAD_RESPONSE = "bad_response"
    BAD_HEADERS = "bad_headers"
    BAD_COMPRESSION = "bad_compression"
    TOO_LARGE = "too_large"
    REDIRECT_LOOP = "redirect_loop"
    TOO_MANY_HOPS = "too_many_hops"
    DEFERRED = "deferred"


BLOCKED = frozenset(
    {
        Reason.BAD_ADDRESS,
        Reason.BLOCKED_ADDRESS,
        Reason.BLOCKED_PORT,
        Reason.BLOCKED_SCHEME,
        Reason.BLOCKED_CREDENTIALS,
        Reason.DOWNGRADE,
    }
)
"""Reasons that are our own guard's: nothing was sent to the address."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request has no response; ``detail`` is for staff, ``reason`` may be shown to anybody."""

    key: int
    url: str
    reason: Reason
    detail: str = ""
    seconds: float = 0.0

    @property
    def is_blocked(self) -> bool:
        """Whether our own guard refused."""
        return self.reason in BLOCKED

    @property
    def text(self) -> str:
        """The reason, with what is known beside it."""
        return f"{self.reason}: {self.detail}" if self.detail else str(self.reason)


Fetched = Response | Failure


class FetchError(Exception):
    """Ends a fetch inside this package; leaves it as a ``Failure``."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
