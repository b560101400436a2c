import random
from collections import Counter
from types import SimpleNamespace

import pytest

from tests.soak.run import Soak, judge

REST = {"entries": [10, "a"], "deals": [3, "b"], "unprocessed": 0, "quarantined": 0, "leases": 0, "drift": 0}


def a_run(*, minutes=30.0, mails=(("a@x", "1"), ("b@x", "2")), sizes=(100, 100, 100, 100)):
    soak = Soak(
        product=None,
        feeds=SimpleNamespace(faults=Counter()),
        storm=SimpleNamespace(done={"kills": 1}),
        inbox=SimpleNamespace(message_ids=lambda: list(mails)),
        minutes=minutes,
        chance=random.Random(1),
        published=10,
        readers=2,
    )
    soak.samples = [(float(at), {"web": size}) for at, size in enumerate(sizes)]
    return soak


def reader(*, bad=()):
    return SimpleNamespace(answers=Counter({200: 5}), bad=list(bad))


def failures(soak, held=REST, readers=None):
    return {what for what, _, holds in judge(soak, readers or [reader()], held, REST) if not holds}


def test_a_run_in_which_all_held_has_no_failure():
    assert failures(a_run()) == set()


@pytest.mark.parametrize(
    ("held", "what"),
    [
        ({"deals": [4, "b"]}, "rows unlike those of a quiet run"),
        ({"leases": 1}, "stuck leases"),
        ({"unprocessed": 1}, "articles unprocessed, quarantined"),
    ],
)
def test_rows_that_are_not_as_they_should_be_fail_it(held, what):
    assert what in failures(a_run(), REST | held)


def test_a_digest_that_came_twice_fails_it():
    assert failures(a_run(mails=[("a@x", "1"), ("b@x", "2"), ("a@x", "3")])) == {"digests sent twice"}


def test_an_answer_that_no_reader_may_see_fails_it():
    assert failures(a_run(), readers=[reader(bad=["/: 500, Retry-After None"])]) == {"answers no reader may see"}


def test_memory_that_grows_in_the_last_half_fails_a_run_that_is_long_enough():
    grows = (100, 100, 100, 106)
    assert failures(a_run(sizes=grows)) == {"memory of web"}
    assert failures(a_run(sizes=grows, minutes=5)) == set()
    assert failures(a_run(sizes=(50, 100, 100, 103))) == set()
