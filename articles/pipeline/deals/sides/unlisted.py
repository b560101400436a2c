"""Bodies that no list holds, told by where they stand: 甲与乙签署, "signed with Y", "shares in Z"."""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import Names, Party

# "Hong Kong-listed Foo", "Zhuhai-based Foo": where a firm is from is no part of its name
FROM_WHERE = re.compile(
    r"(?:[A-Z][\w’']{0,20} ){0,2}[A-Z][\w’']{0,20}-(?:listed|based|headquartered|owned|backed) (?=[A-Z])"
)

# 金发局与某某金融中心(今日)签署: what stands between the conjunction and the verb
_BEFORE_VERB = re.compile(
    r"[与和同跟及](?P<name>[^与和同跟及,。;:!?、\s「」《》]{3,24}?)"
    r"(?:(?:" + DAY + r"|早上|上午|下午|日前|近日|正式|联合|共同|分别|随后|成功|顺利|完成|首次"
    r"|(?:\d{1,2}月)?\d{1,2}日|在[^,。;]{2,8})){0,3}$"
)
# 某某学院与港大签署, 某某局昨日(11月22日)与…: what begins the clause before the conjunction
_BEGINS_CLAUSE = re.compile(
    r"(?:^|[,。;:!?\s])(?:【[^】]{1,16}】)?(?P<name>[^与和同跟及,。;:!?、\s「」《》()【】]{3,32})(?:\([^()]{1,12}\))?[与和同跟及]\w{0,4}$"
)
# 数码港昨日在利雅得与…, 某某局11月22日与…: the name ends where time and place begin
_WHEN_WHERE = re.compile(
    r"今日|"
    + DAY
    + r"|前天|今早|日前|近日|近期|早前|周[一二三四五六日]|星期|在|于|代表|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
)
# Counts, descriptions and events are nobody's name: 三个国家, 多家企业, 有关方面
_NOBODY_ZH = re.compile(
    r"[\d一二三四五六七八九十两多数各几]+[个家间所名项份]|多家|多间|有关|相关|当地|对方|双方|两地|其他|企业$|机构$|代表$|仪式|会议"
    r"|论坛|考察团|代表团|访问团|交流团|协议|备忘录|项目|计划|举行|举办|召开|宣布|公布|官员|领导|记者|表示|今年|去年|政府间|行政长官$|[局厅司部市省州校院会]长[\u4e00-\u9fff]{0,3}$"
    r"|大臣$"
)
# A name in Latin letters: capitals, with small words inside
_NAME = (
    r"(?P<name>[A-ZÀ-Ý][\w&.'’-]{0,30}(?:(?: (?:of|for|and|de|da|do|dos|das|e|the|&))?"
    r" [A-ZÀ-Ý][\w&.'’-]{0,30}){0,7})"
)
# "with the Foo Institute", "com o Instituto Foo"
_WITH_NAME = re.compile(r"\b(?:with|between|com|entre)(?: the| its| [oa]s?)? " + _NAME)
# "Foo Group and HKSTP signed": a name right before the listed one
_AND_NAME = re.compile(_NAME + r",? (?:and|e)(?: the| [oa])? $")
_NAME_AND = re.compile(r",? (?:and|e)(?: the| [oa])? " + _NAME)
# "Ann Lee of the Elm Planning Bureau": for whom a person signs
OF_BODY = re.compile(
    r" (?:of|from) (?:the )?(?P<body>(?:[A-ZÀ-Ý][\w’'-]{1,20} (?:(?:of|for|and) )?){0,7}"
    r"(?:Bureau|Ministry|Department|Commission|Office|Authority|Administration|Committee|Council|Government|Association"
    r"|University|Institute|Chamber|Bank|Agency|Board|Federation|Corporation|Group)\b"
    r"(?: (?:of|for) (?:[A-ZÀ-Ý][\w’'-]{1,20} ?){1,4}(?<! ))?)"
)
# "Ann Lee", and not "Elm Centre": two or three names of a person
_PERSON = re.compile(
    r"(?!.*\b(?:Cent(?:re|er)|Institute|Faculty|School|Department|Branch|Bureau|Academy|College|Laboratory|Alliance"
    r"|Union"
    r"|Chamber|Society|Office|Council|Committee|Bank|Group|Association|Division|University|Federation|Foundation)\b)"
    r"[A-ZÀ-Ý][\w’'-]{1,20}(?: [A-ZÀ-Ý][\w’'-]{1,20}){1,2}"
)
# "A Foo Global", "O Banco Foo": the article that begins a Portuguese sentence
_ARTICLE_PT = re.compile(r"(?:[AO]s?) (?=[A-ZÀ-Ý])")
# "Contractor Foo": what a firm does, with the capital of the sentence
TRADE = re.compile(
    r"(?:Contractor|Developer|Carmaker|Automaker|Operator|Lender|Insurer|Retailer|Builder|Drugmaker|Chipmaker"
    r"|Shipbuilder"
    r"|Brokerage|Conglomerate|Start-?up|Manufacturer|Supplier) (?=[A-Z])"
)
# "Foo Group Signed": in a title the verb has a capital too
TITLE_VERB = re.compile(
    r" (?:Sign(?:s|ed)?|Ink(?:s|ed)?|Seal(?:s|ed)?|Launch(?:es|ed)?|Open(?:s|ed)?|Announce[sd]?|Agree[sd]?"
    r"|Reach(?:es|ed)?"
    r"|Establish(?:es|ed)?|Enter(?:s|ed)?|Form(?:s|ed)?|Join(?:s|ed)?|Forge[sd]?|Conclude[sd]?|Set|Sets|Team(?:s|ed)?"
    r"|To"
    r"|Will|Has|Have|Jointly|Partner(?:s|ed)?)$"
)
# Days and months have capitals too
_NOBODY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|chief executive|secretary|minister|mr|ms|chairman|president|the|greater bay area|mou|memorand"
)

# "Foo Life", "Robot maker Foo Dynamics": the subject that begins an English sentence, with what the firm is
_SUBJECT = re.compile(
    r"(?:(?:[A-Z][\w’'-]{0,30} ){0,2}(?:[a-z][\w’'-]{0,30} ){0,5}?(?:maker|supplier|developer|operator|producer"
    r"|manufacturer|firm|company|giant|group|provider|start-?up|chain|insurer|lender|brokerage|carmaker|retailer"
    r"|builder"
    r"|contractor) )?" + _NAME
)
# "(0123) has agreed to", "said on Monday it will": between such a subject and its verb
_UP_TO_VERB = re.compile(
    r"(?: \([^()]{1,24}\))?(?:,? (?:said|says|announced)(?: (?:on )?\w{3,6}day| today)?(?: that)? (?:it|they))?"
    r"(?: (?:has|have|had|is|are|will|would|plans?|intends?|aims?|agreed?|agrees|set|due|officially|formally|also|today"
    r"|to)){0,5} ?"
)
# Words that begin a sentence and no firm's name
_NO_FIRM = re.compile(
    r"(?:the|an?|it|its|his|her|their|this|these|both|he|she|they|we|and|but|in|on|at|for|from|under|with|after|new"
    r"|first"
    r"|one|two|three|another|more|all|some|many|cross-border|cross-boundary)\b"
)


# 甲地产, 乙药业: what only firms are called, and trades too where they stand in a list
FIRM_ENDING_ZH = re.compile(
    r"(?:地产|置业|置地|药业|药厂|制药|医药|生物|汽车|电讯|电信|通信|石化|石油|化工|能源|电力|海运|航运|船务|物流|传媒|影业|百货|燃气|水务"
    r"|人寿|财险|信托|租赁|创投|金控|城投|交投|产投|重工|电器|电气|电子|半导体|微电子|机器人|食品|餐饮|酒店|饮料|港口|发展|建设|资管"
    r"|核能|智能|软件|数码|光电|新材料|装备|造船|环保|工程|建工|路桥|交建|供应链|快递|速运|旅行社|文旅|影视|商贸|冷链"
    r"|超市|珠宝|服饰|家居|建材|矿业|纺织|玩具|健康|医疗|基因|器械|出行|巴士|客运|轮渡|地铁|轨道交通|码头|储能|电池"
    r"|锂电|仪器|通讯|药房|乳业|酒业|茶业|水产|渔业|牧业|种业|粮油|纸业|印刷|电路|钢铁|铝业|线缆|智驾|智行|邮轮|游艇|船厂|船坞|海工|油气|炼化|风电|电网"
    r"|装饰|院线|寿险|产险|水业|光学|激光|药研|生科|重卡|时尚|服装|成衣|鞋业|美妆|日化"
    r"|机械|商事|商社|机床|轮胎|玻璃|水泥|陶瓷|眼镜|啤酒|饮食|娱乐|零售|化妆品|光伏|核电|氢能|芯片|精密|电机|家电|支付|物业|创科|智造|电商|仓储)$"
)
# 《甲与乙学术交流合作协议》: the title of the paper names both sides, up to what it is about
_TITLE_ZH = re.compile(
    r"《(?P<first>[^《》与和同跟及、,]{3,20})[与和](?P<second>[^《》与和同跟及、,]{3,20}?)"
    r"(?=关于|合作|战略|学术|框架|谅解|共建|共同|推进|全面|交流)"
)


def unlisted_subjects(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The firms on no list that are the subject of an English verb ("Foo Life has agreed to acquire").

    A name of one word counts only in capitals or beside another one; of an opening only who opens
    something is meant, not what opens.
    """
    text, start, verb = names.text.text, sentence.sentence.start, event.verb.start
    if not sentence.sentence.lang.startswith("en") or (event.type == "launch_opening" and event.thing.start < verb):
        return ()
    match = _SUBJECT.match(text, start, verb)
    if match is None or not _UP_TO_VERB.fullmatch(text, match.end(), verb):
        return ()
    called = match["name"].split(" and ")
    places = {m.name for m in names.places_everywhere}
    if any(name in places or _NO_FIRM.match(name.lower()) for name in called):
        return ()
    if any(name.startswith((f"{place}'s ", f"{place}’s ")) for name in called for place in places):
        # Whose firm it is, is told by the reader of lists
        return ()
    if len(called) == 1 and " " not in called[0] and not called[0].isupper():
        return ()
    return tuple(party for party in (_party(name, None) for name in called) if party)


# "shares in Foo Robotics", "shares of Foo"
_SHARES_OF = re.compile(r"\b[Ss]hares (?:in|of) (?:[A-Z][\w’'-]{0,20}-based )?" + _NAME)
# "approved the share sale of Zhuhai-based Foo", "has cleared carmaker Foo Inc for a listing"
_APPROVED = re.compile(
    r"\b(?:approved|cleared|approves|clears|approval to|nod to) (?:the (?:share sale|listing|offering|IPO"
    r"|application) (?:of|by) )?"
    r"(?:[A-Z][\w’'-]{0,20}-based )?(?:(?:[A-Z]\w{2,12} )?(?:[a-z][\w’'-]{0,20} ){1,5})?"
    + _NAME
    + r"(?=[.,]| for | to list| to sell|'s |’s )"
)
# "Zhuhai-based Foo Toys raised HK$2 billion in its offering", "Foo Toys, a toymaker, began trading"
_GOES_PUBLIC = re.compile(
    r"(?:(?:[A-Z]\w{1,12} )?[A-Z][\w’'-]{0,20}-(?:based|headquartered|domiciled|born|backed) |The "
    r"|[A-Z][a-z]{2,12} (?:[a-z][\w-]{1,20} ){1,4})?"
    + _NAME
    + r"(?: \([^()]{1,20}\))?(?:, [^,.]{3,60},)? (?:has |have |also |will ){0,2}"
    r"(?:rais(?:ed|es)|(?:plans|aims|hopes|expects|seeks|is seeking|is|looks) to raise|began trading"
    r"|begins trading|start(?:ed|s) trading|debut(?:ed|s)|ma(?:de|kes) its debut"
    r"|list(?:ed|s)"
    r"|went public|priced|(?:re-?)?(?:files?|filed|submit(?:s|ted)|lodge[sd]?)(?: [\w’'-]{1,20}){0,3}? (?:for|to|with"
    r"|(?:listing )?applications?"
    r"|prospectus|papers|A1)|appl(?:ies|ied) (?:for|to)|is applying|(?:plans|aims|hopes|expects|intends|seeks"
    r"|is preparing|is planning|is set"
    r"|is due|prepares) (?:to (?:list|go public|float|sell shares)|an? (?:listing|IPO|initial public offering"
    r"|flotation|share sale))"
    r"|(?:kicks?|kicked) off (?:its|an?)|(?:opens?|opened|launch(?:es|ed)) (?:its|an?) (?:[\w$.-]{1,20} ){0,4}?(?:IPO"
    r"|offering|share sale)"
    r"|(?:secures?|secured|wins|won|gets|got|obtain(?:s|ed)|receive[sd]?) (?:[\w’'-]{1,20} ){0,4}?(?:approval|nod"
    r"|green light|go-ahead))\b"
)
# "A Olmo Robótica, de Shenzhen, pediu a admissão à cotação"; "a admissão à cotação da Olmo", "as acções da Olmo"
_GOES_PUBLIC_PT = re.compile(
    r"(?:[AOao]s? )?(?:[a-zà-ý][\wà-ý-]{1,20} ){0,3}?"
    + _NAME
    + r"(?: \([^()]{1,20}\))?(?:, [^,.]{3,60},)? (?:já |também |não ){0,1}"
    r"(?:ped(?:e|iu|ir)|apresent(?:a|ou)|entreg(?:a|ou)|submet(?:e|eu)|quer|pretende|prepara|planeia|tenciona|espera"
    r"|vai"
    r"|estre(?:ia|ou)-se|entr(?:a|ou)|começ(?:a|ou)|angari(?:a|ou)|obt[eé](?:m|ve)|recebe(?:u)?|abr(?:e|iu))\b"
)
# "Segundo um comunicado, a Olmo pediu", "Foi anunciado que a Olmo quer": where the clause of the firm may begin
_OPENINGS_PT = re.compile(r"(?:,|\bque|[–—-]) (?=[oa]s? )", re.IGNORECASE)
_MOST_OPENINGS = 4
_SHARES_OF_PT = re.compile(r"\b(?:ac?ções|admissão à (?:cotação|negociação|bolsa)|cotação) d[aeo]s? " + _NAME)
# 某某科技今日起招股, 某某机器人在港上市: the subject that begins the clause
_LISTED_ZH = re.compile(
    r"(?:^|[,。;:!?\s的])(?![今昨明在于])(?P<name>[^,。;:!?、\s「」《》的]{2,24}?)(?:\(\S{1,16}?\))?"
    r"(?:据[报悉称]|传|" + DAY + r"|[今明]年(?:年?[初底中内])?|下[周月]|年[内底]|第[一二三四]季度?"
    r"|明日|[今昨明](?=起|在|于|招|挂|上|首|早|晚)|周[一二三四五]|首日|正式|将|拟|计划|申请"
    r"|递表|递交|成功|通过|[ha港]股|起|在|于|来|赴|向){0,4}(?:本?港|香港|港交所|联交所|主板|正式|递交|通过){0,4}"
    r"(?:双重|主要|第二)?(?:招股|挂牌|上市|首挂|登陆(?=港股|香港|港交所|联交所|主板))"
)
# 某地机器人企业甲乙科技: what a firm is stands before its name
_DESCRIBES_ZH = re.compile(
    r"[\u4e00-\u9fff]{0,14}(?:企业|公司|生产商|制造商|开发商|供应商|营运商|运营商|龙头|独角兽|巨头|初创)(?=[\u4e00-\u9fff]{2})"
)
_LONGEST_ZH = 12
_LONGEST_SIDE = 20
# 支持企业, 市场, 集资: no firm's name
_NOBODY_LISTED = re.compile(r"企业|家|支持|鼓励|吸引|协助|首个|推动|新股|市场|集资|募资|市值|政府|内地|股份$|预计")


def unlisted_signatories(names: Names, sentence: CuedSentence, event: Event, known: Party | None) -> tuple[Party, ...]:
    """The other sides of a paper, where only ``known`` is on a list and grammar shows further names; else empty."""
    text, folded = names.text.text, names.text.folded
    start, end = sentence.sentence.start, sentence.sentence.end
    if sentence.han:
        other = _chinese(text, folded, start, event.verb.start, known) or _of_title(text, folded, start, end, known)
        return (other,) if other else ()
    match = _WITH_NAME.search(text, start, end)
    if match is None and known is not None:
        at = text.find(known.name, start, end)
        if 0 <= at < event.verb.start:
            match = _AND_NAME.search(text, start, at) or _NAME_AND.match(text, at + len(known.name), end)
    found = []
    while match:
        office = _OFFICE_AFTER.match(folded, match.end("name"), end)
        if not office and _only_places(names, *match.span("name")):
            match = None
            break
        found.append(_seat_at(names, office.end()) if office else _party(match.group("name"), known))
        match = _NAME_AND.match(text, match.end("name"), end)
    # "Foo, de Macau, e a Bar": the place before the conjunction is where the other is from
    homes = {m.name for m in names.places_everywhere if text.endswith(", de ", start, m.start)}
    places = {m.name for m in names.places_everywhere}
    return tuple(
        party
        for party in found
        # "voos entre Lisboa e Macau": two places are no body
        if party
        and party.name not in homes
        and not (" e " in party.name and places.issuperset(party.name.split(" e ")))
    )


# "Ann Lee, financial secretary of the": a person, who signs for what follows
_OFFICE_AFTER = re.compile(
    r", (?:the |an? )?(?:[\w-]{1,20} ){0,3}?(?:secretary|minister|director|president|chair(?:man|woman|person)?"
    r"|chief executive|chief|governor|mayor|commissioner|representative|head|dean|rector|manager|officer)\b"
    r"(?: [\w-]{1,20}){0,4}?(?: of (?:the )?|(?=[,.]))"
)


def _only_places(names: Names, start: int, end: int) -> bool:
    """Whether a name is that of a place and only describes what follows it ("with Saudi firms")."""
    is_place = any(m.start == start and m.end == end for m in names.places_everywhere)
    return is_place and names.text.text[end : end + 2].strip().islower()


def _seat_at(names: Names, at: int) -> Party | None:
    """The body or place that is named right at ``at``."""
    named = next((m for m in (*names.organisations, *names.places) if m.start == at), None)
    return names.party(named) if named else None


def _chinese(text: str, folded: str, start: int, verb: int, known: Party | None) -> Party | None:
    match = _BEFORE_VERB.search(folded, max(start, verb - 60), verb)
    if match and not _NOBODY_ZH.search(match["name"]):
        party = _party(text[match.start("name") : match.end("name")], known)
        if party:
            return party
    if known is None:
        return None
    at = text.find(known.name, start, verb)
    match = _BEGINS_CLAUSE.search(folded, max(0, start - 1, at - 50), at) if at > start else None
    if match is None:
        return None
    # 甲公司日前宣布与: who tells of it
    name = _TELLS_ZH.split(match["name"], 1)[0]
    when = _WHEN_WHERE.search(name)
    end = match.start("name") + (when.start() if when else len(name))
    if _NOBODY_ZH.search(name) or end - match.start("name") > _LONGEST_SIDE:
        return None
    return _party(text[match.start("name") : end], known)


_TELLS_ZH = re.compile(r"(?:宣布|公布|公告)$")


def _of_title(text: str, folded: str, start: int, end: int, known: Party | None) -> Party | None:
    """The other side, where the title of the paper names ``known`` beside it."""
    for match in _TITLE_ZH.finditer(folded, start, end):
        sides = [text[slice(*match.span(group))] for group in ("first", "second")]
        others = [side for side in sides if known is not None and known.name not in side]
        if len(others) == 1 and not _NOBODY_ZH.search(others[0]):
            return _party(others[0], known)
    return None


def _party(name: str, known: Party | None) -> Party | None:
    """The name as a party, unless it is nobody's or the known one again."""
    name = name[article.end() if (article := _ARTICLE_PT.match(name)) else 0 :]
    trade = TRADE.match(name)
    name = name[trade.end() if trade else 0 :]
    from_where = FROM_WHERE.match(name)
    name = name[from_where.end() if from_where else 0 :].removesuffix("'s").removesuffix("’s").rstrip(".")
    of_body = OF_BODY.search(name)
    if of_body and _PERSON.fullmatch(name, 0, of_body.start()):
        name = of_body["body"]
    verb = TITLE_VERB.search(name)
    name = name[: verb.start()] if verb else name
    if len(name) < _SHORTEST or _NOBODY.match(name.lower()):
        return None
    if known is not None and (known.name in name or name in known.name):
        return None
    return Party(name, "")


_SHORTEST = 3


def listed_company(names: Names, sentence: CuedSentence) -> Party | None:
    """The firm that goes public, where no list holds it ("shares in Foo Robotics", 某某科技招股)."""
    text, folded = names.text.text, names.text.folded
    start, end = sentence.sentence.start, sentence.sentence.end
    if sentence.han:
        match = _LISTED_ZH.search(folded, max(0, start - 1), min(end, start + 200))
        if match is None:
            return None
        described = _DESCRIBES_ZH.match(match["name"])
        begin = match.start("name") + (described.end() if described else 0)
        name = folded[begin : match.end("name")]
        if len(name) > _LONGEST_ZH or _NOBODY_LISTED.search(name):
            return None
        return Party(text[begin : match.end("name")], "")
    match = _SHARES_OF.search(text, start, end) or _APPROVED.search(text, start, end)
    if sentence.sentence.lang == "pt":
        begins = [start, *(opening.end() for opening in _OPENINGS_PT.finditer(text, start, end))][:_MOST_OPENINGS]
        match = _SHARES_OF_PT.search(text, start, end)
        match = match or next(filter(None, (_GOES_PUBLIC_PT.match(text, at, end) for at in begins)), None)
    match = match or _GOES_PUBLIC.match(text, start, end)
    is_firm = match and not any(m.name == match["name"] for m in names.places_everywhere)
    return Party(match["name"], "") if match and is_firm and not _NO_FIRM.match(match["name"].lower()) else None


# "Bureau of Culture, Radio, Television, Tourism and Sports": what a bureau is for, and no list of sides
_FIELD = (
    r"(?:Culture|Radio|Television|Film|Press|Tourism|Sports?|Science|Technology|Innovation|Industry|Information"
    r"|Informatization"
    r"|Trade|Commerce|Economy|Economic|Planning|Natural Resources|Housing|Construction|Transport|Transportation"
    r"|Education|Youth"
    r"|Health|Labou?r|Employment|Human Resources|Social (?:Security|Affairs)|Finance|Development|Reform"
    r"|Agriculture|Rural Affairs"
    r"|Water(?: Resources| Affairs)?|Environment|Ecology|Urban Management|Heritage|Law|Justice|Investment"
    r"|Municipal Affairs)"
)
_OF_A_FIELD = re.compile(
    r"\b(?:Bureau|Department|Ministry|Commission|Office|Administration|School|Faculty|Institute) (?:of|for) "
    + _FIELD
    + r"$"
)
_FIELDS = re.compile(r"(?:, " + _FIELD + r"){0,5},? and " + _FIELD + r"\b")


def end_of_fields(text: str, start: int, end: int) -> int:
    """Where the name in ``[start, end)`` ends with all the fields that its bureau is for."""
    fields = _FIELDS.match(text, end) if _OF_A_FIELD.search(text, start, end) else None
    return fields.end() if fields else end
