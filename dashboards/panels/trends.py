"""What rises: counts of a period against those of the one before, with the interval that chance alone would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext

from dashboards import formats
from dashboards.filters import Filters
from dashboards.panels.deals import deals_address, outputs
from dashboards.panels.numbers import signed_number
from dashboards.panels.records import Cell, Panel, Row, Table

LEAST = 5
"""Deals of both periods together below which nothing is said."""
Z95 = 1.959964
"""The normal deviate of a two-sided interval of 95 percent."""


@dataclass(frozen=True)
class Ratio:
    """Now against before: the ratio of the two counts and its 95 % interval; ``high`` None where it has no end."""

    now: int
    before: int
    low: float
    high: float | None

    @property
    def is_rise(self) -> bool:
        """Whether the rise is more than noise: the whole interval lies above one."""
        return self.low > 1

    @property
    def is_fall(self) -> bool:
        """Whether the whole interval lies below one."""
        return self.high is not None and self.high < 1


def ratio(now: int, before: int) -> Ratio | None:
    """The rate ratio of two counts of periods of one length, None with fewer than ``LEAST`` of both.

    Given their sum, ``now`` of two Poisson counts is binomial with a share of one half if nothing changed; the
    interval of that share is Wilson's (1927), and the ratio is the share's odds.
    """
    both = now + before
    if both < LEAST:
        return None
    share, square = now / both, Z95 * Z95
    centre = (share + square / (2 * both)) / (1 + square / both)
    half = Z95 / (1 + square / both) * sqrt(share * (1 - share) / both + square / (4 * both * both))
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Ratio(now, before, low / (1 - low), high / (1 - high) if high < 1 - 1e-9 else None)


def rising(
    now: Mapping[str, int], before: Mapping[str, int], names: Mapping[str, str], filters: Filters, previous: Filters
) -> Panel:
    """Which sectors rise or fall by more than chance; ``filters`` and ``previous`` are periods of one length."""
    judged = [
        (slug, found) for slug in {*now, *before} if (found := ratio(now.get(slug, 0), before.get(slug, 0))) is not None
    ]
    judged.sort(key=lambda item: (-item[1].low, -item[1].now, item[0]))
    rows = tuple(_judged_row(slug, found, names, filters, previous) for slug, found in judged)
    heads = (
        Cell(gettext("Sector")),
        Cell(gettext("Before"), kind="number"),
        Cell(gettext("Now"), kind="number"),
        Cell(gettext("Times, 95% interval"), kind="number"),
        Cell(gettext("Verdict")),
    )
    return Panel(
        slug="rising",
        title=_message([(names.get(slug, slug), found) for slug, found in judged]),
        subtitle=gettext(
            "Against the period of the same length before; sectors with at least five deals in the two together"
        ),
        table=Table("plain", gettext("Rise and fall by sector"), heads, rows),
        data=None,
        height="auto",
        how="rising",
        is_empty=not rows,
        empty_text=gettext("No sector has five deals in these two periods: too few to tell a rise from noise."),
        **outputs(filters.counted()),
    )


def _judged_row(slug: str, found: Ratio, names: Mapping[str, str], filters: Filters, previous: Filters) -> Row:
    """One sector: its two counts, each leading to its rows, the interval and the verdict in words."""

    def number(count: int, period: Filters) -> Cell:
        href = deals_address(period.counted().plus("sector", slug))
        return Cell(formats.whole(count), href if count else "", "number", count=count if count else None)

    high = number_format(found.high, 1) if found.high is not None else "∞"
    verdict = gettext("no more than noise")
    if found.is_rise:
        verdict = gettext("rises")
    elif found.is_fall:
        verdict = gettext("falls")
    return Row(
        Cell(names.get(slug, slug), reverse("sector", args=[slug])),
        (
            number(found.before, previous),
            number(found.now, filters),
            Cell(f"{number_format(found.low, 1)} – {high}", kind="number"),
            Cell(verdict),
        ),
    )


def _message(judged: Sequence[tuple[str, Ratio]]) -> str:
    """The verdict of the whole table in one line."""
    up = [name for name, found in judged if found.is_rise]
    down = [name for name, found in judged if found.is_fall]
    if up:
        return gettext("More than noise: %(sectors)s on the rise") % {"sectors": formats.listed(up[:3], with_and=True)}
    if down:
        return gettext("Nothing rises by more than noise; %(sectors)s falling") % {
            "sectors": formats.listed(down[:3], with_and=True)
        }
    return gettext("No rise or fall is more than noise")


def change_cell(now: int, before: int) -> Cell:
    """The difference to the period before with its sign, in words that need no colour."""
    return Cell(signed_number(now - before), kind="number")
