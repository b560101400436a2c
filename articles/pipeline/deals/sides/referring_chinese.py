"""Whom a Chinese sentence means by 后者 or 双方 of a visit, who is taken over by whom, and what is no side at all.

甲与乙合作,后者获丙注资; 甲被乙收购; 甲市代表团赴乙市,双方签署; 甲局欢迎乙市政府发债; 甲工程判给乙.
"""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.chinese import SidesReader, sides_in_sentence
from articles.pipeline.deals.sides.parties import bodies_among, unique
from articles.pipeline.text import fold

_BOUGHT = ("acquisition", "equity_investment")
_WORKS = ("construction_contract", "procurement")
# 后者获甲基金, 该公司已获得甲资本及乙: one told before and those who give it money
_GETS = re.compile(
    r"(?P<which>后者|前者|该公司|该集团|该企业|公司|集团|其)(?:亦|也|已|将|同日|同时|随后|近日|日前|再){0,3}获得?(?:了)?(?P<who>[^,。;]{3,30})$"
)
# 甲被乙, 甲遭乙: the one that is bought and its buyer
_BY = re.compile(r"(?P<target>[^,。;]{2,20}?)(?:将|已|正式|拟|" + DAY + r"){0,3}[被遭获](?P<buyer>[^,。;得]{3,24})$")
# 基坑支护工程, 深港政府部门, 内地监管机构: what is let, and authorities without a name
_NO_SIDE = re.compile(r"(?:政府|监管|执法|有关|主管|职能|行政)(?:部门|机构|当局)$|管理部门$")
_NO_PARTY_TO_WORKS = re.compile(r"(?<!建筑)(?<!土木)(?<!海洋)(?:工程|项目|合约|合同|标段)$")
# 青茂口岸, 海棠大桥: what opens
_THING = re.compile(r"(?:口岸|大桥|隧道|通道|高铁|航站楼|客运枢纽|联络道|高速公路|地铁线|缴费广场)$")
# 港澳保险公司, 内地航空公司: firms of places without a name
_UNNAMED_FIRM = re.compile(
    r"(?:港澳|粤港澳?|深港|珠澳|内地|两地|三地|中外|葡语国家|境外|海外)(?:的)?[\u4e00-\u9fff]{0,4}(?:公司|银行|企业|大学|机构|集团)"
)


# 本澳企业与来自巴西的企业签署: nobody named signs
_UNNAMED_SIGN = re.compile(
    r"(?:^|[,。;])(?![与和同跟])(?:[\u4e00-\u9fff]{0,4}?(?:本地|本澳|本港|两地|港澳|澳门|香港|内地|当地))(?:的)?(?:中小)?(?:企业|公司|机构|商家)"
    r"(?:[与和同](?:来自)?[^,。;]{2,24}?的?(?:企业|公司|机构|客商|买家))?(?:共|合共|现场|"
    + DAY
    + r"|分别|互相|达成){0,4}$"
)


_OPENED = ("launch_opening", "fund")
# 某院院长透露,该院将与两地机构合作,拟于明年设立
_THE_BODY = re.compile(
    r"[,。;]该(?:院|校|所|会|局|行|署|馆|中心|集团|公司|企业|机构|协会|商会|基金|机场)[^,。;]{0,40}[^。;]{0,60}$"
)


def _the_body(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The body named last before 该院 or the like, which opens what nobody else is said to open."""
    start = sentence.sentence.start
    called = _THE_BODY.search(material.folded, max(start, event.verb.start - 110), event.verb.start)
    if called is None:
        return ()
    bodies = material.names.organisations_in(start, called.start())
    return (material.names.party(bodies[-1]),) if bodies else ()


def settled_chinese(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with the names that words like 后者 and 被 join told apart, without what is no side."""
    if not sentence.han:
        return found
    if event.type in _BOUGHT:
        found = unique(one for party in found for one in _apart(material, sentence, party))
        found = _taken_over(material, sentence, event, found)
    if event.rule == "works":
        found = _let_by(material, sentence, event) or found
    if event.type in _WORKS:
        found = _who_sign_it(material, sentence, event, found)
    if event.type in DOCUMENTS and _UNNAMED_SIGN.search(material.folded, sentence.sentence.start, event.verb.start):
        return ()
    if event.type in DOCUMENTS and not found:
        return _of_visit(material, sentence, event)
    if event.type in _OPENED and not found:
        return _the_body(material, sentence, event)
    if event.type == "policy_measure" and not found:
        return _of_title(material, sentence)
    if event.type == "bond_loan" and not found:
        return _welcomed(material.names, sentence)
    return tuple(
        party for party in found if not _is_no_side(event, party) and not _is_counted(material, sentence, party)
    )


# 一家德国公司, 两家澳门公司: counted, and called by no name
_COUNT = re.compile(r"(?:[\d一二两三四五六七八九十百多数几某]|若干)[余多]?[家间所名个]$")
_KIND = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:公司|企业|机构|集团|银行|大学|高校|院校|协会|商会|团体|基金)$")
_LONGEST_KIND = 10


def _is_counted(material: Material, sentence: CuedSentence, party: Party) -> bool:
    """Whether the sentence counts what a "name" is (一家德国公司)."""
    if party.slug or party.is_place or len(party.name) > _LONGEST_KIND or not _KIND.fullmatch(fold(party.name)):
        return False
    at = material.text.text.find(party.name, sentence.sentence.start, sentence.sentence.end)
    return at > 0 and _COUNT.search(material.folded, max(0, at - 4), at) is not None


def _who_sign_it(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The two who sign the contract by grammar (甲局与乙签订施工合同), where fewer bodies are found."""
    verb = next(iter(sentence.of("sign")), None)
    if verb is None or verb.end > event.thing.start or bodies_among(found) >= _TWO:
        return found
    if any(mark in material.folded[verb.end : event.thing.start] for mark in ",。;"):
        return found
    shown = sides_in_sentence(material.names, sentence)
    return shown if bodies_among(shown) >= _TWO else found


_TWO = 2


# 投资建设储能电池工厂: what the money is for
_TO_BE_BUILT = re.compile(r"(?:投资)?(?:建设|兴建|建造|新建|扩建|建立|打造)[\u4e00-\u9fff]{3}")


def _is_no_side(event: Event, party: Party) -> bool:
    """Whether a name is that of a thing, or of authorities and firms that are only described."""
    if event.rule == "pledge" and not party.slug and _TO_BE_BUILT.match(fold(party.name)):
        return True
    called = fold(party.name)
    if event.type == "launch_opening" and (_THING.search(called) or called == "合作区"):
        return True
    if party.slug or party.is_place:
        return False
    is_work = event.type in _WORKS and _NO_PARTY_TO_WORKS.search(called)
    return bool(is_work or _NO_SIDE.search(called) or _UNNAMED_FIRM.fullmatch(called))


# 甲公司获乙局判给某工程: who gets the works, and from whom
_LET_BY = re.compile(
    r"(?:^|[,。;\n])(?P<winner>[^,。;\n]{2,24}?)(?:"
    + DAY
    + r"|成功|正式|再){0,2}获(?P<by>[^,。;\n]{2,20}?)(?:批给|判给|批出"
    r"|批予|判予|授予|批授|判授|授出)"
)


def _let_by(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The winner of works and who lets them, where a Chinese sentence joins them by 获; empty where one has no name."""
    start = sentence.sentence.start
    told = _LET_BY.search(material.folded, max(0, start - 1), sentence.sentence.end)
    if told is None or event.verb.start > told.end() + _LET_REACH or event.verb.end < told.start("by"):
        return ()
    reader = SidesReader(material.names, start)
    begin = reader.after_openings(*told.span("winner"))
    both = [reader.named(begin, told.end("winner")), reader.named(*told.span("by"))]
    return unique((*both[0], *both[1])) if all(both) else ()


_LET_REACH = 6


def _apart(material: Material, sentence: CuedSentence, party: Party) -> tuple[Party, ...]:
    """The two of which a "name" tells that one gets money from, or is bought by, the other; else the party alone."""
    called = fold(party.name)
    if party.slug or party.is_place or len(called) != len(party.name):
        return (party,)
    at = material.text.text.find(party.name, sentence.sentence.start, sentence.sentence.end)
    reader = SidesReader(material.names, sentence.sentence.start)
    if at < 0:
        return (party,)
    if gets := _GETS.match(called):
        givers = reader.named(at + gets.start("who"), at + gets.end("who"))
        meant = _named_before(material.names, sentence, at, gets["which"] == "前者")
        return (*givers, *((meant,) if meant else ()))
    if taken := _BY.match(called):
        both = [reader.named(at + taken.start(part), at + taken.end(part)) for part in ("buyer", "target")]
        if all(both):
            return (*both[0], *both[1])
    return (party,)


# 甲被乙以三亿元收购, 甲获乙提出私有化: whose firm changes hands, and into whose
_TAKEN_OVER = re.compile(
    r"(?:^|[,。;\n])(?P<target>[^,。;\n]{2,20}?)(?:将|已|正式|拟|"
    + DAY
    + r"|确认|证实){0,3}[被遭获](?P<buyer>[^,。;\n得]{3,24}?)"
    r"(?:以[^,。;]{2,16}|提出|全面|全资|溢价|斥资[^,。;]{2,12}){0,2}(?:收购|并购|私有化|入股|注资|买下)"
)


def _taken_over(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The buyer and the firm that is bought, where the passive names both and not both are found."""
    start = sentence.sentence.start
    told = _TAKEN_OVER.search(material.folded, start - 1 if start else 0, sentence.sentence.end)
    if told is None or len(found) >= _TWO or told.end() < event.verb.start:
        return found
    reader = SidesReader(material.names, start)
    buyers = reader.named(*told.span("buyer"))
    begin = reader.after_openings(*told.span("target"))
    targets = reader.named(begin, reader.without_adverbs(begin, told.end("target")))
    return unique((*buyers, *targets)) if buyers and targets else found


def _named_before(names: Names, sentence: CuedSentence, at: int, is_first: bool) -> Party | None:
    """The body last (or first) named before ``at`` in the sentence, else in the one before it."""
    start = sentence.sentence.start
    inside = names.organisations_in(start, at)
    if not inside:
        before = [span for span in names.text.sentences if span.end <= start and span.paragraph]
        inside = names.organisations_in(before[-1].start, before[-1].end) if before else []
    if not inside:
        return None
    return names.party(inside[0] if is_first else inside[-1])


# 佛山市党政代表团赴四川省凉山州, 市长某某率团访问德国海棠县
_VISITS = re.compile(
    r"(?:率领?[^,。;]{0,16}?(?:代表团|考察团|访问团|团)|代表团|考察团|访问团|工作组|一行)[^,。;]{0,10}?"
    r"(?:(?:访|赴|来|抵)(?P<short>[港澳])|(?:赴|访问|到访|出访|前往|抵达|走访|到)(?P<where>[\u4e00-\u9fff]{2,24}))"
)
_IN_SHORT = {"港": ("香港", "hong-kong"), "澳": ("澳門", "macao")}
_BOTH = re.compile(r"双方|两地|两市|两省|[双两]地政府|两市政府")
_TOWN = re.compile(r"(?:[\u4e00-\u9fff]{2,6}省)?(?P<name>[\u4e00-\u9fff]{2,12}?(?:自治州|[市州县区盟]))(?!长)")


# 凉山彝族自治州, in short 凉山
_OF_PEOPLES = re.compile(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{1,2}族(?:[\u4e00-\u9fff]{1,2}族)?自治[州縣县]$")


def _of_visit(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The place that sends a delegation and the one it visits, where the sentence says that "the two" sign."""
    folded, start = material.folded, sentence.sentence.start
    told = _VISITS.search(folded, start, event.verb.start)
    if told is None or not _BOTH.search(folded, told.end(), event.verb.start + 1):
        return ()
    begin, end = told.span("where") if told["where"] else told.span("short")
    visited = [m for m in material.names.places if begin <= m.start and m.end <= end and m.origin == "gazetteer"]
    sent = [m for m in material.names.places if start <= m.start and m.end <= told.start() + 12 and m.end <= begin]
    own = material.names.party(sent[0]) if sent else material.names.own_city(material.tags)
    other: Party | None
    if told["short"]:
        name, slug = _IN_SHORT[told["short"]]
        other = Party(fold(name) if material.text.lang == "zh-Hans" else name, slug, True)
        return (own, other) if own and own.slug != slug else ()
    run = [m for m in visited if m.start - begin < 8]
    town = _TOWN.match(folded, run[-1].end if run and run[-1].kind == "outside" else begin, end)
    if town and not any(m.end >= town.end() - 1 for m in run):
        called = material.text.text[slice(*town.span("name"))]
        other = Party(_OF_PEOPLES.sub("", called), "")
    else:
        other = material.names.party(run[-1]) if run else None
    return (own, other) if own and other and own.name != other.name else ()


# 《海棠市某某办法》: a rule that is called after the city or province that makes it
_RULE = re.compile(
    r"《(?P<who>[\u4e00-\u9fff]{2,6}?[省市])[^《》]{4,60}?(?:办法|条例|规定|细则|方案|措施|规划|计划|通告|指引|意见|政策)(?:\([^()]{1,8}\))?》"
)


def _of_title(material: Material, sentence: CuedSentence) -> tuple[Party, ...]:
    """The city or province with whose name the title of the measure begins; else empty."""
    told = _RULE.search(material.folded, sentence.sentence.start, sentence.sentence.end)
    at = told.start("who") if told else -1
    place = next((m for m in material.names.places_everywhere if m.start == at and m.kind in ("city", "outside")), None)
    if told is None or place is None or place.end < told.end("who") - 1:
        return ()
    return (Party(material.text.text[slice(*told.span("who"))], place.slug, True),)


# 甲局欢迎乙市政府今日在港发债: whose bond others welcome
_WELCOMED = re.compile(r"(?:欢迎|乐见|支持)(?P<who>[^,。;]{3,24}?)(?=" + DAY + r"|首次|再次|成功|在|于|发行)")


def _welcomed(names: Names, sentence: CuedSentence) -> tuple[Party, ...]:
    told = _WELCOMED.search(names.text.folded, sentence.sentence.start, sentence.sentence.end)
    return tuple(SidesReader(names, sentence.sentence.start).named(*told.span("who"))) if told else ()
