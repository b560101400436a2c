"""Who does it: the bodies behind "by" or 由, the place that issues, the place as the subject of the verb."""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import SCENE_BEFORE, Names
from articles.pipeline.matching import Mention

# An office after a name: 港大医学院院长
TITLE_AFTER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6})(?:代表|署长|局长|主席|行长|校长|总裁|院长|书记|省长|市长|部长|司长|会长|关长|主任"
    r"|理事长|行政总裁|总经理|董事长|副)"
)

# "opened by", 由, "pela"
_BY = re.compile(r"(?:\bby(?: the)?|由|获|经|pel[oa]s?) ?$")

# 由某基金和某公司共同发起: all of them
_FOUNDED_BY = re.compile(r"由[^,。;]{2,60}?(?:发起|出资|设立|成立|组建|共建|主办|营运|运营|建设|打造|创办)")

# 由某委主管的某基金会: who is above the one that acts
_ABOVE_NEXT = re.compile(r"(?:主管|直属|属下|旗下|辖下|指导)的?(?=[\u4e00-\u9fff])")

_PLACES_JOINED = re.compile(r",? (?:and )?|[与和、及]| e ")

# "a route linking Macao and Hengqin will open": the places belong to the thing
_JOINS_PLACES = re.compile(
    r"\b(?:linking|connecting|joining|between|from|of|in|via|entre|liga|ligando)\b(?: [\w-]+){0,3}"
    r"(?:,? (?:and|to|e|a))? $"
    # "a medida de Hengqin entra em vigor", but "o município de Zhuhai"
    r"|(?<!cidade)(?<!governo)(?<!município)(?<!província) (?:de|em|d[ao]|n[ao]) $"
    # "o metro até Hengqin abriu", "as remessas para Hengqin"
    r"| (?:até|para|rumo a)(?: a)? $"
)

# "a ponte Nansha foi aberta": the place is part of what the thing is called
_NAMES_THING_PT = re.compile(
    r"\b(?:ponte|túnel|porto|aeroporto|posto fronteiriço|estação|linha|terminal|bairro|viaduto|parque|metro)"
    r" (?:d[aeo] )?$"
)

# A place as the subject of an action: "Hong Kong launched", 香港推出, 广东省9月3日印发
_PLACE_ACTS = re.compile(
    r"(?: province| municipality| city)?"
    r" (?:has |have |will |to |is to |plans? to |intends? to |aims? to |is |set |officially |formally |also |vai "
    r"|vão |irá |irão |já |também |oficialmente )*$"
    r"|(?:将|已|正式|" + DAY + r"|计划|拟|会|再次|首次|于?(?:\d{1,2}月)?\d{1,2}日){0,3}$"
)


# "using wallets on an app developed by": by whose means
_BY_MEANS = re.compile(
    r"\b(?:via|using|through|with|on|in|from) (?:an?|the|its) (?:[a-z-]{2,20} ){1,3}?(?:[a-z]{2,12}ed|run|built|made"
    r"|set up)"
    r" by (?:the )?$"
)
_MEANS_REACH = 90


def named_by(names: Names, sentence: CuedSentence, start: int) -> list[Mention]:
    """The bodies behind ``start`` by whom it is done ("by", 由…发起), not their officers (由某公司副主席担任)."""
    folded, end = names.text.folded, sentence.sentence.end
    founders = _FOUNDED_BY.search(folded, start, end) if sentence.han else None
    if founders:
        named = names.organisations_in(founders.start(), founders.end())
        return [m for m in named if not _ABOVE_NEXT.match(folded, m.end)]
    return [
        m
        for m in names.organisations_in(start, end)
        if _BY.search(folded, max(0, m.start - 8), m.start)
        and not TITLE_AFTER.match(folded, m.end)
        and not _BY_MEANS.search(folded, max(0, m.start - _MEANS_REACH), m.start)
    ]


# 某省将于8月下旬,在某地首次发行: when and where stand between the place that issues and its verb
_ISSUES_ZH = re.compile(
    r"[省市]?(?:政府)?(?:将|已|拟|计划)?(?:" + DAY + r"|再次|再度|首次)?(?:于[^,。;]{1,12})?,?[在赴][^,。;]{2,8}?"
    r"(?:首次|再次|再度|成功|正式)*"
)


def issuing_places(names: Names, sentence: CuedSentence, event: Event) -> list[Mention]:
    """The place that begins the clause of a bond issue (某省将于8月,在澳门发行债券)."""
    if event.type != "bond_loan" or not sentence.han:
        return []
    folded, start = names.text.folded, sentence.sentence.start
    for m in names.places:
        if start <= m.start and m.end <= event.verb.start and m.origin == "gazetteer":
            begins = m.start == start or folded[m.start - 1] in ",:;。"
            if begins and _ISSUES_ZH.fullmatch(folded, m.end, event.verb.start):
                return [m]
    return []


def places_as_subject(names: Names, sentence: CuedSentence, event: Event) -> list[Mention]:
    """The place, or the two joined, that stands as the subject of the verb ("Hong Kong launched")."""
    folded, start = names.text.folded, sentence.sentence.start
    subjects = [m for m in names.places if start <= m.start and m.end <= event.verb.start and m.origin == "gazetteer"]
    if (
        sentence.han
        and subjects
        and SCENE_BEFORE.search(folded, max(start, subjects[-1].start - 6), subjects[-1].start)
    ):
        # 航线在珠海开通: where it opens, not who opens it
        return []
    if subjects and _PLACE_ACTS.fullmatch(folded, subjects[-1].end, event.verb.start):
        if _NAMES_THING_PT.search(folded, max(start, subjects[-1].start - 40), subjects[-1].start):
            return []
        if _JOINS_PLACES.search(folded, max(start, subjects[-1].start - 40), subjects[-1].start):
            return []
        joined = [m for m in subjects[:-1] if _PLACES_JOINED.fullmatch(folded, m.end, subjects[-1].start)]
        return [*joined[-1:], subjects[-1]]
    return []
