"""Addresses: which are allowed at all (``clean_url``) and which mean the same article (``canonical_url``)."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

_MAX_URL = 2_000
# Anything that a reader cannot see or that a browser reads otherwise than we do: blanks, controls, backslashes.
_FORBIDDEN = re.compile('[\x00-\x20\x7f-\x9f\\\\\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>"]')
_SCHEME = re.compile("[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOST = re.compile(r"(?:[\w-]{1,63}\.)*[\w-]{1,63}\.?|\[[0-9a-fA-F:.]+\]")
# "https://port.example/news/7?page=2": by a name, and nothing but printable ASCII in it
_PLAIN = re.compile(
    r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,9}(?::[1-9][0-9]{1,3})?(?:[/?#][!#-;=?-\[\]-~]*)?"
)

# Parameters that say how a reader came, not what is read; source: the lists of ClearURLs and of the publishers here.
_TRACKERS = re.compile(
    r"utm_\w*|fb(?:clid|_\w+)|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|mkt_tok|"
    r"_hs(?:enc|mi)|vero_id|spm|scm|share_token|shareid|share_?(?:from|source|medium)|wt\.mc_id|ns_\w+|at_(?:medium|campaign|\w+)|"
    r"cmpid|ncid|ocid|s_cid|trk|rss|feed(?:name|type)?|from_?(?:rss|feed)|ref_?src|referrer|sptabchangeable|"
    r"module|pgtype|xtor|_ga|_gl|srnd|guce\w*|outputtype|amp|amp_\w+|__twitter_impression|isappinstalled|nsukey",
    re.IGNORECASE,
)
_SMALL_HOSTS = re.compile(r"(?:www\d?|m|mobile|wap|amp|touch|3g)\.(?=[^.]+\.)")
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_AMP_PATH = re.compile(r"(?:^/amp(?=/.))|(?:/amp/?$)|(?:\.amp(?=\.html?$|$))", re.IGNORECASE)
# https://www.google.com/url?url=..., https://www.google.com/amp/s/example.com/a, https://example-com.cdn.ampproject.org/c/s/example.com/a
_AMP_CACHE = re.compile(r"^/(?:amp|[civ]|wp)/(?:s/)?(?=[\w.-]+\.[a-z]{2,})")


def clean_url(raw: str, base: str = "") -> str:
    """Give ``raw`` when it is a plain absolute http or https address, else an empty string.

    Refused are other schemes, missing hosts, credentials, blanks and controls inside, backslashes, addresses over
    2,000 characters. With ``base`` (the feed's address or its xml:base) a relative address is made absolute first;
    without it, it is refused. Blanks at the edges are cut; characters outside ASCII are percent-encoded, hosts become
    punycode.
    """
    if len(raw) <= _MAX_URL and _PLAIN.fullmatch(raw):
        return raw
    return _clean(raw, base)


def _clean(raw: str, base: str) -> str:
    """Clean any address; for plain ones this is the long way to the address itself."""
    address = raw.strip(" \t\r\n\f\u3000\u00a0\ufeff")
    if not address or len(address) > _MAX_URL or "\\" in address:
        return ""
    if base and not _SCHEME.match(address) and not _FORBIDDEN.search(address):
        address = joined(base, address)
    if not address.lower().startswith(("http://", "https://")):
        return ""
    # A blank in a path is the commonest slip of publishers; everywhere else it is a trick.
    if " " in address:
        before_path = address.split("?")[0].split("/", 3)[:3]
        if address.count("/") < 3 or any(" " in part for part in before_path):
            return ""
        address = address.replace(" ", "%20")
    if _FORBIDDEN.search(address):
        return ""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if not host or "@" in parts.netloc or port == 0 or not _HOST.fullmatch(host if ":" not in host else f"[{host}]"):
        return ""
    if address.isascii():
        return address
    try:
        safe = safe_url_string(address)
    except ValueError:
        return ""
    return safe if safe.isascii() and len(safe) <= _MAX_URL else ""


def joined(base: str, address: str) -> str:
    """Make an address absolute; an empty string where the two make none (``//a.example[``)."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def canonical_url(url: str) -> str:
    """Give the key under which ``url`` is one article: two addresses of one page give the same key.

    ``https``, lower-case host without ``www.``, ``m.`` and the like, no port of its scheme, no fragment, no trackers,
    no AMP and no index page, no slash at the end, parameters in order; redirects of search engines and AMP caches are
    unwrapped. The key is for comparing; it need not open. An address that ``clean_url`` refuses gives an empty string.
    """
    address = clean_url(url)
    if not address:
        return ""
    address = _unwrap(address)
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    host = _SMALL_HOSTS.sub("", host, count=1)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = _AMP_PATH.sub("", parts.path)
    path = _INDEX_PAGE.sub("/", path)
    path = re.sub("/{2,}", "/", path).rstrip("/")
    path = safe_url_string(unquote(path)) if "%" in path and _is_text(unquote(path)) else path
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted(pair for pair in pairs if not _TRACKERS.fullmatch(pair[0]))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit(("https", f"{host}{port}", path, urlencode(kept), fragment))


def _is_text(path: str) -> bool:
    return "\ufffd" not in path and not _FORBIDDEN.search(path) and not set(path) & set("?#%")


def _unwrap(address: str) -> str:
    """Follow, without the network, a redirect that carries its target."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host.startswith("www.google.") and parts.path == "/url":
        for name, value in parse_qsl(parts.query):
            if name in ("url", "q"):
                return clean_url(value) or address
    if host.endswith(".cdn.ampproject.org") or (host.startswith("www.google.") and parts.path.startswith("/amp/")):
        match = _AMP_CACHE.match(parts.path)
        if match:
            return clean_url(f"https://{parts.path[match.end() :]}") or address
    return address
