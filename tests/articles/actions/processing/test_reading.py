from datetime import date

import pytest

from articles.actions.processing.reading import excerpt_of, read_articles
from articles.actions.processing.taggings import draft_taggings
from articles.actions.reference_edits import current_reference
from articles.models import Article, ArticlePage, DealReport
from articles.pipeline.text import build_text
from tests.articles.newsroom import CATS, MEMORANDUM, NOW, make_feed, make_labels, make_waiting, process

PAGE = (
    "<html><body><nav>Home News Sport</nav><article><h1>{title}</h1><p>{text}</p><p>{text}</p></article></body></html>"
)


@pytest.mark.django_db
def test_a_fetched_page_is_read_instead_of_the_feeds_words():
    make_labels()
    article = make_waiting((MEMORANDUM[0], "A teaser."), page_status=Article.PageStatus.FETCHED)
    html = PAGE.format(title=MEMORANDUM[0], text=MEMORANDUM[1])
    ArticlePage.objects.create(article=article, url=article.canonical_url, body=html.encode(), fetched_at=NOW)
    process(article)

    assert "12 areas" in article.text
    assert "A teaser." not in article.text


@pytest.mark.django_db
def test_a_page_in_a_pinned_encoding_is_decoded():
    make_labels()
    feed = make_feed("delta-daily", encoding="gb18030")
    article = make_waiting(("广深合作", "提要"), feed=feed, page_status=Article.PageStatus.FETCHED)
    text = "广州市政府与深圳市政府今日签署合作协议，推动两地金融和物流发展，共建粤港澳大湾区。"
    html = PAGE.format(title="广深合作", text=text).encode("gb18030")
    ArticlePage.objects.create(
        article=article, url=article.canonical_url, body=html, content_type="text/html; charset=utf-8", fetched_at=NOW
    )
    process(article)

    assert "广州市政府与深圳市政府" in article.text


@pytest.mark.django_db
def test_a_page_without_an_article_gives_way_to_the_feeds_words():
    make_labels()
    article = make_waiting(MEMORANDUM, page_status=Article.PageStatus.FETCHED)
    body = b"<html><body><div id=app></div></body></html>"
    ArticlePage.objects.create(article=article, url=article.canonical_url, body=body, fetched_at=NOW)
    process(article)

    assert "12 areas" in article.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("basis", "day"),
    [("stated", "2026-03-03"), ("page", "2026-03-03"), ("relative", ""), ("first_seen", "")],
)
def test_a_weekday_is_resolved_only_against_a_time_that_the_publisher_states(basis, day):
    make_labels()
    process(make_waiting(MEMORANDUM, date_basis=basis))

    assert DealReport.objects.get().date == day


@pytest.mark.django_db
def test_the_day_on_which_an_article_was_first_seen_is_not_its_publication():
    make_labels()
    process(make_waiting(MEMORANDUM, date_basis="first_seen", published_at=None, listed_at=NOW))
    report = DealReport.objects.get()

    assert report.published_on is None
    assert report.deal.filed_on is None


@pytest.mark.django_db
def test_publication_is_a_day_in_hong_kong():
    make_labels()
    # 17:00 in London is after midnight in Hong Kong.
    article = make_waiting(MEMORANDUM, published_at=NOW.replace(day=4, hour=17), listed_at=NOW.replace(day=4, hour=17))
    process(article)

    assert DealReport.objects.get().published_on == date(2026, 3, 5)
    assert article.listed_on == date(2026, 3, 5)


def test_an_excerpt_leaves_the_title_out_and_is_whole_only_of_a_text_that_has_no_half():
    assert excerpt_of(build_text("A title", ["The fair opened in Foshan today."])) == "The fair opened in Foshan today."


def test_an_excerpt_never_shows_a_short_bulletin_whole():
    bulletin = "港口今年繼續發展。客貨運輸都有增長。當局預料明年再升。新碼頭年底動工。商界歡迎。工程分三期。"
    excerpt = excerpt_of(build_text("標題", [bulletin * 4]))

    assert excerpt
    assert len(excerpt) <= 2 * len(bulletin)


@pytest.mark.parametrize(
    ("paragraph", "end"),
    [
        ("The port grew. " * 40, "."),
        ("港口今年继续发展，客货运输都有增长。" * 40, "。"),
        ("word " * 200, "word…"),
        ("港" * 800, "港…"),
        ("x" * 800, "x…"),
    ],
)
def test_an_excerpt_has_at_most_300_characters_and_ends_after_a_sentence_or_a_word(paragraph, end):
    excerpt = excerpt_of(build_text("A title", [paragraph]))

    assert 150 < len(excerpt) <= 300
    assert excerpt.endswith(end)


@pytest.mark.django_db
def test_whatever_the_text_alone_decides_is_worked_out_before_anybody_has_to_wait(django_assert_num_queries):
    make_labels()
    told, reference = make_waiting(MEMORANDUM), current_reference()
    make_waiting(CATS)
    articles = list(Article.objects.select_related("feed", "page").order_by("pk"))
    with django_assert_num_queries(0):
        reads = read_articles(articles, reference=reference)
        drafts = draft_taggings(reads)

    assert {"traits", "words"} <= vars(reads[0]).keys()
    assert "bands" in vars(reads[0].analysis.fingerprint)
    assert {draft.ref for draft in drafts[told.pk]} >= {("city", "hong-kong"), ("city", "shenzhen")}
    assert not {"traits", "words"} & vars(reads[1]).keys()
