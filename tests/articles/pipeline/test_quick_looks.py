"""A quick look before a pattern is tried, or a short way beside it, never hides what the pattern finds."""

from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.pipeline.deals.phrases import holds
from articles.pipeline.deals.rules import purchases, securities
from articles.pipeline.extraction import lines, pages, titles
from articles.pipeline.matching import quiet
from articles.pipeline.quantities import counts, money

# Of what is made from a pattern that looks around itself much is thrown away.
MADE_FROM_PATTERNS = settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


def made_of(words: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words.split("|")), max_size=10).map("".join)


QUANTITIES = made_of(
    "5| |  |\n|-|hk$|us$|rmb|人民币|港元|mop|€|逾|近|约|超过|最多|高达|第|article |no. |no.|g|covid-|may |sept. |家企业"
    "|个|项目| key areas| more projects| acordos|-kilometre railway|\u3000措施|,|b|d|达"
)


@settings(deadline=None)
@given(QUANTITIES, st.booleans())
@example("hk$\n5", False)
@example("第\n5", False)
@example("rmb约5", False)
@example("hk$超5", False)
@example("-b key areas", False)
def test_what_stands_beside_a_number_is_seen(folded, portuguese):
    for at in range(len(folded) + 1):
        before = money._PREFIX.search(folded, max(0, at - 10), at)
        assert str(money._currency_before(folded, at)) == str(before)
        if counts._ORDINAL_BEFORE.search(folded, max(0, at - 11), at):
            assert folded[at - 1 : at] in counts._ORDINAL_ENDS
        patterns = (counts._EN, counts._ZH, counts._PT)[: 3 if portuguese else 2]
        window = min(len(folded), at + counts._WINDOW)
        nouns = [noun for noun in (pattern.match(folded, at, window) for pattern in patterns) if noun]
        if nouns and nouns[0].re is counts._EN and counts._is_size(nouns[0]):
            del nouns[0]
        assert str(counts._noun_after(folded, at, portuguese)) == str(nouns[0] if nouns else None)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [(securities._LENDS, securities._LOAN_WORDS), (purchases._MARKET_BUYING, purchases._MARKET_WORDS)],
)
def test_a_deal_is_told_by_the_words_that_are_looked_for_first(pattern, words):
    """The texts are made from the pattern, so that each of its branches comes up."""

    @MADE_FROM_PATTERNS
    @given(st.from_regex(pattern))
    def looks(text):
        assert holds(text, words, 0, len(text))

    looks()


@MADE_FROM_PATTERNS
@given(st.from_regex(quiet._CREDIT))
@example("meet jane,")
def test_every_credit_has_one_of_the_signs(folded):
    assert any(sign in folded for sign in quiet._CREDIT_SIGNS)


@MADE_FROM_PATTERNS
@given(st.from_regex(titles._MARK_OF_PICTURES).filter(lambda title: "\n" not in title))
@example("Port opens [Photos]")
@example("码头开放【組圖】")
def test_a_mark_of_pictures_ends_with_a_bracket_that_closes(title):
    assert title.endswith(titles._CLOSERS)


@MADE_FROM_PATTERNS
@given(
    made_of("Markets|财经| | | 11:36|·|•|丨|3h|2 days| ago|今日|Harbour Post|5小时前")
    | st.from_regex(lines._SECTION_CLOCK, fullmatch=True)
    | st.from_regex(lines._OUTLET_AGE, fullmatch=True)
)
@example("财经丨11:36")
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
