"""Identity: which entries make articles, change them, or say nothing new."""

from datetime import timedelta

import pytest

from articles.actions.polling import Counts
from articles.actions.rollups import find_drift, rebuild_rollups
from articles.models import Article, ArticleRevision, Entry, Feed, FeedDay
from tests.articles.actions.polling.conftest import NOW
from tests.feedserver import Told, rss

LATER = NOW + timedelta(hours=1)
ONE = Told("1", "Zhuhai and Macao sign", "Two cities signed a paper.")
TWO = Told("2", "深圳與香港簽署備忘錄", "兩地簽署合作備忘錄。")


def counts(poll):
    return poll.counts


@pytest.fixture(autouse=True)
def feed(make_feed):
    return make_feed()


def process_all():
    """What processing leaves behind, as far as polling cares."""
    Article.objects.update(processed_at=NOW, attempts=0)


def test_new_entries_become_articles_that_wait_for_processing(poll):
    result = poll({"delta": rss(ONE, TWO)})["delta"]
    assert result.counts == Counts(new=2)
    assert sorted(result.article_ids) == sorted(Article.objects.values_list("pk", flat=True))
    article = Article.objects.get(title=TWO.title)
    assert (article.url, article.canonical_url) == ("https://paper.example/2", "https://paper.example/2")
    assert (article.publisher, article.is_carried, article.processed_at) == ("The Delta Paper", False, None)
    assert article.published_at == article.listed_at == NOW - timedelta(hours=2)
    assert (article.summary, article.date_basis) == (TWO.text, "stated")


def test_the_same_document_again_changes_nothing(poll):
    poll({"delta": rss(ONE, TWO)})
    Feed.objects.update(body_hash="")
    before = list(Article.objects.values()), list(Entry.objects.values())
    result = poll({"delta": rss(ONE, TWO)}, now=LATER)["delta"]
    assert result.counts == Counts(unchanged=2)
    assert (list(Article.objects.values()), list(Entry.objects.values())) == before


def test_changed_words_update_the_article_and_send_it_to_processing_again(poll):
    poll({"delta": rss(ONE, TWO)})
    process_all()
    told = Told("1", ONE.title, "Two cities signed three papers.")
    result = poll({"delta": rss(told, TWO)}, now=LATER)["delta"]
    assert result.counts == Counts(updated=1, unchanged=1)
    article = Article.objects.get(url="https://paper.example/1")
    assert (article.summary, article.processed_at, article.updated_at) == (told.text, None, LATER)
    assert result.article_ids == (article.pk,)
    assert Article.objects.exclude(pk=article.pk).get().processed_at == NOW


def test_an_article_in_quarantine_gets_another_chance_when_its_words_change(poll):
    poll({"delta": rss(ONE)})
    Article.objects.update(quarantined_at=NOW, quarantine_reason="died three times", attempts=3)
    poll({"delta": rss(Told("1", ONE.title, "Corrected."))}, now=LATER)
    article = Article.objects.get()
    assert (article.quarantined_at, article.quarantine_reason, article.attempts) == (None, "", 0)


@pytest.mark.threat("F06")
def test_an_old_guid_for_another_story_makes_a_new_article_and_keeps_the_old_one(poll):
    poll({"delta": rss(ONE)})
    reused = Told("1", "Foshan opens a port", "Another story.", link="https://paper.example/other")
    assert poll({"delta": rss(reused)}, now=LATER)["delta"].counts == Counts(new=1)
    assert Article.objects.filter(title=ONE.title).exists()
    assert list(Entry.objects.order_by("generation").values_list("guid", "generation")) == [("1", 0), ("1", 1)]
    Feed.objects.update(body_hash="")
    assert poll({"delta": rss(reused)}, now=LATER)["delta"].counts == Counts(unchanged=1)


@pytest.mark.parametrize(
    "told",
    [
        Told("1", "Zhuhai and Macao sign at last", ONE.text),
        Told("1", ONE.title, ONE.text + " Today.", link="https://paper.example/1-moved"),
    ],
)
def test_a_new_title_or_a_new_link_alone_is_an_edit(poll, told):
    poll({"delta": rss(ONE)})
    assert poll({"delta": rss(told)}, now=LATER)["delta"].counts == Counts(updated=1)
    assert Article.objects.count() == 1


def test_two_entries_for_one_page_are_one_article(poll):
    again = Told("other", ONE.title, ONE.text, link="https://paper.example/1?utm_source=rss")
    assert poll({"delta": rss(ONE, again)})["delta"].counts == Counts(new=1, duplicates=1)
    assert Entry.objects.values_list("article", flat=True).distinct().count() == 1
    Feed.objects.update(body_hash="")
    assert poll({"delta": rss(ONE, again)}, now=LATER)["delta"].counts == Counts(unchanged=2)


def test_a_guid_that_stands_twice_is_counted_once_as_a_duplicate(poll):
    assert poll({"delta": rss(ONE, ONE)})["delta"].counts == Counts(new=1, duplicates=1)


def test_entries_without_link_and_title_are_counted_as_skipped(poll):
    nothing = Told("9", "", "Words without a title.", link="-")
    assert poll({"delta": rss(ONE, nothing)})["delta"].counts == Counts(new=1, skipped=1)


def test_a_correction_under_a_new_guid_is_a_correction(poll):
    poll({"delta": rss(ONE, TWO)})
    corrected = Told("1-v2", ONE.title, "Two cities signed three papers.", link="https://paper.example/1")
    assert poll({"delta": rss(corrected, TWO)}, now=LATER)["delta"].counts == Counts(updated=1, unchanged=1)
    assert Article.objects.get(url="https://paper.example/1").summary == corrected.text


@pytest.mark.threat("F08")
def test_an_article_that_changed_24_times_is_frozen(poll):
    poll({"delta": rss(ONE)})
    article = Article.objects.get()
    ArticleRevision.objects.bulk_create(
        ArticleRevision(article=article, number=n, title="t", content_hash=str(n), seen_at=NOW) for n in range(1, 25)
    )
    process_all()
    assert poll({"delta": rss(Told("1", ONE.title, "It is 12:01."))}, now=LATER)["delta"].counts == Counts(unchanged=1)
    article.refresh_from_db()
    assert (article.summary, article.processed_at) == (ONE.text, NOW)


class TestCarried:
    """Articles of other publishers: no feed can own them."""

    URL = "https://gazette.example/news/7"
    SAID = "The Gazette says it in full."

    @pytest.fixture(autouse=True)
    def feeds(self, make_feed):
        make_feed("mirror", "https://mirror.example/feed", publisher="A mirror")
        make_feed("gazette", "https://feeds.gazette.example/all", publisher="The Gazette")

    def told(self, text, title="A port opens", guid="x"):
        return rss(Told(guid, title, text, link=self.URL))

    def test_an_article_of_another_domain_is_carried_and_named_after_its_own_publisher(self, poll):
        poll({"delta": self.told("In short.")})
        article = Article.objects.get()
        assert (article.is_carried, article.publisher, article.feed.slug) == (True, "The Gazette", "delta")

    def test_the_first_carrier_writes_and_another_one_only_duplicates(self, poll):
        poll({"delta": self.told("In short.")})
        assert poll({"mirror": self.told("Twisted.")}, now=LATER)["mirror"].counts == Counts(duplicates=1)
        assert poll({"mirror": self.told("Twisted again.")}, now=LATER)["mirror"].counts == Counts(duplicates=1)
        assert poll({"mirror": self.told("Twisted again.", guid="x")}, now=LATER)["mirror"].outcome == "not_modified"
        assert Article.objects.get().summary == "In short."

    def test_the_first_carrier_may_correct_what_it_wrote(self, poll):
        poll({"delta": self.told("In short.")})
        assert poll({"delta": self.told("In short, corrected.")}, now=LATER)["delta"].counts == Counts(updated=1)
        assert Article.objects.get().summary == "In short, corrected."

    def test_the_publishers_own_feed_takes_over(self, poll):
        poll({"delta": self.told("In short.")})
        process_all()
        assert poll({"gazette": self.told(self.SAID)}, now=LATER)["gazette"].counts == Counts(updated=1)
        article = Article.objects.get()
        assert (article.summary, article.feed.slug, article.is_carried) == (self.SAID, "gazette", False)
        assert article.processed_at is None
        assert poll({"delta": self.told("In short, again.")}, now=LATER)["delta"].counts == Counts(duplicates=1)
        assert Article.objects.get().summary == self.SAID

    def test_taking_over_the_same_words_is_no_update(self, poll):
        poll({"delta": self.told("The same.")})
        process_all()
        Article.objects.update(is_relevant=True)
        rebuild_rollups()
        assert FeedDay.objects.get(articles=1).feed.slug == "delta"
        assert poll({"gazette": self.told("The same.")}, now=LATER)["gazette"].counts == Counts(duplicates=1)
        article = Article.objects.get()
        assert (article.feed.slug, article.is_carried, article.processed_at) == ("gazette", False, NOW)
        assert FeedDay.objects.get(articles=1).feed.slug == "gazette"
        assert find_drift() == {}

    def test_taking_over_the_words_of_an_article_whose_text_was_given_up_is_no_update(self, poll):
        poll({"delta": self.told("The same.")})
        process_all()
        Article.objects.update(summary="", body="", text="", text_given_up_at=NOW)
        assert poll({"gazette": self.told("The same.")}, now=LATER)["gazette"].counts == Counts(duplicates=1)
        article = Article.objects.get()
        assert (article.feed.slug, article.text_given_up_at, article.processed_at) == ("gazette", NOW, NOW)
        Article.objects.update(feed=Feed.objects.get(slug="delta"), is_carried=True)
        Entry.objects.filter(feed__slug="gazette").delete()
        assert poll({"gazette": self.told(self.SAID, guid="y")}, now=LATER)["gazette"].counts == Counts(updated=1)
        article.refresh_from_db()
        assert (article.summary, article.text_given_up_at) == (self.SAID, None)

    @pytest.mark.threat("F07")
    def test_what_the_publisher_wrote_no_carrier_can_touch(self, poll):
        poll({"gazette": self.told(self.SAID)})
        assert poll({"delta": self.told("Hijacked.", "Fake")}, now=LATER)["delta"].counts == Counts(duplicates=1)
        assert Article.objects.get().summary == self.SAID

    @pytest.mark.threat("F07")
    def test_one_guid_in_two_feeds_is_two_entries(self, poll):
        poll(
            {
                "delta": rss(Told("same", "One", "1")),
                "mirror": rss(Told("same", "Two", "2", link="https://mirror.example/2")),
            }
        )
        assert Article.objects.count() == Entry.objects.count() == 2


def test_short_texts_wait_for_their_page_only_where_pages_are_wanted(poll, make_feed):
    make_feed("full", "https://full.example/feed")
    poll({"delta": rss(ONE)}, wants_pages=True)
    poll({"full": rss(Told("9", "Long", "word " * 300, link="https://full.example/9"))}, wants_pages=True)
    assert dict(Article.objects.values_list("title", "page_status")) == {ONE.title: "due", "Long": "not_wanted"}
    assert list(Article.objects.unprocessed().values_list("title", flat=True)) == ["Long"]


@pytest.mark.threat("F05")
def test_entries_that_share_one_guid_are_stored_once_each_hour_after_hour(poll):
    def told(*numbers):
        return rss(*(Told("same", f"Story {n}", f"Words {n}.", link=f"https://paper.example/{n}") for n in numbers))

    news = []
    for hour, numbers in enumerate([(3, 2, 1), (4, 3, 2, 1), (5, 4, 3, 2), (5, 4, 3, 2)]):
        Feed.objects.update(body_hash="")
        counts = poll({"delta": told(*numbers)}, now=NOW + timedelta(hours=hour))["delta"].counts
        news.append((counts.new, counts.updated, counts.unchanged))
    assert news == [(3, 0, 0), (1, 0, 2), (1, 0, 2), (0, 0, 4)]
    assert Article.objects.count() == 5


def test_five_hundred_entries_cost_a_handful_of_queries(poll, django_assert_max_num_queries):
    many = rss(*(Told(str(n), f"Title {n}", f"Text {n}") for n in range(500)))
    with django_assert_max_num_queries(49):  # SQLite takes rows by 999 values at a time
        assert poll({"delta": many})["delta"].counts == Counts(new=500)
    Feed.objects.update(body_hash="")
    with django_assert_max_num_queries(21):
        assert poll({"delta": many}, now=LATER)["delta"].counts == Counts(unchanged=500)


@pytest.mark.threat("E02")
@pytest.mark.parametrize(
    "bad", ["\x00", "\x08\x1b[31m", "&#0;", "&#xD800;", "\ufffe\uffff", "&#x202E;", "\x85\x9f", "\U000e0001"]
)
def test_no_character_keeps_an_entry_out_of_either_database(poll, bad):
    """The suite runs on SQLite and on PostgreSQL, which refuses NUL and lone surrogates."""
    words = "兩地簽署合作備忘錄，推動數據流通。" * 9
    body = rss(Told("1", "BEFOREafter", f"BEFOREafter {words}")).replace(b"BEFORE", f"深圳{bad}".encode())
    assert poll({"delta": body})["delta"].counts.new == 1
    article = Article.objects.get()
    assert article.title.startswith("深圳")
    assert article.title.endswith("after")
    assert all(character.isprintable() for character in article.title)


def test_an_entry_that_was_gone_and_comes_back_is_the_same_one(poll):
    counted = []
    for hour, told in enumerate([(ONE, TWO), (TWO,), (ONE, TWO), (TWO,), (Told("1", ONE.title, "Corrected."), TWO)]):
        Feed.objects.update(body_hash="")
        done = poll({"delta": rss(*told)}, now=NOW + timedelta(hours=hour))["delta"].counts
        counted.append((done.new, done.updated, done.unchanged))
    assert counted == [(2, 0, 0), (0, 0, 1), (0, 0, 2), (0, 0, 1), (0, 1, 1)]
    assert Article.objects.count() == Entry.objects.count() == 2
    assert Entry.objects.get(guid="1").first_seen_at == NOW


def test_a_tag_of_a_language_that_is_longer_than_its_column_is_cut(poll):
    """PostgreSQL would refuse the article, and with it all others of its feed, at every poll."""
    body = rss(ONE).replace(b"<description>News", b"<language>zh-Hant-HK-x-harbour</language><description>News")
    assert poll({"delta": body})["delta"].counts.new == 1
    assert Article.objects.get().lang == "zh-Hant-HK"


class TestAggregators:
    """Links of Google News name no publisher."""

    LINK = "https://news.google.com/rss/articles/CBMiX2h0dHBz?oc=5"

    def carried(self, poll, make_feed):
        make_feed("gnews", "https://news.google.com/rss/search?q=gba", publisher="Google News", tier="C")
        told = Told("CBMiX2h0dHBz", "Two cities sign - The Delta Paper", "", link=self.LINK)
        poll({"gnews": rss(told)}, wants_pages=True)
        return Article.objects.get(canonical_url__contains="news.google.com")

    def test_the_feed_is_the_carrier_and_the_publisher_unknown_rather_than_guessed(self, poll, make_feed):
        article = self.carried(poll, make_feed)
        assert (article.is_carried, article.publisher, article.feed.slug) == (True, "", "gnews")
        assert article.page_status == Article.PageStatus.NOT_WANTED, "its page is one for browsers alone"

    def test_the_publishers_own_article_stands_beside_it(self, poll, make_feed):
        carried = self.carried(poll, make_feed)
        poll({"delta": rss(Told("9", "Two cities sign", "They did.", link="https://paper.example/9"))})
        own = Article.objects.exclude(pk=carried.pk).get()
        assert (own.is_carried, own.publisher) == (False, "The Delta Paper")
