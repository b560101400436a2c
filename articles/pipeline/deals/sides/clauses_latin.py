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


# "Following Foo and Bar, ", "Depois de Foo, ": those who did the same before
_OTHERS_BEFORE = re.compile(
    r"(?:Following|After|Like|Joining|Besides|Just like|Depois d[aeo]s?|Após|A seguir [aà]o?|Tal como|À semelhança"
    r" d[aeo]s?) (?:the |[oa]s? )?(?=[A-Z])"
)
# "After signing with Foo last year, "
_SIGNED_BEFORE = re.compile(
    r"(?:After|Having|Following|Depois de|Após)(?: already)? (?:signing|signed|inking|inked|reaching|reached"
    r"|striking|struck"
    r"|concluding|concluded|ter assinado|assinar|celebrar|terem assinado)\b[^,;.]{3,140}, "
)


def past_others(names: Names, sentence: CuedSentence, event: Event) -> CuedSentence:
    """The sentence without an opening that tells who did the same before, where the event stands behind it."""
    if sentence.han:
        return sentence
    text, start, end = names.text.text, sentence.sentence.start, sentence.sentence.end
    signed, others = _SIGNED_BEFORE.match(text, start, end), _OTHERS_BEFORE.match(text, start, end)
    begin = signed.end() if signed else 0
    if others and not begin:
        until = reader_of(names, start, end).where_ends(others.end())
        before = " before it," if text.startswith(" before it,", until) else ","
        # "Following Foo and Bar, Baz": the last name of such a list is the subject
        begin = until + len(before) + 1 if text.startswith(before, until) else text.rfind(", ", start, until) + 2
        begin = begin if until and begin > others.end() else 0
    return _narrowed(sentence, begin, end) if start < begin <= event.start else sentence


# ", after Foo and Bar, the third city": who did the same before, told in passing
_IN_PASSING = re.compile(
    r", (?:after|following|like|depois d[aeo]s?|tal como|a seguir [aà]o?) (?:the |[oa]s? )?(?=[A-Z])"
)


def without_others(names: Names, sentence: CuedSentence, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties without those who are only named in passing as having done the same before."""
    text, start, end = names.text.text, sentence.sentence.start, sentence.sentence.end
    passing = None if sentence.han else _IN_PASSING.search(text, start, end)
    if passing is None:
        return parties
    until = reader_of(names, start, end).where_ends(passing.end())
    if not until or not text.startswith(",", until):
        return parties
    told = text[passing.end() : until]
    besides = text[start : passing.start()] + "\n" + text[until:end]
    return tuple(party for party in parties if party.name not in told or party.name in besides)


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
