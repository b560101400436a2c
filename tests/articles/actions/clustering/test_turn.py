import threading

import pytest
from django.db import connection

from articles.actions.processing import process_articles
from articles.models import Deal, Story
from tests.articles.newsroom import (
    MEMORANDUM,
    MEMORANDUM_IN_CHINESE,
    NOW,
    make_feed,
    make_labels,
    make_waiting,
)


@pytest.mark.threat("Q06")
@pytest.mark.django_db(transaction=True)
def test_two_workers_that_read_one_deal_at_once_make_one_deal_and_one_story():
    make_labels()
    waiting = [make_waiting(MEMORANDUM), make_waiting(MEMORANDUM_IN_CHINESE, feed=make_feed("delta-daily"))]
    # The tests' SQLite lies in memory and refuses a second writer instead of letting it wait.
    at_once = len(waiting) if connection.vendor != "sqlite" else 1
    together = threading.Barrier(at_once)
    failures = []

    def work(pk):
        try:
            together.wait(20)
            process_articles(ids=[pk], now=NOW)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[article.pk]) for article in waiting]
    for start in range(0, len(threads), at_once):
        for thread in threads[start : start + at_once]:
            thread.start()
        for thread in threads[start : start + at_once]:
            thread.join()

    assert failures == []
    assert Deal.objects.get().report_count == 2
    assert Story.objects.get().articles.count() == 2
