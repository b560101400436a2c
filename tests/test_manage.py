"""``manage.py``: what every command does, whatever it is."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

import manage


def ended(*words, **environment):
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)


def test_a_database_that_is_not_there_is_said_in_one_line(tmp_path):
    nowhere = {"DATABASE_URL": f"sqlite:///{tmp_path}/none/gba.sqlite3", "DATA_DIR": str(tmp_path)}
    done = ended("process", **nowhere)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == ["the database cannot be used: unable to open database file"]
    assert "Traceback" in ended("process", "--traceback", **nowhere).stderr


def test_ctrl_c_is_said_in_one_line(monkeypatch, capsys):
    def stop(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.execute_from_command_line", stop)
    monkeypatch.setattr(sys, "argv", ["manage.py", "process"])
    with pytest.raises((SystemExit, KeyboardInterrupt)) as end:
        manage.main()
    assert (end.type, *end.value.args) == (SystemExit, 130)
    assert capsys.readouterr() == ("", "stopped before the end\n")


def test_a_full_disk_is_said_in_one_line():
    command = f"{sys.executable} {settings.BASE_DIR / 'manage.py'} analyse > /dev/full"
    article = b'{"id": 1, "title": "T", "text": "Nothing."}'
    done = subprocess.run(command, shell=True, input=article, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"cannot write: No space left on device\n")
