"""Who wins works, by Chinese grammar: 甲与乙组成的联合体中标, 甲联营体中标, 甲公司公布,与乙组成的联营公司夺得合约."""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.chinese import SidesReader
from articles.pipeline.deals.sides.parties import unique
from articles.pipeline.text import fold

_WON = (
    r"(?:,|成功|联合|共同|最终|" + DAY + r"|正式|其后|再次|独家|一举|顺利){0,3}"
    # 以44亿元竞得, ,与某委员会签署收购协议: what a consortium takes besides works
    r"(?=中标|夺标|夺得|获得|取得|赢得|投得|获判|承建|竞得|摘得|拿下|[收并]购|购入|买下"
    r"|以[^,。;]{2,24}?(?:中标|夺得|竞得|投得|拿下|摘得|购入|[收并]购|买下)|与[^,。;]{2,30}签)"
)
# 甲与乙组成的联合体, 与乙的附属公司组成的联营公司 Elm Works
_TOGETHER = re.compile(
    rf"(?:^|[,。;\n])(?:最终|其后)?由?(?P<who>[^,。;\n]{{2,80}}?)(?:合组|共同组成|联合组成|组成|组建)的?(?:竞购|竞买|投标|竞标|投资)?(?:联合体|联营体"
    rf"|联营公司|合营公司|财团)"
    rf"(?P<called>[A-Za-z][A-Za-z .&-]{{2,30}})?{_WON}"
)
# 甲地产与乙公司联合体以71亿元竞得
_JOINED = re.compile(
    rf"(?:^|[,。;\n])由?(?P<who>[^,。;\n]{{2,30}}?[与和及、][^,。;\n]{{2,30}}?)的?(?:联合体|联营体|联营公司|财团){_WON}"
)
# 甲联营体中标, 甲集团中标
_ALONE = re.compile(rf"(?:^|[,。;\n])(?P<who>[\u3400-\u9fffA-Za-z()·]{{2,24}}?)(?:联合体|联营体|联营公司|财团)?{_WON}")
# 联营体此次中标, 该公司: named before
_NOBODY = re.compile(r"联[营合]|财团|公司|集团|该|其|双方|此次|项目|工程")
_AND = re.compile(r"[与和同跟]")
# (简称某某), 的附属公司: what only explains the name
_EXPLAINS = re.compile(r"\((?:以下)?(?:简称|下称)[^()]{1,20}\)|的(?:全资)?(?:附属|子|联营|成员)公司$")
# 甲公司在某地再下一城: the subject of the clause before
_SUBJECT = re.compile(r"[^,。;\n]{2,16}?(?=在|于|\d|" + DAY + r"|宣布|公布|公告|,)")


def winners_chinese(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Those who win, where a Chinese sentence tells of no one by other means."""
    if not sentence.han:
        return found
    names, start = material.names, sentence.sentence.start
    begin = start - 1 if start else 0
    told = _TOGETHER.search(material.folded, begin, sentence.sentence.end)
    if told:
        own = _members(names, sentence, *told.span("who"))
        called = (Party(names.text.text[slice(*told.span("called"))].strip(), ""),) if told["called"] else ()
        return unique((*own, *called)) if len(own) > max(1, len(found)) else found
    joined = _JOINED.search(material.folded, begin, sentence.sentence.end)
    if joined:
        own = _members(names, sentence, *joined.span("who"))
        return own if len(own) > max(1, len(found)) else found
    if found or event.rule != "works":
        return found
    told = _ALONE.search(material.folded, begin, sentence.sentence.end)
    if told is None or _NOBODY.match(told["who"]):
        return ()
    reader = SidesReader(names, start)
    return unique(reader.named(reader.after_openings(*told.span("who")), told.end("who"))[:1])


# 甲公司获乙局批出一份合约: who wins it and who lets it
_LET_TO = re.compile(
    r"(?:^|[,。;\n])(?P<who>[^,。;\n]{2,24}?)(?:\([^()]{1,20}\))?(?:宣布|公布|公告)?,?(?:成功|再度?|再次|独家|联合|首次|日前|"
    + DAY
    + r"){0,2}(?:获得?|夺得?|赢得|取得)(?P<letter>[^,。;\n]{2,24}?)(?:批出|批给|判给|授出|授予|判予|批授|判授)"
)


def winner_and_letter(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or the two between whom a Chinese sentence says that works or services are let, where it lacks one."""
    if event.type not in ("construction_contract", "procurement") or not sentence.han:
        return found
    named = tuple(party for party in found if not _NO_NAME.search(fold(party.name)))
    if len(named) > 1:
        return named
    start = sentence.sentence.start
    told = _LET_TO.search(material.folded, start - 1 if start else 0, sentence.sentence.end)
    if told is None:
        return named
    reader = SidesReader(material.names, start)
    sides = [
        party
        for group in ("who", "letter")
        for party in reader.named(reader.after_openings(*told.span(group)), told.end(group))
    ]
    return unique(sides) if len(sides) == _TWO else unique((*named, *sides))


_TWO = 2
# 海棠建筑获澳门: where the clause was cut in the wrong place
_NO_NAME = re.compile(r"获(?![嘉])|批出|判给|批给|授予")


def _subject(names: Names, reader: SidesReader, start: int, end: int) -> list[Party]:
    """The body last named before a clause without a subject, else the name that begins the sentence."""
    if bodies := names.organisations_in(start, end):
        return [names.party(bodies[-1])]
    at = reader.after_openings(start, end)
    while at < end and names.text.folded[at] in ", ":
        at += 1
    subject = _SUBJECT.match(names.text.folded, at, end)
    return reader.named(at, subject.end()) if subject else []


def _members(names: Names, sentence: CuedSentence, start: int, end: int) -> tuple[Party, ...]:
    """The members of a consortium; of 与乙组成 the first is the subject of the sentence."""
    folded, reader = names.text.folded, SidesReader(names, sentence.sentence.start)
    start = reader.after_openings(start, end)
    first: list[Party] = []
    joined = _AND.match(folded, start, end)
    if joined:
        first = _subject(names, reader, sentence.sentence.start, start)
        start = joined.end()
    while explains := _EXPLAINS.search(folded, start, end):
        end = explains.start()
    return unique((*first, *(reader.named(start, end) if end > start else ())))
