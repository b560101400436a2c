import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(settings):
    settings.SITE_URL, settings.SECURE_SSL_REDIRECT = "https://tracker.example", True
    settings.ALLOWED_HOSTS = ["tracker.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUST_PROXY = True


@pytest.mark.parametrize("path", ["/api/v1/deals", "/api/v1/schema", "/api/v1/deals?city=macao"])
def test_a_program_that_asks_by_http_is_refused_with_the_address_by_https(client, public, path):
    answer = client.get(path, HTTP_HOST="tracker.example")
    assert answer.status_code == 403
    assert f"https://tracker.example{path.partition('?')[0]}" in answer.json()["error"]
    by_https = client.get(path, HTTP_HOST="tracker.example", HTTP_X_FORWARDED_PROTO="https")
    assert by_https.status_code == 200


def test_a_browser_is_led_to_https(client, public):
    answer = client.get("/deals/", HTTP_HOST="tracker.example")
    assert (answer.status_code, answer["Location"]) == (301, "https://tracker.example/deals/")


def test_without_a_proxy_that_tells_the_two_apart_nothing_is_refused(client, settings):
    settings.SECURE_SSL_REDIRECT = False
    assert client.get("/api/v1/deals").status_code == 200
