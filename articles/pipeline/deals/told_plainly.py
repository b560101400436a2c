"""``read_deals``: the deals of a text, read as it is told plainly where it tells more than a deal needs."""

from collections.abc import Sequence
from datetime import date, datetime

from articles.pipeline.deals import reading
from articles.pipeline.deals.plain import retell
from articles.pipeline.deals.records import Reading
from articles.pipeline.matching import Mention, Reference, find_mentions, gazetteer
from articles.pipeline.quantities import Count, Money, When
from articles.pipeline.tagging import Tags
from articles.pipeline.text import Text


def read_deals(
    text: Text,
    mentions: Sequence[Mention],
    tags: Tags,
    money: Sequence[Money],
    counts: Sequence[Count],
    dates: Sequence[When],
    reference: Reference,
    published: date | datetime | str | None = None,
) -> Reading:
    """The deals that ``text`` reports, or the reason why there is none.

    ``published`` (as for ``find_dates``) tells past from future; without it dates are taken as they stand.
    """
    told = retell(text)
    if told is None:
        return reading.read_deals(text, mentions, tags, money, counts, dates, reference, published)
    # Names by their form hang on the words beside them, so they are looked for again
    named = find_mentions(told.text, gazetteer(reference))
    moved = named, tags, told.moved(money), told.moved(counts), told.moved(dates)
    return told.taken_back(reading.read_deals(told.text, *moved, reference, published))
