from datetime import timedelta

import pytest

from articles.actions.page_retention import prune_pages
from articles.models import Article, ArticlePage, ArticleRevision, DealReport, Evidence, Tagging
from articles.tasks import prune_old_pages
from tests.articles.newsroom import MEMORANDUM, NOW, make_labels, make_waiting, process, process_again

pytestmark = [pytest.mark.django_db, pytest.mark.threat("D08")]
DAY = timedelta(days=1)
HTML = (
    f"<html><body><nav>Home | More stories</nav><article><h1>{MEMORANDUM[0]}</h1><p>{MEMORANDUM[1]}</p>"
    f"<p>{MEMORANDUM[1].replace('12 areas', 'nine fields')}</p></article></body></html>"
).encode()


@pytest.fixture
def article():
    """An article that was read from its page; its feed gives a headline alone."""
    make_labels()
    article = make_waiting((MEMORANDUM[0], "Two sides sign."), page_status=Article.PageStatus.FETCHED)
    ArticlePage.objects.create(article=article, url="https://h.example/1", body=HTML, content_type="text/html",
                               fetched_at=NOW)  # fmt: skip
    process(article)
    assert "Qianhai" in article.text
    return article


def kept(article):
    """All that was found, as values."""
    article.refresh_from_db()
    return {
        "article": (article.title, article.text, article.excerpt, article.content_hash, article.is_relevant),
        "revisions": list(article.revisions.values_list("number", "text", "content_hash", "seen_at")),
        "reports": list(DealReport.objects.values_list("type", "status", "rung", "currency")),
        "evidence": sorted(Evidence.objects.values_list("field", "quote", "start", "end")),
        "tags": sorted(Tagging.objects.values_list("tag__slug", "spans", "score"), key=str),
    }


@pytest.mark.threat("D08")
def test_the_bytes_go_and_all_that_was_read_of_them_stays_also_when_it_is_read_again(article):
    before = kept(article)
    assert before["evidence"]
    assert prune_pages(now=NOW + 181 * DAY, days=180) == 1
    page = ArticlePage.objects.get()
    assert (bytes(page.body), len(page.body_hash), page.pruned_at) == (b"", 64, NOW + 181 * DAY)
    assert kept(article) == before
    process_again(article, now=NOW + 200 * DAY)
    assert kept(article) == before
    assert ArticleRevision.objects.count() == 1


def test_a_correction_that_comes_later_is_read_from_its_own_page(article):
    prune_pages(now=NOW + 181 * DAY, days=180)
    ArticlePage.objects.update(body=HTML.replace(b"12 areas", b"13 areas"), pruned_at=None, source_hash="")
    process_again(article, now=NOW + 182 * DAY)
    assert "13 areas" in kept(article)["article"][1]
    assert ArticleRevision.objects.count() == 2


def test_what_the_feed_says_anew_is_read_though_the_old_page_is_gone(article):
    prune_pages(now=NOW + 181 * DAY, days=180)
    article.refresh_from_db()
    words = MEMORANDUM[1].replace("12 areas", "14 areas")
    article.replace_content(now=NOW + 182 * DAY, summary=words, page_status=Article.PageStatus.NOT_WANTED)
    article.save()
    process(article, now=NOW + 182 * DAY)
    assert "14 areas" in kept(article)["article"][1]


@pytest.mark.parametrize(
    ("change", "days", "now"),
    [
        ({}, 180, NOW + 179 * DAY),
        ({}, 0, NOW + 9999 * DAY),
        ({"retry_at": NOW + 300 * DAY}, 180, NOW + 200 * DAY),
    ],
)
def test_what_is_young_or_still_tried_is_kept_and_so_is_all_where_the_policy_says_so(article, change, days, now):
    ArticlePage.objects.update(**change)
    assert prune_pages(now=now, days=days) == 0
    assert bytes(ArticlePage.objects.get().body) == HTML


def test_what_waits_for_the_pipeline_keeps_its_bytes(article):
    Article.objects.update(processed_at=None)
    assert prune_pages(now=NOW + 200 * DAY, days=180) == 0


def test_the_nightly_task_asks_the_setting(article, settings):
    ArticlePage.objects.update(fetched_at=NOW - 3650 * DAY)
    settings.KEEP_PAGES_DAYS = 0
    prune_old_pages()
    assert ArticlePage.objects.get().pruned_at is None
    settings.KEEP_PAGES_DAYS = 180
    prune_old_pages(sent_by="an older release")
    assert ArticlePage.objects.get().pruned_at
