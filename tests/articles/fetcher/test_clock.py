"""A clock that is set while an answer comes neither ends the fetch nor lets it go on for ever (THREATS T01)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.fetcher import Reason
from tests.feedserver import Reply, Told, rss

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
BODY = rss(Told("1", "Zhuhai and Macao sign"))


@pytest.mark.threat("T01")
@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(days=-1)])
def test_a_fetch_in_which_the_clock_jumps_by_a_day_brings_its_answer(server, fetch, step):
    with time_machine.travel(NOW) as clock:

        def answer(asked):
            clock.shift(step)
            return Reply(BODY)

        server.routes["/feed"] = answer
        found = fetch(server.url("/feed"))
    assert (found.status, found.body) == (200, BODY)
    assert 0 <= found.seconds < 60, "the time that it took is no difference of two clocks"


@pytest.mark.threat("T01")
@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(days=-1)])
def test_a_slow_answer_is_stopped_in_time_although_the_clock_jumps(server, fetch, step):
    start = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: 100000\r\n\r\n"
    with time_machine.travel(NOW) as clock:

        def drip(connection):
            clock.shift(step)
            while not server.done.wait(0.02):
                connection.sendall(b"x")

        server.routes["/feed"] = Reply(raw=start, after=drip)
        assert fetch(server.url("/feed")).reason is Reason.WHOLE_TIMEOUT
