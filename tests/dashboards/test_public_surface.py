"""What strangers try at the public side: queries, redirects, paths, floods."""

import re

import pytest
from django.contrib.auth.models import User

from articles.actions.curation import accept_deal
from dashboards import limits
from tests.articles.desk import NOW, make_deal, make_person

pytestmark = pytest.mark.django_db
OUTSIDE = "203.0.113.7"


@pytest.mark.one_engine
@pytest.mark.threat("W09")
@pytest.mark.parametrize("path", ["/deals.csv", "/deals.xlsx", "/articles.csv"])
@pytest.mark.parametrize("query", ["", "?q=%22%0d%0aSet-Cookie:%20a=b", "?q=../../x%00.exe", "?city=macao&q=%E5%A4%A7"])
def test_a_download_is_named_by_us_whatever_is_asked(room, client, path, query):
    answer = client.get(path + query)
    assert answer.status_code == 200
    said = answer["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="?gba-[a-z]+-\d{4}-\d{2}-\d{2}\.(csv|xlsx)"?', said), said
    assert not answer.cookies


WORDS = (
    *("%" * 150, "_" * 150, "\\", "(((((", "a" * 10_000, "AND OR NOT NEAR(", '"'),
    *("*", "^a", "q:q", "a\x00b", "🙂" * 90, "' OR 1=1--"),
)


@pytest.mark.threat("P01")
@pytest.mark.parametrize("words", WORDS)
def test_no_words_break_the_search_or_match_everything(room, client, words):
    page = client.get("/search/", {"q": words})
    assert page.status_code == 200
    rows = client.get("/deals.json", {"q": words})
    assert rows.status_code in (200, 400)
    if rows.status_code == 200 and not re.search(r"[a-zA-Z]", words):
        assert rows.json()["count"] in (
            0,
            client.get("/deals.json").json()["count"] if not words.strip('"*^()\\') else 0,
        )


@pytest.mark.threat("P06")
@pytest.mark.parametrize(
    "there", ["//evil.example", "/\\evil.example", "https://evil.example", "https:evil.example", "\t//evil.example"]
)
def test_the_login_leads_nowhere_else(client, there):
    User.objects.create_superuser("boss", password="a long password of theirs")
    answer = client.post(
        f"/admin/login/?next={there}", {"username": "boss", "password": "a long password of theirs", "next": there}
    )
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/")
    page = client.get("/deals/", {"next": there, "url": there, "return": there})
    assert page.status_code == 200
    assert "evil.example" not in page.headers.get("Location", "")


@pytest.mark.threat("P07")
@pytest.mark.parametrize(
    "path",
    [
        "/data/gba-deals-../../secret_key.csv",
        "/data/gba-deals-%2e%2e%2f%2e%2e%2fsecret_key.csv",
        "/data/gba-deals-2026-11%00.csv",
        "/static/../gba_tracker/settings.py",
        "/static/%2e%2e/%2e%2e/secret_key",
        "/embed/../../manage.py/",
        "/deals/..%2f..%2fadmin/",
    ],
)
def test_no_path_leaves_the_house(client, path):
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert b"SECRET" not in answer.content


@pytest.mark.threat("P09", "P01")
def test_a_program_that_searches_without_end_is_sent_to_the_files(room, client, monkeypatch):
    monkeypatch.setattr(limits, "SEARCHES_AN_HOUR", 3)
    said = [client.get("/search/", {"q": f"bridge {n}"}, REMOTE_ADDR=OUTSIDE) for n in range(5)]
    assert [answer.status_code for answer in said] == [200, 200, 200, 429, 429]
    assert said[-1]["Retry-After"] == "3600"
    assert "no-store" in said[-1]["Cache-Control"]
    page = said[-1].content.decode()
    assert "/deals.csv" in page
    assert "/api/v1/schema" in page
    assert client.get("/search/?q=bridge+9", REMOTE_ADDR="198.51.100.3").status_code == 200
    assert client.get("/search/?q=bridge+9").status_code == 200, "who asks from this machine is not counted"
    assert client.get("/deals/", REMOTE_ADDR=OUTSIDE).status_code == 200


@pytest.mark.one_engine
@pytest.mark.threat("P01")
@pytest.mark.threat("P09")
@pytest.mark.parametrize(
    "path",
    [
        "/deals/",
        "/articles/",
        "/timeline/",
        "/zh-hant/articles/",
        "/api/v1/articles",
        "/feeds/deals.atom",
        "/deals.csv",
    ],
)
def test_words_cost_the_same_budget_on_lists_in_feeds_files_and_the_interface(room, client, monkeypatch, path):
    monkeypatch.setattr(limits, "SEARCHES_AN_HOUR", 2)
    first = client.get("/search/", {"q": "bridge"}, REMOTE_ADDR=OUTSIDE)
    said = [client.get(path, {"q": f"port {n}"}, REMOTE_ADDR=OUTSIDE) for n in range(3)]
    assert [first.status_code, *(answer.status_code for answer in said)] == [200, 200, 429, 429]
    assert said[-1]["Retry-After"] == "3600"
    assert "no-store" in said[-1]["Cache-Control"]
    assert client.get(path, REMOTE_ADDR=OUTSIDE).status_code == 200, "without words nothing is searched"
    assert client.get("/search/", {"city": "macao"}, REMOTE_ADDR=OUTSIDE).status_code == 429


@pytest.mark.threat("P09")
def test_crawlers_are_kept_from_the_copies_and_shown_the_whole(client, room):
    rules = client.get("/robots.txt").content.decode()
    assert "Disallow: /*?" in rules
    assert "Disallow: /admin/" in rules
    assert "/sitemap.xml" in rules
    assert "noindex" in client.get("/deals/?city=macao").content.decode()
    assert "noindex" not in client.get("/deals/").content.decode()
    about = client.get("/about/").content.decode()
    assert "/deals.csv" in about
    assert "/api/v1/schema" in about


@pytest.mark.threat("W14")
@pytest.mark.parametrize(
    "note", ["{{ 7|add:42 }} {% load static %}", "**bold** [x](javascript:alert(1))", "<img src=x onerror=alert(1)>"]
)
def test_a_curators_note_is_plain_text(client, note):
    deal = make_deal(1)
    boss = make_person("boss")
    accept_deal(deal=deal, by=boss, now=NOW, note=note)
    client.force_login(boss)
    page = client.get(f"/admin/articles/deal/{deal.pk}/history/").content.decode()
    shown = note.replace("<", "&lt;").replace(">", "&gt;")
    assert shown in page
    assert "49" not in re.findall(r">\s*(\d+) ", page)
    assert "<img src=x" not in page
