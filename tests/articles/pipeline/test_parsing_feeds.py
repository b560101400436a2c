"""Feeds: entries, identity, limits, statuses, and the two readers that must agree."""

import json
import time
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.parsing import feeds, parse_feed
from articles.pipeline.parsing.plain_xml import read_plain_xml
from articles.pipeline.parsing.readers import read_by_feedparser

FETCHED = datetime(2026, 3, 6, 4, 0, tzinfo=UTC)
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)


def parse(body: str | bytes, **options):
    raw = body.encode() if isinstance(body, str) else body
    asked = {
        "content_type": "application/rss+xml",
        "url": "https://port.example/feed/rss.xml",
        "timezone": "Asia/Hong_Kong",
        "fetched_at": FETCHED,
    }
    return parse_feed(raw, **{**asked, **options})


def rss(*items: str, channel: str = "<title>Harbour Post</title><link>https://port.example/</link>") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {NAMESPACES}>'
    return f"{head}<channel>{channel}{inner}</channel></rss>"


def item(number: int, date: str = "Thu, 05 Mar 2026 10:30:00 +0800") -> str:
    return (
        f"<title>Pier {number}</title><link>https://port.example/{number}</link><guid>g{number}</guid>"
        f"<pubDate>{date}</pubDate><description>Pier {number} opened.</description>"
    )


FULL_RSS = rss(
    "<title>新碼頭 &amp;amp; 新航線</title><link>https://port.example/1?utm_source=rss</link>"
    '<guid isPermaLink="false">tag:1</guid><dc:creator>Ana Souza</dc:creator><category>Ports</category>'
    "<category>Macau</category><pubDate>Thu, 05 Mar 2026 10:30:00 +0800</pubDate>"
    "<description>Short &lt;b&gt;text&lt;/b&gt;</description>"
    "<content:encoded><![CDATA[<p>Long <em>text</em></p><script>alert(1)</script>]]></content:encoded>",
    channel="<title>Harbour Post</title><link>https://port.example/</link><language>zh-hk</language><ttl>30</ttl>",
)
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt">
<title>Correio do Porto</title><link href="https://port.example/"/><id>urn:feed</id><updated>2026-03-05T02:30:00Z</updated>
<entry><title type="html">Novo &lt;b&gt;cais&lt;/b&gt;</title><id>urn:1</id>
<link rel="self" href="https://port.example/1.atom"/><link href="/1"/>
<published>2026-03-05T02:30:00Z</published><updated>2026-03-05T03:30:00Z</updated>
<author><name>Ana Souza</name></author><category term="Portos"/>
<summary>5 &lt; 6 e &lt;b&gt;</summary><content type="html">&lt;p&gt;Texto&lt;/p&gt;</content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://port.example/"><title>Harbour Post</title><link>https://port.example/</link></channel>
<item rdf:about="https://port.example/1"><title>New pier</title><link>https://port.example/1</link>
<dc:date>2026-03-05T10:30:00+08:00</dc:date><dc:creator>Ana Souza</dc:creator></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post",
        "home_page_url": "https://port.example/",
        "items": [
            {
                "id": 7,
                "url": "https://port.example/1",
                "title": "New <pier>",
                "content_html": "<p>Text</p>",
                "summary": "5 < 6",
                "date_published": "2026-03-05T10:30:00+08:00",
                "authors": [{"name": "Ana Souza"}],
                "tags": ["Ports"],
            },
            "noise",
            {"id": "2", "content_text": "no title, no link"},
        ],
    }
)


def test_an_rss_feed_gives_its_fields_cleaned():
    feed = parse(FULL_RSS)
    entry = feed.entries[0]
    assert (feed.status, feed.kind, feed.title, feed.home_url) == ("ok", "rss", "Harbour Post", "https://port.example/")
    assert (feed.ttl_minutes, feed.language, feed.errors) == (30, "zh-hk", ())
    assert (entry.guid, entry.url) == ("tag:1", "https://port.example/1?utm_source=rss")
    assert entry.title == "新碼頭 & 新航線"
    assert entry.summary_html == "Short <b>text</b>"
    assert entry.content_html == "<p>Long <em>text</em></p>"
    assert (entry.author, entry.categories, entry.lang) == ("Ana Souza", ("Ports", "Macau"), "zh-hk")
    assert entry.published_at == datetime(2026, 3, 5, 2, 30, tzinfo=UTC)
    assert (entry.date_basis, entry.date_text) == ("stated", "Thu, 05 Mar 2026 10:30:00 +0800")
    assert entry.updated_at is None


def test_an_atom_feed_tells_text_from_html_and_link_from_link():
    feed = parse(ATOM)
    entry = feed.entries[0]
    assert (feed.kind, feed.title, feed.language) == ("atom", "Correio do Porto", "pt")
    assert (entry.guid, entry.url, entry.title) == ("urn:1", "https://port.example/1", "Novo cais")
    assert entry.summary_html == "5 &lt; 6 e &lt;b&gt;"
    assert entry.content_html == "<p>Texto</p>"
    assert (entry.author, entry.categories) == ("Ana Souza", ("Portos",))
    assert entry.updated_at == datetime(2026, 3, 5, 3, 30, tzinfo=UTC)


def test_an_rdf_feed_is_read():
    feed = parse(RDF)
    entry = feed.entries[0]
    assert (feed.kind, entry.guid, entry.author) == ("rdf", "https://port.example/1", "Ana Souza")
    assert entry.published_at == datetime(2026, 3, 5, 2, 30, tzinfo=UTC)


def test_a_json_feed_is_read():
    feed = parse(JSON_FEED)
    entry = feed.entries[0]
    assert (feed.status, feed.kind, feed.skipped) == ("ok", "json", 1)
    assert (entry.guid, entry.title, entry.summary_html) == ("7", "New <pier>", "5 &lt; 6")
    assert (entry.content_html, entry.author, entry.categories) == ("<p>Text</p>", "Ana Souza", ("Ports",))


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_every_rss_of_old_is_read(version):
    body = rss(item(1)).replace('version="2.0"', f'version="{version}"')
    assert [entry.title for entry in parse(body).entries] == ["Pier 1"]


@pytest.mark.parametrize(
    "namespace", ["http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/"]
)
def test_the_first_rss_of_all_is_read(namespace):
    """RSS 0.90 is RDF without guids, dates or descriptions."""
    body = (
        f'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}">'
        "<channel><title>Harbour Post</title><link>https://port.example/</link></channel>"
        "<item><title>碼頭啟用</title><link>https://port.example/1</link></item></rdf:RDF>"
    )
    feed = parse(body)
    assert feed.status == "ok"
    assert [(entry.title, entry.url, entry.published_at) for entry in feed.entries] == [
        ("碼頭啟用", "https://port.example/1", None)
    ]


def test_a_guid_that_is_an_address_serves_as_link():
    entry = parse(rss("<title>Pier</title><guid>https://port.example/9</guid>")).entries[0]
    assert (entry.guid, entry.url) == ("https://port.example/9", "https://port.example/9")


@pytest.mark.parametrize("reader", ["quick", "feedparser"])
def test_one_address_that_is_none_costs_neither_its_entry_nor_the_others(reader, monkeypatch):
    if reader == "feedparser":
        monkeypatch.setattr(feeds, "read_plain_xml", lambda *_: None)
    broken = "<item><title>Pier closed</title><guid>9</guid><link>//port.example[</link></item>"
    found = parse(rss(broken, item(1), channel="<title>Harbour Post</title><link>//port.example[</link>"))
    assert [entry.title for entry in found.entries].count("Pier closed") == 1
    assert [bool(entry.url) for entry in found.entries if entry.title != "Pier closed"] == [True]
    assert found.home_url == ""


@pytest.mark.threat("F04")
def test_an_entry_without_guid_is_known_by_its_canonical_address():
    one = parse(rss("<title>A</title><link>https://www.port.example/1/?utm_source=a</link>")).entries[0]
    other = parse(rss("<title>B</title><link>http://port.example/1</link>")).entries[0]
    assert one.guid == other.guid == "https://port.example/1"


def test_an_entry_without_guid_and_link_is_known_by_title_and_date():
    first = parse(rss("<title>A</title><pubDate>2026-03-05</pubDate>")).entries[0]
    again = parse(rss("<title>A</title><pubDate>2026-03-05</pubDate>")).entries[0]
    later = parse(rss("<title>A</title><pubDate>2026-03-06</pubDate>")).entries[0]
    assert first.guid == again.guid != later.guid
    assert first.guid.startswith("sha256:")


@pytest.mark.threat("F04")
def test_entries_with_neither_link_nor_title_are_skipped_and_counted():
    feed = parse(rss(item(1), "<description>nothing else</description>"))
    assert (len(feed.entries), feed.skipped) == (1, 1)


@pytest.mark.threat("F05")
def test_one_guid_for_two_addresses_gives_two_identities_and_for_one_address_one():
    same = "<title>A</title><link>https://port.example/1</link><guid isPermaLink='false'>g</guid>"
    again = same.replace("example/1", "example/1?utm_source=x")
    other = same.replace("example/1", "example/2")
    feed = parse(rss(same, again, other))
    first, second = (entry.guid for entry in feed.entries)
    assert first == "g"
    assert second.startswith("g#")
    assert feed.repeated == 1


@pytest.mark.threat("F05")
def test_the_identities_of_one_guid_stay_when_an_entry_comes_on_top():
    def one(number):
        return f"<title>T{number}</title><link>https://port.example/{number}</link><guid isPermaLink='false'>g</guid>"

    before = {entry.url: entry.guid for entry in parse(rss(*map(one, (3, 2, 1)))).entries}
    after = {entry.url: entry.guid for entry in parse(rss(*map(one, (4, 3, 2, 1)))).entries}
    kept = [f"https://port.example/{number}" for number in (1, 2)]
    assert [after[url] for url in kept] == [before[url] for url in kept]
    assert len(set(after.values())) == 4


@pytest.mark.threat("F10")
def test_only_the_five_hundred_newest_are_kept_and_the_rest_counted():
    items = [item(number, f"{2000 + number % 26}-01-{number % 28 + 1:02d}") for number in range(700)]
    started = time.process_time()
    feed = parse(rss(*items))
    assert time.process_time() - started < 5
    assert (len(feed.entries), feed.over_limit, feed.errors) == (500, 200, ("over_limit",))
    assert min(entry.published_at for entry in feed.entries) >= datetime(2006, 1, 1, tzinfo=UTC)


@pytest.mark.threat("F11")
def test_fields_over_their_limit_are_cut_and_named():
    long = "字" * 600
    body = rss(
        f"<title>{long}</title><link>https://port.example/1</link><author>{'a' * 300}</author>"
        + "".join(f"<category>c{number}</category>" for number in range(30))
        + f"<description>{'d' * 400_000}</description>"
    )
    entry = parse(body).entries[0]
    assert (len(entry.title), len(entry.author), len(entry.categories)) == (500, 200, 20)
    assert len(entry.summary_html) == 5_000
    assert len(entry.content_html) == 300_000
    assert set(entry.cut) == {"title", "author", "categories", "summary", "content"}


@pytest.mark.threat("F11")
def test_a_title_is_never_cut_inside_a_character_that_readers_see_as_one():
    title = "a" * 499 + "👍🏽"
    assert parse(rss(f"<title>{title}</title>")).entries[0].title == "a" * 499


@pytest.mark.threat("W02")
def test_hostile_fields_are_harmless():
    entry = parse(
        rss(
            "<title>&lt;script&gt;alert(1)&lt;/script&gt;Pier\x00\x08 5 &lt; 6</title><link>javascript:alert(1)</link>"
            "<guid isPermaLink='false'>g</guid><author>&lt;img src=x onerror=alert(1)&gt;Ana</author>"
            "<category>&lt;script&gt;x&lt;/script&gt;Ports\u202e</category>"
            "<description>&lt;p onclick='x' style='y'&gt;Hi &lt;a href='javascript:x'&gt;there&lt;/a&gt;"
            "&lt;iframe src='https://evil.example'&gt;&lt;/iframe&gt;&lt;img src='https://evil.example/p.gif'&gt;&lt;/p&gt;"
            "</description>"
        )
    ).entries[0]
    assert (entry.title, entry.url) == ("Pier 5 < 6", "")
    assert (entry.author, entry.categories) == ("Ana", ("Ports",))
    assert entry.summary_html == '<p>Hi <a rel="noopener noreferrer nofollow">there</a></p>'


@pytest.mark.threat("E05")
@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Ports &amp;amp; Piers", "Ports & Piers"),
        ("Ports &amp;amp;amp; Piers", "Ports &amp; Piers"),
        ("<![CDATA[Ports &amp; Piers]]>", "Ports & Piers"),
        ("5 &lt; 6 &gt; 4", "5 < 6 > 4"),
        ("It&#146;s open", "It’s open"),
        ("FÃ³rum", "Fórum"),
        ("<![CDATA[ \n Pier <br> opens \n ]]>", "Pier opens"),
    ],
)
def test_titles_are_decoded_once(source, title):
    assert parse(rss(f"<title>{source}</title>")).entries[0].title == title


def test_plain_descriptions_keep_their_line_breaks():
    entry = parse(rss("<title>A</title><description>One.\n\nTwo.</description>")).entries[0]
    assert entry.summary_html == "One.<br>\n<br>\nTwo."


def test_rss_authors_written_as_address_and_name_become_the_name():
    assert parse(rss("<title>A</title><author>ana@port.example (Ana Souza)</author>")).entries[0].author == "Ana Souza"


def test_relative_links_are_resolved_against_the_feed():
    assert parse(rss("<title>A</title><link>/news/1</link>")).entries[0].url == "https://port.example/news/1"


@pytest.mark.threat("F02")
@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", "parse_error", "empty_body"),
        (b" \r\n", "parse_error", "empty_body"),
        ("<!DOCTYPE html><html><body>Hello</body></html>", "not_a_feed", "html_page"),
        ("<html><head><title>Just a moment...</title></head></html>", "not_a_feed", "challenge_page"),
        ("<html><body><input type='password'></body></html>", "not_a_feed", "login_page"),
        ('{"error": "not found"}', "not_a_feed", "other_json"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [{"id"', "parse_error", "truncated_json"),
        ("hello", "not_a_feed", "not_xml"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>', "parse_error", "entity_declaration"),
        (rss(item(1)).replace("Pier 1", "\ufffd" * 40), "encoding_suspect", "undecodable"),
    ],
)
def test_what_is_no_feed_says_why(body, status, error):
    feed = parse(body)
    assert (feed.status, feed.entries, feed.errors) == (status, (), (error,))


@pytest.mark.threat("F03")
def test_a_feed_without_entries_is_empty():
    feed = parse(rss())
    assert (feed.status, feed.entries, feed.errors) == ("empty", (), ())


@pytest.mark.parametrize("lead", ["\n\n", "\ufeff", "   ", "\ufeff\n"])
def test_what_stands_before_the_declaration_does_no_harm(lead):
    assert len(parse(lead + rss(item(1))).entries) == 1


def test_whole_entries_of_a_cut_feed_are_kept_and_the_cut_one_is_not():
    body = rss(item(1), item(2), item(3))
    feed = parse(body[: body.index("Pier 3 opened")])
    assert (feed.status, [entry.title for entry in feed.entries]) == ("partial", ["Pier 1", "Pier 2"])
    assert "truncated" in feed.errors


WHOLE = rss(*(item(number) for number in range(6))).encode()


@pytest.mark.threat("F01")
@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=len(WHOLE)))
def test_a_feed_cut_anywhere_never_raises_and_gives_only_whole_entries(cut):
    body = WHOLE[:cut]
    feed = parse(body)
    assert len(feed.entries) == body.count(b"</item>")
    assert all(entry.title.startswith("Pier") for entry in feed.entries)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(body):
    assert parse(body).status in {"ok", "partial", "empty", "not_a_feed", "parse_error", "encoding_suspect"}


def test_undeclared_rss_prefixes_are_read():
    item_of_old = "<rss:item><rss:title>Pier</rss:title></rss:item>"
    body = f"<rss version=2.0><rss:channel><rss:title>P</rss:title>{item_of_old}</rss:channel></rss>"
    assert [entry.title for entry in parse(body).entries] == ["Pier"]


def test_a_title_without_its_end_is_still_a_title():
    feed = parse(rss(item(1).replace("</title>", ""), item(2)))
    assert [(entry.title, entry.url) for entry in feed.entries] == [
        ("Pier 1", "https://port.example/1"),
        ("Pier 2", "https://port.example/2"),
    ]


@pytest.mark.threat("X01")
def test_an_undeclared_entity_does_not_lose_the_feed():
    feed = parse(rss("<title>Pier&nbsp;one</title><link>https://port.example/1</link>"))
    assert feed.entries[0].title == "Pier one"
    assert "malformed" in feed.errors


@pytest.mark.threat("X02")
def test_an_external_entity_is_never_read(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    padding = "<!-- " + "x" * 70_000 + " -->"
    for body in (
        f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">{rss(item(1))}',
        f'<rss version="2.0">{padding}<channel/></rss>',
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss version="2.0"><channel><item><title>&x;</title>'
        "</item></channel></rss>",
    ):
        assert "hidden" not in repr(parse(body))


@pytest.mark.threat("X03")
@pytest.mark.parametrize(
    "description",
    [
        "&lt;div&gt;" * 60_000,
        "<a>" * 60_000 + "</a>" * 60_000,
        "<![CDATA[" + "<div>" * 60_000 + "]]>",
        "&lt;" * 100_000,
    ],
)
def test_deep_nesting_is_survived_in_time(description):
    started = time.process_time()
    parse(rss(f"<title>A</title><description>{description}</description>"))
    assert time.process_time() - started < 5


@pytest.mark.threat("X05")
def test_stylesheets_and_includes_are_ignored():
    body = rss(
        item(1),
        '<title>B</title><link>https://port.example/b</link><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>',
    )
    feed = parse(body.replace("?><rss", '?><?xml-stylesheet href="x.xsl" type="text/xsl"?><rss'))
    assert [entry.title for entry in feed.entries] == ["Pier 1", "B"]


def test_feeds_in_every_encoding_give_the_same_entries():
    body = rss("<title>深圳與香港簽署合作協議，推動科技園區發展</title><link>https://port.example/1</link>")
    expected = parse(body).entries
    for encoding, label in (("big5hkscs", "big5"), ("utf-16", "utf-16"), ("gb18030", "gbk")):
        assert parse(body.replace('encoding="utf-8"', f'encoding="{label}"').encode(encoding)).entries == expected


def test_the_charset_of_the_header_is_heard():
    body = rss("<title>Новости порта</title>").replace(' encoding="utf-8"', "").encode("koi8-r")
    assert parse(body, content_type="text/xml; charset=koi8-r").entries[0].title == "Новости порта"


ORDINARY = {
    "full": FULL_RSS,
    "many": rss(*(item(number) for number in range(20))),
    "atom": ATOM,
    "rdf": RDF,
    "media": rss(
        item(1) + '<media:content url="https://port.example/1.jpg"/><media:thumbnail url="https://port.example/1.jpg"/>'
    ),
    "permalink": rss("<title>A</title><guid isPermaLink='true'>https://port.example/1</guid>"),
    "same text twice": rss("<title>A</title><description>x</description><content:encoded>x</content:encoded>"),
    "syndication": rss(
        item(1),
        channel="<title>P</title><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
    ),
    "self link": rss(
        item(1),
        channel='<title>P</title><atom:link rel="self" href="https://port.example/feed"/><link>https://port.example/</link>',
    ),
    "twice encoded": rss("<title>FÃ³rum</title>"),
    "base": ATOM.replace("<feed ", '<feed xml:base="https://base.example/x/" '),
}
DOUBTFUL = {
    "two titles": rss("<title>A</title><title>B</title>"),
    "media title": rss("<title>A</title><media:title>B</media:title>"),
    "two creators": rss("<title>A</title><dc:creator>X</dc:creator><dc:creator>Y</dc:creator>"),
    "xhtml": ATOM.replace(
        'type="html">&lt;p&gt;Texto&lt;/p&gt;',
        'type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Texto</p></div>',
    ),
    "mail": rss("<title>A</title><author>ana@port.example (Ana)</author>"),
    "doctype": '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">' + rss(item(1))[38:],
    "markup in title": rss("<title>A <b>bold</b> pier</title>"),
    "broken": rss(item(1))[:-20],
    "dublin title": rss("<title>A</title><dc:title>B</dc:title>"),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_the_fast_reader_says_what_feedparser_says(name):
    body = ORDINARY[name]
    assert read_plain_xml(body.encode()) is not None
    fast = parse(body)
    with mock.patch.object(feeds, "read_plain_xml", return_value=None):
        assert parse(body) == fast
    assert fast.entries


@pytest.mark.parametrize("name", DOUBTFUL)
def test_the_fast_reader_leaves_doubtful_feeds_to_feedparser(name):
    assert read_plain_xml(DOUBTFUL[name].encode()) is None
    assert read_by_feedparser(DOUBTFUL[name]) is not None


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=30)
plain_texts = texts.filter(lambda text: "&" not in text and "@" not in text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(plain_texts, plain_texts, plain_texts), max_size=3))
def test_the_two_readers_agree_on_any_plain_text(rows):
    body = rss(
        *(
            f"<title>{escape(title)}</title><link>https://port.example/{number}</link><guid>{escape(guid)}</guid>"
            f"<description>{escape(summary)}</description>"
            for number, (title, summary, guid) in enumerate(rows)
        )
    )
    fast = parse(body)
    with mock.patch.object(feeds, "read_plain_xml", return_value=None):
        assert parse(body) == fast


@given(
    st.text(
        st.sampled_from("a珠é，￥\t\n\r\x00\x08\x0b\x0c\x0e\x1f\x7f\x85\ufffd\ufffe\uffff\ud800\udfff\U0001fffe"),
        max_size=12,
    )
)
def test_what_xml_forbids_is_taken_out_and_nothing_else(text):
    expected = "".join(
        one
        for one in text
        if ord(one) in (9, 10, 13) or 0x20 <= ord(one) < 0xD800 or 0xE000 <= ord(one) < 0xFFFE or ord(one) > 0xFFFF
    )
    assert feeds._as_xml(text) == (expected, expected.encode())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("FÃ³rum", "Fórum"),
        ("Fórum", "Fórum"),
        ("港 FÃ³rum", "港 FÃ³rum"),
        ("FÃ³rum 港", "FÃ³rum 港"),
        ("Ã", "Ã"),
        ("a", "a"),
    ],
)
def test_a_text_that_was_encoded_twice_is_read_as_it_was_meant(text, read):
    (entry,) = parse(rss(f"<title>{text}</title><link>https://port.example/1</link>")).entries
    assert entry.title == read
