"""The product as its operator runs it: real processes, with a feed server, a mail server and a browser of ours.

The journeys use these; everything is on loopback and on free ports.
"""

import asyncio
import email
import email.message
import email.policy
import http.client
import http.cookiejar
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

import yaml
from aiosmtpd.controller import Controller

from articles.management.processes import read_procfile
from tests.servers import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent
PROCFILE = (ROOT / "Procfile").read_text(encoding="utf-8")
TOPOLOGY = ("web", "worker-fetch", "worker-process", "worker-mail", "beat")
"""What a Procfile runner keeps up, once ``migrate`` has ended."""
WITHOUT_CHECKS = {"check", "shell", "analyse", "evaluate", "up"}
"""Commands that check all or nothing, so that they cannot be told to leave it."""


@dataclass
class Item:
    """One item of a feed of ours."""

    guid: str
    title: str
    text: str
    published: str


class FeedServer:
    """Serves RSS feeds of items on loopback; a feed may be held, so that whoever polls it waits in the middle."""

    def __init__(self) -> None:
        """Serve nothing yet."""
        self.feeds: dict[str, list[Item]] = {}
        self.requests: list[str] = []
        self._released = threading.Event()
        self._released.set()
        self.held: str | None = None
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def hold(self, name: str) -> None:
        """Let requests for this feed wait until ``release``."""
        self._released.clear()
        self.held = name

    def release(self) -> None:
        """Answer what waits and what comes."""
        self.held = None
        self._released.set()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        name = request.path.strip("/").removesuffix(".xml")
        self.requests.append(name)
        if name == self.held:
            self._released.wait(60)
        if name not in self.feeds:
            request.send_error(404)
            return
        body = self._rss(name).encode()
        # Who asked may have been killed, which is what some journeys are about.
        with suppress(BrokenPipeError, ConnectionResetError):
            request.send_response(200)
            request.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

    def list_of_feeds(self) -> str:
        """Give all feeds as YAML for `feeds import`; of a tier whose news needs no second source."""
        rows = [
            {"slug": name, "url": f"{self.address}/{name}.xml", "publisher": name, "language": "en", "tier": "B"}
            for name in self.feeds
        ]
        return yaml.safe_dump({"feeds": rows})

    def close(self) -> None:
        """Stop."""
        self.release()
        self._http.shutdown()
        self._http.server_close()

    def _rss(self, name: str) -> str:
        items = "".join(
            f"<item><guid isPermaLink='false'>{escape(item.guid)}</guid><title>{escape(item.title)}</title>"
            f"<link>{self.address}/articles/{escape(item.guid)}</link><pubDate>{item.published}</pubDate>"
            f"<description>{escape(item.text)}</description></item>"
            for item in self.feeds[name]
        )
        head = f"<title>{escape(name)}</title><link>{self.address}/</link><description>News</description>"
        return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


class MailServer:
    """Takes mail on loopback and keeps it."""

    def __init__(self) -> None:
        """Listen."""
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self.messages: list[email.message.EmailMessage] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        """Keep a message."""
        await asyncio.sleep(0)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.messages.append(message)
        return "250 OK"

    def to(self, address: str) -> "list[email.message.EmailMessage]":
        """Give the messages to one address, oldest first."""
        return [message for message in self.messages if address in str(message["To"])]

    def close(self) -> None:
        """Stop."""
        self._controller.stop()


@dataclass
class Page:
    """What a browser got."""

    status: int
    text: str
    headers: Mapping[str, str]


@dataclass
class Browser:
    """Follows links and sends forms; keeps cookies."""

    address: str
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def get(self, path: str) -> Page:
        """Open a page."""
        return self._open(urllib.request.Request(self._url(path)))

    def post(self, path: str, **fields: str) -> Page:
        """Send a form, with the token of the page that it is on where there is one."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)
        if token:
            fields["csrfmiddlewaretoken"] = token[1]
        body = urllib.parse.urlencode(fields).encode()
        return self._open(urllib.request.Request(self._url(path), data=body))

    def _url(self, path: str) -> str:
        return path if path.startswith("http") else self.address + path

    def _open(self, request: urllib.request.Request) -> Page:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        try:
            with opener.open(request, timeout=30) as answer:
                return Page(answer.status, answer.read().decode(), dict(answer.headers))
        except urllib.error.HTTPError as error:
            return Page(error.code, error.read().decode(errors="replace"), dict(error.headers))


def unchecked(arguments: Sequence[str]) -> Sequence[str]:
    """A management command without Django's checks, which have tests of their own and cost more than most commands."""
    command, *others = arguments
    return arguments if command in WITHOUT_CHECKS else [command, "--skip-checks", *others]


class Product:
    """One installation: its environment, its commands, its processes."""

    def __init__(self, folder: Path, mail_port: int, **environment: str) -> None:
        """Take a folder for its data and what tells the two ways to run apart."""
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}
        self.environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "gba_tracker.settings",
            "DATA_DIR": str(folder),
            "SITE_URL": self.address,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "FETCH_ALLOW_PRIVATE": "1",
            "FETCH_PAGES": "0",
            "FETCH_HOST_PACE": "0",
            "FEEDS_FILE": os.devnull,
            **environment,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def manage(self, *arguments: str, check: bool = True, stdin: str = "", seconds: float = 240) -> str:
        """Run a management command and give its stdout. Raises AssertionError with its stderr where it fails."""
        done = subprocess.run(
            [sys.executable, ROOT / "manage.py", *unchecked(arguments)],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            input=stdin,
            text=True,
            check=False,
            timeout=seconds,
        )
        assert not check or done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def copy(self, prepared: Path) -> None:
        """Begin with the data of another installation that has stopped, in a file of SQLite."""
        shutil.copytree(prepared, self.folder, dirs_exist_ok=True)

    def start(self, *names: str, **environment: str) -> None:
        """Start programs of the topology; where the web server is among them, wait until it is ready."""
        for folder in ("queue", "processed", "control"):
            (self.folder / "broker" / folder).mkdir(parents=True, exist_ok=True)
        environment = {**self.environment, **environment}
        programs = {
            program.name: program.command
            for program in read_procfile(PROCFILE, {**environment, "PORT": str(self.port)})
        }
        for name in names:
            # The tools of the Python that runs the tests, wherever its environment lies.
            tool, *arguments = programs[name]
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [Path(sys.executable).parent / Path(tool).name, *arguments],
                    env=environment,
                    cwd=ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    process_group=0,
                )
        if "web" in names:
            try:
                wait_until(self.is_ready, "/readyz answers 200")
            except TimeoutError as error:
                raise AssertionError(self.last_words("web")) from error

    def is_ready(self) -> bool:
        """Say whether /readyz answers 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def last_words(self, name: str) -> str:
        """Give the end of a program's log."""
        return (self.folder / f"{name}.log").read_text(errors="replace")[-2000:]

    def kill(self) -> None:
        """End every process at once, as a power cut would."""
        for process in self.processes.values():
            with suppress(ProcessLookupError):  # it had died by itself
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.processes.clear()

    def kill_one(self, name: str) -> None:
        """End one program with all its processes at once."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):  # it had died by itself
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def rows(self) -> str:
        """Give what the database holds, without numbers and times that differ from run to run."""
        return self.manage("shell", "--verbosity", "0", "--command", ROWS)


ROWS = """
import json
from articles.models import Article, Deal, DealReport, Entry
print(json.dumps({
    "entries": sorted(Entry.objects.values_list("feed__slug", "guid", "generation")),
    "articles": sorted(Article.objects.values_list("canonical_url", "title")),
    "unprocessed": Article.objects.filter(processed_at=None).count(),
    "deals": sorted(Deal.objects.values_list("type", "status")),
    "reports": DealReport.objects.count(),
}, ensure_ascii=False, indent=1))
"""


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """Run a feed server."""
    server = FeedServer()
    try:
        yield server
    finally:
        server.close()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server."""
    server = MailServer()
    try:
        yield server
    finally:
        server.close()
