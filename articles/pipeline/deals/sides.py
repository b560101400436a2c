"""The parties of each event of an article, in the order in which it is told."""

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.parties import (
    issuers,
    joined_bodies,
    signatories,
    speaks_of_known_subject,
    two_sides,
)
from articles.pipeline.deals.unlisted import unlisted_signatories

_AGREEING = ("consultation", "undertaking", "partnership")


class Sides:
    """Finds parties; remembers who signed last, for "the two sides"."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._last: tuple[Party, ...] = ()

    def may_act(self, sentence: CuedSentence, event: Event) -> bool:
        """False for a partnership or a bare 签约 of nobody named: cities that "team up" have agreed on nothing."""
        if event.rule != "partnership" and event.thing.start != event.verb.start:
            return True
        if event.rule != "partnership":
            return event.type not in DOCUMENTS or len(self._signing(sentence, event)) > 1
        following = self._material.following(sentence) if sentence.sentence.paragraph == 0 else None
        end = (following or sentence).sentence.end
        names = self._material.names
        bodies = names.organisations_in(sentence.sentence.start, end)
        if len(bodies) == 1:
            return bool(unlisted_signatories(names, sentence, event, names.party(bodies[0])))
        return len(bodies) > 1

    def of(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """Those who sign, issue, open or agree."""
        if event.type in DOCUMENTS or event.rule in _AGREEING:
            found = self._signing(sentence, event)
            if event.type in DOCUMENTS and len(found) > 1:
                self._last = found
            return found
        return issuers(self._material.names, sentence, event) or self._known_subject(sentence, event)

    def _known_subject(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """Of "they", "the company", 该行: the organisation last named in the paragraph."""
        material = self._material
        if not speaks_of_known_subject(material.folded, sentence, event.start):
            return ()
        paragraph = material.text.paragraphs[sentence.sentence.paragraph]
        before = material.names.organisations_in(paragraph.start, sentence.sentence.start)
        return (material.names.party(before[-1]),) if before else ()

    def _signing(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """The signatories; where only "the two sides" or one of them is named, what the text named together before."""
        material = self._material
        found = signatories(material.names, sentence, event)
        following = material.following(sentence) if sentence.sentence.paragraph == 0 else None
        if following and sum(not party.is_place for party in found) < 2:
            joined = joined_bodies(material.names, following.sentence.start, following.sentence.end)
            if joined:
                return joined
        if len(found) > 1:
            return found
        pair = material.names.pair_in(sentence.sentence.start, sentence.sentence.end)
        if pair and not material.names.organisations_in(sentence.sentence.start, sentence.sentence.end):
            return pair
        if not found and two_sides(material.folded, sentence):
            return self._last or self._pair_of_head() or self._pair_before(sentence)
        return found

    def _pair_before(self, sentence: CuedSentence) -> tuple[Party, ...]:
        """The two bodies that the sentence before names, where it names just two."""
        material = self._material
        if not sentence.index:
            return ()
        before = material.sentences[sentence.index - 1].sentence
        bodies = material.names.organisations_in(before.start, before.end)
        pair = tuple({m.slug or m.name: material.names.party(m) for m in bodies}.values())
        return pair if len(pair) == 2 else ()

    def _pair_of_head(self) -> tuple[Party, ...]:
        """The two places that the head of the article names together."""
        material = self._material
        head = material.text.sentences[:3]
        if not head:
            return ()
        in_title = tuple(material.names.party(m) for m in material.names.sides_in(head[0].start, head[0].end))
        return in_title if len(in_title) == 2 else material.names.pair_in(0, head[-1].end)
