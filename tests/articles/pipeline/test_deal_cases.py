"""The cases of ``cases/deals_*.yaml``: an article in, its deals out."""

from pathlib import Path

import pytest
import yaml

from articles import reference
from articles.pipeline.line import analyse, to_json

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("deals_*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
PLAIN = ("type", "status", "rung", "date", "date_precision", "amount", "amount_max", "currency", "amount_bound")
FLAGS = ("is_bundle", "is_signal")


def found_as(expected, deal):
    """The fields of ``deal`` that ``expected`` names, in the form of the case."""
    found = {key: deal[key] for key in (*PLAIN, *FLAGS) if key in expected}
    if "parties" in expected:
        found["parties"] = deal["parties"]
    if "counts" in expected:
        found["counts"] = [[c["unit"], c["n"], *([c["n_max"]] if c["n_max"] else [])] for c in deal["counts"]]
    return found


@pytest.mark.parametrize("case", CASES)
def test_the_line_finds_what_the_case_says(case):
    published = str(case["published"]) if "published" in case else None
    answer = to_json(analyse(title=case["title"], text=case["text"], published=published, reference=reference.load()))
    deals = answer["deals"]
    if "relevant" in case:
        assert answer["relevant"] is case["relevant"], answer["reasons"]
    for key in ("cities", "outside"):
        if key in case:
            assert set(answer[key]) >= set(case[key])
    wanted = [{key: value for key, value in deal.items() if key != "not_parties"} for deal in case["deals"]]
    assert [found_as(deal, found) for deal, found in zip(wanted, deals, strict=False)] == wanted
    assert [(d["type"], d["status"]) for d in deals] == [(d["type"], d["status"]) for d in case["deals"]]
    for deal, found in zip(case["deals"], deals, strict=True):
        assert not set(deal.get("not_parties", [])) & set(found["parties"])
    for deal in deals:
        assert {quote["field"] for quote in deal["evidence"]} >= {"type", "status", "deal"}
        assert all(answer["text"][q["start"] : q["end"]] == q["quote"] for q in deal["evidence"])


def test_every_case_names_its_rule_and_there_are_enough_of_each_kind():
    cases = [param.values[0] for param in CASES]
    assert all(case["rule"] for case in cases)
    assert sum(not case["deals"] for case in cases) >= 20
    assert len(cases) >= 60
