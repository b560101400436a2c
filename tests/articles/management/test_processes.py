import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from articles.management.processes import RESTARTS, Program
from tests.servers import wait_until

# A supervisor of small programs, run as a process of its own, as signals need one.
SUPERVISOR = """
import sys
from articles.management.processes import Program, Supervisor
programs = [Program(str(n), [sys.executable, "-c", code]) for n, code in enumerate(sys.argv[2:])]
supervisor = Supervisor(programs, {"HERE": sys.argv[1]}, lambda text: print(text, file=sys.stderr))
supervisor.start()
try:
    supervisor.watch(lambda: False)
finally:
    supervisor.stop()
sys.exit(supervisor.failed)
"""
LIVES = "import os, pathlib, time; pathlib.Path(os.environ['HERE'], str(os.getpid())).touch(); time.sleep(600)"
DIES = "import os, pathlib; pathlib.Path(os.environ['HERE'], str(os.getpid())).touch()"
LEAVES_A_CHILD = """
import os, pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(os.environ["HERE"], str(child.pid)).touch()
time.sleep(600)
"""


@pytest.fixture
def supervise(tmp_path):
    started = []

    def start(*codes):
        command = [sys.executable, "-c", SUPERVISOR, str(tmp_path), *map(textwrap.dedent, codes)]
        started.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()
    for name in os.listdir(tmp_path):
        if alive(int(name)):
            os.kill(int(name), signal.SIGKILL)


def alive(pid):
    """Say whether a process runs; one that only waits to be collected does not."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def pids(tmp_path):
    return [int(name) for name in os.listdir(tmp_path)]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_all_programs_together(supervise, tmp_path, sign):
    process = supervise(LIVES, LIVES)
    wait_until(lambda: len(pids(tmp_path)) == 2, "both run")
    process.send_signal(sign)
    assert process.wait(20) == 0
    assert [pid for pid in pids(tmp_path) if alive(pid)] == []


def test_a_program_that_is_killed_is_started_again(supervise, tmp_path):
    supervise(LIVES)
    wait_until(lambda: len(pids(tmp_path)) == 1, "it runs")
    first = pids(tmp_path)[0]
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: len(pids(tmp_path)) == 2, "it runs again")
    assert [pid for pid in pids(tmp_path) if alive(pid)] != [first]


def test_a_program_that_cannot_be_kept_up_ends_all(supervise, tmp_path):
    process = supervise(LIVES, DIES)
    _, messages = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "1 died again and again" in messages
    assert len(pids(tmp_path)) == 1 + 1 + RESTARTS
    assert [pid for pid in pids(tmp_path) if alive(pid)] == []


def test_what_a_killed_program_leaves_behind_goes_with_it(supervise, tmp_path):
    process = supervise(LEAVES_A_CHILD)
    wait_until(lambda: pids(tmp_path), "the child runs")
    process.terminate()
    process.wait(20)
    # Killed by now; on a busy machine the system takes a moment to bury them.
    wait_until(lambda: not any(map(alive, pids(tmp_path))), "it ends with its parent")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent died")
def test_programs_do_not_outlive_a_killed_supervisor(supervise, tmp_path):
    process = supervise(LIVES)
    wait_until(lambda: pids(tmp_path), "it runs")
    process.kill()
    wait_until(lambda: not alive(pids(tmp_path)[0]), "it ends")


def test_deaths_that_lie_far_apart_are_forgiven():
    program = Program("web", ["true"])
    moment = time.monotonic()
    assert not any(program.died_too_often(moment + 100 * n) for n in range(50))


def test_deaths_in_a_row_are_not():
    program = Program("web", ["true"])
    moment = time.monotonic()
    answers = [program.died_too_often(moment + n) for n in range(RESTARTS + 1)]
    assert answers == [False] * RESTARTS + [True]
