import logging
import logging.config
import time

import pytest
from django.conf import settings

from dashboards.digests import tokens
from gba_tracker.redaction import redact
from gba_tracker.sentry import scrubbed

HANDLE = "0a1b2c3d4e5f"


@pytest.mark.threat("M06")
@pytest.mark.parametrize("path", ["/u/{}/", "/zh-hant/s/{}/preview/", "/c/{}/?x=1"])
def test_no_token_of_a_mail_stands_in_the_logs(path):
    token = tokens.unsubscribe_token(HANDLE)
    assert token not in redact(f"Internal Server Error: {path.format(token)}")


@pytest.mark.parametrize("path", ["/deals/s/", "/sectors/finance/", "/articles/42/", "/u/", "/cities/macao/"])
def test_other_addresses_stay_as_they_are(path):
    assert redact(f"Not Found: {path}") == f"Not Found: {path}"


def test_a_return_address_is_shortened():
    assert (
        redact(f"refused <bounce+{tokens.leave_token(HANDLE)}@tracker.example>") == "refused <bounce+…@tracker.example>"
    )


@pytest.mark.threat("M06")
def test_every_handler_of_the_settings_writes_without_tokens():
    token = tokens.unsubscribe_token(HANDLE)
    for handler in settings.LOGGING["handlers"].values():
        formatter = settings.LOGGING["formatters"][handler["formatter"]]
        made = logging.config.DictConfigurator({}).configure_formatter(dict(formatter))
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error: %s",
                                   (f"/u/{token}/",), None)  # fmt: skip
        assert made.format(record).endswith("Internal Server Error: /u/…/")


CANARIES = [
    ("connect to redis://:{}@redis:6379/0", "connect to redis://…@redis:6379/0"),
    ("postgresql://gba:{}@db/gba refused", "postgresql://…@db/gba refused"),
    ("GET /hook?token={}&x=1", "GET /hook?token=…&x=1"),
    ("{{'password': '{}', 'user': 'ann'}}", "{'password': '…', 'user': 'ann'}"),
    ("Authorization: Bearer {}", "Authorization: Bearer …"),
    ("Cookie: {}", "Cookie: …"),
    ("Set sessionid={}; Path=/", "Set sessionid=…; Path=/"),
    ("/zh-hant/s/{}/ not found", "/zh-hant/s/…/ not found"),
]


@pytest.mark.threat("O02")
@pytest.mark.parametrize(("text", "expected"), CANARIES)
def test_what_opens_something_is_not_logged(text, expected):
    assert redact(text.format("CaNaRy0123456789")) == expected


@pytest.mark.threat("O02")
def test_a_mail_address_keeps_its_first_letter_and_its_domain():
    assert redact("refused <ann.lee+news@mail.example.org>: 550") == "refused <a…@mail.example.org>: 550"


@pytest.mark.threat("O02")
def test_our_own_secrets_are_left_out_wherever_they_stand():
    assert redact(f"signed with {settings.SECRET_KEY}!") == "signed with …!"


@pytest.mark.parametrize(
    "text", ["token is missing", "worker process@host is ready", "polled feed=delta new=3 status=ok"]
)
def test_what_is_no_secret_stays(text):
    assert redact(text) == text


@pytest.mark.threat("O01")
@pytest.mark.parametrize("part", ["a", "://a:", "password=", "+0a", "/u/a", "a@b-", "a.b@"])
def test_hostile_text_costs_linear_time(part):
    def taken(length):
        text = part * (length // len(part))
        began = time.process_time()
        redact(text)
        return time.process_time() - began

    taken(20_000)
    assert taken(200_000) < 2.0


@pytest.mark.threat("O02")
def test_what_is_told_to_a_sentry_is_scrubbed_and_holds_nothing_of_readers():
    event = {
        "message": "refused redis://:CaNaRy0123456789@redis/0",
        "request": {"url": "https://t.example/u/CaNaRy0123456789/", "cookies": {"a": "CaNaRy"}, "data": "x=CaNaRy",
                    "headers": {"Cookie": "CaNaRy"}, "query_string": "q=CaNaRy", "env": {"REMOTE_ADDR": "203.0.113.9"}},
        "exception": {"values": [{"value": "token=CaNaRy0123", "stacktrace": {"frames": [{"vars": {"k": "CaNaRy"}}]}}]},
    }  # fmt: skip
    assert "CaNaRy" not in repr(scrubbed(event, {}))
    assert "203.0.113.9" not in repr(scrubbed(event, {}))
