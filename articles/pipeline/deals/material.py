"""Everything that earlier stages know of one article, in one hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.names import Names
from articles.pipeline.matching import Mention
from articles.pipeline.quantities import Count, Money, When
from articles.pipeline.tagging import Tags
from articles.pipeline.text import Text

_SENTENCE_ENDS = tuple(".。!?！？…:;\"”’'」』)")
_LEAD_UNDER_DECK = 2


@dataclass(frozen=True, slots=True)
class Material:
    """The text with its cued sentences, names, tags and quantities.

    ``published`` is a day in Hong Kong, if known; the first of its month where ``known`` says no more than ``month``.
    """

    text: Text
    sentences: Sequence[CuedSentence]
    names: Names
    mentions: Sequence[Mention]
    tags: Tags
    money: Sequence[Money]
    counts: Sequence[Count]
    dates: Sequence[When]
    published: date | None
    known: str

    @property
    def published_iso(self) -> str | None:
        """The day of publication as ISO text, or its month (``YYYY-MM``) where only that is known."""
        if self.published is None:
            return None
        return self.published.isoformat()[: 7 if self.known == "month" else 10]

    @property
    def folded(self) -> str:
        """The folded text."""
        return self.text.folded

    def in_title(self, sentence: int) -> bool:
        """Whether a sentence belongs to the title."""
        return self.sentences[sentence].sentence.paragraph == 0

    @property
    def has_deck(self) -> bool:
        """Whether a second headline, a paragraph without a full stop, stands between the title and the lead."""
        if len(self.sentences) <= _LEAD_UNDER_DECK:
            return False
        deck, lead = self.sentences[1].sentence, self.sentences[_LEAD_UNDER_DECK].sentence
        alone = deck.paragraph == 1 and lead.paragraph > 1
        return alone and self.text.folded[deck.start : deck.end].rstrip()[-1:] not in _SENTENCE_ENDS

    def following(self, sentence: CuedSentence) -> CuedSentence | None:
        """The next sentence, if there is one."""
        return self.sentences[sentence.index + 1] if sentence.index + 1 < len(self.sentences) else None

    def dates_in(self, sentence: CuedSentence) -> list[When]:
        """The dates of one sentence."""
        start, end = sentence.sentence.start, sentence.sentence.end
        return [when for when in self.dates if start <= when.start < end]
