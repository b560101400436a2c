"""An English text told plainly: what is left out, and that every quote is still one of the text as it stands."""

import pytest

from articles import reference
from articles.pipeline.deals.plain import retell
from articles.pipeline.line import analyse
from articles.pipeline.quantities import find_dates
from articles.pipeline.text import build_text

PUBLISHED = "2026-03-05"
LONG_TOLD = (
    "It was announced on Tuesday that Elm Robots (1234.HK), a subsidiary of Quill Group, has successfully signed two "
    "agreements with Hong Kong's Oak Foods in Shenzhen, witnessed by Financial Secretary Paul Chan.\n"
    "Elm is a maker of arms."
)


def plain(words):
    """The body of a text of these words, told plainly."""
    told = retell(build_text("News of the day", [words]))
    return None if told is None else told.text.text.partition("\n\n")[2]


@pytest.mark.parametrize(
    ("told", "plainly"),
    [
        (
            "As part of efforts to boost trade, the Elm Board opened an office.",
            "The Elm Board opened an office.",
        ),
        (
            "It was announced on Tuesday that the Elm Board has opened an office.",
            "The Elm Board has opened an office, according to a statement on Tuesday.",
        ),
        (
            "Elm Bank (1234.HK) and Oak Bank (stock code: 0099) signed a pact.",
            "Elm Bank and Oak Bank signed a pact.",
        ),
        (
            "Elm Bank, led by chairman Ann Lee, has opened a branch.",
            "Elm Bank has opened a branch.",
        ),
        (
            "An agreement on data was signed by the Elm Board and the Oak Institute on Monday.",
            "The Elm Board and the Oak Institute signed an agreement on data on Monday.",
        ),
        (
            "A fund was set up by the Elm Board and the Oak Institute.",
            "The Elm Board and the Oak Institute has set up a fund.",
        ),
        (
            "Elm Bank is going to open a branch.",
            "Elm Bank will open a branch.",
        ),
    ],
)
def test_what_changes_no_deal_is_left_out(told, plainly):
    assert plain(told) == plainly


@pytest.mark.parametrize(
    "words",
    [
        "Elm Bank and Oak Bank signed a pact on Monday.",
        # An opener with a paper or a sum of its own may be the news
        "As part of an agreement signed on Monday, Elm Bank opened a branch.",
        # People sign for bodies, which stand behind their names
        "An agreement was signed by Ann Lee of the Elm Board and Ben Oak of the Oak Institute.",
        "招商银行（1234.HK）与深圳签署协议。",
    ],
)
def test_what_is_told_plainly_stays_as_it_is(words):
    assert plain(words) is None


def test_a_sentence_of_great_length_stays_as_it_is():
    assert plain("Elm Bank is going to open a branch " + "and a branch " * 100 + "in Macao.") is None


def test_quotes_are_those_of_the_text_as_it_stands():
    found = analyse(title="Elm signs", text=LONG_TOLD, published=PUBLISHED, reference=reference.load())
    text = found.extracted.text.text
    deal = found.reading.deals[0]
    assert deal.parties == ("Elm Robots", "Oak Foods")
    assert all(text[quote.start : quote.end] == quote.quote for quote in deal.evidence)
    assert {quote.quote for quote in deal.evidence if quote.field == "parties"} >= {"Elm Robots", "Oak Foods"}
    assert [text[count.start : count.end] for count in deal.counts] == [count.text for count in deal.counts]
    assert deal.title == "Elm signs"


def test_what_was_found_moves_with_its_words_or_falls_away():
    text = build_text(
        "News", ["Elm Bank, led by chairman Ann Lee, opened a branch on 3 March 2026.", "It opens on 4 March 2026."]
    )
    told = retell(text)
    moved = told.moved(find_dates(text, PUBLISHED))
    assert [told.text.text[when.start : when.end] for when in moved] == [when.text for when in moved]
    assert len(moved) == 2
    gone = build_text("News", ["Elm Bank, founded by Oak on 3 March 2020, opened a branch."])
    assert retell(gone).moved(find_dates(gone, PUBLISHED)) == ()


def test_paragraphs_and_sentences_hold_the_same_words_as_before():
    text = build_text("Elm Bank is going to open a branch", ["It is large.", "Oak Bank is going to close."])
    told = retell(text).text
    assert [told.text[part.start : part.end] for part in told.paragraphs] == [
        "Elm Bank will open a branch",
        "It is large.",
        "Oak Bank will close.",
    ]
    assert [told.text[part.start : part.end] for part in told.sentences] == [
        told.text[part.start : part.end] for part in told.paragraphs
    ]
    assert len(told.text) == len(told.folded)
