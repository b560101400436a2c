"""GBA Tracker: settings, addresses and the Celery app."""

from gba_tracker.celery import app as celery_app

__all__ = ["celery_app"]
