import json
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest
from celery.schedules import crontab
from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError

from articles.models import Counter, Heartbeat
from gba_tracker import tasks
from gba_tracker.celery import app
from gba_tracker.operation import QUEUES


@pytest.mark.threat("Q07")
def test_ticks_that_pile_up_while_nobody_works_expire():
    """After an hour without a worker there is one tick of each kind to do, or two, not a hundred."""
    for name, entry in app.conf.beat_schedule.items():
        every = entry["schedule"]
        seconds = 5 * 60 if isinstance(every, crontab) and len(every.hour) == 24 else every
        seconds = 12 * 3600 if isinstance(seconds, crontab) else seconds
        assert 0 < entry["options"]["expires"] <= 2 * seconds, name


@pytest.mark.threat("Q12")
def test_mail_never_stands_behind_news_and_news_never_behind_the_network():
    queues = {
        name: (entry["options"].get("queue") or _route(entry["task"])) for name, entry in app.conf.beat_schedule.items()
    }
    assert queues["send due digests"] == queues["tell staff of broken feeds"] == "mail"
    assert queues["poll due feeds"] == "fetch"
    assert queues["process what waits"] == "process"
    assert _route("articles.tasks.poll_feeds") == _route("articles.tasks.fetch_pages") == "fetch"
    assert _route("articles.tasks.process_articles") == "process"


@pytest.mark.threat("Q03")
def test_no_task_lives_longer_than_its_message_is_hidden():
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT == 90
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert options.get("visibility_timeout", 600) > settings.CELERY_TASK_TIME_LIMIT


def options_of_a_redis_broker():
    """The settings' own, where REDIS_URL is set; the tests run without."""
    read = "import json; from django.conf import settings; print(json.dumps(settings.CELERY_BROKER_TRANSPORT_OPTIONS))"
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "gba_tracker.settings",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "SECRET_KEY": "of-this-test-alone-0123456789-abcdefghijklmnop",
    }
    command = [sys.executable, "-c", read]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.threat("Q04")
def test_a_broker_whose_machine_is_gone_holds_no_worker_that_is_told_to_stop():
    """Nothing answers there, not even that nobody listens: without a limit each try lasts two minutes."""
    options = options_of_a_redis_broker()
    assert 0 < options["socket_connect_timeout"] <= 5
    with socket.socket() as full, ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # the system takes one or two and answers no more
            caller = waiting.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        address = f"redis://127.0.0.1:{full.getsockname()[1]}/0"
        began = time.monotonic()
        with (
            Connection(address, transport_options={**options, "socket_connect_timeout": 0.2}) as broker,
            pytest.raises(OperationalError),
        ):
            broker.ensure_connection(max_retries=1, interval_start=0)
        assert time.monotonic() - began < 5


def _route(task):
    routes = settings.CELERY_TASK_ROUTES
    exact = routes.get(task) or routes.get(task.rpartition(".")[0] + ".*")
    return exact["queue"] if exact else settings.CELERY_TASK_DEFAULT_QUEUE


def test_every_task_of_the_timetable_is_known_to_the_workers():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - set(app.tasks) == set()


@pytest.mark.django_db
def test_a_task_is_counted_with_its_seconds_also_when_it_fails():
    @app.task(name="tests.lantern")
    def lantern(fails):
        if fails:
            raise ValueError("lantern")

    lantern.apply(args=[False])
    lantern.apply(args=[True])
    counted = {
        name: value
        for name, label, value in Counter.objects.values_list("name", "label", "value")
        if label == "lantern"
    }
    assert (counted["tasks"], counted["task_failures"]) == (2, 1)
    assert 0 < counted["task_seconds"] < 5


@pytest.mark.django_db
@pytest.mark.threat("Q05")
@pytest.mark.parametrize(
    ("queue", "sign"), [("fetch", "worker-fetch"), ("process", "worker"), ("mail", "worker-mail"), ("other", None)]
)
def test_whatever_a_worker_ends_is_a_sign_of_life_of_its_queue(monkeypatch, queue, sign):
    @app.task(name=f"tests.signal.{queue}")
    def signal():
        raise ValueError("it need not go well")

    monkeypatch.setattr(tasks, "_shown", {})
    for _ in range(2):
        signal.apply(routing_key=queue)
    assert set(Heartbeat.objects.values_list("name", flat=True)) == ({sign} if sign else set())


def test_every_queue_is_asked_for_a_sign_of_life_each_minute():
    asked = {
        entry["options"].get("queue") or _route(entry["task"])
        for entry in app.conf.beat_schedule.values()
        if entry["schedule"] == 60.0
    }
    assert asked == set(tasks.SIGNS) == set(QUEUES)
