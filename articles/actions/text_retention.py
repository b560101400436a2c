"""Give up the text of old articles; facts, quotes and hashes stay (THREATS D08)."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from articles.actions.page_retention import empty_pages
from articles.models import Article, ArticlePage, ArticleRevision
from articles.search import index_articles, searched_texts

logger = logging.getLogger(__name__)

BATCH = 200
"""Articles in one transaction, so that nobody waits long for the database."""


def give_up_texts(*, now: datetime, days: int, most: int = 20_000) -> int:
    """Empty the text of articles that were first seen more than ``days`` ago; give how many.

    ``days`` of 0 keeps all for ever. Given up are the clean text, what was left
    out of it, the feed's own words, the text of all revisions and the bytes of
    the page. Kept are title, excerpt, tags, deals with their quotes, and every
    hash, so that the same words are known again. An article that a curator is
    asked about waits. It is never read again, unless its publisher changes it.
    The search finds it by its title and its quotes.
    """
    if days <= 0:
        return 0
    before, given_up = now - timedelta(days=days), 0
    # Asked once: to find out which curators are asked about is dear. Each batch looks once more at its own rows.
    ids = list(Article.objects.text_to_give_up(before=before).values_list("pk", flat=True)[:most])
    for start in range(0, len(ids), BATCH):
        given_up += _give_up(ids[start : start + BATCH], now=now, before=before)
    if given_up:
        logger.info("gave up texts=%d", given_up)
    return given_up


def _give_up(ids: Sequence[int], *, now: datetime, before: datetime) -> int:
    with transaction.atomic():
        # Once more under the lock: what has changed since is not old any longer.
        rows = Article.objects.filter(pk__in=ids).text_to_give_up(before=before).select_for_update(of=("self",))
        articles = list(rows.only("pk", "title"))
        kept = [article.pk for article in articles]
        Article.objects.filter(pk__in=kept).update(
            text="", quarantined_text=[], summary="", body="", text_given_up_at=now
        )
        ArticleRevision.objects.filter(article__in=kept).update(text="")
        pages = ArticlePage.objects.filter(article__in=kept, pruned_at=None).select_for_update()
        empty_pages(list(pages), now=now)
        index_articles(searched_texts((article.pk, article.title, "") for article in articles).items())
    return len(kept)
