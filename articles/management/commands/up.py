"""Starts web server, worker and beat as plain subprocesses and stops them together."""

import http.client
import os
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles.management.processes import Program, Supervisor, read_procfile

READY_SECONDS = 90.0
"""How long everything may take to come up before we give up."""
PORT_SECONDS = 3.0
"""How long a port may still be held by a run that is just ending."""
HOST = "127.0.0.1"


class Command(BaseCommand):
    """The whole product on one machine."""

    help = "Starts web server, worker and beat, says when they are ready, and stops them together."
    requires_system_checks: Sequence[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port and how to begin and end."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare", action="store_true", help="first do what `manage.py prepare` does")
        parser.add_argument("--procfile", help="run the programs of this Procfile; one called migrate first, by itself")
        parser.add_argument("--stop-with-parent", action="store_true", help="end when the calling process ends")

    def handle(
        self, *args: Any, port: int, prepare: bool, procfile: str | None, stop_with_parent: bool, **options: Any
    ) -> None:
        """Run until SIGINT, SIGTERM or a program that cannot be kept up."""
        check_port(port)
        if prepare:
            call_command("prepare", stderr=self.stderr)
        if procfile and os.geteuid() == 0:
            self.stderr.write("This runs as root, which nothing here needs: better as a user of its own.")
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        environment.setdefault("SITE_URL", f"http://{HOST}:{port}")
        # The programs find the project from whatever folder this was called in; that stays, as paths are told from it.
        known = os.environ.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([str(settings.BASE_DIR), *([known] if known else [])])
        chosen = self.programs_of(procfile, {**environment, "PORT": str(port)}) if procfile else programs(port)
        supervisor = Supervisor(chosen, environment, self.stderr.write)
        parent = os.getppid()

        def orphaned() -> bool:
            return stop_with_parent and os.getppid() != parent

        started = time.monotonic()
        late = False
        supervisor.start()
        try:
            if supervisor.watch(lambda: answers(port) or orphaned() or time.monotonic() - started > READY_SECONDS):
                late = time.monotonic() - started > READY_SECONDS
                if not late and not orphaned():
                    self.announce(port)
                    supervisor.watch(orphaned)
        finally:
            supervisor.stop()
        if late:
            raise CommandError(f"/readyz did not answer 200 within {READY_SECONDS:.0f} s: see the messages above")
        if supervisor.failed:
            raise CommandError("stopped, because one of the programs could not be kept up")

    def programs_of(self, procfile: str, environment: dict[str, str]) -> list[Program]:
        """Run ``migrate`` of a Procfile to its end and give the others. Raises CommandError where that fails."""
        try:
            found = read_procfile(Path(procfile).read_text(encoding="utf-8"), environment)
        except (OSError, ValueError) as error:
            raise CommandError(f"{procfile}: {error}", returncode=2) from error
        for program in found:
            if program.name == "migrate" and (code := subprocess.call(program.command, env=environment)):
                raise CommandError(f"migrate ended with exit code {code}: see the messages above")
        return [program for program in found if program.name != "migrate"]

    def announce(self, port: int) -> None:
        """Print the one line of stdout, and for a person what to do next."""
        self.stdout.write(f"ready: http://{HOST}:{port}/")
        self.stdout.flush()
        if not get_user_model().objects.filter(is_staff=True, is_active=True).exists():
            self.stderr.write("Make the first curator: .venv/bin/python manage.py create_curator NAME")
        self.stderr.write("Stop with Ctrl-C.")


def programs(port: int) -> list[Program]:
    """Give the three programs of the topology; the Procfile and docker-compose.yml name the same ones."""
    tools = Path(sys.executable).parent
    celery = (str(tools / "celery"), "--app", "gba_tracker")
    beat_file = settings.DATA_DIR / "beat"
    beat_file.mkdir(parents=True, exist_ok=True)
    return [
        Program(
            "web",
            (
                *(str(tools / "granian"), "--interface", "wsgi", "--host", HOST, "--port", str(port)),
                *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
                "gba_tracker.wsgi:application",
            ),
        ),
        Program(
            "worker",
            (
                *(*celery, "--quiet", "worker", "--queues", "fetch,process,mail", "--concurrency", "2"),
                *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
            ),
        ),
        Program("beat", (*celery, "--quiet", "beat", "--pidfile=", "--schedule", str(beat_file / "schedule"))),
    ]


def check_port(port: int) -> None:
    """Raise CommandError (exit 2) with the remedy when nothing can listen on ``port``."""
    deadline = time.monotonic() + PORT_SECONDS
    while True:
        with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
                probe.listen(1)
                return
            except (OSError, OverflowError) as error:
                if time.monotonic() > deadline:
                    text = f"cannot listen on port {port} ({error}): choose another, as in `make run PORT=8001`"
                    raise CommandError(text, returncode=2) from error
        time.sleep(0.1)


def answers(port: int) -> bool:
    """Say whether /readyz answers 200."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=5)) as connection:
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
