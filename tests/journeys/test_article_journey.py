"""One article's whole way, with nothing faked: feed -> poll -> processing -> pages -> digest in a reader's mail box.

The same journey on SQLite with the embedded broker and, by two addresses
alone, on PostgreSQL with Redis; in both, web, workers and beat are processes.
"""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.conftest import ITEMS
from tests.live import TOPOLOGY, Browser
from tests.servers import wait_until

READER, HOUR = "reader@example.org", 8
# What the feed says of the memorandum; every quote must be a piece of it.
SAID = f"{ITEMS['harbour-daily'][0].title} {ITEMS['harbour-daily'][0].text}"


def mornings():
    """Give the next two Hong Kong mornings, after the reader's hour. Real processes read a real clock."""
    now = datetime.now(ZoneInfo("Asia/Hong_Kong"))
    first = now.replace(hour=9, minute=0, second=0, microsecond=0)
    if now.hour >= HOUR:
        first += timedelta(days=1)
    return first.isoformat(), (first + timedelta(days=1)).isoformat()


def import_feeds(product, feeds):
    file = product.folder / "feeds.yaml"
    file.write_text(feeds.list_of_feeds(), encoding="utf-8")
    return product.manage("feeds", "import", str(file))


@pytest.mark.parametrize(
    "product",
    ["embedded", pytest.param("servers", marks=[pytest.mark.long, pytest.mark.postgresql, pytest.mark.redis])],
    indirect=True,
)
@pytest.mark.threat("D09")
@pytest.mark.timeout(240)
def test_news_becomes_pages_and_a_digest(product, feeds, mail):
    assert import_feeds(product, feeds).startswith("added 3, updated 0, unchanged 0, refused 0")
    product.start(*TOPOLOGY)
    browser = Browser(product.address)

    # Nobody calls for a poll: beat's own tick does.
    wait_until(lambda: "sign memorandum on robotics" in browser.get("/articles/").text, "the articles are on a page")
    rows = json.loads(product.rows())
    assert len(rows["entries"]) == 4
    wait_until(lambda: json.loads(product.rows())["unprocessed"] == 0, "all are processed")

    assert_pages_show_the_deal(browser)
    reader_subscribes_and_is_mailed(product, browser, mail)

    # A second poll of the same feeds changes nothing.
    before = product.rows()
    report = json.loads(product.manage("poll", "--all", "--json"))
    assert [report["totals"][key] for key in ("feeds", "new", "updated")] == [3, 0, 0]
    assert product.rows() == before


def assert_pages_show_the_deal(browser):
    deals = json.loads(browser.get("/deals.json?type=mou&city=shenzhen&city=hong-kong&from=2026-11-01").text)
    deal = next(row for row in deals["results"] if not row["is_starter"])
    assert (deal["status"], deal["date"]) == ("signed", "2026-11-03")
    quote = deal["sources"][0]["quote"]
    assert quote in SAID

    page = browser.get(f"/deals/{deal['slug']}/")
    assert page.status == 200
    assert quote in page.text
    for path in ("/", "/deals/", "/cities/shenzhen/", "/timeline/"):
        answer = browser.get(path)
        assert answer.status == 200, path
        assert 'class="error"' not in answer.text
    assert "Shenzhen and Hong Kong sign memorandum" in browser.get("/articles/").text


def reader_subscribes_and_is_mailed(product, browser, mail):
    first_morning, second_morning = mornings()
    asked = browser.post("/subscribe/", email=READER, frequency="daily", hour=str(HOUR), timezone="Asia/Hong_Kong",
                         weekends="on")  # fmt: skip
    assert asked.status == 200
    wait_until(lambda: mail.to(READER), "the confirmation is in the box")
    text = mail.to(READER)[0].get_body(("plain",)).get_content()
    link = re.search(re.escape(product.address) + r"(/c/[^/\s]+/)", text)[1]
    assert browser.get(link).status == 200
    product.manage("send_digests", "--frequency", "daily", "--now", first_morning)
    assert len(mail.to(READER)) == 1, "who only opened the link is not subscribed"
    assert browser.post(link).status == 200

    product.manage("send_digests", "--frequency", "daily", "--now", first_morning)
    wait_until(lambda: len(mail.to(READER)) == 2, "the digest is in the box")
    digest = mail.to(READER)[1]
    for kind in ("plain", "html"):
        body = digest.get_body((kind,)).get_content()
        assert "/deals/" in body
        assert "/u/" in body
    product.manage("send_digests", "--frequency", "daily", "--now", first_morning)
    assert len(mail.to(READER)) == 2, "no digest is sent twice"

    one_click = re.search(re.escape(product.address) + r"(/u/[^/>\s]+/)", digest["List-Unsubscribe"])[1]
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Browser(product.address).post(one_click, **{"List-Unsubscribe": "One-Click"}).status == 200
    product.manage("send_digests", "--frequency", "daily", "--now", second_morning)
    assert len(mail.to(READER)) == 2, "who unsubscribed gets nothing"
