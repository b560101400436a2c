import pytest
from django.core.management import call_command

from articles.search import index_articles, search_articles
from tests.articles.newsroom import MEMORANDUM, make_labels, make_waiting, process

pytestmark = pytest.mark.django_db


def test_the_index_is_filled_again(capsys):
    make_labels()
    article = make_waiting(MEMORANDUM)
    process(article)
    index_articles([(article.pk, "lost")])
    call_command("rebuild_search")

    assert capsys.readouterr().out == "articles 1\n"
    assert search_articles("memorandum") == [article]
