"""docs/threats.md names real tests, or says why there is none, for each of the 127 faults and threats."""

import ast
import re

import pytest

from tests.threat_table import GROUPS, ROOT, ROW, counted_rows, marked_tests

ROWS = {row["threat"]: row["shown"] for row in ROW.finditer((ROOT / "docs" / "threats.md").read_text(encoding="utf-8"))}
NAMED = {threat: re.findall(r"`([^`]+::test_\w+)`", shown) for threat, shown in ROWS.items()}
MARKED = marked_tests()
# A row of the groups whose tests carry the marker, without a test: says why.
REASON = re.compile(r"^\*not yet\*: \S.{20,}$")
# Fewer with every step; none may be added.
MOST_NOT_YET = 13


def test_every_fault_and_threat_has_a_row():
    assert len(ROWS) == 127


def test_a_row_names_a_test_or_says_that_there_is_none_yet():
    silent = [threat for threat, shown in ROWS.items() if not NAMED[threat] and not shown.startswith("*not yet*")]
    assert silent == []
    assert sum(not tests for tests in NAMED.values()) <= MOST_NOT_YET


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


def test_a_row_without_a_test_says_why():
    assert [threat for threat in counted_rows() if not NAMED[threat] and not REASON.match(ROWS[threat].strip())] == []


def test_no_test_carries_an_id_that_is_no_row():
    assert sorted(MARKED.keys() - ROWS.keys()) == []


def test_the_groups_are_those_of_the_file():
    assert {threat[0] for threat in ROWS} >= set(GROUPS)
