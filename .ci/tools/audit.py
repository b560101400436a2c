"""Asks the advisory services for known faults of our packages, and never takes silence for a clean bill.

    PYTHONPATH=.ci python .ci/tools/audit.py

pip-audit (through uv) for Python, npm for what browsers load. Of each kind one line on stdout: *clean* with the number
of packages that were really looked up, *faults* with each of them, or *no verdict* with the reason, where a service
could not be asked or did not know the packages (a mirror of a registry has no advisories; pip-audit alone ends with
"No known vulnerabilities found" there). Exit 0: everything was looked up and is clean; 1: a fault is known;
3: no fault is known, but something has no verdict.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.setup import node_environment

ROOT = Path(__file__).resolve().parents[2]
PINNED = ("requirements.txt", ".ci/requirements-node.txt")
CLEAN, FAULTS, NO_VERDICT = "clean", "faults", "no verdict"
LONGEST_REASON = 300


@dataclass(frozen=True)
class Verdict:
    """What a service said of one kind of package; ``lines`` are the faults, or the reason why there is no verdict."""

    kind: str
    said: str
    looked_up: int
    lines: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The verdict as it is printed."""
        head = f"{self.kind}: {self.said}, {self.looked_up} packages looked up"
        return "\n  ".join((head, *self.lines))


def python_verdict(answer: str, complaint: str) -> Verdict:
    """What pip-audit's JSON says; ``complaint`` is its stderr, for when there is none."""
    kind = "Python packages"
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Verdict(kind, NO_VERDICT, 0, (_last_line(complaint),))
    known = [package for package in packages if "skip_reason" not in package]
    faults = tuple(
        f"{package['name']} {package['version']}: {fault['id']}"
        + (f", mended in {', '.join(fault['fix_versions'])}" if fault.get("fix_versions") else "")
        for package in known
        for fault in package.get("vulns", ())
    )
    if faults:
        return Verdict(kind, FAULTS, len(known), faults)
    unknown = [package["skip_reason"] for package in packages if "skip_reason" in package]
    if unknown or not known:
        reason = f"{len(unknown)} of {len(packages)} were not known to the service, e.g. {''.join(unknown[:1])}"
        return Verdict(kind, NO_VERDICT, len(known), (reason,))
    return Verdict(kind, CLEAN, len(known))


def npm_verdict(answer: str, complaint: str) -> Verdict:
    """What the JSON of ``npm audit`` says; ``complaint`` is its stderr."""
    kind = "npm packages"
    try:
        report = json.loads(answer)
        found, looked_up = report["vulnerabilities"], report["metadata"]["dependencies"]["total"]
    except (ValueError, KeyError, TypeError):
        return Verdict(kind, NO_VERDICT, 0, (_npm_reason(answer) or _last_line(complaint),))
    faults = tuple(
        f"{name} {fault.get('range', '')}: {fault.get('severity', 'severity not said')}"
        for name, fault in sorted(found.items())
    )
    return Verdict(kind, FAULTS if faults else CLEAN, looked_up, faults)


def code_of(verdicts: Sequence[Verdict]) -> int:
    """The exit code; a known fault weighs more than a missing verdict."""
    said = {verdict.said for verdict in verdicts}
    return 1 if FAULTS in said else 3 if NO_VERDICT in said else 0


def _npm_reason(answer: str) -> str:
    """What npm says where its registry has no advisories, e.g. ``405 Method Not Allowed - POST …/advisories/bulk``."""
    try:
        told = json.loads(answer)
        return str(told.get("message") or told["error"]["summary"])[:LONGEST_REASON]
    except (ValueError, AttributeError, KeyError, TypeError):
        return ""


def _last_line(complaint: str) -> str:
    """The last thing that a program said."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    return (lines[-1] if lines else "it ended without a word")[:LONGEST_REASON]


def _answer(command: Sequence[str], env: dict[str, str] | None = None) -> tuple[str, str]:
    """What a program wrote to stdout and to stderr."""
    try:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    except OSError as error:
        return "", str(error)
    return done.stdout, done.stderr


def main() -> int:
    """Ask both and print what they said."""
    uvx = str(Path(sys.executable).parent / "uvx")
    pinned = [part for file in PINNED for part in ("--requirement", file)]
    verdicts = (
        python_verdict(
            *_answer((uvx, "pip-audit", *pinned, "--disable-pip", "--format", "json", "--progress-spinner", "off"))
        ),
        npm_verdict(*_answer(("npm", "audit", "--json"), node_environment())),
    )
    for verdict in verdicts:
        sys.stdout.write(f"{verdict}\n")
    code = code_of(verdicts)
    if code == 3:
        sys.stdout.write("No fault is known, but that is no clean bill: ask again where the services are reached.\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
