"""A server on loopback that answers as a test wants, well or badly; it keeps what it was asked."""

import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Asked:
    """One request: its path with the query, its headers (names in lower case)."""

    path: str
    headers: Mapping[str, str]


@dataclass
class Reply:
    """One answer. ``raw`` replaces all of it; ``after`` runs with the socket when it is sent."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "application/rss+xml; charset=utf-8"
    raw: bytes | None = None
    after: Callable[[socket.socket], None] | None = None

    def bytes(self) -> bytes:
        """The answer as it goes over the wire."""
        if self.raw is not None:
            return self.raw
        named = {name.lower() for name, _ in self.headers}
        lines = [f"HTTP/1.1 {self.status} X", *(f"{name}: {value}" for name, value in self.headers)]
        if "content-type" not in named:
            lines.append(f"Content-Type: {self.content_type}")
        if "content-length" not in named and "transfer-encoding" not in named:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + self.body


Answer = Reply | Callable[[Asked], Reply]


@dataclass
class LoopbackServer:
    """Start with ``with``; ``routes`` maps paths (without query) to answers, everything else is a 404."""

    routes: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> "LoopbackServer":
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with suppress(ConnectionError):
                    outer.answer(self.rfile, self.request)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            request_queue_size = 200

        self.done = threading.Event()
        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path here."""
        return f"http://{host}:{self.port}{path}"

    def hang(self, _: socket.socket | None = None) -> None:
        """Say nothing more until the test is over."""
        self.done.wait(30)

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def answer(self, lines: object, connection: socket.socket) -> None:
        """Read one request and answer it."""
        first = lines.readline().decode("latin-1").split()
        if len(first) < 2:
            return
        headers = {}
        while line := lines.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        asked = Asked(first[1], headers)
        self.asked.append(asked)
        route = self.routes.get(first[1].partition("?")[0], Reply(status=404))
        reply = route(asked) if callable(route) else route
        connection.sendall(reply.bytes())
        if reply.after:
            reply.after(connection)


@dataclass(frozen=True)
class Told:
    """One item of an RSS feed of ours."""

    guid: str
    title: str
    text: str = ""
    link: str = ""
    published: str = "Mon, 02 Nov 2026 10:00:00 +0800"


def rss(*items: Told, base: str = "https://paper.example", title: str = "The Delta Paper") -> bytes:
    """An RSS 2.0 document; an item without a link is at ``base``/guid, one with the link ``-`` has none."""
    entries = "".join(
        f"<item><title>{escape(item.title)}</title>"
        + ("" if item.link == "-" else f"<link>{escape(item.link or f'{base}/{item.guid}')}</link>")
        + (f'<guid isPermaLink="false">{escape(item.guid)}</guid>' if item.guid else "")
        + f"<pubDate>{item.published}</pubDate><description>{escape(item.text)}</description></item>"
        for item in items
    )
    head = f"<title>{escape(title)}</title><link>{base}/</link><description>News</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()
