"""The names of one article, as its deals need them: whole names of bodies, whose place stands where, what is nobody."""

from articles.pipeline.deals.names.of_article import CENTRAL_GOVERNMENT, EVENT_AFTER, SCENE_BEFORE, Names, Party

__all__ = ["CENTRAL_GOVERNMENT", "EVENT_AFTER", "SCENE_BEFORE", "Names", "Party"]
