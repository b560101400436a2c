"""Every field of every deal of the worked cases is proved by words that stand in the text."""

from articles import reference
from articles.pipeline.line import analyse
from tests.articles.pipeline.test_deal_cases import CASES


def test_every_quote_stands_in_the_text_and_none_is_empty():
    known, quotes = reference.load(), 0
    for param in CASES:
        case = param.values[0]
        read = analyse(
            title=case["title"], text=case["text"], published=str(case.get("published", "2026-03-05")), reference=known
        )
        text = read.extracted.text.text
        for quote in (quote for deal in read.reading.deals for quote in deal.evidence):
            quotes += 1
            assert quote.quote, (case["name"], quote)
            assert text[quote.start : quote.end] == quote.quote, (case["name"], quote)
    assert quotes > len(CASES)
