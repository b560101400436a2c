"""The interface for programs against its own description: what the schema allows and what it does not (THREATS P02)."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import DataGeneration

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
    kind = schema["items"] if schema["type"] == "array" else schema
    if "enum" in kind:
        return st.sampled_from(kind["enum"])
    if "anyOf" in kind:
        return st.one_of(st.just(""), st.dates().map(lambda day: day.isoformat()))
    if kind["type"] == "integer":
        return st.integers(1, 10**12).map(str)
    if kind["type"] == "number":
        return st.integers(0, 10**18).map(str)
    return st.text(max_size=250)


def test_the_schema_describes_every_list_and_detail(described):
    assert described["openapi"].startswith("3.1")
    names = {"deals", "articles", "signals", "cities", "sectors", "subsectors", "mechanisms", "organisations"}
    assert {path.split("/")[3] for path in described["paths"]} == names
    assert len(described["paths"]) == 2 * len(names)


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
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "QUERY", "LANTERN"])
@pytest.mark.parametrize("path", ["/", "/deals/", "/api/v1/deals", "/deals.csv", "/embed/city-links/"])
def test_what_only_reads_refuses_to_be_written_also_from_elsewhere(room, method, path):
    assert Client(enforce_csrf_checks=True).generic(method, path).status_code == 405


@pytest.mark.parametrize(
    "path", ["/api/v1/deals", "/api/v1/cities", "/api/v1/articles?lang=en", "/deals.json?city=macao"]
)
def test_an_answer_that_has_not_changed_is_not_sent_twice(room, client, path):
    DataGeneration.bump()
    first = client.get(path)
    tag = first["ETag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    DataGeneration.bump()
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200
