import time
from datetime import UTC, datetime

import pytest

from articles.pipeline.parsing import RecipeError, parse_list, read_recipe

NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
URL = "https://bureau.example/news/"
PAGE = """<!doctype html><html lang="zh-Hant"><head><title>最新消息 – 商務局</title></head><body>
<nav><ul><li><a href="/about">關於本局</a></li></ul></nav>
<ul class="news list">
<li class="row"><span class="date">2026年11月2日</span>
<a href="detail?id=81&amp;utm_source=home">兩地簽署物流合作備忘錄</a></li>
<li class="row"><span class="date">2026-10-30</span>
<a href="/news/80.html" title="Porto de águas profundas">Porto…</a></li>
<li class="row"><time datetime="2026-10-29T09:30:00+08:00">上周四</time><a href="https://m.bureau.example/news/79.html">Ferry
 berth opens</a></li>
<li class="row ad"><span class="date">2026-10-28</span> <a href="https://shop.example/">Buy now</a></li>
<li class="row"><span class="date">2026-10-27</span> no link here</li>
</ul><dl><dt><a href="/notice/5">Notice of tender</a></dt><dd>26 October 2026</dd></dl></body></html>"""
CSS = {"by": "css", "item": "ul.news > li.row:not(.ad)", "date": "time, .date"}


def read(said, page=PAGE, **more):
    given = {"content_type": "text/html", "url": URL, "timezone": "Asia/Hong_Kong", "fetched_at": NOW}
    body = page if isinstance(page, bytes) else page.encode()
    return parse_list(body, read_recipe(said), **given | more)


def rows(found):
    return [
        (entry.url, entry.title, entry.published_at and f"{entry.published_at:%m-%d %H:%M}") for entry in found.entries
    ]


EXPECTED = [
    ("https://bureau.example/news/detail?id=81&utm_source=home", "兩地簽署物流合作備忘錄", "11-01 16:00"),
    ("https://bureau.example/news/80.html", "Porto…", "10-29 16:00"),
    ("https://m.bureau.example/news/79.html", "Ferry berth opens", "10-29 01:30"),
]


@pytest.mark.parametrize(
    "said",
    [
        CSS,
        {**CSS, "link": "a", "title": "a"},
        {
            "by": "xpath",
            "item": "//ul[contains(@class, 'news')]/li[not(contains(@class, 'ad'))]",
            "link": "a/@href",
            "title": "./a/text()",
            "date": ".//time/@datetime | span[@class='date']",
        },
    ],
)
def test_a_list_page_is_read_by_css_and_by_xpath(said):
    found = read(said)
    assert (found.status, found.kind, found.title, found.language) == ("ok", "list", "最新消息 – 商務局", "zh-Hant")
    assert rows(found) == EXPECTED
    assert found.skipped == 1, "an item without a link is counted"


def test_identity_is_the_canonical_address_so_that_a_second_reading_brings_nothing_new():
    assert [entry.guid for entry in read(CSS).entries] == [entry.guid for entry in read(CSS).entries]
    assert read(CSS).entries[0].guid == "https://bureau.example/news/detail?id=81"


def test_a_date_may_stand_beside_its_item():
    found = read({"by": "xpath", "item": "//dt", "date": "following-sibling::dd[1]"})
    assert rows(found) == [("https://bureau.example/notice/5", "Notice of tender", "10-25 16:00")]


def test_a_page_in_a_chinese_encoding_is_read_whatever_its_label():
    body = PAGE.replace("zh-Hant", "zh-Hans").encode("gb18030")
    assert rows(read(CSS, body, content_type="text/html; charset=utf-8")) == EXPECTED


@pytest.mark.parametrize(
    ("page", "status", "errors"),
    [
        (b"", "parse_error", ("empty_body",)),
        ("<html><body><p>Nothing of ours</p></body></html>", "empty", ()),
        ("<html><head><title>Just a moment</title></head><body></body></html>", "not_a_feed", ("challenge_page",)),
        ("<html><body><form><input type=password></form></body></html>", "not_a_feed", ("login_page",)),
        ("x" * (4 * 1024 * 1024 + 1), "parse_error", ("page_too_large",)),
        ("<html>" + "<i></i>" * 100_001, "parse_error", ("too_many_elements",)),
    ],
)
def test_a_page_on_which_nothing_is_found_says_why(page, status, errors):
    found = read(CSS, page)
    assert (found.status, found.errors, found.entries) == (status, errors, ())


def test_hostile_items_bring_no_markup_and_no_strange_address():
    page = """<ul class=news><li class=row><a href="javascript:alert(1)">&lt;script&gt;x</a></li>
    <li class=row><a href="//user:pw@evil.example/">a</a><li class=row><a href="#top">b</a><li class=row>
    <a href="/1">&lt;b&gt;bold&lt;/b&gt;\u202e</a></ul>"""
    found = read(CSS, page)
    assert [(entry.url, entry.title) for entry in found.entries] == [("https://bureau.example/1", "<b>bold</b>")]
    assert found.skipped == 3


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "item is missing"),
        ({"item": "li", "by": "python"}, "neither css nor xpath"),
        ({"item": "li", "code": "x"}, "unknown field"),
        ({"item": "li[", "by": "css"}, "cannot be read"),
        ({"item": "li:first-child"}, "may not stand|not offered"),
        ({"item": "a" * 301}, "at most 300"),
        ({"item": ["li"]}, "at most 300"),
        ({"item": "//li/a/@href", "by": "xpath"}, "lead to elements"),
        ({"item": "//li[document('file:///etc/passwd')]", "by": "xpath"}, "document is not offered"),
        ({"item": "//li[re:test(., 'x')]", "by": "xpath"}, "not understood"),
        ({"item": "//li[count(//a) > 3]", "by": "xpath"}, "may not stand|not offered"),
        ({"item": "//li[.//li]", "by": "xpath"}, "may not stand"),
        ({"item": "//li[a[b]]", "by": "xpath"}, "may not stand"),
        ({"item": "//li[ancestor::ul]", "by": "xpath"}, "may not stand"),
        ({"item": "//li[$x]", "by": "xpath"}, "not understood"),
        ({"item": "//li/preceding::a", "by": "xpath"}, "may not stand|not understood"),
        ({"item": "/" + "/a" * 13, "by": "xpath"}, "between 1 and 12"),
        ({"item": "//li[contains(@class, 'x'", "by": "xpath"}, "not closed"),
        ({"item": "string(//a)", "by": "xpath"}, "stands where a step ends"),
        ({"item": "//li/", "by": "xpath"}, "steps are wanted|no name"),
        ({"item": "//li[]", "by": "xpath"}, "empty condition"),
    ],
)
def test_a_recipe_that_asks_for_more_than_a_walk_through_the_page_is_refused(said, words):
    with pytest.raises(RecipeError, match=words):
        read_recipe(said)


@pytest.mark.threat("Q09", "X03")
@pytest.mark.parametrize(
    "item",
    ["//*//*//*//*//*//*", "//div//div//div//div", "//*[contains(., 'zz')]//*[contains(., 'zz')]"],
)
@pytest.mark.parametrize("page", ["<div>" * 20_000 + "x", "<div><p>a</p></div>" * 20_000, "<p>" + "zz" * 1_000_000])
def test_no_recipe_makes_a_page_cost_more_than_a_few_walks(item, page):
    began = time.process_time()
    read({"by": "xpath", "item": item, "link": "//a//a//a", "date": "//*//*"}, page)
    assert time.process_time() - began < 5


def test_no_more_than_five_hundred_items_are_taken_and_the_rest_counted():
    page = "<ul class=news>" + "".join(f"<li class=row><a href='/{n}'>{n}</a>" for n in range(700)) + "</ul>"
    found = read(CSS, page)
    assert (len(found.entries), found.over_limit) == (500, 200)
