"""The finer type that may stand beside a deal's type: a slug of the reference data."""

from collections.abc import Sequence
from functools import lru_cache

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.phrases import Phrases
from articles.pipeline.matching import Reference


def subtype_of(folded: str, told: Sequence[CuedSentence], kind: str, reference: Reference) -> str:
    """The fine type of ``kind`` whose words stand in the deal's sentences, the longest words first; else empty."""
    found = []
    for sentence in told:
        start, end = sentence.sentence.start, min(sentence.sentence.end, sentence.sentence.start + 1000)
        found += [cue for cue in _phrases(reference).find(folded[start:end]) if cue.kind == kind]
    return max(found, key=lambda cue: cue.end - cue.start).value if found else ""


@lru_cache(maxsize=2)
def _phrases(reference: Reference) -> Phrases:
    """The names, verbs and nouns of the reference's fine types, by their coarse type."""
    lists = []
    for fine in reference.deal_types:
        names = (fine.names.en, fine.names.zh_hant, fine.names.zh_hans, fine.names.pt)
        lists.append((fine.type, fine.slug, [*names, *fine.nouns.all(), *fine.verbs.all()]))
    return Phrases(lists)
