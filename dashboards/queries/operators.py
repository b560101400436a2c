"""Field operators of the search box: ``city:深圳``, ``type:mou``, ``site:info.gov.hk``, ``after:2025-01-01``.

They are another spelling of the filters: what is found here moves into the address, where chips take it away again.
"""

import re

from dashboards.filters import CLOSED, REGISTERED, Known, parse
from dashboards.queries.naming import named

_OPERATOR = re.compile(r'(?<!\S)(?P<key>[a-z]{3,9}):(?:"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+))')  # site:info.gov.hk
# A host, with or without what stands around it in an address: "info.gov.hk", "https://www.info.gov.hk/gia"
_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[:/].*)?", re.ASCII | re.IGNORECASE
)
OTHER_NAMES = {"site": "source", "after": "from", "before": "to", "language": "lang"}
KEYS = (*CLOSED, *REGISTERED, "party", "person", "source", "from", "to", "last", "min")


def apart(query: str, known: Known) -> tuple[str, list[tuple[str, str]]]:
    """The words without their operators, and these as pairs of a query string; one that fits nothing stays a word."""
    pairs: list[tuple[str, str]] = []

    def taken(match: re.Match[str]) -> str:
        key = OTHER_NAMES.get(match["key"], match["key"])
        said = match["phrase"] or match["word"]
        if match["key"] == "site" and (host := _HOST.fullmatch(said)):
            said = f"site:{host['host'].lower()}"
        if key not in KEYS:
            return match[0]
        value = next((slug for kind, slug in named(said).tags if kind == key), said)
        if parse([(key, value)], known).faults:
            return match[0]
        pairs.append((key, value))
        return ""

    return " ".join(_OPERATOR.sub(taken, query).split()), pairs
