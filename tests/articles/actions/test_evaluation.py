"""Scoring: each rule of the contract by a small example."""

import pytest

from articles import reference
from articles.actions.evaluation import AliasFolder, below_floors, evaluate, pair_deals

DEAL = {"type": "mou", "status": "signed", "parties": [], "amount": None, "currency": None, "counts": {}, "date": None}


def gold(**changes):
    return {
        "id": "x", "lang": "en", "relevant": True, "borderline": False, "cities": [], "outside": [],
        "sectors": [], "deals": [],
    } | changes  # fmt: skip


def found(**changes):
    return {"relevant": True, "cities": [], "outside": [], "sectors": [], "deals": []} | changes


def scores(labels, answer):
    fields = evaluate([labels], [answer], reference.load())["fields"]
    return {
        name: (row["tp"], row["fp"], row["fn"]) for name, row in fields.items() if row["tp"] + row["fp"] + row["fn"]
    }


def test_an_irrelevant_article_is_scored_for_relevance_alone():
    assert scores(gold(relevant=False), found(cities=["macao"])) == {"relevance": (0, 1, 0)}
    assert scores(gold(relevant=False), found(relevant=False)) == {}


def test_mainland_china_counts_as_china_and_government_policy_not_at_all():
    result = scores(
        gold(outside=["mainland-china"], sectors=["government-policy", "trade"]),
        found(outside=["china"], sectors=["trade"]),
    )
    assert result == {"relevance": (1, 0, 0), "outside": (1, 0, 0), "sectors": (1, 0, 0)}


def test_unpaired_deals_are_false():
    result = scores(gold(deals=[DEAL]), found(deals=[DEAL | {"counts": []}, DEAL | {"counts": []}]))
    assert result["deal_type"] == (1, 1, 0)
    assert result["deal_type_status"] == (1, 1, 0)


def test_a_wrong_status_costs_only_the_finer_field():
    result = scores(gold(deals=[DEAL]), found(deals=[DEAL | {"status": "planned", "counts": []}]))
    assert result["deal_type"] == (1, 0, 0)
    assert result["deal_type_status"] == (0, 1, 1)


def test_parties_and_dates_count_only_where_gold_has_some():
    answer = found(deals=[DEAL | {"parties": ["Macao"], "date": "2025-06-27", "counts": []}])
    assert "parties" not in scores(gold(deals=[DEAL]), answer)
    assert "dates" not in scores(gold(deals=[DEAL]), answer)
    labels = gold(deals=[DEAL | {"parties": ["Macau"], "date": "2025-06"}])
    assert scores(labels, answer)["parties"] == (1, 0, 0)
    assert scores(labels, answer)["dates"] == (1, 0, 0)


def test_amounts_need_the_currency_and_counts_are_a_multiset():
    labels = gold(deals=[DEAL | {"amount": 5, "currency": "HKD", "counts": {"a": 3, "b": 3}}])
    answer = found(deals=[DEAL | {"amount": 5, "currency": "CNY", "counts": [{"n": 3}, {"n": 7}]}])
    assert scores(labels, answer)["amounts"] == (0, 1, 1)
    assert scores(labels, answer)["counts"] == (1, 1, 1)


def test_deals_are_paired_so_that_most_agrees():
    first, second = DEAL | {"parties": ["Macao"]}, DEAL | {"parties": ["Zhuhai"]}
    folder = AliasFolder(reference.load())
    assert pair_deals([first, second], [second, first], folder) == [(first, first), (second, second)]
    many = [DEAL | {"date": f"2025-01-{day:02d}"} for day in range(1, 10)]
    assert pair_deals(many, many[::-1], folder) == [(deal, deal) for deal in many]


def test_aliases_of_one_body_fold_together():
    fold = AliasFolder(reference.load())
    assert fold("HKMA") == fold("香港金融管理局") == fold("the Hong Kong Monetary Authority")
    assert fold("National Development & Reform Commission") == fold("National Development and Reform Commission")


def test_borderline_articles_are_left_out_of_the_second_table():
    result = evaluate([gold(borderline=True)], [found(relevant=False)], reference.load())
    assert result["fields"]["relevance"]["fn"] == 1
    assert result["without_borderline"]["relevance"] == {
        "tp": 0, "fp": 0, "fn": 0, "precision": None, "recall": None, "f1": None,
    }  # fmt: skip
    assert result["worst"] == [{"id": "x", "field": "relevance", "expected": ["relevant"], "found": []}]


def test_floors_name_what_is_under_them():
    fields = {"relevance": {"f1": 0.5}, "dates": {"f1": None}}
    assert below_floors(fields, {"relevance": {"f1": 0.4}}) == []
    assert len(below_floors(fields, {"relevance": {"f1": 0.6}, "dates": {"f1": 0.1}})) == 2
    with pytest.raises(ValueError, match="no such field"):
        below_floors(fields, {"nothing": {"f1": 1}})


def test_calibration_sets_confidence_beside_the_share_that_is_right():
    labelled = [gold(deals=[DEAL]), gold(relevant=False)]
    answers = [found(deals=[DEAL | {"confidence": 0.9}]), found(deals=[DEAL | {"confidence": 0.92}])]
    (row,) = evaluate(labelled, answers, reference.load())["calibration"]
    assert row == {"from": 0.9, "to": 1.0, "deals": 2, "expected": 0.91, "found": 0.5}
