import time
from dataclasses import replace

import pytest
import yaml

from articles import reference
from articles.actions.feed_lists import (
    UnreadableList,
    import_feeds,
    install_builtin_feeds,
    read_feed_list,
    to_opml,
    to_yaml,
)
from articles.models import Feed
from articles.pipeline.matching.records import FeedEntry
from tests.articles.desk import make_person

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>feeds</title></head><body>
<outline text="澳門" title="澳門">
<outline type="rss" text="Tide" title="Tide &amp; Times" xmlUrl="https://tide.example/rss" htmlUrl="https://tide.example/"/>
<outline type="rss" text="報章" title="報章" xmlUrl="https://paper.example/feed" language="zh-Hant"/>
</outline>
<outline text="Tide &amp; Times" xmlUrl="https://tide.example/second"/>
</body></opml>""".encode()
YAML = b"""# ours
feeds:
- {slug: tide, url: 'https://tide.example/rss', publisher: Tide, tier: B, timezone: Asia/Macau, status: live}
- slug: paper
  url: https://paper.example/feed
  language: zh-Hant
  enabled: false
  status: unverified
- https://plain.example/feed
"""


def take(body, **more):
    return import_feeds(listed=read_feed_list(body), allow_private=False, **more)


@pytest.mark.django_db
class TestImporting:
    def test_opml_is_taken_with_its_titles(self):
        done = take(OPML)
        assert (done.added, done.updated, done.unchanged, done.refused) == (3, 0, 0, 0)
        tide = Feed.objects.get(url="https://tide.example/rss")
        assert (tide.slug, tide.title, tide.home_url, tide.state) == (
            "tide-times",
            "Tide & Times",
            "https://tide.example/",
            "active",
        )

    def test_a_slug_that_is_taken_gets_a_number_and_one_without_letters_the_host(self):
        take(OPML)
        assert set(Feed.objects.values_list("slug", flat=True)) == {"tide-times", "tide-times-2", "paper-example"}

    def test_yaml_is_taken_and_what_is_not_enabled_is_paused_with_the_reason(self):
        assert take(YAML).added == 3
        tide, paper = Feed.objects.get(slug="tide"), Feed.objects.get(slug="paper")
        assert (tide.publisher, tide.tier, tide.timezone, tide.source_status, tide.state) == (
            "Tide", "B", "Asia/Macau", "live", "active",
        )  # fmt: skip
        assert (paper.state, paper.state_reason) == ("paused", "not enabled in the list of feeds (status: unverified)")
        assert Feed.objects.get(slug="plain-example").tier == "D"

    def test_again_changes_nothing(self):
        take(YAML)
        before = list(Feed.objects.values())
        done = take(YAML)
        assert (done.added, done.updated, done.unchanged) == (0, 0, 3)
        assert list(Feed.objects.values()) == before

    def test_the_same_address_is_updated_by_what_the_list_says_and_by_nothing_else(self):
        take(YAML)
        Feed.objects.filter(slug="tide").update(state="paused", note="mine")
        done = take(b"- {slug: other, url: 'HTTPS://Tide.example:443/rss#top', publisher: The Tide, enabled: true}")
        assert (done.added, done.updated) == (0, 1)
        tide = Feed.objects.get(slug="tide")
        assert (tide.publisher, tide.tier, tide.state, tide.note) == ("The Tide", "B", "paused", "mine")
        assert not Feed.objects.filter(slug="other").exists()

    def test_nothing_is_ever_deleted(self):
        take(YAML)
        take(b"feeds: []")
        assert Feed.objects.count() == 3

    def test_a_dry_run_tells_the_same_and_changes_nothing(self):
        done = take(YAML, is_dry_run=True)
        assert done.added == 3
        assert not Feed.objects.exists()

    def test_the_same_address_twice_in_a_list_is_one_feed(self):
        done = take(b"- https://tide.example/rss\n- https://tide.example/rss\n")
        assert (done.added, done.unchanged) == (1, 1)

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("{slug: a}", "no address"),
            ("{url: 'file:///etc/passwd'}", "only http and https are polled"),
            ("{url: 'http://127.0.0.1/feed'}", "not a public host"),
            ("{url: 'http://2130706433/'}", "not a public host"),
            ("{url: 'http://redis:6379/'}", "not a public host"),
            ("{url: 'https://paper.example:8443/'}", "only ports 80 and 443 are polled"),
            ("{url: 'https://name:word@paper.example/'}", "user names and passwords in addresses are refused"),
            ("{url: 'not an address'}", "no readable address"),
            ("{url: 'https://paper.example/', tier: Z}", "unknown tier 'Z'"),
            ("{url: 'https://paper.example/', timezone: Mars/Base}", "unknown time zone 'Mars/Base'"),
            ("{url: 'https://paper.example/', timezone: ../../etc}", "unknown time zone '../../etc'"),
            ("{url: 'https://paper.example/', encoding: klingon}", "unknown encoding 'klingon'"),
            ("{url: 'https://paper.example/', slug: 'A B'}", "no usable slug: 'A B'"),
            ("[1, 2]", "no feed: a mapping with a url is wanted"),
        ],
    )
    def test_what_cannot_be_taken_is_named_with_its_line_and_the_others_are_in(self, row, reason):
        done = take(f"feeds:\n- https://good.example/feed\n- {row}\n".encode())
        assert (done.added, done.refused) == (1, 1)
        assert (done.refusals[0].line, done.refusals[0].reason) == (3, reason)

    def test_outlines_are_refused_with_their_line(self):
        done = take(OPML.replace(b"https://paper.example/feed", b"ftp://paper.example/feed"))
        assert str(done.refusals[0]) == "5: ftp://paper.example/feed: only http and https are polled"

    @pytest.mark.parametrize("write", [lambda feeds: to_opml(feeds, title="ours"), to_yaml])
    def test_what_is_written_out_comes_in_again_without_loss(self, write):
        take(YAML)
        before = list(
            Feed.objects.order_by("url").values(
                "slug", "url", "publisher", "tier", "timezone", "language", "source_status", "state"
            )
        )
        written = write(Feed.objects.all())
        Feed.objects.all().delete()
        assert take(written).refused == 0
        fields = before[0].keys()
        assert list(Feed.objects.order_by("url").values(*fields)) == before

    def test_the_built_in_list_is_installed_once(self):
        row = FeedEntry(
            "tide", "https://tide.example/rss", "rss", "Tide", "en", "news", "macao", "Asia/Macau", "B", "live", True
        )
        rest = FeedEntry(
            "rest", "https://rest.example/rss", "rss", "Rest", "en", "news", "macao", "Asia/Macau", "B", "dead", False
        )
        for added in (2, 0):
            done = install_builtin_feeds(rows=[row, rest], feeds_file="", allow_private=False)
            assert (done.added, done.refused) == (added, 0)
        assert dict(Feed.objects.values_list("slug", "state")) == {"tide": "active", "rest": "paused"}

    def test_set_up_again_leaves_what_people_did_to_feeds(self, client):
        def install(*rows):
            done = install_builtin_feeds(rows=rows, feeds_file="", allow_private=False)
            return done.added, done.updated, done.refused

        tide, rest = (
            FeedEntry(name, f"https://{name}.example/rss", "rss", name.title(), "en", "news", "macao", "Asia/Macau",
                      "B", "live", True)
            for name in ("tide", "rest")
        )  # fmt: skip
        assert install(tide, rest) == (2, 0, 0)
        feed = Feed.objects.get(slug="tide")
        client.force_login(make_person("editor", "Editor"))
        form = {"title": feed.title, "publisher": feed.publisher, "tier": "A", "interval_seconds": "900",
                "timezone": feed.timezone}  # fmt: skip
        assert client.post(f"/admin/articles/feed/{feed.pk}/change/", form).status_code == 302
        Feed.objects.get(slug="rest").delete()
        assert install(tide, rest) == (0, 0, 0)
        # The list still says of other fields what it knows better now.
        assert install(replace(tide, tier="C", publisher="Tide & Times", language="pt"), rest) == (0, 1, 0)
        assert list(Feed.objects.values_list("slug", "tier", "publisher", "language")) == [
            ("tide", "A", "Tide & Times", "pt")
        ]
        take(b"feeds:\n  - {url: https://tide.example/rss, tier: D}\n  - {url: https://rest.example/rss}\n")
        assert dict(Feed.objects.values_list("url", "tier"))["https://tide.example/rss"] == "D", "somebody asked"
        assert install(tide, rest)[0] == 0
        assert Feed.objects.count() == 2

    def test_set_up_again_leaves_a_feed_whose_address_a_person_changed(self, client):
        row = FeedEntry(
            "tide", "https://tide.example/rss", "rss", "Tide", "en", "news", "macao", "Asia/Macau", "B", "live", True
        )
        install_builtin_feeds(rows=[row], feeds_file="", allow_private=False)
        feed = Feed.objects.get()
        feed.moved_to = "https://ebb.example/rss"
        feed.save(update_fields=["moved_to"])
        client.force_login(make_person("editor", "Editor"))
        assert client.post(f"/admin/articles/feed/{feed.pk}/act/move/").status_code == 302
        assert install_builtin_feeds(rows=[row], feeds_file="", allow_private=False).added == 0
        assert list(Feed.objects.values_list("slug", "url")) == [("tide", "https://ebb.example/rss")]

    def test_a_file_of_the_operators_stands_for_the_built_in_list(self, tmp_path):
        mine = tmp_path / "mine.yaml"
        mine.write_bytes(b"")
        row = FeedEntry(
            "tide", "https://tide.example/rss", "rss", "Tide", "en", "news", "macao", "Asia/Macau", "B", "live", True
        )
        assert install_builtin_feeds(rows=[row], feeds_file=str(mine), allow_private=False).added == 0
        mine.write_bytes(OPML)
        assert install_builtin_feeds(rows=[row], feeds_file=str(mine), allow_private=False).added == 3


@pytest.mark.django_db
def test_every_row_of_the_built_in_list_can_be_taken():
    done = install_builtin_feeds(rows=reference.load().feeds, feeds_file="", allow_private=False)
    assert (done.added, done.refusals) == (165, ())
    enabled = sum(row.enabled for row in reference.load().feeds)
    assert Feed.objects.pollable().count() == enabled


@pytest.mark.parametrize("body", [b"", b"  \n", b"\xef\xbb\xbf", b"# nothing yet\n", b"feeds:\n", b"[]"])
def test_an_empty_file_names_no_feeds(body):
    assert read_feed_list(body) == ()


@pytest.mark.one_engine
@pytest.mark.threat("X04")
@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><body>login</body></html>", "neither OPML nor YAML"),
        (b"<opml><body><outline", "no readable OPML"),
        (b"just words", "neither OPML nor YAML"),
        (b"feeds: {a: [", "no readable YAML in line"),
        (b"\x89PNG\r\n\x1a\n", "neither OPML nor YAML"),
        (
            b'<!DOCTYPE opml [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><opml><body><outline xmlUrl="&b;"/></body></opml>',
            "document type",
        ),
        (b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>', "document type"),
        (b"<opml><body>" + b"<outline>" * 30 + b"</outline>" * 30 + b"</body></opml>", "nested deeper than 20"),
        (b"<opml><body>" + b"<outline>" * 5000 + b"</outline>" * 5000 + b"</body></opml>", "OPML"),
        (b"<opml><body>" + b'<outline xmlUrl="https://a.example/"/>' * 501 + b"</body></opml>", "more than 500"),
        (b"<opml>" + b" " * (1 << 20) + b"</opml>", "larger than 1024 KiB"),
        (b"[" * 100_000, "no readable YAML"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_one_line(body, words):
    with pytest.raises(UnreadableList, match=words) as caught:
        read_feed_list(body)
    assert "\n" not in str(caught.value)


@pytest.mark.threat("X04")
def test_a_yaml_bomb_is_not_expanded():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    began = time.process_time()
    assert read_feed_list("\n".join([*lines, "feeds:", "- https://paper.example/feed"]).encode())[0].line == 14
    assert time.process_time() - began < 2


def test_yaml_builds_no_objects():
    assert read_feed_list(b"- {url: !!python/object/apply:os.getcwd []}")[0].problem == "no address"


def test_the_list_reads_the_encoding_that_the_opml_declares():
    body = '<?xml version="1.0" encoding="Big5"?><opml><body><outline text="澳門" xmlUrl="https://a.example/"/></body></opml>'
    assert read_feed_list(body.encode("big5"))[0].fields["title"] == "澳門"


@pytest.mark.django_db
def test_what_is_exported_holds_no_markup_of_its_own():
    Feed.objects.create(slug="x", url="https://a.example/?a=1&b=2", title='<"&>\x0b', note="a: b\n- c")
    assert read_feed_list(to_opml(Feed.objects.all(), title="<x>"))[0].url == "https://a.example/?a=1&b=2"
    assert yaml.safe_load(to_yaml(Feed.objects.all()))["feeds"][0]["note"] == "a: b\n- c"
