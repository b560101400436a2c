"""Real mailboxes on loopback: an IMAP server of its own (pymap), and a small POP3 server after RFC 1939."""

import imaplib
import os
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

USER, PASSWORD = "demouser", "demopass"
PYMAP = Path(sys.executable).with_name("pymap")


@contextmanager
def imap_server(*, cert: str = "", key: str = "") -> Iterator[int]:
    """An empty mailbox for ``USER``; gives its port. With a certificate it speaks STARTTLS, and only that."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    tls = ["--cert", cert, "--key", key] if cert else ["--no-tls"]
    command = [str(PYMAP), "--host", "127.0.0.1", "--port", str(port), *tls, "dict"]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONWARNINGS": "ignore"}
    )
    try:
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def opened(port: int, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
    """A session of a person who looks into the mailbox."""
    with imaplib.IMAP4("127.0.0.1", port, timeout=10) as server:
        server.login(USER, PASSWORD)
        server.select(folder, readonly=True)
        yield server


class PopServer(socketserver.ThreadingTCPServer):
    """Keeps ``messages``; what is deleted goes at QUIT, as the standard wants it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, messages: list[bytes]) -> None:
        super().__init__(("127.0.0.1", 0), PopSession)
        self.messages = messages
        self.port = self.server_address[1]


class PopSession(socketserver.StreamRequestHandler):
    """One client, in the order USER, PASS, LIST, RETR or TOP, DELE, QUIT."""

    server: PopServer

    def handle(self) -> None:
        """Answer until the client leaves."""
        deleted: set[int] = set()
        self._say("+OK ready")
        for line in self.rfile:
            word, *given = line.decode().split()
            if word in ("USER", "PASS"):
                self._say("+OK" if given == [{"USER": USER, "PASS": PASSWORD}[word]] else "-ERR no")
            elif word == "LIST":
                rows = [f"{n} {len(raw)}" for n, raw in enumerate(self.server.messages, 1)]
                self._say("\r\n".join(["+OK", *rows, "."]))
            elif word in ("RETR", "TOP"):
                raw = self.server.messages[int(given[0]) - 1]
                lines = raw.replace(b"\r\n", b"\n").split(b"\n")
                shown = lines[: lines.index(b"") + 1 + int(given[1])] if word == "TOP" else lines
                stuffed = b"\r\n".join(b"." + one if one.startswith(b".") else one for one in shown)
                self.wfile.write(b"+OK\r\n" + stuffed + b"\r\n.\r\n")
            elif word == "DELE":
                deleted.add(int(given[0]))
                self._say("+OK")
            elif word == "QUIT":
                kept = [raw for n, raw in enumerate(self.server.messages, 1) if n not in deleted]
                self.server.messages[:] = kept
                self._say("+OK bye")
                return

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def pop_server(messages: list[bytes]) -> Iterator[PopServer]:
    """Run one over these messages."""
    with PopServer(messages) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(5)
