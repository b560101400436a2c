import random
from collections import Counter
from types import SimpleNamespace

import pytest

from tests.soak.judging import judge
from tests.soak.run import Soak

REST = {"entries": [10, "a"], "deals": [3, "b"], "unprocessed": 0, "quarantined": 0, "leases": 0, "drift": 0}


HARM = {"kills": 1, "flushes": 1, "restarts": 1, "clock steps": 1}
BOTH_SENT = {"a@x": ["sent"], "b@x": ["sent"]}


def a_run(
    *, minutes=30.0, mails=(("a@x", "1"), ("b@x", "2")), sizes=(100, 100, 100, 100), harm=HARM, deliveries=BOTH_SENT
):
    soak = Soak(
        product=None,
        feeds=SimpleNamespace(faults=Counter()),
        storm=SimpleNamespace(done=harm),
        inbox=SimpleNamespace(message_ids=lambda: list(mails)),
        minutes=minutes,
        chance=random.Random(1),
        published=10,
        readers=2,
        deliveries=deliveries,
    )
    soak.samples = [(float(at), {"web": size}) for at, size in enumerate(sizes)]
    soak.programs = {"web"}
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


def test_a_program_that_ended_by_itself_fails_it_and_says_its_last_words():
    soak = a_run()
    soak.ended = {7: "beat: 1, OperationalError"}
    assert ("programs that ended by themselves", "beat: 1, OperationalError", False) in judge(
        soak, [reader()], REST, REST
    )


def test_a_digest_that_came_twice_fails_it():
    assert failures(a_run(mails=[("a@x", "1"), ("b@x", "2"), ("a@x", "3")])) == {"digests sent twice"}


@pytest.mark.parametrize(
    ("states", "failing"),
    [
        (["sent"], {"digests lost"}),
        (["failed_permanent"], {"digests lost"}),
        (["skipped_empty"], {"digests lost"}),
        ([], {"digests lost", "digests not at rest"}),
        (["failed_retry"], {"digests lost", "digests not at rest"}),
        (["sending"], {"digests lost", "digests not at rest"}),
        (["ambiguous"], set()),
    ],
)
def test_a_digest_that_a_reader_did_not_get_fails_it_unless_the_desk_was_told(states, failing):
    assert failures(a_run(mails=[("a@x", "1")], deliveries={"a@x": ["sent"], "b@x": states})) == failing


def test_more_unknown_outcomes_than_harm_fail_it():
    deliveries = {f"{number}@x": ["ambiguous"] for number in range(5)}
    assert failures(a_run(mails=[], deliveries=deliveries)) == {"digests of unknown outcome that nobody got"}


def test_a_long_run_without_each_kind_of_harm_proves_nothing():
    assert failures(a_run(harm={"kills": 9, "flushes": 2})) == {"harm done"}


def test_an_answer_that_no_reader_may_see_fails_it():
    assert failures(a_run(), readers=[reader(bad=["/: 500, Retry-After None"])]) == {"answers no reader may see"}


def test_memory_that_grows_in_the_last_half_fails_a_run_that_is_long_enough():
    grows = (100, 100, 100, 106)
    assert failures(a_run(sizes=grows)) == {"memory of web"}
    assert failures(a_run(sizes=grows, minutes=5)) == set()
    assert failures(a_run(sizes=(50, 100, 100, 103))) == set()


def test_memory_of_a_program_that_never_lived_long_enough_to_be_judged_fails_it():
    soak = a_run()
    soak.programs.add("beat")
    assert failures(soak) == {"memory of beat"}
    soak.programs = set()
    assert failures(soak) == {"memory"}
