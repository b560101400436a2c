import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Feed
from tests.feedserver import LoopbackServer, Reply, Told, rss

pytestmark = pytest.mark.django_db

OPML = b'<opml version="2.0"><body>\n<outline title="Tide" xmlUrl="https://tide.example/rss"/>\n</body></opml>'
MIXED = b"- https://tide.example/rss\n- file:///etc/passwd\n"


def run(*arguments, code=0):
    """Run the command; give its stdout."""
    out = StringIO()
    if code:
        with pytest.raises((SystemExit, CommandError)) as caught:
            call_command("feeds", *arguments, stdout=out, stderr=StringIO())
        error = caught.value
        assert (error.code if isinstance(error, SystemExit) else error.returncode) == code
    else:
        call_command("feeds", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(body, name="list"):
        path = tmp_path / name
        path.write_bytes(body)
        return str(path)

    return write


def test_import_says_what_it_did_in_one_line(file):
    assert run("import", file(OPML)) == "added 1, updated 0, unchanged 0, refused 0\n"
    assert run("import", file(OPML)) == "added 0, updated 0, unchanged 1, refused 0\n"


def test_import_names_each_refused_feed_and_exits_1_with_the_others_in(file):
    said = run("import", file(MIXED), code=1)
    assert said == "added 1, updated 0, unchanged 0, refused 1\n2: file:///etc/passwd: only http and https are polled\n"
    assert Feed.objects.count() == 1


def test_a_dry_run_as_json_changes_nothing(file):
    said = json.loads(run("import", file(MIXED), "--dry-run", "--json", code=1))
    assert {name: said[name] for name in ("added", "updated", "unchanged", "refused")} == {
        "added": 1, "updated": 0, "unchanged": 0, "refused": 1,
    }  # fmt: skip
    assert said["refusals"] == [{"line": 2, "url": "file:///etc/passwd", "reason": "only http and https are polled"}]
    assert not Feed.objects.exists()


@pytest.mark.parametrize("body", [b"<html/>", b"\x00\x01", b"words"])
def test_input_that_cannot_be_read_exits_2(file, body):
    run("import", file(body), code=2)


def test_a_file_that_is_not_there_exits_2_with_one_line(tmp_path):
    with pytest.raises(CommandError, match=r"^[^\n]*none\.opml: No such file or directory$") as caught:
        call_command("feeds", "import", str(tmp_path / "none.opml"))
    assert caught.value.returncode == 2


@pytest.mark.parametrize(("name", "start"), [("out.opml", b"<?xml"), ("out.yaml", b"feeds:")])
def test_export_writes_what_import_takes(file, tmp_path, name, start):
    run("import", file(OPML))
    target = tmp_path / name
    run("export", str(target))
    assert target.read_bytes().startswith(start)
    assert run("import", str(target)) == "added 0, updated 0, unchanged 1, refused 0\n"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_export_writes_through_a_link_and_a_pipe_and_puts_no_file_in_their_place(file, tmp_path):
    run("import", file(OPML))
    aim, link, pipe = tmp_path / "aim.opml", tmp_path / "link.opml", tmp_path / "pipe.opml"
    aim.write_bytes(b"old")
    link.symlink_to(aim)
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    run("export", str(link))
    run("export", str(pipe))
    told = os.read(reader, 1_000_000)
    os.close(reader)
    assert link.is_symlink()
    assert pipe.is_fifo()
    assert aim.read_bytes() == told
    assert told.startswith(b"<?xml")


def test_export_into_a_folder_that_is_not_there_exits_2(tmp_path):
    run("export", str(tmp_path / "none" / "out.opml"), code=2)


def test_check_asks_every_polled_feed_and_stores_nothing(settings):
    settings.FETCH_ALLOW_PRIVATE = True
    with LoopbackServer({"/good": Reply(rss(Told("1", "One")))}) as server:
        Feed.objects.create(slug="good", url=server.url("/good"))
        Feed.objects.create(slug="missing", url=server.url("/missing"))
        Feed.objects.create(slug="paused", url=server.url("/paused"), state="paused")
        said = run("check", code=1)
        assert said == "good: ok 200, 1 entries\nmissing: http_error 404, 0 entries (HTTP 404)\nanswered 1, failed 1\n"
        assert json.loads(run("check", "good", "--json"))["feeds"][0]["status"] == "ok"
    assert not Article.objects.exists()
    run("check", "nobody", code=2)


def test_install_takes_the_built_in_list_and_is_harmless_to_repeat(settings):
    settings.FEEDS_FILE = ""
    assert run("install") == "added 165, updated 0, unchanged 0, refused 0\n"
    assert run("install") == "added 0, updated 0, unchanged 165, refused 0\n"


def test_install_takes_the_operators_file_instead(settings, file):
    settings.FEEDS_FILE = file(MIXED)
    assert run("install").startswith("added 1, updated 0, unchanged 0, refused 1\n")


class TestDiscover:
    """``feeds discover``, through the real fetcher on loopback."""

    @pytest.fixture
    def site(self, settings):
        settings.FETCH_ALLOW_PRIVATE, settings.FETCH_HOST_PACE = True, 0
        with LoopbackServer() as server:
            head = b'<html><head><link rel="alternate" type="application/atom+xml" href="/rss"></head></html>'
            server.routes |= {
                "/": Reply(head, content_type="text/html"),
                "/rss": Reply(rss(Told("1", "澳門與珠海簽署協議"), title="Delta Bureau")),
            }
            yield server

    def test_it_names_what_it_finds_and_stores_nothing(self, site):
        out = run("discover", site.url("/"))
        assert out == f"{site.url('/rss')}: rss, 1 entries, named: Delta Bureau\nfound 1\n"
        assert not Feed.objects.exists()
        found = json.loads(run("discover", site.url("/"), "--json"))
        assert (found["problem"], found["feeds"][0]["url"], found["feeds"][0]["slug"]) == (None, site.url("/rss"), None)

    @pytest.mark.parametrize(("word", "state"), [("--add", "paused"), ("--add-enabled", "active")])
    def test_what_it_finds_may_be_taken_in(self, site, word, state):
        run("discover", site.url("/"), word)
        assert Feed.objects.values_list("slug", "state").get() == ("delta-bureau", state)
        assert "here as delta-bureau" in run("discover", site.url("/"))

    def test_without_a_feed_it_says_so(self, site):
        site.routes = {"/": Reply(b"<html></html>", content_type="text/html")}
        assert run("discover", site.url("/"), code=1) == "found 0 (no feed found)\n"

    def test_an_address_that_may_not_be_asked_is_bad_usage(self, settings):
        for url in ("file:///etc/passwd", "http://127.0.0.1/", "redis"):
            run("discover", url, code=2)
