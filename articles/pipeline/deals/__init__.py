"""Deals: who agreed what with whom, read from one article.

The way of a text through this package::

    Text --plain------> an English text without what changes no deal (openers, asides, stock codes)
         --events-----> cues of each sentence (phrases, ``reference/deal_words.yaml``), tense and mood
         --rules------> events: papers, openings, measures, listings, works ... (``rules.triggers`` says which may)
         --background-> what is recalled or refused falls away; ``effect`` tells what is in force from what lies ahead
         --sides------> who signs, who issues, who only speaks, out of the ``names`` of the article
         --weights----> how strongly the text stands behind each event
         --merging----> events of one deal together; ``competing`` keeps the strongest
         --assembly---> records, every field with its quote; ``figures`` gives amount, counts and day
"""

from articles.pipeline.deals.records import Actor, DealRecord, Quote, Reading
from articles.pipeline.deals.told_plainly import read_deals
from articles.pipeline.vocabulary import RUNGS, STATUSES, TYPES

__all__ = ["RUNGS", "STATUSES", "TYPES", "Actor", "DealRecord", "Quote", "Reading", "read_deals"]
