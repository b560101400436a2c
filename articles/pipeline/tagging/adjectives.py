"""Adjectives of places that say where a body is from, in English."""

import re

from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

# "Chilean bus operator Foo", "the Brazilian port of": a body that an adjective places
_BODY_OF = re.compile(
    r" (?:[a-z][\w-]{1,20} ){0,3}?(?:firms?|compan(?:y|ies)|groups?|giants?|makers?|carmakers?|automakers?"
    r"|operators?|airlines?"
    r"|airports?|banks?|lenders?|universit(?:y|ies)|ports?|retailers?|producers?|manufacturers?|suppliers?|insurers?"
    r"|counterparts?|ministry|government|regulators?|subsidiary)\b"
)


def places_body(text: Text, mention: Mention) -> bool:
    """Say whether an English adjective in the title or the lead says where a firm or a body is from."""
    is_english = text.lang == "en" and mention.weight >= 2
    return is_english and _BODY_OF.match(text.folded, mention.end) is not None


# "Chilean bus operator Foo": the adjective describes a firm; "Chilean officials" act for the place
_DESCRIBES_FIRM = re.compile(
    r" (?:[a-z][\w-]{1,20} ){0,3}?(?:firm|company|group|giant|maker|carmaker|automaker|operator|airline|bank"
    r"|lender|university"
    r"|retailer|producer|manufacturer|supplier|insurer|developer|partner|start-?up|brand|chain|conglomerate)s?\b"
)
_OF_ADJECTIVES = 0.5
"""The confidence of a mention that is only an adjective."""


def describes_firm(folded: str, mention: Mention) -> bool:
    """Say whether an adjective tells where a firm is from, and does not stand for the place."""
    return mention.confidence <= _OF_ADJECTIVES and _DESCRIBES_FIRM.match(folded, mention.end) is not None
