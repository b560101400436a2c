"""Every package that we use is declared with a reason, pinned and hashed; every one that is declared is used."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from tools import pins

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OURS = {"articles", "dashboards", "gba_tracker", "tests", "tools", "manage"}
# Named by what runs them, not by an import.
USED_OTHERWISE = {
    "brotli": "WhiteNoise finds it and compresses with it",
    "granian": "a command",
    "psycopg": "Django's engine imports it",
    "redis": "Celery and the cache import it",
    "django-axes": "named in the settings",
    "whitenoise": "named in the settings",
}


def name_of(spec):
    return re.split(r"[\[~=<>; ]", spec)[0].lower().replace("_", "-").replace(".", "-")


def imported(*folders):
    names = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module)
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names | OURS}


def distributions(modules):
    """Give the package that brings each module; several packages may share a namespace."""
    brings = metadata.packages_distributions()
    found = set()
    for module in modules:
        candidates = {name_of(name) for name in brings.get(module.partition(".")[0], [module])}
        whole = name_of(module)
        found.add(whole if whole in candidates else sorted(candidates)[0] if len(candidates) == 1 else whole)
    return found


def test_what_the_product_imports_is_declared():
    extras = [spec for specs in PYPROJECT["project"]["optional-dependencies"].values() for spec in specs]
    declared = {name_of(spec) for spec in (*PYPROJECT["project"]["dependencies"], *extras)}
    assert distributions(imported("articles", "dashboards", "gba_tracker")) - declared == set()


def test_what_an_extra_brings_is_imported_only_where_it_is_asked_for():
    """A set-up without extras runs: only gba_tracker/sentry.py names sentry_sdk, and that is loaded with SENTRY_DSN."""
    named = [path for path in (ROOT / "gba_tracker").rglob("*.py") if "import sentry_sdk" in path.read_text("utf-8")]
    assert [path.name for path in named] == ["sentry.py"]


def test_what_is_declared_is_used():
    declared = {name_of(spec) for spec in PYPROJECT["project"]["dependencies"]}
    used = distributions(imported("articles", "dashboards", "gba_tracker")) | set(USED_OTHERWISE)
    assert declared - used == set()


def test_what_the_tests_import_is_declared():
    groups = PYPROJECT["dependency-groups"]
    declared = {name_of(spec) for spec in (*PYPROJECT["project"]["dependencies"], *groups["dev"])}
    assert distributions(imported("tests", ".ci/tools")) - declared == set()


def test_every_dependency_says_why_it_is_here():
    lists = pins.read_lists((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {name: len(entries) for name, entries in lists.items()} == {
        "dependencies": len(PYPROJECT["project"]["dependencies"]),
        "dev": len(PYPROJECT["dependency-groups"]["dev"]),
        "build": len(PYPROJECT["dependency-groups"]["build"]),
    }


def test_every_declared_package_is_pinned():
    lists = {"dependencies": PYPROJECT["project"]["dependencies"], **PYPROJECT["dependency-groups"]}
    for file, names in pins.FILES.items():
        group = [spec for name in names for spec in lists[name]]
        pinned = {
            name_of(line)
            for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
            if line and not line.startswith(("#", " "))
        }
        assert {name_of(spec) for spec in group} - pinned == set(), file


@pytest.mark.threat("O04")
def test_every_pin_has_a_reason_and_a_hash():
    for file in pins.FILES:
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if line and not line.startswith(("#", " ")):
                assert "==" in line, line
                assert re.match(r"# \S.{8,}", lines[number - 1]), line
                assert lines[number + 1].startswith("    --hash=sha256:"), line


def test_the_pins_name_no_registry():
    for path in (*pins.FILES, "package-lock.json", ".npmrc"):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert "index-url" not in text, path
        assert "://" not in text.replace("https://opencollective.com", ""), path


def test_installed_packages_are_those_of_the_pins():
    pinned = re.findall(r"(?m)^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+) \\$", (ROOT / "requirements.txt").read_text())
    assert len(pinned) > 40
    assert {name: metadata.version(name) for name, _ in pinned} == dict(pinned)
