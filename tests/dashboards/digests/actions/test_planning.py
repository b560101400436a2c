from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from articles.models import Deal, DealEvent
from dashboards.digests import tokens
from dashboards.digests.actions import signing_up, subscribing
from dashboards.digests.actions.planning import announce, due_slots, next_slot
from dashboards.digests.actions.rendering import render, render_planned
from dashboards.digests.actions.selecting import Notebook, canonical_filters, filter_words
from dashboards.digests.models import PERIODIC, Delivery, Digest, DigestItem, Signup, Subscriber, Subscription

pytestmark = pytest.mark.django_db


def slots(now, **options):
    return due_slots(now=now, **{"is_by_hand": False, **options})


def plan_all(now, **options):
    announce(slots(now, **options), now=now)
    return list(render_planned(now=now, frequencies=PERIODIC, notebook=Notebook(), limit=None))


def titles(planned):
    return [line for line in planned.mail.text.splitlines() if "Pact" in line]


def test_a_digest_is_due_at_its_hour_and_not_before(make_reader, next_morning):
    make_reader()
    assert not slots(next_morning - timedelta(minutes=1))
    (slot,) = slots(next_morning)
    assert (slot.frequency, slot.period, slot.end) == ("daily", "2026-11-26", next_morning)


@pytest.mark.parametrize(("hours", "is_due"), [(0, True), (6, True), (6.1, False), (20, False)])
def test_the_timetable_sends_at_most_six_hours_late(make_reader, next_morning, hours, is_due):
    make_reader()
    assert bool(slots(next_morning + timedelta(hours=hours))) is is_due


def test_by_hand_the_whole_day_of_the_slot_is_due(make_reader, next_morning):
    make_reader()
    assert slots(next_morning + timedelta(hours=15), is_by_hand=True)
    assert not slots(next_morning + timedelta(hours=23), is_by_hand=True), "that is the next day, before its hour"


def test_who_confirmed_after_the_hour_is_told_the_next_day_but_by_hand_at_once(make_reader, now):
    make_reader()  # confirmed at noon; the slot of that day was at eight
    assert not slots(now)
    assert slots(now, is_by_hand=True)


def test_the_first_digest_reaches_one_period_back(make_reader, make_deal, now, next_morning):
    make_reader()
    make_deal("older", known_at=next_morning - timedelta(hours=31))
    make_deal("yesterday", known_at=next_morning - timedelta(hours=23))
    make_deal("tomorrow", known_at=next_morning + timedelta(seconds=1))
    (planned,) = plan_all(next_morning)
    assert titles(planned) == ["1. Pact yesterday"]


@pytest.mark.threat("M07")
def test_a_digest_is_put_together_once_whoever_asks(make_reader, make_deal, next_morning):
    make_reader()
    make_deal("one")
    found = slots(next_morning)
    assert announce(found, now=next_morning) == 1
    assert announce(found, now=next_morning) == 0, "another worker had read the same slot"
    delivery = Delivery.objects.select_related("digest__subscriber").get()
    wanted = tuple(Subscription.objects.all())
    assert render(delivery, wanted, now=next_morning, notebook=Notebook())
    assert render(delivery, wanted, now=next_morning, notebook=Notebook()) is None, "another one had read the row"
    assert not slots(next_morning)
    assert (Digest.objects.count(), DigestItem.objects.count(), Delivery.objects.count()) == (1, 1, 1)


def test_moving_the_hour_gives_no_second_mail_that_day(make_reader, make_deal, next_morning):
    subscriber = make_reader().subscriber
    make_deal("one")
    plan_all(next_morning)
    subscriber.hour = 10
    subscriber.save()
    assert not slots(next_morning + timedelta(hours=2))


def test_nothing_to_tell_is_no_mail(make_reader, next_morning):
    make_reader()
    (planned,) = plan_all(next_morning)
    assert planned.mail is None
    assert Delivery.objects.get().state == Delivery.State.SKIPPED_EMPTY


def test_a_deal_is_told_once_though_it_stands_in_two_subscriptions_and_frequencies(make_reader, make_deal, now):
    make_reader(filters="city=macao", confirmed_at=now)
    make_reader(confirmed_at=now)
    make_reader(frequency="weekly", confirmed_at=now)
    make_deal("one", cities=("macao",))
    make_deal("two")
    monday = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)
    daily = plan_all(datetime(2026, 11, 26, 0, 0, tzinfo=UTC))
    assert [planned.items for planned in daily] == [2]
    assert daily[0].mail.text.count("Pact one") == 1
    weekly = [planned for planned in plan_all(monday) if planned.slot.frequency == "weekly"]
    assert [planned.mail for planned in weekly] == [None]


@pytest.mark.parametrize(
    ("first", "changed_after", "then", "told"),
    [
        # That week has its digest: the next one comes in the next week, and tells all since.
        (0, 3, 4, [("Fri", "2026-W49", 11), ("Fri", "2026-W50", 7)]),
        (4, 5, 6, [("Fri", "2026-W48", 4), ("Sun", "2026-W49", 9), ("Sun", "2026-W50", 7)]),
        # To an earlier day: the next one comes sooner.
        (4, 5, 0, [("Fri", "2026-W48", 4), ("Mon", "2026-W49", 3), ("Mon", "2026-W50", 7), ("Mon", "2026-W51", 7)]),
    ],
)
def test_whoever_changes_the_day_of_the_week_is_told_all_of_it_once(
    make_reader, make_deal, day, first, changed_after, then, told
):
    monday, found = datetime(2026, 11, 23, 0, 0, tzinfo=UTC), []
    make_reader(frequency="weekly", confirmed_at=monday - day, with_weekends=True, weekday=first)
    for number in range(22):
        if number == changed_after:
            Subscriber.objects.update(weekday=then)
        planned = [one for hours in (0, 3) for one in plan_all(monday + number * day + timedelta(hours=hours))]
        found += [(f"{one.slot.end:%a}", one.slot.period, one.items) for one in planned if one.mail is not None]
        make_deal(f"d{number}", known_at=monday + number * day + timedelta(hours=5))
    assert found == told
    items = DigestItem.objects.values_list("deal__slug", flat=True)
    assert sorted(items) == sorted(f"d{number}" for number in range(sum(number for *_, number in told)))


def test_what_happens_later_to_a_deal_is_told_as_an_item_of_its_own(make_reader, make_deal, next_morning, day):
    make_reader(with_weekends=True)
    deal = make_deal("one")
    plan_all(next_morning)
    Deal.objects.filter(pk=deal.pk).update(status="completed")
    DealEvent.objects.create(deal=deal, event="status:completed", happened_at=next_morning + timedelta(hours=3))
    (planned,) = plan_all(next_morning + day)
    assert planned.mail.subject.startswith("GBA daily: 1 completed")
    DealEvent.objects.create(deal=deal, event="correction:1", happened_at=next_morning + day + timedelta(hours=3))
    (planned,) = plan_all(next_morning + 2 * day)
    assert planned.mail.subject.startswith("GBA daily: 1 corrected")
    assert sorted(DigestItem.objects.values_list("event", flat=True)) == ["correction:1", "new", "status:completed"]


def test_what_was_written_while_the_last_digest_was_made_is_not_lost(make_reader, make_deal, next_morning, day):
    make_reader()
    make_deal("one")
    plan_all(next_morning)
    make_deal("late", known_at=next_morning - timedelta(seconds=5))  # its transaction ended after the digest was read
    (planned,) = plan_all(next_morning + day)
    assert titles(planned) == ["1. Pact late"]


def test_a_day_that_was_left_out_is_told_in_the_next_digest(make_reader, make_deal, next_morning, day):
    make_reader()
    make_deal("one")
    assert not slots(next_morning + timedelta(hours=7))
    make_deal("two", known_at=next_morning + timedelta(hours=5))
    (planned,) = plan_all(next_morning + day)
    assert planned.items == 2


@pytest.mark.parametrize("review", ["rejected", "needs_second_source"])
def test_what_readers_may_not_see_is_not_mailed(make_reader, make_deal, next_morning, review):
    make_reader()
    make_deal("one", review=review, review_reason="not_a_deal" if review == "rejected" else "")
    (planned,) = plan_all(next_morning)
    assert planned.mail is None


def test_an_unreviewed_deal_is_mailed_with_its_badge_and_an_accepted_one_without(make_reader, make_deal, next_morning):
    make_reader()
    make_deal("one", review="unreviewed")
    make_deal("two", review="accepted")
    (planned,) = plan_all(next_morning)
    facts = [line for line in planned.mail.text.splitlines() if "Signed" in line]
    assert sorted("unreviewed" in line for line in facts) == [False, True]


def test_that_the_starter_history_was_loaded_is_no_news(make_reader, make_deal, next_morning):
    make_reader()
    make_deal("history", is_starter=True)
    make_deal("moved", is_starter=True, event="status:completed", status="completed")
    (planned,) = plan_all(next_morning)
    assert titles(planned) == ["1. Pact moved"]


def test_a_subscription_brings_what_its_filters_select(make_reader, make_deal, next_morning):
    make_reader("one@example.org", filters="city=macao")
    make_reader("two@example.org", filters="status=planned")
    make_deal("macao", cities=("macao", "zhuhai"))
    make_deal("shenzhen", cities=("shenzhen",))
    make_deal("plan", status="planned")
    found = {p.slot.subscriber.email: titles(p) for p in plan_all(next_morning)}
    assert found == {"one@example.org": ["1. Pact macao"], "two@example.org": ["1. Pact plan"]}


def test_each_item_stands_with_quote_source_and_link(make_reader, make_deal, next_morning, settings):
    make_reader()
    make_deal("one")
    (planned,) = plan_all(next_morning)
    for body in (planned.mail.text, planned.mail.html):
        assert "The two bureaux signed a pact." in body
        assert "harbour.example.org" in body
        assert "https://harbour.example.org/one" in body
        assert f"{settings.SITE_URL}/deals/one/" in body


def test_paused_and_unsubscribed_readers_are_told_nothing(make_reader, make_deal, next_morning, day):
    paused, gone = make_reader("one@example.org"), make_reader("two@example.org")
    Subscription.objects.filter(pk=paused.pk).update(state="paused", paused_until=next_morning + day)
    Subscription.objects.filter(pk=gone.pk).update(state="unsubscribed")
    make_deal("one")
    assert not slots(next_morning)
    assert [s.subscriber.email for s in slots(next_morning + day)] == ["one@example.org"], "the pause is over"


def test_readers_of_every_zone_have_their_own_morning(make_reader, now):
    make_reader("hk@example.org")
    make_reader("pt@example.org", timezone="Europe/Lisbon", hour=7)
    assert [s.subscriber.email for s in slots(datetime(2026, 11, 26, 0, 0, tzinfo=UTC))] == ["hk@example.org"]
    assert [s.subscriber.email for s in slots(datetime(2026, 11, 26, 7, 0, tzinfo=UTC))] == ["pt@example.org"]
    assert next_slot(now=now) == datetime(2026, 11, 25, 7, 0, tzinfo=UTC)


def test_one_more_reader_costs_one_query_more(make_reader, make_deal, next_morning):
    for number in range(12):
        make_deal(f"d{number}", cities=("macao",))
    counts = []
    for number in range(3):
        make_reader(f"reader{number}@example.org", filters="city=macao")
    for readers in (3, 23):
        while Subscription.objects.count() < readers:
            make_reader(f"reader{Subscription.objects.count()}@example.org", filters="city=macao")
        announce(slots(next_morning), now=next_morning)
        with CaptureQueriesContext(connection) as queries:
            planned = list(render_planned(now=next_morning, frequencies=PERIODIC, notebook=Notebook(), limit=None))
        assert {one.items for one in planned} == {12}
        counts.append((len(planned), len(queries)))
    (few, at_first), (many, later) = counts
    assert (few, many) == (3, 20)
    assert later - at_first <= many - few + 2, "each is written by one update; what is read is read for all at once"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("?city=shenzhen&page=3&sort=amount&view=chart&last=90d", "city=shenzhen"),
        ("city=macao&city=hong-kong", "city=hong-kong&city=macao"),
        ("from=2026-01-01&to=2026-02-01&min=1000000&binding=1", "binding=1&min=1000000"),
        ("utm_source=x&q=robotics", "q=robotics"),
        ("city=atlantis", ""),
        ("", ""),
    ],
)
def test_a_subscription_keeps_what_is_asked_for_in_one_form(asked, kept):
    assert canonical_filters(asked) == kept
    assert canonical_filters(kept) == kept


def test_filters_are_said_in_words():
    assert filter_words("") == ""
    words = filter_words("city=shenzhen&type=mou&binding=1&min=1000000")
    assert words == "Shenzhen, Memorandum of understanding, binding only, HK$1m or more"


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans", "pt"])
def test_no_filter_is_said_as_the_machine_writes_it(language):
    raw = {
        "scope": "gba_external", "review": "needs_second_source", "rung": "letter_of_intent", "lang": "zh-Hant",
        "type": "launch_opening", "value": "undisclosed",
    }  # fmt: skip
    with override(language):
        for key, value in raw.items():
            words = filter_words(f"{key}={value}")
            assert words, key
            assert value not in words
            assert "_" not in words


@pytest.mark.parametrize("is_left", [False, True], ids=["another frequency", "left and came back"])
def test_who_asks_anew_after_months_gets_a_mail_of_its_own_period(make_reader, make_deal, now, day, is_left):
    reader = make_reader(frequency="weekly" if is_left else "daily", confirmed_at=now)
    later = now + 96 * day  # a Monday, at noon
    if is_left:
        plan_all(datetime(2026, 11, 30, 0, 0, tzinfo=UTC))
        subscribing.unsubscribe(tokens.unsubscribe_token(reader.subscriber.handle), now=now + 7 * day)
        subscribing.resume(reader.subscriber, network="n", now=later)
    else:
        subscribing.save_settings(
            reader.subscriber, subscription_id=reader.pk, frequency="weekly", filters="", language="en",
            timezone="Asia/Hong_Kong", hour=8, with_weekends=False, weekday=0, now=later,
        )  # fmt: skip
    make_deal("meanwhile", known_at=later - 30 * day)
    make_deal("lately", known_at=later + day)
    monday = datetime(2027, 3, 1, 0, 0, tzinfo=UTC)
    assert not slots(monday + timedelta(hours=4)), "the slot of Monday was over when it was asked for"
    (planned,) = plan_all(monday + 7 * day)
    assert planned.mail.text.startswith("GBA weekly, 1–8 Mar\n")
    assert titles(planned) == ["1. Pact lately"]


def test_another_frequency_chosen_within_a_pause_keeps_nothing_back(make_reader, make_deal, now, day, next_morning):
    reader = make_reader()
    make_deal("before")
    plan_all(next_morning)
    subscribing.pause(reader.subscriber, now=next_morning)
    make_deal("within", known_at=next_morning + day)
    reader.refresh_from_db()
    subscribing.save_settings(
        reader.subscriber, subscription_id=reader.pk, frequency="weekly", filters="", language="en",
        timezone="Asia/Hong_Kong", hour=8, with_weekends=False, weekday=0, now=next_morning + 20 * day,
    )  # fmt: skip
    subscribing.resume(reader.subscriber, network="n", now=next_morning + 20 * day)
    (planned,) = plan_all(datetime(2026, 12, 21, 0, 0, tzinfo=UTC))
    assert titles(planned) == ["1. Pact within"]


def test_to_confirm_anew_what_is_on_loses_nothing_of_a_standstill(make_reader, make_deal, next_morning, day, wish):
    reader = make_reader(wish.email, frequency=wish.frequency, filters=wish.filters)
    make_deal("before")
    plan_all(next_morning)
    make_deal("within", known_at=next_morning + day)
    again = next_morning + 5 * day
    signing_up.note_wish(wish, network="n", now=again)
    Signup.objects.update(state="mailed", token_hash=tokens.hash_token("token"))
    signing_up.confirm("token", now=again)
    reader.refresh_from_db()
    assert reader.confirmed_at == again
    planned = plan_all(next_morning + 7 * day)
    assert [line for one in planned if one.mail for line in titles(one)] == ["1. Pact within"]
