"""Places where a test lets the process die as a power cut would, or stop; inert unless FAILPOINT names one."""

import os
import signal
from collections import Counter

from django.conf import settings

_visits: Counter[str] = Counter()


def pass_failpoint(name: str) -> None:
    """Kill this process at once (SIGKILL) on the n-th visit of ``FAILPOINT=name:n``; ``name:stop`` stops it."""
    if not settings.FAILPOINT:
        return
    wanted, _, count = settings.FAILPOINT.partition(":")
    if name == wanted:
        _visits[name] += 1
        if count == "stop":
            if _visits[name] == 1:
                os.kill(os.getpid(), signal.SIGSTOP)
        elif _visits[name] == int(count or 1):
            os.kill(os.getpid(), signal.SIGKILL)
