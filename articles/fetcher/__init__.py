"""The only door to the network: nothing else in the project opens a connection.

    fetch_all(requests, policy) -> Response | Failure, as each is ready; fetch_with_lulls tells of pauses as well
      Client          one aiohttp session: hops, time limits, size limits
        addresses     which addresses may be connected to at all
        connecting    asks that at the moment of connecting, on the address really used
        decoding      gzip, deflate, br, zstd under a cap on decoded bytes
        headers       validators, Retry-After, what a response may say of itself
        politeness    one request at a time a host, pace, robots.txt

Nothing here raises for what a server does: a request ends as a ``Response``
(any HTTP status) or as a ``Failure`` with a named reason.
"""

from articles.fetcher.addresses import (
    address_problem,
    host_of,
    is_public_address,
    normal_address,
    registrable_domain,
    takes_turns,
)
from articles.fetcher.batch import fetch_all, fetch_with_lulls
from articles.fetcher.configured import configured_policy
from articles.fetcher.records import Failure, Fetched, Policy, Reason, Request, Response

__all__ = [
    "Failure",
    "Fetched",
    "Policy",
    "Reason",
    "Request",
    "Response",
    "address_problem",
    "configured_policy",
    "fetch_all",
    "fetch_with_lulls",
    "host_of",
    "is_public_address",
    "normal_address",
    "registrable_domain",
    "takes_turns",
]
