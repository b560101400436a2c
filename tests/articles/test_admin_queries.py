"""What each address of the desk asks the database: no more than twelve times, whatever the number of rows.

There are thirteen rows of everything, and thirteen of what hangs on one row, so that one question for each shows. Who
asks is of the group Admin and has given the second factor: what that costs, five questions, is part of the twelve. What
a page writes is counted apart: the lease of an item, or when a person was seen last.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.actions.curation.bulk import ask_for
from articles.models import (
    Alias,
    Article,
    ArticleRevision,
    DealReport,
    ErrorReport,
    Evidence,
    Incident,
    Milestone,
    Party,
    Poll,
    ReviewDecision,
    ReviewItem,
    Story,
    Tag,
    Tagging,
)
from dashboards.digests.models import (
    Bounce,
    Delivery,
    Digest,
    DigestItem,
    Halt,
    Signup,
    Subscriber,
    Subscription,
    Suppression,
)
from tests.articles.desk import NOW, make_article, make_deal, make_feed, make_person
from tests.articles.test_admin_matrix import NAMES, address_of, rows  # noqa: F401  (a fixture)
from tests.articles.test_admin_review import log_in_with_device

pytestmark = pytest.mark.django_db
MANY = 13
MOST = 12
REFUSED = {name for name in NAMES if name.endswith(("_add", "_delete")) and not name.startswith("articles_alias")}
"""Of these only few are there for anybody; they list nothing that the tested ones do not."""


def fill(rows):  # noqa: F811
    """Thirteen more of everything that a list or a page tells of."""
    people = [User.objects.create_user(f"colleague-{n}", is_staff=True) for n in range(MANY)]
    for person in people:
        person.groups.add(Group.objects.get(name="Curator"))
    feeds = [make_feed(f"feed-{n}") for n in range(MANY)]
    articles = [make_article(100 + n, feed=feeds[n], quarantined_at=NOW if n % 2 else None) for n in range(MANY)]
    deals = [make_deal(200 + n, article=articles[n]) for n in range(MANY)]
    tags = [Tag.objects.create(kind="organisation", slug=f"body-{n}", name_en=f"Body {n}") for n in range(MANY)]
    for n, (deal, article, feed, tag) in enumerate(zip(deals, articles, feeds, tags, strict=True)):
        hang_on(rows, n, article, tag)
        Story.objects.create(title=f"Story {n}")
        Milestone.objects.create(
            slug=f"milestone-{n}", title="Bridge", type="launch_opening", status="completed", happened_on="2018-10-24",
            source_publisher="Harbour Daily", source_url=f"https://harbour.example.org/m{n}",
        )  # fmt: skip
        Poll.objects.create(feed=feed, started_at=NOW, outcome="ok")
        Poll.objects.create(feed=rows["feed"], started_at=NOW, outcome="http_error", error="503")
        for about in (deal, rows["deal"]):
            ReviewDecision.objects.create(
                deal=about, action="correct", field="type", decided_at=NOW, decided_by=people[n], human_value="mou"
            )
        wait(n, deal, deals[n - 1], article, tag)
        ask_for(kind="assign", targets=[deal.pk], details={"curator": None}, by=people[n], now=NOW)
        Incident.objects.create(promise=f"promise {n}", detail="x", opened_at=NOW)
        mail(n, deal)


def hang_on(rows, n, article, tag):  # noqa: F811
    """One more of each thing on the rows whose own pages are asked for."""
    article_of, deal = rows["article"], rows["deal"]
    Tagging.objects.create(article=article_of, tag=tag, spans=[[0, 3]], score=1)
    revision = ArticleRevision.objects.create(
        article=article_of, number=2 + n, title=f"Title {n}", text=f"Text {n}", content_hash=str(n), seen_at=NOW
    )
    deal.tags.add(tag)
    Party.objects.create(deal=deal, name=tag.name_en, tag=tag, position=n + 1)
    report = DealReport.objects.create(
        deal=deal, article=article, revision=article.revisions.first(), publisher=f"Daily {n}", lang="en", tier="A",
        published_on="2026-11-25", type="mou", status="signed", rung="mou", confidence=0.8, created_at=NOW, fields={},
        position=5,
    )  # fmt: skip
    Evidence.objects.create(report=report, field="type", quote="signed", start=0, end=6)
    Alias.objects.create(tag=tag, text=f"Lantern {n}", lang="en", added_at=NOW)
    Alias.objects.create(tag=rows["tag"], text=f"Bay {n}", lang="en", added_at=NOW)
    Article.objects.filter(pk=article.pk).update(feed=rows["feed"])
    rows["user"].groups.add(Group.objects.order_by("pk")[n % 3])
    assert revision.number == 2 + n


def wait(n, deal, other, article, tag):
    """One item of each kind."""
    error = ErrorReport.objects.create(deal=deal, text="wrong", created_at=NOW)
    for kind, fields in {
        "change": {"deal": deal, "fields": ["status"]},
        "pair": {"deal": deal, "other": other},
        "error": {"error": error},
        "quarantine": {"article": article},
        "sample": {"deal": deal},
        "tag": {"article": article, "tag": tag},
    }.items():
        ReviewItem.objects.create(kind=kind, key=f"{kind}:{n}", opened_at=NOW, **fields)


def mail(n, deal):
    """One row of each model of the mail room."""
    reader = Subscriber.objects.create(email=f"r{n}@example.org", email_hash=f"r{n}", handle=f"r{n}", created_at=NOW)
    digest = Digest.objects.create(
        subscriber=reader, frequency="daily", period="2026-11-25", created_at=NOW,
        period_start=NOW - timedelta(days=1), period_end=NOW,
    )  # fmt: skip
    Subscription.objects.create(subscriber=reader, frequency="daily", confirmed_at=NOW)
    DigestItem.objects.create(digest=digest, subscriber=reader, deal=deal, event="new")
    Delivery.objects.create(digest=digest, message_id=f"<{n}@x.example>", next_attempt_at=NOW, give_up_at=NOW)
    Signup.objects.create(
        email_hash=f"s{n}", network="192.0.2.0/24", consent_text="1", frequency="daily", created_at=NOW,
        next_attempt_at=NOW, expires_at=NOW,
    )  # fmt: skip
    Bounce.objects.create(email_hash=f"b{n}", domain=f"{n}.example", kind="soft", event_key=f"b{n}", happened_at=NOW)
    Suppression.objects.create(email_hash=f"p{n}", reason="complaint", created_at=NOW)
    Halt.objects.create(started_at=NOW, reason="a drill", ended_at=NOW)


def read_choices():
    from articles.admin.review.forms import tag_choices  # the desk is registered with its first page

    tag_choices()


def test_no_address_of_the_desk_asks_more_than_twelve_times(client, settings, rows):  # noqa: F811
    settings.STAFF_TOTP = True
    fill(rows)
    log_in_with_device(client, make_person("ann", "Admin"))
    ContentType.objects.get_for_models(*apps.get_models())
    asked = {}
    for name in NAMES:
        if name in REFUSED:
            continue
        with transaction.atomic():
            address = address_of(name, rows)
            # What a process keeps at hand after its first pages; a full cache may have dropped it by the next one.
            read_choices()
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            transaction.set_rollback(True)
        said = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        written = [sql for sql in said if sql.startswith(("UPDATE", "INSERT", "DELETE"))]
        asked[name] = (len(said) - len(written), written)
    over = {name: found for name, found in asked.items() if found[0] > MOST or len(found[1]) > 2}
    assert over == {}
    assert len(asked) > 60
