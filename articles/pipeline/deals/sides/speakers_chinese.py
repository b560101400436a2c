"""Who stands at the head of a Chinese sentence as the one whose deal it is: who goes public, is funded, announces.

冷鏈服務商甲已於六月三日遞交上市申請; 電池企業乙完成一輪增資; 丙公司昨晚公告,擬出資; 東帝汶駐澳門代表處重開.
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.chinese import SidesReader, sides_in_sentence
from articles.pipeline.deals.sides.described_chinese import own_span
from articles.pipeline.deals.sides.names_chinese import ENDING, NOBODY
from articles.pipeline.deals.sides.tellers_chinese import announcer_span
from articles.pipeline.deals.sides.unlisted import FIRM_ENDING_ZH
from articles.pipeline.deals.sides.words_chinese import WHEN
from articles.pipeline.text import fold

_HEAD = r"(?:^|[,。;\n])(?P<who>[^,。;\n]{2,40}?)(?:\([^()]{1,20}\))?"
_BETWEEN = (
    rf"(?:{WHEN}|今起|起|已经?|于|正式|即将|将|拟|再度|再次|首次|首日|成功|计划|有意|冀|有望|可望|日前|传|据报|消息称|向[^,。;在于向]{{2,10}}|[在于](?!向)[^,。;在于向]{{2,12}}"
    r"|赴港|来港|赴?香港|[赴来在]?本?港|主板|二度|三度|公布|宣布|公告){0,6}"
)
_SUBJECTS = {
    "ipo_listing": re.compile(
        _HEAD + _BETWEEN + r"(?:递交|递表|提交|呈交|递件|申请|挂牌|上市|招股|首挂|公开招股|公开发售|发售|登陆"
        r"|敲钟|敲锣|通过[^,。;]{0,10}聆讯|获[^,。;]{2,10}备案)"
    ),
    "equity_investment": re.compile(
        _HEAD + _BETWEEN + r"(?:完成|获得?|敲定|落实|获投|引入|引进|开展|启动)[^,。;]{0,24}?"
        r"(?:融资|增资|注资|战略投资|股权投资|策略投资)"
    ),
}
# 由中信证券任独家保荐人: no issuer
_SPONSORS = re.compile(
    r"(?:为|任|担任|出任|作为|及|和|、|[^,。;]{2,10}(?:及|和|、))?(?:[^,。;]{2,10})?(?:独家|联席|联合)?(?:保荐|承销|簿记|账簿)"
)
# ,拟出资, ,11月1日起增开, ,与某某签: a clause that leaves out its subject
_NO_SUBJECT = re.compile(
    rf"[,:](?:{WHEN}起?|即日起|将会?|拟|已|正|计划|决定|有意|旗下|公司|集团|该公司|获|以|斥资|出资|与|成功|建议|同意|向|透过|通过|投资|增开|推出|完成|在)"
)
_ANNOUNCED = frozenset(
    ("equity_investment", "acquisition", "procurement", "construction_contract", "launch_opening", "joint_venture")
)
_BOUGHT = ("acquisition", "equity_investment")
# 海棠集团驻港办事处, 东帝汶驻澳门贸易代表处
_REPRESENTED = re.compile(
    r"(?:^|[,。;\n的])(?P<who>[^,。;\n的]{2,16}?)驻(?:[港澳深穗京]|[^,。;\n]{2,8}?)(?:经济|贸易|经贸|商务|旅游|投资|商贸|联络|总)*(?:代表处|办事处|办公室|联络处|领事馆)"
)
_LONGEST = 14
_SHORTEST = 2


def head_of_sentence(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, with the one whose deal it is where the sentence names it at its head and the rest leave it out."""
    if event.type == "launch_opening":
        return found or _represented(material, sentence) or _announcing(material, sentence, event)
    kept = (
        tuple(party for party in found if not _is_sponsor(material, sentence, party)) if _goes_public(event) else found
    )
    subject = _subject(material, sentence, event)
    if subject is None and not kept and event.type in _BOUGHT:
        # 甲与乙原股东签订转让协议,以四亿元收购
        kept = sides_in_sentence(material.names, sentence)
    if subject is None:
        if event.type in _ANNOUNCED and not any(_names(material, sentence, party) for party in kept):
            return (*_announcing(material, sentence, event), *kept)
        return kept
    called = [party for party in kept if party.name in subject.name or subject.name in party.name]
    if any(party.slug or len(party.name) >= len(subject.name) for party in called):
        return kept
    rest = tuple(party for party in kept if party not in called)
    return (subject,) if _goes_public(event) else (subject, *rest)


def without_teller(material: Material, sentence: CuedSentence, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """The sides without the body that only tells of what two others have agreed (甲局表示,乙政府与丙政府完成磋商)."""
    if len(found) < _THREE:
        return found
    told = announcer_span(material.folded, sentence.sentence.start, sentence.sentence.end)
    if told is None or not material.text.text.startswith(found[0].name, told[0]):
        return found
    mark = min((at for at in (material.folded.find(sign, told[1]) for sign in ",:") if at >= 0), default=-1)
    if mark < 0 or _NO_SUBJECT.match(material.folded, mark, sentence.sentence.end):
        return found
    return found[1:] if material.text.text.find(found[1].name, mark) >= 0 else found


_THREE = 3


def _goes_public(event: Event) -> bool:
    return event.type == "ipo_listing"


def _names(material: Material, sentence: CuedSentence, party: Party) -> bool:
    """Whether a party stands in the first clause of the sentence."""
    start = sentence.sentence.start
    end = material.folded.find(",", start, sentence.sentence.end)
    return end > 0 and party.name in material.text.text[start:end]


def _is_sponsor(material: Material, sentence: CuedSentence, party: Party) -> bool:
    """Whether the sentence says of a party only that it sponsors the listing."""
    at = material.text.text.find(party.name, sentence.sentence.start, sentence.sentence.end)
    return at >= 0 and _SPONSORS.match(material.folded, at + len(party.name), sentence.sentence.end) is not None


def _subject(material: Material, sentence: CuedSentence, event: Event) -> Party | None:
    pattern = _SUBJECTS.get(event.type)
    if pattern is None or material.in_title(sentence.index):
        return None
    for told in pattern.finditer(material.folded, max(0, sentence.sentence.start - 1), sentence.sentence.end):
        if subject := _named(material, sentence, *told.span("who")):
            return subject
    return None


# 发言人, 声明, 日报: who or what tells, and nobody whose deal it is
_ONLY_TELLS = re.compile(
    r"(?:人|人士|局长|声明|报告|文件|公告|消息|网站|数据|统计|研究|调查|报章|传媒|媒体|日报|晚报|时报|新闻|官网|平台|大会|仪式|会议|论坛|记者会|发布会|方面|市场|当局|传闻|业界)$"
)
# 公司, 该集团: nobody's name
_KIND = re.compile(r"[该本新其]?(?:公司|集团|企业|机构|银行|基金|行|院|校)")
_SHORTEST_UNKNOWN, _LONGEST_UNKNOWN = 4, 8


def _named(material: Material, sentence: CuedSentence, start: int, end: int, unknown: bool = False) -> Party | None:
    """The name with which ``[start, end)`` ends, behind what describes it; without an ending if ``unknown`` may be."""
    folded, reader = material.folded, SidesReader(material.names, sentence.sentence.start)
    of = folded.rfind("的", start, end)
    if not any(m.start < of < m.end for m in material.names.organisations_in(start, end)):
        # 美的 is a name
        start = max(start, of + 1)
    start = reader.after_openings(start, end)
    start, end = own_span(material.names, start, reader.without_adverbs(start, end))
    if not _SHORTEST <= end - start <= _LONGEST or NOBODY.search(folded, start, end):
        return None
    found = [party for party in reader.named(start, end) if not _KIND.fullmatch(fold(party.name))]
    sure = [
        p
        for p in found
        if p.slug
        or ENDING.search(fold(p.name))
        or FIRM_ENDING_ZH.search(fold(p.name))
        or material.text.text.count(p.name) > 1
    ]
    if unknown and not sure and not _ONLY_TELLS.search(folded, start, end):
        sure = [p for p in found if _SHORTEST_UNKNOWN <= len(p.name) <= _LONGEST_UNKNOWN]
    return sure[0] if len(sure) == 1 and not sure[0].is_place else None


def _announcing(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The body that a sentence says to announce what it then tells without a subject; else empty."""
    start = SidesReader(material.names, sentence.sentence.start).after_openings(
        sentence.sentence.start, event.verb.start
    )
    told = announcer_span(material.folded, start, sentence.sentence.end)
    if told is None or material.in_title(sentence.index):
        return ()
    behind = material.folded.find(")", told[1]) if material.folded.startswith("(", told[1]) else told[1]
    mark = min((at for at in (material.folded.find(sign, behind) for sign in ",:") if at >= 0), default=-1)
    if mark < 0 or mark > event.verb.start or not _NO_SUBJECT.match(material.folded, mark, sentence.sentence.end):
        return ()
    teller = _named(material, sentence, *told, unknown=True)
    return (teller,) if teller else ()


def _represented(material: Material, sentence: CuedSentence) -> tuple[Party, ...]:
    """The body or country whose office opens."""
    told = _REPRESENTED.search(material.folded, max(0, sentence.sentence.start - 1), sentence.sentence.end)
    if told is None:
        return ()
    place = next((m for m in material.names.places_everywhere if (m.start, m.end) == told.span("who")), None)
    if place:
        return (material.names.party(place),)
    teller = _named(material, sentence, *told.span("who"))
    return (teller,) if teller else ()
