"""Give up the raw bytes of old pages; what was read of them stays (THREATS D08)."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from articles.models import ArticlePage, ArticleRevision

logger = logging.getLogger(__name__)

BATCH = 200
"""Pages in one transaction, so that nobody waits long for the database."""


def prune_pages(*, now: datetime, days: int, most: int = 20_000) -> int:
    """Empty the pages that were fetched more than ``days`` ago and have been processed; give how many.

    ``days`` of 0 keeps all for ever. Clean text, revisions, facts and their
    quotes stay, and so do the hash of the bytes and that of the words that the
    last revision was read from: processing again reads the kept text, and no
    revision is made of it.
    """
    if days <= 0:
        return 0
    pruned = 0
    while pruned < most:
        done = _prune_batch(now=now, before=now - timedelta(days=days), most=min(BATCH, most - pruned))
        pruned += done
        if done == 0:
            break
    if pruned:
        logger.info("pruned pages=%d", pruned)
    return pruned


def _prune_batch(*, now: datetime, before: datetime, most: int) -> int:
    with transaction.atomic():
        pages = list(ArticlePage.objects.prunable(before=before).select_for_update(of=("self",))[:most])
        empty_pages(pages, now=now)
    return len(pages)


def empty_pages(pages: Sequence[ArticlePage], *, now: datetime) -> None:
    """Give up the bytes of these pages, inside a transaction; the hashes of what was read of them stay."""
    revisions = ArticleRevision.objects.filter(article__in=[page.article_id for page in pages]).order_by("number")
    last = dict(revisions.values_list("article_id", "content_hash"))
    for page in pages:
        if page.body:
            page.body_hash = hashlib.sha256(bytes(page.body)).hexdigest()
        page.source_hash, page.body, page.pruned_at = last.get(page.article_id, ""), b"", now
    ArticlePage.objects.bulk_update(pages, ["body", "body_hash", "source_hash", "pruned_at"])
