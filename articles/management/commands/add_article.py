"""Takes in single articles by their addresses, and processes them."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from articles.actions.adding import add_article
from articles.actions.curation import fill_whole_queue
from articles.actions.processing import process_articles
from articles.fetcher import configured_policy


class Command(BaseCommand):
    """``add_article URL …``: one line each; what is here already is named."""

    help = "Takes in articles by their addresses, under guard and as robots.txt allows, and processes them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one address or more."""
        parser.add_argument("urls", nargs="+", metavar="URL")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 if each address is an article now, 1 if one is not."""
        failed = 0
        for url in options["urls"]:
            added = add_article(url=url, now=timezone.now(), policy=configured_policy())
            if added.article is None:
                failed += 1
                self.stdout.write(f"{url}: {added.problem}")
                continue
            if added.is_new:
                process_articles(ids=[added.article.pk], now=timezone.now())
            word = "added" if added.is_new else "here already"
            self.stdout.write(f"{url}: {word}, article {added.article.pk}: {added.article.title}")
        fill_whole_queue(now=timezone.now())
        if failed:
            sys.exit(1)
