"""What the newsroom keeps. One file per aggregate; import the classes from here."""

from articles.models.article import Article, ArticleBand, ArticlePage, ArticleRevision, Story
from articles.models.deal import CuratedField, Deal, DealEvent, Party
from articles.models.feed import Entry, Feed, LastDocument, Poll
from articles.models.host import Host
from articles.models.milestone import Milestone
from articles.models.operation import Counter, Heartbeat, Incident
from articles.models.rate import ExchangeRate
from articles.models.report import DealReport, Evidence
from articles.models.review import BulkAct, ErrorReport, RejectReason, ReviewDecision, ReviewItem
from articles.models.rollup import ArticleDay, CountedDeal, DataGeneration, DealFacet, DealSum, FeedDay, PairDay, TagDay
from articles.models.taxonomy import Alias, Tag, Tagging

__all__ = [
    "Alias",
    "Article",
    "ArticleBand",
    "ArticleDay",
    "ArticlePage",
    "ArticleRevision",
    "BulkAct",
    "CountedDeal",
    "Counter",
    "CuratedField",
    "DataGeneration",
    "Deal",
    "DealEvent",
    "DealFacet",
    "DealReport",
    "DealSum",
    "Entry",
    "ErrorReport",
    "Evidence",
    "ExchangeRate",
    "Feed",
    "FeedDay",
    "Heartbeat",
    "Host",
    "Incident",
    "LastDocument",
    "Milestone",
    "PairDay",
    "Party",
    "Poll",
    "RejectReason",
    "ReviewDecision",
    "ReviewItem",
    "Story",
    "Tag",
    "TagDay",
    "Tagging",
]
