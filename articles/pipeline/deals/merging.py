"""Which events tell of one deal, and which deals of an article are kept."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import DOCUMENTS, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.weights import THRESHOLD, is_firm_plan
from articles.pipeline.quantities import Count

# No article that we know files more papers
_MOST_PAPERS = 4
_MOST_DEALS = 3


def strength(group: Sequence[Event]) -> float:
    """How strongly the article stands behind a deal: its best telling, and a little for each further one."""
    ordered = sorted((event.score for event in group), reverse=True)
    return ordered[0] + 0.3 * sum(score for score in ordered[1:3] if score > 0)


def merge(events: Sequence[Event], material: Material) -> list[list[Event]]:
    """The events of one deal, together, in the order of the text."""
    groups: list[list[Event]] = []
    for event in events:
        home = next((group for group in groups if _is_same(group, event, material)), None)
        if home is None:
            groups.append([event])
        else:
            home[0].generic = home[0].generic or _is_loosely_called(home, event, material)
            home.append(event)
    return groups


def _is_same(group: Sequence[Event], event: Event, material: Material) -> bool:
    first = group[0]
    only_talked = first.status == event.status == "talks"
    if (first.rule == "consultation") != (event.rule == "consultation") and not only_talked:
        return False
    statuses_agree = (
        event.status == first.status or material.in_title(first.sentence) or material.in_title(event.sentence)
    )
    if first.type in DOCUMENTS and event.type in DOCUMENTS:
        return _is_same_paper(group, event, material, statuses_agree)
    if _is_other_issue(group, event, material):
        return False
    return first.type == event.type and statuses_agree


def _is_other_issue(group: Sequence[Event], event: Event, material: Material) -> bool:
    """Whether a bond is another's: both tellings name who issues and how much, in sentences of the body that differ."""
    if event.type != "bond_loan" or not event.parties or not _tells_sum(event, material):
        return False
    named = [other for other in group if other.parties and other.sentence and _tells_sum(other, material)]
    return bool(named) and not any(_shares_a_party(other, event) for other in named)


def _tells_sum(event: Event, material: Material) -> bool:
    sentence = material.sentences[event.sentence].sentence
    return any(sentence.start <= money.start < sentence.end for money in material.money)


def _is_same_paper(group: Sequence[Event], event: Event, material: Material, statuses_agree: bool) -> bool:
    """One paper may be called by a general and a finer word; "another" and other parties make it another."""
    first = group[0]
    numbers = {n for other in group for n in _counted(material.counts, other)}
    if event.further and all(event.sentence != other.sentence for other in group):
        # "sign four agreements" over "have signed a further four agreements" are the same four
        is_told_again = material.in_title(first.sentence) and _counted(material.counts, event) & numbers
        return bool(is_told_again) and _is_headline_of(first, event, material)
    if any(other.verb == event.verb and other.type != event.type for other in group):
        # "signed a memorandum and eight agreements": one verb, two kinds of papers
        return False
    if event.status == first.status and _counted(material.counts, event) & numbers:
        return True
    if numbers and _is_one_of_them(group, event, material):
        return True
    if _refers_back(event, material) and event.sentence - group[-1].sentence == 1 and event.status == first.status:
        return True
    is_general = event.generic or any(other.generic for other in group)
    is_general = is_general or _is_loosely_called(group, event, material)
    if (first.type != event.type and not is_general) or not statuses_agree:
        return False
    if _is_headline_of(first, event, material) and _may_name_fewer(first, event):
        return True
    named = [other for other in group if other.parties]
    return not (event.parties and named) or any(_overlap(other.parties, event.parties) for other in named)


# 签署五份协议或备忘录。其中,甲与乙签署的备忘录: one of those just counted
_AMONG_THEM = re.compile(r"(?:其中|当中)[^。;]{0,90}$")


def _is_one_of_them(group: Sequence[Event], event: Event, material: Material) -> bool:
    """Whether a Chinese text singles out one of the papers that the sentence before has counted, of the same kind."""
    before = group[-1]
    if (
        event.sentence - before.sentence != 1
        or event.status != before.status
        or not (before.generic or event.type in before.things)
    ):
        return False
    sentence = material.sentences[event.sentence]
    verbs = [cue.start for cue in sentence.of("sign")] or [event.start]
    return bool(_AMONG_THEM.search(material.folded, sentence.sentence.start, verbs[0]))


# "have entered into the agreement with", "the deal was signed by": a paper that was named before
_THE = re.compile(r"\b(?:the|this|that) $")


def _refers_back(event: Event, material: Material) -> bool:
    """Whether a bare paper is "the" agreement of the sentence before."""
    return event.generic and bool(_THE.search(material.folded, max(0, event.thing.start - 6), event.thing.start))


def _is_loosely_called(group: Sequence[Event], event: Event, material: Material) -> bool:
    """Whether a headline calls the one memorandum of the lead a cooperation agreement, as headlines do."""
    first = group[0]
    return (
        len(group) == 1
        and first.type == "cooperation_agreement"
        and event.type in ("mou", "letter_of_intent")
        and event.sentence <= _LEAD
        and _is_headline_of(first, event, material)
        and not (_counted(material.counts, first) or _counted(material.counts, event))
        and (_shares_a_party(first, event) or not event.parties or all(p.is_place for p in first.parties))
    )


def _may_name_fewer(headline: Event, event: Event) -> bool:
    """Whether a headline can stand for the signing under it: it shares a side, names one, or only the two places."""
    names_bodies = any(not party.is_place for party in event.parties)
    only_places = all(party.is_place for party in headline.parties)
    names_other_places = only_places and not names_bodies and len(event.parties) > 1
    return _shares_a_party(headline, event) or len(headline.parties) < 2 or (only_places and not names_other_places)


def _is_headline_of(first: Event, event: Event, material: Material) -> bool:
    """Whether ``first`` stands in the title and ``event`` in the lead under it, which tells of one signing only."""
    signings = material.sentences[event.sentence].of("sign")
    is_ceremony = event.verb.kind == "ceremony" and not material.sentences[event.sentence].han
    tells_one = len(signings) == 1 or (not signings and is_ceremony)
    return material.in_title(first.sentence) and 0 < event.sentence <= 2 and tells_one


def _shares_a_party(first: Event, event: Event) -> bool:
    return any(_alike(a, b) for a in first.parties for b in event.parties)


def _counted(counts: Sequence[Count], event: Event) -> set[int]:
    """The numbers of papers or projects, two or more, that belong to the words of the event."""
    thing = event.thing
    return {
        c.n
        for c in counts
        if c.unit in ("documents", "projects") and c.n > 1 and c.start < thing.end and c.end >= thing.start
    }


def _overlap(known: Sequence[Party], parties: Sequence[Party]) -> bool:
    """Whether two sets of parties may be one: one within the other, or half of both shared."""
    shared = sum(any(_alike(a, b) for b in parties) for a in known)
    return shared >= min(len(known), len(parties)) or shared * 2 >= len(known) + len(parties) - shared


# 印尼交易所 and 印尼证券交易所: two Chinese names that begin with the same place
_PLACE_PREFIX = re.compile(r"([\u4e00-\u9fff]{2})[^\n]*\n\1")
_SEAT = {"hksar-government": "hong-kong", "macao-government": "macao"}
# "Guangdong province", "Shenzhen Municipal Government": what a name of an authority adds to its place
_OFFICE = re.compile(r"[- ]?(?:government|municipal|provincial|province|人民政府|政府|省|市)$")


def _alike(a: Party, b: Party) -> bool:
    """Whether two names may mean one side: the same slug or seat, or one name within the other (南非, 南非海关)."""
    if a.slug and b.slug and _seat(a.slug) == _seat(b.slug):
        return True
    return a.name in b.name or b.name in a.name or _PLACE_PREFIX.match(a.name + "\n" + b.name) is not None


def _seat(slug: str) -> str:
    return _SEAT.get(slug) or _OFFICE.sub("", slug)


def compete(groups: list[list[Event]], material: Material) -> list[list[Event]]:
    """The deals that are kept, in the order of the text.

    Papers stand beside each other. Of openings, measures and the like only the
    strongest counts (beside papers only a strong one); plans, consultations
    and joint undertakings may stand beside them.
    """
    kept: list[list[Event]] = []
    papers = [group for group in groups if group[0].type in DOCUMENTS]
    groups = [
        group for group in groups if not _is_told_finer(group, groups) and not _is_provision(group[0], papers, material)
    ]
    for group in sorted(groups, key=strength, reverse=True):
        if _may_stay(group, kept):
            kept.append(group)
    return sorted(kept, key=lambda group: min(event.start for event in group))


# Rules that tell what a bare "deal" or "contract" is
_FINER = frozenset(("bought", "works", "order", "bond", "corporate", "listing", "venture", "land"))
_LEAD = 2
_CARRIED = 6
"""So many sentences after a signing it is still told what was agreed."""


def _is_told_finer(group: Sequence[Event], groups: Sequence[Sequence[Event]]) -> bool:
    """Whether a bare "deal" or "contract" is told by its kind in the lead: a purchase, works, a loan."""
    if not all(event.generic and set(event.things) <= {"deal", "cooperation_agreement"} for event in group):
        return False
    acts = [event for other in groups if other is not group for event in other]
    if any(_is_paper_of(paper, act) for paper in group for act in acts):
        return True
    if any("cooperation_agreement" in event.things for event in group):
        return False
    return any(
        event.rule in _FINER and event.sentence <= _LEAD and not event.generic
        for other in groups
        if other is not group
        for event in other
    )


def _is_paper_of(paper: Event, act: Event) -> bool:
    """Whether a bare "agreement" only carries an act: a fund set up with it or to come, a loan, a purchase."""
    if act.rule in ("fund", "bond") and act.sentence == paper.sentence:
        return True
    if act.rule == "endowment":
        return not paper.parties
    if act.rule == "bought":
        return paper.sentence == 0 and act.sentence <= _LEAD
    if act.rule != "corporate" or act.status not in ("planned", "signed", "announced"):
        return False
    if _is_pledge(act) and _names_another(paper, act):
        return False
    is_headline = act.sentence == 0 < paper.sentence
    return is_headline or (not paper.parties and 0 < paper.sentence - act.sentence <= _LEAD)


def _is_pledge(act: Event) -> bool:
    """Whether a firm plans to invest ("plans to invest 3 billion yuan to build")."""
    return act.rule == "corporate" and act.status == "planned" and act.verb.kind == "invest"


def _names_another(paper: Event, act: Event) -> bool:
    """Whether a signed paper has two sides, one of which is not among those of the act."""
    return len(paper.parties) > 1 and any(not any(_alike(a, b) for b in act.parties) for a in paper.parties)


def _stands_beside(first: Event, papers: Sequence[Sequence[Event]]) -> bool:
    """Joint undertakings, and plans to open something, are kept beside the strongest act; beside papers firm ones."""
    if first.type == "other":
        return True
    return first.type == "launch_opening" and first.status == "planned" and (not papers or is_firm_plan(first))


def _is_provision(first: Event, papers: Sequence[Sequence[Event]], material: Material) -> bool:
    """Whether a plan or a measure is what one of the papers provides for, and so belongs to its record."""
    if first.type in DOCUMENTS or (first.status != "planned" and first.type != "policy_measure"):
        return False
    told = [paper for group in papers for paper in group]
    if any(_provides_for(paper, first) for paper in told):
        return True
    has_day = any(when.precision == "day" for when in material.dates_in(material.sentences[first.sentence]))
    return not has_day and any(_is_carried_out(paper, first) for paper in told)


def _provides_for(paper: Event, plan: Event) -> bool:
    """Whether a plan follows its paper in one sentence ("signed a letter of intent to open a centre"), or is the
    headline ("to set up centre") over the lead in which the same sides sign, or is its verb (合资成立公司)."""
    if _is_pledge(plan) and plan.parties and _names_another(paper, plan):
        # "plans to invest … to build" and "signed a deal with the district to build": what was signed is the plan
        return paper.status == "signed" and all(any(_alike(a, b) for a in paper.parties) for b in plan.parties)
    if paper.sentence == plan.sentence:
        return paper.end <= plan.verb.start or paper.verb.start <= plan.verb.start < paper.verb.end
    is_told_before = plan.sentence == 0 or (plan.verb.kind == "build" and plan.sentence < paper.sentence)
    if not is_told_before or paper.sentence > _LEAD or plan.type != "launch_opening" or not plan.parties:
        return False
    return paper.status == "signed" and all(any(_alike(a, b) for b in paper.parties) for a in plan.parties)


def _is_carried_out(paper: Event, plan: Event) -> bool:
    """Whether a plan told after the signing is one of those who signed, and so what they agreed."""
    if plan.type != "launch_opening" or paper.status != "signed" or not 0 < plan.sentence - paper.sentence <= _CARRIED:
        return False
    return bool(plan.parties) and all(any(_alike(a, b) for b in paper.parties) for a in plan.parties)


def _is_plan_beside(event: Event) -> bool:
    """Whether an act is a plan, which does not settle what else is under study."""
    return event.rule != "consultation" and event.status == "planned"


def _may_stay(group: Sequence[Event], kept: Sequence[Sequence[Event]]) -> bool:
    first = group[0]
    papers = [other for other in kept if other[0].type in DOCUMENTS]
    if first.type in DOCUMENTS:
        return len(papers) < _MOST_PAPERS
    if first.rule == "consultation":
        return len(kept) < _MOST_DEALS and all(
            other[0].type != first.type or _is_plan_beside(other[0]) for other in kept
        )
    acts = [other for other in kept if other[0].type not in DOCUMENTS and other[0].rule != "consultation"]
    if first.status == "planned" and any(other[0].rule == "ground" for other in acts):
        # The opening to come is that of what is being built
        return False
    if not acts and (not papers or strength(group) >= THRESHOLD + 1.5):
        return True
    return len(kept) < _MOST_DEALS and (
        _stands_beside(first, papers) or _is_issued_beside(first, acts) or _is_open_already(group, acts)
    )


def _is_open_already(group: Sequence[Event], acts: Sequence[Sequence[Event]]) -> bool:
    """Whether somebody named has opened something, told in the lead, beside what is planned to open."""
    told = [event for event in group if event.sentence <= _LEAD and event.verb.value != "zh"]
    opened = [event for event in told if event.status == "completed" and event.parties]
    planned = bool(acts) and all(_is_opening_to_come(other[0]) for other in acts)
    return group[0].type == "launch_opening" and bool(opened) and planned


def _is_opening_to_come(event: Event) -> bool:
    return event.type == "launch_opening" and event.status == "planned"


def _is_issued_beside(first: Event, acts: Sequence[Sequence[Event]]) -> bool:
    """Whether one more issuer's bonds of the same day are told after those of another."""
    return first.type == "bond_loan" and all(
        other[0].type == "bond_loan" and other[0].status == first.status for other in acts
    )
