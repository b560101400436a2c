"""Context: whether a doubtful name means what the gazetteer offers, judged by the words around it."""

import re
from bisect import bisect_left, bisect_right, insort
from typing import NamedTuple

from articles.pipeline.matching.gazetteer import Gazetteer
from articles.pipeline.matching.surfaces import LATIN, Claim, split_ref
from articles.pipeline.text import Text

# "Hong Kong-listed", "Shenzhen-made": an attribute of goods or shares, not the scene
_ATTRIBUTE = re.compile(r"-(?:listed|traded|made|styled?|born|educated)\b")
# "Foshan Street", "Jiangmen Road": an address in some other town
_STREET_EN = re.compile(r" (?:roads?|streets?|lanes?|avenues?|mansions?|boulevards?)\b")
# 佛山街, 惠州路, 北京道, but not 香港路演, 澳门街坊, 澳门道路
_STREET_ZH = re.compile(r"路(?![演线网面透径由权上向过])|街(?![坊头区道])|道(?![路教具理歉德别贺破场义士])")
# "o jornal de Hong Kong", "the Hong Kong newspaper": where a paper is from that is only cited
_PRESS_PT = re.compile(r"\b(?:jornal|jornais|diários?|semanário|imprensa)(?: [\wà-ú]{1,16})? d[aeo] \Z")
_PRESS_EN = re.compile(r"(?:'s)? (?:\w{1,16} )?(?:newspapers?|media outlets?)\b")
_MADE_IN = "made in "
_OWNING = frozenset({"", " ", "'s ", "的", "市", "省", "政府"})
"""What may stand between a place and a body that belongs to it."""

Ref = tuple[str, str]


class Claimed(NamedTuple):
    """A span with what it was taken to mean."""

    start: int
    end: int
    claim: Claim
    origin: str


class Scene:
    """One text while it is read: its parts, and what has been accepted so far.

    What later decisions ask for is indexed as it comes in, so that a text full
    of doubtful names still takes time in proportion to its length.
    """

    def __init__(self, text: Text, folded: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.folded = folded
        self.gazetteer = gazetteer
        self.claimed: list[Claimed] = []
        self._paragraphs = [span.start for span in text.paragraphs]
        self._sentences = [sentence.start for sentence in text.sentences]
        self._evidence: list[int] = []
        self._starts: dict[Ref, list[int]] = {}
        self._owners: dict[int, set[Ref]] = {}
        self._found: dict[tuple[str, int, int], bool] = {}

    def add(self, claimed: Claimed) -> None:
        """Take a span to mean something."""
        self.claimed.append(claimed)
        ref = (claimed.claim.kind, claimed.claim.slug)
        if ref in self.gazetteer.gba:
            insort(self._evidence, claimed.start)
        for meant in (ref, *self.gazetteer.implied.get(ref, ())):
            insort(self._starts.setdefault(meant, []), claimed.start)
        if ref[0] in ("city", "outside"):
            self._owners.setdefault(claimed.end, set()).add(ref)

    def add_ref(self, start: int, end: int, kind: str, slug: str) -> None:
        """Take a span to mean ``slug``, as the second choice of a rule."""
        self.add(Claimed(start, end, Claim(kind, slug, "needs_context"), "gazetteer"))

    def reach(self, start: int, end: int, within: str) -> tuple[int, int]:
        """Give the range around a span in which its rule looks: text, paragraph, sentence, adjacent (12 characters)."""
        if within == "text" or not self._paragraphs:
            return 0, len(self.folded)
        if within == "adjacent":
            return max(0, start - 12), min(len(self.folded), end + 12)
        if within == "sentence" and self._sentences:
            sentence = self.text.sentences[max(0, bisect_right(self._sentences, start) - 1)]
            return sentence.start, sentence.end
        number = max(0, bisect_right(self._paragraphs, start) - 1)
        span = self.text.paragraphs[number]
        if number == 0 and len(self.text.paragraphs) > 1:
            # A title is too short to carry its context: the first paragraph speaks for it.
            return span.start, self.text.paragraphs[1].end
        return span.start, span.end

    def has_evidence(self, start: int, reach: tuple[int, int]) -> bool:
        """Say whether a name of the area stands within ``reach``, other than at ``start``."""
        starts = self._evidence
        before = bisect_left(starts, reach[0]) < bisect_left(starts, start)
        return before or bisect_right(starts, start) < bisect_left(starts, reach[1])

    def names(self, ref: Ref, reach: tuple[int, int]) -> bool:
        """Say whether the entity ``ref`` (or what implies it) was accepted within ``reach``."""
        starts = self._starts.get(ref, [])
        return bisect_left(starts, reach[0]) < bisect_left(starts, reach[1])

    def owners(self, end: int) -> set[Ref]:
        """Give the cities and partners whose name ends at ``end``."""
        return self._owners.get(end, set())

    def says(self, word: str, reach: tuple[int, int]) -> bool:
        """Say whether a folded text stands within ``reach``, in Latin script as whole words."""
        key = (word, *reach)
        if key not in self._found:
            self._found[key] = _find_word(self.folded, word, *reach)
        return self._found[key]


def _find_word(folded: str, word: str, start: int, end: int) -> bool:
    at = folded.find(word, start, end)
    while at >= 0:
        after = at + len(word)
        whole_left = not (at and folded[at] in LATIN and folded[at - 1] in LATIN)
        whole_right = not (after < len(folded) and folded[after - 1] in LATIN and folded[after] in LATIN)
        if whole_left and whole_right:
            return True
        at = folded.find(word, at + 1, end)
    return False


def allows(scene: Scene, claim: Claim, start: int, end: int) -> bool:
    """Decide a doubtful claim by its rule, else by evidence of the area in the same paragraph.

    A claim that is otherwise standalone and has a rule is only refused by the
    rule; an outlet without one is accepted (and weighs nothing).
    """
    rule = claim.rule
    if _owned_elsewhere(scene, claim, start):
        return False
    if rule is None:
        if claim.match == "outlet":
            return True
        return scene.has_evidence(start, scene.reach(start, end, "paragraph"))
    reach = scene.reach(start, end, rule.within)
    if any(_stands(scene, word, start, reach) for word in rule.cancels):
        return False
    return not rule.needs or any(_stands(scene, word, start, reach) for word in rule.needs)


def _owned_elsewhere(scene: Scene, claim: Claim, start: int) -> bool:
    """Say whether a body follows directly on another place ("Thailand's Ministry of Commerce", 深圳市教育局)."""
    home = scene.gazetteer.implied.get((claim.kind, claim.slug))
    if claim.kind != "organisation" or home is None:
        return False
    for joint in _OWNING:
        at = start - len(joint)
        if at > 0 and scene.folded.startswith(joint, at):
            owners = scene.owners(at)
            if owners and not any(owner in home or owner[1] == "china" for owner in owners):
                return True
    return False


def attribute_use(folded: str, start: int, end: int) -> bool:
    """Say whether a place name is an attribute ("-listed", "made in"), or part of a street's or a ship's name."""
    following = folded[end : end + 36]
    if not following:
        return folded[max(0, start - 8) : start] == _MADE_IN
    if following[0] == "-":
        return _ATTRIBUTE.match(following) is not None
    if following[0] == " " and _STREET_EN.match(following):
        return True
    if following[0] == "舰":
        return True
    if following[0] in "路街道" and _STREET_ZH.match(following):
        return True
    if folded[start] in LATIN and (_PRESS_EN.match(following) or _PRESS_PT.search(folded, max(0, start - 40), start)):
        return True
    return folded[max(0, start - 8) : start] == _MADE_IN


def _stands(scene: Scene, word: str, start: int, reach: tuple[int, int]) -> bool:
    """Say whether what a rule asks for stands within ``reach``: @gba, @lang:code, @kind:slug, or a text."""
    if word == "@gba":
        return scene.has_evidence(start, reach)
    if word.startswith("@lang:"):
        return scene.text.lang == word[6:]
    if word.startswith("@"):
        return scene.names(split_ref(word[1:]), reach)
    return scene.says(word, reach)
