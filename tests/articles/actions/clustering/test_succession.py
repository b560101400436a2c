from datetime import date, timedelta
from itertools import permutations

import pytest

from articles.actions.clustering.orphans import let_orphans_go
from articles.actions.clustering.resolving import resolve_deals
from articles.actions.clustering.succession import link_successors
from articles.actions.curation import reject_deal, undo
from articles.actions.naming import form_slug
from articles.models import Deal, DealEvent, DealReport, Party, Tag
from articles.pipeline.deals.rungs import rung_of
from tests.articles.newsroom import NOW, knowledge, make_feed, make_labels, make_waiting, process, process_again

pytestmark = pytest.mark.django_db

PLAN = (
    "HSBC and Tencent sign memorandum on payments in Hong Kong and Shenzhen",
    "HSBC and Tencent signed a memorandum of understanding on a HK$2 billion payments venture in Hong Kong and Shenzhen"
    " on 5 March 2025.",
)
PACT = (
    "HSBC and Tencent sign agreement on payments in Hong Kong and Shenzhen",
    "HSBC and Tencent signed a cooperation agreement on a HK$2 billion payments venture in Hong Kong and Shenzhen on"
    " 20 November 2025.",
)


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


def make_deal(slug, day, *, parties=("Hong Kong", "Fujian"), counts=(("areas", 12),), review="accepted", **fields):
    """A deal with parties and one report of no article."""
    values = {"type": "mou", "status": "signed", "rung": "mou", "created_at": NOW, "changed_at": NOW}
    deal = Deal.objects.create(slug=slug, title=slug, filed_on=day, filed_until=day, review=review,
                               counts=[{"unit": u, "n": n, "n_max": None, "text": ""} for u, n in counts],
                               **values | fields)  # fmt: skip
    names = knowledge().names
    for position, name in enumerate(parties):
        ref = names.resolve(name)
        tag = Tag.objects.get_or_create(kind=ref[0], slug=ref[1], defaults={"name_en": name})[0] if ref else None
        Party.objects.create(deal=deal, name=name, tag=tag, position=position)
    deal.tags.add(Tag.objects.get(kind="sector", slug="trade"))
    return deal


def link(*deals):
    link_successors(deal_ids=[deal.pk for deal in deals], names=knowledge().names, now=NOW)
    for deal in deals:
        deal.refresh_from_db()


def test_a_new_session_is_linked_with_the_reason_and_both_stay_in_the_totals():
    first = make_deal("first", date(2023, 6, 26), counts=(("areas", 12), ("projects", 77)))
    second = make_deal("second", date(2025, 4, 24), counts=(("areas", 13), ("projects", 51)))
    link(second)

    assert (second.predecessor, second.predecessor_by) == (first, Deal.Linker.MACHINE)
    assert second.predecessor_reason == "same sides and subject again: areas, projects"
    assert list(first.successors.all()) == [second]
    assert set(Deal.objects.counted()) == {first, second}


def test_a_late_loaded_session_comes_between_in_any_order():
    days = {"a": date(2022, 5, 1), "b": date(2023, 5, 1), "c": date(2024, 5, 1)}
    for order in permutations(days):
        Deal.objects.all().delete()
        for slug in order:
            link(make_deal(slug, days[slug]))

        found = dict(Deal.objects.order_by("slug").values_list("slug", "predecessor__slug"))
        assert found == {"a": None, "b": "a", "c": "b"}


def test_what_a_curator_said_stands_also_that_there_is_none():
    first, other = make_deal("first", date(2023, 5, 1)), make_deal("other", date(2020, 5, 1))
    none = make_deal("none", date(2024, 5, 1), predecessor_by=Deal.Linker.CURATOR)
    chosen = make_deal("chosen", date(2024, 9, 1), predecessor=other, predecessor_by=Deal.Linker.CURATOR)
    link(first, none, chosen)

    assert (none.predecessor, chosen.predecessor) == (None, other)


def test_a_link_that_holds_no_longer_goes():
    first, second = make_deal("first", date(2023, 5, 1)), make_deal("second", date(2024, 5, 1))
    link(second)
    Deal.objects.filter(pk=first.pk).update(counts=[])
    link(first)
    second.refresh_from_db()

    assert (second.predecessor, second.predecessor_by, second.predecessor_reason) == (None, "", "")


def test_a_rejected_deal_is_nobodys_predecessor():
    make_deal("first", date(2023, 5, 1), review="rejected", review_reason="not_a_deal")
    second = make_deal("second", date(2024, 5, 1))
    link(second)

    assert second.predecessor is None


def test_the_next_stage_of_a_paper_is_counted_in_its_place(admin_user):
    for slug in ("hsbc", "tencent"):
        Tag.objects.create(kind="organisation", slug=slug, name_en=slug)
    process(make_waiting(PLAN, published_at=NOW - timedelta(days=370)))
    plan = Deal.objects.get()
    process(make_waiting(PACT, published_at=NOW - timedelta(days=110), feed=make_feed("delta-daily")))
    pact = Deal.objects.exclude(pk=plan.pk).get()
    plan.refresh_from_db()

    assert (pact.predecessor, pact.predecessor_reason) == (plan, "next stage: mou to agreement")
    assert plan.is_superseded
    assert list(Deal.objects.counted()) == [pact]

    decision = reject_deal(deal=pact, reason="not_a_deal", by=admin_user, now=NOW)
    assert list(Deal.objects.counted()) == [plan]
    undo(decision=decision, by=admin_user, now=NOW)
    assert list(Deal.objects.counted()) == [pact]


def test_a_stage_that_goes_gives_the_paper_its_place_in_the_totals_back():
    first = make_deal("first", date(2024, 5, 1), parties=("HSBC", "Tencent"))
    second = make_deal("second", date(2024, 9, 1), parties=("HSBC", "Tencent"), rung="agreement",
                       type="cooperation_agreement")  # fmt: skip
    third = make_deal("third", date(2025, 2, 1), parties=("HSBC", "Tencent"), rung="contract", type="joint_venture")
    link(first, second, third)
    assert (second.predecessor, third.predecessor) == (first, second)
    assert list(Deal.objects.counted()) == [third]

    assert let_orphans_go(deal_ids=[second.pk], now=NOW) == 1
    third.refresh_from_db()
    assert (third.predecessor, third.predecessor_by, third.predecessor_reason) == (None, "", "")
    assert set(Deal.objects.counted()) == {first, third}


def test_an_offering_goes_its_way_within_one_deal_and_leaves_its_steps():
    news = (
        ("Zephyr Robotics plans Hong Kong IPO", "Zephyr Robotics, based in Shenzhen, plans an initial public offering"
         " in Hong Kong to raise HK$3 billion.", 60),
        ("Zephyr Robotics debuts in Hong Kong", "Zephyr Robotics, based in Shenzhen, made its trading debut on the Hong"
         " Kong stock exchange on Friday after an initial public offering that raised HK$3 billion.", 10),
    )  # fmt: skip
    for title, text, days in news:
        process(make_waiting((title, text), published_at=NOW - timedelta(days=days)), now=NOW - timedelta(days=days))

    deal = Deal.objects.get()
    assert (deal.status, deal.report_count, deal.predecessor) == ("completed", 2, None)
    assert list(DealEvent.objects.order_by("pk").values_list("event", flat=True)) == ["new", "status:completed"]


def test_links_cost_the_same_among_many_deals(django_assert_max_num_queries):
    for year in range(30):
        make_deal(f"old-{year}", date(2022, 1, 1) + timedelta(days=30 * year))
    one = make_deal("one", date(2025, 5, 1))
    with django_assert_max_num_queries(18):
        link_successors(deal_ids=[one.pk], names=knowledge().names, now=NOW)


def test_resolving_a_deal_links_it():
    first = make_deal("first", date(2024, 5, 1), parties=("HSBC", "Tencent"), amount=2_000_000_000, currency="HKD")
    report = DealReport.objects.create(
        deal=Deal.objects.create(slug="new", title="new", type="joint_venture", status="signed", rung="contract",
                                 created_at=NOW, changed_at=NOW),
        type="joint_venture", status="signed", rung=rung_of("joint_venture", "signed", priced=False),
        amount=2_000_000_000, currency="HKD", date="2025-01-01", tier="A", published_on=date(2025, 1, 1),
        created_at=NOW,
        fields={"title": "Venture", "date_precision": "day", "cities": ["hong-kong"], "actors": [
            {"name": name, "kind": "organisation", "slug": slug, "identity": f"organisation:{slug}",
             "role": "signatory"} for name, slug in (("HSBC", "hsbc"), ("Tencent", "tencent"))]},
    )  # fmt: skip
    resolve_deals(deal_ids=[report.deal_id], now=NOW, knowledge=knowledge())

    assert Deal.objects.get(slug="new").predecessor == first


def test_the_machine_closes_no_circle_with_what_a_curator_said():
    first, second, third = (make_deal(slug, date(year, 5, 1)) for slug, year in (("a", 2022), ("b", 2023), ("c", 2024)))
    Deal.objects.filter(pk=first.pk).update(predecessor=third, predecessor_by=Deal.Linker.CURATOR)
    link(first, second, third)

    before = dict(Deal.objects.values_list("pk", "predecessor"))
    assert before[first.pk] == third.pk
    for start in before:
        line, key = [start], before[start]
        while key:
            assert key not in line
            line, key = [*line, key], before[key]


def test_the_next_stage_may_come_on_the_fifteenth_day_and_not_before():
    first = make_deal("first", date(2026, 3, 1), amount=5, currency="HKD")
    for slug, day in (("soon", date(2026, 3, 15)), ("later", date(2026, 3, 16))):
        link(make_deal(slug, day, status="completed", amount=5, currency="HKD"))

    assert dict(first.successors.values_list("slug", "predecessor_by")) == {"later": Deal.Linker.MACHINE}


def test_no_circle_is_closed_through_a_rejected_deal_either():
    """So none is there when the rejection is taken back."""
    first, second = make_deal("first", date(2023, 6, 26)), make_deal("second", date(2025, 4, 24))
    gone = make_deal("gone", date(2024, 4, 24), review="rejected", review_reason="opinion")
    for deal, earlier in ((first, gone), (gone, second)):
        Deal.objects.filter(pk=deal.pk).update(predecessor=earlier, predecessor_by=Deal.Linker.CURATOR)
    link(second)

    assert second.predecessor is None


def make_listing(slug, day, status, *, parties=("Zephyr Robotics",), **fields):
    """A listing in Hong Kong of a company from Shenzhen, with its issuer as a party that no list holds."""
    rung = "closed" if status == "completed" else "statement"
    deal = make_deal(slug, day, type="ipo_listing", status=status, rung=rung, parties=(), counts=(), **fields)
    for position, name in enumerate(parties):
        tag = Tag.objects.get_or_create(kind="organisation", slug=form_slug(name), defaults={"name_en": name})[0]
        Party.objects.create(deal=deal, name=name, tag=tag, position=position)
    for city in ("hong-kong", "shenzhen"):
        deal.tags.add(Tag.objects.get(kind="city", slug=city))
    return deal


def test_of_a_listing_that_was_applied_for_announced_and_done_only_the_debut_counts():
    applied = make_listing("applied", date(2024, 1, 8), "planned")
    announced = make_listing("announced", date(2025, 2, 3), "announced")
    link(applied, announced)
    assert (applied.is_superseded, announced.is_superseded) == (True, False)

    debut = make_listing("debut", date(2025, 2, 14), "completed", parties=("Zephyr Robotics", "HKEX"))
    link(debut)
    applied.refresh_from_db()
    announced.refresh_from_db()
    assert (debut.predecessor, announced.predecessor) == (announced, applied)
    assert debut.predecessor_reason == "next stage: statement to closed"
    assert (applied.is_superseded, announced.is_superseded, debut.is_superseded) == (True, True, False)


def test_the_debut_of_another_company_and_a_later_plan_leave_a_plan_under_way():
    plan = make_listing("plan", date(2025, 1, 8), "planned", parties=("Zephyr Robotics", "HKEX"))
    other = make_listing("other", date(2025, 6, 8), "completed", parties=("Lantern Foods", "HKEX"))
    listed = make_listing("listed", date(2024, 6, 8), "completed")
    link(plan, other, listed)

    assert not any(deal.is_superseded or deal.predecessor for deal in (plan, other, listed))


def test_a_plan_counts_again_when_its_debut_is_rejected(admin_user):
    plan = make_listing("plan", date(2025, 1, 8), "planned")
    debut = make_listing("debut", date(2025, 6, 8), "completed")
    link(plan, debut)
    reject_deal(deal=debut, reason="not_a_deal", by=admin_user, now=NOW)
    plan.refresh_from_db()

    assert not plan.is_superseded


def test_listings_cost_the_same_among_many_deals(django_assert_max_num_queries):
    for year in range(30):
        make_listing(f"old-{year}", date(2022, 1, 1) + timedelta(days=30 * year), "completed")
    one = make_listing("one", date(2021, 5, 1), "planned")
    with django_assert_max_num_queries(20):
        link_successors(deal_ids=[one.pk], names=knowledge().names, now=NOW)


def test_a_deal_is_not_linked_to_one_whose_only_report_has_just_joined_it():
    """The plan of an offering comes after its debut was read, beside an earlier application."""
    applied = make_listing("applied", date(2024, 6, 1), "planned")
    texts = (
        ("Zephyr Robotics debuts in Hong Kong", "Zephyr Robotics, based in Shenzhen, made its trading debut on the Hong"
         " Kong stock exchange on Friday after an initial public offering that raised HK$3 billion.", 10),
        ("Zephyr Robotics plans Hong Kong IPO", "Zephyr Robotics, based in Shenzhen, plans an initial public offering"
         " in Hong Kong to raise HK$3 billion.", 100),
    )  # fmt: skip
    articles = [make_waiting(text, published_at=NOW - timedelta(days=days)) for *text, days in texts]
    process(articles[0])
    debut = DealReport.objects.get(article=articles[0]).deal
    stray = make_listing("stray", (NOW - timedelta(days=100)).date(), "planned")
    process(articles[1])
    DealReport.objects.filter(article=articles[1]).update(deal=stray)
    process_again(articles[1])

    debut.refresh_from_db()
    assert not Deal.objects.filter(slug="stray").exists()
    assert (debut.report_count, debut.predecessor) == (2, applied)
