"""The table that ends a whole run: each fault and threat, the tests that show it, and how they went.

A test says what it shows by ``@pytest.mark.threat("F01", …)``, with the ids of
docs/threats.md. Printed when the whole suite runs, or with ``--threats``.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GROUPS = "FHXEWSTQDMAPO"
"""Feeds, HTTP, XML, encodings, web, addresses, time, queue, storage, mail, access, public, operation: every row."""
ROW = re.compile(r"^\| (?P<threat>[A-Z]\d\d) \| (?P<case>.*?) \| (?P<rest>.*) \| (?P<shown>[^|]+) \|$", re.MULTILINE)
"""E.g. ``| F01 | Malformed XML | Store the complete items | `articles/test_x.py::test_y` |``."""
WORST_FIRST = ("failed", "error", "skipped", "xfailed", "passed")


def counted_rows() -> list[str]:
    """The ids of docs/threats.md in ``GROUPS``, in its order."""
    text = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
    return [row["threat"] for row in ROW.finditer(text) if row["threat"][0] in GROUPS]


def marked_tests() -> dict[str, list[str]]:
    """Id -> the tests that carry it, ``path::name`` from tests/ on, sorted; read from the source."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for threat in _marks(node):
                    found[threat].add(f"{path.relative_to(ROOT / 'tests').as_posix()}::{node.name}")
    return {threat: sorted(tests) for threat, tests in found.items()}


def _marks(function: ast.FunctionDef) -> list[str]:
    calls = [node for node in function.decorator_list if isinstance(node, ast.Call)]
    return [
        argument.value
        for call in calls
        if ast.unparse(call.func) == "pytest.mark.threat"
        for argument in call.args
        if isinstance(argument, ast.Constant)
    ]


def add_option(parser: pytest.Parser) -> None:
    """Add ``--threats``."""
    parser.addoption("--threats", action="store_true", help="end with the table of faults and threats")


def name_threats(items: list[pytest.Item]) -> None:
    """Let the report of each test say what it shows, through whichever process it ran in."""
    for item in items:
        if threats := [threat for mark in item.iter_markers("threat") for threat in mark.args]:
            item.user_properties.append(("threats", threats))


def print_table(reporter: pytest.TerminalReporter) -> None:
    """Print id, tests and result, where it is asked for or the whole suite ran."""
    config = reporter.config
    is_whole = config.args_source is not pytest.Config.ArgsSource.ARGS and not config.option.keyword
    if not (config.option.threats or is_whole) or config.option.collectonly:
        return
    results = _results(reporter)
    reporter.section("faults and threats")
    for threat in counted_rows():
        tests = results.get(threat, {})
        if not tests:
            reporter.write_line(f"{threat}  -  no test ran")
        for name, outcome in sorted(tests.items()):
            reporter.write_line(f"{threat}  {outcome:<7}  {name}")


def _results(reporter: pytest.TerminalReporter) -> dict[str, dict[str, str]]:
    """Id -> test -> the worst of the outcomes of its cases."""
    results: dict[str, dict[str, str]] = defaultdict(dict)
    for outcome in reversed(WORST_FIRST):
        for report in reporter.stats.get(outcome, []):
            for key, threats in getattr(report, "user_properties", ()):
                for threat in threats if key == "threats" else ():
                    results[threat][report.nodeid.partition("[")[0]] = outcome
    return results
