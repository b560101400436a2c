import pytest

from tests.benchmarks import lighthouse

GOOD = {"performance": 96, "accessibility": 100, "best-practices": 100, "seo": 100}


def row(**changes):
    whole = {"address": "/", "form": "mobile", "scores": GOOD, "cls": 0.001, "lcp": 900, "tbt": 10, "found": []}
    return whole | changes


def test_one_slow_run_of_three_changes_no_median():
    slow = row(scores=GOOD | {"performance": 60}, found=["total-blocking-time 900 ms"])
    (found,) = lighthouse.medians([row(), slow, row()])
    assert found.scores["performance"] == 96
    assert found.misses() == []
    assert found.found == ("total-blocking-time 900 ms",)


def test_each_goal_that_is_missed_is_named():
    low = {"performance": 94, "accessibility": 99, "best-practices": 94, "seo": 94}
    (found,) = lighthouse.medians([row(scores=low, cls=0.02)])
    assert [miss.split()[0] for miss in found.misses()] == [*low, "CLS"]


def test_a_desktop_that_draws_its_charts_may_be_a_little_slower():
    (found,) = lighthouse.medians([row(form="desktop", scores=GOOD | {"performance": 90})])
    assert found.misses() == []


@pytest.mark.long
@pytest.mark.timeout(900)
def test_overview_deals_city_and_article_meet_every_goal_of_lighthouse():
    found = lighthouse.measure_ours(runs=3)
    assert [(one.address, one.form, one.misses(), one.found) for one in found if one.misses()] == []
    assert len(found) == 8
