"""Two rows that are one, on the desk: what is marked before, what stands after, and where one goes on. All made up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions.curation import fill_queue, merge_deals, split_deal, tell_apart
from articles.models import Deal, DealReport, ReviewItem
from tests.articles.desk import NOW, make_article, make_deal, make_person

pytestmark = pytest.mark.django_db
QUEUE = "/admin/review/"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def curator(client):
    person = make_person("curator", "Curator")
    client.force_login(person)
    return person


def marked(response):
    """The row that is marked to stay, and for each field that differs the row whose value is."""
    pair = response.context.get("pair") or response.context
    kept = {field: next(cell.deal_id for cell in cells if cell.is_kept) for field, _name, cells in pair["pairs"]}
    return pair["stays"], kept


def merge_page(client, one, other):
    """The page of two deals; it is the same in either order."""
    pages = [client.get(f"{QUEUE}merge/{a.pk}/{b.pk}/") for a, b in ((one, other), (other, one))]
    assert marked(pages[0]) == marked(pages[1])
    return pages[0]


def as_marked(response):
    """What the form sends when nothing is touched."""
    stays, kept = marked(response)
    return {"survivor": stays, **{f"from-{field}": pk for field, pk in kept.items()}}


def by_curator(number, **fields):
    return make_deal(number, review="accepted", reviewed_at=NOW, **fields)


STAYING = {
    "accepted by a curator, before one of the starter history": (
        {"review": "accepted", "reviewed_at": NOW},
        {"review": "accepted", "is_starter": True, "report_count": 3},
    ),
    "of the starter history, before one with more reports": (
        {"is_starter": True},
        {"report_count": 3},
    ),
    "with more reports, before the older": (
        {"report_count": 2},
        {"report_count": 1, "created_at": NOW - timedelta(days=9)},
    ),
    "the older of two that are alike": (
        {"created_at": NOW - timedelta(days=9)},
        {},
    ),
}


@pytest.mark.parametrize(("stays", "goes"), STAYING.values(), ids=STAYING)
@pytest.mark.parametrize("is_first", [True, False])
def test_the_row_that_is_marked_to_stay_is(client, curator, stays, goes, is_first):
    numbers = (1, 2) if is_first else (2, 1)
    made = {number: make_deal(number, **fields) for number, fields in sorted(zip(numbers, (stays, goes), strict=True))}
    good, bad = made[numbers[0]], made[numbers[1]]
    assert marked(merge_page(client, bad, good))[0] == good.pk


def test_the_better_reports_speak_where_both_have_as_many(client, curator):
    one, other = make_deal(1), make_deal(2)
    DealReport.objects.filter(deal=one).update(tier="C")
    assert marked(merge_page(client, one, other))[0] == other.pk


def test_what_is_marked_is_what_stands_after_the_merge(client, curator):
    """The machine's row tells a further status and another sum; the accepted one keeps its own, and its address."""
    machine = make_deal(1, title="Harbour opens", status="completed", amount=7_000_000)
    accepted = by_curator(2, title="Delta and Harbour agree", slug="delta-harbour", status="announced")
    page = merge_page(client, machine, accepted)
    stays, kept = marked(page)
    assert (stays, set(kept.values())) == (accepted.pk, {accepted.pk})
    assert {"title", "status", "money"} <= set(kept)
    client.post(f"{QUEUE}merge/{machine.pk}/{accepted.pk}/", as_marked(page))
    machine.refresh_from_db()
    accepted.refresh_from_db()
    assert (machine.merged_into, accepted.merged_into) == (accepted, None)
    assert (accepted.title, accepted.status, accepted.amount) == ("Delta and Harbour agree", "announced", 1_000_000)
    assert accepted.report_count == 2


def test_a_merge_that_held_values_is_taken_back_whole(client, curator):
    machine, accepted = make_deal(1, amount=7_000_000, status="completed"), make_deal(2, report_count=2)
    client.post(f"{QUEUE}merge/{machine.pk}/{accepted.pk}/", as_marked(merge_page(client, machine, accepted)))
    accepted.refresh_from_db()
    assert accepted.status == "signed"
    assert accepted.decisions.get(reason="kept_in_merge", field="status").human_value == "signed"
    merge = machine.decisions.get(action="merge")
    assert [act for act, _name in client.get(QUEUE).context["recent"]] == [merge], "one act, not one for each field"
    client.post(f"{QUEUE}undo/{merge.pk}/")
    machine.refresh_from_db()
    assert machine.merged_into is None
    assert not accepted.curated.exists()


def test_an_empty_field_of_an_unread_row_gives_way_and_of_an_accepted_one_does_not(client, curator):
    full = make_deal(1, title_zh_hant="海港與三角洲", title_pt="Porto e delta")
    bare = make_deal(2, amount=None, currency="", amount_bound="", report_count=2)
    stays, kept = marked(merge_page(client, full, bare))
    assert (stays, kept["money"], kept["title_zh_hant"]) == (bare.pk, full.pk, full.pk)
    Deal.objects.filter(pk=bare.pk).update(review="accepted", reviewed_at=NOW)
    stays, kept = marked(merge_page(client, full, bare))
    assert (stays, kept["money"], kept["title_zh_hant"], kept["title_pt"]) == (bare.pk, bare.pk, full.pk, full.pk)


def test_the_same_tags_and_names_in_another_order_are_no_difference(client, curator):
    one, other = make_deal(1), make_deal(2, title="Another")
    for deal, names in ((one, ("Delta", "Lantern")), (other, ("Lantern", "Delta"))):
        deal.parties.all().delete()
        for place, name in enumerate(names):
            deal.parties.create(name=name, position=place)
    assert list(marked(merge_page(client, one, other))[1]) == ["title"]


def test_the_machine_says_nothing_else_where_only_the_order_differs(client, curator):
    deal = make_deal()
    DealReport.objects.update(
        fields=DealReport.objects.get().fields | {"cities": ["shenzhen", "hong-kong"], "sectors": ["finance", "ai"]}
    )
    deal.tags.add(*type(deal.tags.first()).objects.filter(slug="ai"))
    fill_queue(now=timezone.now())
    item = ReviewItem.objects.open().get(deal=deal)
    page = client.get(f"{QUEUE}{item.pk}/")
    rows = {row.name: row for row in page.context["panel"].rows}
    assert [rows[name].machine for name in ("cities", "sectors")] == ["", ""]
    assert "take-cities" not in page.content.decode()
    DealReport.objects.update(fields=DealReport.objects.get().fields | {"cities": ["macao", "hong-kong"]})
    assert "take-cities" in client.get(f"{QUEUE}{item.pk}/").content.decode()


def test_the_notice_names_the_title_that_stands_and_the_next_item_follows(client, curator):
    one, other = make_deal(1, title="An old title", report_count=2), make_deal(2, title="The better title")
    third = make_deal(3, article=make_article(3), title="Something else", amount=5, filed_on="2020-01-02")
    fill_queue(now=timezone.now())
    asked = ReviewItem.objects.open().get(deal=other, kind__in=("deal", "sample"))
    client.get(f"{QUEUE}{asked.pk}/")
    ReviewItem.objects.open().filter(deal=one).update(value=0)
    ReviewItem.objects.open().filter(deal=third).update(value=9)
    page = client.get(f"{QUEUE}merge/{other.pk}/{one.pk}/?queue={asked.kind}")
    sent = as_marked(page) | {"from-title": other.pk, "queue": page.context["queue"]}
    answer = client.post(f"{QUEUE}merge/{other.pk}/{one.pk}/", sent)
    following = ReviewItem.objects.get(deal=third)
    assert answer["Location"].startswith(f"{QUEUE}{following.pk}/?done={asked.pk}")
    assert "Merged into The better title" in client.get(answer["Location"]).content.decode()


def test_an_item_of_the_row_that_stays_is_left_to_wait_and_the_next_one_follows(client, curator):
    one, other, third = make_deal(1, report_count=2), make_deal(2), make_deal(3)
    fill_queue(now=timezone.now())
    asked = ReviewItem.objects.open().get(deal=one, kind__in=("deal", "sample"))
    client.get(f"{QUEUE}{asked.pk}/")
    answer = client.post(f"{QUEUE}merge/{one.pk}/{other.pk}/", as_marked(merge_page(client, one, other)))
    asked.refresh_from_db()
    assert (asked.closed_at, asked.holder) == (None, None)
    assert answer["Location"].startswith(QUEUE)
    assert f"/{asked.pk}/" not in answer["Location"]
    assert ReviewItem.objects.held_by(curator, now=timezone.now()).exclude(pk=asked.pk).exists()
    assert third.pk


def test_a_merge_without_an_item_leads_to_the_deal_that_stays(client, curator):
    one, other = make_deal(1, report_count=2), make_deal(2)
    answer = client.post(f"{QUEUE}merge/{other.pk}/{one.pk}/", as_marked(merge_page(client, one, other)))
    assert answer["Location"] == f"/admin/articles/deal/{one.pk}/change/"


def test_the_item_of_a_pair_is_answered_as_it_is_marked(client, curator):
    machine, accepted = make_deal(1), by_curator(2, title="Delta and Harbour agree")
    item = ReviewItem.objects.create(kind="pair", key="pair:1:2", deal=machine, other=accepted, opened_at=NOW)
    page = client.get(f"{QUEUE}{item.pk}/")
    assert marked(page)[0] == accepted.pk
    answer = client.post(f"{QUEUE}{item.pk}/decide/", {"act": "merge", **as_marked(page)})
    machine.refresh_from_db()
    assert machine.merged_into == accepted
    assert "Merged into Delta and Harbour agree" in client.get(answer["Location"]).content.decode()


def test_the_keys_that_a_pair_lists_are_those_that_it_has(client, curator):
    item = ReviewItem.objects.create(kind="pair", key="x", deal=make_deal(1), other=make_deal(2), opened_at=NOW)
    listed = client.get(f"{QUEUE}{item.pk}/").content.decode().split('id="review-help"')[1].split("</dl>")[0]
    assert "never propose the pair again" in listed
    assert "choose a field" not in listed
    assert "one key for the reason" not in listed


def test_what_was_done_to_two_deals_stands_in_the_history_of_both(client, curator):
    stays, goes, parted = make_deal(1), make_deal(2), make_deal(3)
    merge_deals(survivor=stays, loser=goes, by=curator, now=NOW)
    split = split_deal(deal=stays, reports=[stays.reports.last()], by=curator, now=LATER)
    tell_apart(one=stays, other=parted, by=curator, now=LATER)

    def history(deal):
        return client.get(f"/admin/articles/deal/{deal.pk}/history/").content.decode()

    assert "merged into this one: deal-2" in history(stays)
    assert f"split off from this one: {split.slug}" in history(stays)
    assert "told apart from this one: deal-1" in history(parted)
    assert "Restore what stood before" in history(parted)
    assert "merged: Deal deal-1" in history(goes)
