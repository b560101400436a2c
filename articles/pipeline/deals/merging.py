"""Which events tell of one deal."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.besides_chinese import told_beside
from articles.pipeline.deals.events import DOCUMENTS, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.names.seats import SEAT
from articles.pipeline.quantities import Count

# The title and the first two sentences of the body
_LEAD = 2


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
            for other in home:
                if _is_told_twice(other, event) or _settles_partnership(other, event):
                    other.status = event.status = min(other.status, event.status, key=_MORE_TELLING.index)
            home.append(event)
    return groups


# One sentence tells these by more than one verb: 各占五成, 成立合资公司; 完成融资, 由某某领投
_TOLD_TWICE = ("joint_venture", "equity_investment", "fund")
# 将各占五成, 成立合资公司: it is still to be set up
_MORE_TELLING = ("completed", "signed", "planned", "talks", "announced", "stalled", "cancelled")


def _is_told_twice(first: Event, event: Event) -> bool:
    if first.type == "fund" and "completed" not in (first.status, event.status):
        # Of a fund only that its money is in says more
        return False
    if first.type == event.type == "joint_venture" and event.rule == "shares" and event.verb.value == "zh":
        # 拟设立合资公司。合资公司注册资本…,甲持股51%: who will hold how much of it
        return 0 <= event.sentence - first.sentence <= _LEAD or overlap(first.parties, event.parties)
    if first.type != event.type or event.sentence != first.sentence:
        return False
    # "has struck a partnership with": both a partnership and an agreement that is reached
    is_partnership = "partnership" in (first.rule, event.rule) and first.rule != event.rule
    has_same_sides = {p.slug or p.name for p in first.parties} == {p.slug or p.name for p in event.parties}
    if first.rule == event.rule == "partnership" and first.status != event.status and has_same_sides:
        # "has teamed up with Foo to set up": what they do together is what they have agreed
        return True
    return event.type in _TOLD_TWICE or (is_partnership and has_same_sides and event.type in DOCUMENTS)


# So many sentences after "will jointly build" an agreement of the same sides is that one
_SETTLED_WITHIN = 3


def _settles_partnership(first: Event, event: Event) -> bool:
    """Whether a later sentence says that the agreement on what two will do together was signed or reached."""
    if first.rule != "partnership" or event.type not in DOCUMENTS or event.status != "signed":
        return False
    if not (event.generic or event.type == first.type) or not 0 < event.sentence - first.sentence <= _SETTLED_WITHIN:
        return False
    return not event.parties or overlap(first.parties, event.parties)


def _is_same(group: Sequence[Event], event: Event, material: Material) -> bool:
    first = group[0]
    only_talked = first.status == event.status == "talks"
    if (first.rule == "consultation") != (event.rule == "consultation") and not only_talked:
        return False
    if _is_told_twice(first, event) or _settles_partnership(first, event):
        return True
    statuses_agree = (
        event.status == first.status or material.in_title(first.sentence) or material.in_title(event.sentence)
    )
    if first.type in DOCUMENTS and event.type in DOCUMENTS:
        return _is_same_paper(group, event, material, statuses_agree)
    if _is_other_issue(group, event, material) or _is_plan_beside_study(group, event, material):
        return False
    return first.type == event.type and statuses_agree


def _is_plan_beside_study(group: Sequence[Event], event: Event, material: Material) -> bool:
    """Whether title and body tell of a study, and this of what is planned ("estuda rotas", "vai lançar voos")."""
    studied = [other for other in group if other.status == "talks"]
    in_body = any(not material.in_title(other.sentence) for other in studied)
    is_titled = any(material.in_title(other.sentence) for other in studied)
    return event.type == "launch_opening" and event.status == "planned" and is_titled and in_body


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
    if event.rule == "in-force" and first.status == "signed" and _shares_a_party(first, event):
        # From when the paper just signed holds
        return True
    numbers = {n for other in group for n in _counted(material.counts, other)}
    if told_beside(group, event, material):
        return False
    if event.further and all(event.sentence != other.sentence for other in group):
        # "sign four agreements" over "have signed a further four agreements" are the same four
        is_told_again = material.in_title(first.sentence) and _counted(material.counts, event) & numbers
        return bool(is_told_again) and _is_headline_of(first, event, material)
    if any(other.verb == event.verb and other.parties and not overlap(other.parties, event.parties) for other in group):
        # 甲与乙、丙与丁签署: each pair its own
        return False
    if any(other.verb == event.verb and other.type != event.type for other in group):
        # "signed a memorandum and eight agreements": one verb, two kinds of papers
        return False
    if event.status == first.status and _counted(material.counts, event) & numbers:
        return True
    if numbers and _is_one_of_them(group, event, material):
        return True
    if _is_of_this_time(event, material) and event.status == first.status:
        return True
    if _refers_back(event, material) and event.sentence - group[-1].sentence == 1 and event.status == first.status:
        return True
    is_general = event.generic or any(other.generic for other in group)
    is_general = is_general or _is_loosely_called(group, event, material)
    if (first.type != event.type and not is_general) or not statuses_agree:
        return False
    if (
        _is_headline_of(first, event, material)
        and _may_name_fewer(first, event)
        and not _is_beside(group, event, material)
    ):
        return True
    if _completes(group, event):
        return True
    named = [other for other in group if other.parties]
    return not (event.parties and named) or any(overlap(other.parties, event.parties) for other in named)


def _completes(group: Sequence[Event], event: Event) -> bool:
    """Whether a memorandum names the other side of the "deal" that the lead tells of with one side only."""
    first = group[-1]
    is_bare = first.things == ("deal",) and first.sentence <= _LEAD and first.verb.value != "zh"
    return (
        is_bare and len(first.parties) < 2 and len(event.parties) < 2 and 0 < event.sentence - first.sentence <= _LEAD
    )


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


# 是次签署的合作备忘录: the one that the text is about
_THIS_TIME = re.compile(r"(?:[是本此今][次轮]|这次)(?:新|所)?$")


def _is_of_this_time(event: Event, material: Material) -> bool:
    """Whether a Chinese text speaks of the paper "signed this time" (是次签署的…), which it has told before."""
    is_attribute = event.verb.value == "zh" and material.folded.startswith("的", event.verb.end)
    start = max(0, event.verb.start - 4)
    return is_attribute and _THIS_TIME.search(material.folded, start, event.verb.start) is not None


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
    # "Science park and city bureau sign" over a lead that names them in full
    only_called = event.sentence == 1 and names_bodies and not any(party.slug for party in headline.parties)
    if _shares_a_party(headline, event) or len(headline.parties) < 2 or only_called:
        return True
    return only_places and not names_other_places


# 公司同时与某某签署, 又与某某签署
_AT_THE_SAME_TIME = re.compile(r"(?:同时|又|还|另外?)(?:分别)?[与和同跟]")


def _is_beside(group: Sequence[Event], event: Event, material: Material) -> bool:
    """Whether the headline's paper is told already, and this is one with other bodies, told "at the same time"."""
    start = material.sentences[event.sentence].sentence.start
    if event.verb.value != "zh" or not _AT_THE_SAME_TIME.search(material.folded, start, event.verb.start):
        return False
    told = [other for other in group if 0 < other.sentence < event.sentence and len(other.parties) > 1]
    return bool(told) and len(event.parties) > 1 and not any(overlap(o.parties, event.parties) for o in told)


def _is_headline_of(first: Event, event: Event, material: Material) -> bool:
    """Whether ``first`` stands in the title and ``event`` in the lead under it, which tells of one signing only."""
    signings = material.sentences[event.sentence].of("sign")
    is_form = event.verb.kind in ("ceremony", "form") and not material.sentences[event.sentence].han
    is_talks = first.status == event.status == "talks"
    tells_one = len(signings) == 1 or (not signings and (is_form or is_talks))
    return material.in_title(first.sentence) and 0 < event.sentence <= 2 and tells_one


def _shares_a_party(first: Event, event: Event) -> bool:
    return any(alike(a, b) for a in first.parties for b in event.parties)


def _counted(counts: Sequence[Count], event: Event) -> set[int]:
    """The numbers of papers or projects, two or more, that belong to the words of the event."""
    thing = event.thing
    return {
        c.n
        for c in counts
        if c.unit in ("documents", "projects") and c.n > 1 and c.start < thing.end and c.end >= thing.start
    }


def overlap(known: Sequence[Party], parties: Sequence[Party]) -> bool:
    """Whether two sets of parties may be one: one within the other, or half of both shared."""
    shared = sum(any(alike(a, b) for b in parties) for a in known)
    return shared >= min(len(known), len(parties)) or shared * 2 >= len(known) + len(parties) - shared


# 印尼交易所 and 印尼证券交易所: two Chinese names that begin with the same place and end with the same kind of body
_SAME_BODY = re.compile(r"([\u4e00-\u9fff]{2})[^\n]*([\u4e00-\u9fff]{2})\n\1[^\n]*\2")
# "Guangdong province", "Shenzhen Municipal Government": what a name of an authority adds to its place
_OFFICE = re.compile(r"[- ]?(?:government|municipal|provincial|province|人民政府|政府|省|市)$")


# "Elm Group Co., Ltd." and "Elm Group Company" are one
_FORM = re.compile(r"(?:,? (?:Company|Corporation|Co|Ltd|Limited|Inc)\b\.?)+$")


def alike(a: Party, b: Party) -> bool:
    """Whether two names may mean one side: the same slug or seat, or one name within the other (南非, 南非海关)."""
    if a.slug and b.slug and _seat(a.slug) == _seat(b.slug):
        return True
    one, other = _FORM.sub("", a.name), _FORM.sub("", b.name)
    return one in other or other in one or _SAME_BODY.fullmatch(a.name + "\n" + b.name) is not None


def _seat(slug: str) -> str:
    return SEAT.get(slug) or _OFFICE.sub("", slug)
