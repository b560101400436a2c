"""Leases on rows: a token says who works on a row, so that others leave it, and the dead are found.

The token names the machine and process that took the lease. A lease ends when it
runs out, or at once when its owner was a process of this machine that lives no
longer (after ``kill -9`` nobody has to wait for the clock).
"""

import hashlib
import os
import re
import secrets
import socket

TOKEN = re.compile(r"(?P<machine>[0-9a-f]{8})-(?P<process>\d{1,10})-[0-9a-f]{12}")
"""E.g. ``1f0c9a7e-48213-9b2f6c11d0aa``: machine, process id, chance; at most 32 characters."""


def new_lease_token() -> str:
    """A token that nobody has had before."""
    return f"{_machine()}-{os.getpid()}-{secrets.token_hex(6)}"


def is_owner_dead(token: str) -> bool:
    """Whether a lease was taken by a process of this machine that is gone; False where nobody here can know."""
    read = TOKEN.fullmatch(token)
    if read is None or read["machine"] != _machine():
        return False
    try:
        os.kill(int(read["process"]), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _machine() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]
