"""The files of the exchange: CSV in and out, XLSX out; no text in them is calculated (THREATS W07, W08).

django-import-export's own escape takes away a leading ``=`` and nothing else, so
ours stands in its place: the same rule as in the public exports.
"""

import csv
from io import BytesIO, StringIO
from typing import Any

import tablib
import xlsxwriter
from import_export.formats.base_formats import CSV

from articles.pipeline.text import harmless

MOST_CELL = 32_000
"""Characters of one cell; Excel holds 32,767."""


class SafeCSV(CSV):
    """CSV as RFC 4180 has it, with the mark that tells Excel of UTF-8."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> str:
        """Every text that could be a formula gets an apostrophe, the names of the columns too."""
        buffer = StringIO("\ufeff")
        buffer.seek(0, 2)
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow([harmless(header) for header in dataset.headers or ()])
        writer.writerows([[harmless(cell) for cell in row] for row in dataset])
        return buffer.getvalue()

    def get_title(self) -> str:
        """The name under which tablib reads it."""
        return "csv"


class SafeXLSX(CSV):
    """A workbook of plain texts; it is only written, so no foreign workbook is ever opened here."""

    CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        """One sheet; neither formulas nor links are made of texts."""
        target = BytesIO()
        options = {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        }  # fmt: skip
        with xlsxwriter.Workbook(target, options) as book:
            sheet = book.add_worksheet("Rows")
            sheet.freeze_panes(1, 0)
            for line, row in enumerate([dataset.headers or (), *dataset]):
                for place, cell in enumerate(row):
                    if text := str(cell if cell is not None else ""):
                        sheet.write_string(line, place, harmless(text)[:MOST_CELL])
        return target.getvalue()

    def get_title(self) -> str:
        """Its name in the list of formats."""
        return "xlsx"

    def get_extension(self) -> str:
        """The end of the file's name."""
        return "xlsx"

    def is_binary(self) -> bool:
        """Bytes, not text."""
        return True

    def can_import(self) -> bool:
        """Never."""
        return False
