from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, DealReport, Tag, Tagging
from articles.models.writing import create_rows, insert_rows, preparation, write_fields
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


def test_values_that_were_made_ready_before_are_written_as_they_are():
    article, tags = make_waiting(CATS), [Tag.objects.create(kind="city", slug=slug) for slug in ("zhuhai", "macao")]
    ready = preparation(Tagging, "spans")
    rows = [(ready([[1, 2], [3, 4]]), article.pk, tag.pk, 0.5) for tag in tags]

    insert_rows(Tagging, ("spans", "article_id", "tag_id", "score"), rows, are_ready={"spans"})

    assert list(Tagging.objects.values_list("tag", "spans", "score").order_by("tag")) == [
        (tag.pk, [[1, 2], [3, 4]], 0.5) for tag in tags
    ]


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
))  # fmt: skip
def test_what_is_kept_as_json_is_written_as_django_writes_it(value):
    field = Tagging._meta.get_field("spans")
    django, ours = field.get_db_prep_save(value, connection), preparation(Tagging, "spans")(value)
    assert getattr(ours, "obj", ours) == getattr(django, "obj", django)
    assert type(ours) is type(django)


def test_a_row_that_may_not_be_is_refused():
    article, tag = make_waiting(CATS), Tag.objects.create(kind="city", slug="zhuhai")
    with pytest.raises(IntegrityError):
        insert_rows(Tagging, ("article_id", "tag_id"), [(article.pk, tag.pk), (article.pk, tag.pk)])


def test_nothing_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        write_fields([], ("title",))
        insert_rows(Tagging, ("article_id", "tag_id"), [])
        create_rows([])


def test_rows_are_created_as_bulk_create_would_and_know_their_keys(monkeypatch):
    # Three rows of a statement: seven take three.
    monkeypatch.setattr("articles.models.writing._MOST_VALUES", 3 * len(DealReport._meta.concrete_fields))
    article = make_waiting(CATS)

    def reports():
        return [
            DealReport(
                type="mou", status="signed", rung="mou", created_at=NOW, article=article if n == 6 else None,
                amount=Decimal("12.50") if n % 2 else None, published_on=date(2026, 3, n + 1), position=n,
                fields={"title": f"港深 {n}"},
            )
            for n in range(7)
        ]  # fmt: skip

    ours = reports()
    create_rows(ours)
    stored = {report.pk: report for report in DealReport.objects.all()}
    assert [stored[report.pk].position for report in ours] == list(range(7))
    assert not any(report._state.adding for report in ours)
    names = [field.attname for field in DealReport._meta.concrete_fields if not field.primary_key]
    told = [[getattr(stored[report.pk], name) for name in names] for report in ours]
    DealReport.objects.all().delete()
    DealReport.objects.bulk_create(reports())
    assert told == [[getattr(row, name) for name in names] for row in DealReport.objects.order_by("position")]
