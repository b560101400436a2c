"""Of a document like the last one only what differs is read, and nothing is found otherwise for that."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.html import escape

from articles.actions.polling import documents, known
from articles.actions.polling.records import Counts
from articles.actions.polling.remembering import Memories
from articles.fetcher import Response
from articles.models import Article, Entry, Feed, LastDocument
from articles.pipeline.parsing import feeds as parsing
from tests.articles.actions.polling.conftest import NOW
from tests.articles.actions.polling.test_known import Apart, rows
from tests.feedserver import Told, rss

HOUR = timedelta(hours=1)
WORDS = [
    "Zhuhai signs.",
    "兩地簽署合作備忘錄。",
    "<p>Two cities</p>",
    "Dois portos & um acordo",
    "",
    "<!-- more --> Two",
]
ODD_WORDS = ["]]>", "<item>", "</item>", "<![CDATA[", "-->", "a &#146; b"]
DATES = ["Mon, 02 Nov 2026 10:00:00 +0800", "Sun, 01 Nov 2026 08:30:00 GMT"]
ODD_DATES = ["", "2026-11-02 09:00", "Mon, 09 Nov 2026 10:00:00 +0800", "two hours ago", "soon"]
ODD_MARKUP = [
    "<!-- %s -->", "<category>%s</category>", "<title>%s</title>", '<x:y xmlns:x="urn:x"><title>%s</title></x:y>',
    "<![CDATA[%s]]>", "<item>%s</item>", '<link xml:base="https://x.example/">%s</link>',
]  # fmt: skip


def element(chance, number):
    """One entry as a feed may write it."""
    words = chance.choice(WORDS if chance.random() < 0.95 else ODD_WORDS)
    text = escape(words) if chance.random() < 0.7 or "]]>" in words else f"<![CDATA[{words}]]>"
    date = chance.choice(DATES) if chance.random() < 0.98 else chance.choice(ODD_DATES)
    odd = chance.choice(ODD_MARKUP) % escape(words) if chance.random() < 0.02 else ""
    guid = number if chance.random() < 0.98 else chance.randrange(number + 1)
    return (
        f"<item><title>{chance.choice(['One', 'Two', '四', ''])} {number}</title><guid>{guid}</guid>{odd}"
        f"<link>https://paper.example/{number}</link><pubDate>{date}</pubDate><description>{text}</description></item>"
    )


def document(chance, held):
    """The next state of a feed: most entries as they were, some new, changed, gone, repeated or elsewhere."""
    for place in range(len(held)):
        if chance.random() < 0.05:
            held[place] = element(chance, chance.randrange(9))
    for _ in range(chance.randrange(4)):
        held.insert(0 if chance.random() < 0.9 else len(held), element(chance, chance.randrange(400)))
    shown = [one for one in held if chance.random() < 0.97]
    odd = ["<!-- <item> -->", "<!-- made -->", "<language>pt</language>", "<image><title>x</title></image>"]
    around = chance.choice(odd) if chance.random() < 0.1 else ""
    made = f"<lastBuildDate>Mon, 02 Nov 2026 10:{chance.randrange(60):02}:00 GMT</lastBuildDate>"
    end = "</channel></rss>" if chance.random() < 0.97 else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Delta</title>'
        f"{made}{around}{chance.choice(['', ' ']).join(shown)}{end}"
    ).encode()


def life(seed, poll, make_feed):
    """Ten polls of a feed, after some of which an article is deleted or a zone corrected; what they leave behind."""
    chance, found, held = random.Random(seed), [], []
    try:
        with transaction.atomic():
            make_feed()
            for hour in range(10):
                found.append(poll({"delta": document(chance, held)}, now=NOW + hour * HOUR)["delta"].counts)
                found.append(rows())
                if chance.random() < 0.15:
                    Feed.objects.update(timezone=chance.choice(["Asia/Hong_Kong", "UTC"]))
                articles = list(Article.objects.order_by("canonical_url"))
                if articles and chance.random() < 0.15:
                    chance.choice(articles).delete()
            raise Apart
    except Apart:
        return found


@pytest.mark.parametrize("seed", range(6))
def test_the_outcome_is_that_of_reading_everything_every_time(poll, make_feed, monkeypatch, seed):
    parts = []
    monkeypatch.setattr(documents, "_read_part", lambda *asked, read=documents._read_part: parts.append(read(*asked))
                        or parts[-1])  # fmt: skip
    remembering = [life((seed, n).__hash__(), poll, make_feed) for n in range(4)]
    assert sum(part is not None for part in parts) >= 8
    monkeypatch.setattr(Memories, "of", lambda self, feed: None)
    assert [life((seed, n).__hash__(), poll, make_feed) for n in range(4)] == remembering


@pytest.fixture
def read(monkeypatch):
    """The numbers of entries that the reader of feeds has read of each document."""
    found = []

    def counts(text, look=parsing.read_plain_xml):
        raw = look(text)
        found.append(len(raw.entries) if raw else None)
        return raw

    monkeypatch.setattr(parsing, "read_plain_xml", counts)
    return found


FOUR = tuple(Told(str(n), f"Title {n}", f"Words {n}") for n in range(4))
FIVE = (Told("5", "New", "Words"), *FOUR)


def test_only_the_news_of_a_document_is_read(poll, make_feed, read):
    make_feed()
    poll({"delta": rss(*FOUR)})
    assert poll({"delta": rss(*FIVE)}, now=NOW + HOUR)["delta"].counts == Counts(new=1, unchanged=4)
    changed = (FIVE[0], replace(FIVE[1], text="Other words"), *FIVE[3:])
    assert poll({"delta": rss(*changed)}, now=NOW + 2 * HOUR)["delta"].counts == Counts(updated=1, unchanged=3)
    assert read == [4, 1, 1]


def test_a_document_that_says_when_it_was_made_is_not_read_again_for_that(poll, make_feed, read):
    make_feed()
    stamped = "<channel><lastBuildDate>Mon, 02 Nov 2026 1{}:00:00 GMT</lastBuildDate>"
    for hour in range(3):
        body = rss(*FOUR).replace(b"<channel>", stamped.format(hour).encode())
        counts = poll({"delta": body}, now=NOW + hour * HOUR)["delta"].counts
    assert counts == Counts(unchanged=4)
    assert read == [4, 0, 0]


def test_what_a_person_deleted_comes_again_as_long_as_its_feed_tells_it(poll, make_feed):
    make_feed()
    poll({"delta": rss(*FOUR)})
    Article.objects.get(title="Title 2").delete()
    assert poll({"delta": rss(*FIVE)}, now=NOW + HOUR)["delta"].counts == Counts(new=2, unchanged=3)
    assert Article.objects.get(title="Title 2").summary == "Words 2"


def test_what_is_deleted_while_the_news_is_read_comes_again(poll, make_feed, monkeypatch):
    make_feed()
    poll({"delta": rss(*FOUR)})

    def looks_up(feed, guids, look=known.known_entries):
        found = look(feed, guids)
        Article.objects.get(title="Title 2").delete()
        return found

    monkeypatch.setattr("articles.actions.polling.polling.known_entries", looks_up)
    assert poll({"delta": rss(*FIVE)}, now=NOW + HOUR)["delta"].counts == Counts(new=2, unchanged=3)
    assert Article.objects.get(title="Title 2").summary == "Words 2"


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.replace(b"<channel>", b"<channel><language>pt</language>"),
        lambda body: body.replace(b"</channel>", b"<ttl>60</ttl></channel>"),
        lambda body: body.replace(b'encoding="utf-8"', b'encoding="iso-8859-1"'),
    ],
    ids=["language", "time to live", "encoding"],
)
def test_a_document_that_is_another_around_its_entries_is_read_whole(poll, make_feed, read, change):
    make_feed()
    poll({"delta": rss(*FOUR)})
    poll({"delta": change(rss(*FIVE))}, now=NOW + HOUR)
    assert read == [4, 5]


@pytest.mark.parametrize("change", [{"timezone": "UTC"}, {"encoding": "utf-8"}, {"body_hash": ""}])
def test_a_feed_that_a_person_corrected_is_read_whole(poll, make_feed, read, change):
    make_feed()
    poll({"delta": rss(*FOUR)})
    Feed.objects.update(**change)
    poll({"delta": rss(*FIVE)}, now=NOW + HOUR)
    assert read == [4, 5]


def test_another_way_of_reading_reads_everything_again(poll, make_feed, read, monkeypatch):
    make_feed()
    poll({"delta": rss(*FOUR)})
    monkeypatch.setattr(documents, "CLEANING", "another release")
    poll({"delta": rss(*FIVE)}, now=NOW + HOUR)
    assert read == [4, 5]


def test_an_older_state_that_comes_back_is_an_update(poll, make_feed):
    """A row that was kept of a document before the last says nothing: its words have been replaced since."""
    make_feed()
    first, second = rss(*FOUR), rss(replace(FOUR[0], text="Other words"), *FOUR[1:])
    poll({"delta": first})
    kept = LastDocument.objects.get()
    poll({"delta": second}, now=NOW + HOUR)
    kept.save()
    assert poll({"delta": first}, now=NOW + 2 * HOUR)["delta"].counts == Counts(updated=1, unchanged=3)
    assert Article.objects.get(title="Title 0").summary == "Words 0"


@pytest.mark.parametrize(
    ("published", "is_remembered"),
    [
        ("Mon, 02 Nov 2026 10:00:00 +0800", True),
        ("", True),
        ("two hours ago", False),
        ("Mon, 09 Nov 2026 10:00:00 +0800", False),
    ],
)
def test_a_moment_that_would_be_read_otherwise_later_is_not_remembered(poll, make_feed, published, is_remembered):
    make_feed()
    poll({"delta": rss(*FOUR, Told("9", "Nine", "Words", published=published))})
    assert LastDocument.objects.exists() == is_remembered


@pytest.mark.parametrize("odd", ["<item><title>x</title></item>", "<category>a</category><title>x</title>"])
def test_a_document_with_a_doubt_anywhere_is_read_whole_each_time(poll, make_feed, read, odd):
    make_feed()
    poll({"delta": rss(*FOUR).replace(b"<title>Title 3", odd.encode() + b"<title>Title 3")})
    assert not LastDocument.objects.exists()


def test_an_entry_under_the_guid_of_another_is_read_beside_it(poll, make_feed, read):
    make_feed()
    poll({"delta": rss(*FOUR)})
    poll({"delta": rss(*FOUR, Told("2", "Another story", "Words", "https://paper.example/other"))}, now=NOW + HOUR)
    assert Entry.objects.count() == 5
    assert read == [4, 1, 5]


def test_a_list_page_has_no_elements(make_feed):
    feed = make_feed(recipe={"item": "li", "title": "a"})
    response = Response(0, "", feed.url, 200, rss(*FOUR), "text/html")
    asked = {"body_hash": "x", "now": NOW, "known": lambda *asked: {}, "remembered": lambda feed: None}
    assert documents.read_document(feed, response, **asked).memory is None


def test_a_feed_leaves_with_what_it_said(poll, make_feed):
    feed = make_feed()
    poll({"delta": rss(*FOUR)})
    feed.refresh_from_db()
    feed.delete()
    assert not LastDocument.objects.exists()
