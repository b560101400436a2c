from datetime import date, timedelta
from decimal import Decimal

import pytest

from articles import reference
from articles.actions.clustering.choosing import CURATED_FIELDS
from articles.actions.clustering.resolving import Knowledge
from articles.actions.clustering.telling import machine_values
from articles.actions.curation import InvalidCorrection, correct_deal, reject_deal
from articles.actions.curation.corrections import _CHECKS
from articles.actions.curation.wording import FIELDS
from articles.models import CuratedField, DealEvent, ReviewDecision
from tests.articles.newsroom import NOW, process_again

LATER = NOW + timedelta(days=1)

GOOD = [
    ("title", "  A better\u200b title ", "title", "A better title"),
    ("title_pt", " Um título melhor ", "title_pt", "Um título melhor"),
    ("type", "fund", "type", "fund"),
    ("status", "completed", "status", "completed"),
    ("rung", "mou", "rung", "mou"),
    ("scope", "gba_external", "scope", "gba_external"),
    ("is_bundle", True, "is_bundle", True),
    ("money", {"amount": 780, "currency": "HKD"}, "amount_usd", Decimal("100.00")),
    ("money", {"amount": "1", "amount_max": "2", "currency": "USD"}, "amount_bound", "range"),
    ("money", None, "amount", None),
    ("date", {"date": "2026-05-17", "precision": "month"}, "agreed_on", date(2026, 5, 1)),
    ("date", {"date": "2026-05-17", "precision": "quarter"}, "filed_until", date(2026, 6, 30)),
    ("date", None, "agreed_on", None),
    (
        "counts",
        [{"unit": "projects", "n": 3}],
        "counts",
        [{"unit": "projects", "n": 3, "n_max": None, "text": ""}],
    ),
]
BAD = [
    ("title", ""),
    ("title", "x" * 301),
    ("title", None),
    ("title_pt", "x" * 301),
    ("type", "merger"),
    ("status", "rumour"),
    ("rung", ""),
    ("is_bundle", "yes"),
    ("money", {"amount": "2"}),
    ("money", {"amount": "lots", "currency": "HKD"}),
    ("money", {"amount": "-5", "currency": "HKD"}),
    ("money", {"amount": "NaN", "currency": "HKD"}),
    ("money", {"amount": "Infinity", "currency": "HKD"}),
    ("money", {"amount": "1e30", "currency": "HKD"}),
    ("money", {"amount": "5", "amount_max": "4", "currency": "HKD"}),
    ("money", {"amount": "5", "currency": "hkd"}),
    ("money", {"amount": "5", "currency": "HDK"}),
    ("date", {"date": "2026-13-01", "precision": "day"}),
    ("date", {"date": "2026-05-01", "precision": "decade"}),
    ("date", {"date": "0002-05-01", "precision": "day"}),
    ("date", {"date": "9998-05-01", "precision": "day"}),
    ("date", "2026-05-01"),
    ("cities", ["atlantis"]),
    ("cities", "macao"),
    ("cities", [["macao"]]),
    ("sectors", ["finance", "no-such"]),
    ("parties", [""]),
    ("parties", "HSBC"),
    ("counts", [{"unit": "projects", "n": "three"}]),
    ("counts", [{"unit": "wishes", "n": 3}]),
    ("counts", ["3"]),
    ("mechanism", "no-such"),
    ("slug", "another"),
    ("review", "accepted"),
]


def test_every_field_that_may_be_corrected_is_checked_named_and_told_by_the_machine(deal):
    assert set(_CHECKS) == set(CURATED_FIELDS)
    assert set(CURATED_FIELDS) <= set(FIELDS)
    told = machine_values(deal_ids=[deal.pk], knowledge=Knowledge.of(reference.load()))
    assert set(told[deal.pk]) == set(CURATED_FIELDS)


@pytest.mark.parametrize(("field", "value", "shown", "expected"), GOOD)
def test_a_correction_holds_and_processing_again_keeps_it(article, deal, curator, field, value, shown, expected):
    correct_deal(deal=deal, field=field, value=value, by=curator, now=NOW)
    deal.refresh_from_db()
    at_once = getattr(deal, shown)
    process_again(article, now=LATER)
    deal.refresh_from_db()

    assert at_once == getattr(deal, shown) == expected


@pytest.mark.one_engine
@pytest.mark.parametrize(("field", "value"), BAD)
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_kept(deal, curator, field, value):
    with pytest.raises(InvalidCorrection) as refused:
        correct_deal(deal=deal, field=field, value=value, by=curator, now=NOW)

    assert refused.value.problem
    assert not CuratedField.objects.exists()
    assert not ReviewDecision.objects.exists()


@pytest.mark.parametrize(
    ("field", "kind", "slugs"),
    [("cities", "city", ["macao"]), ("outside", "outside", ["zhejiang"]), ("sectors", "sector", [])],
)
def test_labels_are_replaced(article, deal, curator, field, kind, slugs):
    correct_deal(deal=deal, field=field, value=slugs, by=curator, now=NOW)
    process_again(article, now=LATER)

    assert list(deal.tags.filter(kind=kind).values_list("slug", flat=True)) == slugs


def test_parties_are_replaced_and_known_ones_are_recognised(article, deal, curator):
    correct_deal(deal=deal, field="parties", value=["Macao", "Harbour Robotics Ltd"], by=curator, now=NOW)
    process_again(article, now=LATER)

    parties = {party.name: party.tag.slug for party in deal.parties.filter(role="signatory").select_related("tag")}
    assert parties == {"Macao": "macao", "Harbour Robotics Ltd": "harbour-robotics"}


def test_the_machines_value_is_kept_beside_the_curators(deal, curator):
    decision = correct_deal(
        deal=deal, field="money", value={"amount": "3000000000", "currency": "HKD"}, by=curator, now=NOW
    )

    assert decision.machine_value["amount"] == "2000000000.00"
    assert decision.human_value["amount"] == "3000000000.00"


def test_the_rung_follows_a_corrected_type_unless_it_is_corrected_itself(deal, curator):
    correct_deal(deal=deal, field="type", value="mou", by=curator, now=NOW)
    deal.refresh_from_db()
    by_ladder = deal.rung
    correct_deal(deal=deal, field="rung", value="agreement", by=curator, now=NOW)
    deal.refresh_from_db()

    assert (by_ladder, deal.rung) == ("mou", "agreement")


def test_readers_are_told_of_each_correction_that_they_can_see(deal, curator):
    correct_deal(deal=deal, field="type", value="mou", by=curator, now=NOW)
    correct_deal(deal=deal, field="type", value="mou", by=curator, now=NOW)
    correct_deal(deal=deal, field="cities", value=["macao"], by=curator, now=NOW)
    reject_deal(deal=deal, reason="advert", by=curator, now=NOW)
    correct_deal(deal=deal, field="type", value="fund", by=curator, now=NOW)

    told = sorted(DealEvent.objects.values_list("event", flat=True))
    assert told == ["correction:1", "correction:2", "new", "rejection:1"]
