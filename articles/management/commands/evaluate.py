"""``manage.py evaluate``: the line over labelled articles, scored field by field; no database."""

import argparse
import sys
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

import orjson
import yaml
from django.core.management.base import BaseCommand, CommandError

from articles import reference
from articles.actions.evaluation import FIELDS, below_floors, evaluate
from articles.pipeline.line import analyse, to_json


def read_gold(path: Path, texts: Path) -> list[tuple[dict[str, Any], str, str]]:
    """``(labels, title, text)`` of each labelled article; raises CommandError with the place of a fault."""
    articles = []
    try:
        lines = path.read_bytes().removeprefix(BOM_UTF8).splitlines()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            labels = orjson.loads(line)
            body = (texts / f"{labels['id']}.txt").read_text(encoding="utf-8")
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise CommandError(f"{path}:{number}: not a labelled article ({error})", returncode=2) from error
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path}:{number}: text of {labels['id']}: {error}", returncode=2) from error
        if fault := fault_of(labels):
            raise CommandError(f"{path}:{number}: not a labelled article ({fault})", returncode=2)
        title, _, rest = body.lstrip("\ufeff").partition("\n")
        articles.append((labels, title.strip(), rest))
    return articles


def fault_of(labels: dict[str, Any]) -> str:
    """What keeps labels from being scored, or an empty text; lists that are missing or null count as empty."""
    if not isinstance(labels.get("relevant"), bool):
        return "relevant is neither true nor false"
    for name in ("cities", "outside", "sectors"):
        if not _is_list_of(str, labels.get(name)):
            return f"{name} is no list of slugs"
    if not _is_list_of(dict, labels.get("deals")):
        return "deals is no list of objects"
    for deal in labels.get("deals") or []:
        if not all(isinstance(deal.get(name), str) for name in ("type", "status")):
            return "a deal has no type or no status"
        if not _is_list_of(str, deal.get("parties")):
            return "parties is no list of names"
        if not all(map(_is_number, (deal.get("amount") or 0, *_numbers_of(deal.get("counts") or {})))):
            return "an amount or a count is no number"
    return ""


def _numbers_of(counts: Any) -> list[Any]:
    """What should be the numbers of a deal's counts: an object of name and number, or a list of objects with ``n``."""
    if isinstance(counts, dict):
        return list(counts.values())
    return (
        [count.get("n") if isinstance(count, dict) else None for count in counts]
        if isinstance(counts, list)
        else [None]
    )


def _is_list_of(kind: type, values: Any) -> bool:
    return values is None or (isinstance(values, list) and all(isinstance(value, kind) for value in values))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


class Command(BaseCommand):
    """Scores the pipeline against labelled articles."""

    help = "Score the pipeline against labelled articles (no database)."
    requires_system_checks: list[str] = []  # noqa: RUF012
    requires_migrations_checks = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The labels, the folder of the texts, and what to print."""
        parser.add_argument("gold", type=Path, help="labelled articles, one JSON object a line")
        parser.add_argument("--texts", type=Path, required=True, help="folder of the texts, <id>.txt")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--floors", type=Path, help="YAML {field: {f1: x}}; exit 1 where one is not reached")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the scores; exit 1 under a floor, 2 on unreadable input."""
        floors = read_floors(options["floors"]) if options["floors"] else {}
        gold = read_gold(options["gold"], options["texts"])
        known = reference.load()
        answers = [
            to_json(analyse(title=title, text=text, published=labels.get("date"), reference=known))
            for labels, title, text in gold
        ]
        result = evaluate([labels for labels, _, _ in gold], answers, known)
        self.stdout.write(orjson.dumps(result).decode() if options["json"] else table(result))
        under = below_floors(result["fields"], floors)
        for line in under:
            self.stderr.write(line)
        if under:
            sys.exit(1)


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """The floors of a YAML file; raises CommandError where it is none."""
    try:
        floors = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {error}", returncode=2) from error
    if floors is None:
        return {}
    if not isinstance(floors, dict):
        raise CommandError(f"{path}: no floors", returncode=2)
    for name, floor in floors.items():
        if name not in FIELDS or not isinstance(floor, dict) or not isinstance(floor.get("f1"), int | float):
            raise CommandError(f"{path}: {name}: want one of {', '.join(FIELDS)} with f1", returncode=2)
    return floors


def table(result: dict[str, Any]) -> str:
    """The scores as a table for a person."""
    head = f"{'field':18} {'P':>6} {'R':>6} {'F1':>6} {'tp':>5} {'fp':>5} {'fn':>5} {'F1 without borderline':>22}"
    lines = [f"{result['articles']} articles", head]
    for name in FIELDS:
        row, plain = result["fields"][name], result["without_borderline"][name]
        lines.append(
            f"{name:18} {_share(row['precision'])} {_share(row['recall'])} {_share(row['f1'])} "
            f"{row['tp']:5} {row['fp']:5} {row['fn']:5} {_share(plain['f1']):>22}"
        )
    return "\n".join(lines)


def _share(share: float | None) -> str:
    return f"{share:6.3f}" if share is not None else "     -"
