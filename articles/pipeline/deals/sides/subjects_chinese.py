"""The subject of a Chinese verb of business by grammar: who buys, sells or wins a plot, listed or not.

甲集團擬斥資三億元收購乙公司, 某地發展商丙以九億元拿下地塊: the names right before the verb, without the price, the
adverbs and what describes them.
"""

import re
from collections.abc import Iterable

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.rules.chinese_business import holders
from articles.pipeline.deals.sides.allowed_chinese import allowed_venturers
from articles.pipeline.deals.sides.chinese import SidesReader
from articles.pipeline.text import fold

# 甲、乙与丙三方为「某平台」揭牌: who opens stands before 为
_FOR_IT = re.compile(r"(?:又|还|也|共同|一同|联合|正式|现场)*为[^,。;]{2,40}$")
_UNVEIL = re.compile(r"揭牌|揭幕|剪彩|启幕")
_UNVEIL_REACH = 48
# 甲与乙组成的联合体中标
_IS_DONE_BY = re.compile(r"中标|夺标|发行|发债")


# What may be told so: others have their own ways
TYPES = frozenset(("acquisition", "equity_investment", "land", "joint_venture"))
# 甲航空开通某航线, 甲与乙合作推出某保险: who opens it is the subject, where what opens stands behind the verb
_OPENS_IT = re.compile(
    r"开通|推出|开设|设立|成立|开办|创办|创立|发布|启动|增开|加开|增设|新设|新开|组建|复办|开售|发行|开行|复航|首航|复运"
)

# 以109亿元, 斥资三亿港元, 透过旗下某公司, 落实: between the subject and its verb
_HOW = re.compile(
    r"(?:(?:以|按|作价|斥资?|耗资|豪掷|砸|出资|总价|合共|最高|溢价)[^,。;:]{0,26}?(?:元|亿|万|价格?|代价|总价|现金|股价)(?:人民币|港币|港元|美元)?(?:的?(?:价格|代价|总价))?"
    r"|(?:斥资?|耗资|豪掷|砸下?)[^,。;:]{0,26}?元(?:人民币|港币)"
    r"|(?:透过|通过|经由|委托)[^,。;:]{2,24}|向[^,。;:]{2,24}|组成的?(?:联合体|联营体|财团)|落实|成功|完成|同意|决定|有意|再度|击败[^,。;:]{2,20}"
    r"|力压[^,。;:]{2,20}|最终|全数|全部"
    r"|发起|牵头|出资|注资|合作|携手|参与)$"
)
_HOW_REACH = 44
_MOST_WORDS = 6
# 广州市政府窗口公司甲企业, 甲集团旗下乙: what a firm is or belongs to stands before its name
_DESCRIBES = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9]{1,14}?(?:窗口公司|全资子公司|全资附属公司|附属公司|子公司|旗下|属下|辖下|龙头企业|发展商|开发商"
    r"|房企|车企|药企|券商|生产商|制造商|营运商|运营商|零售商|巨头|国企|央企|平台公司)(?=[\u3400-\u9fffA-Za-z]{2})"
)
# 甲集团公布,旗下公司以: the group that tells of it
_OF_THE_GROUP = re.compile(r"(?:其|通过)?(?:旗下|属下|辖下|附属|全资|子公司|联营公司)")
# 甲企业, whose name would else be a description
_CALLED = re.compile(r"(?![港外中民内国台澳][资营企]|当地|本地|有关|多家|某)[\u3400-\u9fff]{2,6}企业")
# 市场传出, 消息称: nobody's name
_NOBODY = re.compile(
    r"[传称指说]$|市场|消息|完成后|交易|当中|方面$|股东$|买家|卖家|公司$(?<!有限公司)(?<!集团公司)|^[今去明前]|^(?:欢迎|协助|牵头|支持|帮助|推动|助)"
)


def subject_chinese(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Those who stand as the subject of a Chinese verb of buying, selling or winning; else empty."""
    if not sentence.han:
        return ()
    verb = event.verb.start
    if event.type == "launch_opening" and _UNVEIL.match(names.text.folded, verb):
        for_it = _FOR_IT.search(names.text.folded, max(sentence.sentence.start, verb - _UNVEIL_REACH), verb)
        verb = for_it.start() if for_it else sentence.sentence.start
    elif (event.type == "procurement" and (both := _ordering(names, sentence, verb))) or (
        event.type == "equity_investment" and (both := _taken_in(names, sentence, verb))
    ):
        return both
    elif (
        event.type not in TYPES
        and not _opens_it(names.text.folded, event)
        and not _IS_DONE_BY.match(names.text.folded, verb)
    ):
        return ()
    reader = SidesReader(names, sentence.sentence.start)
    start = reader.clause(verb)
    if event.type == "land" and names.text.folded.startswith("由", start):
        # 甲局出让一幅用地,由乙以某价投得: the subject is who sells
        return ()
    end = _before_the_price(reader, names.text.folded, start, verb)
    if start == end and start > sentence.sentence.start:
        # 甲集团昨日公布,拟以三亿元收购: the clause before has the subject
        before = start - 1
        start = reader.clause(before)
        end = _before_the_price(reader, names.text.folded, start, before)
    start = reader.after_openings(start, end)
    if _OF_THE_GROUP.match(names.text.folded, start, end) and (owner := reader.told_before(start)):
        return (owner,)
    if described := _DESCRIBES.match(names.text.folded, start, end):
        start = described.end()
        if _CALLED.fullmatch(names.text.folded, start, end):
            return (Party(names.text.text[start:end], ""),)
    found = reader.listed(start, end) or (reader.before(end) if _WITH_OTHERS.match(names.text.folded, start) else ())
    if event.type in ("launch_opening", "fund") and any(_THING.search(fold(party.name)) for party in found):
        return ()
    return () if any(not party.slug and _NOBODY.search(fold(party.name)) for party in found) else found


def _opens_it(folded: str, event: Event) -> bool:
    """Whether an event is the opening, or the fund, that stands behind its verb in one clause."""
    is_object = event.type in ("launch_opening", "fund") and event.thing.start >= event.verb.end
    if not is_object or not _OPENS_IT.match(folded, event.verb.start):
        return False
    return not _BREAK.search(folded, event.verb.end, event.thing.start)


# 甲创投宣布,与乙集团合作成立: the subject stands in the clause before
_WITH_OTHERS = re.compile(r"[与和同跟联伙偕携]")
# What opens or is set up, and nobody who does it
_THING = re.compile(
    r"(?:通道|大桥|桥|隧道|线|路|城际|高铁|列车|班列|口岸|专线|巴士线|基金|机制|计划|项目|活动|论坛|峰会|博览会|展会|服务|产品|指数)$"
)
_BREAK = re.compile(r"[,。;:!?\n]")


# 甲巴士向乙汽车订购: who orders and from whom
_FROM_WHOM = re.compile(r"向(?P<seller>[^,。;:、]{2,24}?)(?:追加|再次|集中|分批|批量|成功|直接)*$")


def _ordering(names: Names, sentence: CuedSentence, verb: int) -> tuple[Party, ...]:
    """The buyer and the seller of 甲向乙订购; empty where either is no name."""
    folded = names.text.folded
    told = _FROM_WHOM.search(folded, max(sentence.sentence.start, verb - _HOW_REACH), verb)
    if told is None:
        return ()
    reader = SidesReader(names, sentence.sentence.start)
    start, end = reader.clause(told.start()), told.start()
    end = _before_the_price(reader, folded, start, end)
    if start == end and start > sentence.sentence.start:
        start, end = reader.clause(start - 1), _before_the_price(reader, folded, reader.clause(start - 1), start - 1)
    buyers, sellers = reader.listed(reader.after_openings(start, end), end), reader.named(*told.span("seller"))
    return (*buyers, *sellers) if buyers and sellers else ()


# 甲科技获乙资本入股: who is bought into and who buys
_TAKES_IN = re.compile(
    r"(?:已|再|成功|宣布|"
    + DAY
    + r"|,)*(?:获得?|得到|引入|引进)(?P<investor>[^,。;:]{2,30}?)(?:的?(?:战略|策略|追加|独家|领投))*$"
)


def _taken_in(names: Names, sentence: CuedSentence, verb: int) -> tuple[Party, ...]:
    """The firm that is bought into and its investors, of 甲获乙入股; else empty."""
    folded = names.text.folded
    told = _TAKES_IN.search(folded, max(sentence.sentence.start, verb - _HOW_REACH), verb)
    if told is None:
        return ()
    reader = SidesReader(names, sentence.sentence.start)
    start, end = reader.clause(told.start()), reader.without_adverbs(sentence.sentence.start, told.start())
    target = reader.named(reader.after_openings(start, end), end)
    investors = reader.named(*told.span("investor"))
    return tuple({party.slug or party.name: party for party in (*investors, *target)}.values()) if target else ()


# 该中心由甲与乙共同建设, 平台由甲、乙及丙联合发起: who sets up what was opened in the sentence before
_SET_UP_BY = re.compile(
    r"^(?:该|此|这[一个]|新|项目|中心|平台|基地|园区|学校|实验室|机构|[^,。;]{2,12})?[^,。;]{0,8}?由(?P<who>[^。;]{4,110}?)"
    r"(?:[两三四五]方)?(?:共同|联合|合作|携手|牵头|合力|发起并){0,3}(?:建设|发起|设立|成立|组建|共建|运营|营运|打造|创办|建立|筹建|创立|举办|合办|开办|兴办|办学)"
)
# 该校是甲大学和乙大学举办的合作办学机构
_RUN_BY = re.compile(
    r"^(?:该|此|这)[^,。;]{0,6}?是由?(?P<who>[^。;,]{4,60}?)(?:共同|合作|联合|携手){0,2}(?:举办|合办|创办|开办|设立)的"
)
# 广州市驻港企业甲集团
_FROM_WHERE = re.compile(
    r"[\u3400-\u9fff]{1,10}?(?:驻[港澳]企业|龙头企业|民营企业|上市公司)(?=[\u3400-\u9fffA-Za-z]{2})"
)


# ,由甲集团营运; 由甲与乙共同建设: behind the verb of opening
_BY_WHOM = re.compile(
    r",由(?P<who>[^。;,]{3,80}?)(?:[两三四五]方)?(?:共同|联合|合作|携手|牵头|负责|独家|全资|合力|直接)*"
    r"(?:建设|发起|设立|成立|组建|共建|运营|营运|打造|创办|建立|创立|承运|执飞|投资|管理|合办|合建|主办|开设)"
)
# 由甲局主办、乙报承办的活动
_HOSTED_BY = re.compile(
    r"由(?P<who>[^,。;]{3,50}?)(?:联合|共同)?主办[、,](?:由)?(?P<second>[^,。;、]{3,40}?)(?:联合|共同|协同)?承办"
)
# 甲、乙和丙三方共同揭幕
_TOGETHER = re.compile(
    r"[,。;\n](?P<who>[^,。;\n]{6,80}?)(?:[两三四五]方)?(?:共同|联合|一同)(?:为[^,。;]{2,24})?(?:揭幕|揭牌|启动|剪彩)(?=[,。;]|$)"
)


# 甲公司在大湾区投资的某项目, 由乙集团投资的工厂
_INVESTED_BY = re.compile(
    r"[,。;\n]由?(?P<who>[^,。;]{3,40}?)(?:在[^,。;]{2,20}?)?(?:(?:共同|联合)?(?:投资|独资|出资)(?:兴建|建设|打造)?"
    r"|(?:共同|联合|合作)(?:发起)?(?:设立|成立|组建|发起|建设|打造|创办|推出|共建|兴建|开发))的"
)


def openers_chinese(names: Names, sentence: CuedSentence, following: CuedSentence | None) -> tuple[Party, ...]:
    """Those by whom a Chinese text says that what opens is run or set up, or who unveil it together; else empty."""
    if not sentence.han:
        return ()
    folded, start = names.text.folded, sentence.sentence.start
    reader = SidesReader(names, start)
    if hosted := _HOSTED_BY.search(folded, start, sentence.sentence.end):
        hosts = (*reader.listed(*hosted.span("who")), *reader.listed(*hosted.span("second")))
        if len(hosts) > 1:
            return hosts
    for pattern, least in ((_BY_WHOM, 1), (_TOGETHER, 2), (_INVESTED_BY, 1)):
        told = pattern.search(folded, max(0, start - 1), sentence.sentence.end)
        found = reader.listed(reader.after_openings(*told.span("who")), told.end("who")) if told else ()
        if len(found) >= least:
            return found
    told_here = _founders_told_after(names, sentence)
    return told_here or (_founders_told_after(names, following) if following else ())


def _founders_told_after(names: Names, following: CuedSentence) -> tuple[Party, ...]:
    """The bodies by whom the next sentence says that what was opened is set up (该中心由甲与乙共同建设); else empty."""
    if not following.han:
        return ()
    folded, start = names.text.folded, following.sentence.start
    words = folded[start : following.sentence.end]
    told = _SET_UP_BY.match(words) or _RUN_BY.match(words)
    if told is None:
        return ()
    begin, end = start + told.start("who"), start + told.end("who")
    begin = max(begin, folded.rfind(",", begin, end) + 1)
    where = _FROM_WHERE.match(folded, begin, end)
    reader = SidesReader(names, start)
    start = where.end() if where else begin
    found = reader.listed(start, _before_the_price(reader, folded, start, end))
    keeper = _KEPT_BY.match(words, told.end())
    if not found or keeper is None:
        return found
    kept_by = reader.listed(*(following.sentence.start + at for at in keeper.span("who")))
    return tuple({party.slug or party.name: party for party in (*found, *kept_by)}.values())


# ,由某某资本担任基金管理人: who keeps the fund that others set up
_KEPT_BY = re.compile(
    r"[^。;由]{0,12},(?:并)?由(?P<who>[^,。;]{2,24}?)(?:担任|出任|作为|负责)[^,。;]{0,8}(?:管理|普通合伙)"
)


# 由甲药业委托乙制药生产: who brings goods on the market
_MADE_FOR = re.compile(
    r"(?:由|获)(?P<owner>[^,。;:]{2,26}?)(?:跨境)?委托(?P<maker>[^,。;:]{2,26}?)(?:负责|进行|跨境)?(?:生产|制造|加工|研制|代工)"
)
_SEAT_FIRST = re.compile(r"\([^()]{1,6}\)")


def _makers(names: Names, sentences: Iterable[CuedSentence | None]) -> tuple[Party, ...]:
    """The firm that has goods made and the one that makes them (由甲委托乙生产), in the first sentence that tells."""
    for sentence in sentences:
        told = sentence and _MADE_FOR.search(names.text.folded, sentence.sentence.start, sentence.sentence.end)
        if not sentence or not told:
            continue
        reader = SidesReader(names, sentence.sentence.start)
        found: list[Party] = []
        for start, end in (told.span("owner"), told.span("maker")):
            seat = _SEAT_FIRST.match(names.text.folded, start, end)
            found += reader.listed(seat.end() if seat else start, end)
        return tuple(found)
    return ()


def _holders(names: Names, sentence: CuedSentence) -> tuple[Party, ...]:
    """Those of whom a sentence says that they hold a share of a venture; only what is surely a name."""
    reader = SidesReader(names, sentence.sentence.start)
    found: dict[str, Party] = {}
    for start, end in holders(names.text.folded, sentence.sentence.start, sentence.sentence.end):
        for party in reader.named(reader.after_openings(start, end), end):
            found.setdefault(party.slug or party.name, party)
    return tuple(found.values()) if len(found) > 1 else ()


def _before_the_price(reader: SidesReader, folded: str, start: int, end: int) -> int:
    """Where ``[start, end)`` ends without the words that tell how, for how much and through whom."""
    for _ in range(_MOST_WORDS):
        shorter = reader.without_adverbs(start, end)
        how = _HOW.search(folded, max(start, shorter - _HOW_REACH), shorter)
        shorter = how.start() if how else shorter
        if shorter == end:
            break
        end = shorter
    return end


def sides_by_rule(
    names: Names, sentence: CuedSentence, following: CuedSentence | None, event: Event
) -> tuple[Party, ...] | None:
    """The sides of what some Chinese rules find, which tell them in a way of their own; None for all others."""
    if event.rule == "shares":
        return _holders(names, sentence)
    if event.rule == "allowed":
        return allowed_venturers(names, sentence) if event.type == "joint_venture" else ()
    if event.rule == "marketed":
        return _makers(names, (sentence, following)) or None
    return subject_chinese(names, sentence, event) or None if event.rule == "bought" else None
