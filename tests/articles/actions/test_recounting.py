import threading
from datetime import date

import pytest
from django.db import connection, transaction

from articles.actions.rollups import apply_difference, find_drift, rebuild_rollups
from articles.models import ArticleDay, PairDay, TagDay
from tests.articles.newsroom import CATS, MEMORANDUM, PAYMENTS, make_labels, make_waiting, process
from tests.servers import wait_until

# The tests' SQLite lies in memory and refuses a second writer instead of letting it wait.
AT_ONCE = connection.vendor != "sqlite"


def rows():
    return {model: set(model.objects.values_list()) for model in (ArticleDay, TagDay, PairDay)}


@pytest.mark.django_db
def test_only_what_differs_is_written():
    make_labels()
    process(make_waiting(MEMORANDUM), make_waiting(PAYMENTS), make_waiting(CATS))
    right = rows()
    rebuild_rollups()
    assert rows() == right

    wrong, lost, pair = TagDay.objects.first(), TagDay.objects.last(), PairDay.objects.first()
    TagDay.objects.filter(pk=wrong.pk).update(articles=wrong.articles + 5)
    lost.delete()
    ArticleDay.objects.create(day=date(2020, 1, 1), articles=3)
    PairDay.objects.filter(pk=pair.pk).update(articles=0)
    rebuild_rollups()
    assert find_drift() == {}
    again = rows()
    assert again[ArticleDay] == right[ArticleDay]
    assert again[PairDay] == right[PairDay]
    assert {row[1:] for row in again[TagDay]} == {row[1:] for row in right[TagDay]}
    assert len(again[TagDay] - right[TagDay]) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not AT_ONCE, reason="SQLite has one writer at a time")
def test_who_takes_away_while_everything_is_counted_waits_and_takes_it_from_the_new_count():
    make_labels()
    process(make_waiting(MEMORANDUM), make_waiting(PAYMENTS))
    slot = ("all", (), ArticleDay.objects.get().day)

    def take_away():
        try:
            with transaction.atomic():
                apply_difference(before={slot: 1}, after={})
        finally:
            connection.close()

    def is_somebody_waiting():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            return cursor.fetchone()[0] > 0

    with transaction.atomic():
        rebuild_rollups()
        thread = threading.Thread(target=take_away)
        thread.start()
        wait_until(is_somebody_waiting, "the other waits")
    thread.join()
    assert ArticleDay.objects.get().articles == 1
