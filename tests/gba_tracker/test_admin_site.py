"""The desk's own site: what its pages may hold under the policy, its sidebar, its first page, its search."""

import re
from pathlib import Path

import pytest
import unfold
from django.contrib.auth.models import User
from lxml import html

from articles.models import Article, Feed, ReviewDecision, ReviewItem, Tag
from tests.articles.desk import NOW, make_article, make_deal, make_feed, make_person
from tests.articles.test_admin_matrix import NAMES, address_of, rows  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
SIGN = "zqxj"
"""Stands in every text that comes from outside, so that it is found again wherever it went."""
HOSTILE = f"{SIGN}\" x-data=\"alert(1)\" ' x-init='alert(2)' <script>alert(3)</script><img src=x onerror=alert(4)>"
SCRIPTED = re.compile(r"x-|@|:|on[a-z]+$")
"""Attributes that Alpine or the browser would run: ``x-on:click``, ``@click``, ``:class``, ``onclick``."""


def poison(rows):  # noqa: F811
    """Put the sign into every text that a feed, a publisher or a reader writes."""
    Article.objects.update(title=HOSTILE, publisher=HOSTILE, text=HOSTILE, quarantine_reason=HOSTILE)
    Feed.objects.update(title=HOSTILE, publisher=HOSTILE, last_error=HOSTILE, note=HOSTILE)
    Tag.objects.update(name_en=HOSTILE, name_zh_hant=HOSTILE)
    ReviewDecision.objects.update(note=HOSTILE, reason=HOSTILE)
    rows["deal"].parties.update(name=HOSTILE)
    type(rows["deal"]).objects.update(title=HOSTILE, review_note=HOSTILE)
    report = rows["deal"].reports.get()
    report.evidence.update(quote=HOSTILE)
    report.publisher = HOSTILE
    report.save()
    rows["alias"].text = HOSTILE[:200]
    rows["alias"].save()
    User.objects.filter(username="reader").update(first_name=HOSTILE[:150], email="zqxj@example.org")


@pytest.mark.threat("A05", "W02", "W05")
def test_no_page_holds_a_script_a_style_or_a_handler_and_no_foreign_text_where_alpine_reads(client, rows):  # noqa: F811
    poison(rows)
    client.force_login(make_person(f"boss-{SIGN}"))
    seen, wrong = 0, []
    for name in NAMES:
        answer = client.get(address_of(name, rows))
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html") or answer.streaming:
            continue
        assert "unsafe" not in answer["Content-Security-Policy"], name
        page = html.fromstring(answer.content or b"<p>")
        seen += SIGN in answer.content.decode()
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag == "style" or (element.tag == "script" and "src" not in element.attrib):
                wrong.append((name, element.tag, (element.text or "")[:60]))
            for attribute, value in element.attrib.items():
                if attribute == "style" or attribute.startswith("on"):
                    wrong.append((name, attribute, value[:60]))
                if SCRIPTED.match(attribute) and SIGN in value:
                    wrong.append((name, attribute, value[:60]))
    assert wrong == []
    assert seen > 40


def test_our_skeleton_has_every_block_of_unfolds_own():
    block = re.compile(r"{% block ([\w-]+)")
    at = "templates/unfold/layouts/skeleton.html"
    ours = Path(__file__).parents[2] / at
    theirs = Path(unfold.__file__).parent / at
    assert set(block.findall(theirs.read_text())) == set(block.findall(ours.read_text()))


def test_the_sidebar_leads_a_curator_and_an_admin_where_each_may_go(client):
    ReviewItem.objects.create(kind="deal", key="deal:1", deal=make_deal(1), opened_at=NOW)
    seen = {}
    for group in ("Curator", "Admin"):
        client.force_login(make_person(group.lower(), group))
        page = html.fromstring(client.get("/admin/").content)
        seen[group] = [" ".join(link.text_content().split()[1:]) for link in page.cssselect("#nav-sidebar-apps ol a")]
        for link in page.cssselect("#nav-sidebar-apps ol a"):
            assert client.get(link.get("href")).status_code in (200, 503), link.get("href")
    assert seen["Curator"][:5] == ["Dashboard", "Review queue 1", "Deals", "Articles", "Stories"]
    assert "People" in seen["Admin"]
    assert "People" not in seen["Curator"]
    assert "Subscribers" not in seen["Curator"]


def test_the_first_page_says_what_waits_what_is_in_trouble_and_how_good_the_machine_was(client):
    feed = make_feed()
    Feed.objects.filter(pk=feed.pk).update(stale_at=NOW)
    deal = make_deal(1)
    ReviewItem.objects.create(kind="deal", key="deal:1", deal=deal, opened_at=NOW)
    make_article(2, quarantined_at=NOW)
    client.force_login(make_person("boss"))
    page = html.fromstring(client.get("/admin/").content)
    figures = {
        card.cssselect(".desk-figure-name")[0].text: (
            card.cssselect("strong")[0].text,
            card.cssselect("a")[0].get("href"),
        )
        for card in page.cssselect(".desk-figures li")
    }
    assert figures["Waiting for review"] == ("1", "/admin/review/")
    assert figures["Articles in quarantine"] == ("1", "/admin/articles/article/?processing=quarantined")
    assert figures["Silent feeds"] == ("1", "/admin/articles/feed/?health=stale")
    assert figures["Broken feeds"][0] == "0"
    assert figures["Precision, last 7 days"] == ("–", "/admin/review/quality/")
    for _value, address in figures.values():
        assert client.get(address).status_code == 200
    client.force_login(User.objects.create_user("staff", is_staff=True))
    assert ".desk-figures" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(("model", "empty"), [("deal", "?scope="), ("reviewdecision", "?reason=")])
def test_every_choice_of_a_filter_has_words_also_the_one_without_a_value(client, model, empty):
    deal = make_deal(1, scope="")
    ReviewDecision.objects.create(deal=deal, action="link", reason="", decided_at=NOW)
    client.force_login(make_person("boss"))
    page = html.fromstring(client.get(f"/admin/articles/{model}/").content)
    words = {link.get("href"): link.text_content().strip() for link in page.cssselect("#changelist-filter li a")}
    assert words[empty] == "none"
    assert all(words.values())
    assert page.cssselect("#changelist-filter-close")[0].get("aria-label") == "Close"


@pytest.mark.parametrize("query", ["", "s=", "s=%00", "s=a&page=abc", "s=a&page=-1", "s=zz&page=99", "s=" + "x" * 5000])
def test_the_search_of_the_desk_takes_any_query(client, query):
    client.force_login(make_person("boss"))
    assert client.get(f"/admin/search/?extended=1&{query}").status_code in (200, 404)


def test_the_search_of_the_desk_finds_what_the_person_may_see(client):
    make_deal(1, title="Lantern House pact")
    client.force_login(make_person("cu", "Curator"))
    assert "Lantern House pact" in client.get("/admin/search/?extended=1&s=lantern").content.decode()
    client.force_login(User.objects.create_user("staff", is_staff=True))
    assert "Lantern House pact" not in client.get("/admin/search/?extended=1&s=lantern").content.decode()


@pytest.mark.threat("A01")
def test_where_networks_are_named_the_desk_is_there_for_nobody_else(client, settings):
    settings.ADMIN_ALLOW = ["10.1.0.0/16"]
    client.force_login(make_person("boss"))
    for path in ("/admin/", "/admin/login/", "/admin/second-factor/", "/admin/articles/deal/", "/admin/jsi18n/"):
        assert client.get(path, REMOTE_ADDR="192.0.2.7").status_code == 404, path
        assert client.get(path, REMOTE_ADDR="10.1.2.3").status_code in (200, 302), path
        # Who says of himself that he comes from there, without a proxy of ours, is not believed.
        forged = client.get(path, REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": "10.1.2.3"})
        assert forged.status_code == 404, path
