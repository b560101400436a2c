from contextlib import ExitStack

import pytest

from tests.benchmarks.desk import MOST_TIMES, PAGES, Asked, installation, measure


def test_a_page_is_over_by_its_answer_its_queries_their_growth_or_its_work():
    def asked(status=200, queries=(12, 12), work=(10.0, 10 * MOST_TIMES)):
        return Asked("deals", frozenset([status]), queries, work)

    assert asked().is_kept
    over = [asked(status=302), asked(queries=(13, 13)), asked(queries=(8, 9)), asked(work=(10.0, 10 * MOST_TIMES + 1))]
    assert not any(one.is_kept for one in over)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_at_a_hundred_thousand_articles_each_page_of_the_desk_asks_twelve_times_and_works_thrice_as_long(tmp_path):
    with ExitStack() as things:
        small = things.enter_context(installation(tmp_path / "small", 1_000))
        large = things.enter_context(installation(tmp_path / "large", 100_000))
        found = list(measure(small, large, rounds=3))
    assert len(found) == len(PAGES)
    assert [str(asked) for asked in found if not asked.is_kept] == []
