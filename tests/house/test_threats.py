"""docs/threats.md names a real test, or says that there is none yet, for each of the 127 faults and threats."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A row of the table: | F01 | case | what must happen | `articles/test_x.py::test_y` |
ROW = re.compile(r"^\| ([A-Z]\d\d) \| .* \| ([^|]+) \|$", re.MULTILINE)
ROWS = dict(ROW.findall((ROOT / "docs" / "threats.md").read_text(encoding="utf-8")))
NAMED = {threat: re.findall(r"`([^`]+)::(test_\w+)`", shown) for threat, shown in ROWS.items()}
# Fewer with every step; none may be added.
MOST_NOT_YET = 39


def test_every_fault_and_threat_has_a_row():
    assert len(ROWS) == 127


def test_a_row_names_a_test_or_says_that_there_is_none_yet():
    silent = [threat for threat, shown in ROWS.items() if not NAMED[threat] and shown.strip() != "*not yet*"]
    assert silent == []
    assert sum(not tests for tests in NAMED.values()) <= MOST_NOT_YET


@pytest.mark.parametrize("threat", [threat for threat, tests in NAMED.items() if tests])
def test_the_tests_that_a_row_names_exist(threat):
    for path, name in NAMED[threat]:
        tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{path}::{name}"
