from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from articles import reference
from articles.actions.clustering.choosing import choose_review, choose_scope, choose_values, ranked
from articles.actions.conversion import Rates
from articles.models import Article, DealReport

RATES = Rates.of(reference.load())


def report(pk=1, *, article=True, duplicate_of=None, **values):
    fields = {"title": f"Report {pk}", "date_precision": "unknown"} | values.pop("fields", {})
    defaults = {
        "type": "mou",
        "status": "signed",
        "rung": "mou",
        "tier": "B",
        "lang": "en",
        "publisher": f"publisher {pk}",
        "published_on": date(2026, 3, 5),
        "created_at": datetime(2026, 3, 6, tzinfo=UTC),
        "amount": None,
        "currency": "",
        "date": "",
    }
    owner = Article(pk=pk, duplicate_of_id=duplicate_of) if article else None
    return DealReport(pk=pk, article=owner, fields=fields, **defaults | values)


def choose(*reports, **curated):
    return choose_values(ranked(reports), curated, rates=RATES)


def test_an_official_source_outranks_a_fuller_report_of_a_lesser_one():
    full = report(1, tier="C", type="framework_agreement", fields={"parties": ["A"], "cities": ["macao"]})

    assert choose(full, report(2, tier="A"))["type"] == "mou"


def test_of_one_tier_the_fuller_report_speaks_and_the_others_fill_its_gaps():
    full = report(1, fields={"parties": ["A"], "cities": ["macao"]})
    other = report(2, amount=Decimal("100"), currency="HKD")
    values = choose(other, full)

    assert values["title"] == "Report 1"
    assert (values["amount"], values["currency"], values["amount_usd"]) == (Decimal(100), "HKD", Decimal("12.82"))


def test_of_equal_reports_the_same_one_speaks_whichever_came_first():
    one, other = "https://a.example/1", "https://b.example/2"
    assert ranked([report(1, url=other), report(2, url=one)])[0].url == one
    assert ranked([report(1, url=one), report(2, url=other)])[0].url == one


def test_the_curator_outranks_every_report():
    values = choose(report(1, tier="A"), type="fund", status="completed", money={"amount": "5", "currency": "USD"})

    assert (values["type"], values["status"], values["rung"]) == ("fund", "completed", "closed")
    assert (values["amount"], values["amount_usd"]) == (Decimal(5), Decimal(5))


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ([("A", "announced", 1), ("B", "signed", 5)], "signed"),
        ([("A", "signed", 1), ("B", "talks", 5)], "signed"),
        ([("A", "announced", 1), ("D", "completed", 5)], "announced"),
        ([("D", "announced", 1), ("D", "signed", 5)], "signed"),
        ([("A", "signed", 1), ("B", "cancelled", 5)], "cancelled"),
        ([("B", "stalled", 1), ("A", "signed", 5)], "signed"),
        ([("A", "signed", 1), ("D", "cancelled", 5)], "signed"),
    ],
)
def test_a_deal_moves_on_by_what_trusted_sources_say_and_stops_when_the_newest_says_so(steps, status):
    reports = [
        report(pk, tier=tier, status=told, published_on=date(2026, 3, day))
        for pk, (tier, told, day) in enumerate(steps, 1)
    ]

    assert choose(*reports)["status"] == status


def test_a_cancelled_deal_keeps_its_last_rung():
    values = choose(
        report(1, type="fund", rung="contract", published_on=date(2026, 3, 1)),
        report(2, type="fund", status="cancelled", rung="statement"),
    )

    assert (values["status"], values["rung"]) == ("cancelled", "contract")


def test_the_most_precise_date_is_taken():
    year = report(1, tier="A", date="2026", fields={"date_precision": "year"})
    day = report(2, date="2026-03-03", fields={"date_precision": "day", "date_basis": "resolved"})
    values = choose(year, day)

    assert (values["agreed_on"], values["date_precision"], values["date_basis"]) == (
        date(2026, 3, 3),
        "day",
        "resolved",
    )
    assert (values["filed_on"], values["is_filed_by_report"]) == (date(2026, 3, 3), False)


@pytest.mark.parametrize(
    ("told", "precision", "until"),
    [
        ("2026-02", "month", date(2026, 2, 28)),
        ("2026-01", "quarter", date(2026, 3, 31)),
        ("2026", "year", date(2026, 12, 31)),
    ],
)
def test_a_vague_date_is_filed_under_all_its_days(told, precision, until):
    values = choose(report(1, date=told, fields={"date_precision": precision}))

    assert values["filed_until"] == until


def test_without_a_date_the_earliest_publication_files_the_deal():
    values = choose(report(1, published_on=date(2026, 3, 9)), report(2, published_on=date(2026, 3, 5)))

    assert (values["filed_on"], values["filed_until"]) == (date(2026, 3, 5), date(2026, 3, 5))
    assert values["is_filed_by_report"]
    assert values["agreed_on"] is None


def test_without_date_and_publication_a_deal_is_not_filed():
    assert choose(report(1, published_on=None))["filed_on"] is None


def dated(day, status, *, told=date(2026, 3, 5), precision="day", pk=1, **values):
    return report(pk, status=status, date=day, published_on=told, fields={"date_precision": precision}, **values)


@pytest.mark.parametrize("status", ["talks", "planned", "announced"])
@pytest.mark.parametrize(("aim", "precision"), [("2026-04-18", "day"), ("2026-04", "month"), ("2035", "year")])
def test_what_is_under_way_is_filed_when_it_was_told_and_not_under_its_aim(status, aim, precision):
    values = choose(dated(aim, status, precision=precision))

    assert (values["filed_on"], values["filed_until"]) == (date(2026, 3, 5), date(2026, 3, 5))
    assert values["is_filed_by_report"]
    assert (values["agreed_on"].isoformat()[: len(aim)], values["date_precision"]) == (aim, precision)


@pytest.mark.parametrize(
    "reports",
    [
        [dated("2026-03-05", "announced")],  # on the day
        [dated("2026-03-04", "planned")],  # before it
        [dated("2026", "planned", precision="year")],  # in the year that has begun
        [dated("", "talks", told=date(2026, 1, 2)), dated("2026-03-05", "announced", pk=2)],  # talks came first
        [dated("2026-04-18", "planned"), report(2, status="completed", published_on=date(2026, 4, 19))],  # since done
        [dated("2026-04-18", "planned", told=None)],  # nobody knows when it was told
        [dated("2026-03-17", "completed", article=False)],  # a person wrote the day
    ],
)
def test_a_day_that_had_come_when_it_was_told_or_has_come_since_files_the_deal(reports):
    values = choose(*reports)

    assert (values["filed_on"], values["is_filed_by_report"]) == (values["agreed_on"], False)


def test_what_is_signed_cannot_have_been_signed_after_its_last_report():
    values = choose(dated("2026-04-18", "signed"), report(2, published_on=date(2026, 3, 9)))

    assert (values["filed_on"], values["is_filed_by_report"]) == (date(2026, 3, 5), True)
    assert choose(dated("2026-04-18", "signed"), report(2, published_on=date(2026, 4, 18)))["filed_on"].month == 4


def test_a_curators_day_files_what_is_done_and_is_the_aim_of_what_is_not():
    aim = {"date": "2026-04-18", "precision": "day", "basis": "stated"}

    assert choose(report(1), date=aim)["filed_on"] == date(2026, 4, 18)
    assert choose(report(1, status="planned"), date=aim)["filed_on"] == date(2026, 3, 5)


def test_titles_are_given_in_each_language_that_tells_them():
    chinese = report(1, tier="A", lang="zh-Hans", fields={"title": "深港签约"})
    values = choose(chinese, report(2, tier="B", fields={"title": "Cities sign"}))

    assert (values["title"], values["lang"], values["title_zh_hans"]) == ("Cities sign", "en", "深港签约")


def test_a_portuguese_title_is_the_curators_else_one_that_was_worded_and_no_headline():
    headline = report(1, tier="A", lang="pt", fields={"title": "Cidades assinam"})
    worded = report(2, tier="B", fields={"title": "Cities sign", "title_pt": "Duas cidades assinam"})

    assert choose(headline)["title_pt"] == ""
    assert choose(headline, worded)["title_pt"] == "Duas cidades assinam"
    assert choose(headline, worded, title_pt="Assinado")["title_pt"] == "Assinado"


@pytest.mark.threat("F16")
@pytest.mark.threat("F16")
@pytest.mark.parametrize(
    ("reports", "review"),
    [
        ([report(1, tier="A")], "unreviewed"),
        ([report(1, tier="B")], "unreviewed"),
        ([report(1, tier="C")], "needs_second_source"),
        ([report(1, tier="D"), report(2, tier="C")], "unreviewed"),
        ([report(1, tier="D", publisher="mill"), report(2, tier="D", publisher="mill")], "needs_second_source"),
        ([report(1, tier="D"), report(2, tier="D", duplicate_of=1)], "needs_second_source"),
        ([report(1, tier="D"), report(2, tier="B")], "unreviewed"),
        ([report(1, article=False, confidence=0.95)], "accepted"),
        ([report(1, article=False, confidence=0.7)], "unreviewed"),
    ],
)
def test_reports_below_tier_b_need_a_second_source_that_is_no_copy(reports, review):
    assert choose_review(reports) == review


@pytest.mark.parametrize(
    ("cities", "outside", "scope"),
    [(["macao"], ["china"], "gba_external"), (["macao", "zhuhai"], [], "intra_gba"), (["macao"], [], "told")],
)
def test_the_sides_decide_the_scope(cities, outside, scope):
    assert choose_scope(cities, outside, "told") == scope
