"""What a source says, or what our own network says of it, shows the public nothing but what it may see."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from articles.models import Article, Deal, Feed
from tests.dashboards.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.threat("S08")
def test_the_sources_page_tells_a_typed_state_and_nothing_of_our_network(client):
    for port, error in (
        (5432, "connect: Connection refused 10.0.0.5:5432"),
        (81, "read_timeout: 10.0.0.5:81 in 9.97 s"),
    ):
        Feed.objects.create(
            slug=f"probe-{port}",
            url=f"https://probe{port}.example/feed",
            last_polled_at=NOW,
            last_outcome="network_error",
            last_error=error,
            failures=3,
            failing_since_at=NOW,
        )
    page = client.get("/sources/").content.decode()
    assert "probe" in page
    for secret in ("10.0.0.5", "5432", "refused", "read_timeout", "9.97"):
        assert secret not in page.replace("probe-5432", "").replace("probe5432", "")


@pytest.mark.threat("F16")
def test_a_deal_that_needs_a_second_source_is_listed_and_stands_in_no_total(client, make_deal):
    make_deal("planted", hkd="9000000000", review="needs_second_source")
    make_deal("told", hkd="1000", review="unreviewed")
    answer = client.get("/deals.json").json()
    assert {row["slug"] for row in answer["results"]} == {"planted", "told"}
    assert answer["totals"]["signed"]["count"] == 1
    assert float(answer["totals"]["signed"]["amount_hkd"]) == pytest.approx(1000, rel=0.01)
    assert list(Deal.objects.sourced().values_list("slug", flat=True)) == ["told"]


@pytest.mark.threat("T03")
def test_a_day_is_a_day_in_hong_kong_on_both_databases(client):
    """Half past midnight on 1 November in Hong Kong is still October in UTC."""
    moments = {
        "before": datetime(2026, 10, 31, 15, 59, tzinfo=UTC),
        "first": datetime(2026, 10, 31, 16, 30, tzinfo=UTC),
        "last": datetime(2026, 11, 30, 15, 59, tzinfo=UTC),
        "after": datetime(2026, 11, 30, 16, 0, tzinfo=UTC),
    }
    for name, moment in moments.items():
        Article.objects.create(
            canonical_url=f"https://paper.example/{name}",
            url=f"https://paper.example/{name}",
            title=name,
            first_seen_at=moment,
            listed_at=moment,
            published_at=moment,
            processed_at=moment,
            is_relevant=True,
        )
    results = client.get("/articles.json?from=2026-11-01&to=2026-11-30").json()["results"]
    assert {row["title"] for row in results} == {"first", "last"}, connection.vendor
