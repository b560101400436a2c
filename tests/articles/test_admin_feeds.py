"""The feeds' pages of the desk, through the real fetcher on loopback."""

import re
from importlib import import_module

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, ArticleRevision, Feed, Poll
from tests.articles.desk import HOSTILE, NOW, make_article, make_feed, make_person
from tests.feedserver import LoopbackServer, Reply, Told, rss

pytestmark = pytest.mark.django_db
BASE = "/admin/articles/feed/"
LIST_PAGE = Reply(
    '<html><head><title>公告</title></head><body><ul class="news"><li><a href="/n/1">兩地簽署合作備忘錄</a> '
    '<span>2026-11-02</span></li><li><a href="/n/2">&lt;script&gt;alert(1)&lt;/script&gt;</a></li></ul>'.encode(),
    content_type="text/html; charset=utf-8",
)
OPML = """<opml version="2.0"><body>
<outline text="Tide" xmlUrl="https://tide.example/rss"/>
<outline text="Inside" xmlUrl="http://10.0.0.5/rss"/>
<outline text="File" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


@pytest.fixture
def server():
    with LoopbackServer() as running:
        yield running


@pytest.fixture(autouse=True)
def private(settings):
    settings.FETCH_ALLOW_PRIVATE, settings.FETCH_HOST_PACE = True, 0


@pytest.fixture
def desk(client):
    client.force_login(make_person("editor", "Editor"))
    return client


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def stored():
    return Article.objects.count(), Poll.objects.count()


class TestDiscovery:
    def test_the_feeds_of_a_site_are_listed_and_one_is_taken_in_with_a_click(self, desk, server):
        server.routes |= {
            "/": Reply(
                b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>',
                content_type="text/html",
            ),
            "/rss": Reply(rss(Told("1", "One"), title="Delta <b>Bureau</b>")),
        }
        page = text_of(desk.post(f"{BASE}discover/", {"url": server.url("/")}))
        assert "named by the page" in page
        sent = dict(re.findall(r'<input type="hidden" name="(url|title|home_url|language)" value="([^"]*)">', page))
        assert sent["url"] == server.url("/rss")
        answer = desk.post(f"{BASE}discover/", {**sent, "add": "paused"})
        feed = Feed.objects.get()
        assert answer["Location"] == f"{BASE}{feed.pk}/change/"
        assert (feed.state, feed.state_reason) == ("paused", "added paused by editor")
        assert "here already: " in text_of(desk.post(f"{BASE}discover/", {"url": server.url("/")}))
        assert stored() == (0, 0)

    def test_an_address_inside_our_network_is_refused_in_the_form(self, desk, settings, server):
        settings.FETCH_ALLOW_PRIVATE = False
        for url in (server.url("/"), "http://169.254.169.254/", "redis", "file:///etc/passwd"):
            page = text_of(desk.post(f"{BASE}discover/", {"url": url}))
            assert "errorlist" in page, url
        assert server.asked == []


class TestImport:
    def test_a_list_is_shown_line_by_line_and_taken_in_only_then(self, desk, settings):
        settings.FETCH_ALLOW_PRIVATE = False
        make_feed("known", title="Known")
        more = OPML.replace("</body>", '<outline text="New name" xmlUrl="https://known.example.org/rss"/></body>')
        upload = SimpleUploadedFile("feeds.opml", more.encode())
        page = text_of(desk.post(f"{BASE}import/", {"file": upload}))
        assert "1 would be added, 1 updated, 0 stay as they are, 2 are refused." in page
        assert "updated: title" in page
        rows = re.findall(r"<tr><td>(\d+)</td><td class=\"feed-address\">([^<]*)</td><td>([^<]*)</td></tr>", page)
        assert rows == [
            ("3", "http://10.0.0.5/rss", "not a public host"),
            ("4", "file:///etc/passwd", "only http and https are polled"),
        ]
        assert Feed.objects.count() == 1, "a preview changes nothing"
        desk.post(f"{BASE}import/", {"text": more, "import": "1"})
        assert set(Feed.objects.values_list("slug", "title")) == {("known", "New name"), ("tide", "Tide")}

    @pytest.mark.threat("X04")
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "<html></html>",
            '<!DOCTYPE opml [<!ENTITY a "b">]><opml><body>&a;</body></opml>',
            "x" * (1024 * 1024 + 1),
            "<opml><body>" + '<outline xmlUrl="https://a.example/"/>' * 501 + "</body></opml>",
        ],
    )
    def test_a_file_that_cannot_be_taken_is_an_error_in_words(self, desk, text):
        page = text_of(desk.post(f"{BASE}import/", {"text": text}))
        assert "errornote" in page or "errorlist" in page
        assert not Feed.objects.exists()


class TestRecipe:
    def sent(self, server, **more):
        return {
            "url": server.url("/list"), "title": "Bureau", "tier": "A", "timezone": "Asia/Hong_Kong", "by": "css",
            "item": "ul.news > li", "date": "span", **more,
        }  # fmt: skip

    def test_a_page_is_tried_and_nothing_is_saved_until_it_is_wanted(self, desk, server):
        server.routes["/list"] = LIST_PAGE
        page = text_of(desk.post(f"{BASE}recipe/", self.sent(server, preview="1")))
        assert "兩地簽署合作備忘錄" in page
        assert "2026-11-02 00:00" in page
        assert "2 items" in page
        assert "<script>alert" not in page
        assert (Feed.objects.count(), *stored()) == (0, 0, 0)
        desk.post(f"{BASE}recipe/", self.sent(server, save="1", is_enabled="on"))
        feed = Feed.objects.get()
        assert (feed.slug, feed.kind, feed.tier, feed.state) == ("bureau", "list", "A", "active")
        assert feed.recipe == {"by": "css", "item": "ul.news > li", "date": "span"}
        assert feed.next_poll_at

    def test_a_recipe_is_changed_and_the_page_read_anew(self, desk, server):
        feed = make_feed("bureau", title="Bureau", recipe={"by": "css", "item": "p"}, body_hash="x", etag="y")
        assert 'value="p"' in text_of(desk.get(f"{BASE}{feed.pk}/recipe/"))
        desk.post(f"{BASE}{feed.pk}/recipe/", self.sent(server, save="1", by="xpath", item="//li", date=""))
        feed.refresh_from_db()
        assert (feed.recipe, feed.body_hash, feed.etag) == ({"by": "xpath", "item": "//li"}, "", "")
        assert (feed.slug, feed.state, feed.state_reason) == ("bureau", "paused", "paused by editor")

    @pytest.mark.parametrize(
        "wrong",
        [{"item": ""}, {"by": "xpath", "item": "//li[document('x')]"}, {"timezone": "Mars"}, {"by": "python"},
         {"url": "ftp://x.example/"}],
    )  # fmt: skip
    def test_what_cannot_be_a_recipe_is_an_error_in_words(self, desk, server, wrong):
        page = text_of(desk.post(f"{BASE}recipe/", self.sent(server, save="1") | wrong))
        assert "errornote" in page or "errorlist" in page
        assert not Feed.objects.exists()

    def test_an_address_that_is_a_feed_already_leads_there(self, desk, server):
        feed = Feed.objects.create(slug="old", url=server.url("/list"))
        answer = desk.post(f"{BASE}recipe/", self.sent(server, save="1"))
        assert answer["Location"] == f"{BASE}{feed.pk}/change/"
        assert Feed.objects.get().recipe == {}


class TestOneFeed:
    def test_a_try_shows_what_would_come_in_and_stores_nothing(self, desk, server):
        feed = Feed.objects.create(slug="delta", url=server.url("/rss"), body_hash="x")
        server.routes["/rss"] = Reply(rss(Told("1", "澳門與珠海簽署協議", HOSTILE)))
        before = Feed.objects.values().get()
        page = text_of(desk.post(f"{BASE}{feed.pk}/test/"))
        assert "澳門與珠海簽署協議" in page
        assert "Nothing was stored" in page
        server.routes["/rss"] = Reply(status=503)
        assert "HTTP error" in text_of(desk.post(f"{BASE}{feed.pk}/test/"))
        assert (stored(), Feed.objects.values().get()) == ((0, 0), before)

    def test_its_history_is_a_strip_and_a_table(self, desk):
        feed = make_feed("delta", keeps_office_hours=True, interval_seconds=600)
        for minute, (outcome, new) in enumerate([("ok", 3), ("not_modified", 0), ("http_error", 0)]):
            Poll.objects.create(feed=feed, started_at=NOW.replace(minute=minute), outcome=outcome, new=new, entries=new)
        for path in (BASE, f"{BASE}{feed.pk}/change/"):
            page = text_of(desk.get(path))
            assert re.findall(r'<i class="is-(\w+)"', page) == ["news", "ok", "bad"]
        assert "every 10 minutes; seldom by night" in page
        table = page[page.index("How it ended") :]
        assert table.index("HTTP error") < table.index("not modified"), "the table begins with the newest"

    @pytest.mark.parametrize("state", ["active", "suspended", "gone"])
    def test_one_click_retries_what_fails(self, desk, state):
        make_feed("well")
        feed = make_feed("bad", failures=4, failing_since_at=NOW, state=state, next_poll_at=None)
        page = text_of(desk.get(BASE))
        buttons = re.findall(r'formaction="([^"]+)"', page)
        for tool in ("discover/", "recipe/", "import/"):
            assert f'href="{BASE}{tool}"' in page
        assert buttons == [f"{BASE}{feed.pk}/act/retry/"]
        assert desk.get(buttons[0]).status_code == 405
        desk.post(buttons[0])
        feed.refresh_from_db()
        assert feed.state == "active"
        assert feed.next_poll_at is not None

    def test_it_is_paused_and_resumed_on_its_own_page(self, desk):
        feed = make_feed("delta")
        states = []
        for act in ("pause", "resume"):
            page = text_of(desk.get(f"{BASE}{feed.pk}/change/"))
            assert f"{BASE}{feed.pk}/act/{act}/" in page
            desk.post(f"{BASE}{feed.pk}/act/{act}/")
            feed.refresh_from_db()
            states.append((feed.state, feed.state_reason))
        assert states == [("paused", "paused by editor"), ("active", "")]
        assert desk.post(f"{BASE}{feed.pk}/act/delete/").status_code == 403

    @pytest.mark.threat("H05")
    def test_a_move_to_another_owner_is_made_with_a_persons_word(self, desk):
        moved = {"moved_to": "https://new-owner.example/feed", "moved_seen": 5, "moved_first_at": NOW}
        feed = make_feed(
            "delta", etag="x", state_reason="moved to another owner's domain: confirm the address", **moved
        )
        page = text_of(desk.get(f"{BASE}{feed.pk}/change/"))
        assert "https://new-owner.example/feed" in page
        desk.post(f"{BASE}{feed.pk}/act/move/")
        feed.refresh_from_db()
        assert (feed.url, feed.moved_to, feed.etag, feed.state_reason) == ("https://new-owner.example/feed", "", "", "")
        assert desk.post(f"{BASE}{feed.pk}/act/move/").status_code == 403, "there is nothing to agree to any more"
        other = make_feed("other", **moved)
        desk.post(f"{BASE}{other.pk}/act/move/")
        other.refresh_from_db()
        assert other.url == "https://other.example.org/rss", "two feeds never get one address"

    def test_stale_and_spiking_are_said_in_words(self, desk):
        make_feed("quiet", stale_at=NOW, state="active")
        make_feed("well")
        page = text_of(desk.get(f"{BASE}?health=stale"))
        assert "silent for longer than is its habit, stale since" in page
        assert "quiet" in page
        assert ">well<" not in page

    def test_a_curator_looks_and_does_not_touch(self, client, server):
        feed = make_feed("delta", failures=3)
        client.force_login(make_person("curator", "Curator"))
        for path in (BASE, f"{BASE}{feed.pk}/change/"):
            page = text_of(client.get(path))
            assert "act/retry" not in page
            assert f"{BASE}discover/" not in page
        pages = ["discover/", "import/", "recipe/", f"{feed.pk}/recipe/", f"{feed.pk}/test/", f"{feed.pk}/act/pause/"]
        for page in pages:
            assert client.post(f"{BASE}{page}", {"url": server.url("/")}).status_code == 403, page
        assert server.asked == []


class TestArticles:
    def test_one_is_added_by_its_address_and_shown_where_it_is_here_already(self, client, server):
        server.routes["/a"] = Reply(
            f"<html><head><title>Delta pact</title></head><body><p>{'Two cities sign. ' * 40}</p></html>".encode(),
            content_type="text/html",
        )
        client.force_login(make_person("curator", "Curator"))
        assert "new/" in text_of(client.get("/admin/articles/article/"))
        first = client.post("/admin/articles/article/new/", {"url": server.url("/a")})
        article = Article.objects.get()
        assert first["Location"] == f"/admin/articles/article/{article.pk}/change/"
        again = client.post("/admin/articles/article/new/", {"url": server.url("/a?utm_source=x")}, follow=True)
        assert "This article was here already" in text_of(again)
        assert "HTTP 404" in text_of(client.post("/admin/articles/article/new/", {"url": server.url("/none")}))
        assert Article.objects.count() == 1

    def test_its_versions_are_shown_with_what_changed(self, client):
        article = make_article()
        ArticleRevision.objects.create(
            article=article, number=2, title="New title", text=article.text.replace("memorandum", HOSTILE),
            content_hash="1", seen_at=NOW,
        )  # fmt: skip
        client.force_login(make_person("curator", "Curator"))
        page = text_of(client.get(f"/admin/articles/article/{article.pk}/change/"))
        assert f"<del>{article.title}</del> <ins>New title</ins>" in page
        assert "<del>memorandum</del>" in page
        assert "<script>alert" not in page

    def test_one_in_quarantine_goes_back_with_one_click(self, client):
        article = make_article(processed_at=None, quarantined_at=NOW, quarantine_reason="ValueError", attempts=3)
        client.force_login(make_person("curator", "Curator"))
        assert 'value="try_again"' in text_of(client.get(f"/admin/articles/article/{article.pk}/change/"))
        client.post("/admin/articles/article/", {"action": "try_again", "_selected_action": article.pk})
        assert list(Article.objects.unprocessed()) == [article]


def test_a_diff_marks_single_words_and_han_characters():
    old = ArticleRevision(number=1, title="T", text="粵港合作涵蓋12個領域。\nSame line.\nGone line.")
    new = ArticleRevision(number=2, title="T", text="粵港合作涵蓋13個領域。\nSame line.")
    admin.autodiscover()  # the desk's modules are loaded with its addresses, and need each other
    latest, first = import_module("articles.admin.versions").versions_of([old, new])
    assert (first.passages, latest.old_title) == ((), "")
    assert [[(piece.mood, piece.text) for piece in passage] for passage in latest.passages] == [
        [("kept", "粵港合作涵蓋"), ("gone", "12"), ("new", "13"), ("kept", "個領域。")],
        [("gone", "Gone line.")],
    ]
