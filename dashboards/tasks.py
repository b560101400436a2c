"""Doors of the reading room for the worker."""

import logging

from celery import shared_task
from django.utils import timezone

from dashboards.exports import snapshots

logger = logging.getLogger(__name__)


@shared_task(soft_time_limit=280, time_limit=300)
def freeze_dataset() -> None:
    """The snapshot of this month, where there is none yet: a worker that slept on the first makes it later."""
    if made := snapshots.write_snapshot(now=timezone.now()):
        logger.info("froze month=%s rows=%s", made.month, made.rows)
