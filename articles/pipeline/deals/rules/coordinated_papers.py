"""Papers told one beside the other in one Latin sentence, each with sides of its own.

"signed a memorandum with Foo on trade and a cooperation agreement with Bar", "foram assinados um memorando entre A e
B, sobre turismo, e um acordo entre C e D".
"""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.paper_nouns import head_paper

# " (MoU) on port cooperation with ": whom a paper is made with, and not what it is made for ("with a view to")
_WITH_SIDES = re.compile(
    r"(?:s|es)?(?: \([^()]{1,20}\))?[^.;:()]{0,90}? (?:with|between|entre|com)"
    r" (?!(?:an?|the|o|um|uma) (?:view|aim|goal|effect|purpose|objec?tivo|fim|intuito|duração|prazo|validade)\b"
    r"|vista|effect|immediate|regard|respect|efeitos?|base|validade|duração|\d)"
)
# ", relativo à formação, e um ", " and a strategic ": between the sides of one paper and the next one
_AND_A = re.compile(
    r"(?:,? (?:and|e|as well as|bem como|assim como|plus|while)|[,;])(?: also| ainda| também)? "
    r"(?:an?|the|another|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|separate|um|uma|uns|o|outr[oa]|dois"
    r"|duas|três|quatro|cinco|seis|sete|oito|nove|dez)? ?(?:(?!(?:and|with|between|entre|com)\b)[\w’'-]{1,20} ){0,4}$"
)
_BEFORE = 90
_UP_TO_COLON = 60
# A list of so many papers is nobody's sentence
_MOST = 8


def coordinated(folded: str, sentence: CuedSentence, first: Cue) -> list[tuple[Cue, int]]:
    """``first`` and the papers coordinated with it, where each names its own sides; ``first`` alone where not.

    Each with the place where its part of the sentence begins: that of the first is where it stands itself.
    """
    if sentence.han or first.kind != "doc":
        return [(first, first.start)]
    colon = folded.find(":", first.end, min(first.end + _UP_TO_COLON, sentence.sentence.end))
    after = next((cue for cue in sentence.of("doc") if cue.start > colon), None) if colon > 0 else None
    listed = _from(folded, sentence, after) if after else []
    # "the following agreements were signed: a memorandum between …; a protocol between …"
    return listed if len(listed) > 1 else _from(folded, sentence, first)


def _from(folded: str, sentence: CuedSentence, first: Cue) -> list[tuple[Cue, int]]:
    found = [(first, first.start)]
    for cue in sentence.of("doc"):
        before, _ = found[-1]
        own = _WITH_SIDES.match(folded, before.end, cue.start)
        if cue.start < before.end or own is None or len(found) == _MOST:
            continue
        if any(own.end() <= verb.start < cue.start for verb in sentence.of("sign", "reach")):
            # What a verb of its own governs stands in another clause
            break
        joint = _AND_A.search(folded, max(own.end(), cue.start - _BEFORE), cue.start)
        paper = head_paper(sentence, cue)
        if joint and _WITH_SIDES.match(folded, paper.end, sentence.sentence.end):
            found.append((paper, joint.start()))
    return found
