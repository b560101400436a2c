"""Processor time of pages, for machines that are never idle: of this process, and of its backend of PostgreSQL.

Part of ``tests.benchmarks.scale``, which sets Django up first. *fresh*: after a batch of articles without a deal;
*cold*: after a deal has changed as well; *kept*: nothing has changed. Workers that PostgreSQL starts for a single
statement are not counted.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

TICKS_A_SECOND = 100
"""The unit of /proc/PID/stat on Linux."""


def measure_processor(say: Callable[[str], object], pages: Sequence[str], rounds: int = 8) -> None:
    """Print milliseconds of processor time for each page: own fresh, backend fresh, own cold, backend cold, own kept.

    Raises RuntimeError where an answer is not 200.
    """
    from django.core import signals
    from django.db import close_old_connections

    signals_of_requests = (signals.request_started, signals.request_finished)
    try:
        for signal in signals_of_requests:
            signal.disconnect(close_old_connections)  # One connection, so that one backend serves all.
        say(f"{'page':42} {'fresh':>8} {'backend':>8} {'cold':>8} {'backend':>8} {'kept':>8}  ms of processor time")
        for path in pages:
            say(f"{path:42} " + " ".join(f"{figure:8.1f}" for figure in _of_page(path, rounds)))
    finally:
        for signal in signals_of_requests:
            signal.connect(close_old_connections)


def _of_page(path: str, rounds: int) -> list[float]:
    from articles.models import DataGeneration

    figures = []
    for alone in (True, False):
        _ask(path)
        own, backend = [], _backend_seconds()
        for _ in range(rounds):
            DataGeneration.bump(articles_alone=alone)
            own.append(_ask(path))
        figures += [statistics.median(own) * 1e3, (_backend_seconds() - backend) / len(own) * 1e3]
    return [*figures, statistics.median(_ask(path) for _ in range(20)) * 1e3]


@cache
def _client() -> Any:
    """One for all: a client's first request loads all middleware."""
    from django.test import Client

    return Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_ENCODING="gzip")


def _ask(path: str) -> float:
    client = _client()
    began = time.process_time()
    answer = client.get(path)
    took = time.process_time() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return took


def _backend_seconds() -> float:
    """Processor seconds of PostgreSQL's process for our connection so far; 0 on SQLite, which is in this process."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND
