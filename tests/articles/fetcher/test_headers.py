from datetime import UTC, datetime

import pytest

from articles.fetcher.headers import max_age, retry_after

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
DAY = 24 * 3600


@pytest.mark.threat("H03")
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "600"}, 600),
        ({"Retry-After": "1"}, 300),
        ({"Retry-After": "-20"}, 300),
        ({"Retry-After": "315360000"}, DAY),
        ({"Retry-After": "9" * 5000}, DAY),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "１２００"}, None),
        ({"Retry-After": "Mon, 02 Nov 2026 03:00:00 GMT"}, 3600),
        ({"Retry-After": "Mon, 02 Nov 2026 01:00:00 GMT"}, 300),
        ({"Retry-After": "Mon, 02 Nov 2036 03:00:00 GMT"}, DAY),
        # The server's clock is ten days late; it still means half an hour.
        ({"Retry-After": "Fri, 23 Oct 2026 02:30:00 GMT", "Date": "Fri, 23 Oct 2026 02:00:00 GMT"}, 1800),
        ({"Retry-After": "Mon, 32 Nov 2026 03:00:00 GMT"}, None),
    ],
)
def test_a_wish_to_wait_is_honoured_within_five_minutes_and_a_day(headers, seconds):
    assert retry_after(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": 'MAX-AGE="60"'}, 60),
        ({"Cache-Control": "s-maxage=900, max-age=60", "Age": "20"}, 40),
        ({"Cache-Control": "max-age=60", "Age": "61"}, None),
        ({"Cache-Control": "max-age=999999999"}, 86400),
        ({"Cache-Control": "max-age=0, no-store"}, None),
        ({"Cache-Control": "x-max-age=5"}, None),
        ({"Cache-Control": "max-age=60", "Age": "soon"}, 60),
        ({}, None),
    ],
)
def test_how_long_an_answer_stays_fresh_is_believed_up_to_a_day(headers, seconds):
    assert max_age(headers) == seconds
