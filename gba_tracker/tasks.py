"""Doors of the wiring for Celery."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from gba_tracker.promises import keep_promises


@shared_task
def watch_promises(**_: Any) -> None:
    """Mail operators when a promise of the About page is broken, and when it is kept again."""
    keep_promises(now=timezone.now())
