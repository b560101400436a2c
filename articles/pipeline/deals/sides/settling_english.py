"""What a later English sentence makes of what was told: signed ("The agreement was signed"), or a memorandum."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import DOCUMENTS, Event
from articles.pipeline.deals.material import Material

_SETTLED = re.compile(
    r"\W{0,2}(?:the|this|their|its) (?:[a-z-]{3,16} ){0,2}?(?:agreements?|contracts?|deal|documents?|papers"
    r"|accord|pact)"
    r" (?:was|were|has been|have been) (?:\w+ly )?(?:signed|inked|executed|concluded|sealed|exchanged)\b"
)
_REACH = 3
_FIRMS_TYPES = frozenset(
    ("acquisition", "equity_investment", "bond_loan", "construction_contract", "procurement", "land")
)
_OPEN = ("announced", "planned", "talks", "signed")


def settle_english(material: Material, events: Sequence[Event]) -> list[Event]:
    """The events: signed where a sentence soon after says so, and without the bare paper of that sentence."""
    told_again: set[int] = set()
    for event in events:
        if event.type not in _FIRMS_TYPES or event.status not in _OPEN:
            continue
        for sentence in material.sentences[event.sentence + 1 : event.sentence + 1 + _REACH]:
            start, end = sentence.sentence.start, sentence.sentence.end
            if sentence.sentence.lang.startswith("en") and _SETTLED.match(material.folded, start, end):
                event.status = "signed"
                told_again.add(sentence.index)
                break
    for event in events:
        if event.type == "joint_venture" and event.status == "planned" and _under_paper(event, events):
            event.status = "signed"
            told_again.add(event.sentence)
    kept = [event for event in events if not (event.sentence in told_again and event.generic)]
    kept = [event for event in kept if not _is_signed_behind(event, kept)]
    return [event for event in kept if not _is_put_on_paper(material, event, kept)]


def _is_signed_behind(event: Event, events: Sequence[Event]) -> bool:
    """Whether a venture that is to be set up is told as signed by the same sides right behind it."""
    if event.type != "joint_venture" or event.status != "planned" or len(event.parties) < 2:
        return False
    return any(
        paper.type == event.type
        and paper.status == "signed"
        and 0 < paper.sentence - event.sentence < _REACH
        and _sides(paper) == _sides(event)
        for paper in events
    )


def _sides(event: Event) -> set[str]:
    return {party.slug or party.name for party in event.parties}


# The rules by which two firms "announced a strategic partnership"
_TIES = ("ties", "partnership")


def _is_put_on_paper(material: Material, event: Event, events: Sequence[Event]) -> bool:
    """Whether a partnership of the text is the matter of a paper that the same sides sign right behind it."""
    if event.rule not in _TIES or len(event.parties) < 2 or material.in_title(event.sentence):
        return False
    return any(
        paper.type in DOCUMENTS
        and paper.rule not in _TIES
        and paper.status == "signed"
        and 0 <= paper.sentence - event.sentence < _REACH
        and _sides(paper) == _sides(event)
        for paper in events
    )


def _under_paper(venture: Event, events: Sequence[Event]) -> bool:
    """Whether a venture is to be set up "under an agreement signed on Tuesday" in the same English sentence."""
    return venture.verb.value != "zh" and any(
        event.generic and event.status == "signed" and event.sentence == venture.sentence and event.start > venture.end
        for event in events
    )
