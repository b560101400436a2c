"""Texts made to be slow: the cost of a text grows as its length does, and a line costs what a long line does."""

import gc
import random
import time
from collections.abc import Callable, Iterator

import pytest

from articles import reference
from articles.pipeline.extraction import extract
from articles.pipeline.extraction.asking import asks_outright, asks_reader
from articles.pipeline.extraction.bios import is_bio
from articles.pipeline.extraction.lines import marks_teaser, reads_like_prose, reason_of, tells_date
from articles.pipeline.line import analyse
from articles.pipeline.text import build_text, fold, split_sentences

SIZE = 24_000
# A text four times as long may take this many times as long; work that grows with the square takes 16 times.
GROWTH = 9
# A hostile line may cost this many times a plain sentence of its length.
DEARER = 60

PIECES = (
    ". ", "...", "? ", "! a", "A. ", "Mr. ", "Co. Ltd. ", "U.S.", "1.", "1. ", "1,234.5 ", '..." ', '"',
    "「」", "「a。」", "「", "(a. ", "（", "。", "a。", "。」", "；", "… ", "a", "香", "a香", "香a ", "é",
    "e\u0301", "\u3000a", "#a,", "#a ", "@a.", "http://a", "a | ", "a\n", "ab\n\n", "Related\n", "Comments\n",
    "2h ago\n", "2小時前\n", "By A ", "photo: ", "圖", "責任編輯：\n陳大文\n",
    "Jane Doe is a reporter at x.\n", "The board said it will build a pier on Monday.\n",
)  # fmt: skip
LINES = (
    "photo ", "(photo ", "((", "[a", "a@a.", "by a ", "香,", "©", "編輯:", "編輯 ", "图:", "home > ",
    "cookie ", "java", "下载", "your inbox ", "we cookies ", "seu email ", "本站专页", "未经",
    "not reproduced ", "Jane Doe is a ", "Jan 1 ", "#a,", "#a ", "← a", "相关:", "A/B ", "(A A/",
    "more news ", "2024-1-1 ", "A ", "a, ", "on x: @a", "審校:a ", "1:1 ",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def collector_rests() -> Iterator[None]:
    """Keep the collector from running while texts are timed: its passes cost by what else is alive."""
    gc.disable()
    yield
    gc.enable()


def cost(work: Callable[[], object]) -> float:
    """Give the least CPU time of three runs, in seconds."""
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def soup(size: int) -> str:
    """Give ``size`` characters of signs, letters and line breaks in no order, the same each time."""
    signs = ".,!?。」「()（）\"' \n1aA香；…"
    return "".join(random.Random(7).choices(signs, k=size))


@pytest.mark.threat("Q09")
@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_text_costs_about_four_times_as_much(piece):
    short = (piece * SIZE)[:SIZE]
    assert cost(lambda: build_text("T", [short * 4])) < GROWTH * max(cost(lambda: build_text("T", [short])), 0.002)
    assert cost(lambda: extract("T", text=short * 4)) < GROWTH * max(cost(lambda: extract("T", text=short)), 0.002)


@pytest.mark.threat("Q09")
def test_four_times_the_soup_costs_about_four_times_as_much():
    short, long = soup(SIZE), soup(SIZE * 4)
    assert cost(lambda: build_text("T", [long])) < GROWTH * cost(lambda: build_text("T", [short]))
    assert cost(lambda: extract("T", text=long)) < GROWTH * cost(lambda: extract("T", text=short))


def judge(line: str) -> None:
    """Ask of a line all that is asked of it; past the cache, which knows no line twice."""
    folded = fold(line)
    reason_of.__wrapped__(line)
    for question in (marks_teaser, tells_date, reads_like_prose):
        question(line)
    asks_reader(folded)
    asks_outright(folded)
    is_bio(line)


@pytest.mark.threat("Q09")
@pytest.mark.parametrize("piece", LINES)
@pytest.mark.parametrize("length", [60, 250, 415, 595])
def test_a_hostile_line_costs_no_more_than_a_long_one(piece, length):
    plain = ("The two boards agreed to build a pier by the market and to share its cost. " * 9)[:length]
    hostile = (piece * length)[:length]
    assert cost(lambda: judge(hostile)) < DEARER * max(cost(lambda: judge(plain)), 0.00004)


@pytest.mark.parametrize("piece", [". ", "A. ", "「a。」", "a。", "? "])
def test_every_sign_of_a_hostile_text_lies_in_one_sentence(piece):
    text = (piece * 500).strip()
    spans = split_sentences(text, "zh-Hant")
    assert "".join(text[span.start : span.end] for span in spans).replace(" ", "") == text.replace(" ", "")


def test_full_stops_with_blanks_between_are_one_end():
    text = "They waited . . . Then the pier opened."
    assert [text[span.start : span.end] for span in split_sentences(text, "en")] == [
        "They waited . . .",
        "Then the pier opened.",
    ]


def test_a_page_of_too_many_lines_loses_none_of_them():
    kept = extract("T", text="\n".join(f"The board of pier {number} met on Monday." for number in range(12_000))).text
    assert "pier 0 met" in kept.text
    assert "pier 11999 met" in kept.text


NEWS = (
    "今日在港上市", "上市首日", "港交所掛牌", "簽署合作協議", "投資30億元", "深圳與香港", "十個項目", "聯合聲明",
    "The bank signed a deal ", "debut ", "went public ", "Memorandum of understanding ", "HK$30 million ",
    "a joint venture ", "in Hong Kong ", "said it said ", "publicada ontem ", "um acordo de cooperação ",
    "mil milhões de patacas ", "de da ", "深圳市海棠科技有限公司与香港榆树大学签署合作协议。",
    "佛山榆树电器(00930)今日挂牌,暗盘升。",
)  # fmt: skip


@pytest.mark.threat("Q09")
@pytest.mark.parametrize("piece", NEWS)
def test_words_of_deals_over_and_over_without_a_full_stop_cost_as_their_length_does(piece):
    known = reference.load()

    def read(size: int) -> float:
        text = (piece * size)[:size]
        return cost(lambda: analyse(title="大灣區 news of Hong Kong and Shenzhen", text=text, reference=known))

    read(100)  # What is made once is not timed.
    assert read(8_000) < GROWTH * max(read(2_000), 0.002)
