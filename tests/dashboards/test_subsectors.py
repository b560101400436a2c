import csv
import re
from html import unescape

import pytest

from articles.actions.rollups import rebuild_rollups
from articles.models import Tag, Tagging

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/sectors/",
    "/sectors/?view=parts",
    "/sectors/trade/",
    "/sectors/trade/?subsector=trade-goods",
    "/pt/sectors/trade/",
)


@pytest.fixture
def parts(room, tags):
    """Two parts of trade and one of fintech; two deals carry them, one of these both parts of trade."""
    rows = {
        slug: Tag.objects.create(
            kind="subsector", slug=slug, name_en=name, name_zh_hant=chinese, name_pt=name, parent=tags[sector]
        )
        for slug, name, chinese, sector in (
            ("trade-goods", "Trade in goods", "貨物貿易", "trade"),
            ("ecommerce", "E-commerce", "電子商務", "trade"),
            ("digital-assets", "Digital assets", "數字資產", "fintech"),
        )
    }
    first, second = room.deals[0], room.deals[1]
    for deal in (first, second):
        deal.tags.add(tags["trade"], rows["trade-goods"])
    second.tags.add(rows["ecommerce"])
    Tagging.objects.create(article=room.articles[0], tag=rows["digital-assets"], spans=[[0, 2]], origin="phrases")
    rebuild_rollups()
    return rows


def counted(page: str) -> list[tuple[str, int]]:
    found = re.findall(r'<a[^>]*href="([^"]+)"[^>]*data-count="(\d+)"', page)
    return [(unescape(href), int(count)) for href, count in found if "/deals/" in href and "subsector=" in href]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_number_of_a_sub_sector_is_that_of_its_list_its_file_and_the_interface(
    parts, client, address, django_assert_max_num_queries
):
    client.get("/about/")  # a process reads the register of tags once for each state of the data
    with django_assert_max_num_queries(15):
        page = client.get(address).content.decode()
    numbers = counted(page)
    assert any(count == 2 for _, count in numbers)
    for href, count in dict(numbers).items():
        query = href.partition("?")[2]
        listed = client.get(href).content.decode()
        assert int(re.search(r'data-total="(\d+)"', listed)[1]) == count, href
        assert client.get(f"/deals.json?{query}").json()["count"] == count
        assert client.get(f"/api/v1/deals?{query}").json()["count"] == count
        lines = b"".join(client.get(f"/deals.csv?{query}").streaming_content).decode("utf-8-sig").splitlines()
        assert len(list(csv.DictReader(lines))) == count


def test_rows_name_their_sub_sectors_in_every_output(parts, room, client):
    slug = room.deals[1].slug
    wanted = ["ecommerce", "trade-goods"]
    row = next(r for r in client.get("/deals.json?subsector=ecommerce").json()["results"] if r["slug"] == slug)
    assert row["subsectors"] == wanted
    assert set(row["sectors"]).isdisjoint(wanted)
    assert client.get(f"/api/v1/deals/{slug}").json()["subsectors"] == wanted
    lines = b"".join(client.get("/deals.csv?subsector=ecommerce").streaming_content).decode("utf-8-sig").splitlines()
    assert next(csv.DictReader(lines))["subsectors"] == "ecommerce; trade-goods"
    assert "E-commerce" in client.get("/feeds/deals.atom?subsector=ecommerce").content.decode()
    articles = client.get("/articles.json?subsector=digital-assets").json()
    assert articles["count"] == 1
    assert articles["results"][0]["subsectors"] == ["digital-assets"]


def test_the_interface_lists_sub_sectors_with_their_sector_and_deals(parts, client):
    rows = {row["slug"]: row for row in client.get("/api/v1/subsectors").json()["results"]}
    assert (rows["trade-goods"]["sector"], rows["trade-goods"]["deals"]) == ("trade", 2)
    assert client.get("/api/v1/subsectors/ecommerce").json()["url"].endswith("/sectors/trade/?subsector=ecommerce")
    assert client.get("/api/v1/subsectors/trade").status_code == 404
    assert {row["slug"] for row in client.get("/api/v1/sectors").json()["results"]}.isdisjoint(rows)
    assert "/api/v1/subsectors" in client.get("/api/v1/schema").json()["paths"]


def test_the_key_is_shown_as_a_chip_and_what_is_no_sub_sector_is_dropped_or_refused(parts, client):
    page = client.get("/zh-hant/deals/?subsector=trade-goods").content.decode()
    assert "貨物貿易" in re.search(r'<div class="chips".*?</div>', page, re.DOTALL)[0]
    assert client.get("/deals/?subsector=trade").status_code == 200
    for address in ("/deals.json", "/deals.csv", "/api/v1/deals", "/feeds/deals.atom"):
        assert client.get(f"{address}?subsector=trade").status_code == 400


def test_only_parts_of_the_chosen_sector_are_offered(parts, client):
    form = re.findall(r'name="subsector" value="([\w-]+)"', client.get("/deals/?sector=trade").content.decode())
    assert set(form) == {"trade-goods", "ecommerce"}
    form = re.findall(r'name="subsector" value="([\w-]+)"', client.get("/sectors/fintech/").content.decode())
    assert form == ["digital-assets"]


def test_the_words_of_a_sub_sector_are_marked_with_its_name(parts, room, client):
    page = client.get(f"/articles/{room.articles[0].pk}/").content.decode()
    assert "Digital assets" in page
    assert "Sub-sector" in page


def test_the_treemap_of_parts_lies_in_frames_of_their_sectors(parts, client):
    page = client.get("/sectors/?view=parts").content.decode()
    figure = page.split('<script id="figure-sector-treemap" type="application/json">')[1].split("</script>")[0]
    assert '"parents":["","frame-0","frame-0"]' in figure
