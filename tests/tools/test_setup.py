import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tools import setup

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def stamps(tmp_path, monkeypatch):
    monkeypatch.setattr(setup, "STAMPS", tmp_path / "stamps")
    return tmp_path


def test_a_step_is_done_once_for_one_state(stamps):
    done = []
    for state in ("one", "one", "two", "two", "one"):
        setup.step("a step", state, stamps, lambda state=state: done.append(state))
    assert done == ["one", "two", "one"]


def test_a_step_is_done_again_when_what_it_made_is_gone(stamps):
    made = stamps / "made"
    done = []

    def work():
        made.touch()
        done.append(1)

    setup.step("a step", "one", made, work)
    made.unlink()
    setup.step("a step", "one", made, work)
    assert len(done) == 2


def test_a_step_that_failed_is_tried_again(stamps):
    def fail():
        raise setup.Missing("no connection")

    with pytest.raises(setup.Missing):
        setup.step("a step", "one", stamps, fail)
    done = []
    setup.step("a step", "one", stamps, lambda: done.append(1))
    assert done == [1]


def test_the_state_of_files_follows_their_contents_and_names(tmp_path):
    (tmp_path / "a").write_text("1")
    first = setup.digest(tmp_path)
    assert setup.digest(tmp_path) == first
    (tmp_path / "a").write_text("2")
    second = setup.digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({first, second, setup.digest(tmp_path)}) == 3


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(setup.Missing, match=r"cannot write into .*file.* name another folder in DATA_DIR"):
        setup.check_writable(tmp_path / "file" / "folder")


def test_a_program_that_is_missing_is_named_with_the_remedy():
    with pytest.raises(setup.Missing, match="no-such-program is not there: install it"):
        setup.run(["no-such-program"], "install it")


def test_a_program_that_fails_shows_its_last_words(capsys):
    with pytest.raises(setup.Missing, match=r"failed .above.: look"):
        setup.run([sys.executable, "-c", "print('its words'); raise SystemExit(3)"], "look")
    assert "its words" in capsys.readouterr().err


@pytest.mark.parametrize("version", [(3, 9, 1), (3, 14, 0)])
def test_a_python_that_does_not_fit_is_refused_with_the_remedy(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    with pytest.raises(setup.Missing, match=r"3\.11, 3\.12 or 3\.13 is needed, this is 3\.\d+.*PYTHON="):
        setup.fitting_python()


def test_the_script_is_readable_by_pythons_that_are_too_old():
    source = (ROOT / ".ci" / "tools" / "setup.py").read_text(encoding="utf-8")
    compile(source, "setup.py", "exec", dont_inherit=True)
    import ast

    ast.parse(source, feature_version=(3, 7))


def test_a_second_set_up_does_nothing():
    command = [sys.executable, ROOT / ".ci" / "tools" / "setup.py", "--dev"]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_make_alone_lists_every_target():
    listed = subprocess.run(["make", "-C", ROOT], capture_output=True, text=True, check=True).stdout
    for target in ("setup", "run", "test", "test-long", "soak", "bench", "accept"):
        assert f"make {target} " in listed


def test_a_busy_port_is_one_clear_line(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen(1)
        port = str(holder.getsockname()[1])
        done = subprocess.run(
            [sys.executable, ROOT / "manage.py", "up", "--port", port],
            env={"DATA_DIR": str(tmp_path), "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "gba_tracker.settings"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"cannot listen on port {port}" in done.stderr
    assert "make run PORT=8001" in done.stderr
