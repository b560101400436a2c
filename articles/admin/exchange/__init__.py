"""Tables in and out on the desk, by django-import-export.

sheets      the files: CSV in, CSV and XLSX out, in which nothing is ever calculated
rows        what a line of a table says of a tag, an alias, a feed; each change goes through its action
desk        the pages: who may, how large, shown before it is saved, logged with who did it
"""

from articles.admin.exchange.desk import ExchangeAdmin, ExportAdmin
from articles.admin.exchange.rows import AliasResource, ArticleResource, DealResource, FeedResource, TagResource

__all__ = [
    "AliasResource",
    "ArticleResource",
    "DealResource",
    "ExchangeAdmin",
    "ExportAdmin",
    "FeedResource",
    "TagResource",
]
