"""What a person has vouched for stays, whatever is read afterwards; what changed becomes a question."""

from datetime import timedelta

import pytest

from articles.actions.curation import accept_deal, correct_deal, undo
from articles.models import Article, Deal, ReviewItem
from tests.articles.newsroom import CATS, NOW, PAYMENTS, make_feed, make_labels, make_waiting, process, process_again

LATER = NOW + timedelta(days=1)
TITLE = PAYMENTS[0]
SMALL = PAYMENTS[1].replace("HK$2 billion", "HK$200 million")
KEPT = ("title", "lang", "type", "subtype", "status", "rung", "scope", "amount", "amount_max", "currency",
        "amount_bound", "amount_text", "amount_usd", "counts", "agreed_on", "date_precision", "date_basis", "is_bundle",
        "review", "reviewed_by_id", "mechanism_id")  # fmt: skip


def state_of(deal):
    """All that readers see of a deal."""
    deal = Deal.objects.get(pk=deal.pk)
    tags = sorted(deal.tags.values_list("kind", "slug"))
    parties = list(deal.parties.order_by("position").values_list("name", "role", "tag_id"))
    return {name: getattr(deal, name) for name in KEPT}, tags, parties


@pytest.fixture
def article(db):
    make_labels()
    article = make_waiting((TITLE, SMALL))
    process(article)
    return article


def change(article, **fields):
    Article.objects.filter(pk=article.pk).update(processed_at=None, attempts=0, **fields)
    process(article, now=LATER)


def test_accepting_changes_nothing_but_the_review(article, deal, curator):
    before = state_of(deal)
    accept_deal(deal=deal, by=curator, now=NOW)
    after = state_of(deal)
    assert after[1:] == before[1:]
    assert {name for name in KEPT if before[0][name] != after[0][name]} == {"review", "reviewed_by_id"}


@pytest.mark.threat("F09")
def test_a_changed_source_asks_again_about_the_fields_that_changed_and_overwrites_none(article, deal, curator):
    accept_deal(deal=deal, by=curator, now=NOW)
    before = state_of(deal)
    change(article, summary=SMALL.replace("HK$200 million", "HK$300 million"))

    assert state_of(deal) == before
    item = ReviewItem.objects.open().get()
    assert (item.kind, item.deal, item.fields) == ("change", deal, ["money"])

    change(article, summary=SMALL)
    assert not ReviewItem.objects.open().exists(), "a source that takes its change back asks nothing"


PACT = (
    "HSBC and Tencent signed a cooperation agreement worth HK$200 million on 5 March 2026 to build 12 projects in"
    " Hong Kong and Shenzhen."
)


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("HK$200 million", "HK$300 million", ["money"]),
        ("HK$200 million", "US$200 million", ["money"]),
        (" worth HK$200 million", "", ["money"]),
        ("5 March", "4 March", ["date"]),
        ("12 projects", "13 projects", ["counts"]),
        ("Hong Kong and Shenzhen", "Hong Kong and Macao", ["cities"]),
        ("a cooperation agreement", "a memorandum of understanding", ["type"]),
        ("HSBC and Tencent signed", "HSBC and Alibaba signed", ["parties"]),
        # What is planned for the day of the report keeps that day.
        ("signed a", "plan to sign a", ["status"]),
    ],
)  # fmt: skip
def test_a_question_names_exactly_the_field_that_a_source_changed(db, curator, old, new, fields):
    make_labels()
    article = make_waiting(("HSBC and partner agree", PACT))
    process(article)
    deal = Deal.objects.get()
    accept_deal(deal=deal, by=curator, now=NOW)
    before = state_of(deal)
    change(article, summary=PACT.replace(old, new))
    assert state_of(deal) == before
    assert ReviewItem.objects.open().get(kind="change").fields == fields


def test_a_deal_that_no_source_tells_of_any_more_is_asked_about_and_kept(article, deal, curator):
    accept_deal(deal=deal, by=curator, now=NOW)
    change(article, title=CATS[0], summary=CATS[1])
    assert ReviewItem.objects.open().get().fields == ["deal"]
    assert Deal.objects.get().review == "accepted"
    change(article, title=TITLE, summary=SMALL)
    assert not ReviewItem.objects.open().filter(kind="change").exists()


def test_a_source_that_comes_to_say_what_the_curator_said_asks_nothing(article, deal, curator):
    correct_deal(deal=deal, field="money", value={"amount": "300000000", "currency": "HKD"}, by=curator, now=NOW)
    accept_deal(deal=deal, by=curator, now=NOW)
    change(article, summary=SMALL.replace("HK$200 million", "HK$300 million"))
    assert not ReviewItem.objects.open().filter(kind="change").exists()


def test_a_second_acceptance_answers_the_question(article, deal, curator):
    accept_deal(deal=deal, by=curator, now=NOW)
    change(article, summary=SMALL.replace("HK$200 million", "HK$300 million"))
    correct_deal(deal=deal, field="money", value={"amount": "300000000", "currency": "HKD"}, by=curator, now=LATER)
    accept_deal(deal=deal, by=curator, now=LATER)
    process_again(article, now=LATER)

    assert Deal.objects.get().amount == 300_000_000
    assert not ReviewItem.objects.open().filter(opened_at__gt=LATER).exists()


def test_a_report_of_another_established_source_may_tell_a_further_step(article, deal, curator):
    accept_deal(deal=deal, by=curator, now=NOW)
    Deal.objects.filter(pk=deal.pk).update(status="announced")
    decision = deal.decisions.get()
    decision.judged["fields"]["status"] = "announced"
    decision.save()
    process(make_waiting((TITLE, SMALL), feed=make_feed("other-daily", tier="A")), now=LATER)

    deal.refresh_from_db()
    assert deal.report_count == 2
    assert deal.status == "signed"
    assert deal.review == "accepted"


def test_a_lesser_source_moves_nothing(article, deal, curator):
    accept_deal(deal=deal, by=curator, now=NOW)
    decision = deal.decisions.get()
    decision.judged["fields"]["status"] = "announced"
    decision.save()
    process(make_waiting((TITLE, SMALL), feed=make_feed("mill", tier="D")), now=LATER)
    assert Deal.objects.get().status == "announced"


def test_taking_the_acceptance_back_gives_the_word_back_to_the_reports(article, deal, curator):
    accepted = accept_deal(deal=deal, by=curator, now=NOW)
    change(article, summary=SMALL.replace("HK$200 million", "HK$300 million"))
    undo(decision=accepted, by=curator, now=LATER)
    deal.refresh_from_db()
    assert (deal.amount, deal.review) == (300_000_000, "unreviewed")
