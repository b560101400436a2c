"""Markup: nothing that a page of ours could run, fetch or be fooled by comes through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.parsing import clean_html
from articles.pipeline.parsing.markup import cut, plain

# One of each class of trick: scripts, handlers, foreign content, mutation, forms, frames, styles, odd addresses.
PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<p onmouseover='alert(1)' style='background:url(javascript:1)' class='x' id='y'>hover</p>",
    "<svg onload=alert(1)><a xlink:href='javascript:1'>x</a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea><img title='</textarea><img src onerror=alert(1)>'></textarea>",
    "<title></title><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='javascript:alert(1)'>",
    "<object data='data:text/html,<script>1</script>'></object>",
    "<embed src='javascript:1'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:1'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/relative'>x</a>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:1'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<form action='https://evil.example'><input name=a><button>go</button></form>",
    "<video src=x onerror=alert(1)></video><audio src=x></audio>",
    "<details open ontoggle=alert(1)>x</details>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href='javascript:1'?>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<p/onclick=alert(1)>x",
    "<a href=\"https://a.example/\" onclick='x' target=_blank ping='https://evil.example'>x</a>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<b><i><u><s>" * 50,
]
ALIVE = re.compile(
    r"<(?:script|img|svg|math|iframe|object|embed|form|input|button|style|link|meta|base|video|audio|template|textarea|title)\b"
    r"|<[^>]*\s(?:on\w+|style|class|id|src|srcdoc|action|ping|target)\s*="
    r'|href="(?!https?:|mailto:)',
    re.IGNORECASE,
)


@pytest.mark.threat("W01")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_clean_html_lets_nothing_alive_through(payload):
    cleaned = clean_html(f"<p>before</p>{payload}<p>after</p>")
    assert ALIVE.search(cleaned) is None
    assert "before" in cleaned


@pytest.mark.parametrize("payload", PAYLOADS)
def test_clean_html_changes_nothing_the_second_time(payload):
    cleaned = clean_html(payload)
    assert clean_html(cleaned) == cleaned


@pytest.mark.threat("W01")
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<a href='https://a.example'>", "<svg>", "<style>", "x", "&lt;", "<", ">", "<b", "]]>"]
        )
    )
)
def test_clean_html_of_any_mixture_is_dead(pieces):
    assert ALIVE.search(clean_html("".join(pieces))) is None


def test_clean_html_keeps_the_shape_of_a_text():
    items, cells = "<ul><li>a</li><li>b</li></ul>", "<table><tr><td>1</td></tr></table>"
    source = f"<div><h2>Pier</h2><p>One <b>bold</b> word.</p>{items}{cells}</div>"
    cleaned = clean_html(source)
    for tag in ("<h2>", "<b>", "<li>", "<td>"):
        assert tag in cleaned


@pytest.mark.threat("W11")
def test_links_say_nothing_to_the_other_side():
    assert clean_html("<a href='https://a.example/'>x</a>") == (
        '<a href="https://a.example/" rel="noopener noreferrer nofollow">x</a>'
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Pier<br>opens", "Pier opens"),
        ("<b>Pier</b> &amp; port", "Pier & port"),
        ("&lt;b&gt;", "<b>"),
        ("5 < 6", "5 < 6"),
        ("<script>alert(1)</script>Pier", "Pier"),
        ("<style>p{}</style>Pier<!-- note -->", "Pier"),
        ("港\u200b口\u202e", "港口"),
        ("a\n\n b", "a b"),
    ],
)
def test_plain_gives_one_line_of_text(raw, expected):
    assert " ".join(plain(raw).split()) == expected


def test_plain_leaves_declared_text_alone():
    assert plain("<b> &amp;", is_text=True) == "<b> &amp;"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("a" * 5 + "e\u0301x", 6, "a" * 5),
        ("aa🇭🇰", 3, "aa"),
        ("aa☀\ufe0fb", 3, "aa"),
        ("one two", 4, "one"),
    ],
)
def test_cut_never_halves_what_a_reader_sees_as_one(text, limit, expected):
    assert cut(text, limit) == expected


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30))
def test_a_line_of_printable_ascii_keeps_all_but_blanks_in_a_row(text):
    assert plain(text, is_text=True) == plain(f"{text}\u200b", is_text=True) == re.sub(" +", " ", text).strip()
