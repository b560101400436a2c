"""Writes requirements*.txt from the commented lists in pyproject.toml: pinned, hashed, a reason on each line.

    python .ci/tools/pins.py            keeps every pin that still fits
    python .ci/tools/pins.py --upgrade  takes the newest of each

The pins hold for Python 3.11 to 3.13 on every platform. The second and the
third file are resolved under the pins of the first, so the three never disagree.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A dependency and why it is here:     "nh3~=0.3.8",  # takes scripts out of foreign HTML
DEPENDENCY = re.compile(r'^    "(?P<spec>[^"]+)",  # (?P<reason>\S.*)$')
# The head of a list: dependencies = [
LIST_HEAD = re.compile(r"^(?P<name>[a-z]+) = \[$")
# A pinned package as uv prints it: nh3==0.3.8 \
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)(?:\[[a-z,]+\])?==")
# File -> the lists that it pins. The first holds everything, the others parts of it or what only set-up needs.
FILES = {
    "requirements.txt": ("dependencies", "dev"),
    ".ci/requirements-run.txt": ("dependencies",),
    ".ci/requirements-node.txt": ("build",),
}
LISTS = ("dependencies", "dev", "build")
HEADS = {
    "requirements.txt": "What the product and its tests need.",
    ".ci/requirements-run.txt": "What the product alone runs on: a part of requirements.txt.",
    ".ci/requirements-node.txt": "Node, for machines that have none.",
}


def read_lists(pyproject: str) -> dict[str, dict[str, str]]:
    """Give, per list, each dependency with its reason. Raises ValueError for one without a reason."""
    lists: dict[str, dict[str, str]] = {}
    current: dict[str, str] | None = None
    for line in pyproject.splitlines():
        if head := LIST_HEAD.match(line):
            current = lists.setdefault(head["name"], {}) if head["name"] in LISTS else None
        elif line.startswith("]"):
            current = None
        elif current is not None:
            found = DEPENDENCY.match(line)
            if not found:
                raise ValueError(f"pyproject.toml: say why it is here: {line.strip()}")
            current[found["spec"]] = found["reason"]
    return lists


def resolve(specs: list[str], target: Path, constraints: Path | None, upgrade: bool) -> str:
    """Give uv's answer for ``specs``; pins already in ``target`` are kept unless ``upgrade``."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "-", "--universal", "--generate-hashes"),
        *("--python-version", "3.11", "--no-header", "--no-emit-index-url", "--quiet"),
        *(["--constraints", str(constraints)] if constraints else []),
        *(["--upgrade"] if upgrade else []),
        *("--output-file", str(target)),
    ]
    subprocess.run(command, input="\n".join(specs), text=True, check=True, stdout=subprocess.DEVNULL)
    return target.read_text(encoding="utf-8")


def with_reasons(resolved: str, reasons: dict[str, str]) -> str:
    """Put our reasons in the place of uv's "via" for what we asked for ourselves."""
    by_name = {re.split(r"[\[~=<>; ]", spec)[0].lower().replace(".", "-"): reason for spec, reason in reasons.items()}
    blocks = re.split(r"(?m)^(?=[a-z0-9])", resolved)
    lines = []
    for block in filter(str.strip, blocks):
        name = PIN.match(block)["name"]
        body = [line for line in block.rstrip().splitlines() if not line.lstrip().startswith("#")]
        via = [line.strip("# ").removeprefix("via").strip() for line in block.splitlines() if line.lstrip()[:1] == "#"]
        needed_by = ", ".join(
            entry for entry in via if entry and not entry.startswith("-") and not entry.endswith(".txt")
        )
        lines += [f"# {by_name.get(name) or 'needed by ' + needed_by}", *body]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the three files."""
    lists = read_lists((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    first = ROOT / "requirements.txt"
    for file, names in FILES.items():
        target = ROOT / file
        wanted = {spec: reason for name in names for spec, reason in lists[name].items()}
        resolved = resolve(list(wanted), target, first if target != first else None, "--upgrade" in sys.argv[1:])
        head = f"# {HEADS[file]} Written by .ci/tools/pins.py from pyproject.toml; do not edit.\n"
        target.write_text(head + with_reasons(resolved, wanted), encoding="utf-8")
        sys.stderr.write(f"wrote {file}\n")


if __name__ == "__main__":
    main()
