"""Which counts belong to a deal: papers, projects and areas of an agreement, the size of a line or site."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.figures.further_counts import area_of_plan, coordinated, cornerstones, in_text_units
from articles.pipeline.deals.figures.papers_chinese import provided_chinese
from articles.pipeline.deals.figures.papers_portuguese import provided_portuguese
from articles.pipeline.deals.figures.provisions import provisions
from articles.pipeline.deals.figures.reach_english import reach_english
from articles.pipeline.deals.figures.tallies import tallies_of
from articles.pipeline.deals.figures.tallies_chinese import tallies_chinese
from articles.pipeline.deals.figures.tallies_chinese_goods import tallies_of_goods
from articles.pipeline.deals.figures.tallies_portuguese import tallies_portuguese
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.rules.chinese_business import UNVEILED
from articles.pipeline.quantities import Count

_SIZES = ("stations", "sqm", "hectares")
_UNITS = {
    "launch_opening": frozenset(("relocated_staff", "km", *_SIZES, "jobs")),
    "policy_measure": frozenset(("measures", "quota", "sqm", "hectares")),
    "construction_contract": frozenset(("km", "stations", "sqm", "hectares")),
    "land": frozenset(("sqm", "hectares", "other")),
    "fund": frozenset(("projects",)),
}
# Deals about a place: its size is told right after
_OF_A_SITE = frozenset((*DOCUMENTS, "launch_opening", "construction_contract", "land", "equity_investment"))
_SIZE_REACH = 2
_ABOUT_THE_WORKS = frozenset(("km", "stations"))


def counts_of(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> tuple[Count, ...]:
    """The counts of what makes up the deal: papers, projects and areas of an agreement, size of a line or site ..."""
    kind = events[0].type
    found: dict[tuple[str, int], Count] = {}
    for sentence in told:
        start, end = sentence.sentence.start, sentence.sentence.end
        for count in material.counts:
            if not start <= count.start < end or (sentence.han and _is_only_one_more(material.folded, count)):
                continue
            if _belongs(material.folded, kind, count, sentence, events):
                found.setdefault((count.unit, count.n), count)
    if kind == "land":
        for count in _areas_of_plot(material, told):
            found.setdefault((count.unit, count.n), count)
    if kind in _OF_A_SITE and not any(count.unit in _SIZES for count in found.values()):
        for count in _sizes_after(material, told):
            found.setdefault((count.unit, count.n), count)
    if kind == "construction_contract":
        for count in material.counts:
            if count.unit in _ABOUT_THE_WORKS:
                found.setdefault((count.unit, count.n), count)
    for count in (*tallies_of(material, told, events), *tallies_chinese(material, told, events)):
        found.setdefault((count.unit, count.n), count)
    further = (
        *tallies_of_goods(material, told, events),
        *tallies_portuguese(material, told, events),
        *provisions(material, told, events),
        *reach_english(material, told, events),
        *provided_chinese(material, told, events),
        *provided_portuguese(material, told, events),
        *area_of_plan(material, told, events),
        *cornerstones(material, events),
    )
    for count in further:
        if all(count.n != other.n for other in found.values()):
            found[count.unit, count.n] = count
        elif any(_stands_beside(material.folded, other, count) for other in found.values()):
            found[f"{count.unit} {count.text}", count.n] = count
    for count in coordinated(material, tuple(found.values())):
        found.setdefault((count.unit, count.n), count)
    if any(event.is_one_of_pairs for event in events):
        found = {key: count for key, count in found.items() if count.unit != "documents"}
    return in_text_units(_of_headline(material, kind, _without_parts(tuple(found.values()))))


# 签署新一份协议, 另一份, 任何一份: one more, and not how many
_ONE_MORE = re.compile(r"(?:新|另|同|每|任何|第|其中)(?:的)?$")


def _is_only_one_more(folded: str, count: Count) -> bool:
    if count.unit != "documents" or count.n != 1:
        return False
    return _ONE_MORE.search(folded, max(0, count.start - 3), count.start) is not None


# "two bridges, two artificial islands": as many of another thing
_NEXT_IN_LIST = re.compile(r",? and |, ")


def _stands_beside(folded: str, other: Count, count: Count) -> bool:
    """Whether a count stands right behind another in a Latin list of what something consists of."""
    return _NEXT_IN_LIST.fullmatch(folded, other.end, count.start) is not None


def _without_parts(found: tuple[Count, ...]) -> tuple[Count, ...]:
    """The counts without those of papers that only add up to another (13 = 6 + 7)."""
    papers = [count.n for count in found if count.unit == "documents"]
    most = max(papers, default=0)
    if len(papers) < _TOTAL_AND_PARTS or 2 * most != sum(papers):
        return found
    return tuple(count for count in found if count.unit != "documents" or count.n == most)


_TOTAL_AND_PARTS = 3


def _of_headline(material: Material, kind: str, found: tuple[Count, ...]) -> tuple[Count, ...]:
    """Of projects that open or begin, counted in a Chinese headline, no others (85个项目 of the city's 677)."""
    if kind != "launch_opening" or not material.sentences or not material.sentences[0].han:
        return found
    end = material.sentences[0].sentence.end
    counted = [count for count in found if count.unit == "projects" and count.end <= end]
    return tuple(count for count in found if count.unit != "projects" or count in counted) if counted else found


# 土地面积61831平方米, 占地约4公顷, 用地面积: of the plot, not of what is built on it
_AREA_OF_PLOT = re.compile(r"(?:土地|占地|用地|地块|总用地|宗地)(?:总)?(?:面积)?(?:约|为|达|共|逾)*$")


def _areas_of_plot(material: Material, told: Sequence[CuedSentence]) -> list[Count]:
    """The area of the plot, in the next sentences of a Chinese text."""
    last = told[-1]
    following = material.sentences[last.index + 1 : last.index + 1 + _SIZE_REACH] if last.han else []
    return [
        count
        for sentence in following
        for count in material.counts
        if count.unit in _SIZES
        and sentence.sentence.start <= count.start < sentence.sentence.end
        and _AREA_OF_PLOT.search(material.folded, max(0, count.start - 12), count.start)
    ]


def _sizes_after(material: Material, told: Sequence[CuedSentence]) -> list[Count]:
    """The area, the stations and the length of what is built or opened, in the next sentences of a Latin text."""
    last = told[-1]
    if last.han:
        return []
    early = [sentence for sentence in told if sentence.index <= _SIZE_REACH]
    ends = {sentence.index for sentence in (last, *early[-1:])}
    following = [s for end in sorted(ends) for s in material.sentences[end + 1 : end + 1 + _SIZE_REACH]]
    return [
        count
        for sentence in following
        for count in material.counts
        if sentence.sentence.start <= count.start < sentence.sentence.end
        and (count.unit in _SIZES or (count.unit == "km" and _IS_LENGTH.search(*_around(material.folded, count))))
    ]


# "a total length of 24 kilometres", "the 55-km-long bridge": the length of what is built
_IS_LENGTH = re.compile(r"\b(?:length|long|stretch(?:es)?|comprimento|extensão)\b|\bcom \d{1,3} qu")
_LENGTH_REACH = 60


def _around(folded: str, count: Count) -> tuple[str, int, int]:
    """The text with the bounds of what stands around a count."""
    return folded, max(0, count.start - _LENGTH_REACH), count.end + _LENGTH_REACH // 4


def _belongs(folded: str, kind: str, count: Count, sentence: CuedSentence, events: Sequence[Event]) -> bool:
    if kind not in DOCUMENTS:
        if count.unit == "companies" and kind in ("launch_opening", "fund"):
            return _is_subject(folded, count, sentence, events)
        if kind == "launch_opening" and count.unit in ("other", "projects"):
            return _is_counted_thing(folded, count, sentence, events)
        if kind == "policy_measure" and any(event.rule == "granted" for event in events):
            return count.unit in _UNITS[kind] or _is_counted_thing(folded, count, sentence, events)
        if count.unit == "quota" and _MAY_QUALIFY.match(folded, count.end):
            return False
        return count.unit in _UNITS.get(kind, frozenset())
    if count.unit in _SIZES:
        return True
    if count.unit in ("cities", "countries", "companies"):
        return _is_subject(folded, count, sentence, events)
    if count.unit == "areas":
        return True
    if count.unit == "documents":
        return any(
            e.sentence == sentence.index
            and (
                (count.start < e.thing.end and e.thing.start < count.end + 2)
                # 签署《…》《…》等七份文件: the list of titles ends with its number
                or (e.verb.start < count.start and folded[count.start - 1] in "等》")
            )
            for e in events
        )
    is_other = UNVEILED.match(folded, count.start + 1, count.end + 6) or _OTHERS.search(
        folded, max(0, count.start - 16), count.start
    )
    return count.unit == "projects" and not is_other


# "Some 50,000 vehicles in the city are expected to meet the requirements": whom a measure may concern, and no quota
_MAY_QUALIFY = re.compile(
    r"[^.;,]{0,40}?\b(?:(?:are|were|is|was|would be|have been) (?:\w+ly )?(?:expected|estimated|believed|likely|thought"
    r"|eligible|registered|affected|said|now on)|meet|qualify|have (?:applied|registered|crossed|used|made)|had"
    r"|used|crossed"
    r"|passed|entered|joined|benefit(?:ed)?)\b"
)
# "The other four projects were signed online": some of those that were counted
_OTHERS = re.compile(r"\bthe (?:other|remaining) $")


def _is_counted_thing(folded: str, count: Count, sentence: CuedSentence, events: Sequence[Event]) -> bool:
    """Whether what is counted is what opens ("will open five air routes", 首3座大楼已经落成, 85个项目集中开工)."""
    here = [event for event in events if event.sentence == sentence.index]
    if count.unit == "projects":
        here = [event for event in here if event.rule in ("begun", "unveiled")]
    elif any(count.start < event.thing.end and event.thing.start < count.end for event in here):
        return True
    return sentence.han and any(_STANDS_BEFORE.fullmatch(folded, count.end, event.verb.start) for event in here)


# 3座大楼已经落成, 85个项目昨日集中开工: between what is counted and its verb
_STANDS_BEFORE = re.compile(r"(?:的|已经?|" + DAY + r"|正式|集中|同时|同步|陆续|先后|率先|将|也|亦|[“\"「]){0,4}")


def _is_subject(folded: str, count: Count, sentence: CuedSentence, events: Sequence[Event]) -> bool:
    """Whether those counted are the ones that sign or act."""
    return any(_signs(folded, count, e) for e in events if e.sentence == sentence.index)


def _signs(folded: str, count: Count, event: Event) -> bool:
    """Whether the counted cities or countries are the subject that signs, not those signed with."""
    if _WITH_BEFORE.search(folded, max(0, count.start - 6), count.start) or count.end > event.verb.start:
        return False
    if _NAMED_BEFORE.search(folded, max(0, count.start - 6), count.start):
        return False
    between = folded[count.end : event.verb.start]
    return len(between) < 24 and not _NEW_CLAUSE.search(between)


# "with three countries", 与三个国家: those signed with
_WITH_BEFORE = re.compile(r"(?:with|与|和|同|跟|com) ?(?:the )?$")
# "the two companies", "both firms": those that were named
_NAMED_BEFORE = re.compile(r"\b(?:the|both) $")
# A mark that ends the clause
_NEW_CLAUSE = re.compile(r"[,。;:!?.]")
