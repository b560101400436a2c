"""What a bare "agreement", "deal" or "contract" is about, where the words after it say so."""

import re
from collections.abc import Iterator

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.takeovers_chinese import buys_control

# "a deal to buy 50 buses", "a contract for the supply of"
_GOODS = re.compile(
    r" (?:to|for the) (?:supply|purchase|buy|deliver|provide|order|lease|procure|supplying) (?:of )?"
    r"(?:up to |some |about |at least )?"
    r"(?:\d[\d,.]*(?![\d,.]| ?(?:per ?cent|%))|two|three|four|five|six|ten|twelve|twenty|dozens|hundreds|thousands)"
    r"|(?: (?:worth|valued at) [^.;]{1,30}?)? (?:to|for the) (?:supply|supplying|procure|delivery)\b"
    r"|(?: worth [^.;]{1,30}?)? for (?:the )?(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|fifteen|twenty|thirty"
    r"|fifty|dozens of) (?:[\w-]{2,16} ){0,3}?(?:buses|trains|trams|ferries|ships|vessels|aircraft|jets|planes"
    r"|helicopters|trucks"
    r"|cars|vehicles|taxis|cranes|drones|satellites|turbines|robots|locomotives|machines)\b"
    r"| (?:on|for|covering|governing|regulating) (?:the )?(?:[\w-]{2,14} )?(?:supply|sale|purchase|import"
    r"|delivery) of (?:[\w-]{2,16} ){0,3}?"
    r"(?:water|electricity|power|gas|lng|hydrogen|food|vegetables|pigs|pork|poultry|eggs|vaccines|drugs|medicines|steel"
    r"|cement|sand|coal|fuel|methanol|ammonia|chips|equipment|goods)\b"
    r"|(?: worth [^.;]{1,30}?)? (?:for|covering) (?:(?:the|up to|about|some) )?(?:\d[\d,.]* )?(?:(?:million"
    r"|billion|trillion|bn|mn|mln|bln|m\b) )?"
    r"(?:(?:ton(?:ne)?s|cubic metres|barrels|megawatts|doses) of )?(?:liquefied |liquid |green |nuclear |clean "
    r"|wind |solar "
    r"|frozen |fresh |raw ){0,2}(?:natural gas|lng|gas|hydrogen|ammonia|electricity|power|coal|oil|crude|water|grain"
    r"|rice"
    r"|soybeans|beef|pork|fish|prawns|coffee|wine|timber|iron ore|lithium|copper|vaccines|drugs|chips|batteries"
    r"|equipment"
    r"|trains|buses|trams|vessels|ships)\b"
)
# "an agreement to sell a 10 per cent stake in"
_STAKE = re.compile(
    r" (?:to|for the) (?:sell|buy|acquire|purchase|sale of|purchase of|take|acquisition of|divest|offload|dispose of"
    r"|disposal of)\b[^.;]{0,40}?"
    r"\b(?:stakes?|shares|interest|\d+(?:\.\d+)?(?: per ?cent| ?%))"
)
# "an agreement to sell its terminal"
_FIRM = re.compile(
    r" (?:to|for the) (?:sell|buy|acquire|purchase|take over|sale of|purchase of|acquisition of|divest|offload"
    r"|dispose of"
    r"|disposal of|takeover of)\b"
)
# "a contract to build a line", "a contract worth HK$2 billion for the construction of"
_WORKS = re.compile(
    r"(?: (?:worth|valued at) [^.;]{1,30}?)? (?:to (?:design and )?(?:build|construct|extend|rebuild|expand)\b"
    r"|for (?:the )?(?:design and )?(?:construction|building|extension|foundation|civil|works|main works"
    r"|(?:[\w-]{3,14} )?(?:tunnell?ing|dredging|reclamation|piling|signalling|electrification|earth) works?)\b)"
)
# "um contrato para a construção de", "contrato de fornecimento"
_WORKS_PT = re.compile(r"(?: de empreitada)? para (?:a construção|construir|a ampliação|as obras)")
_GOODS_PT = re.compile(
    r"(?: (?:de|por) \w{1,12} anos?)?(?: de| para o| para a) (?:fornecimento|fornecer|compra de \d|aquisição de \d)"
)
_STAKE_PT = re.compile(
    r" para (?:a compra|a aquisição|a venda|comprar|adquirir|vender)(?: de)?\b[^.;]{0,40}?"
    r"\b(?:participaç\w+|acções|ações|\d+(?:,\d+)? ?(?:por cento|%))"
)
_FIRM_PT = re.compile(
    r" para (?:a compra|a aquisição|comprar|adquirir|a venda"
    r"|(?:vender|alienar) (?:a sua |o seu |[ao]s? )?(?:participação|posição|empresa|subsidiária|filial|hotel|casino"
    r"|fábrica|terminal|operação|operações|negócio|edifício|\d{1,3} ?%))"
)
# "um contrato de transmissão do direito de uso de um terreno", "acordo para a cedência do lote"
_LAND_PT = re.compile(
    r" (?:de |para (?:a )?)(?:transmissão|cedência|concessão|compra(?: e venda)?|arrendamento|aquisição|transferência"
    r"|comprar|adquirir|arrendar)(?: por arrendamento)?(?: d[eo]s? direitos? de (?:uso|utilização|superfície))?"
    r" (?:d[aeo]s? |por )?(?:um |uma |dois |duas |três )?(?:terrenos?|lotes?|parcelas?|talhão)\b"
)
# "a contract for the Lok Wah Tunnel project", "the contract for the port infrastructure works"
_PROJECT_WORKS = re.compile(
    r" (?:for|on) (?:the )?[^.,;]{0,80}?\b(?:construction|infrastructure|civil engineering|foundation|tunnel|bridge"
    r"|viaduct|railway|road) (?:construction )?(?:project|works)\b"
)
# "an agreement on setting up a fund", "acordo sobre a constituição do fundo"
_FUND = re.compile(
    r" (?:on|for|to) (?:the )?(?:set(?:ting)?[ -]up|establish(?:ment|ing)?|creat(?:e|ion|ing)|launch(?:ing)?)"
    r"(?: of)?(?: the| an?| their)? (?:[\w-]+ ){0,5}?fund\b"
    r"| (?:on|for) (?:the|an?) (?:[\w-]+ ){0,3}?fund\b(?! (?:industry|manag|house|distribut|passport|product|market))"
    r"|(?: de cooperação)? (?:sobre|para|de) (?:(?:a )?(?:constituição|criação|estabelecimento|constituir|criar"
    r"|lançar) )?"
    r"(?:d[eo] )?(?:[oa] |um )?(?:novo )?fundo\b"
    r"|(?: de [a-zà-ÿ]{4,14})? que (?:cria|criam|institui|estabelece|lança|constitui) (?:o|um) (?:novo )?fundo\b"
)
# "an agreement to establish a joint venture"
_VENTURE = re.compile(
    r" (?:to|on|for) (?:jointly )?(?:form(?:ing)?|establish(?:ing)?|set(?:ting)?[ -]up|creat(?:e|ing)|launch(?:ing)?"
    r"|the (?:establishment|formation|creation|setting up) of) (?:an? |the |their )?(?:[\w-]+ ){0,4}?joint[ -]venture\b"
    r"| (?:para|sobre) (?:a )?(?:criar|constituir|criação|constituição)(?: de)? uma (?:empresa|sociedade)"
    r" (?:conjunta|mista|de capitais mistos)\b"
)
# "an arrangement between the two courts concerning mutual recognition of": the subject of the paper names it
_RECOGNITION = re.compile(
    r" (?:to|on|for) (?:mutually )?(?:recogni[sz](?:e|ing)|accept(?:ing)?|honou?r(?:ing)?) (?:each other"
    r"|one another)\b|"
    r"(?: between [^.;]{1,110}?)? (?:concerning|on|for|about|regarding|sobre|relativ[oa] ao?) (?:the )?"
    r"(?:mutual|reciprocal|reconhecimento (?:e [\w ]{1,30} )?(?:mútuo|recíproco))(?: recogni)?"
)
# 签署协议,互认…; 签订协议,以…收购…
_RECOGNITION_ZH = re.compile(r"[^。;]{0,4}?(?:相互|互相)?(?:互认|认可|承认)")
_FIRM_ZH = re.compile(
    r",?[^,。;]{0,18}?(?:收购|并购|受让)(?![^,。;]{0,30}(?:[一二三四]成|(?<![\d.])[1-4]?\d(?:\.\d{1,2})?%))"
)
_STAKE_ZH = re.compile(r",?[^,。;]{0,18}?(?:入股|认购|参股|(?:[收并]购|受让)[^,。;]{0,30}?(?:[一二三四]成|%))")
_GOODS_ZH = re.compile(r",?[^,。;]{0,10}?(?:采购|订购|购买|购置)")
# 跑道工程第四标段合同: the contract for works
_WORKS_BEFORE_ZH = re.compile(r"(?:工程|标段|施工|土建|总承包|填海)[^,。;与和、]{0,16}$")
# 琼粤产业基金合作协议, 基金合伙协议: the paper that sets up a fund
_FUND_BEFORE_ZH = re.compile(
    r"(?:母|子|产业|投资|发展|引导|创投|科创|并购|合作|联合)基金(?:的|之)?(?:设立|组建|出资|投资|战略|框架)?$"
)
# 认股协议, 股权转让协议, 增资协议: the paper by which shares change hands
_STAKE_BEFORE_ZH = re.compile(
    r"(?:认股|入股|参股|认购股份|股份(?:认购|转让|购买)|股权(?:认购|转让|购买|投资)|增资(?:扩股)?)(?:的|之|框架|意向)?$"
)
# 绿色电力买卖协议, 购销协议: the paper by which goods are supplied
_GOODS_BEFORE_ZH = re.compile(
    r"(?:(?:电力|绿电|电量|天然气|原油|能源|粮食|货物|商品|农产品|设备|药品|产品)(?:长期|年度|中长期)?(?:买卖|购买|交易|采购|供应|供销)"
    r"|购[电气]|供[电气]|购销|供货)(?:合作|框架|长期)?$"
)
# 买卖协议, 资产转让协议: the paper by which a firm or property changes hands; goods are sold by a 合同
_SALE_BEFORE_ZH = re.compile(r"(?:(?<!货物)(?<!商品)买卖|收购|并购|资产转让|产权转让|业务转让)$")
# 签署协议,设立规模100亿元的基金; 签署协议,共同组建合资公司
_JOINTLY_ZH = r"(?:双方|各方|两地|三方|将|拟|会|并|以|共同|联合|合作|携手|计划|同意|决定|在[^,。;]{1,10}){0,4}"
_SETS_UP_ZH = rf",?{_JOINTLY_ZH}(?:设立|成立|组建|发起|创设)"
_FUND_ZH = re.compile(_SETS_UP_ZH + r"[^,。;]{0,24}?基金(?!会|公司|小镇|管理|业|经理)")
_VENTURE_ZH = re.compile(
    _SETS_UP_ZH + r"[^,。;]{0,16}?(?:合资|合营)(?:公司|企业)"
    rf"|,?{_JOINTLY_ZH}(?:合资|合营)(?:成立|设立|组建|兴建|兴办|经营|开办)|,?{_JOINTLY_ZH}合组[^,。;]{{0,12}}?(?:公司|企业)"
)
# "an agreement on trade in services under the Closer Economic Partnership Arrangement": a further part of a treaty
_TREATY = re.compile(
    r"(?: (?:on|for|concerning|to amend) [^.;]{1,60}?)?"
    r" (?:under|within|of|to amend|amending|(?:(?:concerning|on|for) )?(?:the )?amend(?:ments?"
    r"|ing)(?: to)?) [^.;,]{0,50}?"
    r"\b(?:cepa|closer economic partnership|free[ -]trade (?:agreement|pact|deal))\b"
)
# "a pact on the promotion and protection of investment", "an accord on air services": treaties by what they are about
_TREATY_BY_MATTER = re.compile(
    r"(?: between [^.;]{1,60}?)? (?:on|for|to) (?:the )?(?:mutual |reciprocal )?(?:promot\w+ and protect\w+"
    r"|protect\w+ (?:of )?invest"
    r"|promot\w+ (?:of )?invest|avoid\w* (?:of )?double|air services|free trade|freer trade|closer economic"
    r"|trade in (?:services|goods)|amend the agreement on trade)"
)
_PURPOSES_ZH = (
    (_FUND_ZH, "fund"),
    (_VENTURE_ZH, "joint_venture"),
    (_RECOGNITION_ZH, "mutual_recognition"),
    (_FIRM_ZH, "acquisition"),
    (_STAKE_ZH, "equity_investment"),
    (_GOODS_ZH, "procurement"),
)
_PURPOSES = (
    (_TREATY, "framework_agreement"),
    (_TREATY_BY_MATTER, "framework_agreement"),
    (_FUND, "fund"),
    (_VENTURE, "joint_venture"),
    (_RECOGNITION, "mutual_recognition"),
    (_LAND_PT, "land"),
    (_WORKS_PT, "construction_contract"),
    (_GOODS_PT, "procurement"),
    (_STAKE_PT, "equity_investment"),
    (_FIRM_PT, "acquisition"),
    (_GOODS, "procurement"),
    (_STAKE, "equity_investment"),
    (_FIRM, "acquisition"),
    (_WORKS, "construction_contract"),
    (_PROJECT_WORKS, "construction_contract"),
)
_REACH = 160
# "an agreement with Foo Group to": who stands between the paper and its purpose
_WITH_WHOM = re.compile(
    r" (?:with|com) [^.;:]{2,80}?(?= (?:to|on|for|in|here|yesterday|today|sobre|para|em|" + DAY_PT + r"|hoje)\b)"
)
# "an agreement on Monday to", "an agreement in Zhuhai on 3 June to", "um acordo ontem para": so do when and where
_WHEN_AND_WHERE = re.compile(
    r"(?: (?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening))?"
    r"|on (?:\d{1,2} [a-z]{3,9}|[a-z]{3,9} \d{1,2})|yesterday|today|recently|here"
    r"|earlier (?:today|this (?:week|month))"
    r"|(?:this|last) (?:week|month|year)|" + DAY_PT + r"|hoje"
    r"|na (?:segunda|terça|quarta|quinta|sexta)-feira|no (?:sábado|domingo)"
    r"|(?:in|em) (?:[\w-]+ ){0,2}?[\w-]+(?= (?:on|to|for|sobre|para|yesterday|today|" + DAY_PT + r"|hoje)\b))){1,3}"
)


def purpose_of(folded: str, sentence: CuedSentence, thing: Cue) -> str:
    """The type of a bare paper by its purpose ("an agreement to sell its terminal"); empty where none is told.

    An agreement to build is cooperation; only a contract to build is one of construction.
    """
    if thing.kind != "doc":
        return ""
    end = min(sentence.sentence.end, thing.end + _REACH)
    if sentence.han:
        if _FUND_BEFORE_ZH.search(folded, max(sentence.sentence.start, thing.start - 12), thing.start):
            return "fund"
        if _STAKE_BEFORE_ZH.search(folded, max(sentence.sentence.start, thing.start - 12), thing.start):
            return "acquisition" if buys_control(folded, sentence, thing) else "equity_investment"
        if _GOODS_BEFORE_ZH.search(folded, max(sentence.sentence.start, thing.start - 12), thing.start):
            return "procurement"
        if _SALE_BEFORE_ZH.search(folded, max(sentence.sentence.start, thing.start - 12), thing.start):
            return "land" if sentence.of("land") else "acquisition"
        is_contract = folded.startswith(("合同", "合约"), thing.start)
        if is_contract and _WORKS_BEFORE_ZH.search(folded, max(sentence.sentence.start, thing.start - 30), thing.start):
            return "construction_contract"
        return next((kind for purpose, kind in _PURPOSES_ZH if purpose.match(folded, thing.end, end)), "")
    if _LAND_BEFORE.search(folded, max(sentence.sentence.start, thing.start - 24), thing.start):
        return "land"
    starts = list(_starts(folded, thing.end, end))
    found = next((kind for purpose, kind in _PURPOSES for at in starts if purpose.match(folded, at, end)), "")
    is_contract = folded.startswith(("contract", "contrato"), thing.start)
    if found == "construction_contract" and not is_contract:
        return ""
    return "procurement" if found == "acquisition" and is_contract else found


def _starts(folded: str, start: int, end: int) -> Iterator[int]:
    """Where the purpose of a paper may begin: right behind it, or behind when, where and with whom it was signed."""
    yield start
    at = start
    for pattern in (_WHEN_AND_WHERE, _WITH_WHOM, _WHEN_AND_WHERE):
        if told := pattern.match(folded, at, end):
            at = told.end()
            yield at


# "a land lease agreement", "a land use rights contract"
_LAND_BEFORE = re.compile(r"\bland (?:lease|grant|use|use rights?|transfer|sale|allocation) $")

# "30 start-ups signed investment agreements with the district": no treaty of two governments
_OF_FIRMS = re.compile(
    r"\b(?:start-?ups|firms?|compan(?:y|ies)|enterprises|projects?|districts?|groups?|investors|zone|park)\b"
)


def private_paper(folded: str, sentence: CuedSentence, thing: Cue) -> Cue:
    """An investment agreement as a bare one where firms or a district sign it."""
    if not folded.startswith("investment agreement", thing.start):
        return thing
    start, end = sentence.sentence.start, sentence.sentence.end
    return thing._replace(value="cooperation_agreement") if _OF_FIRMS.search(folded, start, end) else thing


# 两地政府达成协议,准许车辆过境: the measure on which they have agreed
_AGREED_TO_LET = re.compile(r"达成(?:了)?(?:协议|共识),?(?:准许|允许|容许|放宽)")


def agrees_to_let(folded: str, verb: Cue) -> bool:
    """Whether a Chinese "agreement" only tells what two sides let people do, which is a measure."""
    return _AGREED_TO_LET.match(folded, verb.start) is not None
