"""Exchange rates on the desk: editors add what the shipped list does not have yet, and readers see where it stands."""

from datetime import date
from decimal import Decimal

import pytest

from articles.models import ExchangeRate
from tests.articles.desk import make_deal, make_person

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/exchangerate/"
TYPED = {"currency": "rmb", "period": "2026-07", "per_usd": "7.1", "source": "Delta Central Bank, monthly averages"}


@pytest.fixture
def deal():
    day = date(2026, 7, 9)
    deal = make_deal(amount=710, currency="CNY", filed_on=day, filed_until=day)
    deal.reports.update(date="2026-07-09", published_on=day)
    return deal


@pytest.fixture
def editor(client):
    client.force_login(make_person("ed", "Editor"))
    return client


def test_an_editor_adds_a_rate_and_takes_it_away_and_the_sums_follow(editor, deal):
    page = editor.post(f"{LIST}add/", TYPED, follow=True).content.decode()
    deal.refresh_from_db()
    kept = ExchangeRate.objects.get()
    assert "converted again: 1" in page
    assert (kept.currency, kept.added_by.username) == ("CNY", "ed")
    assert deal.amount_usd == Decimal("100.00")

    editor.post(f"{LIST}{kept.pk}/delete/", {"post": "yes"})
    deal.refresh_from_db()
    assert not ExchangeRate.objects.exists()
    assert deal.amount_usd is None


def test_what_can_be_no_rate_is_said_beside_its_field(editor, deal):
    page = editor.post(f"{LIST}add/", TYPED | {"per_usd": "0.14"}).content.decode()
    assert "units of the currency for one US dollar" in page
    assert "has a fixed rate" in editor.post(f"{LIST}add/", TYPED | {"currency": "HKD"}).content.decode()
    assert not ExchangeRate.objects.exists()


def test_a_period_has_one_rate(editor, deal):
    editor.post(f"{LIST}add/", TYPED)
    again = editor.post(f"{LIST}add/", TYPED | {"per_usd": "7.2"})
    assert again.status_code == 200
    assert ExchangeRate.objects.count() == 1


def test_readers_see_the_source_of_a_rate_that_was_added(editor, deal, client):
    editor.post(f"{LIST}add/", TYPED)
    assert "Delta Central Bank" in client.get("/about/").content.decode()
