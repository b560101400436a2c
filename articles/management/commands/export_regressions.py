"""``manage.py export_regressions FOLDER``: what curators decided, as cases for ``evaluate`` and the tests."""

import argparse
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from articles.actions.curation.regressions import cases


class Command(BaseCommand):
    """Writes ``sample.jsonl`` (random sample) and ``queue.jsonl``, and their texts in ``texts/``."""

    help = "Write the decisions of curators as labelled articles: evaluate FOLDER/sample.jsonl --texts FOLDER/texts."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """FOLDER."""
        parser.add_argument("folder", type=Path, help="where the cases go; texts of publishers, not for publication")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write all cases and say how many of each kind."""
        texts = folder / "texts"
        try:
            texts.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}", returncode=2) from error
        lines: dict[str, list[bytes]] = {"sample": [], "queue": []}
        for case in cases():
            (texts / f"{case.labels['id']}.txt").write_text(case.text, encoding="utf-8")
            lines[case.kind].append(orjson.dumps(case.labels))
        for kind, rows in lines.items():
            (folder / f"{kind}.jsonl").write_bytes(b"".join(row + b"\n" for row in rows))
        self.stdout.write(f"sample {len(lines['sample'])}, queue {len(lines['queue'])}")
