"""What the newsroom keeps. One file per aggregate; import the classes from here."""

from articles.models.article import Article, ArticleBand, ArticlePage, ArticleRevision, Story
from articles.models.deal import CuratedField, Deal, DealEvent, DealReport, Evidence, Milestone, Party, ReviewDecision
from articles.models.feed import Entry, Feed, Poll
from articles.models.host import Host
from articles.models.operation import Heartbeat
from articles.models.review import ErrorReport, ReviewItem
from articles.models.rollup import DataGeneration, TagDay
from articles.models.taxonomy import Alias, Tag, Tagging

__all__ = [
    "Alias",
    "Article",
    "ArticleBand",
    "ArticlePage",
    "ArticleRevision",
    "CuratedField",
    "DataGeneration",
    "Deal",
    "DealEvent",
    "DealReport",
    "Entry",
    "ErrorReport",
    "Evidence",
    "Feed",
    "Heartbeat",
    "Host",
    "Milestone",
    "Party",
    "Poll",
    "ReviewDecision",
    "ReviewItem",
    "Story",
    "Tag",
    "TagDay",
    "Tagging",
]
