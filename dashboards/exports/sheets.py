"""Rows as CSV and XLSX: numbers stay numbers, and no text is ever calculated (THREATS W07 to W09)."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from articles.pipeline.text import harmless
from dashboards.counted import counted

MOST_CELL = 32_000
"""Characters of one cell; Excel holds 32,767."""

DEAL_COLUMNS = (
    "slug", "url", "title", "type", "rung", "status", "scope", "review", "parties", "cities", "outside", "sectors",
    "mechanism", "amount", "amount_max", "currency", "amount_bound", "amount_usd", "amount_hkd", "rate", "rate_on",
    "counts", "date", "date_precision", "date_basis", "filed_on", "is_filed_by_report", "is_bundle", "is_starter",
    "reports", "sources", "subsectors",
)  # fmt: skip
ARTICLE_COLUMNS = (
    "id", "url", "source_url", "title", "excerpt", "publisher", "lang", "published_at", "first_seen_at", "date_basis",
    "relevance", "scope", "cities", "outside", "sectors", "mechanisms", "story", "deals",
    "subsectors",
)  # fmt: skip


def cell(key: str, value: Any) -> Any:
    """A JSON value as one cell: lists joined by ``; ``, numbers as numbers, yes and no as TRUE and FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list):
        return "; ".join(_one(key, item) for item in value)
    return str(value)


def _one(key: str, item: Any) -> str:
    """One item of a list: a count in words, as the pages have it; a source as publisher and address."""
    if not isinstance(item, dict):
        return str(item)
    if key == "counts":
        return counted(item)
    return " ".join(str(item[name]) for name in ("publisher", "url", "published_at") if item.get(name))


def csv_lines(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A table as CSV lines (RFC 4180), with the mark that tells Excel of UTF-8."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")

    def taken() -> str:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    buffer.write("\ufeff")
    writer.writerow(columns)
    yield taken()
    for row in rows:
        writer.writerow([harmless(cell(key, row[key])) for key in columns])
        yield taken()


def xlsx_bytes(
    columns: Sequence[str], rows: Iterable[dict[str, Any]], about: Sequence[tuple[str, str]], title: str
) -> bytes:
    """A workbook with the rows on its first sheet and where they come from on the second."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, columns, bold)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, key in enumerate(columns):
                value = cell(key, row[key])
                if isinstance(value, int | float):
                    sheet.write_number(last, place, value)
                elif value:
                    sheet.write_string(last, place, harmless(value)[:MOST_CELL])
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.set_column(0, 0, 30)
        sheet.set_column(2, 2, 60)
        origin = book.add_worksheet("Source")
        origin.set_column(0, 0, 18)
        origin.set_column(1, 1, 90)
        for line, (key, value) in enumerate(about):
            origin.write_string(line, 0, key, bold)
            origin.write_string(line, 1, value)
    return target.getvalue()
