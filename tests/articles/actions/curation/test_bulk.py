"""One act on many: what becomes of each, taken back as one, large ones by two."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.actions.curation import NeedsAnotherPerson, accept_deal, fill_queue, reject_deal, take_next
from articles.actions.curation.bulk import (
    FEW,
    MOST_AT_ONCE,
    AlreadySettled,
    agree,
    ask_for,
    decline,
    results_of,
    undo_bulk,
    why_two_for,
)
from articles.actions.curation.treating import LABEL, PARTY
from articles.actions.rollups import find_drift, rebuild_rollups
from articles.models import (
    Article,
    BulkAct,
    CuratedField,
    Deal,
    DealEvent,
    DealReport,
    Feed,
    PairDay,
    Party,
    ReviewDecision,
    ReviewItem,
    Tag,
    TagDay,
    Tagging,
)
from tests.articles.desk import NOW, make_article, make_deal, make_feed, make_tags

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def second(db):
    return User.objects.create_user("second")


def outcomes(act):
    act.refresh_from_db()
    return [outcome for _target, outcome in act.results]


def many(number):
    """Deals without reports, which cost little."""
    example = make_deal(0)
    fields = {name: value for name, value in vars(example).items() if name not in ("_state", "id", "slug")}
    return Deal.objects.bulk_create(Deal(slug=f"more-{n}", **fields) for n in range(number))


def test_each_accepted_deal_has_its_result_and_all_are_taken_back_as_one(curator, second):
    plain, large, accepted, half = make_deal(1), make_deal(2, amount=2_000_000_000), make_deal(3), make_deal(4)
    accept_deal(deal=accepted, by=second, now=NOW)
    Deal.objects.filter(pk=half.pk).update(status="cancelled")
    half.reports.update(status="cancelled")
    accept_deal(deal=half, by=curator, now=NOW)
    targets = [plain.pk, large.pk, accepted.pk, half.pk, 10**6]
    act = ask_for(kind="accept", targets=targets, details={}, by=curator, now=NOW)
    assert outcomes(act) == ["accepted", "first_accept", "over", "needs_another", "gone"]
    assert [result.is_done for result in results_of(act)] == [True, True, False, False, False]
    assert act.decisions.count() == 2
    assert undo_bulk(act=act, by=curator, now=LATER) == 2
    reviews = dict(Deal.objects.values_list("pk", "review"))
    assert [reviews[pk] for pk in targets[:3]] == ["unreviewed", "unreviewed", "accepted"]
    assert str(results_of(act)[0].words) == "taken back"
    with pytest.raises(AlreadySettled):
        undo_bulk(act=act, by=curator, now=LATER)


def test_undoing_a_bulk_leaves_what_was_decided_afterwards(curator, second):
    one, two = make_deal(1), make_deal(2)
    act = ask_for(kind="reject", targets=[one.pk, two.pk], details={"reason": "advert"}, by=curator, now=NOW)
    assert Deal.objects.filter(review="rejected", review_reason="advert").count() == 2
    accept_deal(deal=two, by=second, now=LATER)
    assert undo_bulk(act=act, by=curator, now=LATER) == 2
    assert dict(Deal.objects.values_list("slug", "review")) == {one.slug: "unreviewed", two.slug: "accepted"}


@pytest.mark.threat("A06")
def test_to_reject_more_than_fifty_takes_two_people(curator, second):
    deals = many(FEW + 1)
    ids = [deal.pk for deal in deals]
    act = ask_for(kind="reject", targets=ids, details={"reason": "advert"}, by=curator, now=NOW)
    assert (act.done_at, outcomes(act)) == (None, [])
    assert not Deal.objects.filter(review="rejected").exists()
    with pytest.raises(NeedsAnotherPerson):
        agree(act=act, by=curator, now=LATER)
    agree(act=act, by=second, now=LATER)
    act.refresh_from_db()
    assert (act.agreed_by, act.done_at, set(outcomes(act))) == (second, LATER, {"rejected"})
    assert Deal.objects.filter(review="rejected", reviewed_by=curator).count() == FEW + 1
    for settle in (lambda: agree(act=act, by=second, now=LATER), lambda: decline(act=act, now=LATER)):
        with pytest.raises(AlreadySettled):
            settle()


def test_what_is_declined_changes_nothing_and_fifty_need_no_second(curator, second):
    deals = many(FEW + 1)
    ids = [deal.pk for deal in deals]
    act = ask_for(kind="reject", targets=ids, details={"reason": "advert"}, by=curator, now=NOW)
    decline(act=act, now=LATER)
    with pytest.raises(AlreadySettled):
        agree(act=act, by=second, now=LATER)
    assert not ReviewDecision.objects.exists()
    assert not why_two_for(BulkAct(kind="reject", targets=ids[:FEW]))
    for wrong in ([], range(MOST_AT_ONCE + 1)):
        with pytest.raises(ValueError, match="targets"):
            ask_for(kind="accept", targets=wrong, details={}, by=curator, now=NOW)


def test_one_failure_leaves_nothing_half_done(curator):
    one, two = make_deal(1), make_deal(2)
    with pytest.raises(ValueError, match="because"):
        ask_for(kind="reject", targets=[one.pk, two.pk], details={"reason": "because"}, by=curator, now=NOW)
    assert not BulkAct.objects.exists()
    assert not ReviewDecision.objects.exists()


@pytest.mark.parametrize(
    ("kind", "slug", "role", "field", "before", "after"),
    [
        ("city", "macao", LABEL, "cities", ["hong-kong", "shenzhen"], ["hong-kong", "shenzhen", "macao"]),
        ("sector", "ai", LABEL, "sectors", ["finance"], ["finance", "ai"]),
        ("organisation", "lantern", PARTY, "parties", ["Harbour Bureau"], ["Harbour Bureau", "Lantern"]),
        ("mechanism", "forum", LABEL, "mechanism", "", "forum"),
    ],
)
def test_a_tag_is_added_to_many_deals_and_removed_again(curator, kind, slug, role, field, before, after):
    deal, other = make_deal(1), make_deal(2)
    tag, _new = Tag.objects.get_or_create(kind=kind, slug=slug, defaults={"name_en": slug.capitalize()})
    details = {"tag": tag.pk, "role": role, "is_added": True}
    act = ask_for(kind="label", targets=[deal.pk, other.pk], details=details, by=curator, now=NOW)
    assert outcomes(act) == ["set", "set"]
    decision = ReviewDecision.objects.get(deal=deal)
    assert (decision.field, decision.machine_value, decision.human_value) == (field, before, after)
    again = ask_for(kind="label", targets=[deal.pk], details=details, by=curator, now=NOW)
    assert outcomes(again) == ["same"]
    away = ask_for(kind="label", targets=[deal.pk], details=details | {"is_added": False}, by=curator, now=LATER)
    assert outcomes(away) == ["set"]
    assert ReviewDecision.objects.filter(deal=deal).last().human_value == before
    undo_bulk(act=away, by=curator, now=LATER)
    undo_bulk(act=act, by=curator, now=LATER)
    assert not Deal.objects.get(pk=deal.pk).curated.exists()


def test_a_field_that_is_full_or_a_tag_that_fits_no_field_is_said_of_each(curator):
    deal = make_deal(1)
    slugs = ["trade", "youth", "fintech", "property-land"]
    tags = [Tag.objects.create(kind="sector", slug=slug, name_en=slug) for slug in slugs]
    for tag in tags:
        details = {"tag": tag.pk, "role": LABEL, "is_added": True}
        assert outcomes(ask_for(kind="label", targets=[deal.pk], details=details, by=curator, now=NOW)) == ["set"]
    full = {"tag": make_tags()["ai"].pk, "role": LABEL, "is_added": True}
    assert outcomes(ask_for(kind="label", targets=[deal.pk], details=full, by=curator, now=NOW)) == ["refused"]
    person = Tag.objects.create(kind="person", slug="wai", name_en="Wai")
    unfit = full | {"tag": person.pk}
    assert outcomes(ask_for(kind="label", targets=[deal.pk], details=unfit, by=curator, now=NOW)) == ["refused"]


def test_articles_get_and_lose_a_tag_together(curator):
    one, two = make_article(1), make_article(2)
    tag = make_tags()["macao"]
    Tagging.objects.create(article=two, tag=tag, score=1)
    rebuild_rollups()
    act = ask_for(
        kind="retag", targets=[one.pk, two.pk], details={"tag": tag.pk, "is_added": True}, by=curator, now=NOW
    )
    assert outcomes(act) == ["set", "same"]
    away = ask_for(
        kind="retag", targets=[one.pk, two.pk], details={"tag": tag.pk, "is_added": False}, by=curator, now=LATER
    )
    assert outcomes(away) == ["set", "set"]
    assert undo_bulk(act=away, by=curator, now=LATER) == 2
    standing = Tagging.objects.filter(tag=tag).order_by("article").values_list("decision", flat=True)
    assert list(standing) == ["added", "machine"]


def test_what_is_assigned_is_offered_to_that_curator_alone_and_first(curator, second):
    first, other = make_deal(1, amount_usd=90_000_000), make_deal(2, amount_usd=1000)
    decided = make_deal(3)
    reject_deal(deal=decided, reason="advert", by=second, now=NOW)
    fill_queue(now=NOW)
    details = {"curator": second.pk, "name": "second"}
    act = ask_for(kind="assign", targets=[other.pk, decided.pk], details=details, by=curator, now=NOW)
    assert outcomes(act) == ["assigned", "not_waiting"]
    taken = take_next(by=second, now=NOW, kind=ReviewItem.objects.open().get(deal=other).kind)
    assert taken.deal == other
    ReviewItem.objects.update(lease_until=None)
    mine = [take_next(by=curator, now=NOW)]
    assert mine[0].deal == first
    assert undo_bulk(act=act, by=curator, now=LATER) == ReviewItem.objects.open().filter(deal=other).count()
    assert not ReviewItem.objects.filter(assigned_to__isnull=False).exists()


@pytest.mark.threat("A06")
def test_a_source_with_articles_is_deleted_by_two_and_its_articles_stay(curator, second):
    feed, empty = make_feed(), make_feed("silent")
    article = make_article(feed=feed)
    alone = ask_for(kind="delete_feed", targets=[empty.pk], details={}, by=curator, now=NOW)
    assert outcomes(alone) == ["deleted"]
    act = ask_for(kind="delete_feed", targets=[feed.pk], details={}, by=curator, now=NOW)
    assert Feed.objects.filter(pk=feed.pk).exists()
    agree(act=act, by=second, now=LATER)
    assert not Feed.objects.exists()
    assert Article.objects.get(pk=article.pk).feed is None
    with pytest.raises(AlreadySettled):
        undo_bulk(act=act, by=second, now=LATER)


def test_rows_are_locked_in_one_order_before_any_is_looked_at(curator, monkeypatch):
    deals = [make_deal(1), make_deal(2)]
    # This database knows no locks of rows: the words that ask for one show as a comment.
    monkeypatch.setattr(connection.features, "has_select_for_update", True)
    monkeypatch.setattr(type(connection.ops), "for_update_sql", lambda *_args, **_how: "/* locked */")
    targets = [deals[1].pk, deals[0].pk]
    details = {"tag": make_tags()["macao"].pk, "role": LABEL, "is_added": True}
    with CaptureQueriesContext(connection) as queries:
        ask_for(kind="label", targets=targets, details=details, by=curator, now=NOW)
    first = next(query["sql"] for query in queries if 'FROM "articles_deal" ' in query["sql"])
    assert first.endswith('ORDER BY "articles_deal"."id" ASC /* locked */')


@pytest.mark.parametrize(("kind", "details"), [("accept", {}), ("reject", {"reason": "advert"})])
def test_many_are_decided_and_taken_back_with_as_many_questions_as_few(curator, kind, details):
    def asked(number):
        with transaction.atomic():
            targets = [make_deal(n).pk for n in range(number)]
            fill_queue(now=NOW)
            with CaptureQueriesContext(connection) as doing:
                act = ask_for(kind=kind, targets=targets, details=details, by=curator, now=NOW)
            with CaptureQueriesContext(connection) as undoing:
                assert undo_bulk(act=act, by=curator, now=LATER) == number
            transaction.set_rollback(True)
        return len(doing), len(undoing)

    many = asked(20)
    assert many == asked(2)
    assert max(many) <= 53


EVERYTHING = (Deal, DealReport, Party, Deal.tags.through, CuratedField, DealEvent, ReviewDecision, ReviewItem)
NOT_COMPARED = {"bulk", "bulk_id"}


def rows_of(model, *left_out):
    """All rows of a model, without their own ids, which may come in another order, and of other rows their places.

    A database may give rows made anew the ids after those that were rolled back.
    """
    places = {
        field.attname: {pk: n for n, pk in enumerate(sorted(field.related_model.objects.values_list("pk", flat=True)))}
        for field in model._meta.concrete_fields
        if field.is_relation
    }
    decisions = sorted(ReviewDecision.objects.values_list("pk", flat=True))

    def told(name, value):
        if name in places and value is not None:
            return places[name][value]
        if isinstance(value, dict) and "undone" in value:
            return decisions.index(value["undone"])
        if name == "judged":  # The articles that were looked at, by their ids.
            return {key: len(said) if key == "articles" else said for key, said in value.items()}
        return re.sub(r"\d+", "#", value) if name == "key" else value  # pair:1:3

    return sorted(
        str(
            sorted(
                (name, told(name, value)) for name, value in row.items() if name not in {"id", *NOT_COMPARED, *left_out}
            )
        )
        for row in model.objects.values()
    )


def rows_of_everything():
    """All rows by model."""
    return {model.__name__: rows_of(model) for model in EVERYTHING}


def variety():
    """Deals of every kind that an acceptance treats differently, some of one line, one of a bundle."""
    deals = [
        make_deal(1),
        make_deal(2, amount=2_000_000_000),
        make_deal(3, status="cancelled"),
        make_deal(4, review="accepted"),
        make_deal(5, status="planned", filed_on=date(2026, 10, 1)),
        make_deal(6, status="signed"),
        make_deal(7, is_starter=True),
    ]
    deals[6].reports.all().delete()
    deals[1].reports.update(tier="C")
    Deal.objects.filter(pk=deals[5].pk).update(predecessor=deals[4], predecessor_by="curator")
    Deal.objects.filter(pk=deals[0].pk).update(bundle=deals[5])
    return deals


@pytest.mark.parametrize("is_undone", [False, True])
@pytest.mark.parametrize("kind", ["accept", "reject"])
def test_many_at_once_leave_the_same_rows_as_one_after_the_other(curator, kind, is_undone):
    details = {"reason": "advert"} if kind == "reject" else {}
    found = []
    for size in (1, 7):
        with transaction.atomic():
            ids = sorted(deal.pk for deal in variety())
            fill_queue(now=NOW)
            acts = [
                ask_for(kind=kind, targets=ids[start : start + size], details=details, by=curator, now=NOW)
                for start in range(0, len(ids), size)
            ]
            for act in reversed(acts) if is_undone else ():
                undo_bulk(act=act, by=curator, now=LATER)
            first = ids[0]
            found.append([rows_of_everything(), [[row[0] - first, row[1]] for act in acts for row in act.results]])
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert len(found[0][0]["ReviewDecision"]) >= 6


@pytest.mark.parametrize(("kind", "slug"), [("city", "macao"), ("city", "hong-kong"), ("sector", "finance")])
@pytest.mark.parametrize("is_added", [True, False])
def test_articles_tagged_together_have_the_rows_of_those_tagged_one_by_one(curator, kind, slug, is_added):
    def rows():
        return [rows_of(model, "article_id", "human_value") for model in (Tagging, ReviewDecision, TagDay, PairDay)]

    found = []
    for size in (1, 4):
        with transaction.atomic():
            articles = [make_article(n) for n in range(4)]
            tags = make_tags()
            Tagging.objects.filter(article=articles[0], tag=tags["finance"]).delete()
            Tagging.objects.create(article=articles[1], tag=Tag.objects.get(slug="banks"), score=1)
            rebuild_rollups()
            before = rows()
            details = {"tag": tags[slug].pk, "is_added": is_added}
            acts = [
                ask_for(
                    kind="retag", targets=[a.pk for a in articles[n : n + size]], details=details, by=curator, now=NOW
                )
                for n in range(0, 4, size)
            ]
            done = rows()
            assert find_drift() == {}
            for act in reversed(acts):
                undo_bulk(act=act, by=curator, now=LATER)
            assert find_drift() == {}
            assert rows()[0] == before[0]
            found.append([done, rows(), [outcome for act in acts for _target, outcome in act.results]])
            transaction.set_rollback(True)
    assert found[0] == found[1]
