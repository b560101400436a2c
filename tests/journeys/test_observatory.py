"""The grade that Mozilla's HTTP Observatory gives a site, by its published rules: A+ on every kind of page.

The grader itself (npm: @mdn/mdn-http-observatory) is no tool of this project: it brings 233 packages, among them a
web server, a database client that has to be compiled and an error reporter, and its installation fetches two lists
from the network. What follows are its tests and modifiers (release 1.4.8, src/grader/charts.js and
src/analyzer/tests/), asked of the answers that an https installation gives.

The grader was asked by hand as well (1.4.8, 2026-11-26: `src/scan.js` in a network namespace whose hosts file leads
tracker.example to loopback, where Debian's Caddy with a certificate of its own stood before the web server): A+ with
10 of 10 tests for `/`, `/deals/`, a search in Chinese and `/subscribe/` (120 points), the login (135) and the one page
that others may frame (110).
"""

import json
import re

import pytest

from tests.faults.conftest import install  # noqa: F401  (a fixture)

pytestmark = pytest.mark.long
PAGES = ("/", "/deals/", "/search/?q=hengqin", "/subscribe/", "/about/", "/embed/", "/api/", "/nothing/here/",
         "/admin/login/")  # fmt: skip
ASK = """
import json
from django.test import Client
client = Client(SERVER_NAME="tracker.example", HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_FOR="203.0.113.7")
def told(answer):
    cookies = [morsel.OutputString() for morsel in answer.cookies.values()]
    body = "" if answer.streaming else answer.content.decode()
    return {"status": answer.status_code, "headers": {n.lower(): v for n, v in answer.headers.items()},
            "cookies": cookies, "body": body}
print("ASKED" + json.dumps({
    "pages": {path: told(client.get(path)) for path in PAGES},
    "plain": told(Client(SERVER_NAME="tracker.example", HTTP_X_FORWARDED_PROTO="http").get("/")),
}))
"""
SIX_MONTHS = 15_552_000
BROAD = {"*", "data:", "blob:", "http:", "https:", "ftp:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SCRIPT = re.compile(r"<script[^>]{0,300}\bsrc=[\"']([^\"']{1,300})")
"""``<script src="/static/js/theme.js" defer>``."""
EXTRA_FROM = 90
"""Bonuses count only for who has so many points without them."""
GRADES = ((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-"))


def of_policy(headers):
    """Content-Security-Policy: +10 where everything is closed at first, down to -25 without one."""
    parts = [part.split() for part in headers.get("content-security-policy", "").split(";") if part.strip()]
    policy = {name.lower(): set(values) for name, *values in parts}
    if not policy:
        return -25
    closed = policy.get("default-src", {"*"})
    scripts, styles = policy.get("script-src", closed), policy.get("style-src", closed)
    if scripts & (BROAD | {"'unsafe-inline'"}) or policy.get("object-src", closed) & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for values in policy.values() for source in values):
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    if styles & (BROAD | {"'unsafe-inline'"}):
        return 0
    return 10 if closed == {"'none'"} else 5


def of_cookies(cookies):
    """No cookie 0; all Secure, SameSite and, where a session hangs on it, HttpOnly +5; else down to -40."""
    if not cookies:
        return 0
    said = [cookie.lower() for cookie in cookies]
    if not all("secure" in cookie for cookie in said):
        return -40
    if not all("httponly" in cookie for cookie in said if "session" in cookie.partition("=")[0]):
        return -30
    return 5 if all("samesite=" in cookie for cookie in said) else -20


def of_transport(headers, plain):
    """HSTS for half a year and more, and http that leads to https on the same host first."""
    age = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    points = -20 if not age else 0 if int(age[1]) >= SIX_MONTHS else -10
    leads = plain["status"] in (301, 302, 307, 308) and plain["headers"]["location"].startswith(
        "https://tracker.example/"
    )
    return points + (0 if leads else -20)


def of_the_rest(headers, body):
    """Other origins, referrers, scripts from elsewhere, types, resources, frames: each a test of its own."""
    is_framed_by_policy = "frame-ancestors" in headers.get("content-security-policy", "")
    is_framed_by_header = headers.get("x-frame-options", "").lower() in {"deny", "sameorigin"}
    return (
        -50 if headers.get("access-control-allow-credentials") == "true" else 0,
        5 if headers.get("referrer-policy") in PRIVATE else 0,
        0 if all(address.startswith("/") for address in SCRIPT.findall(body)) else -5,
        0 if headers.get("x-content-type-options") == "nosniff" else -5,
        {"same-origin": 10, "same-site": 10}.get(headers.get("cross-origin-resource-policy", ""), 0),
        5 if is_framed_by_policy else 0 if is_framed_by_header else -20,
    )


def score_of(page, plain):
    """Points of one page: what is missing is taken from 100, bonuses are added to what is 90 or more."""
    headers = page["headers"]
    parts = (of_policy(headers), of_cookies(page["cookies"]), of_transport(headers, plain),
             *of_the_rest(headers, page["body"]))  # fmt: skip
    uncurved = 100 + sum(part for part in parts if part < 0)
    return uncurved + (sum(part for part in parts if part > 0) if uncurved >= EXTRA_FROM else 0)


def grade_of(score):
    return next((grade for least, grade in GRADES if score >= least), "F")


@pytest.fixture(scope="module")
def asked(install):  # noqa: F811
    site = install()
    site.environment |= {
        "SITE_URL": "https://tracker.example",
        "SECRET_KEY": "k7Zr2Qp9" * 8,
        "TRUST_PROXY": "1",
        "FETCH_ALLOW_PRIVATE": "0",
    }
    out = site.run("shell", "--verbosity", "0", "--command", f"PAGES = {PAGES}\n{ASK}")[1]
    return json.loads(out.partition("ASKED")[2])


@pytest.mark.threat("A05", "P04")
def test_every_kind_of_page_is_graded_a_plus(asked):
    scores = {path: score_of(page, asked["plain"]) for path, page in asked["pages"].items()}
    assert {path: grade_of(score) for path, score in scores.items()} == dict.fromkeys(PAGES, "A+"), scores
    assert scores["/"] == 120
    assert asked["pages"]["/"]["cookies"] == []


@pytest.mark.threat("A04")
def test_cookies_of_the_desk_are_bound_to_this_host_and_to_https(asked):
    cookies = asked["pages"]["/admin/login/"]["cookies"]
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-"), cookie
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "path=/", "samesite=lax"} <= parts, cookie
        assert not any(part.startswith("domain") for part in parts)


OPEN = "default-src 'none'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("header", "value", "score"),
    [
        ("content-security-policy", "", 75),
        ("content-security-policy", OPEN, 80),
        ("strict-transport-security", "max-age=60", 110),
        ("x-content-type-options", "", 115),
        ("access-control-allow-credentials", "true", 50),
    ],
)
def test_the_rules_take_points_for_what_is_missing(asked, header, value, score):
    page = asked["pages"]["/"]
    worse = {**page, "headers": {**page["headers"], header: value}}
    assert score_of(worse, asked["plain"]) == score


def test_without_a_way_from_http_to_https_it_is_no_a(asked):
    missing = {"status": 200, "headers": {}}
    assert score_of(asked["pages"]["/"], missing) == 80
