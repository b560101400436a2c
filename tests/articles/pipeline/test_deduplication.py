"""Deduplication: which texts are the same, and which nearly."""

import random

import pytest

from articles.pipeline.deduplication import BANDS, common_bands, fingerprint, similar
from articles.pipeline.text import build_text

WORDS = """
harbour bridge tunnel ferry rail airport customs clinic school fund bond lease crane pilot survey permit tariff
council mayor engineer student nurse farmer investor exporter grain steel cement battery solar cable
"""


def article(seed: int, sentences: int = 20) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS.split(), k=12)).capitalize() + "." for _ in range(sentences)]


def test_the_same_words_in_another_dress_have_the_same_hash():
    plain = fingerprint(build_text("兩地簽約", ["兩地政府簽署合作備忘錄，涵蓋科技與金融。"]))
    dressed = fingerprint(build_text("两地签约", ["两地政府签署合作备忘录，涵盖科技与金融！"]))
    assert plain.content_hash == dressed.content_hash


def test_a_corrected_figure_changes_the_hash():
    before = fingerprint(build_text("Deal", ["The deal covers 13 areas."]))
    after = fingerprint(build_text("Deal", ["The deal covers 14 areas."]))
    assert before.content_hash != after.content_hash


def test_a_new_title_alone_changes_the_hash_but_not_the_bands():
    body = article(1)
    one, other = fingerprint(build_text("Port opens", body)), fingerprint(build_text("Port opens (agency)", body))
    assert one.content_hash != other.content_hash
    assert one.bands == other.bands


def test_a_copy_with_another_ending_is_similar():
    body = article(2)
    copy = [*body[:-1], "This report was taken over from an agency."]
    assert similar(fingerprint(build_text("A", body)).bands, fingerprint(build_text("B", copy)).bands)


@pytest.mark.parametrize("seed", range(3, 13))
def test_different_articles_on_like_subjects_are_not_similar(seed):
    one, other = fingerprint(build_text("A", article(seed))), fingerprint(build_text("A", article(seed + 100)))
    assert not similar(one.bands, other.bands)


def test_traditional_and_simplified_copies_are_similar():
    traditional = ["深圳與香港的科技園區今日宣布擴大合作範圍，雙方將共同設立研發中心，並開放實驗室予兩地學生使用。"]
    simplified = ["深圳与香港的科技园区今日宣布扩大合作范围，双方将共同设立研发中心，并开放实验室予两地学生使用。"]
    assert similar(fingerprint(build_text("", traditional)).bands, fingerprint(build_text("", simplified)).bands)


def test_short_texts_have_no_bands_and_are_never_similar():
    short = fingerprint(build_text("A", ["The port opened today."]))
    assert short.bands == ()
    assert not similar(short.bands, short.bands)


def test_bands_are_sixteen_signed_64_bit_integers_and_the_same_every_time():
    text = build_text("A", article(5))
    first = fingerprint(text)
    assert first == fingerprint(text)
    assert len(first.bands) == BANDS
    assert all(-(2**63) <= band < 2**63 for band in first.bands)
    assert any(band < 0 for band in first.bands)
    assert common_bands(first.bands, first.bands) == BANDS


def test_an_empty_text_has_a_fingerprint():
    assert fingerprint(build_text("", [])).tokens == 0
