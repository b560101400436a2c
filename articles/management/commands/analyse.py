"""``manage.py analyse``: the pure pipeline over JSON lines, no database."""

import argparse
import json
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson
from django.core.management.base import BaseCommand, CommandError

from articles import reference
from articles.pipeline.line import analyse, to_json
from articles.pipeline.quantities import publication_day


class Unreadable(ValueError):
    """A line that is no article; carries its id where it could be read."""

    def __init__(self, reason: str, article_id: Any = None) -> None:
        super().__init__(reason)
        self.article_id = article_id


def read_article(line: bytes) -> dict[str, Any]:
    """The article of one JSON line; raises Unreadable with the reason."""
    article = _loaded(line)
    if not isinstance(article, dict):
        raise Unreadable("not a JSON object")
    article_id = article.get("id")
    if "id" not in article:
        raise Unreadable("id is missing")
    if not isinstance(article_id, str | int) or not _is_writable(article_id):
        raise Unreadable("id is neither a text nor an integer of 64 bits")
    if not isinstance(article.get("title"), str):
        raise Unreadable("title is missing or not a text", article_id)
    if not (isinstance(article.get("text"), str) or isinstance(article.get("html"), str)):
        raise Unreadable("text or html is missing", article_id)
    for key in ("text", "html", "url", "lang", "published"):
        if article.get(key) is not None and not isinstance(article[key], str):
            raise Unreadable(f"{key} is not a text", article_id)
    published = article.get("published")
    if published and publication_day(published)[0] is None:
        raise Unreadable(f"published is no ISO date, month or date-time: {published[:40]}", article_id)
    return article


def _loaded(line: bytes) -> Any:
    """The JSON value of a line; lone surrogates, which orjson refuses, are read too (cleaning takes them out)."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            return json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            raise Unreadable(f"not JSON: {error}") from error


def _is_writable(article_id: str | int) -> bool:
    """Whether an id can be written back: UTF-8, and an integer of 64 bits."""
    try:
        orjson.dumps(article_id)
    except (TypeError, orjson.JSONEncodeError):
        return False
    return True


class Command(BaseCommand):
    """Reads articles as JSON lines on stdin, writes the analysis of each on stdout, in order."""

    help = "Analyse articles: JSON lines in, JSON lines out (no database)."
    requires_system_checks: list[str] = []  # noqa: RUF012
    requires_migrations_checks = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """``--explain`` prints for a person."""
        parser.add_argument("--explain", action="store_true", help="print the findings for a person instead of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run over stdin; exit 1 where a line could not be read."""
        if sys.stdin is None or sys.stdout is None:
            raise CommandError("standard input and output must be open", returncode=2)
        failures = run(sys.stdin.buffer, sys.stdout.buffer, explain=options["explain"])
        if failures:
            self.stderr.write(f"{failures} line(s) could not be read")
            sys.exit(1)


def run(lines: Iterable[bytes], out: BinaryIO, *, explain: bool = False) -> int:
    """Analyse every line and write the answers to ``out``; give the number of lines that could not be read."""
    failures = 0
    known = reference.load()
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(BOM_UTF8)
        if not line.strip():
            continue
        try:
            article = read_article(line)
        except Unreadable as error:
            failures += 1
            out.write(orjson.dumps({"id": error.article_id, "line": number, "error": str(error)}) + b"\n")
            continue
        analysis = analyse(
            title=article["title"],
            text=article.get("text"),
            html=article.get("html"),
            url=article.get("url") or "",
            published=article.get("published"),
            reference=known,
        )
        answer = {"id": article["id"], **to_json(analysis)}
        out.write(explained(answer).encode() if explain else orjson.dumps(answer) + b"\n")
    out.flush()
    return failures


def explained(answer: dict[str, Any]) -> str:
    """The findings of one article as lines for a person."""
    verdict = "relevant" if answer["relevant"] else "not relevant"
    lines = [
        f"=== {answer['id']} ({answer['lang']}): {verdict}, {answer['relevance']:.2f}, scope {answer['scope'] or '-'}",
        answer["text"].split("\n", 1)[0],
        "because: " + "; ".join(f"{r['text']} ({r['weight']:+.1f})" for r in answer["reasons"]),
        f"cities: {_joined(answer['cities'])}   outside: {_joined(answer['outside'])}",
        f"sectors: {_joined(answer['sectors'])}",
        f"places: {_joined(answer['places'])}   mechanisms: {_joined(answer['mechanisms'])}",
    ]
    for deal in answer["deals"]:
        lines += _deal_lines(deal)
    if not answer["deals"]:
        lines.append(f"no deal: {answer['no_deal'] or '-'}")
    if answer["quarantined"]:
        reasons = [passage["reason"] for passage in answer["quarantined"]]
        counts = ", ".join(f"{reason} {reasons.count(reason)}" for reason in sorted(set(reasons)))
        lines.append(f"left out: {counts}")
    return "\n".join(lines) + "\n\n"


def _joined(values: list[str]) -> str:
    return ", ".join(values) or "-"


def _deal_lines(deal: dict[str, Any]) -> list[str]:
    money = (
        f"{deal['amount_bound']} {deal['currency']} {deal['amount']:,}" if deal["amount"] is not None else "no amount"
    )
    counts = ", ".join(f"{c['unit']} {c['n']}" + (f"-{c['n_max']}" if c["n_max"] else "") for c in deal["counts"])
    lines = [
        f"deal: {deal['type']} {deal['status']} (rung {deal['rung']}, confidence {deal['confidence']:.2f})",
        f"  parties: {_joined(deal['parties'])}",
        f"  {money}; counts: {counts or '-'}",
        f"  date: {deal['date'] or '-'} ({deal['date_precision']}, {deal['date_basis']})",
    ]
    return lines + [f"  {e['field']}: [{e['start']},{e['end']}) {e['quote']}" for e in deal["evidence"]]
