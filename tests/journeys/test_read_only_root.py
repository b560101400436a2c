"""The whole product on a read-only root without any capability, as docker-compose.yml starts its containers."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.live import ROOT
from tests.servers import free_port

# Only what DATA names can be written; a checkout that lies on a file system of its own is closed too.
CELL = """set -e
mount --bind "$DATA" "$DATA"
mount -o remount,bind,ro /
mount --bind "$CHECKOUT" "$CHECKOUT" && mount -o remount,bind,ro "$CHECKOUT"
if touch "$CHECKOUT/written" 2>/dev/null; then echo "the checkout can be written" >&2; exit 3; fi
exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
"""
PAGES = ("/", "/zh-hant/deals/", "/deals.xlsx", "/search/?q=port", "/admin/login/", "/readyz")


def in_cell(data, *command, **more):
    """Start a command in a cell of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    (data / "tmp").mkdir(exist_ok=True)
    return subprocess.Popen(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", CELL, "cell", *command],
        cwd=ROOT,
        env={
            **kept,
            "DATA": str(data),
            "CHECKOUT": str(ROOT),
            "DATA_DIR": str(data),
            "TMPDIR": str(data / "tmp"),
            "FEEDS_FILE": os.devnull,
            "SECRET_KEY": "k7Zr2Qp9" * 8,
            "REQUIRE_SECRET_KEY": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
        **more,
    )


@pytest.fixture
def data(tmp_path):
    """A folder that may be written, where cells can be made at all."""
    with in_cell(tmp_path, "true", stderr=subprocess.PIPE) as trial:
        complaint = trial.communicate()[1]
    if trial.returncode == 3:
        pytest.fail(complaint)
    if trial.returncode:
        pytest.skip("only root makes a read-only root")
    return tmp_path


@pytest.mark.long
@pytest.mark.threat("D03")
@pytest.mark.timeout(240)
def test_everything_runs_and_writes_nowhere_but_among_its_data(data):
    port = free_port()
    command = (sys.executable, "manage.py", "up", "--prepare", "--stop-with-parent", "--port", str(port))
    with (data / "messages.txt").open("w") as messages, in_cell(data, *command, stderr=messages) as running:
        try:
            assert running.stdout.readline() == f"ready: http://127.0.0.1:{port}/\n", (
                data / "messages.txt"
            ).read_text()
            assert "CapEff:\t0000000000000000" in Path(f"/proc/{running.pid}/status").read_text()
            for page in PAGES:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=30) as answer:
                    assert answer.status == 200
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(timeout=60)
    told = (data / "messages.txt").read_text()
    assert "Read-only file system" not in told
    assert "Permission denied" not in told
    assert running.returncode == 0
