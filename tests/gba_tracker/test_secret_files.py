import pytest
from django.core.exceptions import ImproperlyConfigured

from gba_tracker.secret_files import FileEnv, with_password


@pytest.fixture
def env(monkeypatch, tmp_path):
    """Read a setting whose value lies in a file, if it is there."""

    def read(content=None, **environment):
        if content is not None:
            (tmp_path / "key").write_bytes(content)
        monkeypatch.setenv("LANTERN_FILE", str(tmp_path / "key"))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return FileEnv().str("LANTERN", default="none")

    return read


def test_a_setting_is_read_from_the_file_that_is_named(env):
    assert env(b"a key = with blanks \n") == "a key = with blanks"


def test_a_file_that_is_empty_is_a_setting_that_is_empty(env):
    assert env(b"\n") == ""


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_stops_the_start_and_says_which(env, content):
    with pytest.raises(ImproperlyConfigured, match=r"LANTERN_FILE: .*key cannot be read"):
        env(content)


def test_of_two_values_none_is_guessed(env):
    with pytest.raises(ImproperlyConfigured, match="both set"):
        env(b"one", LANTERN="two")


@pytest.mark.parametrize(
    ("url", "password", "expected"),
    [
        ("redis://redis:6379/0", "a/b@c", "redis://:a%2Fb%40c@redis:6379/0"),
        ("rediss://worker@redis:6379/0", "x", "rediss://worker:x@redis:6379/0"),
        ("redis://:own@redis:6379/0", "x", "redis://:own@redis:6379/0"),
        ("redis://redis:6379/0", "", "redis://redis:6379/0"),
        ("", "x", ""),
    ],
)
def test_a_password_goes_into_an_address_that_has_none(url, password, expected):
    assert with_password(url, password) == expected
