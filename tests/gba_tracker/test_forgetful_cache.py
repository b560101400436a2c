"""A Redis that is away, hangs or is full costs readers nothing but what was kept in it."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.cache import cache
from redis import Redis

from articles.models import DataGeneration
from gba_tracker.forgetful_cache import PATIENCE_SECONDS, RedisCache
from tests.conftest import needs
from tests.servers import free_port, redis_server

ROOT = Path(__file__).resolve().parents[2]
BACKEND = "gba_tracker.forgetful_cache.RedisCache"
OUTSIDE = "203.0.113.7"


@pytest.fixture
def at(settings, monkeypatch):
    """Let the cache lie at an address."""
    monkeypatch.setattr(RedisCache, "away_until", 0.0)

    def choose(address):
        settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": address, "KEY_PREFIX": "gba"}}
        monkeypatch.setattr(RedisCache, "away_until", 0.0)

    return choose


@pytest.fixture
def full_redis():
    """A Redis that takes nothing more, as the broker's policy has it."""
    running = needs(redis_server)
    address = next(running)
    client = Redis.from_url(address)
    client.set("gba:1:known", 7)
    client.config_set("maxmemory-policy", "noeviction")
    client.config_set("maxmemory", 1)
    yield address
    client.close()
    running.close()


def ask_everything():
    """What each method of the cache says."""
    with pytest.raises(ValueError, match="n"):
        cache.incr("n")
    with pytest.raises(ValueError, match="n"):
        cache.decr("n")
    return [
        cache.get("a"),
        cache.get("a", 3),
        cache.set("a", 1, 30),
        cache.add("a", 1, 30),
        cache.get_or_set("a", lambda: 5, 30),
        cache.get_many(["a", "b"]),
        cache.set_many({"a": 1}),
        cache.touch("a", 30),
        cache.delete("a"),
        cache.has_key("a"),
    ]


@pytest.mark.threat("Q04")
def test_wherever_redis_is_named_it_is_this_cache(tmp_path):
    asked = "from django.conf import settings; print(settings.CACHES['default']['BACKEND'])"
    told = {
        name: subprocess.run(
            [sys.executable, "-c", asked],
            cwd=ROOT,
            env={"DJANGO_SETTINGS_MODULE": "gba_tracker.settings", "DATA_DIR": str(tmp_path)}
            | ({name: "redis://127.0.0.1:6379/0"} if name else {}),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for name in ("", "REDIS_URL", "CACHE_URL")
    }
    assert told == {
        "": "django.core.cache.backends.locmem.LocMemCache", "REDIS_URL": BACKEND, "CACHE_URL": BACKEND,
    }  # fmt: skip


NOTHING = [None, 3, None, False, 5, {}, ["a"], False, False, False]


@pytest.mark.threat("Q04")
def test_a_cache_that_is_away_knows_nothing_and_fails_nobody(at):
    at(f"redis://127.0.0.1:{free_port()}/0")
    assert ask_everything() == NOTHING


@pytest.mark.threat("Q04")
def test_a_server_that_hangs_is_waited_for_once_and_not_by_every_question(at):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        at(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        began = time.monotonic()
        assert ask_everything() == NOTHING
        assert time.monotonic() - began < 4 * PATIENCE_SECONDS


@pytest.mark.redis
@pytest.mark.threat("Q04")
def test_a_full_server_is_still_read_and_what_it_does_not_take_is_not_kept(at, full_redis):
    at(full_redis)
    assert cache.set("a", 1, 30) is None
    assert cache.add("a", 1, 30) is False
    with pytest.raises(ValueError, match="known"):
        cache.incr("known")
    assert (cache.get("known"), cache.get("a")) == (7, None)


@pytest.mark.redis
def test_a_server_that_answers_keeps_and_counts(at, redis_url):
    at(f"{redis_url.rpartition('/')[0]}/15")
    assert cache.add("n", 1, 30)
    assert (cache.incr("n", 4), cache.get("n"), cache.get_many(["n", "m"])) == (5, 5, {"n": 5})
    assert cache.delete("n")


@pytest.mark.django_db
@pytest.mark.threat("Q04", "P04", "P09")
@pytest.mark.parametrize(
    "path", ["/", "/deals/", "/search/?q=port", "/deals.json?q=port", "/deals.csv", "/api/v1/deals"]
)
def test_readers_are_served_without_a_cache(at, client, path):
    at(f"redis://127.0.0.1:{free_port()}/0")
    DataGeneration.bump()
    assert [client.get(path, REMOTE_ADDR=OUTSIDE).status_code for _ in range(2)] == [200, 200]


@pytest.mark.django_db
@pytest.mark.redis
@pytest.mark.threat("Q04")
@pytest.mark.parametrize("path", ["/", "/search/?q=port", "/deals.json?q=port"])
def test_readers_are_served_where_the_cache_is_full(at, full_redis, client, path):
    at(full_redis)
    DataGeneration.bump()
    assert [client.get(path, REMOTE_ADDR=OUTSIDE).status_code for _ in range(2)] == [200, 200]


@pytest.mark.django_db
@pytest.mark.threat("Q04")
def test_with_djangos_own_cache_an_outage_is_no_fault_of_ours_either(settings, client):
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}}
    client.raise_request_exception = False
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
