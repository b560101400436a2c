"""Records of extraction: the article's text and what was left out, with the reason."""

from dataclasses import dataclass

from articles.pipeline.text import Text

REASONS = (
    "related",
    "teaser",
    "author_bio",
    "advertisement",
    "caption",
    "byline",
    "dateline",
    "share",
    "comments",
    "hashtags",
    "navigation",
    "contact",
    "copyright",
    "duplicate_title",
    "repeated",
)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A passage that stands on the page but is not the article: never tagged, never lost.

    ``reason`` is one of ``REASONS``.
    """

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """What ``extract`` gives: the article's text and the quarantine, in page order."""

    text: Text
    quarantined: tuple[Quarantined, ...]
