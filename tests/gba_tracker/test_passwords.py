from hashlib import sha1

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gba_tracker.checks import check_folders
from gba_tracker.passwords import is_listed


@pytest.mark.threat("A01")
@pytest.mark.parametrize(
    "password",
    [
        "gba-tracker-2026",
        "GBATracker!2026",
        "Gr3ater-B4y-Area",
        "HongKongMacao99",
        "hengqin qianhai 1",
        "P4ssword-Curator",
        "admin-admin-admin-7",
        "lantern.example.12",
        "P@ssw0rdP@ssw0rd",
        "@dm1n@dm1n@dm1n",
        "gu@ngdonggu@ngdong",
        "M@c@uM@c@uM@cau",
    ],
)
def test_a_password_of_our_own_words_is_refused(settings, password):
    settings.SITE_URL = "https://lantern.example"
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "own_words" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize(
    "password",
    ["correct horse battery staple", "9f3k-22lm-pq0z-77aa", "a river of seven lanterns", "深圳河畔的七盞燈籠與一條船"],
)
def test_a_password_with_enough_beside_them_is_taken(password):
    validate_password(password)
    validate_password(f"gba {password}")


def listed(path, count):
    """A list as Have I Been Pwned's downloader writes it."""
    hashes = sorted(sha1(f"stolen {n}".encode()).hexdigest().upper() for n in range(count))
    path.write_text("".join(f"{h}:{1 + int(h[:3], 16) ** 2}\r\n" for h in hashes), encoding="ascii", newline="")
    return path


@pytest.mark.threat("A01")
@pytest.mark.parametrize("count", [1, 2, 3, 500])
def test_every_password_of_the_list_is_found_and_no_other(tmp_path, count):
    path = listed(tmp_path / "hashes.txt", count)
    assert [n for n in range(count) if not is_listed(path, f"stolen {n}")] == []
    assert [n for n in range(300) if is_listed(path, f"never stolen {n}")] == []


@pytest.mark.threat("A01")
def test_a_stolen_password_is_refused_where_the_operator_keeps_the_list(settings, tmp_path):
    validate_password("stolen 7, but long enough")
    path = tmp_path / "hashes.txt"
    stolen = sha1(b"stolen 7, but long enough").hexdigest().upper()
    path.write_text("".join(f"{h}:3\n" for h in sorted([stolen, "0" * 40, "F" * 40])), encoding="ascii")
    settings.BREACHED_PASSWORDS = str(path)
    with pytest.raises(ValidationError, match="stolen passwords"):
        validate_password("stolen 7, but long enough")
    validate_password("stolen 8, but long enough")


def test_a_file_that_is_no_such_list_stops_the_start(settings, tmp_path):
    settings.BREACHED_PASSWORDS = str(listed(tmp_path / "good.txt", 3))
    assert list(check_folders(None)) == []
    (tmp_path / "bad.txt").write_text("hunter2\n", encoding="utf-8")
    for name in ("bad.txt", "missing.txt"):
        settings.BREACHED_PASSWORDS = str(tmp_path / name)
        assert [error.id for error in check_folders(None)] == ["gba.E018"]
