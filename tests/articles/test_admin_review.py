"""The review queue by its addresses: claimed, shown, decided, undone; what it costs and what it does not run."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from articles.actions.clustering.orphans import BY_CLUSTERING, lead_on, let_orphans_go
from articles.actions.curation import accept_deal, fill_queue, report_error, set_bundle
from articles.actions.curation.bulk import ask_for
from articles.models import Article, CuratedField, Deal, DealEvent, DealReport, ReviewDecision, ReviewItem
from tests.articles.desk import HOSTILE, NOW, make_article, make_deal, make_person

pytestmark = pytest.mark.django_db
QUEUE = "/admin/review/"


@pytest.fixture
def curator(client):
    person = make_person("curator", "Curator")
    client.force_login(person)
    return person


def queue_of(*deals):
    fill_queue(now=timezone.now())
    return [ReviewItem.objects.open().get(deal=deal, kind__in=("deal", "sample")) for deal in deals]


def take(client):
    answer = client.post(f"{QUEUE}next/")
    assert answer.status_code == 302
    return answer["Location"]


def fields_of(client, item):
    """What the page of an item would send unchanged."""
    return sent_by(client.get(f"{QUEUE}{item.pk}/").context["panel"].form)


def sent_by(form):
    """What a page with the form would send."""
    values = {}
    for bound in form:
        value = bound.value()
        if value not in (None, ""):
            values[bound.html_name] = value
    return values


def decide(client, item, act, **more):
    form = fields_of(client, item) if act == "accept" else {}
    return client.post(f"{QUEUE}{item.pk}/decide/", {**form, "act": act, **more})


def test_the_most_valuable_waits_first_and_accepting_leads_to_the_next(client, curator):
    small, large = make_deal(1, amount_usd=1000), make_deal(2, amount_usd=90_000_000)
    queue_of(small, large)
    page = client.get(QUEUE)
    assert [item.deal for item, _fields in page.context["items"] if item.kind == "deal"] == [large, small]
    at = take(client)
    item = ReviewItem.objects.get(pk=int(at.split("/")[-2]))
    assert (item.deal, item.holder) == (large, curator)
    answer = decide(client, item, "accept")
    large.refresh_from_db()
    assert large.review == "accepted"
    assert f"done={item.pk}" in answer["Location"]
    assert ReviewItem.objects.held_by(curator, now=timezone.now()).get().deal == small
    decision = ReviewDecision.objects.get()
    assert (decision.action, decision.kind, decision.judged["fields"]["type"]) == ("accept", item.kind, "mou")
    assert decision.seconds >= 0
    assert decision.rule == large.reports.get().rule


def test_an_item_that_came_to_nothing_while_it_was_looked_at_was_decided_by_nobody(client, curator):
    deal = make_deal()
    DealEvent.objects.create(deal=deal, event="new", happened_at=NOW)
    item = queue_of(deal)[0]
    values = fields_of(client, item)
    deal.reports.all().delete()
    with transaction.atomic():
        let_orphans_go(deal_ids=[deal.pk], now=timezone.now())
    fill_queue(now=timezone.now())
    answer = client.post(f"{QUEUE}{item.pk}/decide/", {**values, "act": "accept"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "That is not in the queue any more." in page
    assert "You have decided" not in page
    assert curator.username not in page.partition("data-review-taken")[2]


def test_a_deal_that_clustering_merged_meanwhile_is_not_accepted(client, curator):
    survivor, loser = make_deal(1), make_deal(2)
    item = queue_of(loser)[0]
    values = fields_of(client, item)
    DealEvent.objects.create(deal=loser, event="new", happened_at=NOW)
    with transaction.atomic():
        lead_on({loser.pk: survivor}, rule=BY_CLUSTERING, now=NOW)
    answer = client.post(f"{QUEUE}{item.pk}/decide/", {**values, "act": "accept"})
    assert answer.status_code == 409
    assert "It was merged into another deal" in answer.content.decode()
    assert not ReviewDecision.objects.filter(action="accept").exists()


@pytest.mark.threat("D05")
def test_two_curators_never_hold_one_item_and_the_second_is_told(client, curator):
    item = queue_of(make_deal())[0]
    assert client.get(f"{QUEUE}{item.pk}/").status_code == 200
    client.force_login(make_person("second", "Curator"))
    told = client.get(f"{QUEUE}{item.pk}/")
    assert told.status_code == 409
    assert "curator has this in hand" in told.content.decode()
    assert client.post(f"{QUEUE}{item.pk}/decide/", {"act": "reject", "reason": "opinion"}).status_code == 409
    assert client.post(f"{QUEUE}next/")["Location"] == QUEUE
    assert not ReviewDecision.objects.exists()
    ReviewItem.objects.filter(pk=item.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert client.get(f"{QUEUE}{item.pk}/").status_code == 200, "a lease that has run out holds nobody up"
    client.force_login(curator)
    late = client.post(f"{QUEUE}{item.pk}/decide/", {"act": "reject", "reason": "opinion"})
    assert late.status_code == 409
    assert "second has this in hand" in late.content.decode()


def test_what_is_decided_already_is_said_to_who_comes_later(client, curator):
    item = queue_of(make_deal())[0]
    decide(client, item, "reject", reason="advert")
    back = client.get(f"{QUEUE}{item.pk}/")
    assert back.status_code == 200, "who comes back by the browser's button finds their own word, and a way to undo it"
    assert "You have decided this: rejected." in back.content.decode()
    assert f"{QUEUE}undo/{ReviewDecision.objects.get().pk}/" in back.content.decode()
    client.force_login(make_person("second", "Curator"))
    told = client.get(f"{QUEUE}{item.pk}/")
    assert told.status_code == 409
    assert "decided meanwhile" in told.content.decode()


def test_a_field_is_edited_and_another_is_not_in_the_text(client, curator):
    deal = make_deal()
    item = queue_of(deal)[0]
    decide(client, item, "accept", status="announced", **{"absent-money": "1"})
    deal.refresh_from_db()
    assert (deal.review, deal.status, deal.amount) == ("accepted", "announced", None)
    reasons = dict(ReviewDecision.objects.filter(action="correct").values_list("field", "reason"))
    assert reasons == {"status": "", "money": "not_in_text"}


def test_what_cannot_be_is_said_above_what_was_typed(client, curator):
    deal = make_deal()
    item = queue_of(deal)[0]
    answer = decide(client, item, "accept", amount="5", currency="hk", title="My own words")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My own words" in page
    assert "No currency has this code" in page
    assert not ReviewDecision.objects.exists()


@pytest.mark.threat("D05")
def test_sources_that_change_under_the_curators_eyes_are_said_before_anything_is_decided(client, curator):
    deal = make_deal()
    item = queue_of(deal)[0]
    form = fields_of(client, item)
    Deal.objects.filter(pk=deal.pk).update(changed_at=timezone.now(), status="announced")
    answer = client.post(f"{QUEUE}{item.pk}/decide/", {**form, "act": "accept", "title": "My own words"})
    assert answer.status_code == 409
    assert "My own words" in answer.content.decode()
    assert not ReviewDecision.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"reason": "because"}, {"reason": "other"}])
def test_a_reason_is_needed_and_it_is_one_of_the_list(client, curator, sent):
    item = queue_of(make_deal())[0]
    assert decide(client, item, "reject", **sent).status_code == 409
    assert not ReviewDecision.objects.exists()


def test_skipping_leaves_an_item_to_others(client, curator):
    one, two = queue_of(make_deal(1), make_deal(2))
    first = int(take(client).split("/")[-2])
    assert client.post(f"{QUEUE}{first}/decide/", {"act": "skip"})["Location"].split("/")[-2] != str(first)
    assert ReviewItem.objects.get(pk=first).holder is None
    second = ({one.pk, two.pk} - {first}).pop()
    client.post(f"{QUEUE}{second}/decide/", {"act": "skip"})
    assert client.post(f"{QUEUE}next/")["Location"].startswith(QUEUE)
    assert client.post(f"{QUEUE}next/", {"leave": "²"})["Location"].startswith(QUEUE), "a digit, and no number"
    client.force_login(make_person("second", "Curator"))
    assert str(first) in take(client) or str(second) in client.post(f"{QUEUE}next/")["Location"]


@pytest.mark.threat("A06")
def test_a_whole_act_is_taken_back_within_a_day_and_the_item_waits_again(client, curator):
    deal = make_deal()
    item = queue_of(deal)[0]
    decide(client, item, "accept", status="announced")
    decision = ReviewDecision.objects.get(action="accept")
    answer = client.post(f"{QUEUE}undo/{decision.pk}/")
    deal.refresh_from_db()
    assert (deal.review, deal.curated.count()) == ("unreviewed", 0)
    reopened = ReviewItem.objects.open().get(deal=deal)
    assert answer["Location"] == f"{QUEUE}{reopened.pk}/"
    decide(client, reopened, "accept")
    late = ReviewDecision.objects.filter(action="accept").last()
    ReviewDecision.objects.filter(pk=late.pk).update(decided_at=timezone.now() - timedelta(hours=25))
    client.post(f"{QUEUE}undo/{late.pk}/")
    deal.refresh_from_db()
    assert deal.review == "accepted", "after a day it is the editors' business"


def test_what_others_decided_is_not_taken_back_here(client, curator):
    deal = make_deal()
    item = queue_of(deal)[0]
    decide(client, item, "reject", reason="advert")
    client.force_login(make_person("second", "Curator"))
    client.post(f"{QUEUE}undo/{ReviewDecision.objects.get().pk}/")
    deal.refresh_from_db()
    assert deal.review == "rejected"


def test_a_large_deal_waits_for_a_second_person_and_is_not_offered_to_the_first_again(client, curator):
    deal = make_deal(amount=2_000_000_000)
    item = queue_of(deal)[0]
    assert "Two people have to agree: more than HKD 1 billion" in client.get(f"{QUEUE}{item.pk}/").content.decode()
    assert decide(client, item, "accept")["Location"].startswith(QUEUE + "?")
    deal.refresh_from_db()
    assert deal.review == "unreviewed"
    assert decide(client, item, "accept").status_code == 409
    client.force_login(make_person("second", "Curator"))
    assert str(item.pk) in take(client)
    assert "Accepted by curator." in client.get(f"{QUEUE}{item.pk}/").content.decode()
    decide(client, item, "accept")
    deal.refresh_from_db()
    assert (deal.review, deal.reviewed_by.username) == ("accepted", "second")


def test_to_cancel_an_accepted_deal_in_the_queue_is_the_first_half_and_another_person_ends_it(client, curator):
    deal = make_deal()
    decide(client, queue_of(deal)[0], "accept")
    change = ReviewItem.objects.create(
        kind="change", key="change:1", deal=deal, fields=["status"], opened_at=timezone.now()
    )
    page = client.get(f"{QUEUE}{change.pk}/").content.decode()
    asked, folded = page.split('<details class="review-others"')
    assert ('name="status"' in asked, 'name="status"' in folded) == (True, False)
    assert 'name="parties"' in folded
    told = client.get(decide(client, change, "accept", status="cancelled")["Location"])
    assert "Accepted by you; a second person has to agree" in told.content.decode()
    deal.refresh_from_db()
    assert (deal.status, deal.review) == ("cancelled", "unreviewed")
    proposed = ReviewItem.objects.open().get(deal=deal, kind__in=("deal", "sample"))
    assert decide(client, proposed, "accept").status_code == 409
    client.force_login(make_person("second", "Curator"))
    decide(client, proposed, "accept")
    deal.refresh_from_db()
    assert (deal.status, deal.review, deal.reviewed_by.username) == ("cancelled", "accepted", "second")


def test_a_quarantined_article_is_tried_again_or_left(client, curator):
    article = make_article(processed_at=None, quarantined_at=NOW, quarantine_reason="3 tries", attempts=3)
    other = make_article(2, processed_at=None, quarantined_at=NOW)
    fill_queue(now=timezone.now())
    for one, act in ((article, "retry"), (other, "leave")):
        client.post(f"{QUEUE}{ReviewItem.objects.open().get(article=one).pk}/decide/", {"act": act})
    fill_queue(now=timezone.now())
    assert not ReviewItem.objects.open().exists(), "what is left does not come back by itself"
    assert list(Article.objects.filter(quarantined_at__isnull=False)) == [other]


def test_a_readers_report_leads_to_the_deal_and_is_answered(client, curator):
    deal = make_deal(review="accepted", reviewed_at=NOW)
    error = report_error(text=f"The sum is wrong {HOSTILE}", deal=deal, now=timezone.now())
    item = ReviewItem.objects.open().get(kind="error")
    assert "The sum is wrong" in client.get(f"{QUEUE}{item.pk}/").content.decode()
    client.post(f"{QUEUE}{item.pk}/decide/", {"act": "answer", "note": "read again: it is right"})
    error.refresh_from_db()
    assert error.answered_at
    assert ReviewDecision.objects.get().note == "read again: it is right"


@pytest.mark.threat("A05", "W02")
def test_every_page_of_the_queue_is_inert_whatever_the_titles_say(client, curator):
    article = make_article(title=HOSTILE, publisher=HOSTILE, text=HOSTILE * 3,
                           quarantined_text=[{"text": HOSTILE, "reason": HOSTILE}])  # fmt: skip
    deal, other = make_deal(1, article=article, title=HOSTILE), make_deal(2, title=HOSTILE)
    DealReport.objects.update(publisher=HOSTILE)
    for row in (deal, other):
        row.parties.update(name=HOSTILE)
    report_error(text=HOSTILE, deal=deal, now=timezone.now())
    fill_queue(now=timezone.now())
    low, high = sorted((deal.pk, other.pk))
    ReviewItem.objects.create(kind="pair", key="pair:x", deal_id=low, other_id=high, opened_at=NOW)
    accept_deal(deal=other, by=curator, now=NOW, note=HOSTILE)
    set_bundle(deal=deal, bundle=other, by=curator, now=NOW, note=HOSTILE)
    act = ask_for(kind="reject", targets=[deal.pk], details={"reason": "other", "note": HOSTILE}, by=curator, now=NOW)
    paths = [QUEUE, f"{QUEUE}merge/{low}/{high}/", *(f"{QUEUE}{i.pk}/" for i in ReviewItem.objects.open())]
    deals = "/admin/articles/deal/"
    paths += [f"{QUEUE}bulk/{act.pk}/", f"{deals}{deal.pk}/lines/?q=script", f"{deals}{deal.pk}/history/", deals]
    pages = {path: client.get(path).content.decode() for path in [*paths, "/admin/articles/reviewdecision/"]}
    chosen = {"action": "reject_deals", "_selected_action": [deal.pk, other.pk]}
    pages["asked"] = client.post(deals, chosen).content.decode()
    for path, page in pages.items():
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "&lt;script&gt;alert(1)" in page, path


def test_pages_cost_at_most_twelve_queries_with_the_second_factor_on(
    client, settings, django_assert_max_num_queries, curator
):
    settings.STAFF_TOTP = True
    log_in_with_device(client, curator)
    deals = [make_deal(number) for number in range(6)]
    item = queue_of(*deals)[0]
    # Choices that an earlier test left must not run out between the two visits.
    cache.clear()
    for path in (QUEUE, f"{QUEUE}{item.pk}/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200


def log_in_with_device(client, person: User) -> None:
    """Log in as somebody whose session has passed the second factor just now."""
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from gba_tracker.second_factor import PROVED

    device = TOTPDevice.objects.create(user=person, confirmed=True)
    client.force_login(person)
    session = client.session
    session[DEVICE_ID_SESSION_KEY], session[PROVED] = device.persistent_id, time.time()
    session.save()


def test_the_key_to_merge_leads_to_the_likest_deal_or_where_none_is_like_it_to_a_search(client, curator):
    alone = make_deal(1)
    item = queue_of(alone)[0]
    search = f'data-key="m" href="/admin/articles/deal/{alone.pk}/join/"'
    assert search in client.get(f"{QUEUE}{item.pk}/").content.decode()
    like = make_deal(2)
    page = client.get(f"{QUEUE}{item.pk}/").content.decode()
    assert f'data-key="m" href="{QUEUE}merge/{alone.pk}/{like.pk}/"' in page
    assert search not in page


def test_a_long_queue_says_how_many_it_holds_and_goes_on_on_the_next_page(client, curator):
    article = make_article()
    ReviewItem.objects.bulk_create(
        ReviewItem(kind="quarantine", key=f"quarantine:{n}", article=article, opened_at=NOW) for n in range(92)
    )
    first = client.get(f"{QUEUE}?kind=quarantine&order=oldest")
    assert "1 to 50 of 92" in first.content.decode()
    following = "?kind=quarantine&amp;order=oldest&amp;page=2"
    assert f'rel="next" href="{following}"' in first.content.decode()
    second = client.get(QUEUE + following.replace("&amp;", "&"))
    assert "51 to 92 of 92" in second.content.decode()
    shown = [item.pk for page in (first, second) for item, _fields in page.context["items"]]
    assert len(set(shown)) == 92
    assert client.get(f"{QUEUE}?page=no").context["items"], "an address that names no page shows the first"
    assert "of 9" not in client.get(f"{QUEUE}?kind=deal").content.decode()


def test_what_was_only_looked_at_is_free_again_when_its_viewer_is_back_at_the_list(client, curator):
    one, two = queue_of(make_deal(1), make_deal(2))
    for item in (one, two):
        client.get(f"{QUEUE}{item.pk}/")
    other = make_person("second", "Curator")
    held_by_other = ReviewItem.objects.create(
        kind="quarantine", key="quarantine:9", article=make_article(9), holder=other, opened_at=NOW,
        taken_at=timezone.now(), lease_until=timezone.now() + timedelta(minutes=9),
    )  # fmt: skip
    client.get(QUEUE)
    assert not ReviewItem.objects.held_by(curator, now=timezone.now()).exists()
    assert list(ReviewItem.objects.held_by(other, now=timezone.now())) == [held_by_other]
    assert decide(client, one, "accept").status_code == 302, "an answer from another window takes it anew"


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("areas 6", ("areas", 6, None, "")),
        ("6 areas", ("areas", 6, None, "")),
        ("1 company", ("companies", 1, None, "")),
        ("10–12 Companies", ("companies", 10, 12, "")),
        ("2,300 jobs", ("jobs", 2300, None, "")),
        ("other 3 pilot routes", ("other", 3, None, "pilot routes")),
        ("3 other pilot routes", ("other", 3, None, "pilot routes")),
    ],
)
def test_a_count_is_typed_as_pages_show_it_or_with_its_unit_first(client, curator, typed, count):
    deal = make_deal()
    decide(client, queue_of(deal)[0], "accept", counts=typed)
    deal.refresh_from_db()
    assert [tuple(said[key] for key in ("unit", "n", "n_max", "text")) for said in deal.counts] == [count]


@pytest.mark.parametrize("typed", ["6 pilot routes", "areas six", "6", "1,2 areas"])
def test_a_count_that_cannot_be_read_is_answered_with_an_example(client, curator, typed):
    answer = decide(client, queue_of(make_deal())[0], "accept", counts=typed)
    assert answer.status_code == 409
    assert "Write “6 areas” or “areas 6”" in answer.content.decode()


@pytest.mark.threat("D05")
@pytest.mark.parametrize(("act", "more"), [("accept", {}), ("reject", {"reason": "opinion"})])
def test_who_has_compared_what_changed_decides_on_what_stands_now_and_on_what_they_typed(client, curator, act, more):
    deal = make_deal()
    item = queue_of(deal)[0]
    sent = {**fields_of(client, item), "act": act, **more, "title": "My own words", "note": "compared"}
    DealReport.objects.filter(deal=deal).update(status="completed")
    Deal.objects.filter(pk=deal.pk).update(status="completed", changed_at=timezone.now())
    refused = client.post(f"{QUEUE}{item.pk}/decide/", sent)
    assert refused.status_code == 409
    assert not ReviewDecision.objects.exists()
    shown = sent_by(refused.context["panel"].form)
    assert (shown["title"], shown["note"], shown["status"]) == ("My own words", "compared", "completed")
    assert client.post(f"{QUEUE}{item.pk}/decide/", {**sent, **shown}).status_code == 302
    deal.refresh_from_db()
    assert (deal.review, deal.status) == ("accepted" if act == "accept" else "rejected", "completed")
    assert list(ReviewDecision.objects.filter(action="correct").values_list("field", flat=True)) == (
        ["title"] if act == "accept" else []
    )


def test_in_chinese_days_are_written_as_readers_write_them_and_next_is_an_item_not_a_page(client, curator):
    # Four in the afternoon in London is the next day in Hong Kong.
    article = make_article(published_at=datetime(2026, 11, 24, 16, 30, tzinfo=UTC))
    item = queue_of(make_deal(article=article))[0]
    page = client.get(f"/admin/review/{item.pk}/", headers={"accept-language": "zh-HK"}).content.decode()
    assert "2026年11月25日" in page
    assert "十一月" not in page
    assert "下一項" in page
    assert "下一頁" not in page


@pytest.mark.parametrize(
    ("typed", "kept"), [("RMB", "CNY"), ("hkd", "HKD"), (" mop ", "MOP"), ("krw", "KRW"), ("HDK", None), ("ABC", None)]
)
def test_a_currency_is_kept_by_its_code_and_what_is_none_is_refused(client, curator, typed, kept):
    deal = make_deal(amount=None, currency="")
    decide(client, queue_of(deal)[0], "accept", amount="5000000", currency=typed)
    money = CuratedField.objects.filter(deal=deal, field="money").values_list("value", flat=True).first()
    assert (money and money["currency"]) == kept


@pytest.mark.parametrize(
    ("typed", "money"),
    [
        ({"amount_max": "5000000", "currency": "HKD"}, None),
        ({"amount": "1000000", "amount_max": "5000000", "currency": "HKD"}, ("1000000.00", "5000000.00", "range")),
        ({"amount": "5000000", "amount_bound": "up_to", "currency": "HKD"}, ("5000000.00", None, "up_to")),
    ],
)
def test_no_part_of_a_sum_that_was_typed_is_dropped_in_silence(client, curator, typed, money):
    deal = make_deal(amount=None, currency="")
    item = queue_of(deal)[0]
    answer = decide(client, item, "accept", **typed)
    kept = CuratedField.objects.filter(deal=deal, field="money").values_list("value", flat=True).first()
    if money is None:
        assert answer.status_code == 409
        assert "The amount is missing" in answer.content.decode()
        assert kept is None
    else:
        assert (kept["amount"], kept["amount_max"], kept["amount_bound"]) == money
