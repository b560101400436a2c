"""The deal reader: rungs, evidence, hostile text; what it finds in articles is in ``cases/deals_*.yaml``."""

from itertools import product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import reference
from articles.pipeline.deals import RUNGS, STATUSES, TYPES, read_deals
from articles.pipeline.deals.phrases import Phrases, words_of
from articles.pipeline.deals.rungs import lowest_rung, rung_of
from articles.pipeline.line import analyse
from articles.pipeline.matching.records import Reference, WordList
from articles.pipeline.tagging import Tags
from articles.pipeline.text import build_text


@pytest.mark.parametrize(
    ("deal_type", "status", "priced", "rung"),
    [
        ("mou", "signed", False, "mou"),
        ("mou", "planned", False, "mou"),
        ("mou", "talks", False, "statement"),
        ("mou", "completed", False, "closed"),
        ("letter_of_intent", "signed", False, "letter_of_intent"),
        ("framework_agreement", "signed", False, "agreement"),
        ("mutual_recognition", "announced", False, "agreement"),
        ("land", "planned", False, "agreement"),
        ("procurement", "signed", False, "agreement"),
        ("policy_measure", "announced", False, "agreement"),
        ("policy_measure", "planned", False, "statement"),
        ("launch_opening", "announced", False, "agreement"),
        ("launch_opening", "planned", False, "statement"),
        ("launch_opening", "completed", False, "closed"),
        ("joint_venture", "announced", False, "contract"),
        ("equity_investment", "signed", False, "contract"),
        ("fund", "announced", False, "contract"),
        ("bond_loan", "planned", False, "contract"),
        ("construction_contract", "planned", False, "contract"),
        ("ipo_listing", "planned", False, "statement"),
        ("ipo_listing", "signed", True, "contract"),
        ("ipo_listing", "completed", True, "closed"),
        ("other", "announced", False, "statement"),
        ("acquisition", "stalled", False, "contract"),
    ],
)
def test_the_rung_follows_type_and_status(deal_type, status, priced, rung):
    assert rung_of(deal_type, status, priced) == rung


def test_every_type_has_a_rung_in_every_status():
    assert all(rung_of(kind, status) in RUNGS for kind, status in product(TYPES, STATUSES))


def test_a_bundle_has_its_lowest_rung():
    assert lowest_rung(["cooperation_agreement", "letter_of_intent"], "signed") == "letter_of_intent"
    assert lowest_rung(["mou", "framework_agreement"], "signed") == "mou"


def test_a_long_phrase_that_is_no_whole_word_does_not_hide_a_short_one():
    phrases = Phrases([("noun", "x", ["office", "as of"]), ("verb", "y", ["signed", "sign"])])
    found = phrases.find("its overseas office signed, designed, 签")
    assert [(cue.kind, cue.start, cue.end) for cue in found] == [("noun", 13, 19), ("verb", 20, 26)]


def test_phrases_match_both_scripts_once_folded():
    text = build_text("兩地簽署諒解備忘錄", [])
    phrases = Phrases([("doc", "mou", ["谅解备忘录", "备忘录"])])
    (cue,) = phrases.find(text.folded)
    assert text.text[cue.start : cue.end] == "諒解備忘錄"


def test_a_stage_knows_only_its_own_words_of_the_reference():
    lists = (WordList("deals", "sign", "done", ("inked",)), WordList("relevance", "link", "9", ("inked",)))
    (cue,) = words_of(Reference(word_lists=lists), "deals").find("the two sides inked a pact")
    assert (cue.kind, cue.value) == ("sign", "done")


def reading_of(body, title="Hong Kong and Macao"):
    text = build_text(title, [body])
    return read_deals(text, (), Tags(), (), (), (), reference.load(), "2025-06-30")


def test_no_deal_says_why():
    assert reading_of("The weather was fine in the harbour.").no_deal == "no deal words"
    assert reading_of("The memorandum was signed last year.").no_deal == "background: an earlier deal is recalled"
    detail = reading_of("People came. They talked. Some left. A platform was launched there.", title="A day in town")
    assert detail.no_deal == "intent or detail only: nothing in the text is firm enough to file"


@pytest.mark.parametrize(
    ("title", "text", "quotes"),
    [
        (
            "Macao and Zhuhai hold trade talks",
            "Macao and Zhuhai held talks on trade in May. The two sides signed a memorandum of understanding there.",
            {"Macao", "Zhuhai"},
        ),
        (
            "Hong Kong opens its clinics to Shenzhen",
            "The government announced a pilot scheme on Monday for which Shenzhen patients may use Hong Kong clinics.",
            {"The government"},
        ),
    ],
)
def test_a_party_that_the_deal_only_points_to_is_quoted_where_it_is_named(title, text, quotes):
    analysis = analyse(title=title, text=text, published="2025-06-30", reference=reference.load())
    (deal,) = analysis.reading.deals
    assert deal.parties
    assert {quote.quote for quote in deal.evidence if quote.field == "parties"} == quotes


@pytest.mark.parametrize(
    ("words", "published", "date"),
    [
        ("signed {} on 3 April 2025", "2025-04", "2025-04-03"),
        ("signed {} on 3 May 2025", "2025-04", None),
        ("will sign {} on 28 April 2025", "2025-04", "2025-04-28"),
        ("will sign {} on 28 March 2025", "2025-04", None),
        ("signed {} on Thursday, 3 April 2025", "2025-04-24", "2025-04-03"),
        ("signed {} on Thursday", "2025-04", None),
    ],
)
def test_a_stated_day_is_kept_where_the_publication_is_known_to_the_month(words, published, date):
    told = words.format("a memorandum of understanding on trade")
    analysis = analyse(
        title="Macao and Zhuhai: a memorandum",
        text=f"Macao and Zhuhai {told}.",
        published=published,
        reference=reference.load(),
    )
    (deal,) = analysis.reading.deals
    assert deal.date == date


def test_evidence_quotes_every_field_that_is_set():
    article = "Macao and Zhuhai signed three cooperation agreements worth HK$30 million on Friday to promote trade."
    analysis = analyse(
        title="Macao, Zhuhai sign agreements", text=article, published="2025-06-30", reference=reference.load()
    )
    (deal,) = analysis.reading.deals
    text = analysis.extracted.text.text
    assert {quote.field for quote in deal.evidence} == {"type", "status", "deal", "parties", "amount", "counts", "date"}
    assert all(text[quote.start : quote.end] == quote.quote for quote in deal.evidence)
    assert 0.25 <= deal.confidence <= 0.95


@pytest.mark.threat("Q09")
@pytest.mark.parametrize(
    "unit",
    [
        "簽署協議",
        "香港與澳門簽署協議，",
        "signed agreement. ",
        "will ",
        "將研究商討設立平台",
        "the two cities ",
        "signed a ",
        "政府將",
    ],
)
def test_hostile_text_costs_linear_time(unit):
    text = build_text("香港與澳門", [unit * (400_000 // len(unit))])
    begun = process_time()
    read_deals(text, (), Tags(), (), (), (), reference.load(), "2025-06-30")
    assert process_time() - begun < 3


@given(
    st.lists(
        st.sampled_from(
            ["香港", "與", "澳門", "簽署", "備忘錄", "，", "。", "將", "6份", "20億元", "昨日", "\n", " signed ",
             " MoU", " with ",
             "Hong Kong", "the two sides ", "will ", "5 projects", "(", "《", "assinou ", "acordo ",
             "\u0301", "😀", "招股", "上市"]
        ),
        max_size=60,
    )
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_line_raise(pieces):
    analysis = analyse(title="香港 signed", text="".join(pieces), published="2025-06-30", reference=reference.load())
    text = analysis.extracted.text.text
    for deal in analysis.reading.deals:
        assert deal.type in TYPES
        assert deal.status in STATUSES
        assert deal.rung in RUNGS
        assert all(text[quote.start : quote.end] == quote.quote for quote in deal.evidence)


@pytest.mark.parametrize("when", ["", "昨日", "昨日（11月22日）", "11月22日", "2025年11月22日", "近日", "前天（22日）"])
def test_a_name_that_no_list_holds_ends_where_the_day_begins(when):
    text = f"珠海市文化廣電旅遊體育局{when}與澳門旅遊局簽署旅遊合作協議。"
    (deal,) = analyse(title="珠澳合作", text=text, reference=reference.load()).reading.deals
    assert deal.parties == ("珠海市文化廣電旅遊體育局", "澳門旅遊局")
