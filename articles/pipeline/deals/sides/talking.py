"""Those who work something out, by Chinese grammar: 特区政府正与甲局和乙市政府商讨, 就某事与甲公司洽谈."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import CENTRAL_GOVERNMENT, Party
from articles.pipeline.deals.sides.chinese import SidesReader
from articles.pipeline.deals.sides.parties import government_party, government_said, unique

_REACH = 110
# 正积极与甲局及乙市政府, 会继续与内地部门,持续
_WITH = re.compile(
    r"(?:现正|正在|正|会|将|继续|持续|积极|现|亦|已|一直|保持|紧密|也|仍|再|开始){0,4}(?<!参)[与同跟和](?P<others>[^,。;就]{2,60}?)"
    r"(?:就[^,。;]{2,40}?)?(?:,?(?:保持|一同|共同|积极|持续|紧密|密切|进行|展开|一起|再|进一步)){0,3}$"
)
_FROM_SUBJECT = 6
# 内地部门, 内地相关单位: nobody by name
_MAINLAND = re.compile(r"内地|大陆|中央|国家|china")
# 包括一汽集团在内的内地车企, 一汽集团在内的内地车企, 甲集团等车企: one of them is named
_AMONG = re.compile(r"(?:包括)?(?P<name>[^,。;、]{2,16}?)(?:在内的?|等)[^,。;、]{2,10}$")


def talking_chinese(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The one whose subject it is and the named ones with whom it talks; ``found`` where grammar does not show both."""
    if not sentence.han:
        return found
    names, folded = material.names, material.folded
    start = max(sentence.sentence.start, event.verb.start - _REACH)
    told = _WITH.search(folded, start, event.verb.start)
    if told is None:
        return found
    own = _subject(material, sentence, told.start()) or _called_again(material, sentence, told.start())
    begin, end = told.span("others")
    reader = SidesReader(names, sentence.sentence.start)
    among = _AMONG.match(folded, begin, end)
    spans = [among.span("name")] if among else [(begin, end)]
    others = [party for span in spans for party in reader.named(*span) if not _is_nobody(material, party)]
    if own and others:
        return unique((own, *others))
    return tuple(party for party in found if not _CALLED.match(party.name)) if others else found


# 该局, 该署正: a body called again by what it is
_CALLED = re.compile(
    r"[该該](?:局|署|厅|廳|院|校|会|會|处|處|部门|部門|公司|集团|集團|机构|機構|企业|企業|行|所|馆|館)"
)

# 记者从某市交通运输局了解到: whom a reporter has asked
_HEARD_FROM = re.compile(r"(?:从|據|据|向)(?P<name>[^,。;从据]{4,20}?)(?:了解|获悉|获知|得悉|消息|,)")


def _called_again(material: Material, sentence: CuedSentence, at: int) -> Party | None:
    """The last body that the sentence names before it calls it again (该局) right before ``at``."""
    called = list(_CALLED.finditer(material.folded, max(sentence.sentence.start, at - _FROM_SUBJECT), at))
    if not called:
        return None
    named = SidesReader(material.names, sentence.sentence.start).named(sentence.sentence.start, called[-1].start())
    bodies = [party for party in named if not party.is_place]
    if bodies:
        return bodies[-1]
    text, kind = material.text.text, material.folded[called[-1].start() + 1 : called[-1].end()]
    heard = _HEARD_FROM.search(material.folded, sentence.sentence.start, called[-1].start())
    return Party(text[slice(*heard.span("name"))], "") if heard and heard["name"].endswith(kind) else None


# 内地部门, 有关单位: nobody by name
_UNNAMED = re.compile(
    r"(?:内地|內地|国家|國家|中央|有关|有關|相关|相關|当地|當地)(?:的?(?:相关|相關|有关|有關))?(?:部门|部門|单位|單位|当局|當局|机构|機構|企业|企業|方面)?"
    # "the mainland regulator"
    r"|(?i:the )?(?i:mainland|central|chinese|relevant|local|national)(?:['’]s)? (?:regulators?|authorit(?:y|ies)"
    r"|departments?"
    r"|agenc(?:y|ies)|side|counterparts?|officials|governments?)"
)


def without_unnamed(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those who talk without the unnamed departments of the mainland, where somebody else is named."""
    named = tuple(party for party in parties if not _UNNAMED.fullmatch(party.name))
    return named or parties


def _subject(material: Material, sentence: CuedSentence, at: int) -> Party | None:
    """The body, or the government, that stands right before ``at``."""
    names, start = material.names, max(sentence.sentence.start, at - _REACH)
    bodies = names.organisations_in(start, at)
    if bodies and at - bodies[-1].end <= _FROM_SUBJECT:
        return names.party(bodies[-1])
    said = government_said(material.folded, max(start, at - 2 * _FROM_SUBJECT), at)
    return government_party(names, said) if said else None


def _is_nobody(material: Material, party: Party) -> bool:
    """Whether a name is only "the mainland", whose unnamed departments are meant."""
    return party.slug in ("china", CENTRAL_GOVERNMENT) and party.is_place and bool(_MAINLAND.search(party.name))


# 探讨连接甲区与乙区的铁路: where a line goes, not who talks
_JOINED = re.compile(r"(?:连接|连通|接驳|往返|往来|贯通|联通|联系)")
_FEWEST_WHO_TALK = 2


def without_ends_of_line(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` without the places that the line under study joins."""
    if event.rule != "consultation" or not _JOINED.match(material.folded[event.verb.end : event.verb.end + 4]):
        return found
    text = material.text.text
    before, behind = text[sentence.sentence.start : event.verb.end], text[event.verb.end : sentence.sentence.end]
    kept = tuple(p for p in found if not p.is_place or p.name in before or p.name not in behind)
    return kept if len(kept) >= _FEWEST_WHO_TALK else found
