from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from articles.actions.curation import accept_deal, correct_deal, link_report, reject_deal, retag_article
from articles.actions.processing import process_articles
from articles.actions.rollups import find_drift
from articles.models import (
    Article,
    ArticleRevision,
    DataGeneration,
    Deal,
    DealEvent,
    DealReport,
    Evidence,
    Tag,
    Tagging,
)
from articles.search import search_articles
from tests.articles.newsroom import (
    CATS,
    HENGQIN_IN_PORTUGUESE,
    MEMORANDUM,
    MEMORANDUM_IN_CHINESE,
    NOW,
    PAYMENTS,
    make_feed,
    make_labels,
    make_waiting,
    process,
    process_again,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=2)


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


@pytest.fixture
def curator():
    return User.objects.create_user("curator")


def snapshot():
    """Everything that processing writes, without keys and times."""
    return {
        "articles": sorted(Article.objects.values_list("canonical_url", "text", "excerpt", "is_relevant", "story")),
        "taggings": sorted(Tagging.objects.values_list("article", "tag", "score", "decision")),
        "reports": sorted(DealReport.objects.values_list("article", "position", "deal__slug", "type", "status")),
        "evidence": sorted(Evidence.objects.values_list("report__article", "field", "quote", "start")),
        "deals": sorted(Deal.objects.values_list("pk", "slug", "title", "status", "review", "filed_on")),
        "parties": sorted(Deal.objects.values_list("slug", "parties__name", "parties__tag")),
        "events": sorted(DealEvent.objects.values_list("deal", "event", "happened_at")),
        "revisions": sorted(ArticleRevision.objects.values_list("article", "number", "text")),
    }


def change(article, news):
    """Let a poll have found the article changed."""
    Article.objects.filter(pk=article.pk).update(title=news[0], summary=news[1], processed_at=None, attempts=0)


def test_every_quote_stands_in_the_text_where_the_evidence_says():
    process(*(make_waiting(news) for news in (MEMORANDUM, MEMORANDUM_IN_CHINESE, PAYMENTS, HENGQIN_IN_PORTUGUESE)))

    rows = list(Evidence.objects.select_related("report__revision"))
    assert rows
    assert all(row.report.revision.text[row.start : row.end] == row.quote for row in rows)


def test_processing_again_changes_nothing():
    news = [make_waiting(item) for item in (MEMORANDUM, MEMORANDUM_IN_CHINESE, PAYMENTS, HENGQIN_IN_PORTUGUESE, CATS)]
    process(*news)
    before = snapshot()
    result = process_again(*news, now=LATER)

    assert result.deals == 0
    assert snapshot() == before
    assert find_drift() == {}


def test_what_was_kept_is_found_counted_and_seen_by_caches():
    before = DataGeneration.current()
    article = make_waiting(MEMORANDUM)
    process(article, make_waiting(CATS))

    assert search_articles("memorandum") == [article]
    assert find_drift() == {}
    assert DataGeneration.current() > before


def test_an_article_that_changes_gets_a_second_revision_and_its_deal_keeps_its_name():
    article = make_waiting(PAYMENTS)
    process(article)
    deal = Deal.objects.get()
    change(article, (PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "HK$3 billion")))
    process(article, now=LATER)

    changed = Deal.objects.get()
    assert (changed.pk, changed.slug) == (deal.pk, deal.slug)
    assert changed.amount == 3_000_000_000
    assert list(article.revisions.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert DealReport.objects.get().revision.number == 2


@pytest.mark.threat("F09")
def test_a_correction_by_the_publisher_does_not_overwrite_the_curator(curator):
    article = make_waiting(PAYMENTS)
    process(article)
    deal = Deal.objects.get()
    second = User.objects.create_user("second")
    for person in (curator, second):
        accept_deal(deal=deal, by=person, now=NOW)  # two, since it is large
    correct_deal(deal=deal, field="money", value={"amount": "5000000000", "currency": "CNY"}, by=curator, now=NOW)
    correct_deal(deal=deal, field="cities", value=["hong-kong"], by=curator, now=NOW)
    accept_deal(deal=deal, by=second, now=NOW)  # and two again for another large amount
    change(article, (PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "HK$3 billion")))
    process(article, now=LATER)

    deal.refresh_from_db()
    assert (deal.amount, deal.currency, deal.review) == (5_000_000_000, "CNY", "accepted")
    assert list(deal.tags.filter(kind="city").values_list("slug", flat=True)) == ["hong-kong"]
    assert DealReport.objects.get().amount == 3_000_000_000


def test_a_rejected_deal_never_comes_back_by_itself(curator):
    article = make_waiting(PAYMENTS)
    process(article)
    reject_deal(deal=Deal.objects.get(), reason="advert", by=curator, now=NOW)
    process_again(article, now=LATER)
    process(make_waiting(PAYMENTS, feed=make_feed("delta-daily")), now=LATER)

    assert Deal.objects.get().review == "rejected"
    assert Deal.objects.get().report_count == 2


def test_a_deal_that_nobody_reports_any_more_is_withdrawn_where_readers_were_told_of_it(curator):
    article = make_waiting(PAYMENTS)
    process(article)
    slug = Deal.objects.get().slug
    change(article, CATS)
    process(article, now=LATER)

    deal = Deal.objects.get()
    assert (deal.slug, deal.review, deal.review_reason) == (slug, "rejected", "no_longer_told")
    assert (deal.report_count, deal.changed_at) == (0, LATER)
    assert not Deal.objects.published().exists()
    assert list(deal.events.order_by("pk").values_list("event", flat=True)) == ["new", "rejection:1"]
    assert not article.is_relevant
    assert find_drift() == {}
    process_again(article, now=LATER)
    assert Deal.objects.get().review == "rejected"
    assert deal.events.count() == 2


def test_a_deal_that_nobody_reports_any_more_and_nobody_was_told_of_goes(curator):
    article = make_waiting(PAYMENTS)
    process(article)
    DealEvent.objects.all().delete()
    change(article, CATS)
    process(article, now=LATER)

    assert not Deal.objects.exists()
    assert find_drift() == {}


def test_a_withdrawn_deal_that_its_article_tells_again_is_back_at_its_address(curator):
    article = make_waiting(PAYMENTS)
    process(article)
    deal = Deal.objects.get()
    change(article, CATS)
    process(article, now=LATER)
    # In other words than before, so that a new deal would have another name.
    change(article, (PAYMENTS[0], PAYMENTS[1].replace("5 March", "4 March").replace("cooperation agreement", "MoU")))
    process(article, now=LATER)

    assert Deal.objects.get() == deal
    deal.refresh_from_db()
    assert (deal.review, deal.review_reason, deal.report_count) == ("unreviewed", "", 1)
    assert deal.type == "mou"
    events = ["new", "rejection:1", "return:1"]
    assert list(deal.events.order_by("pk").values_list("event", flat=True)) == events
    assert find_drift() == {}


def test_a_new_article_founds_a_deal_of_its_own_beside_a_withdrawn_one(curator):
    article = make_waiting(PAYMENTS)
    process(article)
    change(article, CATS)
    process(article, now=LATER)
    process(make_waiting(PAYMENTS, feed=make_feed("delta-daily")), now=LATER)

    assert sorted(Deal.objects.values_list("review", flat=True)) == ["rejected", "unreviewed"]


def test_a_deal_of_which_a_person_said_something_stays_without_a_report(curator):
    article = make_waiting(PAYMENTS)
    process(article)
    for person in (curator, User.objects.create_user("second")):
        accept_deal(deal=Deal.objects.get(), by=person, now=NOW)
    change(article, CATS)
    process(article, now=LATER)

    assert Deal.objects.get().review == "accepted"
    assert not DealReport.objects.exists()


def test_a_report_that_comes_back_finds_the_deal_that_was_kept_for_a_decision(curator):
    article = make_waiting(PAYMENTS)
    process(article)
    deal = Deal.objects.get()
    reject_deal(deal=deal, reason="old_news", by=curator, now=NOW)
    for news in (CATS, PAYMENTS):
        change(article, news)
        process(article, now=LATER)

    assert Deal.objects.get() == deal
    assert DealReport.objects.get().deal == deal
    assert Deal.objects.get().review == "rejected"


def test_tags_of_a_curator_are_untouched(curator):
    article = make_waiting(MEMORANDUM)
    process(article)
    removed, added = Tag.objects.get(kind="city", slug="shenzhen"), Tag.objects.get(kind="city", slug="macao")
    retag_article(article=article, tag=removed, decision="removed", by=curator, now=NOW)
    retag_article(article=article, tag=added, decision="added", by=curator, now=NOW)
    process_again(article, now=LATER)

    words = dict(Tagging.objects.filter(article=article, tag__kind="city").values_list("tag__slug", "decision"))
    assert words == {"hong-kong": "machine", "shenzhen": "removed", "macao": "added"}
    assert find_drift() == {}


def test_a_link_that_a_person_made_is_never_changed(curator):
    one, other = make_waiting(PAYMENTS), make_waiting(MEMORANDUM)
    process(one, other)
    report = DealReport.objects.get(article=other)
    deal = DealReport.objects.get(article=one).deal
    link_report(report=report, deal=deal, by=curator, now=NOW)
    process_again(one, other, now=LATER)

    assert Deal.objects.published().get() == deal
    assert DealReport.objects.get(article=other).is_linked_by_person


def test_a_report_keeps_its_rank_when_its_feed_is_deleted_and_it_is_read_again():
    feed = make_feed("people-daily", tier="A")
    article = make_waiting(PAYMENTS, feed=feed, publisher="")
    process(article)
    before = DealReport.objects.values_list("tier", "publisher").get()
    feed.delete()
    article.refresh_from_db()
    process_again(article, now=LATER)
    assert article.feed is None
    assert DealReport.objects.values_list("tier", "publisher").get() == before == ("A", "people-daily")


def test_a_reading_of_an_old_article_is_no_news_of_today():
    article = make_waiting(CATS)
    process(article)
    change(article, PAYMENTS)
    process(article, now=LATER)

    assert DealEvent.objects.get().happened_at == article.first_seen_at


def test_names_that_no_list_holds_become_tags_of_relevant_articles_only():
    text = "Harbour Robotics Co., Ltd. and Delta Rail Group signed a cooperation agreement in Hong Kong and Shenzhen."
    relevant = make_waiting(("Harbour Robotics signs with Delta Rail in Shenzhen and Hong Kong", text))
    other = make_waiting(("Cat show opens", "Kowloon Kittens Co., Ltd. opened a cat show in Kowloon on Saturday."))
    process(relevant, other)

    unlisted = Tagging.objects.filter(tag__is_listed=False)
    assert unlisted.filter(article=relevant).exists()
    assert not unlisted.filter(article=other).exists()


@pytest.mark.threat("F08")
def test_an_article_that_changed_24_times_stays_as_it_is():
    article = make_waiting(MEMORANDUM)
    process(article)
    ArticleRevision.objects.bulk_create(
        ArticleRevision(article=article, number=n, title="t", text=f"text {n}", content_hash=str(n), seen_at=NOW)
        for n in range(2, 25)
    )
    text = article.text
    change(article, CATS)
    process(article, now=LATER)

    assert article.processed_at == LATER
    assert (article.text, article.is_relevant) == (text, True)
    assert article.revisions.count() == 24
    assert DealReport.objects.count() == 1
    assert find_drift() == {}


def test_a_batch_takes_few_queries_however_many_articles_it_has(django_assert_max_num_queries):
    ids = [make_waiting((f"{MEMORANDUM[0]} {n}", f"{MEMORANDUM[1]} Number {n}.")).pk for n in range(30)]
    with django_assert_max_num_queries(89):
        assert process_articles(ids=ids, now=NOW).processed == 30
