"""Entries that say nothing new are not cleaned again, and nothing else is different for that."""

import hashlib
import random
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.html import escape

from articles.actions.polling import known
from articles.actions.polling.preparing import prepare
from articles.models import Article, Entry, Feed, Poll
from articles.pipeline.parsing import clean_entries, entries, outline_feed, parse_feed
from articles.pipeline.parsing.records import RawEntry
from tests.articles.actions.polling.conftest import NOW
from tests.feedserver import Told, rss

HOUR = timedelta(hours=1)
GUIDS = ["1", "2", "3", "4", "", "長" * 300, "https://paper.example/7", "same", " same "]
WORDS = [
    "Zhuhai signs.", "兩地簽署合作備忘錄。", "<p>Two  cities</p>", "<p>Two cities</p>", "Dois portos & um acordo",
    '<img alt="Signing" src="/a.jpg">Two cities', '<img alt="A handshake" src="/a.jpg">Two cities', "", "a&#146;b",
]  # fmt: skip
LINKS = ["", "/a", "/b", "https://paper.example/7", "https://other.example/x", "-"]
DATES = ["Mon, 02 Nov 2026 10:00:00 +0800", "2026-11-02 09:00", "two hours ago", "soon"]


def item(chance):
    told = Told(
        chance.choice(GUIDS), chance.choice(["One", "Two", "<b>Three</b>", "", "四"]), chance.choice(WORDS),
        chance.choice(LINKS), chance.choice(DATES),
    )  # fmt: skip
    if told.guid and chance.random() < 0.3:
        # What the parser makes of a repeated guid, forged.
        link = hashlib.sha256(f"https://paper.example/{told.guid}".encode()).hexdigest()[:12]
        return Told(f"{told.guid}#{link}", told.title, told.text, told.link, told.published)
    return told


def document(chance, held):
    """The next state of a feed: most items as they were, some changed, gone, come back, repeated or reordered."""
    for place in range(len(held)):
        if chance.random() < 0.2:
            held[place] = item(chance)
    for _ in range(chance.randrange(3)):
        held.insert(chance.randrange(len(held) + 1), item(chance))
    shown = [told for told in held if chance.random() < 0.85]
    if chance.random() < 0.2:
        chance.shuffle(shown)
    return rss(*shown)


def rows():
    """All that polls leave behind, but what the words were cleaned from."""
    told = Entry.objects.order_by("pk").values_list(
        "feed__slug", "article__canonical_url", "guid", "generation", "url", "title", "content_hash", "first_seen_at",
        "last_changed_at",
    )  # fmt: skip
    said = Article.objects.order_by("canonical_url").values_list(
        "canonical_url", "title", "summary", "body", "published_at", "updated_at", "processed_at", "feed__slug",
        "is_carried", "publisher", "lang", "text_given_up_at",
    )  # fmt: skip
    polls = Poll.objects.order_by("pk").values_list("outcome", "entries", "new", "updated", "duplicates", "unchanged")
    feeds = Feed.objects.order_by("pk").values_list("slug", "next_poll_at", "interval_seconds", "stale_at", "failures")
    return [*told], [*said], [*polls], [*feeds]


class Apart(Exception):
    """Ends a run, so that the next one begins with an empty database."""


def befall(chance):
    """Between two polls everything is processed; an article may be deleted, another lose its text by age."""
    Article.objects.update(processed_at=NOW)
    articles = list(Article.objects.order_by("canonical_url"))
    if articles and chance.random() < 0.3:
        articles.pop(chance.randrange(len(articles))).delete()
    if articles and chance.random() < 0.3:
        told = Article.objects.filter(pk=chance.choice(articles).pk)
        told.update(summary="", body="", text="", text_given_up_at=NOW)


def life(seed, poll, make_feed):
    """A few days of two feeds in which everything may happen; what they leave behind."""
    chance, found = random.Random(seed), []
    try:
        with transaction.atomic():
            make_feed()
            make_feed("gazette", "https://other.example/feed", publisher="The Gazette")
            held = {"delta": [], "gazette": []}
            for hour in range(7):
                slug = chance.choice(["delta", "delta", "gazette"])
                Feed.objects.update(body_hash="", timezone=chance.choice(["Asia/Hong_Kong", "UTC"]))
                found.append(poll({slug: document(chance, held[slug])}, now=NOW + hour * HOUR)[slug].counts)
                befall(chance)
                found.append(rows())
            raise Apart
    except Apart:
        return found


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 6))])
def test_the_outcome_is_that_of_cleaning_everything_every_time(poll, make_feed, monkeypatch, seed):
    knowing = [life((seed, n).__hash__(), poll, make_feed) for n in range(3)]
    monkeypatch.setattr("articles.actions.polling.polling.known_entries", None)
    assert [life((seed, n).__hash__(), poll, make_feed) for n in range(3)] == knowing


def test_known_words_are_not_cleaned_again(poll, make_feed, monkeypatch):
    make_feed()
    cleaned = []
    monkeypatch.setattr(entries, "_clean", lambda named, *rest, clean=entries._clean: cleaned.append(named.guid)
                        or clean(named, *rest))  # fmt: skip
    told = [Told(str(n), f"Title {n}", f"Words {n}") for n in range(5)]
    for more in ([], [Told("5", "New", "Words")]):
        Feed.objects.update(body_hash="")
        poll({"delta": rss(*told, *more)})
    assert cleaned == ["0", "1", "2", "3", "4", "5"]


def test_rows_of_an_older_release_are_filled_up_when_they_are_seen_again(poll, make_feed):
    make_feed()
    poll({"delta": rss(Told("1", "One"), Told("2", "Two"))})
    hashes = dict(Entry.objects.values_list("guid", "raw_hash"))
    Entry.objects.update(raw_hash=None)
    Feed.objects.update(body_hash="")
    counts = poll({"delta": rss(Told("1", "One"))}, now=NOW + HOUR)["delta"].counts
    assert (counts.unchanged, counts.updated) == (1, 0)
    assert dict(Entry.objects.values_list("guid", "raw_hash")) == {"1": hashes["1"], "2": None}
    assert all(-(1 << 63) <= value < 1 << 63 for value in hashes.values())


def test_an_article_that_is_deleted_while_its_feed_is_read_comes_anew(poll, make_feed, monkeypatch):
    make_feed()
    body = rss(Told("1", "One", "Words"), Told("2", "Two", "Words"))
    poll({"delta": body})
    Feed.objects.update(body_hash="")

    def looks_up(feed, guids, look=known.known_entries):
        found = look(feed, guids)
        Article.objects.get(title="One").delete()
        return found

    monkeypatch.setattr("articles.actions.polling.polling.known_entries", looks_up)
    counts = poll({"delta": body}, now=NOW + HOUR)["delta"].counts
    assert (counts.new, counts.unchanged) == (1, 1)
    assert Article.objects.get(title="One").summary == "Words"


OUTCOME = ("1", "33170f1a707d1d12")


def test_cleaning_otherwise_makes_every_entry_unknown():
    """Whoever changes what comes out of the same raw words has to raise ``CLEANING``, or corrections stay unseen."""
    said = b"".join(
        b"<item><title>%s</title><guid>%d</guid><description>%s</description></item>"
        % (escape(words).encode(), n, escape(words * (1 + 300 * (n % 3))).encode())
        for n, words in enumerate([*WORDS, "<script>x</script>é\u0301\u200b<!-- c --> b", "x" * 600, "<div>" * 500])
    )
    body = b'<rss version="2.0"><channel><title>T</title>%s</channel></rss>' % said
    asked = {"content_type": "", "url": "https://a.example/", "timezone": "UTC", "fetched_at": NOW}
    told = [prepare(entry, feed_url="https://a.example/").content_hash for entry in parse_feed(body, **asked).entries]
    assert len(told) == 10
    assert (entries.CLEANING.split()[0], hashlib.sha256("".join(told).encode()).hexdigest()[:16]) == OUTCOME


def test_whoever_knows_an_entry_is_told_who_and_when_it_is_apart_from_those_with_words():
    asked = {"content_type": "", "url": "https://a.example/", "timezone": "UTC", "fetched_at": NOW}
    outline = outline_feed(rss(Told("1", "One", "Words"), Told("2", "Two", "Words")), **asked)
    assert outline.document.entries == ()
    document = clean_entries(outline, {"1": outline.entries[0].raw_hash, "2": 7})
    (one,), (two,) = document.unchanged, document.entries
    assert (one.guid, two.guid, two.title) == ("1", "2", "Two")
    assert one.published_at == two.published_at is not None


def test_what_an_entry_was_cleaned_from_is_called_the_same_by_every_release():
    """Else every entry of every feed would be cleaned and written anew once."""
    raw = RawEntry(title="Zhuhai signs", title_is_text=True, summary="<p>兩地</p>", content="\ud800")
    words = f"{entries.CLEANING} (True, False, False) [12, 9, 1] Zhuhai signs<p>兩地</p>\ud800"
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    assert entries.raw_hash(raw) == int.from_bytes(digest, "big", signed=True)
