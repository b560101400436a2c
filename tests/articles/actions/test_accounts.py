import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.actions.accounts import (
    CURATORS,
    NameTaken,
    create_curator,
    forget_second_factor,
    kept_form,
    pending_device,
    renew_recovery_codes,
    secret_of,
)

pytestmark = pytest.mark.django_db


def test_a_curator_is_staff_and_no_more_than_the_group_allows():
    curator = create_curator(name="wai", password="a long enough secret").person

    assert (curator.is_staff, curator.is_superuser) == (True, False)
    assert curator.check_password("a long enough secret")
    assert [group.name for group in curator.groups.all()] == [CURATORS]
    assert User.objects.get().has_perm("articles.change_deal")
    assert not User.objects.get().has_perm("articles.delete_deal")
    assert not User.objects.get().has_perm("auth.change_user")


def test_a_name_is_given_once():
    create_curator(name="wai", password="a long enough secret")
    with pytest.raises(NameTaken):
        create_curator(name="wai", password="another long secret")


@pytest.mark.parametrize("name", ["", "two words", "x" * 200])
def test_a_name_that_cannot_be_is_refused(name):
    with pytest.raises(ValidationError):
        create_curator(name=name, password="a long enough secret")
    assert not User.objects.exists()


def test_a_curator_has_a_second_factor_from_the_first_minute():
    made = create_curator(name="wai", password="a long enough secret")
    device = TOTPDevice.objects.get(user=made.person, confirmed=True)
    assert made.otpauth.startswith("otpauth://totp/GBA%20Tracker")
    assert f"secret={secret_of(device).replace(' ', '')}" in made.otpauth


def test_one_device_waits_however_often_the_page_is_opened_and_all_can_be_taken_away():
    person = User.objects.create_user("wai")
    assert pending_device(person) == pending_device(person)
    first, second = renew_recovery_codes(person), renew_recovery_codes(person)
    assert len(set(first + second)) == 20
    kept = set(person.staticdevice_set.get().token_set.values_list("token", flat=True))
    assert kept == {kept_form(code) for code in second}
    assert not kept & {code.replace(" ", "") for code in first + second}
    forget_second_factor(person)
    assert not person.staticdevice_set.exists()
    assert not person.totpdevice_set.exists()
