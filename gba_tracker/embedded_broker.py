"""The broker of an installation without Redis: kombu's folder of files, in which nobody sees half a file.

kombu opens a message under its final name before it writes it, and its table of queues before it locks it. A worker
that looks in between reads an empty file, takes that for an error of the broker and dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

SCHEME = "embedded"
"""What the broker's address begins with; known to kombu once this module is imported."""
_UNFINISHED = "."
_WRITING = 60
"""Seconds after which nobody is still writing a message."""


def clear_unfinished(folder: Path, now: float) -> int:
    """Take away the beginnings of messages whose writers were killed; give how many.

    ``now`` is in seconds since the epoch. Nobody reads them: who sent them
    sends again what rows say is due.
    """
    cleared = 0
    for file in folder.glob(f"{_UNFINISHED}*"):
        # Several programs start together and clear at once.
        with suppress(FileNotFoundError):
            if now - file.stat().st_mtime > _WRITING:
                file.unlink()
                cleared += 1
    return cleared


class Channel(filesystem.Channel):
    """kombu's, but messages come into being at once, and the table of queues is one person's at a time."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        """Put a message onto ``queue``; files are taken in the order of their names, which is that of their time."""
        folder = Path(self.data_folder_out)
        with NamedTemporaryFile(dir=folder, prefix=_UNFINISHED, delete=False) as file:
            file.write(dumps(payload).encode())
        os.replace(file.name, folder / f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg")

    def get_table(self, exchange: str) -> list[Any]:
        """The queues that messages of ``exchange`` go to."""
        with self._alone():
            return list(super().get_table(exchange))

    def _queue_bind(self, *args: Any) -> None:
        with self._alone():
            super()._queue_bind(*args)

    def _delete(self, *args: Any, **kwargs: Any) -> None:
        with self._alone():
            super()._delete(*args, **kwargs)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Whoever reads or writes the table of queues holds this file."""
        self.control_folder.mkdir(exist_ok=True)
        with (self.control_folder / "held").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    """kombu's folder of files with our channel."""

    Channel = Channel


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
