import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Feed, Tag
from tests.articles.newsroom import CATS, make_waiting

pytestmark = pytest.mark.django_db


def test_it_loads_tags_and_rows_and_says_how_many(capsys):
    call_command("load_benchmark_data", "--articles", "5", "--deals", "3")

    assert capsys.readouterr().out == "articles 5, deals 3\n"


def test_a_database_with_real_rows_is_bad_usage():
    make_waiting(CATS)
    before = (Feed.objects.count(), Tag.objects.count())
    with pytest.raises(CommandError, match="refused") as refused:
        call_command("load_benchmark_data", "--articles", "5", "--deals", "3")

    assert refused.value.returncode == 2
    assert Article.objects.count() == 1
    assert (Feed.objects.count(), Tag.objects.count()) == before, "a refusal writes nothing"


def test_numbers_below_nought_are_bad_usage():
    with pytest.raises(CommandError) as refused:
        call_command("load_benchmark_data", "--articles", "-1", "--deals", "3")

    assert refused.value.returncode == 2
