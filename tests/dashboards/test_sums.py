"""What the sums answer is what the rows say, whatever is asked for; and pages far down a list stay what they are."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.rollups import rebuild_rollups
from articles.models import Article, DataGeneration, Deal
from dashboards.filters import CITIES, SECTORS, Filters
from dashboards.queries import days, links, listing, options, sources, tag_counts, timeline, totals
from dashboards.queries.keeping import at_generation
from dashboards.queries.selection import deals, ordered
from dashboards.queries.sums import asked_of_sums
from tests.dashboards.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
KINDS = ("city", "sector", "outside", "subsector")
SIGNALS = ("announced", "planned", "talks")
QUESTIONS = {
    "totals": lambda f: totals.deal_totals(f, TODAY),
    "spans": lambda f: totals.totals_of_spans((f, f.having(last="30d", from_on=None, to_on=None)), TODAY),
    "months": lambda f: totals.deals_per_month(f, TODAY),
    "two years": lambda f: totals.deals_per_month(f, TODAY, months=24),
    "tags": lambda f: tag_counts.deals_by_tags(f, TODAY, KINDS),
    "cities": lambda f: tag_counts.deals_by_tag(f, TODAY, "city", limit=3),
    "rungs": lambda f: tag_counts.deals_by(f, TODAY, "rung"),
    "city by sector": lambda f: links.city_by_sector(f, TODAY),
    "links": lambda f: links.city_links(f, TODAY),
    "tag by year": lambda f: links.tag_by_year(f, TODAY, "sector"),
    "tag by month": lambda f: links.tag_by_month(f, TODAY, "city", months=12),
    "flows": lambda f: links.outside_flows(f, TODAY),
    "options": lambda f: options.option_counts(f, TODAY),
    "signals": lambda f: listing.deals_by_status(f.having(status=SIGNALS), TODAY),
    "days": lambda f: days.deals_per_day(f, TODAY),
    "lanes": lambda f: timeline.lanes_per_year(f, TODAY),
    "coverage": lambda f: sources._of_deals(),
}


@pytest.fixture
def many(tags, make_deal):
    """Deals of all sorts over three years: some known to the month or year, undated, in no currency that is known."""
    chance = random.Random(3)
    wanted = [*CITIES[:4], *SECTORS[:3], "zhejiang"]
    for number in range(90):
        day = date(2024, 1, 15) + timedelta(days=chance.randrange(1100))
        known_to = chance.choice(("day", "day", "month", "year", "none"))
        until = {"day": day, "month": day + timedelta(days=29), "year": date(day.year, 12, 31)}.get(known_to)
        money = chance.choice(({}, {"hkd": "1234567.89"}, {"amount": Decimal(900), "currency": "THB"}))
        make_deal(
            f"many-{number}", on=None if known_to == "none" else day.isoformat(), filed_until=until, parties=(),
            tags=chance.sample(wanted, chance.randrange(5)), review=chance.choice(Deal.Review.values),
            review_reason="other",
            status=chance.choice(("signed", "completed", "signed", "planned", "talks", "stalled", "cancelled")),
            rung=chance.choice(("mou", "contract", "agreement")), scope=chance.choice(("", "intra_gba")),
            is_superseded=chance.random() < 0.1, is_starter=chance.random() < 0.1, **money,
        )  # fmt: skip
    rebuild_rollups()
    if connection.vendor == "postgresql":
        # Nobody else sees these rows: statistics that were gathered of empty tables would make joins of minutes.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_deal, articles_deal_tags, articles_tag")


def selections(number):
    chance = random.Random(11)
    for _ in range(number):
        first = TODAY - timedelta(days=chance.randrange(900))
        last = first + timedelta(days=chance.randrange(400))
        chosen = chance.choice(
            ({}, {}, {"city": ("macao",)}, {"sector": SECTORS[:1]}, {"city": CITIES[:2]}, {"outside": ("zhejiang",)},
             {"city": CITIES[1:2], "sector": SECTORS[1:2]}, {"city": CITIES[:3]}, {"sector": SECTORS[:2]})
        )  # fmt: skip
        period = chance.choice(
            ({}, {"last": "12m"}, {"from_on": first, "to_on": last}, {"from_on": first}, {"to_on": last},
             {"from_on": date(2025, 3, 1), "to_on": date(2025, 5, 31)})
        )  # fmt: skip
        more = chance.choice(({}, {}, {"total": True}, {"review": ("accepted",)}, {"review": ("needs_second_source",)}))
        yield Filters(**chosen, **period, **more)


def plain(answer):
    """An answer without zeros; amounts to the cent, as SQLite adds them up from the rows as fractions."""
    if isinstance(answer, Decimal):
        return answer.quantize(Decimal("0.01"))
    if isinstance(answer, dict):
        return {key: plain(value) for key, value in answer.items() if value}
    if isinstance(answer, (list, tuple)):
        return [plain(value) for value in answer]
    if hasattr(answer, "__dataclass_fields__"):
        return [plain(getattr(answer, name)) for name in answer.__dataclass_fields__]
    return answer


def test_what_the_sums_answer_is_what_the_rows_say(many):
    answered = 0
    for filters in selections(14):
        of_rows = {name: plain(ask(filters)) for name, ask in QUESTIONS.items()}
        with at_generation(1):
            answered += asked_of_sums(filters, TODAY) is not None
            of_sums = {name: plain(ask(filters)) for name, ask in QUESTIONS.items()}
        cache.clear()
        for name, answer in of_rows.items():
            assert of_sums[name] == answer, (name, filters.query())
    assert 7 < answered < 14


def test_nothing_is_asked_of_the_sums_outside_of_a_page_or_for_what_they_do_not_know(tags):
    assert asked_of_sums(Filters(), TODAY) is None
    with at_generation(1):
        assert asked_of_sums(Filters(), TODAY) is not None
        for filters in (
            Filters(type=("mou",)), Filters(q="port"), Filters(city=CITIES[:3]), Filters(sector=SECTORS[:2]),
            Filters(min_hkd=Decimal(1)), Filters(outside=("nowhere",)), Filters(binding=True),
            Filters(from_on=date(9999, 12, 31)), Filters(to_on=date(1, 1, 5)),
        ):  # fmt: skip
            assert asked_of_sums(filters, TODAY) is None


@pytest.mark.parametrize("sort", ["-date", "date"])
@pytest.mark.parametrize("filters", [Filters(), Filters(city=("macao",)), Filters(last="12m"), Filters(total=True)])
def test_the_pages_of_a_list_of_deals_add_up_to_the_list(many, monkeypatch, filters, sort):
    whole = list(ordered(deals(filters, TODAY), sort).values_list("slug", flat=True))
    monkeypatch.setattr(listing, "DEEP", 3)
    with at_generation(1):
        found = [
            row.deal.slug
            for start in range(0, len(whole) + 7, 7)
            for row in listing.listed_deals(filters, TODAY, slice(start, start + 7), sort=sort)
        ]
    assert found == whole


@pytest.mark.parametrize(
    "path",
    ["/", "/deals/", "/cities/", "/cities/macao/", "/links/hong-kong/macao/", "/sectors/", "/timeline/", "/?last=30d"],
)
def test_a_page_right_after_a_change_counts_no_deal_and_asks_no_more_than_fifteen_questions(many, client, path):
    client.get(path)
    DataGeneration.bump()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= 15, "\n".join(q["sql"][:300] for q in asked)
    # The whole list of deals reads its dearest and its median, a link which sectors it is in: in the order of an index.
    # The sums know no three cities: what a pair shares with others is counted of its own binding deals.
    counting = [query["sql"] for query in asked if 'COUNT("articles_deal"' in query["sql"]]
    assert len(counting) <= (2 if path.startswith("/links/") else 0)


def test_a_page_shows_the_same_numbers_from_the_sums_as_from_the_rows(many, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    for path in ("/", "/deals/", "/signals/", "/cities/", "/sectors/", "/timeline/", "/coverage/"):
        DataGeneration.objects.all().delete()
        of_rows = client.get(path).content
        DataGeneration.bump()
        assert client.get(path).content == of_rows, path


def test_articles_are_counted_once_up_to_a_key_and_the_newer_ones_each_time(room, monkeypatch):
    monkeypatch.setattr(sources, "_UNSETTLED", 1)
    assert sources.article_total() == 3
    last = Article.objects.order_by("pk").values_list("pk", flat=True).last()
    with CaptureQueriesContext(connection) as asked:
        assert sources.article_total() == 3
    assert all(f"> {last - 1}" in query["sql"] or "MAX" in query["sql"] for query in asked)
    Article.objects.filter(pk=last).update(is_relevant=False)
    Article.objects.create(canonical_url="https://news.example.org/more", listed_at=NOW, first_seen_at=NOW)
    assert sources.article_total() == 4
