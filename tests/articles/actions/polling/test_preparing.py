from datetime import UTC, datetime, timedelta

import pytest

from articles.actions.polling.addressing import address_key
from articles.actions.polling.preparing import content_hash, listed_at, plain_text, prepare
from articles.pipeline.parsing import ParsedEntry

FEED = "https://paper.example/feed"
NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


def entry(**more):
    given = {
        "guid": "1", "url": "https://paper.example/1", "title": "A bridge", "summary_html": "<p>It opened.</p>",
        "content_html": "", "author": "", "categories": (), "published_at": NOW, "updated_at": None,
        "date_basis": "stated", "date_text": "", "lang": "en",
    }  # fmt: skip
    return ParsedEntry(**given | more)


@pytest.mark.parametrize(
    ("sanitised", "words"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("深<b>圳</b>市<br>簽署", "深圳市 簽署"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("  plain \n words ", "plain words"),
        ("", ""),
    ],
)
def test_words_come_out_of_markup_without_gluing_or_tearing(sanitised, words):
    assert plain_text(sanitised) == words


def test_markup_and_blanks_do_not_change_the_hash_but_words_and_captions_do():
    one = prepare(entry(), feed_url=FEED)
    same = prepare(entry(summary_html="<div> It  <b>opened</b>.</div>"), feed_url=FEED)
    assert one.content_hash == same.content_hash
    for other in (entry(title="The bridge"), entry(summary_html="It closed."), entry(captions=("The ribbon",))):
        assert prepare(other, feed_url=FEED).content_hash != one.content_hash
    assert content_hash("a b", "c") != content_hash("a", "b c")


@pytest.mark.threat("F07")
@pytest.mark.parametrize(
    ("url", "is_own"),
    [("https://news.paper.example/1", True), ("https://paper.example.evil.example/1", False), ("", False)],
)
def test_an_article_is_a_feeds_own_by_its_domain(url, is_own):
    assert prepare(entry(url=url), feed_url=FEED).is_own is is_own


def test_pieces_with_anchors_of_their_own_are_articles_of_their_own():
    page = "https://paper.example/today.html"
    keys = {address_key(f"{page}#{name}", f"{page}#{name}", feed_url=FEED) for name in ("a0806", "a0302")}
    assert len(keys) == 2
    assert address_key("7", f"{page}#a0806", feed_url=FEED) == address_key("7", page, feed_url=FEED)
    assert address_key(f"{page}#xtor=RSS-1", f"{page}#xtor=RSS-1", feed_url=FEED) == address_key(
        "7", page, feed_url=FEED
    )


def test_an_entry_without_a_link_has_a_key_of_its_feed_alone():
    key = address_key("1", "", feed_url=FEED)
    assert key.startswith("urn:uuid:")
    assert key == address_key("1", "", feed_url=FEED)
    assert key != address_key("1", "", feed_url="https://other.example/feed")


def test_an_entry_without_a_title_gets_its_opening_words():
    made = prepare(entry(title="", summary_html="<p>" + "word " * 100 + "</p>"), feed_url=FEED)
    assert made.title.startswith("word word")
    assert made.title.endswith("…")
    assert len(made.title) <= 121
    assert prepare(entry(title="", summary_html=""), feed_url=FEED).title == "https://paper.example/1"


@pytest.mark.threat("F12")
def test_a_date_in_the_future_does_not_put_an_article_on_top():
    assert listed_at(NOW + timedelta(hours=20), now=NOW) == NOW
    assert listed_at(NOW - timedelta(days=3), now=NOW) == NOW - timedelta(days=3)
    assert listed_at(None, now=NOW) == NOW


def test_keys_longer_than_their_column_are_hashed():
    made = prepare(entry(guid="g" * 900), feed_url=FEED)
    assert made.guid.startswith("urn:sha256:")
