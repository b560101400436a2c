"""Whether the domain name system vouches for our mails: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489)."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr

import dns.exception
import dns.resolver
from django.conf import settings

SELECTORS = ("default", "dkim", "mail", "s1", "s2", "k1", "selector1", "selector2", "google", "resend")
"""Names under which providers publish their keys, tried where none is named."""

SPF_LOOKUPS = frozenset({"include", "a", "mx", "ptr", "exists", "redirect"})
"""Terms that ask the name server, of which a reader of the record follows so many (RFC 7208, 4.6.4)."""
MAX_SPF_LOOKUPS = 10
SHORTEST_KEY = 200
"""Bytes of a public key: one of 2048 bits takes 294, one of 1024 takes 162. An Ed25519 key says so and takes 32."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: ``verdict`` is ok, warn or fail; ``words`` say what it means and what to do."""

    verdict: str
    subject: str
    words: str


def check_mail(*, selectors: tuple[str, ...], resolver: dns.resolver.Resolver) -> list[Finding]:
    """Everything that decides whether our mails are believed, in the order in which it is set up."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()
    found = [_server()]
    if not domain or domain == "localhost":
        return [*found, Finding("fail", "sender", "DEFAULT_FROM_EMAIL names no domain of yours: set it.")]
    found += [Finding("ok", "sender", f"mails come from {domain}"), *_spf(domain, resolver)]
    found += _dkim(domain, selectors, resolver)
    found += _dmarc(domain, resolver)
    found.append(_returns(resolver))
    return found


def _server() -> Finding:
    """Where mails are handed over."""
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL or settings.EMAIL_HOST in ("localhost", "127.0.0.1"):
            return Finding("ok", "server", f"mails are handed to {settings.EMAIL_HOST}:{settings.EMAIL_PORT}")
        return Finding("warn", "server", f"mails go to {settings.EMAIL_HOST} in the open: use smtp+tls:// or smtps://")
    return Finding("warn", "server", "EMAIL_URL names no mail server: mails are written to files and reach nobody")


def _spf(domain: str, resolver: dns.resolver.Resolver) -> Iterator[Finding]:
    """Who may send in the name of the domain."""
    records = [text for text in texts_of(domain, resolver) if text.lower().split(" ")[0] == "v=spf1"]
    if not records:
        yield Finding(
            "fail", "SPF", f"{domain} has no SPF record: publish a TXT record `v=spf1 include:… ~all` of your provider"
        )
        return
    if len(records) > 1:
        yield Finding(
            "fail", "SPF", f"{domain} has {len(records)} SPF records, which counts as none: join them into one"
        )
        return
    terms = records[0].split()[1:]
    plain = [term.lstrip("+-~?").lower() for term in terms]
    lookups = sum(re.split("[:/=]", term)[0] in SPF_LOOKUPS for term in plain)
    last = next((term for term in terms if term.lower().lstrip("+-~?") == "all"), "")
    if lookups > MAX_SPF_LOOKUPS:
        words = f"{lookups} terms need a look-up, at most {MAX_SPF_LOOKUPS} are made: the rest is an error"
        yield Finding("fail", "SPF", words)
    elif last.lower() in ("all", "+all"):
        yield Finding("fail", "SPF", "the record ends with +all: anybody may send in your name; use ~all or -all")
    elif not last and not any(term.startswith("redirect=") for term in plain):
        yield Finding(
            "warn", "SPF", "the record has no `all` at its end: others are neither allowed nor refused; add ~all"
        )
    else:
        yield Finding("ok", "SPF", records[0])


def _dkim(domain: str, selectors: tuple[str, ...], resolver: dns.resolver.Resolver) -> Iterator[Finding]:
    """The keys that signatures are checked with."""
    keys = {}
    for selector in selectors or SELECTORS:
        for text in texts_of(f"{selector}._domainkey.{domain}", resolver):
            keys[selector] = _tags(text)
    missing = [selector for selector in selectors if selector not in keys]
    if missing or not keys:
        where = f"{(missing or ['SELECTOR'])[0]}._domainkey.{domain}"
        yield Finding("fail", "DKIM", f"no key at {where}: publish the one of your provider, or name it by --selector")
    for selector, tags in keys.items():
        yield _key(selector, tags)
    yield Finding(
        "ok" if keys else "warn",
        "DKIM",
        "the signature must cover List-Unsubscribe and List-Unsubscribe-Post (RFC 8058): "
        "--received FILE looks at a mail that arrived, --key FILE signs a specimen",
    )


def _key(selector: str, tags: dict[str, str]) -> Finding:
    """One key."""
    try:
        size = len(base64.b64decode("".join(tags.get("p", "").split()), validate=True))
    except binascii.Error:
        return Finding("fail", "DKIM", f"the key of {selector} cannot be read: it is not base64")
    if not size:
        return Finding("fail", "DKIM", f"the key of {selector} is empty: it was revoked")
    if tags.get("k", "rsa") == "rsa" and size < SHORTEST_KEY:
        return Finding("warn", "DKIM", f"the key of {selector} is short (about 1024 bits): make one of 2048")
    return Finding("ok", "DKIM", f"a key at selector {selector}")


def _dmarc(domain: str, resolver: dns.resolver.Resolver) -> Iterator[Finding]:
    """What receivers shall do with what fails."""
    labels = domain.split(".")
    places = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    for place in places:
        records = [text for text in texts_of(f"_dmarc.{place}", resolver) if text.lower().startswith("v=dmarc1")]
        if len(records) > 1:
            yield Finding("fail", "DMARC", f"_dmarc.{place} has {len(records)} records, which counts as none")
            return
        if records:
            tags = _tags(records[0])
            policy = tags.get("sp" if place != domain and "sp" in tags else "p", "").lower()
            if policy not in ("none", "quarantine", "reject"):
                yield Finding("fail", "DMARC", f"_dmarc.{place} names no policy: add p=none, p=quarantine or p=reject")
            elif policy == "none":
                yield Finding("warn", "DMARC", "p=none only watches: once the reports are clean set p=quarantine")
            else:
                yield Finding("ok", "DMARC", records[0])
            if "rua" not in tags:
                yield Finding("warn", "DMARC", "no rua=mailto:…: nobody tells you who sends in your name")
            return
    yield Finding("fail", "DMARC", f"no record at _dmarc.{domain}: publish `v=DMARC1; p=none; rua=mailto:…` to begin")


def _returns(resolver: dns.resolver.Resolver) -> Finding:
    """Where bounces arrive."""
    domain = parseaddr(settings.BOUNCE_ADDRESS)[1].rpartition("@")[2]
    if not domain:
        words = "no BOUNCE_ADDRESS: only refusals during the hand-over and webhooks are noticed, not later bounces"
        return Finding("ok" if settings.BOUNCE_WEBHOOK_SECRET else "warn", "bounces", words)
    try:
        resolver.resolve(domain, "MX")
    except dns.exception.DNSException:
        return Finding(
            "fail", "bounces", f"{domain} receives no mail (no MX): bounces to {settings.BOUNCE_ADDRESS} are lost"
        )
    return Finding("ok", "bounces", f"they come to {settings.BOUNCE_ADDRESS}; {_reader()}")


def _reader() -> str:
    """Who reads them."""
    if settings.BOUNCE_MAILBOX or settings.BOUNCE_MAILDIR:
        return "the timetable reads them"
    return "set BOUNCE_MAILBOX or BOUNCE_MAILDIR, or pipe them into `manage.py read_bounces`"


def texts_of(name: str, resolver: dns.resolver.Resolver) -> list[str]:
    """The TXT records of a name. Raises ``dns.exception.DNSException`` where nobody answers."""
    try:
        answer = resolver.resolve(name, "TXT")
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    return [b"".join(row.strings).decode("utf-8", "replace").strip() for row in answer]


def _tags(text: str) -> dict[str, str]:
    """``k=rsa; p=…`` as a dict."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}
