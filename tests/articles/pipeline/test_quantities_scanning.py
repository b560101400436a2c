"""Numbers and dates are found where the pattern alone would find them, only sooner."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.quantities import date_words, numerals
from articles.pipeline.quantities.scanning import Words, matches_at

NUMBERS = (
    "3|12|1,234.5|2026|2026-05-03|20|19|31st|rmb5|x7|三|二十三|3亿5000万|第三|两|亿|一百二十|10多|多|three|seventeen"
    "|twenty-one|two million|dois|dezasseis|mil|milhões|m|bn"
)
DATES = (
    "may|in may|march|market|last july|7 july 2026|the 3rd of june|days ago|two days ago|first quarter|since 2019"
    "|second half of this year|the day before yesterday|day after tomorrow|effective immediately|next week|early-|mid"
    "|end|from|on friday|monday last week|今年|去年3月|5月20日|上个月|本周|星期五|下周一|今早|昨|昨在|即日起|立即生效"
    "|年底|日前|18日|十月|同年|第一季|二零二五年"
)
MARKS = [" ", " ", " ", ",", ".", "-", "\n", "(", "é", "ã"]
texts = st.lists(st.sampled_from([*NUMBERS.split("|"), *DATES.split("|"), *MARKS]), max_size=14).map("".join)


def spans(matches):
    return [match.span() for match in matches]


@settings(max_examples=150, deadline=None)
@given(texts)
def test_every_number_is_found_at_a_place_where_one_may_begin(folded):
    for portuguese, pattern in ((False, numerals._NUMBER), (True, numerals._PT_NUMBER)):
        starts = numerals._number_starts(folded, portuguese)
        assert spans(matches_at(pattern, folded, starts)) == spans(pattern.finditer(folded))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_every_date_is_found_at_a_place_where_one_may_begin(folded):
    for pattern, starts in ((date_words.EN, date_words.en_starts), (date_words.ZH, date_words.zh_starts)):
        assert spans(matches_at(pattern, folded, starts(folded))) == spans(pattern.finditer(folded))


@pytest.mark.parametrize("kind", ["DAYS", "MONTHS", "YEARS", "WEEKS", "WEEKDAYS"])
def test_every_word_of_time_that_a_pattern_knows_is_found_in_a_sentence(kind):
    frames = ("it opens {} in town", "消息{}在", "消息{}年", "消息星期{}公布", "消息{}月")
    for word in getattr(date_words, kind):
        for folded in (frame.format(word) for frame in frames):
            for pattern, starts in ((date_words.EN, date_words.en_starts), (date_words.ZH, date_words.zh_starts)):
                assert spans(matches_at(pattern, folded, starts(folded))) == spans(pattern.finditer(folded))


def test_words_are_found_also_where_they_overlap():
    assert sorted(Words(("days ago", "ago", "day")).spans("two days ago")) == [(0, 4, 12), (1, 9, 12), (2, 4, 7)]
