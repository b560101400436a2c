from copy import deepcopy
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from articles import reference
from articles.actions.curation import accept_deal, correct_deal, reject_deal
from articles.actions.reference_sync import sync_reference
from articles.actions.starter import OLD_NEWS, load_starter, starter_counts
from articles.models import DataGeneration, Deal, DealEvent, DealReport, Evidence, Milestone, Party, ReviewDecision

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
ROWS = reference.starter_deals()
DEALS = [row for row in ROWS if row["kind"] == "deal"]


@pytest.fixture
def loaded():
    sync_reference(reference=reference.load())
    return load_starter(rows=ROWS, reference=reference.load(), now=NOW)


@pytest.mark.one_engine
def test_deals_and_milestones_are_kept_apart(loaded):
    assert (loaded.deals, loaded.milestones) == (Deal.objects.count(), Milestone.objects.count()) == (129, 124)
    assert not Deal.objects.filter(slug__in=Milestone.objects.values("slug")).exists()


def test_a_second_load_changes_nothing(loaded):
    before = list(Deal.objects.order_by("pk").values()), list(DealEvent.objects.order_by("pk").values())
    generation = DataGeneration.current()
    again = load_starter(rows=ROWS, reference=reference.load(), now=NOW + timedelta(days=1))

    assert (again.deals, again.milestones, again.changed, again.unchanged) == (0, 0, 0, len(ROWS))
    assert before == (list(Deal.objects.order_by("pk").values()), list(DealEvent.objects.order_by("pk").values()))
    assert DataGeneration.current() == generation


@pytest.mark.one_engine
def test_rows_that_are_there_already_are_linked_where_they_are_now_told_to_carry_on_each_other(loaded):
    application, debut = Deal.objects.get(slug="sf-hk-filing-2023"), Deal.objects.get(slug="sf-hk-listing-2024")
    assert (debut.predecessor, application.is_superseded) == (application, True)
    Deal.objects.filter(pk=debut.pk).update(predecessor=None, predecessor_by="", predecessor_reason="")
    Deal.objects.filter(pk=application.pk).update(is_superseded=False)
    generation = DataGeneration.current()
    load_starter(rows=ROWS, reference=reference.load(), now=NOW + timedelta(days=1))
    debut.refresh_from_db()
    application.refresh_from_db()

    assert (debut.predecessor, application.is_superseded) == (application, True)
    assert DataGeneration.current() != generation


@pytest.mark.one_engine
def test_every_deal_has_its_source_and_no_quotation(loaded):
    reports = DealReport.objects.filter(deal__is_starter=True, article=None)

    assert reports.count() == len(DEALS)
    assert not [report for report in reports if not report.url.startswith("http") or not report.publisher]
    assert not Evidence.objects.exists()


@pytest.mark.one_engine
def test_confidence_becomes_the_review_state_and_nobody_reviewed(loaded):
    sure = {row["slug"] for row in DEALS if row["confidence"] == "high"}

    assert set(Deal.objects.filter(review="accepted").values_list("slug", flat=True)) == sure
    assert Deal.objects.filter(review="unreviewed").count() == len(DEALS) - len(sure)
    assert not Deal.objects.filter(reviewed_at__isnull=False).exists()
    assert not ReviewDecision.objects.exists()


@pytest.mark.one_engine
def test_nobody_is_mailed_the_history(loaded):
    assert DealEvent.objects.filter(event="new").count() == Deal.objects.count()
    assert not DealEvent.objects.filter(happened_at__gt=NOW - OLD_NEWS).exists()
    assert timedelta(days=31) < OLD_NEWS


@pytest.mark.one_engine
def test_parties_are_known_bodies_cities_and_provinces(loaded):
    tags = {
        party.name: (party.tag.kind, party.tag.slug)
        for party in Party.objects.filter(deal__slug="foshan-hk-promotion-2017").select_related("tag")
    }

    assert tags["Foshan Municipal Government"] == ("organisation", "foshan-government")
    assert tags["Federation of Hong Kong Foshan Associations"][0] == "organisation"
    assert not Party.objects.filter(tag=None).exists()
    provinces = Party.objects.filter(name__contains="Provincial Government", tag__kind="outside")
    assert provinces.exists()
    assert all(party.tag.slug in party.name.lower() for party in provinces.select_related("tag"))


@pytest.mark.one_engine
def test_money_is_converted_with_the_rate_beside_it(loaded):
    deal = Deal.objects.get(slug="link-metropolitan-plaza-gz-2017")

    assert (deal.amount, deal.currency) == (Decimal("4100000000.00"), "CNY")
    assert (deal.rate, deal.rate_on) == (Decimal("6.887600"), "2017-04")
    assert deal.amount_usd == (deal.amount / deal.rate).quantize(Decimal("0.01"))


@pytest.mark.one_engine
def test_a_date_of_a_month_or_a_year_is_filed_under_all_its_days(loaded):
    month = Deal.objects.get(slug="link-metropolitan-plaza-gz-2017")
    year = Deal.objects.get(slug="foshan-hk-promotion-2017")

    assert (month.filed_on.isoformat(), month.filed_until.isoformat()) == ("2017-04-01", "2017-04-30")
    assert (year.filed_on.isoformat(), year.filed_until.isoformat()) == ("2017-01-01", "2017-12-31")


def test_what_a_curator_decided_survives_a_load_of_changed_rows(loaded):
    curator = User.objects.create_user("curator")
    deal = Deal.objects.get(slug="lmc-loop-mou-2017")
    rejected = Deal.objects.get(slug="foshan-hk-promotion-2017")
    correct_deal(deal=deal, field="sectors", value=["finance"], by=curator, now=NOW)
    reject_deal(deal=rejected, reason="old_news", by=curator, now=NOW)
    rows = deepcopy(ROWS)
    for row in rows:
        if row["slug"] in (deal.slug, rejected.slug):
            row["sectors"], row["summary_en"] = ["youth"], "Another wording of the row."

    result = load_starter(rows=rows, reference=reference.load(), now=NOW)

    assert result.changed == 2
    deal.refresh_from_db()
    rejected.refresh_from_db()
    assert deal.summary == "Another wording of the row."
    assert list(deal.tags.filter(kind="sector").values_list("slug", flat=True)) == ["finance"]
    assert rejected.review == "rejected"


def test_deals_that_are_there_get_their_portuguese_titles_where_no_person_wrote_one_and_nobody_is_told(loaded):
    for report in DealReport.objects.filter(article=None):
        del report.fields["title_pt"]
        report.save()
    Deal.objects.update(title_pt="")
    curator = User.objects.create_user("curator")
    accepted = Deal.objects.get(slug="macao-zhuhai-four-agreements-2017")
    worded = Deal.objects.get(slug="lmc-loop-mou-2017")
    assert accept_deal(deal=accepted, by=curator, now=NOW).action == "accept"
    correct_deal(deal=worded, field="title_pt", value="Como alguém escreveu", by=curator, now=NOW)
    events = list(DealEvent.objects.order_by("pk").values())

    result = load_starter(rows=ROWS, reference=reference.load(), now=NOW)

    titles = {row["slug"]: row["title_pt"] for row in DEALS} | {worded.slug: "Como alguém escreveu"}
    assert result.changed == len(DEALS)
    assert dict(Deal.objects.values_list("slug", "title_pt")) == titles
    assert titles[accepted.slug] == "Macau e Zhuhai assinam quatro acordos"
    assert list(DealEvent.objects.order_by("pk").values()) == events


@pytest.mark.one_engine
def test_a_milestone_that_is_there_is_left_alone(loaded):
    Milestone.objects.filter(slug="hk-gd-2017-work-plan").update(title="As an editor worded it", review="rejected")
    load_starter(rows=ROWS, reference=reference.load(), now=NOW)

    stored = Milestone.objects.get(slug="hk-gd-2017-work-plan")
    assert (stored.title, stored.review) == ("As an editor worded it", "rejected")


@pytest.mark.parametrize(
    ("counts", "typed"),
    [
        ({"agreements": 4}, [("documents", 4, "4 agreements")]),
        ({"mous": 2, "arrangements": 3}, [("documents", 2, "2 mous"), ("documents", 3, "3 arrangements")]),
        (
            {"policy_measures": 50, "measures": 2},
            [("measures", 50, "50 policy measures"), ("measures", 2, "2 measures")],
        ),
        ({"industrial_projects": 7}, [("projects", 7, "7 industrial projects")]),
        ({"areas": 13, "projects": 51}, [("areas", 13, "13 areas"), ("projects", 51, "51 projects")]),
        ({"gold_medal_events": 9}, [("other", 9, "9 gold medal events")]),
        ({"stake_percent": 51.8, "guangzhou_percent": 65}, []),
    ],
)
def test_counts_get_the_units_of_the_house(counts, typed):
    assert [(count["unit"], count["n"], count["text"]) for count in starter_counts(counts)] == typed
