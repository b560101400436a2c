"""What beat sends after the clock was set right."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from celery import Celery
from celery.schedules import crontab
from django.conf import settings

from gba_tracker.timetable import Scheduler

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TIMETABLE = {
    "poll": {"task": "poll", "schedule": 60.0},
    "nightly": {"task": "nightly", "schedule": crontab(hour=3, minute=30)},
}


class Told(Scheduler):
    """Keeps what it would hand to the broker."""

    sent: list[str]

    def apply_async(self, entry, producer=None, advance=True, **kwargs):
        self.reserve(entry)
        self.sent.append(entry.name)


@pytest.fixture
def begin(tmp_path):
    def begin():
        app = Celery("beat", broker="memory://", set_as_current=False)
        app.conf.update(beat_schedule=TIMETABLE, timezone="UTC", beat_cron_starting_deadline=None)
        scheduler = Told(app, schedule_filename=str(tmp_path / "beat"), lazy=False)
        scheduler.sent = []
        return scheduler

    return begin


def minutes(scheduler, clock, number):
    for _ in range(number):
        scheduler.tick()
        scheduler.tick()
        clock.shift(timedelta(minutes=1))
    return scheduler.sent.count("poll")


@pytest.mark.parametrize("is_begun_anew", [True, False])
def test_after_a_clock_that_was_an_hour_ahead_sources_are_asked_every_minute_again(begin, is_begun_anew):
    with time_machine.travel(NOON + timedelta(hours=1), tick=False) as clock:
        scheduler = begin()
        assert minutes(scheduler, clock, 3) >= 2
        clock.move_to(NOON)
        if is_begun_anew:
            scheduler.close()
            scheduler = begin()
        scheduler.sent.clear()
        assert minutes(scheduler, clock, 5) in (4, 5, 6)


def test_a_clock_that_is_right_changes_nothing(begin):
    with time_machine.travel(NOON, tick=False) as clock:
        assert minutes(begin(), clock, 10) in (9, 10)


def test_it_is_the_one_that_beat_takes():
    assert settings.CELERY_BEAT_SCHEDULER == "gba_tracker.timetable:Scheduler"
