"""Who issues or makes public, by Chinese grammar: 甲、乙印发某纲要, 某局局长今日公布, and who is behind a bond."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import CENTRAL_GOVERNMENT, Party
from articles.pipeline.deals.sides.agents import TITLE_AFTER, places_as_subject
from articles.pipeline.deals.sides.antecedents import pair_of_sentence_before
from articles.pipeline.deals.sides.chinese import SidesReader
from articles.pipeline.deals.sides.parties import unique
from articles.pipeline.matching import Mention

_ISSUES = re.compile(r"印发|颁布|发布|发表|公布|出台|公告|宣布|推出|决定|批准|启动")
# 等粤港澳三地监管机构, 等五部门
_AND_SO_ON = re.compile(
    r"等(?:[\d一二两三四五六七八九十]{1,3}[个家]?|[^,。;、]{0,4}[两三]地)?(?:[^,。;、]{0,4}(?:部门|部委|机构|单位|机关))?$"
)
_SO_ON_REACH = 16
_MINISTRY = re.compile(r"财政部")
_CENTRE = re.compile(r"中央(?:人民)?政府|中央|国家")
# 某局局长某某今日在某处举行记者会,介绍
_PRESENTS = re.compile(r"[^。;]{0,48}?(?:公布|宣布|介绍|宣告)")


def whole_public_list(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """All who issue a measure together (甲、乙印发), else the body whose officer presents what the headline tells."""
    if not sentence.han:
        return found
    names, verb = material.names, event.verb.start
    if _ISSUES.match(material.folded, verb):
        reader = SidesReader(names, sentence.sentence.start)
        start = reader.clause(verb)
        end = reader.without_adverbs(start, verb)
        if start == end and start > sentence.sentence.start:
            # 甲、乙及丙等三地监管机构,今日公布
            start, end = reader.clause(start - 1), start - 1
        if more := _AND_SO_ON.search(material.folded, max(start, end - _SO_ON_REACH), end):
            end = more.start()
        listed = reader.listed(reader.after_openings(start, end), end)
        if len(listed) > max(1, len(found)):
            return listed
    return found or _presenting(material, sentence) or _of_policy_address(material, sentence, event)


# 《施政报告》提出, 财政预算案宣布: the government's own programme speaks for it
_POLICY_ADDRESS = re.compile(
    r"(?:施政报告|财政预算案)[》」”\"]?[^。;]{0,24}?(?:提出|提到|提及|宣布|公布|列出|建议|载明)"
)


def _of_policy_address(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The government whose policy address or budget tells of the planned measure before the verb; else empty."""
    folded, start = material.folded, sentence.sentence.start
    if (
        event.type != "policy_measure"
        or event.status != "planned"
        or not _POLICY_ADDRESS.search(folded, start, event.verb.start)
    ):
        return ()
    is_macao = "澳门" in folded[start : event.verb.start] and "香港" not in folded[start : event.verb.start]
    return (material.names.government_of("macao" if is_macao else "hong_kong"),)


def _presenting(material: Material, headline: CuedSentence) -> tuple[Party, ...]:
    """The body whose head the lead says to make public what the headline tells; else empty."""
    lead = material.following(headline) if headline.sentence.paragraph == 0 else None
    if lead is None or not _ISSUES.search(material.folded, headline.sentence.start, headline.sentence.end):
        return ()
    end = lead.sentence.end
    told: dict[int, Mention] = {}
    for m in material.names.organisations_in(lead.sentence.start, end):
        officer = TITLE_AFTER.match(material.folded, m.end)
        if officer and material.names.is_official(m) and _PRESENTS.match(material.folded, officer.end(), end):
            # Of 特区政府某某局局长 the bureau, which stands nearer to the office
            told[officer.end()] = m
    return (material.names.party(told[min(told)]),) if told else ()


# 粤港两地政府今日公布, 两地政府昨日公布平台启用
_BOTH_GOVERNMENTS = re.compile(r"(?:两地|双方)政府[^。;]{0,40}$")
# 甲局局长与乙局局长共同主持,双方检讨…和通过计划: those who preside are the two
_BOTH_SIDES = re.compile(r"(?:^|[,。;])(?:双方|两地)(?!政府)[^,。;]{0,40}$")
_PRESIDE = re.compile(r"(?:共同|联合)?主持[^。;]{0,60}?,(?=双方|两地)")
# 将见证两地成立机制
_BOTH_SET_UP = re.compile(r"(?:两地|双方)(?:将|会|共同|正式|首次|再)*$")


_TWO = 2


def both_governments(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Both, where a Chinese sentence says that "the two governments" do it and they are named in it or just before."""
    start, verb = sentence.sentence.start, event.verb.start
    if sentence.han and len(found) < _TWO and _BOTH_SIDES.search(material.folded, start, verb):
        preside = _PRESIDE.search(material.folded, start, verb)
        if preside and (two := SidesReader(material.names, start).before(preside.start())):
            return two
    if sentence.han and not found and _BOTH_SET_UP.search(material.folded, max(start, verb - 10), verb):
        places = unique(material.names.party(m) for m in material.names.sides_in(start, verb))
        return places if len(places) == _TWO else found
    told = _BOTH_GOVERNMENTS.search(material.folded, start, verb) if sentence.han and len(found) < 2 else None
    if told is None or material.names.organisations_in(told.end() - len(told[0]) + len("两地政府"), verb):
        return found
    return material.names.pair_in(start, verb) or pair_of_sentence_before(material, sentence) or found


def who_waives(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those who waive visas: the places that stand together or alone as the subject (甲国和乙国均给予)."""
    if len(found) > 1:
        return found
    names = material.names
    verb = event.verb.start - (material.folded[event.verb.start - 1 : event.verb.start] in ("均", "都"))
    sides = SidesReader(names, sentence.sentence.start).before(verb)
    return sides or found or unique(names.party(m) for m in places_as_subject(names, sentence, event))


def issuing_ministry(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The ministry of finance, where the text names it and only the centre as the issuer of a state bond."""
    is_centre = len(found) == 1 and (
        found[0].slug == CENTRAL_GOVERNMENT or _CENTRE.fullmatch(found[0].name) is not None
    )
    if not sentence.han or not is_centre:
        return found
    named = (m for m in material.names.organisations if _MINISTRY.search(material.folded, m.start, m.end))
    return next(((material.names.party(m),) for m in named), found)
