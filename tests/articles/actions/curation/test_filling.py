"""What waits: each kind once, the most valuable decision first, and nothing forgotten because it is small."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions.curation import fill_queue, fill_whole_queue, queue_counts, report_error, take_next
from articles.actions.curation.worth import is_sampled
from articles.models import Deal, ReviewItem
from tests.articles.desk import NOW, make_article, make_deal, make_person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_each_kind_waits_once_and_is_over_when_its_reason_is(client):
    sampled = next(number for number in range(2, 500) if is_sampled(f"deal-{number}"))
    plain = next(number for number in range(2, 500) if not is_sampled(f"deal-{number}"))
    deal = make_deal(plain)
    make_deal(sampled, currency="MOP", amount=7)
    broken = make_article(1000, quarantined_at=NOW)
    report_error(text="日期不對", deal=deal, now=NOW)
    fill_queue(now=NOW)
    assert fill_queue(now=NOW) == 0
    counts = queue_counts()
    assert {kind: counts[kind] for kind in ("deal", "sample", "quarantine", "error")} == {
        "deal": 1, "sample": 1, "quarantine": 1, "error": 1,
    }  # fmt: skip
    type(broken).objects.filter(pk=broken.pk).update(quarantined_at=None)
    Deal.objects.filter(pk=deal.pk).update(review="accepted")
    fill_queue(now=NOW)
    assert (queue_counts()["quarantine"], queue_counts()["deal"]) == (0, 0)


def test_however_much_comes_at_once_all_of_it_waits():
    for number in range(5):
        make_deal(number)
    proposed = ReviewItem.objects.open().filter(kind__in=("deal", "sample"))
    fill_queue(now=NOW, at_once=2)
    assert proposed.count() == 2
    fill_whole_queue(now=NOW, at_once=2)
    assert proposed.count() == 5


def test_the_most_valuable_comes_first_and_what_has_waited_long_counts_for_more(client):
    curator = make_person("curator", "Curator")
    rows = [("old and small", 1.0, 61), ("new and large", 3.5, 0), ("middling", 2.0, 8), ("new and small", 1.0, 1)]
    items = {
        name: ReviewItem.objects.create(
            kind="deal", key=name, value=value, opened_at=NOW - days * DAY, deal=make_deal(number, title=name)
        )
        for number, (name, value, days) in enumerate(rows, 1)
    }
    ranked = [item.key for item in ReviewItem.objects.open().most_valuable(now=NOW)]
    assert ranked == ["old and small", "new and large", "middling", "new and small"]
    fresh = [item.key for item in ReviewItem.objects.open().most_valuable(now=NOW - 61 * DAY)]
    assert fresh == ["new and large", "middling", "old and small", "new and small"]
    assert take_next(by=curator, now=NOW) == items["old and small"]
    client.force_login(curator)
    page = client.get(reverse("admin:review") + "?order=oldest").content.decode()
    places = [page.index(f">{name}</a>") for name in ("old and small", "middling", "new and small", "new and large")]
    assert places == sorted(places)
    assert "the oldest first" in page


def test_the_first_page_of_the_desk_counts_what_nobody_has_looked_for_yet(client):
    make_deal(1)
    client.force_login(make_person("curator", "Curator"))
    page = client.get("/admin/").content.decode()
    assert "Nothing waits." not in page
    assert ReviewItem.objects.open().count() == 1
