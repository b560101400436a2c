"""Deciding about deals and correcting them on the desk."""

import json

import pytest
from django.utils import timezone

from articles.actions.curation import fill_queue, merge_deals
from articles.actions.reference_sync import sync_reference
from articles.actions.rollups import rebuild_rollups
from articles.models import Deal, DealEvent, ReviewDecision, ReviewItem, Tag, Tagging
from articles.reference import load
from tests.articles.desk import (
    NOW,
    make_article,
    make_deal,
    make_feed,
    make_person,
    make_tags,
    read_again,
    read_article,
)

pytestmark = pytest.mark.django_db
DEALS = "/admin/articles/deal/"


@pytest.fixture
def curator(client):
    """A curator who is logged in."""
    person = make_person("curator", "Curator")
    client.force_login(person)
    return person


@pytest.fixture
def deal(curator) -> Deal:
    """A deal that the newsroom read out of an article of a trusted feed."""
    sync_reference(reference=load())
    article = read_article(make_feed(tier="A"))
    return Deal.objects.get(reports__article=article)


def form_of(client, deal):
    """What the page of a deal would send unchanged."""
    form = client.get(f"{DEALS}{deal.pk}/change/").context["adminform"].form
    values = {}
    for bound in form:
        value = bound.value()
        if value not in (None, ""):
            values[bound.html_name] = value
    return values


def save(client, deal, **changes):
    answer = client.post(f"{DEALS}{deal.pk}/change/", {**form_of(client, deal), **changes})
    deal.refresh_from_db()
    return answer


def test_a_curator_accepts_a_deal_with_one_button(client, curator, deal):
    page = client.get(f"{DEALS}{deal.pk}/change/").content.decode()
    assert f'action="{DEALS}{deal.pk}/accept/"' in page
    assert client.get(f"{DEALS}{deal.pk}/accept/").status_code == 405
    deal.refresh_from_db()
    assert deal.review == Deal.Review.UNREVIEWED
    assert client.post(f"{DEALS}{deal.pk}/accept/").status_code == 302
    deal.refresh_from_db()
    assert (deal.review, deal.reviewed_by) == (Deal.Review.ACCEPTED, curator)


def test_a_curator_rejects_a_deal_for_a_reason_of_the_list(client, deal):
    page = client.get(f"{DEALS}{deal.pk}/reject/")
    assert b"not a deal" in page.content
    for refused in ({}, {"reason": "because"}, {"reason": "other", "note": " "}):
        assert client.post(f"{DEALS}{deal.pk}/reject/", refused).status_code == 200
    deal.refresh_from_db()
    assert deal.review == Deal.Review.UNREVIEWED
    client.post(f"{DEALS}{deal.pk}/reject/", {"reason": "opinion", "note": "a column"})
    deal.refresh_from_db()
    assert (deal.review, deal.review_reason) == (Deal.Review.REJECTED, "opinion")
    assert not Deal.objects.published().filter(pk=deal.pk).exists()


@pytest.mark.threat("F09")
def test_what_was_decided_and_corrected_stays_when_the_article_is_read_again(client, deal):
    article = deal.reports.get().article
    save(client, deal, type="cooperation_agreement", status="announced", amount="2500000.00", currency="CNY",
         amount_bound="over", agreed_on="2026-11-02", date_precision="day", cities=["macao", "shenzhen"],
         sectors=["finance"], party_lines="Harbour Bureau\nDelta Bureau", note="read the communiqué")  # fmt: skip
    client.post(f"{DEALS}{deal.pk}/accept/")
    read_again(article)
    deal = Deal.objects.get(pk=deal.pk)
    assert (deal.type, deal.status, deal.review) == ("cooperation_agreement", "announced", "accepted")
    assert (deal.amount, deal.currency, deal.amount_bound) == (2_500_000, "CNY", "over")
    assert (deal.agreed_on.isoformat(), deal.date_precision) == ("2026-11-02", "day")
    assert sorted(deal.tags.filter(kind="city").values_list("slug", flat=True)) == ["macao", "shenzhen"]
    assert list(deal.tags.filter(kind="sector").values_list("slug", flat=True)) == ["finance"]
    names = deal.parties.filter(role="signatory").order_by("position").values_list("name", flat=True)
    assert list(names) == ["Harbour Bureau", "Delta Bureau"]
    corrected = ReviewDecision.objects.filter(action="correct")
    assert set(corrected.values_list("field", flat=True)) == {
        "type", "status", "money", "date", "cities", "sectors", "parties",
    }  # fmt: skip
    assert set(corrected.values_list("note", flat=True)) == {"read the communiqué"}


def test_all_that_one_save_corrected_is_taken_back_at_once(client, deal):
    before = Deal.objects.filter(pk=deal.pk).values("type", "status", "amount", "currency").get()
    save(client, deal, type="cooperation_agreement", status="completed", amount="5", currency="HKD")
    last = ReviewDecision.objects.latest("pk")
    client.post(f"/admin/review/undo/{last.pk}/")
    assert Deal.objects.filter(pk=deal.pk).values("type", "status", "amount", "currency").get() == before


def test_saving_without_a_change_corrects_nothing(client, deal):
    assert save(client, deal).status_code == 302
    assert not ReviewDecision.objects.exists()


def test_a_sum_or_a_date_can_be_taken_away(client, deal):
    save(client, deal, amount="5", currency="HKD")
    save(client, deal, amount="", currency="", amount_max="", agreed_on="")
    assert (deal.amount, deal.agreed_on) == (None, None)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "5", "currency": ""},
        {"amount": "5", "currency": "hk"},
        {"amount": "-5", "currency": "HKD"},
        {"amount": "5", "currency": "HKD", "amount_max": "4"},
        {"agreed_on": "2026-11-02", "date_precision": "unknown"},
        {"agreed_on": "32 November"},
        {"type": "treaty"},
        {"sectors": ["finance", "fintech", "ai", "trade", "youth", "property-land"]},
        {"cities": ["atlantis"]},
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_of_that_save_stays(client, deal, changes):
    before = Deal.objects.filter(pk=deal.pk).values().get()
    save(client, deal, status="completed", **changes)
    assert Deal.objects.filter(pk=deal.pk).values().get() == before
    assert not ReviewDecision.objects.exists()


def test_the_page_shows_the_evidence_beside_the_fields(client, deal):
    page = client.get(f"{DEALS}{deal.pk}/change/").content.decode()
    for evidence in deal.reports.get().evidence.all():
        assert f"<q>{evidence.quote}</q>" in page
    assert "tier A" in page


@pytest.mark.threat("A06")
def test_many_are_accepted_after_a_page_that_counts_them(client, curator):
    deals = [make_deal(number) for number in range(3)]
    chosen = {"action": "accept_deals", "_selected_action": [deal.pk for deal in deals[:2]]}
    asked = client.post(DEALS, chosen)
    assert "Accept: 2 items" in asked.content.decode()
    assert "unreviewed: <b>2</b>" in asked.content.decode()
    assert not Deal.objects.filter(review="accepted").exists()
    client.post(DEALS, {**chosen, "decide": "Accept"})
    assert Deal.objects.filter(review="accepted").count() == 2


def test_many_are_rejected_for_one_reason(client, curator):
    deals = [make_deal(number) for number in range(2)]
    chosen = {"action": "reject_deals", "_selected_action": [deal.pk for deal in deals]}
    assert b"wrong parties" in client.post(DEALS, chosen).content
    client.post(DEALS, {**chosen, "decide": "Reject"})
    assert not Deal.objects.filter(review="rejected").exists(), "a reason is needed"
    client.post(DEALS, {**chosen, "decide": "Reject", "reason": "advert"})
    assert Deal.objects.filter(review="rejected", review_reason="advert").count() == 2


@pytest.mark.threat("A06")
def test_no_more_than_200_are_decided_at_once(client, curator):
    article = make_article()
    example = make_deal(0, article=article)
    fields = Deal.objects.values().get(pk=example.pk)
    del fields["id"], fields["slug"]
    Deal.objects.bulk_create(Deal(slug=f"more-{n}", **fields) for n in range(200))
    everything = {"action": "accept_deals", "_selected_action": [example.pk], "select_across": "1", "decide": "Accept"}
    answer = client.post(DEALS, everything, follow=True)
    assert b"At most 200" in answer.content
    assert not Deal.objects.filter(review="accepted").exists()


def test_decisions_are_undone_by_who_took_them_and_by_editors(client, curator, deal):
    client.post(f"{DEALS}{deal.pk}/reject/", {"reason": "opinion"})
    decision = ReviewDecision.objects.get()
    undo = {"action": "undo_decisions", "_selected_action": [decision.pk]}

    def review():
        return Deal.objects.get(pk=deal.pk).review

    client.force_login(make_person("other", "Curator"))
    client.post("/admin/articles/reviewdecision/", undo)
    assert review() == "rejected"
    client.force_login(make_person("editor", "Editor"))
    client.post("/admin/articles/reviewdecision/", undo)
    assert review() == "unreviewed"
    assert client.post("/admin/articles/reviewdecision/", undo).status_code == 302, "a second time changes nothing"
    assert client.get(f"/admin/articles/reviewdecision/{decision.pk}/change/").status_code == 200
    assert client.post(f"/admin/articles/reviewdecision/{decision.pk}/change/", {"reason": "x"}).status_code == 403


def test_a_curator_corrects_the_tags_of_an_article_and_reading_again_keeps_them(client, deal):
    article = deal.reports.get().article
    path = f"/admin/articles/article/{article.pk}/retag/"
    assert client.get(path).status_code == 200
    tags = {tag.slug: tag.pk for tag in Tag.objects.filter(kind__in=["city", "sector"])}
    extra = Tag.objects.filter(kind="organisation").first()
    answer = client.post(path, {"cities": [tags["macao"], tags["shenzhen"]], "sectors": [tags["ai"]], "add": extra.pk})
    assert answer.status_code == 302
    read_again(article)
    standing = article.taggings.exclude(decision=Tagging.Decision.REMOVED)
    cities = standing.filter(tag__kind="city").values_list("tag__slug", flat=True)
    assert set(cities) == {"macao", "shenzhen"}
    assert standing.filter(tag__kind="sector", tag__slug="ai").exists()
    assert standing.filter(tag=extra).exists()
    before = ReviewDecision.objects.count()
    form = client.get(path).context["form"]
    client.post(path, {name: [tag.pk for tag in form.fields[name].queryset if tag.pk in form.initial[name]]
                       for name in ("cities", "sectors")})  # fmt: skip
    assert ReviewDecision.objects.count() == before, "what stands is not said twice"


def test_the_search_for_a_tag_answers_those_who_may_look_at_tags(client, curator):
    make_tags()
    query = {"app_label": "articles", "model_name": "tagging", "field_name": "tag", "term": "harbour"}
    answer = client.get("/admin/autocomplete/", query)
    assert [row["text"] for row in json.loads(answer.content)["results"]] == ["organisation:harbour-bureau"]
    client.logout()
    assert client.get("/admin/autocomplete/", query).status_code == 302


# --- Two at once (THREATS D05)


@pytest.mark.threat("D05")
def test_of_two_who_correct_other_fields_at_once_both_are_kept(client, deal):
    opened_by_mei, opened_by_joao = form_of(client, deal), form_of(client, deal)
    client.post(f"{DEALS}{deal.pk}/change/", {**opened_by_mei, "status": "announced", "cities": ["macao"]})
    client.post(f"{DEALS}{deal.pk}/change/", {**opened_by_joao, "type": "cooperation_agreement"})
    deal = Deal.objects.get(pk=deal.pk)
    assert (deal.status, deal.type) == ("announced", "cooperation_agreement")
    assert list(deal.tags.filter(kind="city").values_list("slug", flat=True)) == ["macao"]
    assert ReviewDecision.objects.filter(action="correct").count() == 3, "nobody is said to have put back the old value"


@pytest.mark.threat("D05")
def test_of_two_who_correct_one_field_at_once_the_second_sees_both_before_anything_is_lost(client, deal):
    opened_by_mei, opened_by_joao = form_of(client, deal), form_of(client, deal)
    client.post(f"{DEALS}{deal.pk}/change/", {**opened_by_mei, "status": "announced"})
    theirs = {**opened_by_joao, "status": "completed", "note": "read the communiqué"}
    answer = client.post(f"{DEALS}{deal.pk}/change/", theirs)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "changed this meanwhile from “signed” to “announced”" in page
    assert '<option value="completed" selected>' in page
    assert "read the communiqué" in page
    assert Deal.objects.get(pk=deal.pk).status == "announced"
    form = answer.context["adminform"].form
    again = {bound.html_name: value for bound in form if (value := bound.value()) not in (None, "")}
    assert client.post(f"{DEALS}{deal.pk}/change/", again).status_code == 302
    assert Deal.objects.get(pk=deal.pk).status == "completed"


@pytest.mark.one_engine
@pytest.mark.threat("D05")
@pytest.mark.parametrize("seen", ["", "no json", "[1]", '{"status": 3}'])
def test_a_page_that_does_not_say_what_it_showed_corrects_as_before(client, deal, seen):
    client.post(f"{DEALS}{deal.pk}/change/", {**form_of(client, deal), "seen": seen, "type": "cooperation_agreement"})
    assert Deal.objects.get(pk=deal.pk).type == "cooperation_agreement"


@pytest.mark.parametrize("words", ["delta pl", "三角洲", "plano do"])
def test_the_list_is_searched_by_titles_of_all_languages(client, curator, words):
    found = make_deal(1, title="Delta plan", title_zh_hant="三角洲計劃", title_pt="Plano do Delta")
    make_deal(2)
    assert list(client.get(DEALS, {"q": words}).context["cl"].result_list) == [found]


# --- Before, after, bundle


def test_another_deal_is_found_by_its_title_party_address_or_number_and_linked(client, curator):
    first = make_deal(1, title="Delta plan", title_zh_hant="三角洲計劃", title_pt="Plano do Delta")
    second = make_deal(2)
    page = f"{DEALS}{second.pk}/lines/"
    for words in (
        "delta pl",
        "三角洲",
        "plano do",
        "harbour bureau",
        f"https://tracker.example.org/deals/{first.slug}/",
        str(first.pk),
    ):
        assert client.get(page, {"q": words}).context["found"] == [first], words
    assert client.get(page, {"q": "nothing like it"}).context["found"] == []
    client.post(page, {"other": first.pk, "relation": "before-stage", "note": "the same laboratory"})
    second.refresh_from_db()
    assert (second.predecessor, second.predecessor_by) == (first, "curator")
    decision = ReviewDecision.objects.get()
    assert (decision.action, decision.reason, decision.note) == ("succeed", "next_stage", "the same laboratory")
    for deal in (first, second):
        shown = client.get(f"{DEALS}{deal.pk}/history/").content.decode()
        assert "the same laboratory" in shown
        assert "next stage of the same matter" in shown
    undone = client.post(f"/admin/review/undo/{decision.pk}/")
    assert undone["Location"] == page
    second.refresh_from_db()
    assert second.predecessor is None


@pytest.mark.parametrize(
    ("relation", "who", "field"),
    [("after-session", 1, "predecessor"), ("before-session", 2, "predecessor"), ("bundle", 2, "bundle"),
     ("part", 1, "bundle")],
)  # fmt: skip
def test_each_relation_stands_on_the_right_deal_and_is_taken_away_again(client, curator, relation, who, field):
    first, second = make_deal(1), make_deal(2)
    deals = {1: first, 2: second}
    page = f"{DEALS}{second.pk}/lines/"
    client.post(page, {"other": first.pk, "relation": relation})
    for deal in deals.values():
        deal.refresh_from_db()
    assert getattr(deals[who], field) == deals[3 - who]
    ((_name, away, other),) = client.get(page).context["links"]
    client.post(page, {"other": other.pk, "relation": away})
    deals[who].refresh_from_db()
    assert getattr(deals[who], field) is None


def test_what_cannot_be_linked_is_said(client, curator):
    first, second = make_deal(1), make_deal(2)
    page = f"{DEALS}{second.pk}/lines/"
    client.post(page, {"other": first.pk, "relation": "before-stage"})
    told = client.post(f"{DEALS}{first.pk}/lines/", {"other": second.pk, "relation": "before-stage"}, follow=True)
    assert "the other deal carries on this one already" in told.content.decode()
    assert "Please choose" in client.post(page, {"other": first.pk, "relation": "x"}, follow=True).content.decode()
    for other in ("x", "²", "9" * 30):
        assert client.post(page, {"other": other, "relation": "part"}).status_code == 404, other
    assert ReviewDecision.objects.count() == 1


def test_to_stop_an_accepted_deal_on_its_page_takes_two(client, curator):
    deal = make_deal()
    client.post(f"{DEALS}{deal.pk}/accept/")
    save(client, deal, status="stalled")
    deal.refresh_from_db()
    assert (deal.status, deal.review) == ("stalled", "unreviewed")
    told = client.post(f"{DEALS}{deal.pk}/accept/", follow=True).content.decode()
    assert "another person has to agree" in told
    client.force_login(make_person("second", "Curator"))
    client.post(f"{DEALS}{deal.pk}/accept/")
    deal.refresh_from_db()
    assert (deal.status, deal.review) == ("stalled", "accepted")


# --- Many at once


@pytest.mark.threat("A06")
def test_more_than_fifty_are_rejected_by_two_on_a_page_that_says_so(client, curator):
    example = make_deal(0)
    fields = {name: value for name, value in vars(example).items() if name not in ("_state", "id", "slug")}
    deals = Deal.objects.bulk_create(Deal(slug=f"more-{n}", **fields) for n in range(51))
    chosen = {"action": "reject_deals", "_selected_action": [deal.pk for deal in deals]}
    assert "until a second person agrees" in client.post(DEALS, chosen).content.decode()
    asked = client.post(DEALS, {**chosen, "decide": "Reject", "reason": "advert"})
    page = asked["Location"]
    assert not Deal.objects.filter(review="rejected").exists()
    client.post(page, {"act": "agree"})
    assert not Deal.objects.filter(review="rejected").exists(), "one's own word counts once"
    client.force_login(make_person("second", "Curator"))
    assert "Agree: 51 items" in client.get(page).content.decode()
    assert page.split("/")[-2] in client.get("/admin/review/bulk/").content.decode()
    client.post(page, {"act": "agree"})
    assert Deal.objects.filter(review="rejected").count() == 51
    assert "51 of 51 done." in client.get(page).content.decode()
    client.force_login(make_person("third", "Curator"))
    assert "Undo all of it" not in client.get(page).content.decode()
    client.post(page, {"act": "undo"})
    assert Deal.objects.filter(review="rejected").count() == 51, "what others did is the editors' business"
    client.force_login(make_person("editor", "Editor"))
    client.post(page, {"act": "undo"})
    assert not Deal.objects.filter(review_reason="advert").exists()


def test_many_deals_are_tagged_and_assigned_from_the_list(client, curator):
    deals = [make_deal(number) for number in range(2)]
    mei = make_person("mei", "Curator")
    macao = Tag.objects.get(kind="city", slug="macao")
    chosen = {"_selected_action": [deal.pk for deal in deals]}
    tagging = {**chosen, "action": "label_deals"}
    assert "What it is to the deal" in client.post(DEALS, tagging).content.decode()
    unfit = client.post(DEALS, {**tagging, "decide": "Tag", "tag": deals[0].tags.get(kind="sector").pk, "role": "party",
                                "is_added": "True"})  # fmt: skip
    assert "cannot be a party" in unfit.content.decode()
    sent = {**tagging, "decide": "Tag", "tag": macao.pk, "role": "label", "is_added": "True", "note": "read both"}
    page = client.post(DEALS, sent, follow=True).content.decode()
    assert "2 of 2 done." in page
    assert "read both" in page
    assert all(deal.tags.filter(pk=macao.pk).exists() for deal in deals)
    fill_queue(now=NOW)
    client.post(DEALS, {**chosen, "action": "assign_deals", "decide": "Assign", "curator": mei.pk})
    assert set(ReviewItem.objects.open().filter(deal__in=deals).values_list("assigned_to", flat=True)) == {mei.pk}
    assert "for mei" in client.get("/admin/review/").content.decode()
    articles = [deal.reports.get().article_id for deal in deals]
    rebuild_rollups()
    sent = {
        "_selected_action": articles,
        "action": "tag_articles",
        "decide": "Tag",
        "tag": macao.pk,
        "is_added": "True",
    }
    assert "2 of 2 done." in client.post("/admin/articles/article/", sent, follow=True).content.decode()
    assert Tagging.objects.filter(tag=macao, decision="added").count() == 2


@pytest.mark.threat("A06")
def test_a_source_is_deleted_on_a_page_of_its_own_by_editors(client, curator):
    feed = make_feed()
    make_article(feed=feed)
    page = f"/admin/articles/feed/{feed.pk}/remove/"
    assert client.get(page).status_code == 403
    client.force_login(make_person("editor", "Editor"))
    assert "until a second person agrees" in client.get(page).content.decode()
    act = client.post(page, {"note": "gone for good"})["Location"]
    client.post(act, {"act": "agree"})
    client.force_login(curator)
    assert client.post(act, {"act": "agree"}).status_code == 403
    client.force_login(make_person("second", "Editor"))
    client.post(act, {"act": "agree"})
    assert not type(feed).objects.exists()
    assert "gone for good" in client.get(act).content.decode()


def test_a_deal_that_was_merged_is_not_accepted_by_its_button(client, curator):
    survivor, loser = make_deal(1), make_deal(2)
    merge_deals(survivor=survivor, loser=loser, by=curator, now=NOW)
    page = client.post(f"{DEALS}{loser.pk}/accept/", follow=True)
    assert "It was merged into another deal" in page.content.decode()
    assert list(Deal.objects.published()) == [survivor]


def test_a_deal_whose_report_stands_in_no_article_has_a_page_to_split_it(client, curator):
    deal = make_deal(1)
    deal.reports.update(article=None, revision=None, fields={})
    page = client.get(f"{DEALS}{deal.pk}/split/")
    assert page.status_code == 200
    assert deal.title in page.content.decode()


def test_the_desk_says_when_the_machine_withdrew_a_deal_and_finds_such_deals(client, curator):
    taken, rejected = make_deal(1), make_deal(2)
    for row, reason in ((taken, "no_longer_told"), (rejected, "not_a_deal")):
        Deal.objects.filter(pk=row.pk).update(review="rejected", review_reason=reason)
    DealEvent.objects.create(deal=taken, event="rejection:1", happened_at=NOW)

    page = client.get(f"{DEALS}{taken.pk}/change/").content.decode()
    day = timezone.localtime(NOW)
    assert f"rejected (no longer found in its source) by the machine on {day:%Y-%m-%d %H:%M}" in page
    note = "Withdrawn by the machine"
    assert note in client.get(f"{DEALS}{taken.pk}/history/").content.decode()
    assert note not in client.get(f"{DEALS}{rejected.pk}/history/").content.decode()
    for who, found in (("reading", [taken]), ("person", [rejected])):
        listed = client.get(DEALS, {"rejected_by": who}).context["cl"].queryset
        assert list(listed) == found
