import subprocess
import sys

import pytest
from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db
DESK, PUBLIC = {"HTTP_HOST": "desk.tracker.example"}, {"HTTP_HOST": "tracker.example"}
WHAT = (
    "from django.conf import settings as s; from django import setup; setup(); "
    "print(s.DESK_URL, sorted(h for h in s.ALLOWED_HOSTS if 'example' in h))"
)


@pytest.fixture
def apart(settings):
    settings.SITE_URL, settings.ADMIN_HOST = "https://tracker.example", "desk.tracker.example"
    settings.DESK_URL = "https://desk.tracker.example"
    settings.ALLOWED_HOSTS = ["tracker.example", "desk.tracker.example"]


@pytest.mark.threat("A05")
@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/second-factor/", "/admin/articles/deal/"])
def test_under_the_public_name_there_is_no_desk_not_even_for_who_is_logged_in(client, apart, path):
    client.force_login(User.objects.create_superuser("boss"))
    assert client.get(path, **PUBLIC).status_code == 404
    assert client.post(path, **PUBLIC).status_code == 404
    assert client.get(path, **DESK).status_code in (200, 302)


@pytest.mark.threat("A05")
def test_under_the_name_of_the_desk_there_are_no_public_pages(client, apart):
    answer = client.get("/deals/?city=macao", **DESK)
    assert (answer.status_code, answer["Location"]) == (302, "https://tracker.example/deals/?city=macao")
    for door in ("/", "/admin"):
        assert client.get(door, **DESK)["Location"] == "https://desk.tracker.example/admin/"
    assert client.get("/.evil.example/", **DESK)["Location"] == "https://tracker.example/.evil.example/"
    assert client.post("/subscribe/", **DESK).status_code == 404
    assert client.get("/healthz", **DESK).status_code == 200
    assert client.get("/deals/", **PUBLIC).status_code == 200


def test_without_a_name_of_its_own_the_desk_stands_beside_the_pages(client, settings):
    assert settings.ADMIN_HOST == ""
    assert client.get("/admin/login/").status_code == 200
    assert client.get("/about/").status_code == 200


def test_the_name_is_allowed_and_mails_to_staff_lead_there(tmp_path):
    environment = {
        "DATA_DIR": str(tmp_path), "SITE_URL": "https://tracker.example", "ADMIN_HOST": "desk.tracker.example",
        "DJANGO_SETTINGS_MODULE": "gba_tracker.settings", "PATH": "",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", WHAT], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "https://desk.tracker.example ['desk.tracker.example', 'tracker.example']"
