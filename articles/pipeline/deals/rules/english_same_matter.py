"""English: events of one sentence that are only another's matter, cause or hope, and are no deals beside it.

"is negotiating the details of a scheme that would allow": talks, and no measure; "won approval to set up a joint
venture": a venture; "would help create products": a comment.
"""

import re

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.rules.english_talks import TALKED

# "received approval from the authorities to set up a joint venture"
_APPROVED = re.compile(
    r"\b(?:receiv(?:es|ed)|w[io]ns?|won|got|gets?|gain(?:s|ed)|obtain(?:s|ed)|secur(?:es|ed)|given|granted|gave|gives)"
    r" (?:[\w-]{2,14} ){0,3}?(?:approvals?|nod|go-ahead|green light|permission|clearance|licen[cs]e)\b"
    r"|\b(?:approved|cleared|green-?lit|greenlighted)\b"
)
_OFFERS = re.compile(r"\bto (?:offer|provide|roll out|introduce)$")
_VENTURE = re.compile(r"\b(?:joint[ -])?ventures?$|\bjv$")
# "would help create", "will help firms set up": what somebody thinks that comes of it
_HELPS = re.compile(
    r"\b(?:would|will|could|can|may|might|to|also|and) (?:also |further |greatly )?help (?:to )?"
    r"(?:(?:the |its |local |mainland |hong kong |macau )?[a-z]{3,14} (?:to )?)?$"
)
# "flights were cancelled and will resume on Friday": a service that is only interrupted
_ONLY_HALTED = re.compile(
    r"\b(?:was|were|been|are|is) (?:cancelled|canceled|grounded|halted|called off|suspended)\b[^.;]{0,60}?"
    r" (?:and|but|until)"
    r" (?:\w+ )?(?:will |is to |are to |to )?(?:resum|restart|reopen|return)"
)
_REACH = 60
_HELPED = frozenset(("launch_opening", "policy_measure", "fund"))


def without_same_matter_english(folded: str, sentence: CuedSentence, told: list[Event]) -> list[Event]:
    """The events of an English sentence without those that are the matter of another or only hoped for."""
    if len(told) == 0 or not sentence.sentence.lang.startswith("en"):
        return told
    talks = [event for event in told if event.rule == TALKED and event.type == "policy_measure"]
    if talks:
        # "negotiating the details of a scheme that would allow cars": the scheme is what the talks are about
        begin = min(event.verb.start for event in talks)
        told = [event for event in told if event in talks or event.type != "policy_measure" or event.verb.start < begin]
    told = _without_what_is_let(folded, _without_ties_by_paper(told))
    told = _services_approved(folded, _ventures_approved(folded, sentence, told))
    opens = any(event.type == "launch_opening" for event in told)
    if opens and _ONLY_HALTED.search(folded, sentence.sentence.start, sentence.sentence.end):
        told = [event for event in told if event.type != "launch_opening"]
    if any(event.type in ("equity_investment", "acquisition") for event in told):
        # "has injected 800 million yuan into Foo, becoming a shareholder": a stake, and no sum set aside
        told = [event for event in told if event.rule != "allocation"]
    return [event for event in told if not _is_helped(folded, sentence, event)]


def _ventures_approved(folded: str, sentence: CuedSentence, told: list[Event]) -> list[Event]:
    """The events, a joint venture that authorities let firms set up as announced, and as nothing else."""
    ventures = [event for event in told if event.type == "joint_venture"]
    if not ventures:
        return told
    for venture in ventures:
        approved = _APPROVED.search(folded, sentence.sentence.start, venture.start)
        if approved and venture.status == "planned":
            venture.status = "announced"
    return [
        event
        for event in told
        if event.type != "launch_opening" or not _VENTURE.search(folded, event.thing.start, event.thing.end)
    ]


_TIES = ("ties", "partnership")


def _without_ties_by_paper(told: list[Event]) -> list[Event]:
    """The events, without the sister ports or the partnership that a paper of the same sentence makes of two sides."""
    signed = any(event.type in DOCUMENTS and event.status == "signed" and event.rule not in _TIES for event in told)
    return [event for event in told if event.rule not in _TIES] if signed else told


# "will be allowed to set up service centres": what is let is a measure, and nothing that opens yet
_ALLOWED_TO = re.compile(r"\b(?:allowed|permitted|able|entitled|eligible|free) to (?:also |jointly )?$")


def _without_what_is_let(folded: str, told: list[Event]) -> list[Event]:
    """The events, without the openings to which a measure of the same sentence gives leave."""
    if not any(event.type == "policy_measure" and event.rule in ("permission", "let", "change") for event in told):
        return told
    lets = [event.verb.end for event in told if event.type == "policy_measure"]
    return [
        event
        for event in told
        if event.type != "launch_opening"
        or event.status != "planned"
        or not (
            _ALLOWED_TO.search(folded, max(0, event.verb.start - 24), event.verb.start)
            or (folded.startswith("allowed", event.verb.start) and max(lets) <= event.thing.start)
        )
    ]


def _services_approved(folded: str, told: list[Event]) -> list[Event]:
    """The events, without the measure by which a firm may offer the service that it is told to launch."""
    offered = [
        event
        for event in told
        if event.type == "launch_opening"
        and event.status == "planned"
        and _OFFERS.search(folded, event.verb.start, event.verb.end)
    ]
    if not offered:
        return told
    return [event for event in told if event.type != "policy_measure" or event.rule not in ("approved", "permission")]


def _is_helped(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether a measure, fund or opening is only what something else would help to bring about."""
    if event.type not in _HELPED or event.status not in ("planned", "announced", "completed"):
        return False
    start = max(sentence.sentence.start, event.verb.start - _REACH)
    return event.rule in ("opening", "measure", "fund", "change") and bool(
        _HELPS.search(folded, start, event.verb.start)
    )
