"""What a later Portuguese sentence makes of a deal: signed, completed, and by whom."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.settled_portuguese import Settled, settled_after
from articles.pipeline.deals.sides.name_lists import ListReader

_BY = re.compile(r"[^.;]{0,60}? pel[ao]s? ")
_NEXT_BY = re.compile(r",? e pel[ao]s? ")
# What a contract that is signed, or a purchase that is closed, makes of a deal that was only told
_FIRMS_TYPES = frozenset(
    ("acquisition", "equity_investment", "bond_loan", "construction_contract", "procurement", "land", "joint_venture")
)


def settle_portuguese(material: Material, events: Sequence[Event]) -> list[Event]:
    """The events, with what a later sentence says so of set as signed or completed, and with those who signed.

    The paper of which that sentence speaks is no deal of its own.
    """
    if material.text.lang != "pt":
        return list(events)
    told_again: set[int] = set()
    for event in events:
        if event.type in ("acquisition", "equity_investment") and event.status in ("announced", "planned"):
            _join_paper(material, event, events, told_again)
    for event in events:
        if event.type not in _FIRMS_TYPES or event.status not in ("announced", "planned", "signed"):
            continue
        for settled in settled_after(material, event.sentence):
            _settle_one(material, event, settled)
            told_again.add(settled.sentence.index)
    pledged = [e for e in events if e.type == "equity_investment" and e.rule == "firms-pt"]
    shared = {event.sentence for event in events if event.type == "joint_venture" and event.rule == "firms-pt"}
    return [
        event
        for event in events
        if not (event.sentence in told_again and _is_bare(event))
        # "A Foo foi ontem registada. A Bar detém 45%, …": what opens is the venture
        and not (event.type == "launch_opening" and not event.parties and event.sentence + 1 in shared)
        # "vai investir 60 milhões para instalar três fábricas": what is built with the money belongs to it
        and not (event.type == "launch_opening" and event.status == "planned" and _is_paid_for(event, pledged))
    ]


def _is_bare(event: Event) -> bool:
    """Whether an event is no more than a paper called contract or agreement."""
    return event.generic and event.verb.kind == "sign" and set(event.things) <= {"deal", "cooperation_agreement"}


# "vai adquirir 35% da Foo, segundo um acordo assinado ontem com a Bar": the paper of the purchase itself
_BY_PAPER = re.compile(
    r"\b(?:segundo|de acordo com|ao abrigo de|nos termos de|no âmbito de|através de|mediante|por) (?:um|o) $|\bd?o $"
)


def _join_paper(material: Material, event: Event, events: Sequence[Event], told_again: set[int]) -> None:
    """Let the paper behind a purchase in its sentence say that it is signed, and with whom."""
    for other in events:
        at = other.thing.start
        is_behind = other.sentence == event.sentence and event.verb.end < at <= other.verb.start
        if is_behind and _is_bare(other) and _BY_PAPER.search(material.folded, max(event.verb.end, at - 20), at):
            event.status = "signed"
            sides = [party for party in other.parties if not party.is_place]
            event.parties = tuple(dict.fromkeys((*event.parties[:1], *sides))) if len(sides) > 1 else event.parties
            told_again.add(event.sentence)


def _is_paid_for(event: Event, pledged: Sequence[Event]) -> bool:
    """Whether an opening stands behind the money, told in its sentence, with which it is built."""
    return any(event.sentence == other.sentence and other.verb.end <= event.verb.start for other in pledged)


def _settle_one(material: Material, event: Event, settled: Settled) -> None:
    if settled.how == "closed" and not settled.is_paper and event.status in ("announced", "signed"):
        event.status = "completed"
    elif settled.how == "signed" and event.status in ("announced", "planned"):
        event.status = "signed"
        if (
            event.type == "equity_investment"
            and event.rule in ("corporate", "firms-pt")
            and material.folded.startswith("invest", event.verb.start)
            and settled.is_paper
        ):
            # What is pledged in a contract with the place is a signed project
            event.type, event.generic = "cooperation_agreement", False
            event.things = ("cooperation_agreement",)
    else:
        return
    if len(event.parties) < 2 and (signers := _signers(material, settled)):
        known = {party.slug or party.name for party in event.parties}
        event.parties = (*event.parties, *(p for p in signers if (p.slug or p.name) not in known))


def _signers(material: Material, settled: Settled) -> list[Party]:
    """The bodies by which the paper was signed ("pela empresa e pela AICEP"); common nouns are none."""
    end = settled.sentence.sentence.end
    by = _BY.match(material.folded, settled.end, end)
    found: list[Party] = []
    at = by.end() if by else end
    reader = ListReader(material.names, settled.sentence.sentence.start, end, False)
    while at < end:
        found += [party for party in reader.beginning(at) if not party.is_place]
        more = _NEXT_BY.search(material.folded, at, end)
        at = more.end() if more else end
    return found
