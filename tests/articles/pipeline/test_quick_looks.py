"""A quick look before a pattern is tried, or a short way beside it, never hides what the pattern finds."""

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.pipeline.deals import purchases, securities
from articles.pipeline.deals.phrases import holds
from articles.pipeline.extraction import lines, pages, titles
from articles.pipeline.matching import quiet
from articles.pipeline.quantities import counts, money


def made_of(words: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words.split("|")), max_size=10).map("".join)


QUANTITIES = made_of(
    "5| |  |\n|-|hk$|us$|rmb|人民币|港元|mop|€|逾|近|超过|最多|高达|第|article |no. |no.|g|covid-|may |sept. |家企业"
    "|个|项目| key areas| more projects| acordos|-kilometre railway|\u3000措施|,|b|d|达"
)


@settings(deadline=None)
@given(QUANTITIES, st.booleans())
@example("hk$\n5", False)
@example("第\n5", False)
def test_what_stands_beside_a_number_is_seen(folded, portuguese):
    for at in range(len(folded) + 1):
        before = money._PREFIX.search(folded, max(0, at - 10), at)
        assert str(money._currency_before(folded, at)) == str(before)
        if counts._ORDINAL_BEFORE.search(folded, max(0, at - 11), at):
            assert folded[at - 1 : at] in counts._ORDINAL_ENDS
        patterns = (counts._EN, counts._ZH, counts._PT)[: 3 if portuguese else 2]
        window = min(len(folded), at + counts._WINDOW)
        nouns = [noun for noun in (pattern.match(folded, at, window) for pattern in patterns) if noun]
        assert str(counts._noun_after(folded, at, portuguese)) == str(nouns[0] if nouns else None)


@pytest.mark.parametrize(
    ("pattern", "words", "folded"),
    [
        (securities._LENDS, securities._LOAN_WORDS, made_of("arranged|lends| a |loan|credit facility|empréstimo")),
        (securities._LENDS, securities._LOAN_WORDS, made_of("提供|发放|20亿元|贷款|授信|concedeu|empréstimo| um ")),
        (
            purchases._MARKET_BUYING,
            purchases._MARKET_WORDS,
            made_of("southbound|northbound| flows|北水|南下资金|北上资金| net |bought|净买入|compras líquidas|a "),
        ),
    ],
)  # fmt: skip
def test_a_deal_is_told_by_the_words_that_are_looked_for_first(pattern, words, folded):
    @settings(deadline=None)
    @given(folded)
    def looks(text):
        if pattern.search(text):
            assert holds(text, words, 0, len(text))

    looks()


@settings(deadline=None)
@given(made_of("reporting|editing| by| by |:|meet |jane|, |photo|source|图片|来源|contact us|read more| and "))
def test_every_credit_has_one_of_the_signs(folded):
    if quiet._CREDIT.match(folded):
        assert any(sign in folded for sign in quiet._CREDIT_SIGNS)


@settings(deadline=None)
@given(made_of("Markets|财经| | | 11:36|·|•|丨|3h|2 days| ago|今日|Harbour Post|5小时前"))
def test_the_age_of_a_teaser_is_told_with_its_mark(line):
    folded = lines.folded_line(line)
    patterns = (lines._AGO, lines._SECTION_CLOCK, lines._OUTLET_AGE)
    expected = len(line) <= 50 and any(pattern.fullmatch(folded) for pattern in patterns)
    assert lines.marks_teaser(line) == expected


@given(made_of("<|html|HTML|Body|head|>| |\n|!doctype|!DocType|p|header|ß|İ|ſ"))
def test_a_page_is_told_by_its_tags_in_any_case(html):
    assert pages.is_whole_page(html) == (pages._WHOLE_PAGE.search(html) is not None)


@given(made_of("https://|http://|HTTPS://|//|www.|Quay-post|quay-post|.com|.hk|:80|/a|?b|#c|@|[|]|\n|\t| |日报|\\|.."))
@example("https://quay-post.com\n")
@example("https://quay\npost.com/")
def test_the_host_of_a_plain_address_is_the_one_that_taking_it_apart_gives(url):
    plain = titles._PLAIN_HOST.match(url)
    if plain:
        assert plain[1] == urlsplit(url).hostname
