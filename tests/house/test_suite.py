"""The rule for what a machine has not: left out and counted in the last line, or a failure on CI."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
def test_that_needs_a_server(redis_url): pass
def test_that_needs_it_too(redis_url): pass
def test_that_needs_nothing(): pass
"""


@pytest.fixture
def run(tmp_path):
    """Run a suite of three tests on a machine without Redis."""
    probe = tmp_path / "test_probe.py"
    probe.write_text(PROBE, encoding="utf-8")

    def run(**environment):
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-c", "pyproject.toml", "-p", "tests.conftest", str(probe)],
            env={"PATH": str(tmp_path), "HOME": str(tmp_path), **environment},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_without_ci_tests_of_a_missing_service_are_counted_in_the_last_line(run):
    done = run()
    assert done.returncode == 0
    last = done.stdout.strip().splitlines()[-1]
    assert last == "2 tests left out for want of Redis (apt-get install redis-server): 2"


def test_on_ci_a_missing_service_is_a_failure(run):
    done = run(CI="true")
    assert done.returncode == 1
    assert "1 passed" in done.stdout
    assert "this machine has no Redis" in done.stdout


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_migrations_wrote_is_there_after_a_test_that_empties_the_tables(turn):
    rights = {group.name: group.permissions.count() for group in Group.objects.all()}
    assert rights.keys() == {"Curator", "Editor", "Admin"}
    assert 0 < rights["Curator"] < rights["Editor"] < rights["Admin"]
