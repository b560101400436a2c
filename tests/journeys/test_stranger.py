"""What docs/deploy.md tells somebody with a machine of their own, done to the letter: from empty servers to a digest.

PostgreSQL and Redis with nothing in them, the settings in a file, ``up --procfile Procfile``, feeds imported, a
curator with two factors at the desk, a reader whose digest arrives, Ctrl-C. The commands are those of the document;
each is printed with its time (``pytest -rP``).
"""

import base64
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django_otp.oath import totp

from tests.journeys.conftest import fresh_database, fresh_redis
from tests.journeys.test_article_journey import assert_pages_show_the_deal, reader_subscribes_and_is_mailed
from tests.live import PROCFILE, ROOT, Browser, Product
from tests.servers import listens, wait_until

DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
PASSWORD = "correct horse battery staple"
PYTHON = ".venv/bin/python"
CODE_FIELD = 'name="code"'


class Terminal(Product):
    """An operator's shell in the checkout, with the settings of ``gba.env`` and nothing else."""

    def __init__(self, folder: Path, mail_port: int, **environment: str) -> None:
        """Write the settings."""
        super().__init__(folder, mail_port, **environment)
        self.times: list[tuple[str, float]] = []
        (folder / "gba.env").write_text("".join(f"{k}={shlex.quote(v)}\n" for k, v in self.environment.items()))

    def _shell(self, command: str) -> list[str]:
        return ["/bin/sh", "-c", f"set -a; . {self.folder}/gba.env; set +a; exec {command}"]

    def manage(self, *arguments: str, check: bool = True, stdin: str = "", seconds: float = 240) -> str:
        """Type a command and read what it prints."""
        command = f"{PYTHON} manage.py {shlex.join(arguments)}"
        began = time.monotonic()
        done = subprocess.run(
            self._shell(command), cwd=ROOT, env={}, input=stdin, capture_output=True, text=True, timeout=seconds,
            check=False,
        )  # fmt: skip
        self.times.append((command.replace(str(self.folder), "…"), time.monotonic() - began))
        assert not check or done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def up(self) -> subprocess.Popen[str]:
        """Type the command that keeps everything up, and wait for its one line."""
        command = f"{PYTHON} manage.py up --procfile Procfile --port {self.port}"
        assert command.partition(" --port")[0] in DEPLOY
        began = time.monotonic()
        with (self.folder / "up.log").open("w") as log:
            running = subprocess.Popen(
                self._shell(command), cwd=ROOT, env={}, stdout=subprocess.PIPE, stderr=log, text=True,
                start_new_session=True,
            )  # fmt: skip
        said = running.stdout.readline()
        assert said == f"ready: {self.address}/\n", (self.folder / "up.log").read_text()
        self.times.append((command, time.monotonic() - began))
        return running


@pytest.fixture
def terminal(tmp_path, mail, postgresql_url, redis_url):
    return Terminal(
        tmp_path,
        mail.port,
        DATABASE_URL=fresh_database(postgresql_url, "stranger"),
        REDIS_URL=fresh_redis(redis_url),
        SECRET_KEY="of-this-test-alone-0123456789-abcdefghijklmnop",
        PYTHONUNBUFFERED="1",
    )


def enter_the_desk(browser, name, otpauth):
    """Password, then the code of the app; between the two the desk is closed."""
    secret = re.search(r"secret=([A-Z2-7]+)", otpauth)[1]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    browser.post("/admin/login/", username=name, password=PASSWORD)
    assert CODE_FIELD in browser.get("/admin/review/").text, "the queue is not there yet"
    entered = browser.post("/admin/second-factor/", code=f"{totp(key):06d}")
    assert (entered.status, CODE_FIELD in entered.text) == (200, False)
    return browser.get("/admin/review/")


def children_of(session):
    """The living processes of a session, from /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.mark.long
@pytest.mark.postgresql
@pytest.mark.redis
@pytest.mark.threat("O03", "A01")
@pytest.mark.timeout(600)
def test_whoever_follows_the_document_has_pages_a_curator_and_a_digest(terminal, feeds, mail):
    running = terminal.up()
    try:
        programs = [line.partition(":")[0] for line in PROCFILE.splitlines()]
        assert len(children_of(running.pid)) >= len(programs), "web, three workers and beat, with their processes"
        browser = Browser(terminal.address)
        assert browser.get("/").status == 200, "the starter history is there before the first poll"
        listed = terminal.folder / "feeds.yaml"
        listed.write_text(feeds.list_of_feeds(), encoding="utf-8")
        assert "added 3" in terminal.manage("feeds", "import", str(listed))
        began = time.monotonic()
        wait_until(lambda: "sign memorandum on robotics" in browser.get("/deals/").text, "beat polled, workers read")
        terminal.times.append(("(wait for the first news on a page)", time.monotonic() - began))
        assert_pages_show_the_deal(browser)

        made = terminal.manage("create_curator", "wai", "--password-stdin", stdin=f"{PASSWORD}\n")
        queue = enter_the_desk(browser, "wai", made)
        assert queue.status == 200
        assert "review" in queue.text.lower()

        reader_subscribes_and_is_mailed(terminal, Browser(terminal.address), mail)
    finally:
        began = time.monotonic()
        os.kill(running.pid, signal.SIGINT)
        try:
            running.communicate(timeout=90)
            code = running.returncode
        finally:
            for pid in children_of(running.pid):
                os.kill(pid, signal.SIGKILL)
    terminal.times.append(("(Ctrl-C)", time.monotonic() - began))
    assert (code, listens(terminal.port), children_of(running.pid)) == (0, False, [])
    sys.stdout.write("\n".join(f"{seconds:6.1f} s  {command}" for command, seconds in terminal.times))
