"""What a panel is made of: cells, a table that reads as a chart, and the figure that may be drawn over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.filters import Filters


@dataclass(frozen=True)
class Cell:
    """One cell: its text, where it leads, and how it is drawn.

    ``kind`` is text, number, bar, value, heat or extra (read, not seen). ``share`` and ``part`` are 0 to 1: the
    length of a bar and how much of it binds. ``count`` is the number of rows behind the link, for the reader's
    and the tests' addition. ``sort`` is what a column head says of the order of the rows (``aria-sort``).
    """

    text: str = ""
    href: str = ""
    kind: str = "text"
    share: float = 0
    part: float = 0
    heat: int = 0
    count: int | None = None
    style: str = ""
    lang: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Row:
    """A head cell and the cells after it; ``style`` holds class names."""

    head: Cell
    cells: tuple[Cell, ...]
    style: str = ""


@dataclass(frozen=True)
class Table:
    """Column heads (the first over the row heads) and rows; ``shape`` is columns, bars, heat or plain."""

    shape: str
    caption: str
    heads: tuple[Cell, ...]
    rows: tuple[Row, ...]

    @property
    def late(self) -> int:
        """How many rows a phone shows as well; the early ones it leaves out."""
        return sum("is-early" not in row.style for row in self.rows)


@dataclass(frozen=True)
class Panel:
    """A figure as the template shows it. ``data`` is None where there is nothing to draw.

    ``note`` is said below it; where it says a number, ``note_href`` leads to the ``note_count`` rows of it.
    ``orders`` are the orders in which its rows can stand: label, address, whether it is this one. ``told`` selects the
    deals that it counts, where it counts deals.
    """

    slug: str
    title: str
    subtitle: str
    table: Table
    data: dict[str, Any] | None
    height: str = "18rem"
    is_long: bool = False
    keys: tuple[tuple[str, str], ...] = ()
    csv: str = ""
    xlsx: str = ""
    json: str = ""
    embed: str = ""
    how: str = "counting"
    note: str = ""
    note_href: str = ""
    note_count: int = 0
    orders: tuple[tuple[str, str, bool], ...] = ()
    is_empty: bool = False
    empty_text: str = ""
    told: Filters | None = None


def heat_level(value: int, most: int) -> int:
    """A shade from 0 (nothing) to 6 by the square root, so that small numbers differ too."""
    if value <= 0 or most <= 0:
        return 0
    return max(1, min(6, round(6 * (value / most) ** 0.5)))


def share(value: float, most: float) -> float:
    """A length from 0 to 1."""
    return round(float(value) / float(most), 4) if most else 0.0


def largest(values: Sequence[float]) -> float:
    """The largest value, 0 of none."""
    return max(values, default=0)
