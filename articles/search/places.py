"""Where an article stands in the index: a number that grows with the time by which articles are listed.

The upper bits are whole seconds since 1970, the lower ones the article's key: newest first needs no sorting, and
the key can be read off. Articles of one second stand in the order of their keys.
"""

from datetime import UTC, datetime, timedelta

TABLE = "article_search"
KEY_BITS = 31
KEY_MASK = (1 << KEY_BITS) - 1
"""Keys up to two thousand million, seconds up to the year 2106: together 63 bits, the most that a rowid may have."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = _EPOCH.date()
HONG_KONG_SECONDS = 8 * 3600
_MOST_SECONDS = (1 << 32) - 1


def place_of(listed_at: datetime, key: int) -> int:
    """The place of one article; times out of range stand at the end."""
    return (_seconds(listed_at) << KEY_BITS) | (key & KEY_MASK)


def first_place(moment: datetime) -> int:
    """The lowest place that an article listed at or after ``moment`` (a whole second) may have."""
    return _seconds(moment) << KEY_BITS


def month_of(place: int) -> int:
    """The month (UTC) in which a place lies, counted from the year 0: those that follow each other are neighbours."""
    moment = _EPOCH + timedelta(seconds=place >> KEY_BITS)
    return moment.year * 12 + moment.month - 1


def _seconds(moment: datetime) -> int:
    return min(max(int((moment - _EPOCH).total_seconds()), 0), _MOST_SECONDS)
