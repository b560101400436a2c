import pytest

from articles.models import PairDay
from articles.search import index_articles
from tests.articles.newsroom import MEMORANDUM, make_labels, make_waiting, process
from tests.benchmarks.rebuilds import index_now, measure_rebuilds, rollups_now

pytestmark = pytest.mark.django_db


def test_what_was_written_bit_by_bit_is_compared_with_what_is_made_anew():
    make_labels()
    articles = [make_waiting(MEMORANDUM), make_waiting(MEMORANDUM)]
    process(*articles)
    slots, words, said = rollups_now(), index_now(), []

    assert measure_rebuilds(said.append)
    assert (rollups_now(), index_now()) == (slots, words)

    PairDay.objects.update(articles=9)
    index_articles([(articles[0].pk, "lost")])
    assert not measure_rebuilds(said.append, rewritten=0)
    assert said[-1] == "rollups: DIFFERENT, index: DIFFERENT, drift: DIFFERENT"
    assert (rollups_now(), index_now()) == (slots, words)
