"""Doors of the wiring for Celery."""

import logging
import time
from typing import Any

from celery import Task, shared_task
from celery.signals import celeryd_init, task_postrun
from django.db import DatabaseError
from django.utils import timezone

from articles.models import Heartbeat
from gba_tracker.checks import refuse_contradictions
from gba_tracker.promises import keep_promises

logger = logging.getLogger(__name__)
SHOWN_EVERY = 20.0
"""Seconds: no process writes its sign of life more often."""
SIGNS = {"fetch": "worker-fetch", "process": "worker", "mail": "worker-mail"}
"""Queue -> the sign of life of its workers."""

_shown: dict[str, float] = {}


@celeryd_init.connect
def check_settings_of_worker(**_: Any) -> None:
    """Refuse to work with settings that contradict each other; Celery itself runs Django's checks and goes on."""
    refuse_contradictions()


@shared_task
def watch_promises(**_: Any) -> None:
    """Mail operators when a promise of the About page is broken, and when it is kept again."""
    keep_promises(now=timezone.now())


@shared_task
def show_life(**_: Any) -> None:
    """Nothing: that a worker of its queue came to the end of it is the sign (``note_life``)."""


@task_postrun.connect
def note_life(task: Task, **_: Any) -> None:
    """Write down that the workers of a queue work: whatever they have ended shows it, however long their queue is."""
    queue = (task.request.delivery_info or {}).get("routing_key")
    moment = time.monotonic()
    if queue not in SIGNS or moment - _shown.get(queue, -SHOWN_EVERY) < SHOWN_EVERY:
        return
    try:
        Heartbeat.beat(SIGNS[queue], now=timezone.now())
        _shown[queue] = moment
    except DatabaseError as error:
        logger.warning("the sign of life of %s is not kept: %s", queue, type(error).__name__)
