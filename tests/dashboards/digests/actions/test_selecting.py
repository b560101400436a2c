"""What an item says, in whose language, and whether it is news."""

from datetime import date, timedelta

import pytest

from articles.models import CuratedField, DealEvent, DealReport, Party, Tag
from dashboards.digests.actions.selecting import Happening, Notebook
from dashboards.digests.actions.telling import EARLIER, items_of, news_from

pytestmark = pytest.mark.django_db


def item(deal, *, event="new", language="en", since=None):
    (found,) = items_of([Happening(deal.pk, event)], language=language, notebook=Notebook(), news_from=since)
    return found


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ("Sample Bureau", "Example Bank")),
        ("zh-hant", ("樣本局", "示例銀行")),
        ("zh-hans", ("样本局", "示例银行")),
        ("pt", ("Gabinete Amostra", "Example Bank")),
    ],
)
def test_parties_are_named_as_the_pages_name_them(make_deal, language, names):
    deal = make_deal("named")
    deal.parties.all().delete()
    names_of = {
        "樣本局": {
            "name_en": "Sample Bureau", "name_zh_hant": "樣本局", "name_zh_hans": "样本局",
            "name_pt": "Gabinete Amostra",
        },
        "Example Bank": {"name_en": "Example Bank", "name_zh_hant": "示例銀行", "name_zh_hans": "示例银行"},
    }  # fmt: skip
    for place, (name, known) in enumerate(names_of.items()):
        tag = Tag.objects.create(kind="organisation", slug=f"sample-{place}", **known)
        Party.objects.create(deal=deal, name=name, tag=tag, position=place)
    assert item(deal, language=language).parties == names


@pytest.mark.parametrize(("days", "group"), [(44, "new"), (45, "new"), (46, "earlier"), (3000, "earlier")])
def test_what_happened_long_before_the_period_is_from_earlier(make_deal, now, days, group):
    start = now - timedelta(days=1)
    day = news_from(start) + EARLIER - timedelta(days=days)
    assert item(make_deal("old", filed_on=day, filed_until=day), since=news_from(start)).group == group


def test_a_year_is_news_as_long_as_its_end_is(make_deal, now):
    deal = make_deal("of-the-year", filed_on=date(2026, 1, 1), filed_until=date(2026, 12, 31))
    assert item(deal, since=news_from(now)).group == "new"


def test_old_news_of_a_plan_is_old_however_far_ahead_the_plan_lies(make_deal, now):
    deal = make_deal("line", status="planned", filed_on=date(2035, 1, 1), filed_until=date(2035, 12, 31))
    assert item(deal, since=news_from(now)).group == "signals"
    deal.reports.update(published_on=date(2025, 3, 26))
    assert item(deal, since=news_from(now)).group == "earlier"


def test_a_step_of_an_old_deal_is_news_if_it_was_reported_of_late(make_deal, now):
    deal = make_deal("bridge", status="completed", filed_on=date(2018, 1, 1), filed_until=date(2018, 1, 1))
    report = DealReport.objects.filter(deal=deal)
    for told_on, group in ((now.date(), "advanced"), (date(2018, 10, 24), "earlier")):
        report.update(published_on=told_on)
        assert item(deal, event="status:completed", since=news_from(now)).group == group
    assert item(deal, event="correction:1", since=news_from(now)).group == "corrected", "which is news of our own"


def test_what_is_from_earlier_comes_last_and_the_latest_of_it_first(make_deal, now):
    deals = [
        make_deal(f"of-{year}", filed_on=date(year, 7, 1), filed_until=date(year, 7, 1)) for year in (2017, 2024, 2020)
    ]
    deals.append(make_deal("plan", status="planned"))
    found = items_of(
        [Happening(deal.pk, "new") for deal in deals], language="en", notebook=Notebook(), news_from=news_from(now)
    )
    assert [one.title for one in found] == ["Pact plan", "Pact of-2024", "Pact of-2020", "Pact of-2017"]
    assert DealEvent.objects.count() == 4


def test_what_a_curator_has_set_is_said_where_the_quote_does_not_bear_it_out(make_deal, now):
    deal = make_deal("set", amount=250_000_000, currency="HKD", amount_bound="exact")
    assert item(deal).curated == ""
    for field in ("date", "money", "summary"):
        CuratedField.objects.create(deal=deal, field=field, value=None, decided_at=now)
    assert item(deal).curated == "Set by a curator: Amount, Date"
    assert item(deal, language="zh-hant").curated == "由審核員設定：金額、日期"


def test_a_title_in_another_language_says_so(make_deal):
    deal = make_deal("titled", title="橫琴與澳門簽署備忘錄", lang="zh-Hant")
    assert (item(deal).title, item(deal).title_lang) == ("橫琴與澳門簽署備忘錄", "zh-Hant")


def test_a_day_that_is_still_to_come_is_told_as_due_beside_the_day_of_the_report(make_deal):
    planned = {"status": "planned", "agreed_on": date(2035, 1, 1), "date_precision": "year"}
    told = item(make_deal("line", is_filed_by_report=True, **planned))
    assert told.day == "≈ reported 24 Nov 2026 · due 2035"
    assert item(make_deal("pact", agreed_on=date(2026, 11, 24), date_precision="day")).day == "24 Nov 2026"
