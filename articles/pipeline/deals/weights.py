"""How strongly the text stands behind an event: where it is told, by whom, with which particulars."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import DOCUMENTS, Event
from articles.pipeline.deals.material import Material

# A group of events below this strength is not filed: where most of some six hundred labelled articles are read right
THRESHOLD = 2.4

# A plan with a date is firmer than one without
_DATED_PLAN = 0.5
# A trip or fair that brings so many memorandums or letters of intent, not just "deals"
_NAMED_YIELD = 0.4

_BASE = {
    "paper-sign": 3.0,
    "paper-reach": 2.0,
    "paper-ceremony": 2.5,
    "paper-talks": 1.5,
    "talks-opened": 2.4,
    "paper-stopped": 2.5,
    "under-paper": 2.0,
    "talked": 2.0,
    "bought": 2.5,
    "yield": 2.2,
    "areas": 2.0,
    "accord": 1.5,
    "partnership": 1.5,
    "opening": 1.0,
    "measure": 1.0,
    "fund": 1.2,
    "listing": 1.5,
    "bond": 2.0,
    "corporate": 1.5,
    "venture": 2.0,
    "shares": 2.0,
    "allowed": 2.0,
    "begun": 1.2,
    "extension": 1.5,
    "hours": 2.4,
    "unveiled": 2.4,
    "works": 1.5,
    "ground": 1.2,
    "land": 1.5,
    "bought-pt": 1.5,
    "firms-pt": 1.6,
    "opens-pt": 1.2,
    "accord-pt": 2.2,
    "agreed-pt": 1.2,
    "named-among": 2.0,
    "contracted-pt": 2.0,
    "order": 2.0,
    "supply": 1.8,
    "round": 1.8,
    "pledge": 1.5,
    "undertaking": 2.5,
    "consultation": 0.4,
    "considered": 1.6,
    "widened": 1.5,
    "welcomed": 2.0,
    "start": 1.0,
    "effect": 1.0,
    "in-force": 2.0,
    "permission": 1.0,
    "let": 1.3,
    "approved": 2.0,
    "waiver": 1.9,
    "granted": 1.2,
    "ties": 1.5,
    "service": 1.4,
    "change": 1.5,
    "allocation": 2.4,
    "endowment": 1.5,
}


# What a central body says that people will be able to do is news wherever it stands
_WILL_BE_ABLE = (
    "will be able to",
    "would be able to",
    "vão poder",
    "vai poder",
    "irão poder",
    "irá poder",
    "passam a poder",
)


# "last week", 日前, "recentemente": as much of the news as a day is
_LATELY = re.compile(
    r"\b(?:last|this) week\b|\brecently\b|日前|近日|上周|本周|上星期|本星期|\brecentemente\b|\b(?:na|n?esta) semana\b"
)


_SCENE = 3
"""The lead of an English article may stand behind so many sentences, the title included, that set its scene."""


def weigh_events(live: Sequence[Event], told: Sequence[Event], material: Material) -> None:
    """Set the score of each event of ``live``; ``told`` are all events of the article, those of its background too."""
    lead = 2 if material.has_deck else 1
    first = min((event.sentence for event in told if not material.in_title(event.sentence)), default=lead)
    if material.text.lang == "en" and lead < first <= _SCENE and _only_sets_scene(material, first):
        # "Trade between the cities has grown": what is told first behind such words is the news
        lead = first
    for event in live:
        weigh_event(event, material, lead)


# Somebody speaks, or something has happened: news of another kind, and no scene
_NEWS = re.compile(
    r"\b(?:said|says|told|announced|[a-z]+ing that|died|percent|per cent|\w{3,6}day|today|yesterday)\b|[\"“]"
)


def _only_sets_scene(material: Material, first: int) -> bool:
    """Whether the body's sentences before ``first`` name no body and no day, and nobody speaks in them."""
    before = [reading.sentence for reading in material.sentences[:first] if reading.sentence.paragraph]
    return not any(
        material.names.organisations_in(s.start, s.end) or _NEWS.search(material.folded, s.start, s.end) for s in before
    )


def weigh_event(event: Event, material: Material, lead: int) -> None:
    """Set ``event.score`` from its rule and its place in a text whose news stands in its sentences up to ``lead``."""
    sentence = material.sentences[event.sentence].sentence
    score = _BASE.get(event.rule, 1.0)
    if sentence.paragraph == 0:
        score += 1.6
    elif event.sentence <= lead:
        score += 1.3
    elif event.sentence == lead + 1:
        score += 0.6
    if event.rule == "yield" and not event.generic and event.verb.value != "zh":
        score += _NAMED_YIELD
    if event.parties:
        score += 0.6
    if len(event.parties) > 1 and event.type in DOCUMENTS:
        score += 0.5
    is_of_a_day = any(when.precision == "day" for when in material.dates_in(material.sentences[event.sentence]))
    if is_of_a_day or _LATELY.search(material.folded, sentence.start, sentence.end):
        score += 0.3
    dated = any(when.date for when in material.dates_in(material.sentences[event.sentence]))
    if event.status == "planned" and event.type in ("launch_opening", "fund") and dated:
        score += _DATED_PLAN
    if is_unveiled_together(event, material):
        score += 1.0
    if event.rule == "consultation":
        score += 2.2 if len(event.parties) > 1 else -1.0
    elif event.status == "talks":
        score -= 0.6
    if event.status == "planned" and sentence.paragraph:
        score -= 0.2
    if is_firm_plan(event):
        score += 1.8
    if _is_opened_besides(event, material):
        score += 1.0
    if event.rule == "permission" and material.folded.startswith(_WILL_BE_ABLE, event.verb.start):
        score += 0.6 if any(material.names.is_central(party) for party in event.parties) else 0.0
    event.score = round(score, 2)


# 甲、乙与丙为某某平台揭牌
UNVEILS = re.compile(r"揭牌|揭幕|挂牌成立|启用|开业|开园|落成|投产|投用|通车|开通|首航|启航")


def is_unveiled_together(event: Event, material: Material) -> bool:
    """Whether several who are named open something with an act of its own, told in Chinese."""
    is_open = event.type == "launch_opening" and event.status == "completed" and event.verb.value == "zh"
    bodies = sum(not party.is_place for party in event.parties)
    return is_open and bodies > 1 and UNVEILS.match(material.folded, event.verb.start) is not None


# "was also unveiled during the event": what opens beside that which the lead tells
_OPENED_TOO = re.compile(r"\b(?:was|were) also (?:\w+ly )?$")


def _is_opened_besides(event: Event, material: Material) -> bool:
    """Whether an English sentence says that a body's place was opened as well."""
    if event.rule != "opening" or event.status != "completed" or event.verb.value == "zh":
        return False
    bodies = any(not party.is_place for party in event.parties)
    before = max(material.sentences[event.sentence].sentence.start, event.verb.start - 24)
    return bodies and _OPENED_TOO.search(material.folded, before, event.verb.start) is not None


def is_firm_plan(event: Event) -> bool:
    """A named company that plans to open a named kind of place: a signal wherever it stands in the text."""
    return event.rule == "opening" and event.status == "planned" and any(not p.is_place for p in event.parties)


_LEAD = 2
"""Sentences, the title included, in which an article tells its news."""


def is_plan_told_late(paper: Sequence[Event]) -> bool:
    """Whether a paper is only to be signed, and told deep in an English text: what the lead tells is the news."""
    return all(event.status == "planned" and event.sentence > _LEAD and event.verb.value != "zh" for event in paper)
