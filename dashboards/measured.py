"""What the method page says of the machine's quality: the last measurement, with its day and its sample.

From ``manage.py evaluate`` over the labelled articles; to be written anew with every release that changes reading.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from dashboards import words


@dataclass(frozen=True)
class Figure:
    """One field: how much of what was read is right, and how much of what was there was read; 0 to 1."""

    name: object
    right: float
    found: float


@dataclass(frozen=True)
class Measurement:
    """A day's figures over ``articles`` labelled articles in four languages; ``figures`` by field.

    The rules were written with those in view. Of ``fresh_articles``, pieces of news of many other publishers in four
    languages (the Chinese ones abridged) that no rule was ever written for, chosen for the variety of their deals,
    ``fresh_type`` and ``fresh_status`` are the shares of deals with the right type, and with the right type and status.
    """

    day: date
    articles: int
    figures: tuple[Figure, ...]
    fresh_articles: int
    fresh_type: float
    fresh_status: float


MEASUREMENT = Measurement(
    day=date(2026, 11, 27),
    articles=90,
    figures=(
        Figure(_("About the bay area or not"), 0.985, 0.956),
        Figure(words.FIELDS["cities"], 0.991, 0.991),
        Figure(words.FIELDS["outside"], 0.939, 1.0),
        Figure(words.FIELDS["sectors"], 0.796, 0.867),
        Figure(_("Type and status"), 1.0, 0.924),
        Figure(words.FIELDS["parties"], 0.975, 0.806),
        Figure(words.FIELDS["amount"], 1.0, 0.875),
        Figure(words.FIELDS["counts"], 1.0, 0.864),
        Figure(words.FIELDS["date"], 0.967, 0.853),
    ),
    fresh_articles=96,
    fresh_type=0.543,
    fresh_status=0.511,
)
