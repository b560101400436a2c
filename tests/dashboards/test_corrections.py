"""The log of corrections: what was set right on public deals, in words, without a name; and what is withdrawn."""

import pytest
from django.contrib.auth import get_user_model

from articles.actions.clustering.choosing import CURATED_FIELDS
from articles.actions.curation import correct_deal
from articles.models import Deal, ReviewDecision
from dashboards.corrected import FIELDS, value_in_words
from tests.dashboards.conftest import NOW

pytestmark = pytest.mark.django_db


def corrected(deal: Deal, field: str, value) -> ReviewDecision:
    person, _ = get_user_model().objects.get_or_create(username="wong.siu.ming", first_name="Siu Ming")
    return correct_deal(deal=deal, field=field, value=value, by=person, now=NOW, note="Told by Ms Lei of the bureau.")


def test_every_field_that_may_be_corrected_has_a_name_for_readers():
    assert set(CURATED_FIELDS) <= set(FIELDS)


def test_a_correction_of_a_public_deal_stands_in_the_log_and_in_its_feed_without_a_name(room, client):
    deal = room.deals[0]
    corrected(deal, "money", {"amount": "1300000000", "currency": "HKD"})
    corrected(deal, "cities", ["hong-kong", "macao"])
    corrected(room.deals[1], "money", {"amount": "5000000", "currency": "HKD"})
    taken_back = corrected(room.deals[2], "type", "mou")
    ReviewDecision.objects.filter(pk=taken_back.pk).update(undone_at=NOW)
    corrected(room.deals[3], "title", "A rumour")
    Deal.objects.filter(pk=room.deals[3].pk).update(review="rejected", review_reason="not_a_deal")
    page = client.get("/corrections/")
    feed = client.get("/feeds/corrections.atom").content.decode()
    shown = page.content.decode()
    assert 'data-total="3"' in shown
    assert feed.count("<entry>") == 3
    for text in (shown, feed):
        for said in ("HK$1.2bn", "HK$1.3bn", "Hong Kong and Macao", "/deals/bridge-contract/"):
            assert said in text.replace("Hong Kong, Macao", "Hong Kong and Macao"), said
        for kept in ("wong", "Siu Ming", "Ms Lei", "A rumour", "/deals/port-stake/"):
            assert kept not in text
    assert "3 corrections" in shown
    assert client.get("/zh-hant/corrections/").status_code == 200


def test_a_house_without_corrections_says_so_and_the_method_page_leads_there(room, client):
    assert "No correction has been made yet." in client.get("/corrections/").content.decode()
    about = client.get("/about/").content.decode()
    assert 'href="/corrections/"' in about
    assert 'id="changes"' in about


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("money", None, "–"),
        ("money", {"amount": "900", "currency": "THB"}, "THB"),
        ("money", {"amount": "nonsense", "currency": "HKD"}, "nonsense"),
        ("date", {"date": "2025-04-24", "precision": "day"}, "24 Apr 2025"),
        ("status", "signed", "Signed"),
        ("mechanism", "cepa", "mechanism/cepa"),
        ("counts", [{"unit": "areas", "n": 13, "n_max": None, "text": ""}], "13 areas"),
        ("parties", ["明珠銀行", "Pearl Bank"], "明珠銀行"),
        ("is_bundle", True, "yes"),
        ("title", "<script>alert(1)</script>", "<script>"),
    ],
)
def test_a_value_is_said_in_words_whatever_form_it_has(field, value, said):
    assert said.lower() in value_in_words(field, value, lambda kind, slug: f"{kind}/{slug}").lower()


@pytest.mark.threat("W02")
def test_a_hostile_value_is_shown_as_text(room, client):
    corrected(room.deals[0], "title", '"><script>alert(1)</script>')
    assert "<script>alert" not in client.get("/corrections/").content.decode()
    assert "<script>alert" not in client.get("/feeds/corrections.atom").content.decode()


def test_the_page_of_a_withdrawn_deal_says_whether_a_person_or_a_reading_took_it_away(room, client):
    person, reading = "A person has looked at what was filed here", "tells of no such deal any more"
    page = client.get("/deals/rejected-rumour/").content.decode()
    assert person in page
    assert reading not in page
    Deal.objects.filter(slug="rejected-rumour").update(review_reason="no_longer_told")
    for path in ("/deals/rejected-rumour/", "/deals/rejected-rumour/report/"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert reading in answer.content.decode()
        assert person not in answer.content.decode()


def test_a_withdrawn_deal_is_gone_at_every_address_and_a_merged_one_leads_on(room, client):
    for path in ("/deals/rejected-rumour/", "/pt/deals/rejected-rumour/", "/deals/rejected-rumour/report/"):
        page = client.get(path)
        assert page.status_code == 410
        assert "rejected-rumour" not in page.content.decode().replace("/pt/deals/rejected-rumour/", "").replace(
            "/deals/rejected-rumour/", ""
        )
    assert "This deal was withdrawn" in client.get("/deals/rejected-rumour/").content.decode()
    for name in ("deals", "signals"):
        assert client.get(f"/api/v1/{name}/rejected-rumour").status_code == 410
        assert client.get(f"/api/v1/{name}/never-was").status_code == 404
    one, two = room.deals[0], room.deals[1]
    Deal.objects.filter(pk=two.pk).update(merged_into=one, review="rejected", review_reason="already_reported")
    moved = client.get(f"/api/v1/deals/{two.slug}")
    assert (moved.status_code, moved["Location"]) == (301, f"/api/v1/deals/{one.slug}")
    moved = client.get(f"/deals/{two.slug}/report/")
    assert (moved.status_code, moved["Location"]) == (301, f"/deals/{one.slug}/report/")
