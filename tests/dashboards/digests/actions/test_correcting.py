"""What a mail says of corrections: what changed, and nothing of what was taken back at once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles.actions.curation import correct_deal
from articles.actions.curation.deciding import undo
from articles.models import DealEvent, ReviewDecision
from dashboards.digests.actions.planning import due_follows
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.actions.selecting import Happening, Notebook
from dashboards.digests.actions.telling import items_of
from dashboards.digests.models import Delivery, Digest, DigestItem, Subscription
from tests.articles.desk import make_deal as make_told_deal
from tests.articles.desk import make_person

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def deal():
    return make_told_deal(filed_on=date(2026, 11, 25), agreed_on=date(2026, 11, 25), date_precision="day")


@pytest.fixture
def curator():
    return make_person("curator", "Curator")


def money(amount):
    return {"amount": f"{amount}.00", "amount_max": None, "currency": "HKD", "amount_bound": "exact"}


def correct(deal, curator, amount, *, at):
    return correct_deal(deal=deal, field="money", value=money(amount), by=curator, now=at)


def told(deal, *, since=MORNING, language="en"):
    events = DealEvent.objects.filter(deal=deal, happened_at__gte=since).exclude(event="new").order_by("pk")
    found = [Happening(deal.pk, event) for event in events.values_list("event", flat=True)]
    return items_of(found, language=language, notebook=Notebook())


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Amount: HK$1m → HK$4m"),
        ("zh-hant", "金額：100萬港元 → 400萬港元"),
        ("zh-hans", "金额：100万港元 → 400万港元"),
        ("pt", "Montante: HK$1 milhão → HK$4 milhões"),
    ],
)
def test_a_correction_says_what_stood_before_the_first_and_stands_after_the_last(deal, curator, language, line):
    for number, amount in enumerate((3_000_000, 4_000_000)):
        correct(deal, curator, amount, at=MORNING + number * MINUTE)
    (item,) = told(deal, language=language)
    assert (item.group, item.changes) == ("corrected", (line,))


def test_a_slip_that_was_taken_back_is_no_news(deal, curator):
    slip = correct(deal, curator, 9_000_000, at=MORNING)
    undo(decision=slip, by=curator, now=MORNING + MINUTE)
    assert DealEvent.objects.filter(deal=deal, event__startswith="correction:").count() == 2
    assert told(deal) == ()
    kept = correct(deal, curator, 2_000_000, at=MORNING + 2 * MINUTE)
    (item,) = told(deal)
    assert item.changes == ("Amount: HK$1m → HK$2m",)
    assert kept.undone_at is None


def test_what_is_taken_back_after_it_was_told_is_told_too(deal, curator):
    slip = correct(deal, curator, 9_000_000, at=MORNING)
    undo(decision=slip, by=curator, now=MORNING + 60 * MINUTE)
    (item,) = told(deal, since=MORNING + MINUTE)
    assert item.changes == ("Amount: HK$9m → HK$1m",)


def test_a_correction_of_which_no_decision_is_kept_is_told_all_the_same(deal, curator):
    correct(deal, curator, 2_000_000, at=MORNING)
    ReviewDecision.objects.all().delete()
    (item,) = told(deal)
    assert (item.group, item.changes) == ("corrected", ())


def test_a_slip_of_a_followed_deal_is_mailed_to_nobody_and_asked_about_once(deal, curator, make_reader):
    reader = make_reader(confirmed_at=MORNING - MINUTE).subscriber
    Subscription.objects.all().delete()
    Subscription.objects.create(subscriber=reader, frequency="follow", deal=deal, confirmed_at=MORNING - MINUTE)
    slip = correct(deal, curator, 9_000_000, at=MORNING)
    undo(decision=slip, by=curator, now=MORNING + MINUTE)
    run_mail_room(now=MORNING + 2 * MINUTE)
    assert Delivery.objects.get().state == Delivery.State.SKIPPED_EMPTY
    assert not due_follows(now=MORNING + 20 * MINUTE)
    correct(deal, curator, 2_000_000, at=MORNING + 30 * MINUTE)
    run_mail_room(now=MORNING + 31 * MINUTE)
    mailed = Digest.objects.order_by("-period_end").first()
    assert (mailed.delivery.state, mailed.delivery.subject[:10]) == (Delivery.State.SENT, "Corrected:")
    assert DigestItem.objects.count() == 3


def test_the_page_of_a_digest_says_what_was_corrected_too(client, deal, curator, make_reader):
    make_reader(confirmed_at=MORNING - MINUTE, hour=10)
    correct(deal, curator, 2_000_000, at=MORNING)
    DealEvent.objects.filter(event="new").update(happened_at=MORNING - timedelta(days=3))
    run_mail_room(now=MORNING + 60 * MINUTE)
    page = client.get(f"/digests/{Digest.objects.get().pk}/").text
    assert "Amount: HK$1m → HK$2m" in page
    assert "Set by a curator: Amount" in page
