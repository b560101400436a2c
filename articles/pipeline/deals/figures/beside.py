"""Which sentences stand beside those that tell a deal and may give its figures."""

from collections.abc import Iterator, Sequence

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.material import Material


def sentences_after(material: Material, told: Sequence[CuedSentence], reach: int) -> Iterator[CuedSentence]:
    """The ``reach`` sentences behind the first of the body that tells the deal and behind the last, in order.

    Where papers are told once more further below, what stands between is about them too.
    """
    known = {sentence.index for sentence in told}
    last = max(known)
    first = min((s.index for s in told if s.sentence.paragraph), default=last)
    for sentence in material.sentences[first + 1 : last + 1 + reach]:
        if sentence.index not in known and (sentence.index <= first + reach or sentence.index > last):
            yield sentence
