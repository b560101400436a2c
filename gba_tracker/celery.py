"""The Celery app and the whole timetable.

Beat only wakes people up: every task finds its work in the database, so a lost
or doubled tick changes nothing. A tick that waited too long expires instead of
piling up (THREATS Q07).
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gba_tracker.settings")

app = Celery("gba_tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["articles", "dashboards.digests"])
app.conf.beat_schedule = {
    "poll due feeds": {"task": "articles.tasks.poll_due_feeds", "schedule": 30.0, "options": {"expires": 60}},
    "fetch due pages": {"task": "articles.tasks.fetch_due_pages", "schedule": 30.0, "options": {"expires": 60}},
    "process what waits": {"task": "articles.tasks.process_waiting", "schedule": 30.0, "options": {"expires": 60}},
    "worker is alive": {"task": "articles.tasks.beat_heart", "schedule": 60.0, "options": {"expires": 120}},
    "send due digests": {
        "task": "dashboards.digests.tasks.send_due_digests",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
}
