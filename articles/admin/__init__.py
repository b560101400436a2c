"""The desk: Django's admin over the newsroom. It shows rows and calls actions; no rule is written here."""

from articles.admin import articles, deals, decisions, feeds, milestones, people, rates, stories, tags

__all__ = ["articles", "deals", "decisions", "feeds", "milestones", "people", "rates", "stories", "tags"]
