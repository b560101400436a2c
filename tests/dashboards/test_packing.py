"""Answers sent small: public ones alone, the same content, tags and caches none the wiser."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import DataGeneration
from dashboards.packing import LEAST

pytestmark = pytest.mark.django_db
ABLE = {"accept-encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("path", ["/deals/", "/search/?q=Deal", "/zh-hant/", "/deals.json", "/feeds/deals.atom"])
@pytest.mark.parametrize("generation", [False, True])
def test_who_can_unpack_an_answer_gets_the_same_content_in_fewer_bytes(room, client, path, generation, time_machine):
    time_machine.move_to("2026-11-25T04:00:00+00:00", tick=False)
    if generation:
        DataGeneration.bump()
    for turn in ("made", "kept"):
        plain, small = client.get(path), client.get(path, headers=ABLE)
        assert small["Content-Encoding"] == "gzip", turn
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(small.content) == plain.content
        assert len(small.content) < len(plain.content) / 2
        assert int(small["Content-Length"]) == len(small.content)
        assert plain["Vary"] == small["Vary"] == "Accept-Encoding"
        assert plain.get("ETag") == small.get("ETag")


def test_a_tag_is_good_for_both_forms(room, client):
    DataGeneration.bump()
    tag = client.get("/deals/", headers=ABLE)["ETag"]
    for headers in (ABLE, {}):
        again = client.get("/deals/", headers={**headers, "if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert "Content-Encoding" not in again.headers
        assert again["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("refusal", ["", "identity", "gzip;q=0", "gzip; q=0.0, br", "x-gzip", "br"])
def test_who_cannot_or_will_not_unpack_it_gets_it_plain(room, client, refusal):
    answer = client.get("/deals/", headers={"accept-encoding": refusal})
    assert "Content-Encoding" not in answer.headers
    assert answer.content.startswith(b"<!doctype html>")


@pytest.mark.parametrize("wish", ["gzip", "br, gzip", "gzip;q=0.5", "*", "GZIP"])
def test_every_way_to_ask_for_it_is_understood(room, client, wish):
    assert client.get("/deals/", headers={"accept-encoding": wish})["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/admin/login/", "/subscribe/", "/s/0a1b2c3d4e5f/", "/deals/fintech-mou/report/"])
def test_what_holds_a_secret_or_a_form_is_never_packed(room, client, path):
    answer = client.get(path, headers=ABLE)
    assert len(answer.content) > LEAST
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/deals.csv", "/articles.csv"])
def test_a_streamed_file_stays_streamed(room, client, path):
    answer = client.get(path, headers=ABLE)
    assert answer.streaming
    assert "Content-Encoding" not in answer.headers


def test_what_is_kept_is_sent_whole_to_who_cannot_unpack_it(room, client):
    DataGeneration.bump()
    for path in ("/deals/", "/api/v1/deals"):
        whole = client.get(path).content
        packed = client.get(path, headers={"accept-encoding": "gzip"})
        assert gzip.decompress(packed.content) == whole
        again = client.get(path)
        assert (again.content, again.get("Content-Encoding")) == (whole, None)


def test_a_selection_that_anybody_may_word_in_endless_ways_is_not_kept_by_the_interface(room, client):
    DataGeneration.bump()
    for asked, is_kept in (("city=macao", True), ("min=1.01", False), ("q=port", False), ("from=2026-01-02", False)):
        client.get(f"/api/v1/deals?{asked}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/api/v1/deals?{asked}")
        assert (len(queries) <= 2) is is_kept, asked
