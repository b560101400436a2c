"""``ONLY_CHECKED``: readers, totals and files hold only what a person accepted.

In a process of its own, as the setting is read once.
"""

import os
import subprocess
import sys

SCRIPT = """
import django
django.setup()
from django.conf import settings
from django.test.utils import setup_test_environment
setup_test_environment()
from django.core.management import call_command
from django.test import Client
from articles.models import Deal, Milestone
settings.MIGRATION_MODULES = {"articles": None, "digests": None}
call_command("migrate", run_syncdb=True, verbosity=0)
from django.utils import timezone
now = timezone.now()
for review in ("accepted", "unreviewed", "needs_second_source", "rejected"):
    Deal.objects.create(
        slug=review, title="Deal " + review, type="mou", status="signed", rung="mou", review=review, created_at=now,
        review_reason="not_gba" if review == "rejected" else "",
        changed_at=now, filed_on=now.date(), filed_until=now.date(),
    )
    Milestone.objects.create(
        slug="plan-" + review, title="Plan " + review, type="policy_measure", status="announced", review=review,
        happened_on=now.date(), source_publisher="Gazette", source_url="https://gazette.example.org/1",
    )
client = Client()
print(sorted(row["slug"] for row in client.get("/deals.json").json()["results"]))
print([client.get("/deals/%s/" % slug).status_code for slug in ("accepted", "unreviewed", "rejected")])
print([client.get("/api/v1/deals/%s" % slug).status_code for slug in ("accepted", "unreviewed", "rejected")])
print(client.get("/deals.json").json()["totals"]["signed"]["count"])
print(sorted(row["slug"] for row in client.get("/timeline.json?kind=milestone").json()["results"]))
"""


def told(tmp_path, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**kept, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout.split("\n")[:5]


def test_with_the_setting_only_what_a_person_accepted_is_public(tmp_path):
    assert told(tmp_path, ONLY_CHECKED="1") == [
        "['accepted']",
        "[200, 404, 410]",
        "[200, 404, 410]",
        "1",
        "['plan-accepted']",
    ]
