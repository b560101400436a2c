"""Write the last column of docs/threats.md anew from the markers of the tests: ``make threats``.

A row without a test keeps the reason that stands there; *not yet* where none does.
"""

import re
import sys

from tests.threat_table import GROUPS, ROOT, ROW, marked_tests

TESTS = re.compile(r"`[^`]+::test_\w+`(<br>)?")


def main() -> int:
    """Write the file, where it is not as it should be; give the exit code."""
    path = ROOT / "docs" / "threats.md"
    before = path.read_text(encoding="utf-8")
    marked = marked_tests()

    def renew(row: re.Match[str]) -> str:
        threat, shown = row["threat"], row["shown"].strip()
        if threat[0] not in GROUPS:
            return row[0]
        tests = "<br>".join(f"`{test}`" for test in marked.get(threat, []))
        reason = TESTS.sub("", shown).strip()
        return f"| {threat} | {row['case']} | {row['rest']} | {tests or reason or '*not yet*'} |"

    after = ROW.sub(renew, before)
    if after != before:
        path.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
