"""Text: characters, languages, sentences, search tokens, assembly."""

import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.pipeline.text import (
    LANGUAGES,
    build_text,
    clean_text,
    detect_language,
    fold,
    harmful,
    harmless,
    search_tokens,
    split_sentences,
)
from articles.pipeline.text.cells import FORMULA_STARTS
from articles.pipeline.text.languages import _LANGUAGES_OF

# Everything a hostile feed may hold, lone surrogates included.
any_text = st.text(st.characters(codec=None, categories=None), max_size=200)


def sentences(paragraph: str, lang: str) -> list[str]:
    return [paragraph[span.start : span.end] for span in split_sentences(paragraph, lang)]


@pytest.mark.threat("E03")
@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Port\x00 opens\x08", "Port opens"),
        ("Port\topens\u00a0\u3000 today", "Port opens today"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("  edge \n  edge  ", "edge\nedge"),
        ("Hong\u200b\u202eKong\ufeff\u2066", "HongKong"),
        ("lone \ud800 half", "lone half"),
        ("non\ufdd0char\uffff\U0001fffe", "nonchar"),
        ("e\u0301tude", "\u00e9tude"),
        ("Z" + "\u0334" * 9 + "go", "Z" + "\u0334" * 4 + "go"),
        ("葛\U000e0100飾", "葛飾"),
        ("soft\u00adhyphen", "softhyphen"),
        ("ok ☀\ufe0f", "ok ☀\ufe0f"),
    ],
)
def test_clean_text_keeps_only_what_may_be_shown(raw, expected):
    assert clean_text(raw) == expected


@pytest.mark.threat("E02")
@given(any_text)
@example("\u0301" * 9)
@example(" \u200b \n \u200b ")
def test_clean_text_is_safe_for_any_input_and_changes_nothing_the_second_time(raw):
    cleaned = clean_text(raw)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in cleaned)
    assert "  " not in cleaned


@pytest.mark.threat("F18")
@given(any_text)
def test_fold_keeps_the_length_of_any_text(raw):
    assert len(fold(raw)) == len(raw)


@pytest.mark.threat("E04")
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("粵港澳大灣區", "粤港澳大湾区"),
        ("衞生署與臺灣", "卫生署与台湾"),
        ("ＧＢＡ１２億", "gba12亿"),
        ("Macau’s “Port”", 'macau\'s "port"'),
        ("Guangdong–Hong Kong", "guangdong-hong kong"),
        ("ÓBIDOS Cooperação", "óbidos cooperação"),
        ("İstanbul", "İstanbul"),
    ],
)
def test_fold_makes_variants_alike(text, folded):
    assert fold(text) == folded


@pytest.mark.threat("F18")
@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The two ports signed an agreement on freight.", "en"),
        ("Port terminal opens", "en"),
        ("兩地政府簽署合作備忘錄，涵蓋科技與金融。", "zh-Hant"),
        ("两地政府签署合作备忘录，涵盖科技与金融。", "zh-Hans"),
        ("后里大橋通車，台灣與香港合作。", "zh-Hant"),
        ("香港人口", "zh-Hant"),
        ("“香港人口”", "zh-Hans"),
        ("As duas cidades assinaram um acordo de cooperação para o turismo.", "pt"),
        ("Os portos não vão fechar em Macau", "pt"),
        ("Las dos ciudades firmaron un acuerdo para el turismo.", "other"),
        ("Die beiden Städte haben ein Abkommen für den Tourismus unterzeichnet.", "other"),
        ("Два города подписали соглашение.", "other"),
        ("二つの都市は協定に署名しました。", "other"),
        ("Two cities 深圳 and 香港 agreed on a plan for the bridge.", "en"),
        ("深圳 BYD 與香港 HSBC 簽署協議，推動電動車發展。", "zh-Hant"),
        ("", "other"),
        ("1234 !!", "other"),
    ],
)
def test_detect_language_tells_the_languages_apart(text, lang):
    assert detect_language(text) == lang


@given(any_text)
def test_detect_language_always_gives_a_known_language(raw):
    assert detect_language(raw) in LANGUAGES


_SPOKEN = (
    "the",
    "of",
    "os",
    "em",
    "o",
    "de",
    "que",
    "est",
    "les",
    "der",
    "và",
    "não",
    "cooperações",
    "cantão",
    "ferry",
)


def language_by_counting(words: list[str], *, is_ascii: bool) -> str:
    """The votes of each word, one by one; of languages with equally many the one that a word spoke for first."""
    scores: dict[str, int] = {}
    for word in words:
        names = _LANGUAGES_OF.get(word, ())
        for name in names:
            scores[name] = scores.get(name, 0) + (2 if len(names) == 1 else 1)
    scores["pt"] = scores.get("pt", 0) + 2 * sum(word.endswith(("ão", "ões", "ãos")) for word in words)
    best = max(scores, key=scores.__getitem__)
    if not scores[best]:
        return "en" if is_ascii else "other"
    if scores.get("en") == scores[best]:
        return "en"
    return best if best == "pt" else "other"


@given(st.lists(st.sampled_from(_SPOKEN), min_size=1, max_size=12))
@example(["que", "les", "os"])
@example(["de", "cantão", "les", "les"])
def test_the_votes_of_small_words_are_those_that_counting_them_one_by_one_gives(words):
    text = " ".join(words)
    assert detect_language(text) == language_by_counting(words, is_ascii=text.isascii())


@given(st.text(st.sampled_from(" \n\r\t\u3000a中\u0301\u200b\u0340\ufb1d\u2028")))
def test_what_is_clean_has_no_run_of_blanks_no_two_blank_lines_and_no_fifth_mark(raw):
    cleaned = clean_text(raw)
    assert "  " not in cleaned
    assert "\n\n\n" not in cleaned
    assert "\u0301" * 5 not in cleaned
    assert clean_text(cleaned) == cleaned


@pytest.mark.parametrize(
    ("paragraph", "lang", "expected"),
    [
        (
            "The fund holds HK$4.77 billion. Mr. Lee met U.S. officials. It opens in May.",
            "en",
            ["The fund holds HK$4.77 billion.", "Mr. Lee met U.S. officials.", "It opens in May."],
        ),
        (
            "Harbour Co. Ltd. agreed with Pier Inc. on freight. No. 3 terminal stays shut.",
            "en",
            ["Harbour Co. Ltd. agreed with Pier Inc. on freight.", "No. 3 terminal stays shut."],
        ),
        ("He flew to the U.S. The trip was short.", "en", ["He flew to the U.S.", "The trip was short."]),
        (
            "See https://port.example/a.b?c=1. More follows.",
            "en",
            ["See https://port.example/a.b?c=1.", "More follows."],
        ),
        ("“Is it open?” she asked. Yes.", "en", ["“Is it open?” she asked.", "Yes."]),
        ("The bridge opened.The toll is ten yuan.", "en", ["The bridge opened.", "The toll is ten yuan."]),
        ("1. Trade grows. 2. Ports open.", "en", ["1. Trade grows.", "2. Ports open."]),
        ("We wait... and hope. Done", "en", ["We wait... and hope.", "Done"]),
        (
            "兩地簽約。涵蓋三方面：金融；科技；旅遊。真的？是的！",
            "zh-Hant",
            ["兩地簽約。", "涵蓋三方面：金融；", "科技；", "旅遊。", "真的？", "是的！"],
        ),
        (
            "局長說：「口岸很快開通。請耐心等候。」他又指出，工程已完成。",
            "zh-Hant",
            ["局長說：「口岸很快開通。請耐心等候。」", "他又指出，工程已完成。"],
        ),
        ("投资4.5亿元。增长3.2%。", "zh-Hans", ["投资4.5亿元。", "增长3.2%。"]),
        (
            "O acordo vale 4,77 mil milhões. O Sr. Lei assinou o art. 3 do n.º 5. Fim.",
            "pt",
            ["O acordo vale 4,77 mil milhões.", "O Sr. Lei assinou o art. 3 do n.º 5.", "Fim."],
        ),
        ("   ", "en", []),
    ],
)
def test_split_sentences_cuts_where_a_reader_would(paragraph, lang, expected):
    assert sentences(paragraph, lang) == expected


@given(any_text.map(clean_text), st.sampled_from(LANGUAGES))
def test_split_sentences_loses_no_character(raw, lang):
    paragraph = raw.replace("\n", " ")
    spans = split_sentences(paragraph, lang)
    assert "".join(paragraph[span.start : span.end] for span in spans).replace(" ", "") == paragraph.replace(" ", "")
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("粵港澳大灣區", ["粤港", "港澳", "澳大", "大湾", "湾区"]),
        ("港 GBA", ["港", "gba"]),
        ("Macau's 1,200 São", ["macau", "1200", "sao"]),
        ("HK$4.77億", ["hk", "4.77", "亿"]),
        ("５Ｇ網絡", ["5g", "网络"]),
        ("", []),
    ],
)
def test_search_tokens_are_the_same_for_every_spelling(text, tokens):
    assert search_tokens(text) == tokens


def test_search_tokens_of_traditional_and_simplified_are_equal():
    assert search_tokens("簽署諒解備忘錄") == search_tokens("签署谅解备忘录")


def test_build_text_places_title_paragraphs_and_sentences():
    text = build_text("Port opens", ["The port opened.\nIt is big.", "", "  兩地\n合作。 "])
    assert text.text == "Port opens\n\nThe port opened. It is big.\n\n兩地合作。"
    assert len(text.folded) == len(text.text)
    assert text.lang == "en"
    assert [text.text[span.start : span.end] for span in text.paragraphs] == text.text.split("\n\n")
    assert [(text.text[s.start : s.end], s.paragraph, s.lang) for s in text.sentences] == [
        ("Port opens", 0, "en"),
        ("The port opened.", 1, "en"),
        ("It is big.", 1, "en"),
        ("兩地合作。", 2, "zh-Hant"),
    ]


def test_build_text_without_title_keeps_an_empty_span_for_it():
    text = build_text("", ["Only this."])
    assert text.text == "Only this."
    assert (text.paragraphs[0].start, text.paragraphs[0].end) == (0, 0)
    assert text.sentences[0].paragraph == 1


def test_build_text_of_nothing_is_empty():
    text = build_text(" ", [" \n "])
    assert text.text == ""
    assert text.sentences == ()


def test_build_text_reads_the_language_from_the_body_not_the_title():
    assert build_text("GBA Summit 2026", ["兩地政府今日簽署合作備忘錄，涵蓋科技與金融。"]).lang == "zh-Hant"


@given(any_text, st.lists(any_text, max_size=4))
def test_build_text_spans_always_fit(title, paragraphs):
    text = build_text(title, paragraphs)
    assert len(text.folded) == len(text.text)
    for sentence in text.sentences:
        paragraph = text.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end


@given(st.text())
def test_a_cell_is_harmless_and_comes_back_as_it_was(text):
    safe = harmless(text)
    assert not safe.lstrip(" \u00a0\u3000").startswith(FORMULA_STARTS)
    if safe != text or not text.startswith("'"):
        assert harmful(safe) == text


def test_a_quote_that_was_written_by_a_person_stays():
    assert harmful("'quoted' words") == "'quoted' words"
    assert harmless(-1) == -1


def test_blanks_around_figures_go_only_where_all_figures_stand_apart():
    assert (
        build_text("", ["广东省 9 月 10 日发行 40 亿元债券，占 51% 份额。"]).text
        == "广东省9月10日发行40亿元债券，占51%份额。"
    )
    assert build_text("签约15个项目 3月落户", []).text == "签约15个项目 3月落户"
