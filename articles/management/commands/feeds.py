"""Lists of feeds: takes one in, writes one out, asks all feeds whether they answer, finds those of a site."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles import reference
from articles.actions.feed_discovery import add_feed, discover_feeds
from articles.actions.feed_lists import (
    Imported,
    UnreadableList,
    import_feeds,
    install_builtin_feeds,
    read_feed_list,
    to_opml,
    to_yaml,
)
from articles.actions.feed_lists.importing import REASONS
from articles.actions.polling import FeedPoll, check_feeds
from articles.fetcher import address_problem, configured_policy
from articles.models import Feed


class Command(BaseCommand):
    """``feeds import FILE``, ``export FILE``, ``check [SLUG …]``, ``discover URL``, ``install``."""

    help = "Takes in, writes out, checks and finds feeds."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one of five words."""
        words = parser.add_subparsers(dest="word", required=True, metavar="import|export|check|discover|install")
        taking = words.add_parser("import", help="add and update feeds from an OPML or YAML file")
        taking.add_argument("file", metavar="FILE")
        taking.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        taking.add_argument("--json", action="store_true", help="the result as JSON")
        giving = words.add_parser("export", help="write all feeds: YAML if FILE ends in .yaml or .yml, else OPML")
        giving.add_argument("file", metavar="FILE", help="- for stdout")
        asking = words.add_parser("check", help="ask feeds whether they answer; nothing is stored")
        asking.add_argument("slugs", nargs="*", metavar="SLUG", help="these; all that are polled if none is named")
        asking.add_argument("--json", action="store_true", help="the result as JSON")
        finding = words.add_parser("discover", help="find the feeds of a site; nothing is stored unless --add")
        finding.add_argument("url", metavar="URL", help="the site, or one of its pages")
        finding.add_argument("--json", action="store_true", help="the result as JSON")
        adding = finding.add_mutually_exclusive_group()
        adding.add_argument("--add", action="store_true", help="take in what was found, paused")
        adding.add_argument("--add-enabled", action="store_true", help="take in what was found, to be polled")
        words.add_parser("install", help="take in FEEDS_FILE, or the built-in list where none is set")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the word says."""
        words = {
            "import": self._import,
            "export": self._export,
            "check": self._check,
            "discover": self._discover,
            "install": self._install,
        }
        words[options["word"]](options)

    def _import(self, options: dict[str, Any]) -> None:
        try:
            listed = read_feed_list(Path(options["file"]).read_bytes())
        except (OSError, UnreadableList) as error:
            raise CommandError(f"{options['file']}: {_one_line(error)}", returncode=2) from error
        imported = import_feeds(
            listed=listed, allow_private=settings.FETCH_ALLOW_PRIVATE, is_dry_run=options["dry_run"]
        )
        self._tell(imported, is_json=options["json"], is_dry_run=options["dry_run"])
        if imported.refusals:
            sys.exit(1)

    def _install(self, options: dict[str, Any]) -> None:
        try:
            imported = install_builtin_feeds(
                rows=reference.load().feeds,
                feeds_file=settings.FEEDS_FILE,
                allow_private=settings.FETCH_ALLOW_PRIVATE,
            )
        except (OSError, UnreadableList) as error:
            raise CommandError(f"{settings.FEEDS_FILE}: {_one_line(error)}", returncode=2) from error
        # A row that cannot be taken is no reason not to start.
        self._tell(imported, is_json=False, is_dry_run=False)

    def _tell(self, imported: Imported, *, is_json: bool, is_dry_run: bool) -> None:
        counts = {name: getattr(imported, name) for name in ("added", "updated", "unchanged", "refused")}
        if is_json:
            rows = [{"line": row.line, "url": row.url, "reason": row.reason} for row in imported.refusals]
            self.stdout.write(json.dumps({**counts, "refusals": rows, "dry_run": is_dry_run}, ensure_ascii=False))
        else:
            self.stdout.write(", ".join(f"{name} {number}" for name, number in counts.items()))
            for refusal in imported.refusals:
                self.stdout.write(str(refusal))

    def _export(self, options: dict[str, Any]) -> None:
        feeds = list(Feed.objects.all())
        name = options["file"]
        body = to_yaml(feeds) if name.endswith((".yaml", ".yml")) else to_opml(feeds, title="GBA Tracker")
        if name == "-":
            self.stdout.write(body.decode(), ending="")
            return
        try:
            _write_whole(Path(name), body)
        except OSError as error:
            raise CommandError(f"{name}: {_one_line(error)}", returncode=2) from error
        self.stderr.write(f"wrote {len(feeds)} feeds to {name}")

    def _check(self, options: dict[str, Any]) -> None:
        feeds = Feed.objects.filter(slug__in=options["slugs"]) if options["slugs"] else Feed.objects.pollable()
        if unknown := sorted(set(options["slugs"]) - {feed.slug for feed in feeds}):
            raise CommandError(f"no feed is called {', '.join(unknown)}", returncode=2)
        chosen = list(feeds.order_by("slug"))
        told: list[FeedPoll] = []

        def tell(found: FeedPoll) -> None:
            told.append(found)
            self.stderr.write(f"{len(told)}/{len(chosen)} {found.slug} {found.outcome}")

        rows = check_feeds(feeds=chosen, now=timezone.now(), policy=configured_policy(), tell=tell)
        failed = [row for row in rows if not row.is_answered]
        if options["json"]:
            result = [
                {
                    "slug": row.slug,
                    "url": row.url,
                    "status": str(row.outcome),
                    "http_status": row.http_status,
                    "entries": row.counts.entries,
                    "errors": list(row.errors),
                    "seconds": round(row.seconds, 3),
                }
                for row in rows
            ]
            self.stdout.write(json.dumps({"feeds": result, "failed": len(failed)}, ensure_ascii=False))
        else:
            for row in rows:
                errors = f" ({'; '.join(row.errors)})" if row.errors else ""
                self.stdout.write(
                    f"{row.slug}: {row.outcome} {row.http_status or '-'}, {row.counts.entries} entries{errors}"
                )
            self.stdout.write(f"answered {len(rows) - len(failed)}, failed {len(failed)}")
        if failed:
            sys.exit(1)

    def _discover(self, options: dict[str, Any]) -> None:
        url = options["url"] if "://" in options["url"] else f"https://{options['url']}"
        if (problem := address_problem(url, allow_private=settings.FETCH_ALLOW_PRIVATE)) is not None:
            raise CommandError(f"{options['url']}: {REASONS.get(problem, problem)}", returncode=2)
        found = discover_feeds(url=url, now=timezone.now(), policy=configured_policy())
        if options["add"] or options["add_enabled"]:
            for feed in found.feeds:
                _, taken = add_feed(
                    url=feed.url,
                    title=feed.title,
                    home_url=url,
                    language=feed.language,
                    is_enabled=options["add_enabled"],
                    by="feeds discover",
                    allow_private=settings.FETCH_ALLOW_PRIVATE,
                )
                self.stderr.write(f"{feed.url}: {taken.slug if taken else 'refused'}")
        if options["json"]:
            rows = [
                {
                    "url": feed.url,
                    "title": feed.title,
                    "kind": feed.kind,
                    "entries": feed.entries,
                    "newest_at": feed.newest_at.isoformat() if feed.newest_at else None,
                    "language": feed.language,
                    "how": feed.how,
                    "slug": feed.known.slug if feed.known else None,
                }
                for feed in found.feeds
            ]
            self.stdout.write(json.dumps({"feeds": rows, "problem": found.problem or None}, ensure_ascii=False))
        else:
            for feed in found.feeds:
                known = f", here as {feed.known.slug}" if feed.known else ""
                self.stdout.write(f"{feed.url}: {feed.kind}, {feed.entries} entries, {feed.how}{known}: {feed.title}")
            self.stdout.write(f"found {len(found.feeds)}{f' ({found.problem})' if found.problem else ''}")
        if not found.feeds:
            sys.exit(1)


def _one_line(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())) or "?"


def _write_whole(path: Path, body: bytes) -> None:
    """Write a file so that it is there whole or as it was before; a device, a pipe or a link is written through."""
    if path.is_symlink() or (path.exists() and not path.is_file() and not path.is_dir()):
        path.write_bytes(body)
        return
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(body)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
