"""Cases that the desk has written (``manage.py export_regressions``): a change of the rules may not lower a field.

``DESK_CASES`` names the folder of a real desk, with its ``floors.yaml``; its texts are publishers' and stay there.
Without it the small folder beside this file is read, whose sentences are our own.
"""

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

FOLDER = Path(os.environ.get("DESK_CASES") or Path(__file__).parent / "desk_cases")


def evaluate(folder, kind, floors):
    """The figures, and what was refused; the flips stand in ``worst``."""
    out, refused = io.StringIO(), ""
    try:
        call_command(
            "evaluate", str(folder / f"{kind}.jsonl"), "--texts", str(folder / "texts"), "--floors", str(floors),
            "--json", stdout=out, stderr=io.StringIO(),
        )  # fmt: skip
    except (CommandError, SystemExit) as error:
        refused = str(error) or "refused"
    return json.loads(out.getvalue()), refused


@pytest.mark.parametrize("kind", ["sample", "queue"])
def test_no_field_is_read_worse_than_when_a_person_decided(kind):
    """The random sample and the queue apart: only the first says how good the machine is on the whole."""
    if not (FOLDER / f"{kind}.jsonl").read_bytes():
        return
    figures, refused = evaluate(FOLDER, kind, FOLDER / "floors.yaml")
    assert not refused, figures["worst"]
    assert figures["articles"] > 0


def test_a_field_that_is_read_worse_is_refused_with_its_cases(tmp_path):
    case = json.loads((Path(__file__).parent / "desk_cases" / "queue.jsonl").read_text().splitlines()[0])
    case["deals"][0]["type"] = "acquisition"
    (tmp_path / "queue.jsonl").write_text(json.dumps(case))
    (tmp_path / "floors.yaml").write_text("deal_type: {f1: 1.0}\n")
    (tmp_path / "texts").symlink_to(Path(__file__).parent / "desk_cases" / "texts")
    figures, refused = evaluate(tmp_path, "queue", tmp_path / "floors.yaml")
    assert refused
    assert [(miss["id"], miss["field"]) for miss in figures["worst"] if miss["field"] == "deal_type"]
