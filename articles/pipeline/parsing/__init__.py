"""Parsing: bytes of a feed become entries; bytes of any document become text.

feedparser is the authority on what a feed says; ``plain_xml`` reads the well-formed, ordinary feeds first because it is
many times faster, and leaves everything else to feedparser. Decoding, dates, cleaning, identity and limits are ours.
"""

from articles.pipeline.parsing.addresses import canonical_url, clean_url
from articles.pipeline.parsing.dates import Stamp, read_date
from articles.pipeline.parsing.decoding import decode_document
from articles.pipeline.parsing.discovery import FeedLink, PageHead, feed_links, page_head
from articles.pipeline.parsing.elements import Cut, cut_document
from articles.pipeline.parsing.entries import clean_entries
from articles.pipeline.parsing.feeds import outline_feed, parse_feed
from articles.pipeline.parsing.listing import outline_list, parse_list
from articles.pipeline.parsing.markup import clean_html
from articles.pipeline.parsing.recipes import Recipe, RecipeError, read_recipe
from articles.pipeline.parsing.records import (
    DATE_BASES,
    KINDS,
    STATUSES,
    Decoded,
    Outline,
    ParsedEntry,
    ParsedFeed,
    Repeat,
)

__all__ = [
    "DATE_BASES",
    "KINDS",
    "STATUSES",
    "Cut",
    "Decoded",
    "FeedLink",
    "Outline",
    "PageHead",
    "ParsedEntry",
    "ParsedFeed",
    "Recipe",
    "RecipeError",
    "Repeat",
    "Stamp",
    "canonical_url",
    "clean_entries",
    "clean_html",
    "clean_url",
    "cut_document",
    "decode_document",
    "feed_links",
    "outline_feed",
    "outline_list",
    "page_head",
    "parse_feed",
    "parse_list",
    "read_date",
    "read_recipe",
]
