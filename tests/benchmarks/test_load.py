from tests.benchmarks.load import LATENCY, RATE, WRONG

SAID = """  Latency Distribution
     50%    8.42ms
     75%   47.46ms
     99%    1.22s\x20
  Non-2xx or 3xx responses: 12
Requests/sec:    585.13
"""


def test_what_wrk_says_is_read():
    assert LATENCY.findall(SAID) == [("50", "8.42", "ms"), ("99", "1.22", "s")]
    assert RATE.search(SAID)[1] == "585.13"
    assert WRONG.search(SAID)[1] == "12"
