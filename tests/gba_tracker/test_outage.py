import re

import pytest
from django.db import InterfaceError, OperationalError, connection

from gba_tracker.outage import RETRY_AFTER


def failing(error):
    """Let every statement end as it does when the server has gone."""

    def wrapper(execute, sql, params, many, context):
        raise error

    return connection.execute_wrapper(wrapper)


@pytest.mark.django_db
@pytest.mark.threat("D02")
@pytest.mark.parametrize("path", ["/", "/zh-hant/deals/", "/deals.json", "/api/v1/deals", "/s/token/"])
@pytest.mark.parametrize("error", [OperationalError("server closed the connection"), InterfaceError("closed")])
def test_while_the_database_is_away_every_address_says_when_to_come_again(client, path, error):
    client.raise_request_exception = False
    with failing(error):
        answer = client.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Content-Security-Policy" in answer.headers
    assert "資料庫" in answer.content.decode()
    assert client.get(path).status_code in (200, 404), "and the next request is served again"


@pytest.mark.django_db
def test_a_fault_of_ours_stays_a_fault(client):
    client.raise_request_exception = False
    with failing(ValueError("ours")):
        answer = client.get("/")
    assert (answer.status_code, answer.headers.get("Retry-After")) == (500, None)


@pytest.mark.django_db
def test_a_fault_says_when_it_happened_what_still_works_and_under_which_name_it_is_logged(client, caplog, time_machine):
    time_machine.move_to("2026-11-25T04:05:00+00:00", tick=False)
    client.raise_request_exception = False
    with failing(ValueError("ours")):
        answer = client.get("/deals/")
    page = answer.content.decode()
    name = re.search(r"<code>([0-9a-f]{16})</code>", page)[1]
    assert any(name in record.getMessage() for record in caplog.records)
    assert "2026-11-25 12:05 HKT" in page
    assert 'href="/articles/"' in page
    assert "ours" not in page
    assert "no-store" in answer["Cache-Control"]
