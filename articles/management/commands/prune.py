"""Gives up what is older than the policy keeps: raw bytes of pages, text of articles, old polls."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from articles.actions.page_retention import prune_pages
from articles.actions.text_retention import give_up_texts
from articles.models import Article, ArticlePage, Poll

MOST = 10**9


class Command(BaseCommand):
    """``prune [--pages-days N] [--text-days N] [--dry-run]``; the timetable does the same every night."""

    help = "Gives up raw pages and texts that are older than KEEP_PAGES_DAYS and KEEP_TEXT_DAYS, and old polls."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take days in place of the settings."""
        parser.add_argument("--pages-days", type=int, default=settings.KEEP_PAGES_DAYS, help="0 keeps all")
        parser.add_argument("--text-days", type=int, default=settings.KEEP_TEXT_DAYS, help="0 keeps all")
        parser.add_argument("--dry-run", action="store_true", help="only say how much it would be")

    def handle(self, *args: Any, pages_days: int, text_days: int, dry_run: bool, **options: Any) -> None:
        """Print how many of each; exit 0."""
        now = timezone.now()
        if dry_run:
            # As in earnest: what is no number of days keeps all.
            ages = (now - timedelta(days=pages_days), now - timedelta(days=text_days))
            pages = ArticlePage.objects.prunable(before=ages[0]).count() if pages_days > 0 else 0
            texts = Article.objects.text_to_give_up(before=ages[1]).count() if text_days > 0 else 0
            self.stdout.write(f"would give up pages {pages}, texts {texts}")
            return
        pages = prune_pages(now=now, days=pages_days, most=MOST)
        texts = give_up_texts(now=now, days=text_days, most=MOST)
        self.stdout.write(f"gave up pages {pages}, texts {texts}, polls {Poll.objects.prune(now=now)}")
