"""The rules that tools can check: style, types, import walls, migrations, spelling of the tree."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("articles", "dashboards", "gba_tracker")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "constants", "types", "exceptions", "misc"}
# Work put into a queue: poll_feeds.delay(ids)
SENDING = re.compile(r"\.(?:delay|apply_async)\(")
# "with transaction.atomic():" by itself
BARE_TRANSACTION = re.compile(r"with transaction\.atomic\(")
AT_LEISURE = {"rendering.py", "bouncing.py", "delivering.py", "planning.py"}
"""Of the digests: what the mail worker does, whom nobody waits for."""
# We aim at 300 lines; past these nobody finds the second idea that is hiding there.
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


def run(*command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def product_files():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.threat("S07")
def test_ruff_finds_nothing():
    run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")


def test_everything_is_formatted():
    run(sys.executable, "-m", "ruff", "format", "--check", "--no-cache", ".")


def test_the_pure_parts_are_strictly_typed():
    run(sys.executable, "-m", "mypy")


@pytest.mark.threat("S07")
def test_the_import_walls_stand():
    run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_app_of_ours_has_its_migrations():
    for config in apps.get_app_configs():
        if config.name.startswith(("articles", "dashboards")) and list(config.get_models()):
            assert (Path(config.path) / "migrations" / "__init__.py").is_file(), config.name


def test_no_file_is_a_drawer_for_anything():
    assert [path for path in product_files() if path.stem in FORBIDDEN_NAMES] == []


def test_files_and_functions_stay_readable():
    long = []
    for path in product_files():
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if (lines := text.count("\n")) > LONGEST_FILE:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}: {node.name}: {lines} lines")
    assert long == []


def test_every_public_module_class_and_function_says_what_it_is():
    silent = []
    for path in product_files():
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef))]
        silent += [
            f"{path.relative_to(ROOT)}: {getattr(node, 'name', 'module')}"
            for node in nodes
            if not getattr(node, "name", "").startswith("_") and not ast.get_docstring(node)
        ]
    assert silent == []


def test_the_pipeline_reads_no_clock_and_throws_no_dice():
    banned = {"random", "secrets", "time", "uuid"}
    for path in sorted((ROOT / "articles" / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {(node.module or "").partition(".")[0]}
            elif isinstance(node, ast.Attribute):
                assert node.attr not in {"now", "utcnow", "today"}, f"{path}:{node.lineno}"
                continue
            else:
                continue
            assert not names & banned, f"{path}:{node.lineno}"


@pytest.mark.threat("W05")
def test_no_template_or_module_marks_text_from_outside_as_safe():
    sources = [*product_files(), *sorted((ROOT / "templates").rglob("*.*"))]
    marks = ("mark_safe(", "|safe", "autoescape off", "SafeString(")
    found = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in sources
        if path.suffix in {".py", ".html", ".txt", ".xml"}
        for mark in marks
        # A plain-text mail has no markup that could break.
        if mark in path.read_text(encoding="utf-8") and not (mark == "autoescape off" and path.suffix == ".txt")
    ]
    assert found == []


@pytest.mark.threat("Q10")
def test_work_is_sent_to_workers_only_after_the_commit_or_from_a_task():
    for path in product_files():
        if path.name != "tasks.py" and "fetcher" not in path.parts:
            assert not SENDING.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    "place", ["articles/actions/curation", "articles/actions/polling", "dashboards/digests/actions"]
)
def test_what_a_person_waits_for_takes_its_turn_with_the_workers(place):
    """A bare transaction would wait for SQLite's writer in long naps, and find it taken again (``clustering.turn``)."""
    waited_for = [path for path in product_files() if place in str(path) and path.name not in AT_LEISURE]
    bare = [path.name for path in waited_for if BARE_TRANSACTION.search(path.read_text(encoding="utf-8"))]
    assert len(waited_for) > 5
    assert bare == []
