import json
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from dashboards.views.embed import NAMES, PANELS

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings) -> str:
    settings.SITE_URL = "https://tracker.example"
    return settings.SITE_URL


def ask(client, url: str, **more: str):
    extra = "".join(f"&{key}={quote(value)}" for key, value in more.items())
    return client.get(f"/oembed?url={quote(url, safe='')}{extra}")


def test_a_figure_is_described_as_rich_with_a_frame_of_our_own(room, client, site):
    answer = ask(client, f"{site}/embed/city-links/?last=3y", maxwidth="480").json()
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert (answer["width"], answer["height"]) == (480, 560)
    assert answer["html"].startswith(f'<iframe src="{site}/embed/city-links/?last=3y" width="480" height="560"')
    assert answer["provider_url"] == f"{site}/"
    assert client.get("/embed/city-links/?last=3y").status_code == 200


def test_the_page_of_a_figure_and_other_languages_lead_to_its_frame(room, client, site):
    assert (
        f"{site}/embed/sector-treemap/?view=parts"
        in ask(client, f"{site}/sectors/?view=parts#sector-treemap").json()["html"]
    )
    assert f"{site}/pt/embed/sector-treemap/" in ask(client, f"{site}/pt/sectors/#sector-treemap").json()["html"]


def test_xml_says_the_same(room, client, site):
    plain = ask(client, f"{site}/embed/city-map/").json()
    response = ask(client, f"{site}/embed/city-map/", format="xml")
    root = ElementTree.fromstring(response.content)
    assert {child.tag: child.text for child in root} == {key: str(value) for key, value in plain.items()}
    assert "ETag" in response["Access-Control-Expose-Headers"]


def test_a_figure_leads_to_its_description(room, client, site):
    page = client.get("/embed/sector-treemap/?view=parts").content.decode()
    address = page.split('type="application/json+oembed" href="')[1].split('"')[0].replace("&amp;", "&")
    assert address.startswith(f"{site}/oembed?url=")
    assert json.loads(client.get(address.removeprefix(site)).content)["type"] == "rich"


@pytest.mark.parametrize(
    ("url", "more", "status"),
    [
        ("", {}, 400),
        ("https://[", {}, 400),
        ("https://tracker.example/" + "x" * 5000, {}, 400),
        ("https://evil.example/embed/city-map/", {}, 404),
        ("https://tracker.example.evil.example/embed/city-map/", {}, 404),
        ("https://tracker.example@evil.example/embed/city-map/", {}, 404),
        ("javascript:alert(1)", {}, 404),
        ("https://tracker.example/embed/nothing/", {}, 404),
        ("https://tracker.example/deals/#city-map", {}, 404),
        ("https://tracker.example/\x00深圳", {}, 404),
        ("https://tracker.example/embed/city-map/?city=atlantis", {}, 400),
        ("https://tracker.example/embed/city-map/?" + "&".join(["a=1"] * 200), {}, 400),
        ("https://tracker.example/embed/city-map/", {"format": "yaml"}, 400),
        ("https://tracker.example/embed/city-map/", {"maxwidth": "-1"}, 400),
        ("https://tracker.example/embed/city-map/", {"maxheight": "٣٠٠"}, 400),
    ],
)
def test_what_is_not_ours_is_refused_and_never_breaks(room, client, site, url, more, status):
    response = ask(client, url, **more)
    assert response.status_code == status
    assert response.json()["error"]


def test_no_figure_is_worked_out_for_its_description(room, client, site, django_assert_max_num_queries):
    for panel in PANELS:
        with django_assert_max_num_queries(2):
            answer = ask(client, f"{site}/embed/{panel}/?last=3y").json()
        assert answer["title"] == str(NAMES[panel])
