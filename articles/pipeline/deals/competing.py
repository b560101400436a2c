"""Which deals of an article are kept, of those that it may tell of."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.besides_chinese import is_announced_besides
from articles.pipeline.deals.events import DOCUMENTS, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.merging import alike, overlap, strength
from articles.pipeline.deals.sides.parties import bodies_among
from articles.pipeline.deals.weights import THRESHOLD, UNVEILS, is_firm_plan, is_plan_told_late, is_unveiled_together

# No article that we know files more papers
_MOST_PAPERS = 4
_MOST_DEALS = 3


def compete(groups: list[list[Event]], material: Material) -> list[list[Event]]:
    """The deals that are kept, in the order of the text.

    Papers stand beside each other. Of openings, measures and the like only the
    strongest counts (beside papers only a strong one); plans, consultations
    and joint undertakings may stand beside them.
    """
    kept: list[list[Event]] = []
    papers = [group for group in groups if group[0].type in DOCUMENTS]
    _sign_what_was_planned(groups, material)
    groups = [
        group
        for group in groups
        if not _is_told_finer(group, groups)
        and not _is_provision(_teller(group, material), papers, material)
        and not _is_the_venture(group, papers, material)
        and not _is_pledged_in(group, papers)
        and not _is_service_of_order(group, groups)
    ]
    for group in sorted(groups, key=strength, reverse=True):
        if _may_stay(group, kept, material):
            kept.append(group)
    return sorted(kept, key=lambda group: min(event.start for event in group))


# "The agreement was signed on Tuesday", "O acordo foi assinado": the paper of what was just told
_THE_PAPER = re.compile(
    r"(?:the|o|a) (?:\w+ )?(?:agreement|deal|pact|accord|memorandum|mou|acordo|protocolo|memorando|contrato)\b"
)


def _sign_what_was_planned(groups: Sequence[Sequence[Event]], material: Material) -> None:
    """Give a Latin paper that names nobody, told right after what two bodies plan together, these as its sides."""
    papers = [group[0] for group in groups if len(group) == 1 and group[0].type in DOCUMENTS and not group[0].parties]
    plans = [
        event
        for group in groups
        for event in group
        if event.type == "launch_opening" and event.status == "planned" and bodies_among(event.parties) > 1
    ]
    for paper in papers:
        start = material.sentences[paper.sentence].sentence.start
        before = [plan for plan in plans if paper.sentence - plan.sentence == 1]
        if paper.status == "signed" and before and _THE_PAPER.match(material.folded, start):
            paper.parties = before[0].parties


def _is_pledged_in(group: Sequence[Event], papers: Sequence[Sequence[Event]]) -> bool:
    """Whether a Chinese direct investment is what a paper told near it provides for (签约,…将投资8亿元)."""
    signed = [event.sentence for paper in papers for event in paper if event.status in ("signed", "planned")]
    return any(event.rule == "pledge" for event in group) and bool(signed)


def _is_service_of_order(group: Sequence[Event], groups: Sequence[Sequence[Event]]) -> bool:
    """Whether what somebody will open late in the text is how one side of an order will serve the other."""
    first = group[0]
    if first.type != "launch_opening" or first.status != "planned" or not first.parties:
        return False
    orders = [event for other in groups for event in other if event.type == "procurement" and event.sentence <= _LEAD]
    sides = [party for event in orders for party in event.parties]
    return first.sentence > _LEAD and bool(sides) and all(any(alike(a, b) for b in sides) for a in first.parties)


# 合营公司昨日挂牌, 合资公司成立
_IS_SET_UP = re.compile(r"挂牌|揭牌|成立|设立|组建|开业|投入营运|投入运营")


def _is_the_venture(group: Sequence[Event], papers: Sequence[Sequence[Event]], material: Material) -> bool:
    """Whether what is set up is the joint venture of the same bodies, told in Chinese."""
    if group[0].type != "launch_opening" or not any(
        _IS_SET_UP.match(material.folded, event.verb.start) for event in group
    ):
        return False
    sides = [e.parties for paper in papers for e in paper if e.type == "joint_venture" and len(e.parties) > 1]
    return any(event.parties and overlap(parties, event.parties) for event in group for parties in sides)


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
    if _beside_fund(group, acts):
        return False
    if any(_is_paper_of(paper, act) for paper in group for act in acts):
        return True
    if any("cooperation_agreement" in event.things for event in group):
        return False
    finer = [event for event in acts if event.rule in _FINER and event.sentence <= _LEAD and not event.generic]
    return any(not (_is_pledge(act) and any(_names_another(paper, act) for paper in group)) for act in finer)


def _beside_fund(group: Sequence[Event], acts: Sequence[Event]) -> bool:
    """Whether counted projects are signed in a sentence of their own, beside a fund of which a headline tells too."""
    own = [
        paper
        for paper in group
        if paper.sentence and paper.verb.value == "zh" and all(p.is_place for p in paper.parties)
    ]
    funds = [act.sentence for act in acts if act.rule == "fund" and act.sentence]
    return bool(own) and bool(funds) and all(paper.sentence not in funds for paper in own)


def _is_paper_of(paper: Event, act: Event) -> bool:
    """Whether a bare "agreement" only carries an act: a fund set up with it or to come, a loan, a purchase."""
    if act.rule in ("fund", "bond") and act.sentence == paper.sentence:
        # 签署协议,为企业提供授信: the loans are what the paper is for
        return not (act.rule == "bond" and act.verb.value == "zh" and act.verb.start > paper.end)
    if act.rule == "endowment":
        return not paper.parties
    if act.rule == "order" and paper.verb.value == "zh" and act.type == "procurement":
        # 甲与乙签约,采购…: one verb for both; 在澳签约 above such a lead
        is_bare = paper.thing.start == paper.verb.start and paper.sentence == act.sentence
        return act.verb == paper.verb or is_bare or (paper.sentence == 0 and act.sentence <= _LEAD)
    if act.rule == "supply":
        return paper.sentence == 0 or act.sentence == paper.sentence
    if act.rule == "bought":
        return paper.sentence == 0 and act.sentence <= _LEAD
    if act.rule != "corporate" or act.status not in ("planned", "signed", "announced"):
        return False
    if act.status == "signed" and act.sentence == paper.sentence and paper.end <= act.verb.start:
        return True
    if _is_pledge(act) and _names_another(paper, act):
        return False
    is_headline = act.sentence == 0 < paper.sentence
    return is_headline or (not paper.parties and 0 < paper.sentence - act.sentence <= _LEAD)


def _is_pledge(act: Event) -> bool:
    """Whether a firm plans to invest ("plans to invest 3 billion yuan to build")."""
    return act.rule == "corporate" and act.status == "planned" and act.verb.kind == "invest"


def _names_another(paper: Event, act: Event) -> bool:
    """Whether a signed paper has two sides, one of which is not among those of the act."""
    return len(paper.parties) > 1 and any(not any(alike(a, b) for b in act.parties) for a in paper.parties)


def _stands_beside(first: Event, papers: Sequence[Sequence[Event]]) -> bool:
    """Joint undertakings, and plans to open something, are kept beside the strongest act; beside papers firm ones."""
    if first.type == "other":
        return True
    if first.type != "launch_opening" or first.status != "planned":
        return False
    # "will fly three times a week", told before the paper: a service of its own
    is_service = first.rule in ("service", "start") and first.sentence <= _LEAD and bool(first.parties)
    return not papers or is_firm_plan(first) or is_service


def _teller(group: Sequence[Event], material: Material) -> Event:
    """The event that tells most of a deal: a headline that names nobody ("firm to open centre") only announces it."""
    first = group[0]
    is_bare = material.in_title(first.sentence) and not first.parties and len(group) > 1
    return group[1] if is_bare else first


def _is_provision(first: Event, papers: Sequence[Sequence[Event]], material: Material) -> bool:
    """Whether a plan or a measure is what one of the papers provides for, and so belongs to its record."""
    if first.type in DOCUMENTS or (first.status != "planned" and first.type != "policy_measure"):
        return False
    if is_announced_besides(first, material):
        return False
    told = [paper for group in papers for paper in group]
    if any(_provides_for(paper, first, material) for paper in told):
        return True
    has_day = any(when.precision == "day" for when in material.dates_in(material.sentences[first.sentence]))
    return not has_day and any(_is_carried_out(paper, first) for paper in told)


# "will set up a laboratory under an agreement signed this week": the paper behind its plan
_UNDER_A_PAPER = re.compile(
    r"\b(?:under|pursuant to|according to|as part of|in line with|as a result of|ao abrigo|nos termos|no âmbito"
    r"|em resultado|na sequência|graças a)\b[^.;]{0,60}$"
)


def _provides_for(paper: Event, plan: Event, material: Material) -> bool:
    """Whether a plan follows its paper in one sentence ("signed a letter of intent to open a centre"), or is the
    headline ("to set up centre") over the lead in which the same sides sign, or is its verb (合资成立公司)."""
    if paper.sentence == plan.sentence == 0 and plan.rule == "corporate":
        # 拟入股某公司,签意向书: in a headline the purpose may stand first
        return True
    if _is_pledge(plan) and plan.parties and _names_another(paper, plan):
        # "plans to invest … to build" and "signed a deal with the district to build": what was signed is the plan
        return paper.status == "signed" and all(any(alike(a, b) for a in paper.parties) for b in plan.parties)
    if paper.sentence == plan.sentence:
        is_ground = _UNDER_A_PAPER.search(material.folded, plan.verb.end, paper.start) is not None
        return is_ground or paper.end <= plan.verb.start or paper.verb.start <= plan.verb.start < paper.verb.end
    is_in_lead = plan.sentence == 1 and paper.sentence == _LEAD and plan.status == "planned"
    if is_in_lead and paper.verb.value != "zh" and not paper.further and not _is_dated(plan, material):
        # "plans to set up a campus in Zhaoqing. The university signed a letter of intent with the city"
        return bool(plan.parties) and all(any(alike(a, b) for b in paper.parties) for a in plan.parties)
    is_told_before = plan.sentence == 0 or (plan.verb.kind == "build" and plan.sentence < paper.sentence)
    if not is_told_before or paper.sentence > _LEAD or plan.type != "launch_opening" or not plan.parties:
        return False
    return paper.status == "signed" and all(any(alike(a, b) for b in paper.parties) for a in plan.parties)


def _is_dated(plan: Event, material: Material) -> bool:
    return any(when.date for when in material.dates_in(material.sentences[plan.sentence]))


def _is_carried_out(paper: Event, plan: Event) -> bool:
    """Whether a plan told after the signing is one of those who signed, and so what they agreed."""
    if plan.type != "launch_opening" or paper.status != "signed" or not 0 < plan.sentence - paper.sentence <= _CARRIED:
        return False
    return bool(plan.parties) and all(any(alike(a, b) for b in paper.parties) for a in plan.parties)


def _is_waiver_of_several(event: Event) -> bool:
    """Whether two or more states waive visas, beside whatever papers a visit brings."""
    return event.rule == "waiver" and len(event.parties) > 1


def _is_plan_beside(event: Event) -> bool:
    """Whether an act is a plan, which does not settle what else is under study."""
    return event.rule != "consultation" and event.status == "planned"


def _may_stay(group: Sequence[Event], kept: Sequence[Sequence[Event]], material: Material) -> bool:
    first = group[0]
    papers = [other for other in kept if other[0].type in DOCUMENTS]
    if first.type in DOCUMENTS:
        return len(papers) < _MOST_PAPERS
    if any(event.rule == "consultation" for event in group):
        return len(kept) < _MOST_DEALS and all(
            other[0].type != first.type or _is_plan_beside(other[0]) for other in kept
        )
    if first.status == "talks" and any(material.in_title(event.sentence) for event in group):
        # "Foo estuda abertura de novas rotas", which goes on beside what it plans already
        return len(kept) < _MOST_DEALS and all(_is_plan_beside(other[0]) for other in kept)
    acts = [other for other in kept if other[0].type not in DOCUMENTS and other[0].rule != "consultation"]
    if first.status == "planned" and any(other[0].rule == "ground" for other in acts):
        # The opening to come is that of what is being built
        return False
    if not acts and _is_opened_first(group, papers, material):
        return True
    if acts and len(kept) < _MOST_DEALS and _is_other_act(group, acts, material):
        return True
    if not acts and (
        all(map(is_plan_told_late, papers)) or strength(group) >= THRESHOLD + 1.5 or _is_unveiled(group, material)
    ):
        return True
    return len(kept) < _MOST_DEALS and (
        _stands_beside(first, papers)
        or (not acts and any(is_announced_besides(event, material) for event in group))
        or _is_waiver_of_several(first)
        or _is_issued_beside(first, acts)
        or _is_signed_beside(group, kept)
        or _is_fund_beside(group, kept)
        or _is_open_already(group, acts)
        or _is_let_beside(group, acts)
    )


def _is_opened_first(group: Sequence[Event], papers: Sequence[Sequence[Event]], material: Material) -> bool:
    """Whether a Portuguese lead opens with what somebody named has opened, before the papers of the same visit."""
    first = group[0]
    if material.text.lang != "pt" or first.type != "launch_opening" or not any(event.parties for event in group):
        return False
    is_lead = any(0 < event.sentence <= 1 for event in group) and first.status == "completed"
    return is_lead and all(event.sentence > 1 or event.sentence == 0 for paper in papers for event in paper)


# What a firm may do beside something else of another kind
_OF_FIRMS = frozenset(("acquisition", "equity_investment", "ipo_listing", "bond_loan", "procurement", "land"))
_HEAD = 3


_LAND_AND_WORKS = frozenset(("land", "construction_contract"))


def _is_let_beside(group: Sequence[Event], acts: Sequence[Sequence[Event]]) -> bool:
    """Whether Chinese tells in sentences of their own of a plot bought and of works let on it."""
    told = {event.sentence for act in acts for event in act if event.sentence}
    own = [event for event in group if event.sentence and event.verb.value != "en" and event.parties]
    is_pair = bool(acts) and {act[0].type for act in acts} == _LAND_AND_WORKS - {group[0].type}
    return is_pair and group[0].type in _LAND_AND_WORKS and any(event.sentence not in told for event in own)


def _is_other_act(group: Sequence[Event], acts: Sequence[Sequence[Event]], material: Material) -> bool:
    """Whether the head of a Portuguese article tells of one more thing, of another kind, that a firm has done."""
    first = group[0]
    if material.text.lang != "pt" or first.type not in _OF_FIRMS or any(act[0].type == first.type for act in acts):
        return False
    told = [event for event in group if 0 < event.sentence <= _HEAD and event.rule in ("firms-pt", "listing", "bond")]
    others = {event.sentence for act in acts for event in act if event.sentence}
    is_apart = any(any(not party.is_place for party in e.parties) and e.sentence not in others for e in told)
    return is_apart and all(act[0].type in _OF_FIRMS for act in acts)


def _is_unveiled(group: Sequence[Event], material: Material) -> bool:
    """Whether a Chinese headline tells of the opening (某某中心揭牌), or several who do it together are named.

    Such an act is one of its own, whatever is signed beside it.
    """
    titles = [event for event in group if material.in_title(event.sentence) and event.verb.value == "zh"]
    in_title = any(
        event.status == "completed" and UNVEILS.match(material.folded, event.verb.start)
        for event in titles
        if event.type == "launch_opening"
    )
    return in_title or any(event.rule == "unveiled" or is_unveiled_together(event, material) for event in group)


def _is_open_already(group: Sequence[Event], acts: Sequence[Sequence[Event]]) -> bool:
    """Whether somebody named has opened something, told in the lead, beside what is planned to open."""
    told = [event for event in group if event.sentence <= _LEAD and event.verb.value != "zh"]
    opened = [event for event in told if event.status == "completed" and event.parties]
    planned = bool(acts) and all(_is_opening_to_come(other[0]) for other in acts)
    return group[0].type == "launch_opening" and bool(opened) and planned


def _is_opening_to_come(event: Event) -> bool:
    return event.type == "launch_opening" and event.status == "planned"


def _is_fund_beside(group: Sequence[Event], kept: Sequence[Sequence[Event]]) -> bool:
    """Whether Chinese tells early of a fund beside a measure of the same announcement, or of such a measure."""
    pair = {"fund", "policy_measure"}
    first = group[0]
    is_early = first.verb.value == "zh" and first.sentence <= _LEAD and first.status in ("announced", "planned")
    return (
        is_early
        and first.type in pair
        and {other[0].type for other in kept} == pair - {first.type}
        and all(event.sentence != first.sentence for other in kept for event in other)
    )


def _is_signed_beside(group: Sequence[Event], kept: Sequence[Sequence[Event]]) -> bool:
    """Whether Chinese tells by a verb of signing of its own of a purchase or works beside what is kept already."""
    first = group[0]
    is_signed = first.status == "signed" and first.verb.kind == "sign" and first.verb.value == "zh"
    told = {event.sentence for other in kept for event in other}
    return (
        is_signed
        and bool(first.parties)
        and all(event.sentence not in told and other[0].type != first.type for other in kept for event in group)
    )


def _is_issued_beside(first: Event, acts: Sequence[Sequence[Event]]) -> bool:
    """Whether one more issuer's bonds of the same day are told after those of another."""
    return first.type == "bond_loan" and all(
        other[0].type == "bond_loan" and other[0].status == first.status for other in acts
    )
