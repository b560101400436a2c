"""The many ways in which a connection fails, each under one of our own names."""

import aiohttp
from aiohttp import http_exceptions

from articles.fetcher.connecting import BlockedConnection
from articles.fetcher.records import FetchError, Reason


def named_failure(error: BaseException) -> FetchError:
    """Give the failure that an exception of the HTTP client stands for."""
    if isinstance(error, FetchError):
        return error
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, BlockedConnection):
        return FetchError(cause.reason, str(cause))
    for kinds, reason in NAMES:
        if isinstance(error, kinds):
            return FetchError(reason, _detail(error))
    if isinstance(error, aiohttp.ClientResponseError):
        return FetchError(*_parse_error(error))
    return FetchError(Reason.BAD_RESPONSE, _detail(error))


NAMES: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Reason], ...] = (
    (aiohttp.ConnectionTimeoutError, Reason.CONNECT_TIMEOUT),
    (aiohttp.SocketTimeoutError, Reason.READ_TIMEOUT),
    (TimeoutError, Reason.WHOLE_TIMEOUT),
    ((aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError), Reason.PROXY),
    (aiohttp.ClientSSLError, Reason.TLS),
    (aiohttp.ClientConnectorDNSError, Reason.DNS),
    (aiohttp.ClientConnectorError, Reason.CONNECT),
    (aiohttp.InvalidURL, Reason.BAD_ADDRESS),
    (aiohttp.ClientPayloadError, Reason.INCOMPLETE),
    ((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionError), Reason.RESET),
    (OSError, Reason.DNS),
)
"""From the narrow to the wide: the first that fits names the failure."""


def _parse_error(error: aiohttp.ClientResponseError) -> tuple[Reason, str]:
    cause = error.__cause__
    text = " ".join(f"{getattr(cause, 'message', '') or cause or error.message}".partition("b'")[0].split())[:80]
    if isinstance(cause, http_exceptions.LineTooLong) or "more than" in text or "header" in text.lower():
        return Reason.BAD_HEADERS, text
    return Reason.BAD_RESPONSE, text


def _detail(error: BaseException) -> str:
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the body ended before its end"
    words = " ".join(str(error).split())[:200]
    return words
