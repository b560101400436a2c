import re

from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.deals.phrases import Phrases
from articles.pipeline.matching import find_mentions, gazetteer
from articles.pipeline.matching.records import Alias, City, Names, Reference
from articles.pipeline.matching.scan import Scan, spellings
from articles.pipeline.text import build_text


def test_words_that_overlap_are_all_found_from_left_to_right_the_longest_first():
    scan = Scan(("bay", "bay area", "area", "", "bay"))
    assert [(start, -end) for start, end, _ in scan.find("the bay area")] == [(4, 12), (4, 7), (8, 12)]
    assert scan.places_of({"area": 7, "port": 8}) == (-1, -1, 7)


@given(st.lists(st.text("ab文", min_size=1, max_size=3), max_size=6), st.text("ab文", max_size=12))
def test_the_scan_finds_what_a_search_for_each_word_finds(words, folded):
    scan = Scan(words)
    number = {word: place for place, word in enumerate(dict.fromkeys(words))}
    found = [
        (match.start(), -match.start() - len(word), number[word])
        for word in number
        for match in re.finditer(f"(?={word})", folded)
    ]
    assert list(scan.find(folded)) == sorted(found)


@given(st.lists(st.text("ab文 ", min_size=1, max_size=3), max_size=6), st.text("ab文 c", max_size=16))
def test_phrases_find_the_same_in_a_scan_of_more_words(phrases, folded):
    lists = [("kind", "value", phrases)]
    alone, beside = Phrases(lists), Phrases(lists, Scan(("a", "b a", "文文", *map(str.strip, phrases))))
    assert beside.find(folded) == alone.find(folded)


def test_a_name_is_found_with_every_sign_that_writers_use_for_its_hyphens():
    assert sorted(spellings("a-b-c")) == ["a-b-c", "a-b—c", "a—b-c", "a—b—c"]
    assert list(spellings("plain")) == ["plain"]
    assert list(spellings("-" * 40)) == ["-" * 40]
    names = Names(en="Port-au-Quay", zh_hant="碼頭城", zh_hans="码头城")
    known = gazetteer(Reference(cities=(City("quay", names, (Alias("Quay-Town", "en", "standalone"),)),)))
    written = ["Port—au-Quay", "Quay—Town", "Port-au—Quay", "碼頭城"]
    mentions = find_mentions(build_text("", [" and ".join(written)]), known)
    assert [mention.name for mention in mentions] == written
