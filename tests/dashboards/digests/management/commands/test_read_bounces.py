import io
import mailbox
import sys

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
MAIL = b"From: reader@example.org\nTo: bounce@tracker.example\nSubject: Away\n\nBack on Monday.\n"


def test_it_reads_one_mail_from_stdin_as_a_mail_server_pipes_it(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MAIL)))
    call_command("read_bounces")
    assert capsys.readouterr().out == "bounces 0, complaints 0, unsubscribed 0, ignored 1\n"


@pytest.mark.parametrize("kind", [mailbox.Maildir, mailbox.mbox])
def test_it_reads_a_maildir_or_an_mbox(kind, tmp_path, capsys):
    box = kind(tmp_path / "box", create=True)
    box.add(MAIL)
    box.add(MAIL)
    box.close()
    call_command("read_bounces", str(tmp_path / "box"))
    assert capsys.readouterr().out == "bounces 0, complaints 0, unsubscribed 0, ignored 2\n"


def test_a_path_where_nothing_is_is_bad_usage(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("read_bounces", str(tmp_path / "nothing"))
    assert refused.value.returncode == 2
