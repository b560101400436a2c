"""Starts several programs, keeps them up and stops them together.

    start -> each program in a process group of its own, its output on stderr
    watch -> one that dies is started again; one that dies too often ends all
    stop  -> SIGTERM to each, after a while SIGKILL to what is left of its group

A group for each program, so that the pool or the web server's own worker
that a killed program leaves behind goes with it and cannot hold the port.
"""

import ctypes
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

GRACE_SECONDS = 12.0
"""How long a program may take to stop before it is killed. What it leaves undone is found again by its lease."""
RESTARTS, RESTART_WINDOW_SECONDS = 5, 60.0
"""A program that dies more often than this in the window is dead for good."""
PR_SET_PDEATHSIG = 1
"""From linux/prctl.h: the signal that a process gets when its parent dies."""


PROCFILE_LINE = re.compile(r"^([A-Za-z0-9_-]+):\s*(\S.*)$")
"""``web: .venv/bin/granian --port ${PORT:-8000} …``"""
DEFAULTED = re.compile(r"\$\{([A-Z_]+)(?::-([^}]*))?\}")
"""``${PORT:-8000}``, ``${DATA_DIR}``."""


def read_procfile(text: str, environment: Mapping[str, str]) -> "list[Program]":
    """Give the programs of a Procfile in its order, with ``${NAME:-default}`` filled in; no shell is asked.

    Raises ValueError where a line is no ``name: command``.
    """
    programs = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        found = PROCFILE_LINE.match(line)
        if not found:
            raise ValueError(f"no line of a Procfile: {line}")
        words = shlex.split(DEFAULTED.sub(lambda m: environment.get(m[1]) or m[2] or "", found[2]))
        programs.append(Program(found[1], words))
    return programs


@dataclass
class Program:
    """A command that is to be kept running, and what became of it."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: "deque[float]" = field(default_factory=lambda: deque(maxlen=RESTARTS))

    def died_too_often(self, moment: float) -> bool:
        """Note a death at ``moment`` (seconds, monotonic) and say whether it was one too many."""
        often = len(self.deaths) == RESTARTS and moment - self.deaths[0] < RESTART_WINDOW_SECONDS
        self.deaths.append(moment)
        return often


class Supervisor:
    """The programs of one run."""

    def __init__(self, programs: Sequence[Program], environment: Mapping[str, str], say: Callable[[str], None]):
        """Take the programs, the environment that all get, and where messages for a person go."""
        self.programs = list(programs)
        self.environment = dict(environment)
        self.say = say
        self.stopping = threading.Event()
        self.failed = False

    def start(self) -> None:
        """Start every program; from now on SIGINT and SIGTERM ask for the end."""
        signal.signal(signal.SIGINT, self._on_signal)
        signal.signal(signal.SIGTERM, self._on_signal)
        for program in self.programs:
            self._start(program)

    def watch(self, until: Callable[[], bool]) -> bool:
        """Keep the programs up until ``until()`` holds (True), or until the end was asked for (False)."""
        while not self.stopping.is_set():
            for program in self.programs:
                self._look_after(program)
            if not self.stopping.is_set() and until():
                return True
            self.stopping.wait(0.1)
        return False

    def stop(self) -> None:
        """Stop all programs together and leave no process of theirs behind."""
        self.stopping.set()
        for program in self.programs:
            if program.process and program.process.poll() is None:
                program.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for program in self.programs:
            if program.process:
                try:
                    program.process.wait(max(0.0, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    self.say(f"{program.name} does not stop, killed")
                _kill_group(program.process)

    def _start(self, program: Program) -> None:
        program.process = subprocess.Popen(
            program.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            stderr=sys.stderr.fileno(),
            process_group=0,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )

    def _look_after(self, program: Program) -> None:
        if program.process is None or program.process.poll() is None:
            return
        _kill_group(program.process)
        if program.died_too_often(time.monotonic()):
            self.say(f"{program.name} died again and again (exit code {program.process.returncode}), stopping all")
            self.failed = True
            self.stopping.set()
            return
        self.say(f"{program.name} died (exit code {program.process.returncode}), started again")
        self._start(program)

    def _on_signal(self, number: int, frame: object) -> None:
        self.stopping.set()


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill what is left of the group that ``process`` leads, itself included."""
    with suppress(ProcessLookupError):  # nothing is left
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _die_with_parent() -> None:
    """Ask the kernel to end this process when the one that started it is killed (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
