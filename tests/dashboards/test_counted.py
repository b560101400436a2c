import pytest
from django.utils.translation import override

from articles import reference
from articles.actions.starter import starter_counts
from dashboards.counted import OTHER, counted, is_quoted
from dashboards.formats import listed


def test_every_unit_of_the_starter_history_has_words_of_ours():
    told = [count for row in reference.starter_deals() for count in starter_counts(row["counts"])]
    assert told
    assert not [count for count in told if is_quoted(count)]
    assert {count["text"].partition(" ")[2] for count in told if count["unit"] == "other"} <= set(OTHER)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        ({"unit": "other", "n": 101, "n_max": None, "text": "101 hong kong investments"}, "101 Hong Kong investments"),
        ({"unit": "documents", "n": 4, "n_max": None, "text": "four agreements"}, "4 documents"),
        ({"unit": "projects", "n": 1000, "n_max": 1200, "text": ""}, "1,000–1,200 projects"),
        ({"unit": "other", "n": 3, "n_max": None, "text": "三座碼頭"}, "三座碼頭"),
        ({"unit": "other", "n": 4, "n_max": None, "text": "5 zones"}, "5 zones"),
        ({"unit": "other", "n": 4, "n_max": None, "text": ""}, "4"),
    ],
)
def test_a_count_is_said_with_its_unit(count, said):
    with override("en"):
        assert counted(count) == said


def test_only_words_of_a_source_are_quoted():
    assert is_quoted({"unit": "other", "n": 3, "text": "三座碼頭"})
    assert not is_quoted({"unit": "other", "n": 9, "text": "9 zones"})
    assert not is_quoted({"unit": "projects", "n": 9, "text": "nine projects"})


@pytest.mark.parametrize(
    ("language", "line", "sentence"),
    [
        ("en", "a, b, c", "a, b and c"),
        ("zh-hant", "a、b、c", "a、b及c"),
        ("zh-hans", "a、b、c", "a、b和c"),
        ("pt", "a, b, c", "a, b e c"),
    ],
)
def test_a_list_is_joined_as_its_language_joins(language, line, sentence):
    with override(language):
        assert listed("abc") == line
        assert listed("abc", with_and=True) == sentence
        assert listed(["a"], with_and=True) == "a"
        assert listed([]) == ""
