from datetime import timedelta

import pytest

from articles.models import Article, ArticleRevision
from tests.articles.newsroom import CATS, NOW, make_labels, make_waiting, process, process_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    make_labels()
    article = make_waiting(CATS)
    process(article)
    return article


def test_the_first_revision_is_what_was_seen_first(article):
    revision = article.revisions.get()

    assert (revision.number, revision.text, revision.seen_at) == (1, article.text, article.first_seen_at)


def test_the_same_words_read_better_replace_the_text_of_the_last_revision(article):
    ArticleRevision.objects.update(text="as an older pipeline cleaned it")
    process_again(article)

    assert article.revisions.get().text == article.text


def test_other_words_with_the_same_clean_text_are_no_change(article):
    Article.objects.filter(pk=article.pk).update(summary=f"  {CATS[1]}  ")
    process_again(article)

    assert article.revisions.count() == 1


def test_other_words_are_a_revision_and_the_old_one_is_kept(article):
    Article.objects.filter(pk=article.pk).update(summary="A dog show opened in Kowloon on Sunday.")
    process_again(article, now=NOW + timedelta(days=1))

    first, second = article.revisions.order_by("number")
    assert "cat" in first.text
    assert "dog" in second.text
    assert second.seen_at == NOW + timedelta(days=1)
