"""An unsure tag at the review desk: shown in its text, confirmed or removed by one key, and taken back."""

import pytest
from django.utils import timezone

from articles.actions.curation import fill_queue
from articles.models import ReviewDecision, ReviewItem, Tag, Tagging
from tests.articles.desk import HOSTILE, TEXT, make_article, make_person
from tests.articles.test_admin_review import QUEUE, log_in_with_device

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client):
    person = make_person("curator", "Curator")
    client.force_login(person)
    return person


def ask(number=1, **fields):
    """An article that was listed just now, with Shenzhen as an unsure tag, and the item that asks about it."""
    article = make_article(number, listed_at=timezone.now(), **fields)
    start = article.text.find("Shenzhen")
    spans = [[start, start + 8]] if start >= 0 else [[0, 7]]
    tag = Tag.objects.get(kind="city", slug="shenzhen")
    Tagging.objects.create(article=article, tag=tag, confidence=0.3, score=0.5, origin="by context", spans=spans)
    fill_queue(now=timezone.now())
    return ReviewItem.objects.open().get(kind="tag", article=article)


def word_on(item):
    return Tagging.objects.get(article=item.article_id, tag=item.tag_id).decision


def decide(client, item, act, **more):
    return client.post(f"{QUEUE}{item.pk}/decide/", {"act": act, **more})


def test_the_page_marks_the_places_of_the_tag_and_has_a_key_for_each_answer(client, curator):
    item = ask()
    listed = client.get(f"{QUEUE}?kind=tag").content.decode()
    assert "city: Shenzhen" in listed
    page = client.get(f"{QUEUE}{item.pk}/").content.decode()
    assert '<mark title="city: Shenzhen">Shenzhen</mark>' in page
    assert page.count("<mark") == 1
    assert "Does the text carry this tag? city: Shenzhen" in page
    assert 'value="confirm" class="button default" data-key="a"' in page
    assert 'value="remove" class="button" data-key="r"' in page
    assert TEXT.partition("\n")[0] in page


@pytest.mark.parametrize(("act", "word"), [("confirm", "confirmed"), ("remove", "removed")])
def test_each_answer_is_kept_as_the_curators_word_and_undone_with_its_item(client, curator, act, word):
    item, following = ask(1), ask(2)
    client.get(f"{QUEUE}{item.pk}/")
    answer = decide(client, item, act, note="read it", queue="tag")
    assert answer["Location"] == f"{QUEUE}{following.pk}/?done={item.pk}&queue=tag"
    assert word_on(item) == word
    decision = ReviewDecision.objects.get()
    assert (decision.action, decision.field, decision.machine_value) == ("retag", "city:shenzhen", "machine")
    assert (decision.human_value, decision.kind, decision.note) == (word, "tag", "read it")
    assert decision.seconds >= 0
    item.refresh_from_db()
    assert (item.outcome, bool(item.closed_at)) == (act, True)
    fill_queue(now=timezone.now())
    assert list(ReviewItem.objects.open().filter(kind="tag")) == [following]
    assert f"tag {word}" in client.get(f"{QUEUE}{item.pk}/").content.decode()

    answer = client.post(f"{QUEUE}undo/{decision.pk}/")

    assert answer["Location"] == f"{QUEUE}{item.pk}/"
    assert word_on(item) == "machine"
    fill_queue(now=timezone.now())
    assert set(ReviewItem.objects.open().filter(kind="tag")) == {item, following}


def test_a_tag_that_was_decided_about_meanwhile_is_not_decided_again(client, curator):
    item = ask()
    Tagging.objects.filter(article=item.article, tag=item.tag).delete()
    refused = decide(client, item, "confirm")
    assert refused.status_code == 409
    assert "while you were looking" in refused.content.decode()
    assert "does not set this tag any more" in refused.content.decode()
    assert not Tagging.objects.filter(article=item.article, tag=item.tag).exists()
    assert not ReviewDecision.objects.exists()
    assert decide(client, item, "accept").status_code == 409, "it is no deal"


def test_the_page_is_inert_whatever_the_article_says_and_costs_at_most_twelve_queries(
    client, settings, django_assert_max_num_queries, curator
):
    settings.STAFF_TOTP = True
    log_in_with_device(client, curator)
    item = ask(title=HOSTILE, publisher=HOSTILE, text=HOSTILE * 2)
    Tag.objects.filter(pk=item.tag_id).update(name_en=HOSTILE, name_zh_hant=f"深圳{HOSTILE}")
    for path in (QUEUE, f"{QUEUE}{item.pk}/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            page = client.get(path).content.decode()
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "&lt;script&gt;alert(1)" in page, path
