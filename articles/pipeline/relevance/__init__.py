"""Relevance: whether an article belongs in the tracker, and why."""

from articles.pipeline.relevance.records import Reason, Relevance
from articles.pipeline.relevance.weighing import weigh

__all__ = ["Reason", "Relevance", "weigh"]
