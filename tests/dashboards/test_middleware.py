import logging

import pytest
import time_machine
from django.core.cache import cache

from articles.models import DataGeneration
from tests.dashboards.conftest import NOW

pytestmark = pytest.mark.django_db
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; style-src-elem 'self'; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; manifest-src 'self'; report-to csp"
)
PAGES = ("/", "/deals/", "/zh-hant/deals/", "/cities/macao/", "/search/?q=bridge", "/articles/", "/about/", "/pt/")
OUTPUTS = ("/deals.json", "/deals.csv", "/api/v1/deals", "/feeds/deals.atom", "/feeds/timeline.ics", "/sitemap.xml")


@pytest.mark.threat("W11", "W12")
@pytest.mark.parametrize("path", ["/", "/deals.json", "/nothing-here/", "/subscribe/", "/s/0a1b2c3d4e5f/", "/healthz"])
def test_every_public_answer_carries_the_headers_to_the_letter(room, client, path):
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Reporting-Endpoints"] == 'csp="/csp-reports"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Permissions-Policy"] == "geolocation=(), camera=(), microphone=(), browsing-topics=()"
    if path == "/deals.json":
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    else:
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    secret = path.startswith("/s/")
    assert headers["Referrer-Policy"] == ("no-referrer" if secret else "strict-origin-when-cross-origin")


@pytest.mark.threat("W12")
def test_only_the_embed_may_be_framed_and_it_has_no_session(room, client):
    answer = client.get("/embed/city-links/")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "form-action 'none'" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies


@pytest.mark.threat("P05")
@pytest.mark.parametrize("path", [*PAGES, *OUTPUTS])
def test_a_cache_before_us_may_keep_what_is_public_as_one_answer_for_all(room, client, path):
    DataGeneration.bump()
    client.cookies["sessionid"] = "somebody"
    answer = client.get(path, headers={"accept-language": "pt"})
    assert answer.status_code == 200
    assert {"public", "max-age=30"} <= set(answer["Cache-Control"].split(", "))
    assert answer.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert not answer.cookies
    again = client.get(path, headers={"accept-language": "zh-hant", "if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == answer["ETag"]
    assert "public" in again["Cache-Control"]


@pytest.mark.threat("P05")
def test_a_page_has_a_new_tag_as_soon_as_it_says_something_else(room, client):
    DataGeneration.bump()
    tag = client.get("/deals/")["ETag"]
    assert client.get("/zh-hans/deals/")["ETag"] != tag
    assert client.get("/deals/?city=macao")["ETag"] != tag
    room.deals[0].delete()
    DataGeneration.bump()
    assert client.get("/deals/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.threat("P05")
@pytest.mark.parametrize("path", ["/robots.txt", "/api/v1/schema"])
def test_what_only_a_release_changes_is_kept_by_any_cache_for_a_while(client, path):
    answer = client.get(path, headers={"accept-language": "pt"})
    assert "public" in answer["Cache-Control"]
    assert "Vary" not in answer.headers
    assert not answer.cookies


@pytest.mark.threat("P05")
@pytest.mark.parametrize("path", ["/subscribe/", "/s/0a1b2c3d4e5f/", "/nothing-here/", "/admin/login/", "/readyz"])
def test_what_is_for_one_reader_is_kept_by_no_cache(client, path):
    said = client.get(path)["Cache-Control"]
    assert "public" not in said
    assert "private" in said or "no-store" in said


@pytest.mark.threat("P05")
@pytest.mark.parametrize("header", ["x-forwarded-host", "x-original-url", "x-rewrite-url", "x-host"])
def test_a_header_that_no_cache_keys_on_changes_no_answer(room, client, header):
    # Pages say the minute at which they were made.
    with time_machine.travel(NOW, tick=False):
        plain = client.get("/deals/")
        cache.clear()
        answer = client.get("/deals/", headers={header: "evil.example"})
    assert answer.status_code == 200
    assert answer.content == plain.content
    assert answer.headers == plain.headers


def report(client, body, **more):
    return client.post("/csp-reports", body, content_type="application/reports+json", **more)


def test_what_the_policy_kept_from_happening_is_logged_without_queries(client, caplog):
    body = (
        '[{"type": "csp-violation", "body": {"effectiveDirective": "script-src", '
        '"blockedURL": "https://evil.example/x.js?id=7", "documentURL": "https://t.example/s/0a1b2c3d4e5f/?q=secret"}}]'
    )
    with caplog.at_level(logging.WARNING):
        assert report(client, body).status_code == 204
    assert "directive=script-src blocked=evil.example page=/s/0a1b2c3d4e5f/" in caplog.text
    assert "id=7" not in caplog.text
    assert "q=secret" not in caplog.text


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "[[]]", "3", '{"body": 3}', '[{"body": {"blockedURL": "http://[::1"}}]', "é"]
)
def test_what_cannot_be_read_is_answered_the_same(client, body):
    assert report(client, body).status_code == 204


def test_a_flood_of_reports_fills_no_log(client, caplog):
    body = '{"csp-report": {"violated-directive": "img-src", "blocked-uri": "inline"}}'
    with caplog.at_level(logging.WARNING):
        for _ in range(70):
            assert report(client, body).status_code == 204
        assert report(client, body + " " * 20_000, REMOTE_ADDR="203.0.113.8").status_code == 204
    assert caplog.text.count("directive=img-src blocked=inline") == 60
