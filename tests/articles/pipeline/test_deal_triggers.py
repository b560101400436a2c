"""The triggers of the rules spare work and lose nothing: with them the cases give the events that all rules give."""

from pathlib import Path

import pytest
import yaml

from articles import reference
from articles.pipeline.deals.events import read_sentences
from articles.pipeline.deals.rules.table import RULES
from articles.pipeline.deals.rules.triggers import rules_by_sentence
from articles.pipeline.text import build_text

CASES = sorted((Path(__file__).parent / "cases").glob("deals_*.yaml"))


def read(text):
    return text.folded, read_sentences(text, reference.load())


def names_of(asked):
    return {sentence.index: [rule.__name__ for rule in rules] for sentence, rules in asked}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_rule_that_is_spared_would_have_found_an_event(path):
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        folded, sentences = read(build_text(case["title"], case["text"].splitlines()))
        asked = {sentence.index: rules for sentence, rules in rules_by_sentence(folded, sentences)}
        for sentence in sentences:
            spared = [rule for rule in RULES if sentence.cues and rule not in asked[sentence.index]]
            assert [rule.__name__ for rule in spared if rule(folded, sentence)] == [], case["name"]


def test_a_sentence_without_a_cue_is_asked_nothing_and_one_of_a_single_kind_few_rules():
    folded, sentences = read(build_text("Weather", ["Rain fell for hours.", "A bank in Macau issued green bonds."]))
    told = names_of(rules_by_sentence(folded, sentences))
    assert list(told) == [2]
    assert "bonds" in told[2]
    assert len(told[2]) < len(RULES) / 2


def test_words_stand_in_the_sentence_that_they_speak_for():
    body = "甲公司今日發行債券。兩市將合作。大灣區某工程於昨日中標，合約價值兩億元。"
    folded, sentences = read(build_text("消息", [body]))
    told = names_of(rules_by_sentence(folded, sentences))
    assert "works" in told[3]
    assert "works" not in told[1]
