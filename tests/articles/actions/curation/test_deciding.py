from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from articles.actions.curation import CannotUndo, accept_deal, correct_deal, reject_deal, undo
from articles.models import DataGeneration, Deal, DealEvent, RejectReason, ReviewDecision
from articles.pipeline.line import PIPELINE_VERSION
from tests.articles.newsroom import CATS, NOW, PAYMENTS, make_feed, make_labels, make_waiting, process

LATER = NOW + timedelta(days=1)
SMALL = (PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "HK$200 million"))


@pytest.fixture
def article(db):
    """One that tells of a deal for which one pair of eyes is enough."""
    make_labels()
    article = make_waiting(SMALL)
    process(article)
    return article


def test_accepting_is_kept_with_who_when_and_what_was_judged(deal, curator):
    generation = DataGeneration.current()
    accept_deal(deal=deal, by=curator, now=LATER, note="read the paper")

    deal.refresh_from_db()
    assert (deal.review, deal.reviewed_by, deal.reviewed_at) == ("accepted", curator, LATER)
    decision = ReviewDecision.objects.get()
    assert (decision.action, decision.machine_value, decision.human_value) == ("accept", "unreviewed", "accepted")
    assert (decision.pipeline_version, decision.decided_by, decision.note) == (
        PIPELINE_VERSION,
        curator,
        "read the paper",
    )
    assert DataGeneration.current() > generation


@pytest.mark.threat("F16")
def test_accepting_a_deal_that_waited_for_a_second_source_makes_it_news(curator):
    make_labels()
    process(make_waiting(SMALL, feed=make_feed("mill", tier="D")))
    accept_deal(deal=Deal.objects.get(), by=curator, now=LATER)
    assert not DealEvent.objects.exists()
    accept_deal(deal=Deal.objects.get(), by=User.objects.create_user("second"), now=LATER)

    assert (DealEvent.objects.get().event, DealEvent.objects.get().happened_at) == ("new", LATER)


def test_a_rejected_deal_is_kept_with_its_reason_and_seen_nowhere(deal, curator):
    reject_deal(deal=deal, reason=RejectReason.RUMOUR, by=curator, now=LATER)

    deal.refresh_from_db()
    assert (deal.review, deal.review_reason) == ("rejected", "rumour_or_denied")
    assert not Deal.objects.published().exists()


@pytest.mark.parametrize(("reason", "note"), [("because", ""), ("", ""), ("other", ""), ("other", "  ")])
def test_a_reason_is_of_the_closed_list_and_other_says_what(deal, curator, reason, note):
    with pytest.raises(ValueError, match=r"reason|Reason"):
        reject_deal(deal=deal, reason=reason, note=note, by=curator, now=LATER)

    assert not ReviewDecision.objects.exists()


def test_a_second_word_replaces_the_first_and_undoing_it_brings_the_first_back(deal, curator):
    accept_deal(deal=deal, by=curator, now=LATER)
    rejected = reject_deal(deal=deal, reason="advert", by=curator, now=LATER)
    undo(decision=rejected, by=curator, now=LATER)

    deal.refresh_from_db()
    assert (deal.review, deal.review_reason) == ("accepted", "")


def test_undoing_all_gives_the_word_back_to_the_machine(deal, curator):
    decision = reject_deal(deal=deal, reason="advert", by=curator, now=LATER)
    undoing = undo(decision=decision, by=curator, now=LATER)

    deal.refresh_from_db()
    assert (deal.review, deal.reviewed_by, deal.reviewed_at) == ("unreviewed", None, None)
    assert (undoing.action, undoing.human_value) == ("undo", {"undone": decision.pk})


def test_what_is_undone_cannot_be_undone_again_nor_the_undoing(deal, curator):
    decision = accept_deal(deal=deal, by=curator, now=LATER)
    undoing = undo(decision=decision, by=curator, now=LATER)

    for spent in (decision, undoing):
        with pytest.raises(CannotUndo):
            undo(decision=spent, by=curator, now=LATER)


def test_a_decision_can_be_undone_after_the_report_has_gone(article, deal, curator):
    decision = reject_deal(deal=deal, reason="advert", by=curator, now=NOW)
    type(article).objects.filter(pk=article.pk).update(title=CATS[0], summary=CATS[1], processed_at=None)
    process(article, now=LATER)
    undo(decision=decision, by=curator, now=LATER)

    assert Deal.objects.get().is_no_longer_told


def test_undoing_a_correction_brings_back_the_one_before_it_then_the_machines_value(deal, curator):
    first = correct_deal(deal=deal, field="type", value="mou", by=curator, now=NOW)
    second = correct_deal(deal=deal, field="type", value="fund", by=curator, now=NOW)

    types = []
    for decision in (second, first):
        undo(decision=decision, by=curator, now=LATER)
        deal.refresh_from_db()
        types.append(deal.type)
    assert types == ["mou", "cooperation_agreement"]
    assert not deal.curated.exists()
