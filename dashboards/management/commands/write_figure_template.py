"""Writes the chart template for the browser, and checks the chart bundle's version."""

from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dashboards.figures.template import bundle_version, expected_version, house_template

TARGET = Path("static") / "js" / "figure-template.json"


class Command(BaseCommand):
    """``write_figure_template [--check]``: exit 1 where the file or the bundle is not what Plotly's package expects."""

    help = "Write static/js/figure-template.json; with --check only compare it and the npm bundle's version."

    def add_arguments(self, parser: CommandParser) -> None:
        """The one option."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Write or compare."""
        text = orjson.dumps(house_template(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"
        path = settings.BASE_DIR / TARGET
        try:
            bundle = bundle_version(settings.BASE_DIR)
        except FileNotFoundError as error:
            raise CommandError("The chart library is not installed: run npm ci && npm run build.") from error
        if bundle != expected_version():
            raise CommandError(f"plotly.js is {bundle}, but plotly's Python package expects {expected_version()}.")
        if not check:
            path.write_bytes(text)
        elif path.read_bytes() != text:
            raise CommandError(f"{TARGET} is not current: run manage.py write_figure_template.")
        self.stderr.write(f"figure template: plotly.js {bundle}")
