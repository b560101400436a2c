import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from articles.models import Heartbeat
from dashboards.digests.tasks import send_due_digests

ROOT = Path(__file__).resolve().parents[3]
ASK = "import django; django.setup(); from dashboards.digests.tasks import wake_for_confirmations as ask; ask()"
PATIENCE_SECONDS = 40
"""A request without a limit waits for as long as the server hangs; ours takes about four seconds and the start."""


@pytest.mark.threat("Q04")
def test_a_reader_is_not_kept_waiting_by_a_broker_that_hangs(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "gba_tracker.settings",
            "REDIS_URL": f"redis://127.0.0.1:{deaf.getsockname()[1]}/0",
        }
        done = subprocess.run(
            [sys.executable, "-c", ASK],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
    assert done.returncode == 0, done.stderr
    assert "no broker, the confirmation waits for the timetable" in done.stderr


def test_who_asks_for_a_digest_wakes_the_queue_for_mail(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "gba_tracker.settings",
    }
    subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=environment, check=True, timeout=PATIENCE_SECONDS)
    waiting = list((tmp_path / "broker" / "queue").iterdir())
    assert [path.name.split(".")[-2] for path in waiting] == ["mail"]
    assert "dashboards.digests.tasks.mail_confirmations" in waiting[0].read_text()


@pytest.mark.django_db
@pytest.mark.threat("M09")
@pytest.mark.parametrize("what", ["missing", "no folder of mail"])
def test_digests_go_out_though_the_mailbox_of_bounces_cannot_be_read(settings, tmp_path, what, caplog):
    settings.BOUNCE_MAILDIR = str(tmp_path / what)
    if what != "missing":
        (tmp_path / what).write_text("a file")
    send_due_digests()
    assert Heartbeat.objects.filter(name="digest").exists(), "the round has come to its end"
    assert f"BOUNCE_MAILDIR {tmp_path / what} is not read" in caplog.text
