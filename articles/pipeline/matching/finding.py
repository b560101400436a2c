"""From a text to its mentions: longest names first, then what context allows, then what they imply."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from articles.pipeline.matching.context import Claimed, Scene, allows, attribute_use
from articles.pipeline.matching.forms import find_forms
from articles.pipeline.matching.gazetteer import Gazetteer
from articles.pipeline.matching.mention import Mention
from articles.pipeline.matching.quiet import quiet_spans
from articles.pipeline.matching.reach import read_part
from articles.pipeline.matching.surfaces import LATIN, UNFOLDED, UNIFY, Claim, Surface, split_ref
from articles.pipeline.matching.traded import is_where_traded
from articles.pipeline.text import Text

Hit = tuple[int, int, Surface]

CONFIDENCE = {"standalone": 0.95, "needs_context": 0.75, "adjective": 0.5, "outlet": 0.6}
IMPLIED_CONFIDENCE = 0.8
PLACES = frozenset({"city", "place", "outside"})


def find_mentions(text: Text, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Find all names in ``text``, in order of place; offsets are those of ``text.text``.

    Names of the gazetteer, what they imply (same span, after them), and
    organisations and people that are recognised by their form alone. What
    stands behind the first ``reach.READ`` characters is not read.
    """
    text = read_part(text)
    folded = text.folded
    for sign in UNFOLDED:
        folded = folded.replace(sign, sign.translate(UNIFY))
    hits = _hits(text, folded, gazetteer)
    taken = bytearray(len(folded))
    scene = Scene(text, folded, gazetteer)
    _accept(scene, hits, taken)
    weigh = _Weigher(text)
    mentions = list(_mentions(scene, weigh))
    mentions += list(find_forms(text, mentions, weigh.weight))
    mentions.sort(key=attrgetter("start"))
    return tuple(mentions)


def _hits(text: Text, folded: str, gazetteer: Gazetteer) -> list[Hit]:
    """Give all surfaces that stand as whole words, longest first, then from left to right.

    ``folded`` has the plain signs; the scan knows the others.
    """
    original, written = text.text, text.folded
    surfaces, places = gazetteer.surfaces, gazetteer.places
    last = len(folded)
    hits: list[Hit] = []
    for start, negative_end, number in gazetteer.scan.find(written):
        place = places[number]
        if place < 0:
            continue
        end = -negative_end
        if start and folded[start] in LATIN and folded[start - 1] in LATIN:
            continue
        if end < last and folded[end - 1] in LATIN and (folded[end] in LATIN or folded[end] == "$"):
            # Before a dollar sign stands a currency: "to invest HK$3 billion" names no agency.
            continue
        surface = surfaces[place]
        if surface.cased and _half_width(original[start:end]) not in surface.cased:
            continue
        if surface.capital and original[start:end].islower():
            continue
        if surface.guarded and not surface.stands(folded, start, end):
            continue
        hits.append((start, end, surface))
    hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    return hits


def _half_width(written: str) -> str:
    """Give the half-width form of an abbreviation that Chinese texts may write in full width."""
    return written if written.isascii() else unicodedata.normalize("NFKC", written)


def _accept(scene: Scene, hits: list[Hit], taken: bytearray) -> None:
    """Choose among overlapping hits, and decide what each chosen one means.

    A hit that overlaps a longer one is dropped, unless all that the longer one
    might mean is refused by its context: then the shorter ones get their turn.
    """
    waiting: list[Hit] = []
    hidden: list[Hit] = []
    for hit in hits:
        start, end, surface = hit
        if taken.find(1, start, end) >= 0:
            hidden.append(hit)
            continue
        taken[start:end] = b"\1" * (end - start)
        doubtful = False
        for claim in surface.claims:
            if _is_plain(claim):
                scene.add(Claimed(start, end, claim, surface.origin))
            else:
                doubtful = True
        if doubtful:
            waiting.append(hit)
    # Places first: whose ministry it is depends on the place before it. Of these first what asks for no other name:
    # "the mainland" asks for one of the area, and "Macau" may be the only one.
    waiting.sort(key=lambda hit: (hit[2].claims[0].kind not in PLACES, any(map(_asks_for_others, hit[2].claims))))
    freed = bytearray(len(taken))
    for start, end, surface in waiting:
        if not _decide(scene, start, end, surface):
            taken[start:end] = bytes(end - start)
            freed[start:end] = b"\1" * (end - start)
    again = [hit for hit in hidden if freed.find(1, hit[0], hit[1]) >= 0]
    if again:
        _accept(scene, again, taken)


def _asks_for_others(claim: Claim) -> bool:
    """Say whether a doubtful claim is only good beside other names or words."""
    return claim.match == "needs_context" if claim.rule is None else bool(claim.rule.needs)


def _decide(scene: Scene, start: int, end: int, surface: Surface) -> bool:
    """Decide the doubtful claims of one surface; say whether it means anything at all here."""
    means = False
    for claim in surface.claims:
        if _is_plain(claim):
            means = True
        elif allows(scene, claim, start, end):
            scene.add(Claimed(start, end, claim, surface.origin))
            means = True
        elif claim.rule is not None and claim.rule.otherwise:
            scene.add_ref(start, end, *split_ref(claim.rule.otherwise))
            means = True
    return means


def _is_plain(claim: Claim) -> bool:
    """Say whether a claim stands without looking at the context."""
    return claim.rule is None and claim.match in ("standalone", "adjective")


class _Weigher:
    """Says how much a name counts at its place: 3 title, 2 first two sentences of the body, 1 body, 0 quiet."""

    def __init__(self, text: Text) -> None:
        self.title_end = text.paragraphs[0].end if text.paragraphs else 0
        body = [sentence for sentence in text.sentences if sentence.paragraph > 0]
        self.lead_end = body[min(1, len(body) - 1)].end if body else self.title_end
        self.quiet = quiet_spans(text)
        self.quiet_starts = [start for start, _ in self.quiet]

    def weight(self, start: int) -> int:
        """Give the weight of a name that starts at ``start``."""
        if self.quiet:
            number = bisect_right(self.quiet_starts, start) - 1
            if number >= 0 and start < self.quiet[number][1]:
                return 0
        if start < self.title_end:
            return 3
        return 2 if start < self.lead_end else 1


def _mentions(scene: Scene, weigher: _Weigher) -> Iterator[Mention]:
    """Turn what was accepted into mentions, each followed by what it implies."""
    original, implied = scene.text.text, scene.gazetteer.implied
    for start, end, claim, origin in sorted(scene.claimed, key=lambda claimed: claimed[0]):
        weight = 0 if claim.match == "outlet" and claim.rule is None else weigher.weight(start)
        is_venue = bool(weight) and is_where_traded(scene.folded, start, end)
        if weight and claim.kind in PLACES and (is_venue or attribute_use(scene.folded, start, end)):
            weight = 0
        name = original[start:end]
        confidence = 0.9 if origin == "compound" else CONFIDENCE[claim.match]
        yield Mention(claim.kind, claim.slug, name, start, end, weight, confidence, origin)
        for kind, slug in implied.get((claim.kind, claim.slug), ()):
            lighter = min(weight, 1) if claim.kind in ("organisation", "person") else weight
            lighter = 0 if is_venue else lighter
            yield Mention(kind, slug, name, start, end, lighter, IMPLIED_CONFIDENCE, "implied")
