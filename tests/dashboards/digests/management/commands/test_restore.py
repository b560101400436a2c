from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command

from dashboards.digests.management.commands import restore
from dashboards.digests.models import Subscription

pytestmark = [pytest.mark.django_db, pytest.mark.threat("D07")]


def test_with_the_copy_comes_back_no_answer_no_login_and_no_consent_that_has_ended(
    make_reader, now, monkeypatch, capsys, tmp_path
):
    """The copy is of noon. Since then a reader left and a curator logged out, and pages were kept by their number."""
    reader = make_reader()
    Subscription.objects.filter(pk=reader.pk).update(state="unsubscribed", unsubscribed_at=now + timedelta(hours=1))

    def put_back(path):
        Subscription.objects.filter(pk=reader.pk).update(state="active", unsubscribed_at=None)
        Session.objects.create(session_key="of noon", session_data="", expire_date=now + timedelta(days=9))
        return now

    cache.set("page:of-the-afternoon:7", "what is not so any more")
    monkeypatch.setattr(restore, "restore", put_back)
    call_command("restore", str(tmp_path / "copy"), "--yes")
    assert cache.get("page:of-the-afternoon:7") is None
    assert not Session.objects.exists()
    assert Subscription.objects.get().state == "unsubscribed"
    assert "1 readers' refusals of mail" in capsys.readouterr().out
