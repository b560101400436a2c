from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError

from articles.models import Article, DealReport, Tag, Tagging
from articles.models.writing import insert_rows, write_fields
from tests.articles.newsroom import CATS, make_waiting

NOW = datetime(2026, 3, 11, 4, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_fields_of_every_kind_are_written_as_save_would_write_them_and_no_others():
    report = DealReport.objects.create(type="mou", status="signed", rung="mou", created_at=NOW, publisher="Ours")
    report.amount, report.published_on = Decimal("12.50"), date(2026, 3, 1)
    report.fields, report.is_linked_by_person, report.article = {"title": "港深"}, True, make_waiting(CATS)
    report.created_at, report.publisher = NOW.replace(year=2025), "Theirs"

    write_fields([report], ("amount", "published_on", "fields", "is_linked_by_person", "article", "created_at"))

    stored = DealReport.objects.get()
    assert stored.publisher == "Ours"
    for name in ("amount", "published_on", "fields", "is_linked_by_person", "article_id", "created_at"):
        assert getattr(stored, name) == getattr(report, name)


def test_a_row_that_is_gone_stays_away():
    article = make_waiting(CATS)
    Article.objects.all().delete()
    write_fields([article], ("title",))
    assert not Article.objects.exists()


def test_rows_are_inserted_with_the_defaults_of_what_is_not_given():
    article, tag = make_waiting(CATS), Tag.objects.create(kind="city", slug="zhuhai")
    insert_rows(Tagging, ("article_id", "tag_id", "spans"), [(article.pk, tag.pk, [[1, 2]])])
    tagging = Tagging.objects.get()
    assert (tagging.article, tagging.tag, tagging.spans) == (article, tag, [[1, 2]])
    assert (tagging.score, tagging.confidence, tagging.decision) == (0, 1, "machine")


def test_a_row_that_may_not_be_is_refused():
    article, tag = make_waiting(CATS), Tag.objects.create(kind="city", slug="zhuhai")
    with pytest.raises(IntegrityError):
        insert_rows(Tagging, ("article_id", "tag_id"), [(article.pk, tag.pk), (article.pk, tag.pk)])


def test_nothing_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        write_fields([], ("title",))
        insert_rows(Tagging, ("article_id", "tag_id"), [])
