"""Decoding: bytes of every kind of liar become the right text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.parsing import decode_document, decoding

SIMPLIFIED = "深圳市政府表示，将继续推动大湾区的科技合作，并与香港共同设立研发中心。"
TRADITIONAL = "香港特區政府表示，將繼續推動大灣區的科技合作，㗎同埋喺深圳設立研發中心。"
FRENCH = "Les deux villes ont signé un accord de coopération économique à Macao en été."


def document(text: str, label: str | None) -> str:
    declaration = f'<?xml version="1.0" encoding="{label}"?>' if label else ""
    return f"{declaration}<rss><channel><title>{text}</title></channel></rss>"


@pytest.mark.threat("E01")
@pytest.mark.parametrize(
    ("text", "encoding", "label", "http", "pinned", "expected"),
    [
        (SIMPLIFIED, "utf-8", "utf-8", None, None, "utf-8"),
        (SIMPLIFIED, "utf-8", "gb2312", "iso-8859-1", None, "utf-8"),
        (SIMPLIFIED, "gb18030", "gb2312", None, None, "gb18030"),
        (SIMPLIFIED, "gb18030", "utf-8", "utf-8", None, "gb18030"),
        (SIMPLIFIED, "gb18030", "big5", None, None, "gb18030"),
        (SIMPLIFIED, "gb18030", None, None, None, "gb18030"),
        (SIMPLIFIED, "gb18030", "iso-8859-1", None, None, "gb18030"),
        (TRADITIONAL, "big5hkscs", "big5", None, None, "big5hkscs"),
        (TRADITIONAL, "big5hkscs", "gb2312", None, None, "big5hkscs"),
        (TRADITIONAL, "big5hkscs", None, None, None, "big5hkscs"),
        ("深圳", "gb18030", None, None, "gb18030", "gb18030"),
        ("深圳", "gb18030", "gb2312", None, None, "gb18030"),
        (FRENCH, "cp1252", "iso-8859-1", None, None, "cp1252"),
        (FRENCH, "cp1252", None, None, None, "cp1252"),
        (FRENCH, "cp1252", None, "windows-1252", None, "cp1252"),
        ("Новости порта и моста", "koi8-r", "koi8-r", None, None, "koi8-r"),
        ("Новости порта и моста", "koi8-r", None, "koi8-r", None, "koi8-r"),
        (SIMPLIFIED, "utf-16", "utf-16", None, None, "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", None, None, None, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-8", None, None, "utf-16-be"),
        ("Plain ASCII", "ascii", "utf-7", "utf-7", "utf-7", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "gbk", None, None, "utf-8"),
    ],
)
def test_documents_are_decoded_by_what_is_there(text, encoding, label, http, pinned, expected):
    decoded = decode_document(document(text, label).encode(encoding), http, pinned)
    assert text in decoded.text
    assert decoded.encoding == expected
    assert not decoded.suspect


def test_the_charset_of_a_page_is_read_from_its_meta():
    body = f"<html><head><meta charset='koi8-r'></head><body>{'Новости порта '}</body></html>".encode("koi8-r")
    assert "Новости" in decode_document(body, None, None).text


@pytest.mark.threat("E01")
def test_utf7_is_never_decoded():
    decoded = decode_document(b"+ADw-script+AD4-", "utf-7", "utf-7")
    assert "<script>" not in decoded.text


@pytest.mark.threat("E01")
@pytest.mark.parametrize(
    "label", ["undefined", "unicode_escape", "raw-unicode-escape", "punycode", "idna", "rot13", "hex"]
)
@pytest.mark.parametrize("place", ["header", "document", "source"])
def test_codecs_that_only_python_has_are_no_labels(label, place):
    """A script that does not know its charset writes ``undefined``; escapes would hide markup as UTF-7 does."""
    body = document(r"Um café no cais \u003cscript\u003e \ud800", label).encode("cp1252")
    if place != "document":
        body = body.replace(label.encode(), b"none")
    decoded = decode_document(body, label if place == "header" else None, label if place == "source" else None)
    assert r"Um café no cais \u003cscript\u003e \ud800" in decoded.text
    assert decoded.encoding == "cp1252"


def test_a_character_cut_at_the_end_spoils_nothing():
    body = document(SIMPLIFIED * 5, "utf-8").encode()[:-40]
    cut = body[: body.rindex("心".encode()) + 2]
    decoded = decode_document(cut, None, None)
    assert decoded.encoding == "utf-8"
    assert not decoded.suspect


def test_one_stray_byte_among_much_utf8_is_survived():
    body = document(SIMPLIFIED * 20, "utf-8").encode().replace("科".encode(), b"\xe7\xa7", 1)
    assert decode_document(body, None, None).encoding == "utf-8"


def test_a_soup_of_replacement_characters_is_suspect():
    assert decode_document(document("\ufffd" * 30, "utf-8").encode(), None, None).suspect


def test_a_wrong_byte_order_mark_is_not_believed():
    decoded = decode_document(b"\xef\xbb\xbf" + document(SIMPLIFIED, "gb2312").encode("gb18030"), None, None)
    assert SIMPLIFIED in decoded.text


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "big5", "nonsense", "utf-16", ""]))
def test_no_bytes_and_no_label_raise(body, label):
    decoded = decode_document(body, label, label)
    assert isinstance(decoded.text, str)


@given(st.text(st.sampled_from("a珠\ufffd\x7f\x80\x84\x85\x86\x9f\xa0\xc2é，￥"), max_size=12))
def test_a_text_that_must_not_be_stored_is_seen_in_its_bytes_as_in_its_characters(text):
    assert decoding._is_suspect(text, text.encode()) == decoding._is_suspect(text)


@pytest.mark.parametrize(
    ("bad", "suspect"), [("\x9f", True), ("\ufffd", True), ("\x85", False), ("\xa0", False), ("，", False)]
)
def test_controls_and_replaced_characters_make_a_document_suspect(bad, suspect):
    assert decode_document(document(FRENCH + bad * 9, "utf-8").encode(), "utf-8", None).suspect is suspect
