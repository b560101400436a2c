"""Keep what an article said at each time: revision 1 at first, one more whenever its words change, at most 24."""

from collections.abc import Sequence, Set
from datetime import datetime

from articles.actions.processing.reading import Read
from articles.models import ArticleRevision
from articles.models.article import MAX_REVISIONS
from articles.models.writing import create_rows, write_fields


def write_revisions(
    reads: Sequence[Read], *, known: Set[int], now: datetime
) -> tuple[set[int], dict[int, ArticleRevision]]:
    """Write revisions; give the ids of frozen articles, and each article's revision that the new text stands in.

    ``ArticleRevision.content_hash`` names the words that the pipeline was
    given. The same words with another clean text (a better pipeline) replace
    the text of the last revision; other words with the same clean text (a
    clock or an advert beside the article) are no change. Where the words of
    an article have changed for the 24th time it is frozen: it stays as it is
    (THREATS F08). ``known`` are the ids of articles that were processed before.
    """
    last = _last_revisions(known)
    frozen: set[int] = set()
    current: dict[int, ArticleRevision] = {}
    added, changed = [], []
    for read in reads:
        pk, revision = read.article.pk, last.get(read.article.pk)
        is_new = revision is None or (revision.content_hash != read.source_hash and revision.text != read.text.text)
        if is_new and revision is not None and revision.number >= MAX_REVISIONS:
            frozen.add(pk)
            continue
        if is_new:
            revision = _revision(read, number=revision.number + 1 if revision else 1, now=now)
            added.append(revision)
        elif (revision.content_hash, revision.text) != (read.source_hash, read.text.text):
            revision.content_hash, revision.text = read.source_hash, read.text.text
            changed.append(revision)
        current[pk] = revision
    create_rows(added)
    write_fields(changed, ("content_hash", "text"))
    return frozen, current


def _last_revisions(article_ids: Set[int]) -> dict[int, ArticleRevision]:
    if not article_ids:
        return {}
    rows = ArticleRevision.objects.filter(article__in=article_ids).order_by("number")
    return {revision.article_id: revision for revision in rows}


def _revision(read: Read, *, number: int, now: datetime) -> ArticleRevision:
    article = read.article
    return ArticleRevision(
        article=article,
        number=number,
        title=article.title,
        text=read.text.text,
        content_hash=read.source_hash,
        feed_id=article.feed_id,
        seen_at=article.first_seen_at if number == 1 else now,
    )
