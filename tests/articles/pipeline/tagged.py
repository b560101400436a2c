"""What the tests of tagging share: the tags of a text, by the product's own reference data."""

from articles import reference
from articles.pipeline.matching import find_mentions, gazetteer
from articles.pipeline.tagging import Tags, TagScore, tag
from articles.pipeline.text import build_text

KNOWN = reference.load()


def tags(title: str, *paragraphs: str) -> Tags:
    """The tags of a title and paragraphs."""
    text = build_text(title, list(paragraphs))
    return tag(text, find_mentions(text, gazetteer(KNOWN)), KNOWN)


def slugs(scores: tuple[TagScore, ...]) -> list[str]:
    """The slugs of tags, in their order."""
    return [score.slug for score in scores]
