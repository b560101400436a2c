"""docs/asvs.md has every requirement of level 1 and 2 once, and names what is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
# | V1.2.3 | met | how | `tests/x.py` |
ROWS = re.findall(r"(?m)^\| (V[\d.]+) \| ([a-z ]+) \| (.+?) \| (.*?) ?\|$", TEXT)
REQUIREMENTS = 253
"""Of level 1 and 2 in ASVS 5.0.0: 70 and 183."""
STATES = ("met", "in part", "not met", "not applicable")


def test_every_requirement_has_one_row_and_the_counts_are_right():
    assert len({name for name, *_ in ROWS}) == len(ROWS) == REQUIREMENTS
    counts = [sum(state == wanted for _, state, *_ in ROWS) for wanted in STATES]
    told = ", ".join(f"{count} {state}" for count, state in zip(counts, STATES, strict=True))
    assert f"{REQUIREMENTS} requirements: {told}." in TEXT.replace(" in part,", " in part,")


def test_what_is_met_says_where_and_the_tests_that_it_names_are_there():
    assert [name for name, state, _, where in ROWS if state == "met" and not where] == []
    named = re.findall(r"`(tests/[^`]+)`", TEXT)
    assert len(named) > 100
    assert [path for path in named if not (ROOT / path).is_file()] == []
