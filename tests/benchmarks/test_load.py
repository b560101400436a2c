from tests.benchmarks.load import LATENCY, RATE, WRONG

SAID = """  Non-2xx or 3xx responses: 12
Requests/sec:    585.13
p50: 8420
p95: 1220000
"""


def test_what_wrk_says_is_read():
    assert LATENCY.findall(SAID) == [("50", "8420"), ("95", "1220000")]
    assert RATE.search(SAID)[1] == "585.13"
    assert WRONG.search(SAID)[1] == "12"
