"""Handing mails to Django's mail backend, and what each outcome means (THREATS M08)."""

import re
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.header import Header, decode_header, make_header
from email.policy import Compat32
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

ENHANCED = re.compile(rb"^([245])\.(\d{1,3})\.\d{1,3}")  # 5.1.1 of "5.1.1 no such user" (RFC 3463)
NO_MAILBOX = (550, 551, 553)
"""Replies to RCPT that mean that there is no such mailbox (RFC 5321, 4.2.3) where no finer code is given."""

CONTENT_LANGUAGE = {"en": "en", "zh-hant": "zh-Hant-HK", "zh-hans": "zh-Hans-CN", "pt": "pt"}
"""What a mail's header calls the languages of readers."""


@dataclass(frozen=True)
class Posted:
    """How a handing over ended.

    ``fate``: ``sent``; ``retry`` (surely not accepted, may be later);
    ``permanent`` (refused for good); ``ambiguous`` (accepted or not: unknown).
    ``is_hard_bounce``: the mailbox does not exist.
    """

    fate: str
    error_class: str = ""
    error: str = ""
    is_hard_bounce: bool = False


class WholeFirstLines(Compat32):
    """Writes headers that begin on the line of their name.

    The standard library puts a first word that does not fit beside the name on the next line and leaves an empty one
    before it, which some receivers score as spam.
    """

    def fold(self, name: str, value: str) -> str:
        """A header as lines of text."""
        return self._begun(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as lines of bytes."""
        return self._begun(name, value).encode("ascii") or super().fold_binary(name, value)

    def _begun(self, name: str, value: str) -> str:
        """A subject in encoded words, or addresses each on a line of its own; nothing for any other header."""
        if name == "Subject" and value.startswith("=?"):
            # Encoded anew with the name in mind, for which Django leaves no room.
            text = str(make_header(decode_header(value)))
            words = Header(text, "utf-8", header_name=name).encode(linesep=self.linesep)
        elif name.startswith("List-") and value.startswith("<") and value.isascii():
            words = value.replace(">, <", f">,{self.linesep} <")
        else:
            return ""
        return f"{name}: {words}{self.linesep}"


class LetterMail(EmailMultiAlternatives):
    """A mail of ours: no header of it begins with an empty line."""

    def message(self, *args: Any, **options: Any) -> Any:
        """The mail as it is handed over."""
        sent = super().message(*args, **options)
        sent.policy = WholeFirstLines()
        return sent


class Pace:
    """Holds back so that at most ``per_second`` mails go out; nothing where that is 0, or the server is our own host.

    A server on loopback queues by itself; the providers outside want few at a time.
    """

    def __init__(self, per_second: float, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._gap = 1 / per_second if per_second and not _is_near() else 0.0
        self._sleep = sleep
        self._next = 0.0

    def wait(self) -> None:
        """Wait until the next mail may go."""
        if not self._gap:
            return
        moment = time.monotonic()
        if moment < self._next:
            self._sleep(self._next - moment)
        self._next = max(moment, self._next) + self._gap


class Postbox:
    """An open door to the mail backend, for many mails; a context manager.

    An SMTP connection is used again; any other backend gets a fresh one for
    each mail, so that the file backend writes one file a mail.
    """

    def __init__(self) -> None:
        if folder := getattr(settings, "EMAIL_FILE_PATH", None):
            # Mails that are kept as files hold working links: nobody else on the machine may read them.
            Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        self._connection = get_connection()
        self._used: list[object] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def open(self) -> Posted | None:
        """Connect if that is needed; gives the failure if it cannot be done: nothing was handed over then."""
        try:
            self._connection.open()
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            return Posted("retry", type(error).__name__, _words(error))
        return None

    def post(self, message: EmailMessage) -> Posted:
        """Hand over one mail to one recipient."""
        if failure := self.open():
            return failure
        message.connection = self._connection
        try:
            message.send()
        except smtplib.SMTPException as error:
            self._hang_up()
            return read_refusal(error)
        except OSError as error:
            # A time-out or reset somewhere in the dialogue: the server may have taken the mail.
            self._hang_up()
            return Posted("ambiguous", type(error).__name__, _words(error))
        if not isinstance(self._connection, SmtpBackend):
            self._hang_up()
            # Kept, because the file backend names its files by the second and the object's id, which must not return.
            self._used.append(self._connection)
            self._connection = get_connection()
        return Posted("sent")

    def _hang_up(self) -> None:
        try:
            self._connection.close()
        except (OSError, smtplib.SMTPException):
            # The connection was already lost; there is nothing left to close. A new one is made.
            self._connection = get_connection()


def read_refusal(error: smtplib.SMTPException) -> Posted:
    """What an SMTP failure during the dialogue means: 4xx try again, 5xx never, no code unknown."""
    code, text, at_recipient = 0, b"", False
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        (code, text), at_recipient = next(iter(error.recipients.values())), True
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    text = text if isinstance(text, bytes) else str(text).encode()
    words = f"{code} {text.decode('utf-8', 'replace')}"[:300] if code else _words(error)
    if 400 <= code < 500:
        return Posted("retry", type(error).__name__, words)
    if 500 <= code < 600:
        finer = ENHANCED.match(text)
        is_hard = at_recipient and (finer[2] == b"1" if finer else code in NO_MAILBOX)
        return Posted("permanent", type(error).__name__, words, is_hard)
    return Posted("ambiguous", type(error).__name__, words)


def _is_near() -> bool:
    """Whether mails go to a file, to memory, or to a server on this host."""
    is_smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    return not is_smtp or settings.EMAIL_HOST in ("localhost", "127.0.0.1", "::1")


def _words(error: BaseException) -> str:
    """An error as a row keeps it."""
    return str(error)[:300]
