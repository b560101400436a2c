"""Synthetic articles and deals in any number, to measure how pages and queries grow.

Everything synthetic hangs on one paused feed, so that it can be told from real
rows. The same numbers give the same rows on every machine. Rows are written as
processing would leave them, without running the pipeline, many at once.

::

    loading   the order of things, and what is refused
    news      articles with revision, entry, tags, story, bands
    agreements   deals with tags, parties, reports, evidence
    words     a vocabulary as skewed as that of news
    writing   COPY and prepared statements
"""

from articles.actions.benchmark_data.loading import Loaded, RealRows, load_benchmark_data, refuse_real_rows

__all__ = ["Loaded", "RealRows", "load_benchmark_data", "refuse_real_rows"]
