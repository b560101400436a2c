"""The cases of ``cases/deals_*.yaml``: an article in, its deals out."""

import re
from pathlib import Path

import pytest
import yaml

from articles import reference
from articles.pipeline.line import analyse, to_json
from articles.pipeline.text import detect_language

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("deals_*.yaml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
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
    for key in ("cities", "outside", "mechanisms"):
        assert set(answer[key]) >= set(case.get(key, []))
        assert not set(answer[key]) & set(case.get(f"not_{key}", []))
    wanted = [{key: value for key, value in deal.items() if key != "not_parties"} for deal in case["deals"]]
    assert [found_as(deal, found) for deal, found in zip(wanted, deals, strict=False)] == wanted
    assert [(d["type"], d["status"]) for d in deals] == [(d["type"], d["status"]) for d in case["deals"]]
    for deal, found in zip(case["deals"], deals, strict=True):
        assert not set(deal.get("not_parties", [])) & set(found["parties"])
    for deal in deals:
        assert {quote["field"] for quote in deal["evidence"]} >= {"type", "status", "deal"}
        assert all(answer["text"][q["start"] : q["end"]] == q["quote"] for q in deal["evidence"])


def test_every_case_names_its_rule_and_the_kinds_stay_above_their_floors():
    cases = [param.values[0] for param in CASES]
    floors = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text(encoding="utf-8"))
    told = [deal for case in cases for deal in case["deals"]]
    found = {
        "cases": len(cases),
        "negatives": sum(not case["deals"] for case in cases),
        "portuguese": sum(detect_language(case["text"]) == "pt" for case in cases),
        "types": len({deal["type"] for deal in told}),
        "statuses": len({deal["status"] for deal in told}),
    }
    assert all(case["rule"] for case in cases)
    assert {kind: n for kind, n in found.items() if n < floors[kind]} == {}
    assert found.keys() == floors.keys()


def test_no_two_cases_share_their_name_or_differ_but_for_numbers():
    cases = [param.values[0] for param in CASES]
    assert len({case["name"] for case in cases}) == len(cases)
    bare = [re.sub(r"[\d\W]+", "", case["title"] + case["text"]) for case in cases]
    assert len(set(bare)) == len(bare)
