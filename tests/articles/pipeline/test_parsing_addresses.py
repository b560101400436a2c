"""Addresses: which are allowed, and which mean the same article."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.parsing import addresses, canonical_url, clean_url

HOSTILE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://port.example/a",
    "gopher://port.example/",
    "mailto:a@port.example",
    "tel:123",
    "blob:https://port.example/1",
    "about:blank",
    "view-source:https://port.example/",
    "//port.example/a",
    "\\\\port.example\\a",
    "/\\port.example",
    "https:\\\\port.example/a",
    "https://port.example\\@evil.example/",
    "http:/port.example",
    "http:port.example",
    "http://",
    "https:///a",
    "https://?a",
    "https://user@port.example/",
    "https://user:secret@port.example/",
    "https://port.example:0/",
    "https://port.example:99999/",
    "https://port.example:x/",
    "https://po rt.example/",
    "https://port.example/a\nb",
    "https://port.example/a\tb",
    "https://port.example/\x00",
    "https://port.example/\u202egpj",
    "https://port\u200b.example/",
    "https://[::1/",
    "https://port.example/<script>",
    'https://port.example/"onclick=',
    "https://" + "a" * 2_100,
    "https://port.example/" + "a" * 2_000,
    "",
    "   ",
    "not an address",
    "/relative",
    "?query",
    "#fragment",
    "h ttps://port.example",
    "httpsx://port.example",
    "https;//port.example",
    "ht\u200btps://port.example",
]


@pytest.mark.threat("W03")
@pytest.mark.parametrize("raw", HOSTILE)
def test_clean_url_refuses_what_is_no_plain_web_address(raw):
    assert clean_url(raw) == ""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://port.example/a?b=1#c", "https://port.example/a?b=1#c"),
        ("  https://port.example/a\n", "https://port.example/a"),
        ("HTTP://Port.example/A", "HTTP://Port.example/A"),
        ("https://port.example:8443/", "https://port.example:8443/"),
        ("https://127.0.0.1/a", "https://127.0.0.1/a"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("https://port.example/a b", "https://port.example/a%20b"),
        ("https://port.example/港口", "https://port.example/%E6%B8%AF%E5%8F%A3"),
        ("https://港口.example/", "https://xn--kprv26k.example/"),
    ],
)
def test_clean_url_keeps_web_addresses(raw, expected):
    if "kprv26k" in expected:
        expected = f"https://{'港口'.encode('idna').decode()}.example/"
    assert clean_url(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("/news/1", "https://port.example/news/1"),
        ("2", "https://port.example/feed/2"),
        ("//cdn.example/3", "https://cdn.example/3"),
        ("https://other.example/4", "https://other.example/4"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_clean_url_resolves_against_the_feed(raw, expected):
    assert clean_url(raw, "https://port.example/feed/rss.xml") == expected


@pytest.mark.parametrize(
    "variant",
    [
        "https://port.example/news/1",
        "http://port.example/news/1",
        "https://www.port.example/news/1",
        "https://m.port.example/news/1",
        "https://amp.port.example/news/1",
        "https://PORT.example:443/news/1/",
        "https://port.example/news/1?utm_source=rss&utm_medium=feed",
        "https://port.example/news/1?fbclid=x&gclid=y#comments",
        "https://port.example/news/1?spTabChangeable=0",
        "https://port.example/news/1/amp",
        "https://port.example/news/1/amp/",
        "https://port.example/amp/news/1",
        "https://port.example/news/1?amp=1",
        "https://port.example//news/1/index.html",
        "https://port-example.cdn.ampproject.org/c/s/port.example/news/1",
        "https://www.google.com/amp/s/port.example/news/1",
        "https://www.google.com/url?rct=j&url=https://port.example/news/1&ct=ga",
    ],
)
def test_canonical_url_is_one_for_all_addresses_of_a_page(variant):
    assert canonical_url(variant) == "https://port.example/news/1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://port.example/news?id=1", "https://port.example/news?id=2"),
        ("https://port.example/news/1", "https://port.example/news/2"),
        ("https://a.port.example/1", "https://b.port.example/1"),
        ("https://port.example/A", "https://port.example/a"),
        ("https://port.example/#!/1", "https://port.example/#!/2"),
        ("https://port.example:8080/1", "https://port.example/1"),
    ],
)
def test_canonical_url_keeps_different_pages_apart(one, other):
    assert canonical_url(one) != canonical_url(other)


def test_canonical_url_does_not_mind_the_order_of_parameters_and_escapes():
    assert canonical_url("https://port.example/港?b=2&a=1") == canonical_url("https://port.example/%E6%B8%AF?a=1&b=2")


@pytest.mark.parametrize("raw", HOSTILE)
def test_canonical_url_of_a_refused_address_is_empty(raw):
    assert canonical_url(raw) == ""


@given(st.text(max_size=60).map(lambda tail: f"https://port.example/{tail}"))
def test_canonical_url_of_itself_changes_nothing(address):
    once = canonical_url(address)
    assert canonical_url(once) == once


@pytest.mark.threat("E03")
@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://pаypal.example/", "xn--pypal-4ve.example"),  # Cyrillic а
        ("https://ｎｅｗｓ.example/", "news.example"),  # full-width
        ("https://港口.example/", "xn--6orv52d.example"),
        ("https://port\u200b.example/", ""),  # zero-width
        ("https://port\u202e.example/", ""),  # right-to-left override
    ],
)
def test_a_host_that_looks_like_another_is_shown_as_what_it_is(url, host):
    found = clean_url(url)
    assert (urlsplit(found).hostname or "") == host
    assert found.isascii()


@pytest.mark.parametrize("raw", ["//a.example[", "//[", "http://a.example[/1", "//a.example]/1"])
def test_an_address_with_half_a_bracket_is_none_and_breaks_nothing(raw):
    assert clean_url(raw, "https://b.example/c/") == ""


_PARTS = st.text(st.sampled_from("ab1-.:/?#@%&=+~!$'()*,;[]\\\"<>^`{|}\t \x7fé港"), max_size=20)


@given(
    st.sampled_from(["http://", "https://", "HTTP://", "ftp://", "//", ""]),
    st.sampled_from(
        [
            "a.example",
            "a",
            "A.example",
            "a.example:80",
            "a.example:0",
            "a.example:8080",
            "a.example:65536",
            "u@a.example",
            "a..b",
            "-",
            "1.2.3.4",
        ]
    ),
    _PARTS,
)
def test_a_plain_address_is_given_as_the_long_way_gives_it(scheme, host, rest):
    raw = f"{scheme}{host}{rest}"
    assert addresses.clean_url(raw) == addresses._clean(raw, "")
    assert addresses.clean_url(raw, "https://b.example/c/") == addresses._clean(raw, "https://b.example/c/")


def test_an_address_of_more_than_2000_characters_is_refused_however_plain():
    plain = "https://a.example/"
    assert clean_url(plain + "a" * (2_000 - len(plain))) != ""
    assert clean_url(plain + "a" * (2_001 - len(plain))) == ""
