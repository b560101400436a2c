"""Everybody who stands beside a deal, with the role: signatory, speaker, venue or mentioned."""

from collections.abc import Sequence

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.names import SCENE_BEFORE, Names, Party
from articles.pipeline.deals.records import Actor
from articles.pipeline.deals.sides.bystanders import SPEAKS


def actors(names: Names, sentences: Sequence[CuedSentence], parties: Sequence[Party]) -> tuple[Actor, ...]:
    """Every organisation, person and acting place of these sentences with its role; a person never signs."""
    folded = names.text.folded
    signing = {party.slug or party.name for party in parties}
    found: dict[tuple[str, str], Actor] = {}
    for party in parties:
        kind = names.kind_of(party)
        found[("organisation", party.slug or party.name)] = Actor(party.name, party.slug, kind, "signatory")
    named = sorted([*names.organisations, *names.people], key=lambda m: m.start)
    for sentence in sentences:
        start, end = sentence.sentence.start, sentence.sentence.end
        for m in named:
            if not (start <= m.start and m.end <= end):
                continue
            kind = "person" if m.kind == "person" else "organisation"
            before = folded[max(0, m.start - 60) : m.start]
            speaker = SPEAKS.match(folded, m.end) is not None or "according to" in before
            found.setdefault(
                (kind, m.slug or m.name), Actor(m.name, m.slug, kind, "speaker" if speaker else "mentioned")
            )
        for m in names.places:
            if not (start <= m.start and m.end <= end) or m.slug in signing:
                continue
            if SCENE_BEFORE.search(folded, max(0, m.start - 12), m.start):
                found.setdefault(("organisation", m.slug), Actor(m.name, m.slug, "organisation", "venue"))
    return tuple(found.values())
