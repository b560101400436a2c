"""Run batches of articles, and those that break one by one."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import pairwise

from django.db import InterfaceError, OperationalError, ProgrammingError
from django.db.models.functions import Coalesce, Length

from articles.actions.clustering.joining import look_ahead
from articles.actions.clustering.resolving import Knowledge
from articles.actions.clustering.turn import own_turn
from articles.actions.processing.claiming import Claimed, begin, claim, give_back, let_go
from articles.actions.processing.keeping import Kept, keep_reads
from articles.actions.processing.reading import read_articles
from articles.actions.reference_edits import current_reference
from articles.failpoints import pass_failpoint
from articles.models import Article
from articles.pipeline.line import PIPELINE_VERSION
from articles.pipeline.matching import Reference
from articles.stopwatch import measured

logger = logging.getLogger(__name__)

BATCH = 200
"""Articles in one transaction: what each batch looks up once is dear, SQLite's write lock is held for half a second."""
BATCH_SIZE = 2_000_000
"""Characters (of pages: bytes) in one transaction: 200 ordinary articles, and a few of the longest pages."""


@dataclass(frozen=True, slots=True)
class Processed:
    """What a run did: articles processed, relevant ones among them, new deals; ids that failed or were quarantined."""

    processed: int = 0
    relevant: int = 0
    deals: int = 0
    failed: tuple[int, ...] = ()
    quarantined: tuple[int, ...] = ()

    def __add__(self, other: "Processed") -> "Processed":
        """Add up two runs."""
        return Processed(
            self.processed + other.processed,
            self.relevant + other.relevant,
            self.deals + other.deals,
            self.failed + other.failed,
            self.quarantined + other.quarantined,
        )


def process_articles(*, ids: Sequence[int], now: datetime, reference: Reference | None = None) -> Processed:
    """Process those of the articles that wait and that nobody else works on; give what came of it.

    No network. ``reference`` is the built-in data with the desk's aliases where none is given. Raises
    OperationalError or InterfaceError where the database fails; the leases
    run out and the articles are found again. Raises ProgrammingError where
    the database is another release's; that counts as no attempt.
    """
    reference = reference or current_reference()
    total, claimed = Processed(), None
    for batch, following in pairwise([*_batches(ids), []]):
        result, claimed = _process_batch(claimed or claim(ids=batch, now=now), following, now, reference)
        total += result
    return total


def requeue_articles(*, stale_only: bool, now: datetime) -> list[int]:
    """Queue processed articles again (all, or those of an older pipeline); give the ids of all that wait."""
    done = Article.objects.with_text().filter(processed_at__isnull=False)
    if stale_only:
        done = done.filter(pipeline_version__lt=PIPELINE_VERSION)
    done.update(processed_at=None, attempts=0)
    return list(Article.objects.claimable(now=now).values_list("pk", flat=True))


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    """Share the articles out, so that neither a batch nor what is to be read for it becomes too large."""
    size = Length("body") + Length("summary") + Coalesce(Length("page__body"), 0)
    sizes = dict(Article.objects.filter(pk__in=ids).values_list("pk", size))
    batch: list[int] = []
    filled = 0
    for article_id in ids:
        if batch and (len(batch) >= BATCH or filled + sizes.get(article_id, 0) > BATCH_SIZE):
            yield batch
            batch, filled = [], 0
        batch.append(article_id)
        filled += sizes.get(article_id, 0)
    if batch:
        yield batch


def _process_batch(
    claimed: Claimed, following: Sequence[int], now: datetime, reference: Reference
) -> tuple[Processed, Claimed | None]:
    """Process a batch; claim the ``following`` one as soon as it is kept, unless some are to be tried alone first."""
    token, fresh, alone = claimed
    result, ahead = Processed(), None
    if fresh:
        try:
            kept, ahead = _run(fresh, token, now, reference, following=() if alone else following)
            result += _counted(kept)
        except (OperationalError, InterfaceError):
            raise
        except ProgrammingError:
            # The tables are another release's, as while an upgrade is under way: three of these are no poison.
            let_go(ids=fresh, token=token)
            raise
        except Exception:
            # One article is to blame, and nobody knows which: each gets a transaction of its own.
            logger.exception("a batch of %d articles failed, they are tried one by one", len(fresh))
            alone = [*fresh, *alone]
    for article_id in alone:
        if begin(article_id=article_id, token=token, now=now):
            result += _process_one(article_id, token, now, reference)
    if fresh or alone:
        logger.info(
            "processed=%d relevant=%d deals=%d failed=%d",
            result.processed,
            result.relevant,
            result.deals,
            len(result.failed),
        )
    return result, ahead


def _process_one(article_id: int, token: str, now: datetime, reference: Reference) -> Processed:
    try:
        kept, _ = _run([article_id], token, now, reference)
        return _counted(kept)
    except (OperationalError, InterfaceError):
        raise
    except ProgrammingError:
        let_go(ids=[article_id], token=token)
        raise
    except Exception as error:
        logger.exception("article %d failed", article_id)
        is_last = give_back(article_id=article_id, token=token, now=now, error=error)
        return Processed(failed=(article_id,), quarantined=(article_id,) if is_last else ())


def _run(
    ids: Iterable[int], token: str, now: datetime, reference: Reference, *, following: Sequence[int] = ()
) -> tuple[Kept, Claimed | None]:
    """Read without a transaction, since that takes long; keep in one.

    The ``following`` articles are claimed in the same turn: afterwards whoever comes next would be waited for.
    """
    rows = Article.objects.filter(pk__in=ids, lease_token=token).select_related("feed", "page").order_by("pk")
    with measured("read"):
        reads = read_articles(rows, reference=reference)
    pass_failpoint("processing.read")
    days = {read.article.listed_on for read in reads if read.analysis.reading.deals}
    with measured("keep"), own_turn(meanwhile=partial(look_ahead, days) if days else None):
        kept = keep_reads(reads, token=token, knowledge=Knowledge.of(reference), now=now)
        return kept, claim(ids=following, now=now) if following else None


def _counted(kept: Kept) -> Processed:
    return Processed(len(kept.articles), kept.relevant, kept.deals)
