"""The interface for programs against its own description: what the schema allows and what it does not (THREATS P02)."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from articles.models import DataGeneration, Tag
from dashboards.answers import totals_json
from dashboards.described import API_NAMES
from dashboards.queries.totals import Totals

pytestmark = pytest.mark.django_db
HOSTILE = (
    "\x00",
    "NaN",
    "-1",
    "1e309",
    "999999999999999999999",
    "../../etc/passwd",
    "' OR 1=1--",
    "%",
    "{{7*7}}",
    "＝1+1",
)


@pytest.fixture
def described(client) -> dict[str, Any]:
    return client.get("/api/v1/schema").json()


def allowed(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    """A value that the schema of one parameter allows, as text."""
    kind = schema["items"] if schema.get("type") == "array" else schema
    return st.one_of(*map(one_allowed, kind.get("anyOf", [kind])))


def one_allowed(kind: dict[str, Any]) -> st.SearchStrategy[str]:
    if "enum" in kind:
        return st.sampled_from(kind["enum"])
    if kind.get("format") == "date":
        return st.dates().map(lambda day: day.isoformat())
    if kind["type"] in ("integer", "number"):
        return st.integers(kind.get("minimum", 1), kind.get("maximum", 10**12)).map(str)
    return st.from_regex(kind["pattern"]) if "pattern" in kind else st.just("")


def test_the_schema_describes_every_list_and_detail(described):
    assert described["openapi"].startswith("3.1")
    names = {"deals", "articles", "signals", "cities", "sectors", "subsectors", "mechanisms", "organisations"}
    assert {path.split("/")[3] for path in described["paths"]} == names
    assert len(described["paths"]) == 2 * len(names)


@pytest.mark.parametrize("name", sorted(API_NAMES))
def test_every_row_is_as_the_description_says_and_has_no_key_that_it_leaves_out(room, client, described, name):
    sector = Tag.objects.filter(kind="sector").first()
    Tag.objects.create(kind="subsector", slug="lanterns", name_en="Lanterns", parent=sector)
    operation = described["paths"][f"/api/v1/{name}"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answer = client.get(f"/api/v1/{name}").json()
    judge = Draft202012Validator({**schema, "components": described["components"]})
    assert [error.message for error in judge.iter_errors(answer)] == []
    assert len(answer["results"]) > 0
    row = schema["properties"]["results"]["items"]["$ref"].rpartition("/")[2]
    known = described["components"]["schemas"][row]["properties"].keys()
    assert [sorted(found.keys() - known) for found in answer["results"] if found.keys() - known] == []
    one = client.get(f"/api/v1/{name}/{answer['results'][0][API_NAMES[name]]}").json()
    judge = Draft202012Validator({**described["components"]["schemas"][row], "components": described["components"]})
    assert [error.message for error in judge.iter_errors(one)] == []


def test_a_refusal_is_as_the_description_says(room, client, described):
    refusals = [client.get("/api/v1/deals?city=atlantis"), client.get("/api/v1/deals/there-is-none")]
    judge = Draft202012Validator(described["components"]["schemas"]["Refusal"])
    assert [answer.status_code for answer in refusals] == [400, 404]
    assert all(judge.is_valid(answer.json()) for answer in refusals)


@pytest.mark.parametrize(
    "path", ["/api/v1/deals/a%0Ab", "/api/v1/articles/null%2Cnull", "/api/v1/sectors/%3DR", "/api/v2/"]
)
def test_an_address_that_there_is_not_is_refused_as_json(room, client, described, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    assert Draft202012Validator(described["components"]["schemas"]["Refusal"]).is_valid(answer.json())


def test_what_the_description_says_of_a_registered_filter_leads_to_its_values(room, client, described):
    parameters = {p["name"]: p["schema"] for p in described["paths"]["/api/v1/deals"]["get"]["parameters"]}
    assert "/api/v1/mechanisms" in parameters["mechanism"]["items"]["description"]
    named = [row["slug"] for row in client.get("/api/v1/mechanisms").json()["results"]]
    assert named
    assert {client.get("/api/v1/deals", {"mechanism": slug}).status_code for slug in named} == {200}


@pytest.mark.threat("P01", "P02")
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_request_that_the_schema_describes_or_forbids_breaks_the_interface(room, client, described, data):
    path = data.draw(st.sampled_from(sorted(described["paths"])))
    operation = described["paths"][path]["get"]
    query: dict[str, list[str]] = {}
    for parameter in operation["parameters"]:
        value = st.one_of(allowed(parameter["schema"]), st.sampled_from(HOSTILE), st.text(max_size=30))
        if parameter["in"] == "path":
            said = data.draw(value.filter(lambda text: text.strip("/. ") != "" and "/" not in text))
            path = path.replace("{" + parameter["name"] + "}", said.replace("?", "").replace("#", "") or "x")
        elif data.draw(st.integers(0, 5)) == 0:
            query[parameter["name"]] = data.draw(st.lists(value, min_size=1, max_size=3))
    response = client.get(path, query)
    assert response.status_code in (200, 400, 404)
    assert str(response.status_code) in operation["responses"] or response.status_code == 404
    if response.status_code == 200 or response.headers["Content-Type"] == "application/json":
        assert isinstance(response.json(), dict)


@pytest.mark.threat("P08")
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "LANTERN"])
@pytest.mark.parametrize(
    "path",
    [
        *("/", "/deals/", "/api/v1/deals", "/deals.csv", "/embed/city-links/", "/api/v1/schema", "/robots.txt"),
        *("/status.json", "/oembed", "/data/gba-deals-2026-11.csv", "/healthz", "/readyz", "/metrics"),
    ],
)
def test_what_only_reads_refuses_to_be_written_also_from_elsewhere(room, method, path):
    assert Client(enforce_csrf_checks=True).generic(method, path).status_code == 405


@pytest.mark.parametrize("path", ["/", "/deals/", "/robots.txt", "/healthz", "/readyz", "/metrics"])
def test_what_is_not_for_scripts_of_others_tells_them_nothing(room, client, path):
    assert client.options(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v1/deals", "/api/v1/deals/none", "/deals.csv", "/deals.json", "/api/v1/schema"),
        *("/status.json", "/oembed", "/data/gba-deals-2026-11.csv"),
    ],
)
def test_a_script_of_another_page_is_told_that_it_may_read_and_ask_for_what_is_new(room, client, path):
    told = client.options(path, headers={"Origin": "https://else.example", "Access-Control-Request-Method": "GET"})
    assert (told.status_code, told["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert told["Access-Control-Allow-Origin"] == "*"
    assert told["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in told["Access-Control-Allow-Headers"]


def test_a_script_of_another_page_can_read_the_headers_that_it_needs(room, client):
    assert client.get("/api/v1/deals")["Access-Control-Expose-Headers"] == "ETag, Retry-After, Content-Disposition"


def test_sums_of_money_are_given_to_the_cent():
    found = Totals(signed_hkd=Decimal("780.1255"), binding_hkd=Decimal("12.000"))
    sums = totals_json(found)
    assert (sums["signed"]["amount_hkd"], sums["binding"]["amount_hkd"]) == (780.13, 12)


@pytest.mark.parametrize(
    "path", ["/api/v1/deals", "/api/v1/cities", "/api/v1/articles?lang=en", "/deals.json?city=macao"]
)
def test_an_answer_that_has_not_changed_is_not_sent_twice(room, client, path):
    DataGeneration.bump()
    first = client.get(path)
    tag = first["ETag"]
    for known in (tag, f'"0123", {tag}', tag.removeprefix("W/")):
        again = client.get(path, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
    for other in ('"0123"', tag.replace('"', ""), f"{tag[:-2]}"):
        assert client.get(path, headers={"if-none-match": other}).status_code == 200
    DataGeneration.bump()
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/deals/", "/zh-hant/cities/"])
def test_a_page_is_known_again_by_one_of_several_tags(room, client, path):
    DataGeneration.bump()
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": f'"0123", {tag}'}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        *("/deals.json", "/deals.csv", "/deals.xlsx", "/articles.json", "/articles.csv", "/timeline.json"),
        *("/feeds/deals.atom", "/feeds/timeline.ics", "/sources.opml", "/sitemap.xml", "/api/v1/deals"),
        *("/api/v1/deals?page=0", "/api/v1/deals/none"),
    ],
)
def test_scripts_of_other_pages_may_read_every_form_of_the_data(room, client, path):
    answer = client.get(path)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_page_beyond_the_last_that_is_given_is_refused_with_the_remedy(room, client):
    assert client.get("/api/v1/articles?page=1000").json()["results"] == []
    answer = client.get("/api/v1/articles?page=1001")
    assert (answer.status_code, answer.json()["key"]) == (400, "page")
    assert "narrow the selection" in answer.json()["error"]
