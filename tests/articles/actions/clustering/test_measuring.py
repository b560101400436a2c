from articles.actions.clustering.measuring import PairScore, measure_clusters, pairs_of

KINDS = {"a": "en", "b": "zh-Hant", "c": "zh-Hant", "d": "en", "x": "pt"}


def test_a_group_of_three_has_three_pairs():
    assert len(pairs_of([["a", "b", "c"], ["d"]])) == 3


def test_joined_and_false_pairs_are_counted_by_language():
    scores = measure_clusters(gold=[["a", "b", "c"]], found=[["a", "b"], ["c", "x"]], kinds=KINDS)

    assert scores == {
        "all": PairScore(gold=3, joined=1, false=1),
        "en + zh-Hant": PairScore(gold=2, joined=1, false=0),
        "pt + zh-Hant": PairScore(gold=0, joined=0, false=1),
        "zh-Hant + zh-Hant": PairScore(gold=1, joined=0, false=0),
    }
    assert scores["all"].recall == 1 / 3
    assert scores["pt + zh-Hant"].recall is None


def test_what_has_no_language_is_left_out():
    assert measure_clusters(gold=[], found=[["a", "unknown"]], kinds=KINDS)["all"] == PairScore(0, 0, 0)
