from datetime import UTC, datetime

from articles.actions.clustering.glimpses import _said, read_news


def test_numbers_beyond_64_bits_are_compared_to_the_last_digit():
    text = '{"counts": [{"unit": "areas", "n": 123456789012345678901234567890}, {"unit": "projects", "n": 3}]}'

    assert [count["n"] for count in _said(text)["counts"]] == [123456789012345678901234567890, 3]


def test_half_a_sign_is_read_as_it_was_stored():
    assert _said(r'{"title": "\ud83d", "counts": []}') == {"title": "\ud83d", "counts": []}
    news = read_news(1, "2026-03-05 04:00:00", "en", r'{"title:\ud83d": 3}')
    assert (news.title, news.listed_at) == ({"title:\ud83d"}, datetime(2026, 3, 5, 4, 0, tzinfo=UTC))
