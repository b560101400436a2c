"""The desk as a whole: who may do what, what a page costs, and that nothing from outside runs in it."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.urls import NoReverseMatch, URLResolver, reverse

from articles.models import Article, Deal, Feed, Milestone, Poll, ReviewDecision, Tag
from tests.articles.desk import HOSTILE, NOW, make_article, make_deal, make_feed, make_person

pytestmark = pytest.mark.django_db
# Its letters are thrown with dice: "777" may be among them.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
admin.autodiscover()
LISTS = [
    (model, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
    for model in admin.site._registry
]


def add_rows(n):
    """One row of every kind that a list of the desk shows."""
    feed = make_feed(f"feed-{n}")
    Poll.objects.create(feed=feed, started_at=NOW, outcome="ok")
    deal = make_deal(n)
    ReviewDecision.objects.create(deal=deal, action="accept", decided_at=NOW, decided_by=User.objects.first())
    Milestone.objects.create(
        slug=f"m{n}", title="Bridge opened", type="launch_opening", status="completed", happened_on="2018-10-24",
        source_publisher="Harbour Daily", source_url="https://harbour.example.org/m",
    )  # fmt: skip
    User.objects.create_user(f"somebody{n}")


@pytest.mark.one_engine
@pytest.mark.parametrize(("model", "path"), LISTS, ids=[model.__name__ for model, _ in LISTS])
def test_a_list_costs_the_same_few_queries_however_long_it_is(client, model, path, django_assert_max_num_queries):
    client.force_login(make_person("boss"))
    counts = []
    for start in (0, 3):
        for n in range(start, start + 3):
            add_rows(n)
        client.get(path)  # the first answer also reads what is kept in memory afterwards
        with django_assert_max_num_queries(12) as captured:
            assert client.get(path).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.threat("A05")
def test_every_page_of_the_desk_has_its_own_policy_and_is_kept_by_nobody(client):
    article = make_article()
    client.force_login(make_person("boss"))
    for path in ("/admin/", "/admin/articles/deal/", f"/admin/articles/article/{article.pk}/change/"):
        headers = client.get(path).headers
        assert "script-src 'self';" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "no-store" in headers["Cache-Control"]
    client.logout()
    assert "unsafe" not in client.get("/admin/login/").headers["Content-Security-Policy"]


@pytest.mark.threat("W02")
def test_nothing_from_outside_becomes_html_on_any_page(client):
    feed = make_feed("hostile", title=HOSTILE, last_error=HOSTILE, state_reason=HOSTILE)
    article = make_article(
        1, title=HOSTILE, publisher=HOSTILE, text=HOSTILE * 9, quarantine_reason=HOSTILE, feed=feed,
        quarantined_text=[{"text": HOSTILE, "reason": HOSTILE}], reasons=[{"text": HOSTILE}],
    )  # fmt: skip
    deal = make_deal(1, article=article)
    deal.parties.update(name=HOSTILE)
    report = deal.reports.get()
    report.evidence.update(quote=HOSTILE)
    report.publisher = report.url = HOSTILE
    report.save()
    Tag.objects.update(name_en=HOSTILE)
    ReviewDecision.objects.create(deal=deal, action="accept", note=HOSTILE, human_value=HOSTILE, decided_at=NOW)
    client.force_login(make_person("boss"))
    paths = [path for _, path in LISTS]
    paths += [f"/admin/articles/deal/{deal.pk}/{page}/" for page in ("change", "reject", "history")]
    paths += [f"/admin/articles/article/{article.pk}/{page}/" for page in ("change", "retag")]
    paths += [f"/admin/articles/feed/{feed.pk}/change/"]
    seen = 0
    for path in paths:
        page = TOKEN.sub("", client.get(path).content.decode())
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "777" not in page, path
        seen += "&lt;script&gt;alert(1)" in page
    assert seen >= 8


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://a@b.example/"])
def test_an_address_that_is_none_of_the_web_is_no_link(client, url):
    article = make_article(1, canonical_url=url)
    client.force_login(make_person("boss"))
    assert f'href="{url}' not in client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()


NO_NUMBER = ["abc", "²", "9" * 30]


@pytest.mark.parametrize("wrong", NO_NUMBER)
@pytest.mark.parametrize(
    "page",
    [
        "articles/deal/{}/history/",
        "articles/feed/{}/history/",
        "articles/tag/{}/history/",
        "articles/feed/{}/history/1/",
        "articles/feed/1/history/{}/",
    ],
)
def test_the_history_of_what_is_no_number_of_a_row_is_not_found(client, page, wrong):
    client.force_login(make_person("boss"))
    assert client.get(f"/admin/{page.format(wrong)}").status_code == 404


def test_two_deals_of_numbers_that_no_row_can_have_are_not_compared(client):
    client.force_login(make_person("boss"))
    assert client.get(f"/admin/review/merge/{'9' * 30}/1/").url == "/admin/review/"


# --- Who may do what (THREATS A02)

SEES = {
    "Curator": {
        "alias", "article", "deal", "exchangerate", "feed", "milestone", "poll", "reviewdecision", "story", "tag",
    },
}  # fmt: skip
SEES["Editor"] = SEES["Curator"] | {
    "bounce", "delivery", "digest", "halt", "signup", "subscriber", "subscription", "suppression",
}  # fmt: skip
SEES["Admin"] = SEES["Editor"] | {"user", "group"}


def every_address():
    """Every address of the desk that can be made of numbers and names that exist."""
    for pattern in admin.site.get_urls():
        for inner in pattern.url_patterns if isinstance(pattern, URLResolver) else [pattern]:
            for arguments in ([], [1], [1, 1], ["articles"]):
                try:
                    yield reverse(f"admin:{inner.name}", args=arguments)
                except NoReverseMatch:
                    continue


@pytest.mark.threat("A02")
@pytest.mark.parametrize("group", ["Curator", "Editor", "Admin"])
def test_a_group_sees_what_is_written_and_nothing_else(client, group):
    client.force_login(make_person("someone", group))
    found = {model._meta.model_name for model, path in LISTS if client.get(path).status_code == 200}
    assert found == SEES[group]


@pytest.mark.parametrize("group", ["Curator", "Editor", "Admin"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_adds_or_deletes_what_the_newsroom_keeps(client, group, method):
    deal = make_deal()
    client.force_login(make_person("someone", group))
    for model in ("article", "deal", "feed", "milestone", "poll", "reviewdecision", "tag"):
        assert getattr(client, method)(f"/admin/articles/{model}/add/").status_code == 403
        assert getattr(client, method)(f"/admin/articles/{model}/{deal.pk}/delete/").status_code in (403, 302)
    assert Deal.objects.filter(pk=deal.pk).exists()


def test_who_is_no_staff_reaches_no_address_of_the_desk(client):
    client.force_login(User.objects.create_user("reader"))
    paths = {path for path in every_address() if path not in ("/admin/login/", "/admin/logout/", "/admin/jsi18n/")}
    assert len(paths) > 60
    for path in sorted(paths):
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/admin/login/"), path


@pytest.mark.parametrize(("group", "may"), [("Curator", False), ("Editor", True), ("Admin", True)])
def test_sources_are_looked_after_by_editors(client, group, may):
    feed = make_feed()
    client.force_login(make_person("someone", group))
    client.post("/admin/articles/feed/", {"action": "pause_feeds", "_selected_action": [feed.pk]})
    client.post(f"/admin/articles/feed/{feed.pk}/change/", {
        "title": "Other", "publisher": "Other", "tier": "A", "interval_seconds": "900", "timezone": "Asia/Hong_Kong",
    })  # fmt: skip
    feed.refresh_from_db()
    assert (feed.state == Feed.State.PAUSED, feed.tier == "A") == (may, may)


def test_an_admin_who_is_no_superuser_makes_nobody_one(client):
    boss, colleague = make_person("boss"), make_person("colleague", "Curator")
    client.force_login(make_person("admin", "Admin"))
    form = {"username": "colleague", "is_active": "on", "is_staff": "on", "is_superuser": "on", "groups": [],
            "date_joined_0": "2026-01-01", "date_joined_1": "00:00"}  # fmt: skip
    assert client.post(f"/admin/auth/user/{colleague.pk}/change/", form).status_code == 302
    colleague.refresh_from_db()
    assert not colleague.is_superuser
    assert client.post(f"/admin/auth/user/{boss.pk}/change/", {**form, "username": "boss"}).status_code == 403
    password = {"password1": "a new long password", "password2": "a new long password", "usable_password": "true"}
    assert client.post(f"/admin/auth/user/{boss.pk}/password/", password).status_code == 403


@pytest.mark.parametrize(
    ("language", "words", "never"),
    [("en", "Deals: change", "Can change"), ("zh-hant", "：更改", "Can change"), ("pt", ": alterar", "Can change")],
)
def test_rights_that_may_only_be_read_are_in_the_readers_words(client, language, words, never):
    """Who is no superuser reads a person's own rights, and who may only look reads those of a group."""
    curator = make_person("colleague", "Curator")
    group = Group.objects.get(name="Curator")
    curator.user_permissions.set(group.permissions.all())
    person = make_person("admin", "Admin")
    person.user_permissions.add(*Permission.objects.filter(codename="view_group"))
    client.force_login(person)
    for address in (f"/admin/auth/user/{curator.pk}/change/", f"/admin/auth/group/{group.pk}/change/"):
        page = client.get(address, headers={"accept-language": language}).content.decode()
        assert words in page, address
        assert never not in page, address
        assert 'name="user_permissions"' not in page


def test_a_superuser_chooses_rights_from_the_list(client):
    colleague = make_person("colleague", "Curator")
    client.force_login(make_person("boss"))
    page = client.get(f"/admin/auth/user/{colleague.pk}/change/").content.decode()
    assert 'name="user_permissions"' in page
    group = client.get(f"/admin/auth/group/{colleague.groups.get().pk}/change/").content.decode()
    assert 'name="permissions"' in group


# --- Feeds, articles, history


def test_a_feed_says_its_state_in_words_and_is_paused_resumed_and_polled_soon(client):
    feed = make_feed(last_outcome="http_error", last_http_status=503, failing_since_at=NOW, failures=4)
    client.force_login(make_person("editor", "Editor"))
    page = client.get("/admin/articles/feed/").content.decode()
    assert "active – last poll: HTTP error 503 – failing since 2026-11-25 12:00" in page

    def act(action):
        client.post("/admin/articles/feed/", {"action": action, "_selected_action": [feed.pk]})
        feed.refresh_from_db()

    act("pause_feeds")
    assert (feed.state, feed.state_reason) == ("paused", "paused by editor")
    act("poll_feeds_soon")
    assert feed.next_poll_at is None, "a paused feed is not polled"
    act("resume_feeds")
    assert (feed.state, feed.failures, feed.failing_since_at) == ("active", 0, None)
    assert feed.next_poll_at


def test_the_text_of_an_article_is_read_only_and_shows_what_was_found_and_left_out(client):
    article = make_article(quarantined_text=[{"text": "More stories: two islands sign", "reason": "teaser"}])
    client.force_login(make_person("curator", "Curator"))
    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert '<mark title="city: Hong Kong">Hong Kong</mark>' in page
    assert "teaser" in page
    assert "two islands sign" in page
    client.post(f"/admin/articles/article/{article.pk}/change/", {"title": "Mine", "text": "Mine"})
    article.refresh_from_db()
    assert article.title != "Mine"


def test_a_quarantined_article_goes_back_into_the_line(client):
    article = make_article(processed_at=None, quarantined_at=NOW, quarantine_reason="3 attempts", attempts=3)
    other = make_article(2)
    client.force_login(make_person("curator", "Curator"))
    assert "3 attempts" in client.get("/admin/articles/article/?processing=quarantined").content.decode()
    client.post("/admin/articles/article/", {"action": "try_again", "_selected_action": [article.pk, other.pk]})
    assert list(Article.objects.unprocessed()) == [article]
    article.refresh_from_db()
    assert (article.attempts, article.quarantine_reason) == (0, "")
