"""Whoever was told of a deal is told when a curator takes it away, and if it comes back; nobody else is."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.db import transaction

from articles.actions.clustering.orphans import let_orphans_go
from articles.actions.curation import merge_deals, reject_deal
from articles.actions.curation.deciding import undo
from articles.models import DealEvent
from dashboards.digests.actions.planning import due_follows
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Delivery, Digest, DigestItem, Subscription
from tests.articles.desk import make_deal as make_told_deal
from tests.articles.desk import make_person

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # eight in the morning in Hong Kong
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def curator():
    return make_person("curator", "Curator")


@pytest.fixture
def deal():
    """A deal that became known an hour before Tuesday's mail."""
    return known_deal(1, at=TUESDAY - HOUR)


def known_deal(number, *, at):
    deal = make_told_deal(number, filed_on=date(2026, 11, 23), agreed_on=date(2026, 11, 23), date_precision="day")
    DealEvent.objects.create(deal=deal, event="new", happened_at=at)
    return deal


def reader_of(make_reader, email="reader@example.org", *, since=TUESDAY - DAY, **wish):
    return make_reader(email, confirmed_at=since, **wish)


def reject(deal, curator, *, at, reason="not_a_deal", note=""):
    return reject_deal(deal=deal, reason=reason, note=note, by=curator, now=at)


def mails(*, at):
    """The mails of one round, by address: subject and plain text."""
    run_mail_room(now=at)
    sent = Delivery.objects.filter(digest__period_end__lte=at, digest__created_at=at, state=Delivery.State.SENT)
    keys = sent.values_list("digest__subscriber__email", "digest")
    kept = {email: Digest.objects.get(pk=pk) for email, pk in keys}
    return {email: digest.delivery.subject for email, digest in kept.items()}


def merge_on(deal, curator, *, merges):
    """Merge a deal into another one, that into a third and so on; gives the last."""
    for number in range(merges):
        whole = known_deal(2 + number, at=TUESDAY - 30 * DAY)
        merge_deals(survivor=whole, loser=deal, by=curator, now=TUESDAY + HOUR + number * MINUTE)
        deal = whole
    return deal


def body(server):
    """The plain text of the last mail, on one line."""
    message = message_from_bytes(server.taken[-1][1], policy=policy.default)
    return " ".join(message.get_body(("plain",)).get_content().split())


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("en", "GBA daily: 1 withdrawn", ("WITHDRAWN BY US", "withdrawn · not a deal", "You were told of it")),
        ("zh-hant", "大灣區每日摘要：1 宗已撤回", ("由我們撤回", "已撤回 · 不是合作", "你曾獲告知")),
        ("zh-hans", "大湾区每日摘要：1 项已撤回", ("由我们撤回", "已撤回 · 不是合作", "你曾获告知")),
        ("pt", "GBA diário: 1 retirado", ("RETIRADOS POR NÓS", "retirado · não é um acordo", "Foi-lhe comunicado")),
    ],
)
def test_who_was_told_of_a_deal_is_told_that_it_was_withdrawn(
    deal, curator, make_reader, server, language, subject, words
):
    reader_of(make_reader, language=language)
    assert len(mails(at=TUESDAY)) == 1
    reject(deal, curator, at=TUESDAY + HOUR)
    (told,) = mails(at=TUESDAY + DAY).values()
    assert told.startswith(subject)
    text = body(server)
    assert all(word in text for word in words), text
    assert deal.title in text
    assert "HK$" not in text
    assert "港元" not in text
    assert mails(at=TUESDAY + 2 * DAY) == {}


def test_who_was_told_of_a_deal_is_told_that_its_article_tells_of_it_no_more(deal, make_reader, server):
    reader_of(make_reader)
    mails(at=TUESDAY)
    deal.reports.all().delete()
    with transaction.atomic():
        assert let_orphans_go(deal_ids=[deal.pk], now=TUESDAY + HOUR) == 1
    (told,) = mails(at=TUESDAY + DAY).values()
    assert told.startswith("GBA daily: 1 withdrawn")
    text = body(server)
    assert deal.title in text
    assert "withdrawn · no longer found in its source" in text
    assert mails(at=TUESDAY + 2 * DAY) == {}


def test_who_was_never_told_of_it_gets_no_mail(deal, curator, make_reader, server):
    reader_of(make_reader)
    reader_of(make_reader, "other@example.org", filters="city=zhaoqing")
    assert list(mails(at=TUESDAY)) == ["reader@example.org"]
    reject(deal, curator, at=TUESDAY + HOUR)
    assert list(mails(at=TUESDAY + DAY)) == ["reader@example.org"]


def test_a_deal_that_was_rejected_before_its_mail_is_told_to_nobody(deal, curator, make_reader, server):
    reader_of(make_reader)
    reject(deal, curator, at=TUESDAY - 10 * MINUTE)
    assert mails(at=TUESDAY) == {}
    assert mails(at=TUESDAY + DAY) == {}


def test_a_rejection_that_was_undone_before_the_mail_is_no_news(deal, curator, make_reader, server):
    reader_of(make_reader)
    mails(at=TUESDAY)
    slip = reject(deal, curator, at=TUESDAY + HOUR)
    undo(decision=slip, by=curator, now=TUESDAY + 2 * HOUR)
    assert list(DealEvent.objects.order_by("pk").values_list("event", flat=True)) == ["new", "rejection:1", "return:1"]
    assert mails(at=TUESDAY + DAY) == {}


def test_a_deal_that_comes_back_is_told_to_who_was_told_that_it_went(deal, curator, make_reader, server):
    reader_of(make_reader)
    mails(at=TUESDAY)
    first = reject(deal, curator, at=TUESDAY + HOUR)
    mails(at=TUESDAY + DAY)
    undo(decision=first, by=curator, now=TUESDAY + DAY + HOUR)
    reader_of(make_reader, "late@example.org", since=TUESDAY + DAY)
    assert list(mails(at=TUESDAY + 2 * DAY)) == ["reader@example.org"]
    assert "withdrawn before, stands again" in body(server)
    reject(deal, curator, at=TUESDAY + 2 * DAY + HOUR)
    (subject,) = mails(at=TUESDAY + 3 * DAY).values()
    assert subject.startswith("GBA daily: 1 withdrawn")


def test_it_stands_under_the_selection_that_brought_it(deal, curator, make_reader, server):
    reader_of(make_reader, filters="city=zhaoqing")
    reader_of(make_reader, filters="city=hong-kong")
    mails(at=TUESDAY)
    reject(deal, curator, at=TUESDAY + HOUR)
    mails(at=TUESDAY + DAY)
    assert "Your selection: Hong Kong" in body(server)
    assert "Zhaoqing" not in body(server)


def test_a_curators_own_words_are_not_mailed(deal, curator, make_reader, server):
    reader_of(make_reader)
    mails(at=TUESDAY)
    reject(deal, curator, at=TUESDAY + HOUR, reason="other", note="The clerk misread it.")
    mails(at=TUESDAY + DAY)
    assert "withdrawn" in body(server)
    assert "misread" not in body(server)
    assert "say what" not in body(server)


@pytest.mark.parametrize("merges", [1, 2])
def test_who_was_told_of_a_deal_that_was_merged_is_told_when_the_whole_goes(deal, curator, make_reader, server, merges):
    reader_of(make_reader)
    mails(at=TUESDAY)
    whole = merge_on(deal, curator, merges=merges)
    reject(whole, curator, at=TUESDAY + 2 * HOUR)
    (subject,) = mails(at=TUESDAY + DAY).values()
    assert subject.startswith("GBA daily: 1 withdrawn")


def test_a_deal_that_turned_out_to_be_another_one_is_not_withdrawn(deal, curator, make_reader, server):
    reader_of(make_reader)
    mails(at=TUESDAY)
    whole = known_deal(2, at=TUESDAY - 30 * DAY)
    merged = merge_deals(survivor=whole, loser=deal, by=curator, now=TUESDAY + HOUR)
    assert mails(at=TUESDAY + DAY) == {}
    undo(decision=merged, by=curator, now=TUESDAY + DAY + HOUR)
    assert mails(at=TUESDAY + 2 * DAY) == {}


def test_who_follows_a_deal_is_told_at_once_and_once(deal, curator, make_reader, server):
    reader = reader_of(make_reader).subscriber
    Subscription.objects.all().delete()
    Subscription.objects.create(subscriber=reader, frequency="follow", deal=deal, confirmed_at=TUESDAY)
    first = reject(deal, curator, at=TUESDAY + HOUR)
    (subject,) = mails(at=TUESDAY + HOUR + MINUTE).values()
    assert subject.startswith("Withdrawn: ")
    assert not due_follows(now=TUESDAY + 2 * HOUR)
    undo(decision=first, by=curator, now=TUESDAY + 3 * HOUR)
    (subject,) = mails(at=TUESDAY + 3 * HOUR + MINUTE).values()
    assert subject.startswith("Corrected: ")
    assert not due_follows(now=TUESDAY + 4 * HOUR)


@pytest.mark.parametrize("merges", [1, 2, 3])
def test_who_follows_a_deal_that_was_merged_on_is_told_of_what_it_is_now(deal, curator, make_reader, server, merges):
    reader = reader_of(make_reader).subscriber
    Subscription.objects.all().delete()
    Subscription.objects.create(subscriber=reader, frequency="follow", deal=deal, confirmed_at=TUESDAY)
    whole = merge_on(deal, curator, merges=merges)
    DealEvent.objects.create(deal=whole, event="status:completed", happened_at=TUESDAY + 2 * HOUR)
    (subject,) = mails(at=TUESDAY + 2 * HOUR + MINUTE).values()
    assert whole.title in subject
    assert not due_follows(now=TUESDAY + 3 * HOUR)


def test_a_slip_about_a_followed_deal_is_mailed_to_nobody_and_asked_about_once(deal, curator, make_reader, server):
    reader = reader_of(make_reader).subscriber
    Subscription.objects.all().delete()
    Subscription.objects.create(subscriber=reader, frequency="follow", deal=deal, confirmed_at=TUESDAY)
    slip = reject(deal, curator, at=TUESDAY + HOUR)
    undo(decision=slip, by=curator, now=TUESDAY + HOUR + MINUTE)
    assert mails(at=TUESDAY + 2 * HOUR) == {}
    assert not due_follows(now=TUESDAY + 3 * HOUR)
    assert DigestItem.objects.exclude(event="new").count() == 1


def test_the_page_of_a_digest_counts_what_was_withdrawn_and_names_nothing(client, deal, curator, make_reader, server):
    reader_of(make_reader)
    mails(at=TUESDAY)
    reject(deal, curator, at=TUESDAY + HOUR)
    mails(at=TUESDAY + DAY)
    page = client.get(f"/digests/{Digest.objects.latest('period_end').pk}/").text
    assert "1 deal was withdrawn in this period" in page
    assert deal.title not in page
