"""Plain telling: a text without what changes no deal (openers, asides, stock codes), its way back to the words as
they stand."""

from articles.pipeline.deals.plain.retelling import Retold, retell

__all__ = ["Retold", "retell"]
