"""The desk speaks the language that its curator chose, else that of the browser; public pages never ask."""

import pytest

from tests.articles.desk import make_person

pytestmark = pytest.mark.django_db


def test_the_desk_speaks_as_the_browser_prefers_until_its_curator_chooses(client):
    client.force_login(make_person("boss"))
    assert 'lang="zh-hant"' in client.get("/admin/", headers={"accept-language": "zh-HK,zh;q=0.9,en;q=0.5"}).text
    chosen = client.post("/admin/language/", {"language": "pt", "next": "/admin/articles/deal/"})
    assert chosen["Location"] == "/admin/articles/deal/"
    cookie = chosen.cookies["desk_language"]
    assert (cookie["path"], cookie["samesite"], bool(cookie["httponly"])) == ("/admin/", "Lax", True)
    answer = client.get("/admin/articles/deal/", headers={"accept-language": "zh-HK"})
    assert 'lang="pt"' in answer.text
    assert answer["Content-Language"] == "pt"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_login_speaks_it_too_and_a_public_page_does_not(client):
    assert 'lang="zh-hans"' in client.get("/admin/login/", headers={"accept-language": "zh-CN"}).text
    client.cookies["desk_language"] = "pt"
    answer = client.get("/about/", headers={"accept-language": "zh-CN"})
    assert 'lang="en-HK"' in answer.text
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("onward", ["https://evil.example.org/", "//evil.example.org", "javascript:alert(1)"])
def test_the_choice_of_a_language_leads_to_no_other_site(client, onward):
    client.force_login(make_person("boss"))
    answer = client.post("/admin/language/", {"language": "pt", "next": onward}, headers={"referer": onward})
    assert answer["Location"] == "/pt/"


def test_a_page_for_others_says_so_in_the_language_of_the_desk_and_leads_back(client):
    client.force_login(make_person("curator", "Curator"))
    answer = client.get("/admin/digests/subscriber/", headers={"accept-language": "pt"})
    assert answer.status_code == 403
    assert "Não é para esta conta" in answer.text
    assert 'href="/admin/"' in answer.text
