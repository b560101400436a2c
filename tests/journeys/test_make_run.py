"""`make run` from one command to Ctrl-C."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.live import ROOT
from tests.servers import free_port, listens, wait_until


def processes_of(folder):
    """Give the processes whose environment names this DATA_DIR."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"DATA_DIR={folder}".encode() in environ.read_bytes():
                found.append(int(environ.parts[2]))
        except OSError:
            continue  # it ended while we looked
    return found


def pool_of(folder):
    """Give the worker and its children."""
    lines = {pid: Path(f"/proc/{pid}/cmdline") for pid in processes_of(folder)}
    return [pid for pid, line in lines.items() if line.exists() and b"--queues" in line.read_bytes()]


def messages_of(folder):
    """Give what a run told its terminal."""
    return (folder / "messages.txt").read_text(encoding="utf-8")


@contextmanager
def running(command, cwd, folder):
    """A started command with its data in ``folder``, without our environment; at the end nothing of it is left."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with (folder / "messages.txt").open("w") as messages:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**kept, "DATA_DIR": str(folder), "FEEDS_FILE": os.devnull},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=messages,
            text=True,
            process_group=0,
        )
    yield process
    for pid in processes_of(folder):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.kill()
    process.communicate()


@pytest.fixture
def started(tmp_path):
    """A started `make run` and its port."""
    port = free_port()
    with running(["make", "run", f"PORT={port}"], ROOT, tmp_path) as process:
        yield process, port


@pytest.mark.timeout(180)
def test_one_command_serves_and_ctrl_c_leaves_nothing_behind(started, tmp_path):
    process, port = started
    assert process.stdout.readline() == f"ready: http://127.0.0.1:{port}/\n"
    assert listens(port)
    assert len(processes_of(tmp_path)) >= 5
    wait_until(lambda: len(pool_of(tmp_path)) >= 3, "the worker has its two children, after which it warns of nothing")
    # What is for a person follows the line that is for programs.
    wait_until(lambda: "Stop with Ctrl-C" in messages_of(tmp_path), "it has told how to stop")
    said = messages_of(tmp_path)
    assert "make the first curator" in said.lower()
    for word in ("warning", "hostname", "traceback", "error"):
        assert word not in said.lower(), said
    # What the terminal does on Ctrl-C: the signal goes to the whole foreground group.
    os.killpg(process.pid, signal.SIGINT)
    rest = process.stdout.read()
    process.wait(30)
    assert rest == ""
    wait_until(lambda: processes_of(tmp_path) == [], "no process is left", 5)
    assert not listens(port)


@pytest.mark.long
@pytest.mark.timeout(180)
def test_a_killed_make_takes_everything_with_it(started, tmp_path):
    process, port = started
    assert process.stdout.readline().startswith("ready: ")
    process.kill()
    wait_until(lambda: processes_of(tmp_path) == [], "no process is left", 30)
    assert not listens(port)


@pytest.mark.long
@pytest.mark.timeout(180)
def test_it_comes_up_from_whatever_folder_it_is_called(tmp_path):
    port, elsewhere = free_port(), tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, str(ROOT / "manage.py"), "up", "--prepare", "--port", str(port)]
    with running(command, elsewhere, tmp_path) as process:
        assert process.stdout.readline() == f"ready: http://127.0.0.1:{port}/\n", messages_of(tmp_path)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
