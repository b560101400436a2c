"""Deals: who agreed what with whom, read from one article.

The way of a text through this package::

    Text --events-----> cues of each sentence (phrases, ``reference/deal_words.yaml``), tense and mood
         --triggers---> which rules may find something in a sentence
         --rules------> events (papers, openings, measures, listings, bonds, works ...)
         --background-> what is recalled or refused falls away
         --parties----> who signs, who issues, who only speaks
         --weights----> how strongly the text stands behind each event
         --reading----> events of one deal together, the strongest kept
         --assembly---> records, every field with its quote
"""

from articles.pipeline.deals.reading import read_deals
from articles.pipeline.deals.records import Actor, DealRecord, Quote, Reading
from articles.pipeline.vocabulary import RUNGS, STATUSES, TYPES

__all__ = ["RUNGS", "STATUSES", "TYPES", "Actor", "DealRecord", "Quote", "Reading", "read_deals"]
