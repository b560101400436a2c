from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from articles.actions.processing import process_articles
from articles.models import Article, ReviewItem
from articles.pipeline.line import PIPELINE_VERSION

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def articles():
    for number, (processed_at, version) in enumerate([(None, 0), (NOW, PIPELINE_VERSION), (NOW, 0)]):
        url = f"https://paper.example/{number}"
        Article.objects.create(
            canonical_url=url, url=url, title=f"Title {number}", summary="Words.", first_seen_at=NOW, listed_at=NOW,
            processed_at=processed_at, pipeline_version=version,
        )  # fmt: skip


@pytest.mark.parametrize(("arguments", "count"), [((), 1), (("--stale",), 2), (("--all",), 3)])
def test_what_waits_is_processed_and_on_request_what_was_read_before(arguments, count):
    out, err = StringIO(), StringIO()
    call_command("process", *arguments, stdout=out, stderr=err)
    assert out.getvalue().startswith(f"processed {count}, relevant ")
    assert f"[{'#' * 30}] {count}/{count}" in err.getvalue()
    assert not Article.objects.filter(processed_at=None).exists()


def test_what_it_reads_waits_in_the_review_queue():
    text = "Foshan and Zhuhai signed a memorandum of understanding on tourism on 27 October 2026."
    Article.objects.filter(processed_at=None).update(title="Two cities sign", summary=text)
    call_command("process", stdout=StringIO(), stderr=StringIO())
    assert set(ReviewItem.objects.open().values_list("kind", flat=True)) & {"deal", "sample"}


def test_what_a_worker_took_meanwhile_is_told(monkeypatch):
    def process_slowly(*, ids, now):
        Article.objects.filter(pk=ids[0]).update(lease_token="a worker's", lease_until=now + timedelta(minutes=5))
        return process_articles(ids=ids, now=now)

    monkeypatch.setattr("articles.management.commands.process.process_articles", process_slowly)
    out, err = StringIO(), StringIO()
    call_command("process", "--all", stdout=out, stderr=err)
    assert out.getvalue().startswith("processed 2, ")
    assert err.getvalue().splitlines()[-1] == "left to the workers that run beside this command: 1"
