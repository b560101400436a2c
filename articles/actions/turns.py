"""Whose turn it is at a public host: one process at a time, with the pause kept between two (THREATS H16).

Within one process the fetcher keeps the turns of its hosts; this is the same
between processes and machines, by rows that are claimed with a conditional
update. A process that dies gives its turns back when they run out, or at once
where this machine knows that it is dead. Hosts that ``allow_private`` opens have no turns.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from articles.fetcher import Policy, host_of, takes_turns
from articles.models import Host

TURN = timedelta(minutes=5)
LOOK_AGAIN = 0.5


@contextmanager
def turns_at(
    urls: Iterable[str], *, now: datetime, policy: Policy, token: str, patience: float = 0.0
) -> Iterator[frozenset[str]]:
    """Hold the turns at the hosts of these addresses; gives the hosts that may be asked, and gives all back at the end.

    Hosts at which somebody else is are waited for up to ``patience`` seconds and
    then left out. ``now`` is when this begins; time that passes is measured.
    """
    began = time.monotonic()
    hosts = {host_of(url) for url in urls}
    shared = {host for host in hosts if takes_turns(host, policy)}
    ours: set[str] = set()
    try:
        while missing := shared - ours:
            passed = time.monotonic() - began
            ours |= Host.objects.claim(missing, now=now + timedelta(seconds=passed), lease=TURN, token=token)
            if ours == shared or passed >= patience:
                break
            time.sleep(LOOK_AGAIN)
        yield frozenset((hosts - shared) | ours)
    finally:
        if shared:
            passed = time.monotonic() - began
            pause_over = now + timedelta(seconds=passed + policy.pace_seconds) if policy.pace_seconds else None
            Host.objects.release(token=token, until=pause_over)
