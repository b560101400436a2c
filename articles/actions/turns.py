"""Whose turn it is at a public host: one process at a time, with the pause kept between two (THREATS H16).

Within one process the fetcher keeps the turns of its hosts; this is the same
between processes and machines, by rows that are claimed with a conditional
update. A process that dies gives its turns back when they run out, or at once
where this machine knows that it is dead. Hosts that ``allow_private`` opens have no turns.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from articles.fetcher import Policy, host_of, takes_turns
from articles.models import Host

TURN = timedelta(minutes=5)
LOOK_AGAIN = 0.5


@dataclass(slots=True)
class Turns:
    """The hosts that may be asked by us: those of the addresses, and those that were joined on the way."""

    now: datetime
    policy: Policy
    token: str
    hosts: set[str] = field(default_factory=set)
    _began: float = field(default_factory=time.monotonic)

    def __contains__(self, host: str) -> bool:
        return host in self.hosts

    @property
    def passed(self) -> float:
        """Seconds since this began."""
        return time.monotonic() - self._began

    def join(self, host: str) -> bool:
        """Whether a host may be asked too: it is ours already, nobody is there, or it takes no turns."""
        if host not in self.hosts and (not takes_turns(host, self.policy) or self.claim({host})):
            self.hosts.add(host)
        return host in self.hosts

    def claim(self, hosts: set[str]) -> set[str]:
        """Those of the hosts at which nobody is; they are ours from now on."""
        at = self.now + timedelta(seconds=self.passed)
        won = Host.objects.claim(hosts, now=at, lease=TURN, token=self.token)
        self.hosts |= won
        return won

    def give_back(self) -> None:
        """End all turns; the hosts' pause begins."""
        pause = self.policy.pace_seconds
        until = self.now + timedelta(seconds=self.passed + pause) if pause else None
        Host.objects.release(token=self.token, until=until)


@contextmanager
def turns_at(
    urls: Iterable[str], *, now: datetime, policy: Policy, token: str, patience: float = 0.0
) -> Iterator[Turns]:
    """Hold the turns at the hosts of these addresses; gives the hosts that may be asked, and gives all back at the end.

    Hosts at which somebody else is are waited for up to ``patience`` seconds and
    then left out. ``now`` is when this begins; time that passes is measured.
    """
    turns = Turns(now, policy, token)
    hosts = {host_of(url) for url in urls}
    shared = {host for host in hosts if takes_turns(host, policy)}
    turns.hosts |= hosts - shared
    try:
        while missing := shared - turns.hosts:
            turns.claim(missing)
            if shared <= turns.hosts or turns.passed >= patience:
                break
            time.sleep(LOOK_AGAIN)
        yield turns
    finally:
        if any(takes_turns(host, policy) for host in turns.hosts):
            turns.give_back()
