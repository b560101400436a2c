"""Mentions: which names of the reference data stand where in a text.

The way of a text through this package::

    Reference --gazetteer--> Gazetteer   (once: surfaces, rules of context, the scan for all words of the reference)
    Text ------scan--------> hits        (one pass; tagging, deals and relevance take theirs from it too)
    hits ------finding-----> Mentions    (longest names, compounds, context, implied tags)
                 forms                   (organisations and people that no list holds)

``records`` holds the reference data as the pipeline sees it.
"""

from articles.pipeline.matching.finding import find_mentions
from articles.pipeline.matching.gazetteer import Gazetteer, gazetteer
from articles.pipeline.matching.mention import KINDS, Mention
from articles.pipeline.matching.records import Reference

__all__ = ["KINDS", "Gazetteer", "Mention", "Reference", "find_mentions", "gazetteer"]
