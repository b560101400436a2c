"""``manage.py evaluate``: labelled articles in, scores out."""

import io
import os
import subprocess
import sys

import orjson
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

GOLD = {
    "id": "a1",
    "lang": "en",
    "date": "2025-06-30",
    "title": "Macao, Zhuhai sign agreement",
    "relevant": True,
    "borderline": False,
    "cities": ["macao", "zhuhai"],
    "outside": [],
    "sectors": ["trade"],
    "deals": [
        {
            "type": "cooperation_agreement", "status": "signed", "parties": ["Macao", "Zhuhai"], "amount": None,
            "currency": None, "counts": {}, "date": "2025-06-27",
        }
    ],
}  # fmt: skip
TEXT = "Macao, Zhuhai sign agreement\n\nMacao and Zhuhai signed a cooperation agreement on trade on Friday.\n"


@pytest.fixture
def labelled(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_bytes(orjson.dumps(GOLD) + b"\n")
    return tmp_path


def evaluated(labelled, *more):
    out = io.StringIO()
    call_command("evaluate", str(labelled / "gold.jsonl"), "--texts", str(labelled / "texts"), *more, stdout=out)
    return out.getvalue()


def test_json_has_every_field_and_grouping(labelled):
    result = orjson.loads(evaluated(labelled, "--json"))
    assert set(result) == {"articles", "fields", "by_lang", "without_borderline", "worst", "calibration"}
    assert result["articles"] == 1
    assert result["fields"]["deal_type_status"] == {
        "tp": 1,
        "fp": 0,
        "fn": 0,
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
    }
    assert result["fields"]["amounts"]["f1"] is None
    assert result["by_lang"]["en"]["dates"]["tp"] == 1


def test_the_table_names_every_field(labelled):
    assert "deal_type_status" in evaluated(labelled)


def test_floors_decide_the_exit(labelled):
    floors = labelled / "floors.yaml"
    floors.write_text("relevance: {f1: 0.9}\n")
    evaluated(labelled, "--floors", str(floors))
    floors.write_text("amounts: {f1: 0.9}\n")
    with pytest.raises(SystemExit) as stop:
        evaluated(labelled, "--floors", str(floors))
    assert stop.value.code == 1


@pytest.mark.parametrize("content", ["nonsense: {f1: 1}\n", "relevance: 3\n", "[]", "a: [", "relevance: {f1: x}\n"])
def test_bad_floors_are_bad_usage(labelled, content):
    floors = labelled / "floors.yaml"
    floors.write_text(content)
    with pytest.raises(CommandError) as error:
        evaluated(labelled, "--floors", str(floors))
    assert error.value.returncode == 2


def test_a_missing_text_or_file_is_bad_usage(labelled):
    (labelled / "texts" / "a1.txt").unlink()
    with pytest.raises(CommandError, match="a1") as error:
        evaluated(labelled)
    assert error.value.returncode == 2
    (labelled / "gold.jsonl").write_text("{\n")
    with pytest.raises(CommandError, match=r"gold\.jsonl:1") as error:
        evaluated(labelled)
    assert error.value.returncode == 2
    (labelled / "gold.jsonl").unlink()
    with pytest.raises(CommandError):
        evaluated(labelled)


@pytest.mark.parametrize(
    "labels",
    [
        {"relevant": None},
        {"relevant": "yes"},
        {"cities": "macao"},
        {"sectors": [5]},
        {"deals": [5]},
        {"deals": [{"type": "mou"}]},
        {"deals": [{"type": "mou", "status": "signed", "parties": "Macao"}]},
        {"deals": [{"type": "mou", "status": "signed", "amount": "much"}]},
        {"deals": [{"type": "mou", "status": "signed", "counts": {"documents": "five"}}]},
        {"deals": [{"type": "mou", "status": "signed", "counts": 5}]},
    ],
)
def test_labels_that_cannot_be_scored_are_unreadable_input(labelled, labels):
    (labelled / "gold.jsonl").write_bytes(orjson.dumps(GOLD | labels) + b"\n")
    with pytest.raises(CommandError, match=r"gold\.jsonl:1: not a labelled article") as error:
        evaluated(labelled)
    assert error.value.returncode == 2


def test_labels_that_are_missing_or_null_count_as_empty(labelled):
    gold = {"id": "a1", "relevant": True, "cities": None, "deals": [{"type": "mou", "status": "signed", "counts": []}]}
    (labelled / "gold.jsonl").write_bytes(orjson.dumps(gold) + b"\n")
    assert orjson.loads(evaluated(labelled, "--json"))["fields"]["deal_type"]["fn"] == 1


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(labelled):
    plain = evaluated(labelled, "--json")
    (labelled / "gold.jsonl").write_bytes(b"\xef\xbb\xbf" + orjson.dumps(GOLD) + b"\r\n")
    assert evaluated(labelled, "--json") == plain


def test_the_scores_are_utf8_in_every_locale(labelled):
    deal = GOLD["deals"][0] | {"parties": ["澳門一間沒有的公司"]}
    (labelled / "gold.jsonl").write_bytes(orjson.dumps(GOLD | {"deals": [deal]}) + b"\n")
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "evaluate", "gold.jsonl", "--texts", "texts"]
    ended = subprocess.run(
        [*command, "--json"],
        cwd=labelled,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert "没有的公司" in str(orjson.loads(ended.stdout)["worst"])
