"""Seconds that this process spent in each stage, until somebody takes them to count them (``Counter``)."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

_seconds: defaultdict[str, float] = defaultdict(float)
_lock = threading.Lock()


@contextmanager
def measured(stage: str) -> Iterator[None]:
    """Add the wall time of the block to ``stage``, also where it ends by an error."""
    began = time.perf_counter()
    try:
        yield
    finally:
        taken = time.perf_counter() - began
        with _lock:
            _seconds[stage] += taken


def take_seconds() -> dict[str, float]:
    """Give the seconds by stage since the last call, and begin anew."""
    with _lock:
        taken = dict(_seconds)
        _seconds.clear()
    return taken
