"""Papers told as a list: a sentence says that they are signed, and an item of its own names each.

"The following documents were signed today:" and below it "Memorandum of Understanding on tourism between Foo and Bar".
"""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# "the following documents", 以下文件, "os seguintes acordos"; or the sentence ends with a colon
_INTRODUCES = re.compile(
    r"\bfollowing (?:\w+ ){0,3}(?:documents|agreements|memorand\w+|mous|papers|pacts|deals|contracts)\b|\bas follows\b"
    r"|(?:以下|下列|下述)[^,。;]{0,8}(?:文件|协议|备忘录|合约|项目)|如下"
    r"|\bseguintes (?:\w+ ){0,2}(?:documentos|acordos|protocolos"
    r"|memorandos|contratos)\b|:$"
)
# Between whom an item says that its paper is: a word that joins two sides
_JOINS = re.compile(r"\b(?:between|with|entre|com)\b|[与和同及]")
_MOST_ITEMS = 20
_LONGEST_ITEM = 500


def listed_papers(folded: str, sentences: Sequence[CuedSentence]) -> dict[int, Event]:
    """The papers of the items below a sentence that says that they are signed, by the place of the item's sentence."""
    found: dict[int, Event] = {}
    status, items = "", 0
    for sentence in sentences:
        verbs = sentence.of("sign", "ceremony")
        if verbs:
            status, items = _introduced(folded, sentence, verbs[0]), 0
        elif status and items < _MOST_ITEMS and (paper := _paper_of_item(folded, sentence)):
            items += 1
            verb = Cue("sign", "zh" if sentence.han else "done", paper.start, paper.start)
            found[sentence.index] = Event(
                paper.value if paper.value != "deal" else "cooperation_agreement",
                status,
                "paper-sign",
                sentence.index,
                verb,
                paper,
                (paper.value,),
            )
        else:
            status = ""
    return found


def _introduced(folded: str, sentence: CuedSentence, verb: Cue) -> str:
    """The status of the papers that a sentence announces as a list; empty where it announces none."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if not sentence.sentence.paragraph or _INTRODUCES.search(folded, start, end) is None:
        return ""
    how = mood(folded, sentence, verb)
    return "" if how in ("negative", "wish") else status_of(how, "signed")


def _paper_of_item(folded: str, sentence: CuedSentence) -> Cue | None:
    """The paper that an item names with those who sign it; None where it is no such item."""
    start, end = sentence.sentence.start, sentence.sentence.end
    papers = sentence.of("doc")
    if not papers or end - start > _LONGEST_ITEM or _JOINS.search(folded, start, end) is None:
        return None
    # 甲与乙合作备忘录: a Chinese title ends with what it is, any other begins with it
    return papers[-1] if sentence.han else papers[0]
