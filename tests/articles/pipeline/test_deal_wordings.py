"""English wordings: the bits of words that spare a sentence a pattern lose nothing that the pattern finds."""

from pathlib import Path

import pytest
import yaml

from articles import reference
from articles.pipeline.deals.events import read_sentences
from articles.pipeline.deals.rules import english as rule
from articles.pipeline.deals.rules.english import WORDINGS, english
from articles.pipeline.deals.rules.wordings import EARLY
from articles.pipeline.text import build_text

CASES = sorted((Path(__file__).parent / "cases").glob("deals_*.yaml"))


def sentences_of(title, paragraphs):
    text = build_text(title, paragraphs)
    return text.folded, read_sentences(text, reference.load())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_wording_that_is_spared_would_have_told_nothing(path, monkeypatch):
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        folded, sentences = sentences_of(case["title"], case["text"].splitlines())
        told = [english(folded, sentence) for sentence in sentences]
        with monkeypatch.context() as patched:
            patched.setattr(rule, "candidates", lambda words: frozenset(WORDINGS))
            assert [english(folded, sentence) for sentence in sentences] == told, case["name"]


def test_every_wording_names_its_verb_and_what_it_needs():
    for wording in WORDINGS:
        assert {"verb", "thing"} <= set(wording.pattern.groupindex)
        assert all(wording.needs)


def test_everyday_words_deep_in_a_text_tell_nothing():
    told = "Elm Bank of Hong Kong cut the ribbon on its branch in Chengdu."
    folded, sentences = sentences_of("Bank", ["It rained."] * (EARLY + 1) + [told])
    assert english(folded, sentences[-1]) == []
    folded, sentences = sentences_of("Bank", [told])
    assert [event.type for event in english(folded, sentences[-1])] == ["launch_opening"]


def test_who_speaks_of_us_and_what_is_only_quoted_reports_nothing():
    for told in (
        "We have cut the ribbon on a branch in Chengdu.",
        '"Elm cut the ribbon on a branch in Chengdu," he said.',
    ):
        folded, sentences = sentences_of("Bank", [told])
        assert english(folded, sentences[-1]) == []
