"""Fetching what came back out of a mailbox by IMAP (RFC 3501) or POP3 (RFC 1939), with the clients of the standard
library.

Each message is read, its consequence is written, and only then is it marked:
by IMAP as seen, or moved to the folder that the address names; by POP3 it is
deleted. Whoever is killed in between reads it again, which changes nothing.
"""

import imaplib
import logging
import poplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

from articles.models import Heartbeat
from dashboards.digests.actions.bouncing import Sorted, sort_mailbox
from dashboards.digests.returns import MAX_BYTES

logger = logging.getLogger(__name__)

PORTS = {"imap": 143, "imap+tls": 143, "imaps": 993, "pop3": 110, "pop3+tls": 110, "pop3s": 995}
"""The schemes of an address with their ports; ``+tls`` begins in the open and changes to TLS (RFC 2595)."""

TIME_OUT = 30.0
"""Seconds that the server may take for one answer."""

POP_SECONDS = 100
"""So long one session of POP3 asks for messages; the task may take 200."""
MAX_MESSAGES = 200
"""Messages of one round; the rest waits for the next."""

SEEN = "bounces"
"""The heartbeat that says when the mailbox was last read."""

SILENT = timedelta(hours=1)
"""After so long without a reading the desk says so."""


# A line longer than 2,048 bytes, which anybody may write, would end the session at the same message every time.
poplib._MAXLINE = MAX_BYTES  # type: ignore[attr-defined]


class MailboxError(Exception):
    """The mailbox could not be read; carries what the server said, never the address with its password."""


@dataclass(frozen=True)
class Mailbox:
    """Where it is: ``imaps://user:password@host:993/INBOX?done=Archive``; ``done`` is empty where nothing is moved."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str
    done: str

    @classmethod
    def of(cls, address: str) -> "Mailbox":
        """Read an address. Raises ``ValueError`` with what is wrong with it."""
        parts = urlsplit(address)
        if parts.scheme not in PORTS:
            raise ValueError(f"begins with none of {', '.join(f'{scheme}://' for scheme in PORTS)}")
        if not parts.hostname or not parts.username:
            raise ValueError("names no host or no user")
        done = parse_qs(parts.query).get("done", [""])[0]
        folder = unquote(parts.path.strip("/")) or "INBOX"
        if not (folder + done).isascii() or not (folder + done).isprintable() or '"' in folder + done:
            raise ValueError("names a folder in letters that IMAP does not know")
        return cls(
            parts.scheme,
            parts.hostname,
            parts.port or PORTS[parts.scheme],
            unquote(parts.username),
            unquote(parts.password or ""),
            folder,
            done,
        )


def collect_returns(address: str, *, now: datetime) -> Sorted:
    """Read what is new in the mailbox and draw the consequences. Raises ``MailboxError`` where it cannot be read."""
    box, done = Mailbox.of(address), Sorted()
    read = _imap_messages if box.scheme.startswith("imap") else _pop_messages
    try:
        for raw in read(box):
            done += sort_mailbox([raw], now=now)
    except (imaplib.IMAP4.error, poplib.error_proto, OSError, EOFError) as error:
        raise MailboxError(f"{type(error).__name__}: {error}"[:300]) from error
    Heartbeat.beat(SEEN, now=now)
    logger.info("mailbox read bounces=%d complaints=%d unsubscribed=%d ignored=%d", *astuple(done))
    return done


def _imap_messages(box: Mailbox) -> Iterator[bytes]:
    """Each new message; when the next one is asked for, the one before is marked as done."""
    with _imap(box) as server:
        _said(server.select(f'"{box.folder}"'))
        keys = _said(server.uid("SEARCH", "UNSEEN", "UNDELETED"))[0] or b""
        for key in keys.split()[:MAX_MESSAGES]:
            uid = key.decode("ascii", "replace")
            parts = _said(server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MAX_BYTES}>)"))
            raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
            # Where it has gone since, somebody else has done it.
            if raw is not None:
                yield raw
                _mark(server, uid, box.done)


def _mark(server: imaplib.IMAP4, uid: str, done: str) -> None:
    """Say that a message needs no second look, and move it where that is wished."""
    _said(server.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)"))
    if not done:
        return
    if b"MOVE" in (_said(server.capability())[0] or b"").upper().split():
        _said(server.uid("MOVE", uid, f'"{done}"'))
    else:
        _said(server.uid("COPY", uid, f'"{done}"'))
        _said(server.uid("STORE", uid, "+FLAGS.SILENT", "(\\Deleted)"))


def _pop_messages(box: Mailbox) -> Iterator[bytes]:
    """Each message, deleted when the next one is asked for; in place of one too large for a report, an empty one.

    The server deletes at the end of the session: where it breaks, all stay, and are read again.
    """
    with _pop(box) as server:
        listed = [row.split() for row in server.list()[1][:MAX_MESSAGES]]
        began = time.monotonic()
        for number, size in ((int(row[0]), int(row[1])) for row in listed):
            yield b"\r\n".join(server.retr(number)[1]) if size <= MAX_BYTES else b""
            server.dele(number)
            # What is deleted is deleted at a good end alone, so the session ends well before the task's limit.
            if time.monotonic() - began > POP_SECONDS:
                return


@contextmanager
def _imap(box: Mailbox) -> Iterator[imaplib.IMAP4]:
    """A session with an IMAP server, over TLS unless the address says that it is not."""
    if box.scheme == "imaps":
        context = ssl.create_default_context()
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=TIME_OUT)
    else:
        server = imaplib.IMAP4(box.host, box.port, timeout=TIME_OUT)
    try:
        if box.scheme == "imap+tls":
            _said(server.starttls(ssl.create_default_context()))
        _said(server.login(box.user, box.password))
        yield server
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


@contextmanager
def _pop(box: Mailbox) -> Iterator[poplib.POP3]:
    """A session with a POP3 server; what it was told to delete goes when it ends well."""
    if box.scheme == "pop3s":
        context = ssl.create_default_context()
        server: poplib.POP3 = poplib.POP3_SSL(box.host, box.port, context=context, timeout=TIME_OUT)
    else:
        server = poplib.POP3(box.host, box.port, timeout=TIME_OUT)
    try:
        if box.scheme == "pop3+tls":
            server.stls(ssl.create_default_context())
        server.user(box.user)
        server.pass_(box.password)
        yield server
    except BaseException:
        server.close()
        raise
    server.quit()


def _said(answer: tuple[str, list]) -> list:
    """What an IMAP server gave, if it did what it was asked. Raises ``imaplib.IMAP4.error``."""
    verdict, given = answer
    if verdict != "OK":
        raise imaplib.IMAP4.error(str(given[0] if given else verdict)[:200])
    return given
