"""Which tags a person is asked about, and when nobody needs to be asked any more."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.curation import doubting, fill_queue, queue_counts, retag_article, undo
from articles.actions.curation.doubting import ASKED_FOR, MOST_OPEN, UNSURE_BELOW
from articles.actions.curation.worth import UNSURE_TAG, worth_of_deal
from articles.models import Article, ReviewDecision, ReviewItem, Tag, Tagging
from tests.articles.desk import NOW, make_article, make_person, make_tags

pytestmark = pytest.mark.django_db
UNSURE = UNSURE_BELOW - 0.1


def doubt(article, slug, **fields):
    tag = Tag.objects.get(slug=slug)
    values = {"confidence": UNSURE, "score": 1, **fields}
    return Tagging.objects.update_or_create(article=article, tag=tag, defaults=values)[0]


def asked():
    return set(ReviewItem.objects.open().filter(kind="tag").values_list("article", "tag__slug"))


def test_the_machines_unsure_tags_of_late_relevant_articles_are_asked_about_once():
    article = make_article(1)
    doubt(article, "shenzhen")
    doubt(article, "finance")
    doubt(article, "harbour-bureau")
    doubt(article, "macao", confidence=UNSURE_BELOW)
    doubt(article, "ai", decision="confirmed")
    doubt(article, "banks")
    doubt(make_article(2, is_relevant=False), "macao")
    doubt(make_article(3, listed_at=NOW - ASKED_FOR), "macao")
    late = make_article(4, listed_at=NOW - ASKED_FOR + timedelta(minutes=1))
    doubt(late, "macao")

    assert fill_queue(now=NOW) == 4
    assert fill_queue(now=NOW) == 0
    assert asked() == {(article.pk, "shenzhen"), (article.pk, "finance"), (article.pk, "harbour-bureau"),
                       (late.pk, "macao")}  # fmt: skip
    assert queue_counts()["tag"] == 4


@pytest.mark.parametrize("over", ["gone", "surer", "removed", "not relevant", "old"])
def test_an_item_is_over_when_its_doubt_is(over):
    article, other = make_article(1), make_article(2)
    tagging = doubt(article, "shenzhen")
    doubt(other, "shenzhen")
    fill_queue(now=NOW)
    rows = Article.objects.filter(pk=article.pk)
    if over == "gone":
        tagging.delete()
    elif over == "surer":
        doubt(article, "shenzhen", confidence=0.95)
    elif over == "removed":
        retag_article(article=article, tag=tagging.tag, decision="removed", by=None, now=NOW)
    elif over == "not relevant":
        rows.update(is_relevant=False)
    else:
        rows.update(listed_at=NOW - ASKED_FOR)

    fill_queue(now=NOW)

    assert asked() == {(other.pk, "shenzhen")}
    assert ReviewItem.objects.get(article=article, kind="tag").outcome == "over"
    fill_queue(now=NOW)
    assert asked() == {(other.pk, "shenzhen")}


def test_a_tag_that_reading_again_finds_again_keeps_its_item():
    article = make_article(1)
    doubt(article, "shenzhen").delete()
    doubt(article, "shenzhen")
    fill_queue(now=NOW)
    item = ReviewItem.objects.get(kind="tag")
    Tagging.objects.filter(article=article, decision="machine").delete()
    doubt(article, "shenzhen")
    fill_queue(now=NOW)
    assert ReviewItem.objects.open().get(kind="tag") == item


def test_what_a_person_took_back_is_asked_about_again():
    article, curator = make_article(1), make_person("curator", "Curator")
    tagging = doubt(article, "shenzhen")
    decision = retag_article(article=article, tag=tagging.tag, decision="removed", by=curator, now=NOW)
    fill_queue(now=NOW)
    assert asked() == set()
    undo(decision=ReviewDecision.objects.get(pk=decision.pk), by=curator, now=NOW)
    fill_queue(now=NOW)
    assert asked() == {(article.pk, "shenzhen")}


def test_at_most_so_many_wait_those_of_the_newest_articles_first_below_every_deal_and_for_few_queries():
    make_tags()
    shenzhen = Tag.objects.get(slug="shenzhen")
    articles = Article.objects.bulk_create(
        Article(canonical_url=f"https://harbour.example.org/a{number}", title="深圳與香港簽署備忘錄", is_relevant=True,
                first_seen_at=NOW, processed_at=NOW, listed_at=NOW - timedelta(hours=number))
        for number in range(MOST_OPEN + 3)
    )  # fmt: skip
    newest, oldest = articles[0], articles[MOST_OPEN:]
    Tagging.objects.create(article=newest, tag=shenzhen, confidence=UNSURE)
    with CaptureQueriesContext(connection) as few:
        fill_queue(now=NOW)
    ReviewItem.objects.all().delete()
    Tagging.objects.bulk_create(Tagging(article=one, tag=shenzhen, confidence=UNSURE) for one in articles[1:])
    with CaptureQueriesContext(connection) as many:
        assert fill_queue(now=NOW) == MOST_OPEN
    assert len(many) == len(few)

    items = list(ReviewItem.objects.open().most_valuable(now=NOW))
    assert [item.article_id for item in items] == [one.pk for one in articles[:MOST_OPEN]]
    least = worth_of_deal(amount_usd=Decimal(0), tier="D", status="talks", is_public=False, confidence=1.0, reports=0)
    assert {item.value for item in items} == {UNSURE_TAG}
    assert least > UNSURE_TAG
    assert fill_queue(now=NOW) == 0
    Tagging.objects.filter(article=newest).update(decision="confirmed")
    assert fill_queue(now=NOW) == 1, "whose place is free goes to the next"
    assert (oldest[0].pk, "shenzhen") in asked()


@pytest.mark.parametrize("at_a_time", [1, 2, 3, 1000])
def test_however_many_articles_are_looked_at_together_the_same_is_asked(at_a_time, monkeypatch):
    monkeypatch.setattr(doubting, "_AT_A_TIME", at_a_time)
    articles = [make_article(number, listed_at=NOW - timedelta(hours=number)) for number in (3, 1, 2, 5, 4)]
    for article in articles:
        doubt(article, "shenzhen")
    doubt(articles[3], "finance", confidence=UNSURE - 0.1)

    items = doubting.unsure_tag_items(now=NOW, at_once=5)

    newest = sorted(articles, key=lambda article: article.listed_at, reverse=True)
    assert [item.article_id for item in items] == [article.pk for article in newest]
    assert doubting.unsure_tag_items(now=NOW, at_once=0) == []
    assert fill_queue(now=NOW) == 6
