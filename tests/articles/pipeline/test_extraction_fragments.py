from hypothesis import example, given
from hypothesis import strategies as st

from articles.pipeline.extraction.fragments import lines_of_fragment, parse, plain_text, split, texts


def of_parser(html: str) -> list[str]:
    tree = parse(f"<div>{html}</div>")
    return split("".join(texts(tree))) if tree is not None else []


def test_plain_markup_is_read_without_the_parser_and_all_other_is_not():
    assert plain_text("<figure></figure><p>Zhuhai &amp; Macao&nbsp;sign</p>") == "\n\n\nZhuhai & Macao\u00a0sign\n"
    assert plain_text('<div>渡輪<br><a href="https://example.com/a" rel="nofollow">更多</a></div>') is not None
    for other in (
        "<p>a", "a</p>", "<p>a<div>b</div></p>", "<pre>a\nb</pre>", "<table><tr><td>a</td></tr></table>",
        "<p>a > b</p>", "<p>&eacute;</p>", "<p>&amp</p>", "<P>a</P>", '<p class="x">a</p>', '<a href="x>y">z</a>',
        "<li>a</li>", "<p>a<hr>b</p>", "<ul><p>a</p></ul>", "<a><div>b</div></a>",
        "a<", "<!-- a -->", "a\x00b", "a\ud800b", "<script>a</script>", "<p>" * 50 + "</p>" * 50,
    ):  # fmt: skip
        assert plain_text(other) is None, other


def test_a_line_break_in_the_source_is_no_line_break_of_the_text():
    assert lines_of_fragment("<p>The port\nopens</p>\n<ul>\n<li>one</li><li>dois</li></ul>") == [
        "The port opens", "one", "dois",
    ]  # fmt: skip


_WORDS = st.text(max_size=6) | st.sampled_from(
    (" ", "文", "\t\n", "&amp;", "&nbsp;", "&lt;b&gt;", "&amp;lt;", "\x92", "x y", "\u3000")
)


def _inside(names: tuple[str, ...], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name.split()[0]}>",
        st.sampled_from(names),
        st.lists(inner, max_size=4),
    )


_AMONG = st.recursive(
    _WORDS | st.just("<br>"),
    lambda inner: _inside(("a", 'a href="x" rel="y"', "em", "strong", "span"), inner),
    max_leaves=4,
)
_BLOCKS = st.recursive(
    _AMONG | st.just("<hr>") | _inside(("p", "h1", "h4"), _AMONG) | _inside(("ul",), _inside(("li",), _AMONG) | _WORDS),
    lambda inner: _inside(("div", "figure", "blockquote"), inner),
    max_leaves=6,
)
_TAGS = st.sampled_from((
    *(f"<{mark}{tag}>" for tag in ("p", "div", "figure", "a", "em", "ul", "li", "h2") for mark in ("", "/")),
    "<br>", "<hr>", '<a href="q">',
))  # fmt: skip


@given(st.lists(_BLOCKS, max_size=5).map("".join) | st.lists(_TAGS | _WORDS, max_size=8).map("".join))
@example("<p>a<hr>b</p>c")
@example("<p><a>b<a>c</a></a></p>d")
@example("<ul>a<li>b</li>c</ul>d")
@example("<blockquote><ul></ul>a<br></blockquote>")
@example("<p>a&amp;lt;b &amp;amp; c</p>")
def test_what_is_read_without_the_parser_is_what_the_parser_gives(html):
    text = plain_text(html)
    if text is not None:
        assert split(text) == of_parser(html)
