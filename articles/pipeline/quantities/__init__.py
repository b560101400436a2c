"""Money, counts and dates as a text states them, in four languages.

``numerals`` finds every number once (digits, Chinese numerals, number words,
multipliers, bounds, ranges); ``money`` and ``counts`` look at what stands
beside each number; ``dates`` reads calendar dates and relative expressions.
``scanning`` tries a pattern only where one of its matches may begin.
All patterns run over ``Text.folded``, whose offsets are those of ``Text.text``.
"""

from articles.pipeline.quantities.counts import find_counts
from articles.pipeline.quantities.dates import find_dates
from articles.pipeline.quantities.money import find_money
from articles.pipeline.quantities.records import UNITS, Count, Money, When
from articles.pipeline.quantities.resolving import publication_day

__all__ = ["UNITS", "Count", "Money", "When", "find_counts", "find_dates", "find_money", "publication_day"]
