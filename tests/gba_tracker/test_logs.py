import json
import logging
import sys

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse

from gba_tracker.logs import JsonLines, RequestLog, work_id
from gba_tracker.redaction import Redacting

FORGED = "ok\n2026-11-26 10:00:00 ERROR django.request forged \x1b[31mred\x1b[0m \x9b31m \u202edexim\r\n"


def record(message, *args, error=None, **more):
    made = logging.LogRecord("gba", logging.WARNING, "", 0, message, args, error)
    made.__dict__.update(more)
    return made


@pytest.mark.threat("O01")
def test_no_text_from_outside_forges_a_line_or_paints_a_terminal():
    line = Redacting("{levelname} {message}", style="{").format(record("title %s", FORGED))
    first, *others = line.split("\n")
    assert first == "WARNING title ok"
    assert all(other.startswith("    ") for other in others)
    assert not {"\x1b", "\x9b", "\r", "\u202e"} & set(line)
    entry = JsonLines().format(record("title %s", FORGED))
    assert not {"\x1b", "\x9b", "\r", "\n", "\u202e"} & set(entry)
    assert json.loads(entry)["message"] == f"title {FORGED}"


@pytest.mark.threat("O01")
def test_an_error_in_json_is_one_line_with_its_traceback():
    try:
        raise ValueError(FORGED)
    except ValueError:
        entry = JsonLines().format(record("failed", error=sys.exc_info()))
    assert entry.count("\n") == 0
    found = json.loads(entry)
    assert found["level"] == "WARNING"
    assert "ValueError" in found["error"]


@pytest.mark.parametrize(("name", "expected"), [("request 9f3c", {"request": "9f3c"}), ("task 0a1b", {"task": "0a1b"})])
def test_a_line_says_to_which_request_or_task_it_belongs(name, expected):
    token = work_id.set(name)
    try:
        assert expected.items() <= json.loads(JsonLines().format(record("polled"))).items()
    finally:
        work_id.reset(token)


def test_a_request_is_told_on_one_line_without_its_query_and_its_reader(rf, settings, caplog):
    settings.LOG_FORMAT = "json"
    seen = []

    def view(request):
        seen.append(work_id.get())
        return HttpResponse(status=404)

    with caplog.at_level("INFO", logger="gba.access"):
        RequestLog(view)(rf.get("/u/0a1b2c3d4e5f6a7b/?q=secret", REMOTE_ADDR="203.0.113.9"))
    found = json.loads(JsonLines().format(caplog.records[-1]))
    assert (found["method"], found["path"], found["status"]) == ("GET", "/u/…/", 404)
    assert found["ms"] >= 0
    assert "203.0.113.9" not in json.dumps(found)
    assert "q=" not in json.dumps(found)
    assert seen[0].startswith("request ")
    assert work_id.get() == ""


def test_both_forms_of_the_logs_are_named_in_the_settings():
    assert set(django_settings.LOGGING["formatters"]) == {"line", "json"}


@pytest.mark.threat("O01", "P08")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"path": "/", "HTTP_HOST": "scan.example"}, "DisallowedHost"),
        ({"path": "/subscribe/", "data": {str(n): "" for n in range(1200)}}, "TooManyFieldsSent"),
        ({"path": "/subscribe/", "data": {"email": "x" * 2_600_000}}, "RequestDataTooBig"),
    ],
)
def test_who_asks_nonsense_makes_one_line_of_warning_and_no_fault(client, caplog, asked, told):
    """A log of a hundred megabytes holds some months of ours, and one night of a stranger's with tracebacks."""
    answer = client.post(**asked, HTTP_SEC_FETCH_SITE="same-origin")
    assert answer.status_code in (400, 413)
    (entry,) = [found for found in caplog.records if found.name == f"django.security.{told}"]
    assert (entry.levelname, entry.levelno, entry.exc_info) == ("WARNING", logging.WARNING, None)
    assert "\n" not in Redacting("{levelname} {message}", style="{").format(entry)
    assert [found.name for found in caplog.records if found.levelno > logging.WARNING] == []
