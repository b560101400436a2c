"""docs/threats.md names real tests for each of the 127 faults and threats."""

import ast
import re

import pytest

from tests.threat_table import GROUPS, ROOT, ROW, counted_rows, marked_tests

ROWS = {row["threat"]: row["shown"] for row in ROW.finditer((ROOT / "docs" / "threats.md").read_text(encoding="utf-8"))}
NAMED = {threat: re.findall(r"`([^`]+::test_\w+)`", shown) for threat, shown in ROWS.items()}
MARKED = marked_tests()


def test_every_fault_and_threat_has_a_row():
    assert len(ROWS) == 127


def test_no_row_is_without_a_test():
    assert [threat for threat, tests in NAMED.items() if not tests] == []


@pytest.mark.parametrize("threat", [threat for threat, tests in NAMED.items() if tests])
def test_the_tests_that_a_row_names_exist(threat):
    for test in NAMED[threat]:
        path, _, name = test.partition("::")
        tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, test


def test_rows_name_exactly_the_tests_that_carry_their_id():
    """``make threats`` writes them so."""
    assert {threat: sorted(NAMED[threat]) for threat in counted_rows()} == {
        threat: MARKED.get(threat, []) for threat in counted_rows()
    }


def test_no_test_carries_an_id_that_is_no_row():
    assert sorted(MARKED.keys() - ROWS.keys()) == []


def test_the_groups_are_those_of_the_file():
    assert {threat[0] for threat in ROWS} >= set(GROUPS)
