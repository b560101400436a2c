from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.digests import tokens

HANDLE, TODAY = "0a1b2c3d4e5f", date(2026, 11, 25)


def test_a_manage_link_says_whose_it_is_and_under_which_rotation():
    token = tokens.manage_token(HANDLE, 7, today=TODAY)
    assert tokens.read_manage_token(token, today=TODAY) == tokens.ManageClaim(HANDLE, 7)


@pytest.mark.threat("M06")
def test_a_manage_link_works_for_sixty_days():
    token = tokens.manage_token(HANDLE, 0, today=TODAY)
    assert tokens.read_manage_token(token, today=TODAY + timedelta(days=60))
    assert tokens.read_manage_token(token, today=TODAY + timedelta(days=61)) is None


@pytest.mark.threat("M06")
def test_an_unsubscribe_link_has_no_end_and_stays_the_same():
    assert tokens.read_unsubscribe_token(tokens.unsubscribe_token(HANDLE)) == HANDLE
    assert tokens.unsubscribe_token(HANDLE) == tokens.unsubscribe_token(HANDLE)


@pytest.mark.threat("M06")
def test_a_link_serves_its_own_purpose_alone():
    assert tokens.read_manage_token(tokens.unsubscribe_token(HANDLE), today=TODAY) is None
    assert tokens.read_unsubscribe_token(tokens.manage_token(HANDLE, 0, today=TODAY)) is None


def test_a_link_that_was_changed_anywhere_is_void():
    token = tokens.unsubscribe_token(HANDLE)
    for index, character in enumerate(token[:-1]):
        forged = token[:index] + ("A" if character != "A" else "B") + token[index + 1 :]
        assert tokens.read_unsubscribe_token(forged) is None, index


@pytest.mark.threat("O06")
def test_links_outlive_a_change_of_key_and_end_with_it_when_the_old_one_is_dropped(settings):
    settings.SECRET_KEY = "the first key"
    token = tokens.unsubscribe_token(HANDLE)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]
    assert tokens.read_unsubscribe_token(token) == HANDLE
    assert tokens.unsubscribe_token(HANDLE) != token
    settings.SECRET_KEY_FALLBACKS = []
    assert tokens.read_unsubscribe_token(token) is None


@given(st.text(max_size=80))
def test_no_text_makes_reading_a_link_fail(text):
    assert tokens.read_unsubscribe_token(text) is None
    assert tokens.read_manage_token(text, today=TODAY) is None
    assert len(tokens.hash_token(text)) == 64


@pytest.mark.threat("M06")
def test_random_tokens_have_128_bits_and_do_not_repeat():
    made = {tokens.new_token() for _ in range(500)}
    assert len(made) == 500
    assert all(len(token) == 22 for token in made)


def test_an_address_is_hashed_alike_in_any_case():
    assert tokens.hash_email("Reader@Example.org") == tokens.hash_email("reader@example.ORG")
    assert "reader" not in tokens.hash_email("reader@example.org")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_limits_count_by_network(address, network):
    assert tokens.network_of(address) == network
