"""read_bounces: what came back, from the mailbox of the settings, a Maildir, an mbox, or one message on stdin."""

import mailbox
import sys
from argparse import ArgumentParser
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboards.digests.actions import bouncing, collecting


class Command(BaseCommand):
    """Bounces and complaints suppress their address; mails to a personal unsubscribe address unsubscribe."""

    help = "Read delivery reports, complaints and unsubscribe mails of the return address (BOUNCE_ADDRESS)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where they are."""
        parser.add_argument("path", nargs="?", default="-", help="a Maildir, an mbox file, or - for one mail on stdin")
        parser.add_argument("--mailbox", action="store_true", help="the mailbox of BOUNCE_MAILBOX, by IMAP or POP3")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read them all and say what they were; exit 2 where there is nothing to read."""
        path, now = Path(options["path"]), timezone.now()
        if options["mailbox"]:
            done = self._collect(now)
        elif options["path"] == "-":
            done = bouncing.sort_mailbox([sys.stdin.buffer.read()], now=now)
        elif (path / "new").is_dir():
            done = bouncing.read_maildir(str(path), now=now)
        elif path.is_file():
            with closing(mailbox.mbox(path, create=False)) as box:
                done = bouncing.sort_mailbox((box.get_bytes(key) for key in box.iterkeys()), now=now)
        else:
            raise CommandError(f"neither a Maildir nor an mbox file: {path}", returncode=2)
        self.stdout.write(", ".join(f"{name} {number}" for name, number in asdict(done).items()))

    def _collect(self, now: datetime) -> bouncing.Sorted:
        """What is new in the mailbox; exit 2 where none is named, 1 where it cannot be read."""
        try:
            return collecting.collect_returns(settings.BOUNCE_MAILBOX, now=now)
        except ValueError as error:
            raise CommandError(f"BOUNCE_MAILBOX {error}", returncode=2) from error
        except collecting.MailboxError as error:
            raise CommandError(f"the mailbox cannot be read: {error}", returncode=1) from error
