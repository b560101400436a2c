"""``read_deals``: from the cues of each sentence to the deals of the article."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from articles.pipeline.deals.assembly import assemble
from articles.pipeline.deals.background import is_background, is_refused, is_wished, remarks_on
from articles.pipeline.deals.background_english import recalls_in_english
from articles.pipeline.deals.background_portuguese import recalls_in_portuguese
from articles.pipeline.deals.competing import compete
from articles.pipeline.deals.effect import is_in_force, lies_ahead
from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event, read_sentences, with_begun_news
from articles.pipeline.deals.listings import listings_apart
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.merging import merge, strength
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.names.nobody import is_thing
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.records import Reading
from articles.pipeline.deals.rules.english_daily import BODY
from articles.pipeline.deals.rules.english_finer import finer_purchases, only_interrupted
from articles.pipeline.deals.rules.english_same_matter import without_same_matter_english
from articles.pipeline.deals.rules.english_talks import TALKED
from articles.pipeline.deals.rules.figures_told_chinese import tells_figures
from articles.pipeline.deals.rules.gatherings import opens_gathering
from articles.pipeline.deals.rules.listed_papers import listed_papers
from articles.pipeline.deals.rules.takeovers_chinese import speaks_of_it_again, speaks_of_opening_again
from articles.pipeline.deals.rules.triggers import Rule, rules_by_sentence
from articles.pipeline.deals.same_matter_chinese import without_same_matter
from articles.pipeline.deals.sides import Sides
from articles.pipeline.deals.sides.antecedents import calls_firm_again, firm_before
from articles.pipeline.deals.sides.clauses_latin import (
    clause_of,
    clauses_begin,
    past_others,
    without_others,
)
from articles.pipeline.deals.sides.full_names import spelled_out
from articles.pipeline.deals.sides.initials import with_initials
from articles.pipeline.deals.sides.pairs_chinese import pairs_apart
from articles.pipeline.deals.sides.pairs_latin import pairs_between
from articles.pipeline.deals.sides.plain_names import in_plain
from articles.pipeline.deals.sides.plain_names_chinese import in_plain_chinese
from articles.pipeline.deals.sides.portuguese import bodies_alone
from articles.pipeline.deals.sides.settling_english import settle_english
from articles.pipeline.deals.sides.settling_portuguese import settle_portuguese
from articles.pipeline.deals.sides.together_english import signed_by_unnamed
from articles.pipeline.deals.sides.told_around_english import called_by_head
from articles.pipeline.deals.weights import THRESHOLD, weigh_events
from articles.pipeline.matching import Mention, Reference
from articles.pipeline.quantities import Count, Money, When, publication_day
from articles.pipeline.tagging import Tags
from articles.pipeline.text import Text

# No article tells of more; a bound on hostile text
MOST_EVENTS = 60
# The title and the first three sentences tell the news; so many papers are not signed in passing
TOLD_EARLY = 3
MANY = 20


def read_deals(
    text: Text,
    mentions: Sequence[Mention],
    tags: Tags,
    money: Sequence[Money],
    counts: Sequence[Count],
    dates: Sequence[When],
    reference: Reference,
    published: date | datetime | str | None = None,
) -> Reading:
    """The deals that ``text`` reports, or the reason why there is none.

    ``published`` (as for ``find_dates``) tells past from future; without it dates are taken as they stand.
    """
    sentences, text = read_sentences(text, reference), with_begun_news(text)
    names = Names(text, mentions, reference)
    day, known = publication_day(published)
    material = Material(text, sentences, names, mentions, tags, money, counts, dates, day, known)
    events = _events(material)
    live = [event for event in events if not event.background]
    for event in live:
        if is_in_force(material, event):
            event.status = "completed"
        elif lies_ahead(material, event):
            event.status = "planned"
    _bring_into_force(live)
    _sign_funds(live)
    live = settle_english(material, settle_portuguese(material, live))
    live = _without_its_opening(live)
    weigh_events(live, events, material)
    groups = [group for group in merge(live, material) if strength(group) >= THRESHOLD]
    kept = [part for group in compete(groups, material) for part in listings_apart(material, group)]
    deals = tuple(assemble(material, group, reference) for group in kept)
    return Reading(deals, "" if deals else _why_none(events, live))


# "During the visit, firms signed": what was signed when the sentence before says
_AT_THE_VISIT = re.compile(
    r"\W?(?:during|on|at the end of) (?:the|that|his|her|their|my|our) (?:visit|trip|tour|mission)\b"
)
# "In February this year, I led a delegation", "Last month he led"
_EARLIER = re.compile(
    r"\b(?:last (?:year|month|spring|summer|autumn|winter)|earlier this year|(?:in|since) (?P<month>january|february"
    r"|march|april|may|june|july|august|september|october|november|december) (?:this|last) year)\b"
)


# "The two sides plan to link, while exploring": what those who signed will do about it
_THE_TWO = re.compile(
    r"\b(?:the two(?: sides| parties| governments| cities| exchanges| companies| institutions| universities)?"
    r"|both (?:sides|parties)|under the (?:mou|memorandum|agreement|deal|pact)|as duas partes|ao abrigo d[oa])\b"
)


def _carries_out(folded: str, sentence: CuedSentence, event: Event, told: Sequence[Event]) -> bool:
    """Whether a matter under study is what the sides of a paper told before will do under it."""
    is_signed = any(other.type in DOCUMENTS and other.status == "signed" and not other.background for other in told)
    return is_signed and bool(_THE_TWO.search(folded, sentence.sentence.start, event.verb.start))


def _is_what_was_agreed(sentence: CuedSentence, event: Event, told: Sequence[Event]) -> bool:
    """Whether a Chinese joint undertaking only says what the sides of a paper told before will do (双方将共同打造)."""
    if not sentence.han:
        return False
    if event.rule == "partnership" and event.sentence > TOLD_EARLY:
        # 收购之后,双方会在…领域展开合作: what comes of the purchase
        return any(o.rule == "corporate" and not o.background and o.sentence <= TOLD_EARLY for o in told)
    if event.rule != "undertaking":
        return False
    return any(other.type in DOCUMENTS and not other.background for other in told)


def _is_of_that_visit(material: Material, sentence: CuedSentence, event: Event) -> bool:
    """Whether a paper was signed on a visit of which the sentence before says that it was in an earlier month."""
    index, folded = sentence.index, material.folded
    if not index or event.type not in DOCUMENTS or not _AT_THE_VISIT.match(folded, sentence.sentence.start):
        return False
    before = material.sentences[index - 1].sentence
    told = _EARLIER.search(folded, before.start, before.end)
    if told is None or material.published is None:
        return told is not None
    return told["month"] != f"{material.published:%B}".lower()


def _events(material: Material) -> list[Event]:
    events: list[Event] = []
    sides = Sides(material)
    listed = listed_papers(material.folded, material.sentences)
    for sentence, rules in rules_by_sentence(material.folded, material.sentences):
        told = _told(material.folded, sentence, rules)
        told += [listed[sentence.index]] if sentence.index in listed else []
        begins = clauses_begin(material.names, sentence, told)
        for event in told:
            if is_refused(material.folded, sentence, event) or is_wished(material.folded, sentence, event):
                continue
            if _is_told_already(material.folded, sentence, event, events):
                continue
            if opens_gathering(material.folded, sentence, event) or not sides.may_act(sentence, event):
                continue
            itself = past_others(material.names, sentence, event)
            event.background = (
                _is_tally(material, sentence, event)
                or _is_standing(material, sentence, event)
                or is_background(material.folded, itself, event, material.dates_in(itself), material.published)
                or recalls_in_english(material.folded, itself, event, material.dates_in(itself), material.published)
                or recalls_in_portuguese(material.folded, itself, event, material.published)
                or _is_of_that_visit(material, sentence, event)
                or _is_what_was_agreed(sentence, event, events)
                or remarks_on(material.folded, sentence, event, events)
                or (event.rule == "consultation" and _carries_out(material.folded, sentence, event, events))
            )
            own = clause_of(itself, event, begins)
            event.parties = _sides_of(material, sides, own, event)
            event.parties = called_by_head(material.names, sentence, event.parties)
            if (event.type == "ipo_listing" or not event.parties) and calls_firm_again(material.folded, sentence):
                # Beside "a empresa" those who arrange the offer may be named
                event.parties = firm_before(sentence, events) or event.parties
            is_purchase = event.rule == "corporate" and event.type == "acquisition"
            if is_purchase and material.text.lang == "pt" and all(party.is_place for party in event.parties):
                # "os residentes compram tudo em Zhuhai": nobody who is named buys a firm
                continue
            if sentence.index > TOLD_EARLY and not event.parties and signed_by_unnamed(material, sentence, event):
                # Papers of unnamed firms, told after the lead, are not the one that those of the lead signed
                event.further = True
            apart = pairs_between(material.names, own, event)
            apart = apart or pairs_apart(material.names, sentence, event, event.parties)
            if len(apart) > 1:
                events += [replace(event, parties=pair, is_one_of_pairs=True) for pair in apart]
            else:
                events.append(event)
        if len(events) >= MOST_EVENTS:
            break
    return events[:MOST_EVENTS]


def _is_told_already(folded: str, sentence: CuedSentence, event: Event, told: Sequence[Event]) -> bool:
    """Whether a Chinese sentence gives figures on an old scheme, or speaks again of what was told before it."""
    return (
        tells_figures(folded, sentence, event)
        or speaks_of_it_again(folded, sentence, event, told)
        or speaks_of_opening_again(folded, sentence, event, told)
    )


def _sides_of(material: Material, sides: Sides, own: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Who makes an event, by the names that the article uses for them; ``own`` is its part of the sentence."""
    names = material.names
    parties = without_others(names, own, in_plain(names, spelled_out(names, sides.of(own, event))))
    parties = in_plain_chinese(names, bodies_alone(names, with_initials(names, parties)))
    if own.han:
        # 公司境外控股附属公司: whoever 公司 is, it is no name
        parties = tuple(party for party in parties if party.slug or not party.name.startswith(("公司", "本公司")))
    if event.rule == "welcomed":
        # Who welcomes a measure has not issued it
        behind = material.text.text[event.verb.start : own.sentence.end]
        parties = tuple(party for party in parties if party.name in behind)
    if event.type in ("launch_opening", "construction_contract"):
        parties = tuple(party for party in parties if party.slug or not is_thing(party.name))
    return parties


def _sign_funds(live: Sequence[Event]) -> None:
    """Set an English fund as signed that is set up in the sentence in which its paper is signed."""
    signed = {e.sentence for e in live if e.type in DOCUMENTS and e.status == "signed" and e.verb.value != "zh"}
    for event in live:
        if event.type == "fund" and event.status == "announced" and event.sentence in signed:
            event.status = "signed"


def _without_its_opening(live: Sequence[Event]) -> list[Event]:
    """The events without the openings to come of what is only begun to be built."""
    begun = [event.sentence for event in live if event.rule == "ground"]
    return [event for event in live if not (begun and event.sentence >= begun[0] and _is_opening_to_come(event))]


def _is_opening_to_come(event: Event) -> bool:
    return event.type == "launch_opening" and event.status == "planned" and event.rule != "ground"


def _bring_into_force(live: Sequence[Event]) -> None:
    """Set the measure that the lead makes public as completed, where it says that "the measure commences today"."""
    early = [event for event in live if event.type == "policy_measure" and event.sentence <= TOLD_EARLY]
    if any(e.rule == "effect" and e.status == "completed" and e.verb.kind == "begin" for e in early):
        for event in early:
            event.status = "completed" if event.status == "announced" else event.status


def _is_tally(material: Material, sentence: CuedSentence, event: Event) -> bool:
    """Whether many papers are counted deep in a text without a day: what has been signed so far, not today's news."""
    if event.type not in DOCUMENTS or sentence.index <= TOLD_EARLY or event.rule == "yield":
        return False
    thing = event.thing
    if _WERE.search(material.folded, max(sentence.sentence.start, event.verb.start - 8), event.verb.start):
        return False
    many = any(c.n >= MANY and c.start < thing.end and c.end >= thing.start for c in material.counts)
    return many and not any(when.precision == "day" for when in material.dates_in(sentence))


# "contracts were signed for 27 projects": then and there, not so far
_WERE = re.compile(r"\b(?:were|was|foram) $")
# 已经与阿联酋签署, "has already signed": so it stands
_STANDS = re.compile(r"已(?:经)?(?:先后)?(?:[与和同跟][^,。;]{1,14})?$|\b(?:has|have) already $|\bjá $")
# "has signed" is how the news itself may be told, where a heading stands before the lead
_HAS = re.compile(r"\b(?:has|have) $")


# 上月中在北京签署: told of a meeting at which nothing is signed
_LAST_MONTH = re.compile(r"上个?月[初中底末]?[^,。;]{0,16}$")


def _is_standing(material: Material, sentence: CuedSentence, event: Event) -> bool:
    """Whether a paper "has already been signed", deep in an article whose title and lead tell of no signing."""
    if event.type not in DOCUMENTS or event.status != "signed" or sentence.index < TOLD_EARLY - 1:
        return False
    if any(_tells_signing(material.folded, head) for head in material.sentences[: TOLD_EARLY - 1]):
        return False
    verb = event.verb.start
    if sentence.han and _LAST_MONTH.search(material.folded, max(sentence.sentence.start, verb - 24), verb):
        return True
    before = (material.folded, max(sentence.sentence.start, verb - 24), verb)
    stands = _STANDS.search(*before) or (sentence.index > TOLD_EARLY and _HAS.search(*before))
    return bool(stands) and not any(when.precision == "day" for when in material.dates_in(sentence))


_LAST_YEAR = re.compile(r"去年|前年|\blast year\b|\bno ano passado\b")


def _tells_signing(folded: str, head: CuedSentence) -> bool:
    """Whether a sentence of the head speaks of a signing that is not a year old."""
    is_old = _LAST_YEAR.search(folded, head.sentence.start, head.sentence.end)
    return bool(head.of("sign", "ceremony")) and not is_old


_BUYING = (
    "acquisition",
    "equity_investment",
    "land",
    "construction_contract",
    "procurement",
)
_FINER_PT = ("bought-pt", "firms-pt", "opens-pt")


def _is_told_by(finer: Event, event: Event) -> bool:
    """Whether ``finer``, told by a frame of a Portuguese sentence, tells what another rule finds there as well."""
    if finer.rule == "opens-pt":
        return event.type in ("launch_opening", "policy_measure", "fund")
    if event.type == finer.type or event.type in _BUYING:
        return True
    return event.type == "launch_opening" and (
        event.rule == "ground" or finer.start <= event.verb.start < finer.end or finer.type == "joint_venture"
    )


def _lies_in(thing: Cue, named: Sequence[Cue]) -> bool:
    """Whether a bare paper is the end of one that a wording names ("share transfer agreement")."""
    return any(one.start < thing.start and thing.end == one.end for one in named)


def _announced_pledges(told: list[Event]) -> list[Event]:
    """The events; what somebody announces to invest in a factory is that, and no factory that opens."""
    pledges = [event for event in told if event.verb.kind == "told" and event.type == "equity_investment"]
    for pledge in pledges:
        for event in told:
            if event.type == "launch_opening" and event.verb.kind == "announce" and event.thing.end == pledge.thing.end:
                event.type, event.status, event.rule = pledge.type, "announced", pledge.rule
                return [other for other in told if other is not pledge]
    return told


def _told(folded: str, sentence: CuedSentence, rules: Sequence[Rule]) -> list[Event]:
    """What the rules find in one sentence; a headline that asks tells nothing."""
    asks = sentence.sentence.paragraph == 0 and folded.endswith("?", 0, sentence.sentence.end)
    told = [] if asks else [event for rule in rules for event in rule(folded, sentence)]
    for finer in [event for event in told if event.rule in _FINER_PT]:
        # What is paid for, bought or let is told most finely by its own rule
        told = [event for event in told if event.rule in _FINER_PT or not _is_told_by(finer, event)]
    told = _announced_pledges(told)
    if any(event.rule in (TALKED, "hours") for event in told):
        # What the talks are about is told most finely by its own rule
        told = [event for event in told if event.rule != "consultation"]
    if any(event.thing.kind == BODY for event in told):
        # "agreed to set up four working groups": these are what was agreed
        told = [event for event in told if not (event.rule == "accord" and event.generic)]
    if told:
        finer_purchases(folded, sentence, told)
    if any(event.status == "stalled" for event in told) and only_interrupted(folded, sentence):
        told = [event for event in told if event.status != "stalled" or event.type in DOCUMENTS]
    if not sentence.han and any(event.type == "mutual_recognition" and event.rule == "bought" for event in told):
        # "signed an agreement to recognise each other's": one recognition, told by its paper
        told = [event for event in told if event.type != "mutual_recognition" or event.rule == "bought"]
    if any(event.verb.kind == "told" and event.type in _BUYING for event in told):
        # What changes hands or is built is told most finely by a wording that names it
        told = [event for event in told if event.verb.kind == "told" or event.type not in _BUYING]
        named = [event.thing for event in told if event.verb.kind == "told"]
        told = [event for event in told if not (event.generic and _lies_in(event.thing, named))]
    told = without_same_matter(folded, sentence, told) if sentence.han else told
    told = without_same_matter_english(folded, sentence, told)
    signed = [event.thing for event in told if event.type in DOCUMENTS and event.verb.kind == "sign"]
    if not sentence.han or not signed:
        return told
    # 签署《…试点意见》: what is signed is no measure beside the paper
    return [
        event
        for event in told
        if event.rule not in ("measure", "effect")
        or not any(thing.start <= event.thing.start and event.thing.end <= thing.end for thing in signed)
    ]


def _why_none(events: Sequence[Event], live: Sequence[Event]) -> str:
    if live:
        return "intent or detail only: nothing in the text is firm enough to file"
    return "background: an earlier deal is recalled" if events else "no deal words"
