"""Feeds and milestones: what people set is kept, shown beside what it was, and brought back; polls leave no trace."""

import random

import pytest

from articles.actions.polling import LEASE, poll_feeds
from articles.fetcher import Policy, Response
from articles.models import DataGeneration, Feed, Milestone
from tests.articles.desk import NOW, make_feed, make_person
from tests.feedserver import Told, rss

pytestmark = pytest.mark.django_db
POLICY = Policy("GBATracker-test/1.0", pace_seconds=0.0)
FORM = {"encoding": "", "interval_seconds": "900", "timezone": "Asia/Hong_Kong", "note": ""}


@pytest.fixture
def editor(client):
    person = make_person("editor", "Editor")
    client.force_login(person)
    return person


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_editor_sees_what_was_changed_of_a_feed_and_brings_it_back(client, editor):
    feed = make_feed()
    title, publisher, path = feed.title, feed.publisher, f"/admin/articles/feed/{feed.pk}/"
    form = {**FORM, "title": "燈塔日報", "publisher": "Farol Diário", "tier": "B"}
    Feed.objects.update(etag="machine's")
    client.post(f"{path}change/", form)
    client.post(f"{path}act/pause/")
    feed.refresh_from_db()
    assert (feed.title, feed.tier, feed.state, feed.etag) == ("燈塔日報", "B", "paused", "machine's")
    versions = list(feed.history.order_by("history_id").values_list("title", "state", "history_user__username"))
    assert versions == [
        (title, "active", None),
        ("燈塔日報", "active", "editor"),
        ("燈塔日報", "paused", "editor"),
    ]
    shown = page(client, f"{path}history/")
    assert "燈塔日報" in shown
    assert "Farol Diário" in shown
    first = feed.history.earliest()
    assert publisher in page(client, f"{path}history/{first.pk}/")
    client.post(f"{path}history/{first.pk}/", {**FORM, "title": title, "publisher": publisher, "tier": first.tier})
    feed.refresh_from_db()
    assert (feed.title, feed.publisher, feed.tier) == (title, publisher, first.tier)
    assert (feed.state, feed.history.count()) == ("paused", 4)


def test_a_recipe_comes_back_with_its_version_and_the_page_is_read_anew(client, editor):
    feed = make_feed(recipe={"item": "ul > li"}, kind="list", title="Notices")
    feed.recipe = {"item": "table tr"}
    feed.save(update_fields=["recipe"])
    Feed.objects.update(etag="of the new reading", interval_seconds=3600)
    first = feed.history.earliest()
    form = {**FORM, "title": "Notices", "publisher": feed.publisher, "tier": feed.tier}
    client.post(f"/admin/articles/feed/{feed.pk}/history/{first.pk}/", form)
    feed.refresh_from_db()
    assert (feed.recipe, feed.etag, feed.interval_seconds) == ({"item": "ul > li"}, "", 3600)


def test_polls_and_set_up_leave_no_version_and_ask_nothing_more(django_assert_max_num_queries):
    feed = Feed.objects.create(slug="harbour", url="https://harbour.example.org/rss")

    def fetch(requests, policy, *, seconds=None, may_visit=None):
        for request in requests:
            body = rss(Told("1", "Zhuhai and Macao sign"))
            yield Response(request.key, request.url, request.url, 200, body, "application/rss+xml")

    ids = Feed.objects.due(now=NOW).claim(now=NOW, lease=LEASE, token="mine")
    with django_assert_max_num_queries(60) as asked:
        list(poll_feeds(ids=ids, token="mine", now=NOW, chance=random.Random(1), policy=POLICY, fetch=fetch))
    feed.refresh_from_db()
    assert feed.last_outcome == "ok"
    assert not Feed.history.exists()
    assert not [query for query in asked.captured_queries if "historical" in query["sql"]]


def test_a_milestone_is_corrected_and_brought_back_and_its_pages_follow(client, editor):
    milestone = Milestone.objects.create(
        slug="m", title="A bridge opens", type="launch_opening", status="completed", happened_on="2018-10-24",
        source_publisher="Harbour Daily", source_url="https://harbour.example.org/m",
    )  # fmt: skip
    path = f"/admin/articles/milestone/{milestone.pk}/"
    form = {"title": "The bridge opens", "title_zh_hant": "大橋通車", "title_zh_hans": "", "title_pt": "",
            "summary": "", "summary_zh_hant": "", "summary_zh_hans": "", "summary_pt": "A ponte abre.",
            "happened_on": "2018-10-23", "type": "launch_opening", "status": "completed",
            "review": "accepted"}  # fmt: skip
    generation = DataGeneration.current()
    client.post(f"{path}change/", form)
    milestone.refresh_from_db()
    assert (milestone.title_zh_hant, f"{milestone.happened_on}", milestone.review) == (
        "大橋通車",
        "2018-10-23",
        "accepted",
    )
    assert DataGeneration.current() > generation
    shown = page(client, f"{path}history/")
    assert "大橋通車" in shown
    assert "A ponte abre." in shown
    first = milestone.history.earliest()
    client.post(f"{path}history/{first.pk}/", {**form, "title": "A bridge opens", "happened_on": "2018-10-24"})
    milestone.refresh_from_db()
    assert (milestone.title, f"{milestone.happened_on}") == ("A bridge opens", "2018-10-24")


def test_a_curator_sees_former_versions_and_brings_none_back(client, editor):
    feed = make_feed(title="Notices")
    feed.title = "News"
    feed.save(update_fields=["title"])
    client.force_login(make_person("curator", "Curator"))
    path = f"/admin/articles/feed/{feed.pk}/history/{feed.history.earliest().pk}/"
    assert "Notices" in page(client, path)
    assert client.post(path, {**FORM, "title": "Notices", "publisher": "", "tier": "A"}).status_code == 403
    feed.refresh_from_db()
    assert feed.title == "News"


def test_a_feed_that_was_deleted_shows_its_versions_and_is_not_brought_back(client, editor):
    feed = make_feed(title="Notices")
    feed.title = "News"
    feed.save(update_fields=["title"])
    path = f"/admin/articles/feed/{feed.pk}/history/{feed.history.earliest().pk}/"
    feed.delete()
    assert "Notices" in page(client, path)
    assert client.post(path, {**FORM, "title": "Notices", "publisher": "", "tier": "A"}).status_code == 404
    assert not Feed.objects.exists()
