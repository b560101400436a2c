import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def create(monkeypatch, capsys):
    def run(name, password, *more):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        call_command("create_curator", name, "--password-stdin", *more)
        return capsys.readouterr().out

    return run


def test_it_makes_a_curator_and_says_what_to_do_next(create):
    out = create("wai", "a long enough secret")

    assert User.objects.get(username="wai").check_password("a long enough secret")
    assert "/admin/" in out
    assert "a long enough secret" not in out
    assert out.splitlines()[-1].startswith("otpauth://totp/")


@pytest.mark.parametrize(("group", "right"), [("Editor", "articles.change_feed"), ("Admin", "auth.add_user")])
def test_it_makes_the_first_editor_and_the_first_admin_too(create, group, right):
    out = create("wai", "a long enough secret", "--group", group)

    person = User.objects.get(username="wai")
    assert out.startswith(f"{group} wai made")
    assert person.has_perm(right)
    assert not person.is_superuser


@pytest.mark.parametrize("password", ["", "short", "password1234"])
def test_a_weak_password_is_refused(create, password):
    with pytest.raises(CommandError) as refused:
        create("wai", password)

    assert refused.value.returncode == 2
    assert not User.objects.exists()


@pytest.mark.parametrize("again", ["wai", "Wai"])
def test_a_name_that_is_taken_is_refused_however_it_is_written(create, again):
    create("wai", "a long enough secret")
    with pytest.raises(CommandError, match="of the name wai already"):
        create(again, "another long secret")
    assert User.objects.count() == 1


def test_without_a_terminal_it_asks_for_the_option(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="--password-stdin"):
        call_command("create_curator", "wai")
