"""The Celery app and the whole timetable.

Beat only wakes people up: every task finds its work in the database, so a lost
or doubled tick changes nothing. A tick that waited too long expires instead of
piling up (THREATS Q07).
"""

import logging
import os
import time
import warnings
from pathlib import Path
from typing import Any

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.schedules import crontab
from celery.signals import beat_init, celeryd_after_setup, task_postrun, task_prerun

from gba_tracker.embedded_broker import clear_unfinished

logger = logging.getLogger(__name__)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gba_tracker.settings")
# Workers of root are warned of pickled messages, which could run anything; ours are JSON and nothing else is taken
# (CELERY_ACCEPT_CONTENT). Who serves the public as root is told so by `manage.py up` in one line.
warnings.filterwarnings("ignore", category=SecurityWarning)

# Celery runs all of Django's checks and throws away what they find, for which every worker would build the whole desk
# first: a second of its start and memory for good. What concerns workers and beat is checked below and in
# ``gba_tracker.tasks``, and stops them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("gba_tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["articles", "dashboards", "dashboards.digests", "gba_tracker"])
app.conf.beat_schedule = {
    "poll due feeds": {"task": "articles.tasks.poll_due_feeds", "schedule": 30.0, "options": {"expires": 60}},
    "fetch due pages": {"task": "articles.tasks.fetch_due_pages", "schedule": 30.0, "options": {"expires": 60}},
    "process what waits": {"task": "articles.tasks.process_waiting", "schedule": 30.0, "options": {"expires": 60}},
    "worker is alive": {"task": "articles.tasks.beat_heart", "schedule": 60.0, "options": {"expires": 120}},
    # In each queue, so that one that is left alone is missed; whatever else its workers do shows them as well.
    "fetch worker is alive": {
        "task": "gba_tracker.tasks.show_life",
        "schedule": 60.0,
        "options": {"expires": 120, "queue": "fetch"},
    },
    "mail worker is alive": {
        "task": "gba_tracker.tasks.show_life",
        "schedule": 60.0,
        "options": {"expires": 120, "queue": "mail"},
    },
    "tidy up": {
        "task": "articles.tasks.tidy_up",
        "schedule": crontab(hour=4, minute=10),
        "options": {"expires": 6 * 3600},
    },
    "tell the planner how tables have grown": {
        "task": "articles.tasks.tell_the_planner",
        "schedule": crontab(hour=4, minute=25),
        "options": {"expires": 6 * 3600},
    },
    "give up old pages": {
        "task": "articles.tasks.prune_old_pages",
        "schedule": crontab(hour=4, minute=40),
        "options": {"expires": 6 * 3600},
    },
    "give up old texts": {
        "task": "articles.tasks.give_up_old_texts",
        "schedule": crontab(hour=5, minute=10),
        "options": {"expires": 6 * 3600},
    },
    "tell staff of broken feeds": {
        "task": "articles.tasks.tell_staff",
        "schedule": crontab(hour="8,20", minute=30),
        "options": {"expires": 6 * 3600, "queue": "mail"},
    },
    "fill the review queue": {
        "task": "articles.tasks.fill_review_queue",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "tell curators what waits": {
        "task": "articles.tasks.tell_curators",
        "schedule": crontab(hour=8, minute=45),
        "options": {"expires": 6 * 3600, "queue": "mail"},
    },
    "freeze the dataset of the month": {
        "task": "dashboards.tasks.freeze_dataset",
        "schedule": crontab(hour=3, minute=20),
        "options": {"expires": 6 * 3600},
    },
    "watch the promises": {
        "task": "gba_tracker.tasks.watch_promises",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240, "queue": "mail"},
    },
    "collect what came back": {
        "task": "dashboards.digests.tasks.collect_returns",
        "schedule": crontab(minute="4-59/5"),
        "options": {"expires": 240},
    },
    "send due digests": {
        "task": "dashboards.digests.tasks.send_due_digests",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
}


@app.on_after_configure.connect
def make_broker_folders(sender: Celery, **kwargs: Any) -> None:
    """Make the folders that carry the messages where no Redis is named; the transport expects them to be there."""
    for option, folder in (sender.conf.broker_transport_options or {}).items():
        if option.startswith("data_folder") or option.endswith("_folder"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            clear_unfinished(Path(folder), time.time())


@beat_init.connect
def check_settings(**kwargs: Any) -> None:
    """Refuse to beat with settings that contradict each other; workers do in ``gba_tracker.tasks``."""
    from gba_tracker.checks import refuse_contradictions

    refuse_contradictions()


@beat_init.connect
def note_stop(**kwargs: Any) -> None:
    """Let promises be measured from now on where the timetable had stopped; a database that is away is no obstacle."""
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from gba_tracker.promises import note_resumption

    try:
        note_resumption(now=timezone.now())
    except DatabaseError as error:
        logger.warning("whether the timetable had stopped is not known: %s", type(error).__name__)
    finally:
        connection.close()


@celeryd_after_setup.connect
def read_first(**kwargs: Any) -> None:
    """Build what every article needs before the pool begins: its processes share it, also those that come later."""
    from articles.actions.processing import ease_collector, warm_up

    if app.conf.task_default_queue in app.amqp.queues.consume_from:
        warm_up()
    else:
        ease_collector()


_began: dict[str, float] = {}


@task_prerun.connect
def note_begin(task_id: str, **kwargs: Any) -> None:
    """Note when a task begins, and let every line that is logged from now on carry its id."""
    from gba_tracker.logs import work_id

    _began[task_id] = time.perf_counter()
    work_id.set(f"task {task_id}")


@task_postrun.connect
def count_task(task_id: str, task: Any, state: str | None = None, **kwargs: Any) -> None:
    """Count a task, its seconds and those of its stages; a database that is away must not fail what is done."""
    seconds = time.perf_counter() - _began.pop(task_id, time.perf_counter())
    # What is loaded here for the first time is none of the task's work.
    from django.db import DatabaseError

    from articles.actions.counting import count_stages
    from articles.models import Counter
    from gba_tracker.logs import work_id

    name = task.name.rpartition(".")[2]
    try:
        count_stages()
        failed = 1 if state == "FAILURE" else 0
        Counter.add({("tasks", name): 1, ("task_seconds", name): seconds, ("task_failures", name): failed})
    except DatabaseError as error:
        logger.warning("task %s is not counted: %s", name, type(error).__name__)
    work_id.set("")
