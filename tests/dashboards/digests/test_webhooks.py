"""Bounces and complaints as a provider tells them, through django-anymail."""

import json

import pytest
from django.urls import include, path

from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Bounce, Delivery, Suppression
from gba_tracker.urls import urlpatterns as whole

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
urlpatterns = [path("anymail/", include("anymail.urls")), *whole]
SECRET = "mail:room"
WHO = {"Authorization": "Basic bWFpbDpyb29t"}


@pytest.fixture(autouse=True)
def sent(settings, make_reader, make_deal, next_morning):
    """A digest that was sent, and a provider that knows the secret."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    make_reader()
    make_deal("one")
    run_mail_room(now=next_morning)


def event(kind, **more):
    return {"RecordType": kind, "MessageID": "m1", "ID": 42, "Email": "reader@example.org",
            "BouncedAt": "2026-11-26T00:10:00Z", **more}  # fmt: skip


def tell(client, payload, headers=WHO):
    return client.post("/anymail/postmark/tracking/", json.dumps(payload), content_type="application/json",
                       headers=headers)  # fmt: skip


@pytest.mark.threat("M09")
@pytest.mark.parametrize(("kind", "type_code", "kept"), [
    ("Bounce", {"Type": "HardBounce", "TypeCode": 1}, "hard"),
    ("Bounce", {"Type": "DMARCPolicy", "TypeCode": 100009}, "soft"),
    ("SpamComplaint", {"Type": "SpamComplaint", "TypeCode": 512}, "complaint"),
])  # fmt: skip
def test_a_provider_tells_of_a_bounce_once(client, kind, type_code, kept):
    for _ in range(2):
        assert tell(client, event(kind, **type_code)).status_code == 200
    assert Bounce.objects.get().kind == kept
    assert Suppression.objects.exists() is (kept != "soft")


@pytest.mark.threat("M09")
def test_who_does_not_know_the_secret_is_not_heard(client):
    for headers in ({}, {"Authorization": "Basic bWFpbDp3cm9uZw=="}):
        assert tell(client, event("Bounce", Type="HardBounce", TypeCode=1), headers).status_code == 400
    assert not Bounce.objects.exists()


def test_deliveries_opens_and_strangers_leave_no_trace(client):
    tell(client, {"RecordType": "Delivery", "MessageID": "m1", "Recipient": "reader@example.org",
                  "DeliveredAt": "2026-11-26T00:10:00Z"})  # fmt: skip
    tell(client, event("Bounce", Type="HardBounce", TypeCode=1, Email="stranger@example.org"))
    assert not Bounce.objects.exists()
    assert Delivery.objects.get().state == "sent"
