import logging
import logging.config

import pytest
from django.conf import settings

from dashboards.digests import tokens
from gba_tracker.redaction import redact

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
