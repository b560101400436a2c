"""What the public may read of a text: never the whole, always exactly what the offsets say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.queries.passages import Mark, passages, pieces

CHINESE = "深港簽署備忘錄\n\n兩地官員昨日會面。深圳與香港簽署金融科技備忘錄。雙方明年再會。活動在港舉行。場外下着雨。"
SHORT = "Title\n\nHong Kong and Macao signed a pact."


def shown(found) -> str:
    return "".join(piece.text for passage in found for piece in passage.pieces)


def test_a_proving_sentence_comes_with_one_neighbour():
    start = CHINESE.index("深圳與香港簽署")
    found = passages(CHINESE, "zh-Hant", [(start, start + 7)], [])
    assert shown(found) == "深圳與香港簽署金融科技備忘錄。雙方明年再會。"


def test_the_whole_text_is_never_given_away():
    start = SHORT.index("signed a pact")
    found = passages(SHORT, "en", [(start, start + 13)], [])
    assert shown(found) == "signed a pact"
    everything = [(n, n + 1) for n in range(10, len(CHINESE))]
    assert len(shown(passages(CHINESE, "zh-Hant", everything, []))) < len(CHINESE) - 10


@pytest.mark.threat("W06")
def test_marks_lie_where_their_offsets_say_and_the_longer_one_wins():
    start = CHINESE.index("香港簽署")
    marks = [Mark(start, start + 2, "city", "Hong Kong"), Mark(start, start + 1, "place", "Harbour")]
    found = pieces(CHINESE, start - 2, start + 4, marks, [(start, start + 4)])
    assert [(p.text, p.kind, p.is_evidence) for p in found] == [
        ("圳與", "", False),
        ("香港", "city", True),
        ("簽署", "", True),
    ]


@pytest.mark.threat("W06")
@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6),
)
def test_pieces_always_add_up_to_the_text(text, spans, quotes):
    marks = [Mark(a, b, "city", "x") for a, b in spans]
    assert "".join(p.text for p in pieces(text, 0, len(text), marks, quotes)) == text


def test_a_quote_says_which_evidence_it_is_and_where_it_begins():
    text = "T\n\nIt rained. Two cities signed a pact. Trains ran. Shops shut."
    whole = (text.index("Two"), text.index(" Trains"))
    inner = (text.index("a pact"), text.index(". Trains"))
    found = passages(text, "en", [whole, inner, inner], [], {whole: (7,), inner: (8, 9)})
    told = [(piece.text, piece.proofs, piece.begins) for passage in found for piece in passage.pieces if piece.proofs]
    assert told == [
        ("Two cities signed ", (7,), (7,)),
        ("a pact", (7, 8, 9), (8, 9)),
        (".", (7,), ()),
    ]
