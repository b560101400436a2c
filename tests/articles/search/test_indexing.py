import itertools
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction

from articles.models import Article
from articles.search import (
    Asked,
    RebuildRunning,
    best_matches,
    count_matches,
    index_articles,
    matches_by_day,
    newest_matches,
    parse_query,
    rebuild_search,
)
from tests.articles.newsroom import NOW, make_waiting
from tests.servers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
# The tests' SQLite lies in memory and refuses a second writer instead of letting it wait: there they take turns.
AT_ONCE = connection.vendor != "sqlite"


def make_news(count, word="harbour"):
    rows = [
        make_waiting(
            (f"News {n}", f"A {word} opens."),
            listed_at=NOW + timedelta(hours=n),
            processed_at=NOW,
            is_relevant=True,
            text=f"News {n}\n\nA {word} opens.",
        )
        for n in range(count)
    ]
    index_articles((row.pk, row.text) for row in rows)
    return [row.pk for row in rows]


def found(words):
    """The keys that hold these words, newest first; every way of asking must agree."""
    asked = Asked().with_query(parse_query(words))
    keys = newest_matches(asked, limit=100)
    assert count_matches(asked) == sum(matches_by_day(asked).values()) == len(keys)
    assert count_matches(asked, most=1) == min(len(keys), 2)
    assert sorted(best_matches(asked, limit=100)) == sorted(keys)
    return keys


def test_the_newest_are_the_same_however_many_articles_are_looked_at_one_by_one(monkeypatch):
    keys = make_news(12, "pier") + make_news(3, "lantern") + make_news(1, "pier")
    monkeypatch.setattr("articles.search.finding._COMMON", 4)
    for word, some in {"pier": [*keys[:12], keys[15]], "lantern": keys[12:15]}.items():
        asked = Asked().with_query(parse_query(word))
        rows = Article.objects.filter(pk__in=some).order_by("-listed_at", "-pk")
        whole = list(rows.values_list("pk", flat=True))
        for walked in (2, 5, 1000):
            monkeypatch.setattr("articles.search.finding._WALKED", walked)
            monkeypatch.setattr("articles.search.finding._WALKED_AT_MOST", walked * 4)
            for start, limit in [(0, 1), (0, 4), (2, 3), (1, 20), (30, 2)]:
                assert newest_matches(asked, limit=limit, offset=start) == whole[start : start + limit]


@pytest.mark.parametrize("months", [1, 5])
def test_counting_up_to_a_number_says_the_same_however_the_articles_lie_in_time(monkeypatch, months):
    monkeypatch.setattr("articles.search.finding._MOST_MONTHS", months)
    rebuild_search()
    rows = [
        make_waiting((f"Pier {n}", ""), listed_at=NOW - timedelta(days=40 * n), processed_at=NOW, is_relevant=True)
        for n in range(9)
    ]
    index_articles((row.pk, "A pier opens." if n % 2 else "A lantern and a pier.") for n, row in enumerate(rows))
    for words, there in {"pier": 9, "lantern": 5, "pier -lantern": 4, '"lantern and"': 5, "heron": 0}.items():
        asked = Asked().with_query(parse_query(words))
        assert [count_matches(asked, most=most) for most in range(11)] == [min(most + 1, there) for most in range(11)]
        for since, until in itertools.product((None, 300, 100, 39), (None, 250, 79, 0)):
            period = replace(
                asked,
                since=since and NOW - timedelta(days=since),
                until=None if until is None else NOW - timedelta(days=until),
            )
            within = [
                row.pk
                for n, row in enumerate(rows)
                if row.pk in newest_matches(asked, limit=20)
                and (since is None or 40 * n <= since)
                and (until is None or 40 * n > until)
            ]
            assert newest_matches(period, limit=20) == within
            assert count_matches(period) == sum(matches_by_day(period).values()) == len(within)
            assert count_matches(period, most=2) == min(len(within), 3)


def rewrite(key, word):
    """What processing does: the row and its words in one transaction."""
    with transaction.atomic():
        Article.objects.filter(pk=key).update(text=word, is_relevant=True)
        index_articles([(key, word)])


def in_a_thread(work, failures):
    """Start ``work`` with a connection of its own."""

    def run():
        try:
            work()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def is_somebody_waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def test_what_is_written_between_the_steps_of_a_rebuild_stands_in_the_new_index():
    keys = make_news(6)
    then = NOW + timedelta(days=1)
    late = make_waiting(("Late", "Nothing yet."), listed_at=then, processed_at=NOW, is_relevant=False, text="Late")
    steps = []

    def write(done):
        steps.append(done)
        assert len(found("harbour")) == 7 - len(steps)
        rewrite(keys[len(steps) - 1], f"heron {len(steps)}")
        if len(steps) == 2:
            rewrite(late.pk, "heron late")

    assert rebuild_search(batch=2, progress=write) == 7
    assert steps == [2, 4, 6, 7]
    assert found("harbour") == [keys[5], keys[4]]
    assert sorted(found("heron")) == sorted([*keys[:4], late.pk])


def test_what_is_listed_anew_behind_the_place_that_a_rebuild_has_reached_stands_in_the_new_index():
    keys = make_news(6)

    def relist(done):
        if done == 2:
            Article.objects.filter(pk=keys[4]).update(listed_at=NOW - timedelta(days=9))

    assert rebuild_search(batch=2, progress=relist) == 6
    assert found("harbour") == [keys[5], *keys[3::-1], keys[4]]


def test_a_writer_in_the_moment_of_the_swap_waits_and_writes_into_the_new_index():
    keys, failures, threads = make_news(3), [], []

    def write():
        rewrite(keys[0], "heron")

    def pause(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if AT_ONCE and sql == "ALTER TABLE article_search_new RENAME TO article_search":
            threads.append(in_a_thread(write, failures))
            wait_until(is_somebody_waiting, "the writer waits")
        return answer

    with connection.execute_wrapper(pause):
        assert rebuild_search() == 3
    if not AT_ONCE:
        write()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(threads) == AT_ONCE
    assert found("heron") == [keys[0]]
    assert len(found("harbour")) == 2


def test_a_writer_who_has_looked_for_a_new_index_before_there_is_one_ends_before_it_is_filled():
    keys, failures = make_news(3), []
    has_written = threading.Event()

    def write():
        with transaction.atomic():
            rewrite(keys[0], "heron")
            has_written.set()
            if AT_ONCE:
                wait_until(is_somebody_waiting, "the rebuild waits")

    if AT_ONCE:
        thread = in_a_thread(write, failures)
        assert has_written.wait(20)
    else:
        write()
    assert rebuild_search() == 3
    if AT_ONCE:
        thread.join()
    assert failures == []
    assert found("heron") == [keys[0]]
    assert len(found("harbour")) == 2


def test_a_second_rebuild_is_refused_and_leaves_the_first_alone():
    keys, failures = make_news(4), []

    def again(done):
        if AT_ONCE and done == 2:
            in_a_thread(rebuild_search, failures).join()

    assert rebuild_search(batch=2, progress=again) == 4
    assert [type(error) for error in failures] == [RebuildRunning] * AT_ONCE
    assert found("harbour") == keys[::-1]
    assert rebuild_search() == 4


def test_a_rebuild_after_one_that_was_broken_off_makes_the_whole_index():
    keys = make_news(4)

    def fail(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_search(batch=2, progress=fail)
    rewrite(keys[0], "heron")
    assert rebuild_search() == 4
    assert found("heron") == [keys[0]]
    assert len(found("harbour")) == 3
