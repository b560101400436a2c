from datetime import timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.curation import retag_article
from articles.actions.processing import requeue_articles
from articles.actions.text_retention import give_up_texts
from articles.models import Article, ArticlePage, ArticleRevision, DealReport, Evidence, ReviewItem, Tagging
from articles.search import rebuild_search, search_articles
from articles.tasks import give_up_old_texts
from tests.articles.newsroom import MEMORANDUM, NOW, make_labels, make_waiting, process

pytestmark = [pytest.mark.django_db, pytest.mark.threat("D08")]
DAY = timedelta(days=1)


@pytest.fixture
def article():
    """A read article with a deal, nobody being asked about it."""
    make_labels()
    article = make_waiting((MEMORANDUM[0], MEMORANDUM[1] + " Nobody mentioned the lanterns of the ferry pier again."))
    ArticlePage.objects.create(article=article, url="https://h.example/1", body=b"<p>raw</p>", fetched_at=NOW)
    process(article)
    Article.objects.update(first_seen_at=NOW)
    ReviewItem.objects.update(closed_at=NOW)
    article.refresh_from_db()
    return article


def facts():
    return {
        "article": list(Article.objects.values_list("title", "excerpt", "content_hash", "is_relevant", "reasons")),
        "revisions": list(ArticleRevision.objects.values_list("number", "title", "content_hash")),
        "reports": list(DealReport.objects.values_list("type", "status", "rung", "currency")),
        "evidence": sorted(Evidence.objects.values_list("field", "quote", "start", "end")),
        "tags": sorted(Tagging.objects.values_list("tag__slug", "spans", "score"), key=str),
    }


def test_the_words_go_and_facts_quotes_and_hashes_stay(article):
    before = facts()
    assert before["evidence"]
    assert "lanterns" in article.text
    assert give_up_texts(now=NOW + 400 * DAY, days=365) == 1
    article.refresh_from_db()
    assert (article.text, article.summary, article.body, article.quarantined_text) == ("", "", "", [])
    assert {revision.text for revision in ArticleRevision.objects.all()} == {""}
    page = ArticlePage.objects.get()
    assert (bytes(page.body), page.body_hash) == (b"", sha256(b"<p>raw</p>").hexdigest())
    assert page.source_hash == ArticleRevision.objects.latest("number").content_hash
    assert facts() == before
    assert give_up_texts(now=NOW + 400 * DAY, days=365) == 0


def test_the_search_still_finds_the_quotes_when_its_index_is_made_anew_or_a_tag_is_judged(article):
    give_up_texts(now=NOW + 400 * DAY, days=365)
    words = " ".join(Evidence.objects.exclude(quote="").order_by("start").last().quote.split()[-3:])
    assert search_articles(f'"{words}"') == [article]
    rebuild_search()
    assert search_articles(f'"{words}"') == [article]
    retag_article(article=article, tag=Tagging.objects.first().tag, decision="confirmed", by=None, now=NOW)
    assert search_articles(f'"{words}"') == [article]


def test_an_article_whose_page_is_asked_for_once_more_keeps_its_text(article):
    ArticlePage.objects.update(retry_at=NOW + 400 * DAY)
    assert give_up_texts(now=NOW + 400 * DAY, days=365) == 0


def test_its_page_shows_the_quotes_and_the_search_finds_them(article, client):
    assert search_articles("lanterns") == [article]
    give_up_texts(now=NOW + 400 * DAY, days=365)
    assert search_articles("lanterns") == []
    assert search_articles(Evidence.objects.first().quote.split()[0]) == [article]
    page = client.get(f"/articles/{article.pk}/").content.decode()
    quote = Evidence.objects.first().quote
    assert quote[:40] in page
    assert "lanterns" not in page
    assert client.get(f"/deals/{article.reports.first().deal.slug}/").status_code == 200


def test_it_is_never_read_again_until_its_publisher_changes_it(article):
    before = facts()
    give_up_texts(now=NOW + 400 * DAY, days=365)
    assert requeue_articles(stale_only=False, now=NOW + 401 * DAY) == []
    assert facts() == before
    article.refresh_from_db()
    article.replace_content(now=NOW + 401 * DAY, summary=MEMORANDUM[1].replace("12 areas", "14 areas"))
    article.save()
    process(article, now=NOW + 401 * DAY)
    article.refresh_from_db()
    assert "14 areas" in article.text


def test_who_is_asked_about_what_is_asked_once_for_many(article, monkeypatch):
    monkeypatch.setattr("articles.actions.text_retention.BATCH", 1)
    for number in (2, 3):
        make_waiting(MEMORANDUM, url=f"https://h.example/{number}", feed=article.feed)
    process(*Article.objects.exclude(pk=article.pk))
    Article.objects.update(first_seen_at=NOW)
    ReviewItem.objects.update(closed_at=NOW)
    with CaptureQueriesContext(connection) as asked:
        assert give_up_texts(now=NOW + 400 * DAY, days=365) == 3
    waiting = [query["sql"] for query in asked if "articles_reviewitem" in query["sql"]]
    assert len([sql for sql in waiting if '"id" IN (' not in sql]) == 1


@pytest.mark.parametrize(("days", "now"), [(365, NOW + 364 * DAY), (0, NOW + 9999 * DAY)])
def test_what_is_young_stays_and_so_does_all_where_the_policy_says_so(article, days, now):
    assert give_up_texts(now=now, days=days) == 0


@pytest.mark.parametrize("about", ["deal", "article"])
def test_what_a_curator_is_asked_about_stays(article, about):
    given = {"deal": article.reports.first().deal} if about == "deal" else {"article": article}
    ReviewItem.objects.create(kind="deal", key="asked", opened_at=NOW, **given)
    assert give_up_texts(now=NOW + 400 * DAY, days=365) == 0


def test_the_task_and_the_command_ask_the_setting(article, settings):
    Article.objects.update(first_seen_at=NOW - 9999 * DAY)
    settings.KEEP_TEXT_DAYS = 0
    give_up_old_texts()
    assert Article.objects.get().text
    out = StringIO()
    call_command("prune", "--text-days", "365", "--dry-run", stdout=out)
    assert "texts 1" in out.getvalue()
    call_command("prune", "--text-days", "-1", "--dry-run", stdout=out)
    assert "texts 0" in out.getvalue(), "as in earnest"
    settings.KEEP_TEXT_DAYS = 365
    give_up_old_texts(sent_by="an older release")
    assert not Article.objects.get().text
