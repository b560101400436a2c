"""The mentions of one text, added up by what they name."""

from dataclasses import dataclass
from functools import cached_property

from articles.pipeline.matching import Mention
from articles.pipeline.tagging.records import TagScore
from articles.pipeline.text import Span


@dataclass(frozen=True)
class Gathered:
    """Mentions with weight, grouped by kind and then by slug (or name, where no list holds it)."""

    by_kind: dict[str, dict[str, list[Mention]]]

    def of(self, kind: str) -> dict[str, list[Mention]]:
        """Give the mentions of one kind, keyed by slug or name."""
        return self.by_kind.get(kind, {})

    @cached_property
    def sources(self) -> dict[tuple[int, int], Mention]:
        """The named thing that stands at each span, and there implies others."""
        return {
            (mention.start, mention.end): mention
            for kind in ("mechanism", "organisation", "person", "place")
            for mentions in self.of(kind).values()
            for mention in mentions
            if mention.origin != "implied"
        }

    def scores(self, kind: str) -> tuple[TagScore, ...]:
        """Give all tags of one kind, most important first."""
        return ranked(score(mentions) for mentions in self.of(kind).values())


def gather(mentions: tuple[Mention, ...]) -> Gathered:
    """Group the mentions that carry weight."""
    by_kind: dict[str, dict[str, list[Mention]]] = {}
    for mention in mentions:
        if mention.weight:
            by_kind.setdefault(mention.kind, {}).setdefault(mention.slug or mention.name, []).append(mention)
    return Gathered(by_kind)


def score(mentions: list[Mention], origin: str = "") -> TagScore:
    """Add up the mentions of one entity: weight times confidence; as sure as the surest of them."""
    first = mentions[0]
    total = 0.0
    surest = first
    for mention in mentions:
        total += mention.weight * mention.confidence
        if mention.confidence > surest.confidence:
            surest = mention
    places = dict.fromkeys((mention.start, mention.end) for mention in mentions)
    spans = tuple(Span(start, end) for start, end in places)
    return TagScore(
        first.kind,
        first.slug,
        "" if first.slug else first.name,
        round(total, 3),
        surest.confidence,
        origin or surest.origin,
        spans,
    )


def ranked(scores: object) -> tuple[TagScore, ...]:
    """Order tags: highest score first, then by slug and name."""
    return tuple(sorted(scores, key=lambda tag: (-tag.score, tag.slug, tag.name)))  # type: ignore[call-overload]
