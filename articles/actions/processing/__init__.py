"""Take articles through the pipeline and keep what it says.

::

    claim    claiming   rows of a batch get a lease and their attempt is counted, committed before any work
    read     reading    page or feed text -> pipeline.line.analyse, no transaction open
    keep     keeping    ONE transaction: text, tags, revision, reports, deals, stories, rollups, search, processed_at
    alone    running    a batch that failed, or rows whose last attempt did not end: one at a time, each its own

After three attempts that did not end an article is quarantined (THREATS Q08).
Everything may run twice: what a row says now is replaced, what a person said
stays.
"""

from articles.actions.processing.running import Processed, process_articles, requeue_articles
from articles.actions.processing.warming import ease_collector, warm_up

__all__ = ["Processed", "ease_collector", "process_articles", "requeue_articles", "warm_up"]
