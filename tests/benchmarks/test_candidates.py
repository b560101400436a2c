import pytest

from tests.benchmarks.candidates import install


def test_what_cannot_be_installed_is_told_and_leaves_nothing(tmp_path):
    folder = tmp_path / "candidates"
    with pytest.raises(SystemExit, match=r"cannot be installed: .*no-such-folder"):
        install(folder, (str(tmp_path / "no-such-folder"),))
    assert not folder.exists()


def test_what_is_there_is_not_installed_again(tmp_path):
    (tmp_path / "installed").touch()
    install(tmp_path, (str(tmp_path / "no-such-folder"),))
    assert [path.name for path in tmp_path.iterdir()] == ["installed"]
