"""Doors of the wiring for Celery."""

from typing import Any

from celery import shared_task
from celery.signals import celeryd_init
from django.utils import timezone

from gba_tracker.checks import refuse_contradictions
from gba_tracker.promises import keep_promises


@celeryd_init.connect
def check_settings_of_worker(**_: Any) -> None:
    """Refuse to work with settings that contradict each other; Celery itself runs Django's checks and goes on."""
    refuse_contradictions()


@shared_task
def watch_promises(**_: Any) -> None:
    """Mail operators when a promise of the About page is broken, and when it is kept again."""
    keep_promises(now=timezone.now())
