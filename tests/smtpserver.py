"""A real mail server on loopback that keeps what it takes and fails as told."""

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
"""E.g. ``Message-ID: <1@tracker.example>``."""


class Inbox:
    """Takes mail, or answers as ``faults`` says: a stage of the dialogue -> the reply.

    ``cut`` takes the mail and breaks the line before the sender hears of it.
    ``fault_of`` may say it anew for each mail, from its number; ``keep``
    makes of a mail's bytes what is kept. ``taken`` holds (recipient, what was
    kept), ``senders`` the envelopes' senders.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.senders: list[str] = []
        self.faults: dict[str, str] = {}
        self.fault_of: Any = None
        self.keep: Any = None
        self.tries = 0
        self.sessions: set[int] = set()
        self.port = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Answer to a recipient."""
        self.sessions.add(id(session))
        if "RCPT" in self.faults:
            return self.faults["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Answer to a mail."""
        self.tries += 1
        fault = self.fault_of(self.tries) if self.fault_of else None
        if fault == "cut" or "cut" in self.faults:
            self._keep(envelope)
            server.transport.abort()
            return "250 too late"
        reply = fault or self.faults.get("DATA", "250 OK")
        if reply.startswith("250"):
            self._keep(envelope)
        return reply

    def _keep(self, envelope: Any) -> None:
        self.senders.append(envelope.mail_from)
        content = self.keep(envelope.content) if self.keep else envelope.content
        self.taken += [(recipient, content) for recipient in envelope.rcpt_tos]

    def message_ids(self) -> list[tuple[str, str]]:
        """(recipient, Message-ID) of everything that was taken."""
        return [(to, MESSAGE_ID.search(content)[1].decode()) for to, content in self.taken]


@contextmanager
def smtp_server() -> Iterator[Inbox]:
    """Run one and give its inbox; ``port`` says where it listens."""
    # The server writes five lines a mail, which nobody reads and a test run would keep.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    inbox = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        inbox.port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()
