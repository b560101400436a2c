import pytest
from django.core.management import CommandError, call_command

from tests.dashboards.digests.actions.test_mailchecking import DOMAIN, names

__all__ = ["names"]


def test_it_explains_line_by_line_and_fails_where_something_is_missing(names, settings, capsys):
    settings.DEFAULT_FROM_EMAIL = f"GBA Tracker <digest@{DOMAIN}>"
    where = f"127.0.0.1:{names.port}"
    call_command("mailcheck", "--nameserver", where, "--selector", "s1")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("ok")] == ["sender", "SPF", "DKIM", "DKIM", "DMARC"]
    del names.zone[f"_dmarc.{DOMAIN}.", "TXT"]
    with pytest.raises(CommandError) as failed:
        call_command("mailcheck", "--nameserver", where, "--selector", "s1")
    assert failed.value.returncode == 1
    assert "publish `v=DMARC1" in capsys.readouterr().out


def test_a_name_server_that_cannot_be_read_is_bad_usage():
    with pytest.raises(CommandError) as refused:
        call_command("mailcheck", "--nameserver", "127.0.0.1:dns")
    assert refused.value.returncode == 2
