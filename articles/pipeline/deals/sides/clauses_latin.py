"""The part of a Latin sentence that tells of one deal, where several are told in it with sides of their own.

"Foo signed a memorandum with Bar, while Baz opened an office": who opens is not Foo.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.rules.coordinated_papers import coordinated
from articles.pipeline.deals.sides.name_lists import reader_of
from articles.pipeline.deals.sides.parties import unique

# Between two clauses that have each a subject
_JOINT = re.compile(
    r"[;,]? (?:and|while|whereas|as|when|after|before|where|that|which|but|e|enquanto|ao passo que|quando|depois de"
    r"|onde|que|mas) (?:that |que )?|[;,] "
)
# Bound on hostile text: clauses of one sentence
_MOST = 8
_REACH = 300
# "with Foo", "between Foo and Bar": behind a paper
_SIDES = re.compile(r"[^.;:]{0,110}? (?:with|between|entre|com) (?:both |the )?")


def clauses_begin(names: Names, sentence: CuedSentence, told: Sequence[Event]) -> list[int]:
    """Where clauses of a Latin sentence begin whose verb has its own subject behind the verb of the event before it."""
    if sentence.han or len(told) < 2:
        return []
    found: list[int] = []
    verbs = sorted({event.verb.start: event.verb for event in told}.items())[:_MOST]
    reader = reader_of(names, sentence.sentence.start, sentence.sentence.end)
    for (_, before), (verb, _) in pairwise(verbs):
        joints = _JOINT.finditer(names.text.text, max(before.end, verb - _REACH), verb)
        begin = next((joint.end() for joint in joints if reader.leads(joint.end(), verb)), None)
        found += [] if begin is None else [begin]
    return found


def clause_of(sentence: CuedSentence, event: Event, begins: Sequence[int]) -> CuedSentence:
    """The sentence, narrowed to the clause of ``event``; ``begins`` are those of ``clauses_begin``."""
    start = max((at for at in begins if at <= event.start), default=sentence.sentence.start)
    end = min((at for at in begins if at >= event.end), default=sentence.sentence.end)
    return _narrowed(sentence, start, end)


def _narrowed(sentence: CuedSentence, start: int, end: int) -> CuedSentence:
    whole = sentence.sentence
    if (start, end) == (whole.start, whole.end):
        return sentence
    cues = tuple(cue for cue in sentence.cues if start <= cue.start and cue.end <= end)
    return replace(sentence, sentence=whole._replace(start=start, end=end), cues=cues)


def sides_of_coordinated(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The sides of one of the papers that stand one beside the other with sides of their own; else empty."""
    if sentence.han or event.type not in DOCUMENTS:
        return ()
    part = _part_of_coordinated(names, sentence, event)
    if part is None:
        return ()
    text, end = names.text.text, part
    behind = _SIDES.match(text, event.thing.end, end)
    if behind is None:
        return ()
    reader = reader_of(names, sentence.sentence.start, end)
    subject = reader.up_to(sentence.sentence.start, event.verb.start) if event.verb.start < event.thing.start else []
    found = unique((*subject, *(reader.listed(behind.end()) or reader.beginning(behind.end()))))
    return found if len(found) > 1 else ()


def _part_of_coordinated(names: Names, sentence: CuedSentence, event: Event) -> int | None:
    """Where the part of the event's paper ends; None where no other paper stands beside it with its own sides."""
    read_until = 0
    for first in sentence.of("doc"):
        if first.start < read_until:
            continue
        papers = coordinated(names.text.folded, sentence, first)
        places = [cue.start for cue, _ in papers]
        read_until = papers[-1][0].end
        if len(papers) > 1 and event.thing.start in places:
            number = places.index(event.thing.start)
            return papers[number + 1][1] if number + 1 < len(papers) else sentence.sentence.end
    return None
