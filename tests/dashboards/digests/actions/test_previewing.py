from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.digests.actions.previewing import preview, preview_selection
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.actions.selecting import Notebook
from dashboards.digests.models import Digest, Subscriber

pytestmark = pytest.mark.django_db


def test_a_preview_shows_what_the_next_digest_would_bring_and_keeps_nothing(make_reader, make_deal, now):
    subscriber = make_reader().subscriber
    make_deal("one")
    seen = preview(subscriber, frequency="daily", language="pt", now=now + timedelta(hours=5), notebook=Notebook())
    assert "Pact one" in seen.mail.text
    assert '<html lang="pt"' in seen.mail.html
    assert not Digest.objects.exists()
    run_mail_room(now=now + timedelta(hours=20))
    assert "Pact one" in mail.outbox[0].body
    after = preview(subscriber, frequency="daily", language="en", now=now + timedelta(hours=21), notebook=Notebook())
    assert after.mail is None, "it was told"
    assert preview(subscriber, frequency="weekly", language="en", now=now, notebook=Notebook()) is None


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans", "pt"])
def test_a_selection_is_shown_before_anybody_subscribes(make_deal, now, settings, language):
    make_deal("one", cities=("macao",))
    make_deal("two", cities=("shenzhen",))
    make_deal("old", cities=("macao",), known_at=now - timedelta(days=8))
    later = now + timedelta(minutes=1)
    with CaptureQueriesContext(connection) as seen:
        planned = preview_selection(
            "city=macao&sort=amount&page=3", frequency="weekly", language=language, now=later, notebook=Notebook()
        )
    for body in (planned.mail.text, planned.mail.html):
        assert "Pact one" in body
        assert "Pact two" not in body
        assert "Pact old" not in body, "of the period before"
        assert "/subscribe/?city=macao" in body
        assert "/deals/?city=macao" in body
        assert "/s/" not in body.replace("/subscribe/", ""), "nothing that opens a subscriber's page"
        assert "/u/" not in body
        assert "/digests/" not in body
    assert planned.items == 1
    assert len(seen) <= 15, "as much as a page may ask"
    assert not any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in seen.captured_queries)
    assert not Subscriber.objects.exists()
    assert not Digest.objects.exists()


def test_a_selection_without_news_has_no_sample_and_one_that_cannot_be_read_is_refused(make_deal, now):
    make_deal("one", cities=("macao",))
    quiet = {"frequency": "daily", "language": "en", "notebook": Notebook()}
    assert preview_selection("city=zhuhai", now=now, **quiet).mail is None
    assert preview_selection("", now=now + timedelta(days=3), **quiet).mail is None
    with pytest.raises(ValueError, match="fields"):
        preview_selection("&".join(["q=x"] * 500), now=now, **quiet)
