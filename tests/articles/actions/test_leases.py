import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from articles.actions.leases import release_dead_leases
from articles.models import Article, Feed
from articles.models.lease import TOKEN, is_owner_dead, new_lease_token

NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def dead_token():
    """A token of a process that has lived on this machine and is gone."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return new_lease_token().replace(f"-{os.getpid()}-", f"-{gone.pid}-")


def test_a_token_fits_its_column_and_is_never_the_same():
    tokens = {new_lease_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) <= 40 and TOKEN.fullmatch(token) for token in tokens)


def test_the_dead_of_this_machine_are_known_and_nobody_else_is_called_dead(dead_token):
    assert is_owner_dead(dead_token)
    assert not is_owner_dead(new_lease_token())
    assert not is_owner_dead("00000000" + dead_token[8:])
    assert not is_owner_dead("")
    assert not is_owner_dead("something else")


@pytest.mark.django_db
def test_what_the_dead_were_working_on_is_free_again_at_once(dead_token):
    until = NOW + timedelta(minutes=5)
    alive = new_lease_token()
    for number, token in enumerate((dead_token, alive)):
        Feed.objects.create(slug=str(number), url=f"https://a.example/{number}", lease_token=token, lease_until=until)
        Article.objects.create(
            canonical_url=f"https://a.example/{number}", title="x", first_seen_at=NOW, listed_at=NOW,
            lease_token=token, lease_until=until,
        )  # fmt: skip
    assert release_dead_leases() == 2
    assert list(Feed.objects.exclude(lease_token="").values_list("lease_token", flat=True)) == [alive]
    assert list(Article.objects.claimable(now=NOW).values_list("lease_until", flat=True)) == [None]
    assert release_dead_leases() == 0
