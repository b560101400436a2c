"""Rules for works, land and orders."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue, span_of
from articles.pipeline.deals.rules.contracts_chinese import is_goods_tender, lets_now, tendered, won_works
from articles.pipeline.deals.rules.goods_ordered import goods_ordered
from articles.pipeline.deals.rules.moods import mood

# "has won a HK$2 billion contract", 中标
_WINS = re.compile(
    r"\b(?:won|wins?|awarded|secured?|secures|clinch(?:ed|es)?|land(?:ed|s)|bag(?:ged|s))\b(?:[^.;]|\.\d){0,60}"
    r"\b(?:contract|tender)\b|中标(?!财团|率|通知)|夺标|承建(?!商|单位|企业|方)"
    r"|(?:夺得|赢得|投得|获判|取得|获得)[^,。;]{0,24}(?:地铁|铁路|工程|机场|建造|扩建|大桥|隧道|填海|排污|营运|设计|基建)[^,。;]{0,12}(?:合约|合同|标书)"
    r"|\bcontracts?\b(?:[^.;]|\.\d){0,120}?\b(?:was|were|has been|have been) (?:awarded|let) to\b"
    r"|\b(?:construction|works?|design|building|operation|maintenance) (?:of|on|for) (?:[^.;]|\.\d){3,120}?"
    r"\b(?:was|were|has been|have been) (?:awarded|let) to\b"
    # "Design Contract Awarded": in a headline the auxiliary is left out
    r"|\bcontracts?(?: (?:for|of|to) [^.;:]{2,80})? (?:awarded|signed)(?=[.,;:( \n]*(?:\n|$|\(| to | by ))"
    r"|\badjudic\w+[^.;]{0,80}\bconstru"
)


# "has been appointed by Elm Metro to design the terminus", "foi escolhida para construir"
_APPOINTED = re.compile(
    r"\b(?P<verb>appointed|commissioned|hired|selected|picked|chosen|named|engaged|escolhid[ao]|contratad[ao]"
    r"|seleccionad[ao])\b"
    r"[^.;:]{0,80}?\b(?:to|para) (?P<works>(?:\w+ly )?(?:design|build|construct|deliver|supervise|engineer"
    r"|projectar|construir|conceber))\b"
)


# "a construtora Foo vai conceber e construir a ponte": a firm that builds what is public
_BUILDS_PT = re.compile(
    r"\b(?:empresa|construtora|companhia|grupo|consórcio|sociedade|corporation|group|limited|ltd)\b[^.;]{0,90}?"
    r" (?P<verb>(?:vai|vão|irá|irão) (?:projectar e |projetar e |conceber e )?(?:construir|erguer|executar))"
    r" (?P<works>(?:[ao]s?|uma?) (?:nov[ao] |segund[ao] )?(?:ponte|túnel|linha|viaduto|estrada|estação|posto"
    r" fronteiriço|ligação"
    r"|terminal|aterro|metro|aeroporto|barragem|troço))\b"
)


def _builds_pt(folded: str, sentence: CuedSentence) -> list[Event]:
    """A firm that will build a bridge or the like, which it does under a contract."""
    is_portuguese = sentence.sentence.lang == "pt"
    match = _BUILDS_PT.search(folded, sentence.sentence.start, sentence.sentence.end) if is_portuguese else None
    if match is None:
        return []
    verb, thing = Cue("contract", "done", *match.span("verb")), Cue("contract", "noun", *match.span("works"))
    if mood(folded, sentence, verb) in ("negative", "wish", "talks"):
        return []
    return [Event("construction_contract", "signed", "works", sentence.index, verb, thing)]


def _appointed(folded: str, sentence: CuedSentence) -> list[Event]:
    """A firm that is chosen to design or build."""
    match = None if sentence.han else _APPOINTED.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb = Cue("contract", "done", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("contract", "noun", *match.span("works"))
    return [Event("construction_contract", status_of(how, "signed"), "works", sentence.index, verb, thing)]


# "as obras da linha deverão arrancar em Março", "a empreitada vai ser lançada"
_WORKS_AHEAD = re.compile(
    r"[^.;]{0,90}?\b(?:dever(?:á|ão)|devem?|v(?:ai|ão)|irão|irá|só) (?:\w+ )?(?:arrancar|começar|iniciar|avançar"
    r"|ter início"
    r"|ser (?:iniciad|lançad|adjudicad|executad)[oa]s?|arrancam?|começam?)\b"
)


# "won a contract worth MOP38 million to supply lamp posts": goods, and no works
_TO_SUPPLY = re.compile(
    r"\b(?:contracts?|tenders?|deals?|orders?)\b[^.;]{0,60}?\b(?:to (?:supply|provide|deliver|manufacture|sell)"
    r"|for (?:the )?(?:supply|delivery|provision|supplying|manufacture) of)\b"
)
_ALSO_BUILDS = re.compile(r"\b(?:build|construct|design|instal|engineer|works\b|viaduct|tunnel|bridge|operat)")


def _is_of_goods(folded: str, sentence: CuedSentence) -> bool:
    """Whether an English contract is one of supply."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if not sentence.sentence.lang.startswith("en") or not _TO_SUPPLY.search(folded, start, end):
        return False
    return not _ALSO_BUILDS.search(folded, start, end)


# "invited tenders for": the contract is still to be let
_INVITES = re.compile(r"(?:invite|tender|open tender|expression)")


def works(folded: str, sentence: CuedSentence) -> list[Event]:
    """Construction contracts: a noun of contract or tender, with a verb of works where there is one."""
    nouns = [cue for cue in sentence.of("contract") if cue.value == "noun"]
    wins = _WINS.search(folded, sentence.sentence.start, sentence.sentence.end)
    if sentence.han and (wins is None or (wins[0] == "承建" and lets_now(folded, sentence))):
        wins = won_works(folded, sentence) or wins
    if wins is None and not nouns and sentence.han and (put_out := tendered(folded, sentence)):
        nouns = [Cue("contract", "noun", *put_out.span("verb"))]
    if not nouns and wins is None:
        return _appointed(folded, sentence) or _builds_pt(folded, sentence) or _ground_broken(folded, sentence)
    if not nouns and wins is not None:
        nouns = [Cue("contract", "noun", wins.start(), wins.end())]
    verb = next((cue for cue in sentence.of("contract") if cue.value == "verb"), nouns[0])
    how = mood(folded, sentence, verb)
    if how == "negative":
        return []
    if verb.value == "noun" and _WORKS_AHEAD.match(folded, verb.end, sentence.sentence.end):
        how = "planned"
    if how == "done" and wins is None and _INVITES.match(folded, nouns[0].start):
        how = "planned"
    is_let = wins is not None and (sentence.sentence.lang.startswith("en") or (sentence.han and wins[0] != "承建"))
    done = "signed" if is_let or signed_for(folded, sentence, nouns[0]) else "announced"
    if how == "planned" and lets_now(folded, sentence):
        how = "done"
    status = "planned" if how == "talks" else status_of(how, done)
    is_supply = is_goods_tender(folded, sentence) if sentence.han else _is_of_goods(folded, sentence)
    kind = "procurement" if is_supply else "construction_contract"
    return [Event(kind, status, "works", sentence.index, verb, nouns[0])]


# 施工合同, "construction contract", "contrato de construção": what is signed is a paper, and not the work
_PAPER = re.compile(r"合同|合约|协议|contract|agreement|contrato|acordo|lease")


def signed_for(folded: str, sentence: CuedSentence, thing: Cue) -> Cue | None:
    """The verb of signing before the contract of works or land that ``thing`` is, or is part of."""
    reach, width = (24, 8) if sentence.han else (60, 20)
    start = max(sentence.sentence.start, thing.start - reach)
    signs = (cue for cue in sentence.of("sign") if start <= cue.start and cue.end <= thing.start)
    return next(signs, None) if _PAPER.search(folded, thing.start, thing.end + width) else None


# A project whose building begins: 动工, "breaks ground"
_BREAKS_GROUND = re.compile(
    r"动工|动土|奠基|开工|破土"
    r"|br[eo]a?ke?s? ground|ground (?:was|has been|is|will be) broken|ground-?breaking|start(?:s|ed)? construction"
    r"|construction |works? (?:start|began|begin)"
    r"|开建|启动建设|(?:开始|正式|全面|启动)施工|(?:开始|正式)兴建"
    r"|sod|turned the first sod|primeira pedra|lançamento da primeira|início das obras|começaram as obras"
    r"|arranc"
)


# 某投资公司, 动工活动: who builds, and the act itself, are nothing that is built
_WHO_BUILDS = re.compile(r"公司|集团|活动|平台公司")


def _ground_broken(folded: str, sentence: CuedSentence) -> list[Event]:
    """The start of building works on a named kind of place, without a word of contract."""
    for verb in sentence.of("contract"):
        if verb.value != "verb" or not _BREAKS_GROUND.match(folded, verb.start):
            continue
        reach = 24 if sentence.han else 70
        things = [
            cue
            for cue in sentence.of("venue")
            if abs(cue.start - verb.start) <= reach and not _WHO_BUILDS.match(folded, cue.start)
        ]
        how = mood(folded, sentence, verb)
        if things and how not in ("negative", "wish"):
            status = status_of(how, "announced")
            return [Event("launch_opening", status, "ground", sentence.index, verb, things[0])]
    return []


# "wins 7.08 billion yuan site", "won a plot": the developer's own headline
_WINS_SITE = re.compile(
    r"\b(?P<verb>wins?|won|snap(?:s|ped)? up|scoop(?:s|ed) up|secures?|secured|bags?|bagged|clinch(?:es|ed))\b"
    r"(?:[^.;:]|\.\d){0,50}?\b(?:site|sites|plot|plots|parcel|parcels|land)\b"
)


# "has submitted a request to the ministry for two more hectares of land", "pediu mais terrenos"
_REQUESTS_LAND = re.compile(
    r"\b(?P<verb>(?:submit(?:s|ted)?|made|lodged|filed|apresentou) (?:an? |um )?(?:[\w-]+ ){0,2}(?:request"
    r"|application|pedido)"
    r"|request(?:s|ed)|applied|pediu|solicitou)\b[^.;:]{0,90}?\b(?P<land>land|sites?|plots?|terrenos?)\b"
)


def _requested(folded: str, sentence: CuedSentence) -> list[Event]:
    """Land that one government asks of another."""
    match = None if sentence.han else _REQUESTS_LAND.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb, thing = Cue("land", "verb", *match.span("verb")), Cue("land", "noun", *match.span("land"))
    refused = mood(folded, sentence, verb) in ("negative", "wish")
    return [] if refused else [Event("land", "talks", "land", sentence.index, verb, thing)]


# "has set aside 4 hectares for a school", 预留四公顷土地
_SETS_ASIDE = re.compile(
    r"\b(?P<verb>set(?:s|ting)? aside|earmark(?:s|ed)?|reserv(?:es|ed)|allocat(?:es|ed))\b[^.;:]{0,30}?"
    r"\b(?P<land>hectares?|acres|plots?|sites?|parcels?|(?:square metres|sq m) of land|land)\b"
    r"|(?P<verb_zh>预留|划拨|划出|拨出|供应)[^,。;]{0,14}?(?P<land_zh>土地|用地|地块)"
)


# "will offer land in the park for private development"
_OFFERS = re.compile(
    r"\b(?P<verb>(?:offer|releas)(?:e[sd]?|s|ed|ing)?) (?:more |further )?(?P<land>land|sites|plots)\b[^.;:]{0,60}?"
    r" (?:for|to) (?:private|the private|developers?|firms|compan|enterprises|business|investors|universit)"
)


def _set_aside(folded: str, sentence: CuedSentence) -> list[Event]:
    """Land that a city sets aside for somebody, or offers."""
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _SETS_ASIDE.search(folded, start, end) or _OFFERS.search(folded, start, end)
    if match is None:
        return []
    verb, thing = Cue("land", "verb", *span_of(match, "verb")), Cue("land", "noun", *span_of(match, "land"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    return [Event("land", status_of(how, "announced"), "land", sentence.index, verb, thing)]


# 竞得, 拿下: who bids highest has bought the plot
WON_LAND_ZH = "竞得|投得|拍得|摘得|拍下|摘牌|摘下|拿下|夺得|夺下|斩获|揽下|揽获|抢下|抢得|收入囊中"
_AT_AUCTION = re.compile(r"\b(?:auctions?|tenders?|bidd?(?:er|ing)?|has (?:won|secured|snapped up|clinched|bagged))\b")
_WON_ZH = re.compile(WON_LAND_ZH)


def land(folded: str, sentence: CuedSentence) -> list[Event]:
    """Land sold, put out to tender or asked for."""
    if told := _requested(folded, sentence) or _set_aside(folded, sentence):
        return told
    nouns = [cue for cue in sentence.of("land") if cue.value == "noun"]
    for verb in sorted(sentence.of("land"), key=lambda cue: not _WON_ZH.match(folded, cue.start)):
        # 地块昨日出让,由某公司以底价7.6亿元成功竞得: who wins it stands before the verb
        reach = (40 if _WON_ZH.match(folded, verb.start) else 20) if sentence.han else 80
        near = [noun for noun in nouns if abs(noun.start - verb.start) <= reach]
        how = mood(folded, sentence, verb) if verb.value == "verb" and near else "negative"
        if how != "negative":
            done = "completed" if _WON_ZH.match(folded, verb.start) else "announced"
            done = "signed" if signed_for(folded, sentence, near[0]) else done
            status = "planned" if how == "ing" else status_of(how, done)
            return [Event("land", status, "land", sentence.index, verb, near[0])]
    won = None
    if nouns and not sentence.han:
        won = _WINS_SITE.search(folded, sentence.sentence.start, sentence.sentence.end)
    if won:
        verb = Cue("land", "verb", won.start("verb"), won.end("verb"))
        how = mood(folded, sentence, verb)
        if how not in ("negative", "wish"):
            thing = Cue("land", "noun", won.end() - 4, won.end())
            # Who wins a plot at an auction or tender has it
            sold = _AT_AUCTION.search(folded, sentence.sentence.start, sentence.sentence.end)
            return [
                Event("land", status_of(how, "completed" if sold else "signed"), "land", sentence.index, verb, thing)
            ]
    return []


# "placed an order for", 采购
_ORDERS = re.compile(
    r"\b(?:place[sd]?|award(?:ed|s)?|won|wins?|order(?:ed|s)?|appoint(?:ed|s)|named|names)\b"
    r"|下单|订购|采购|中标|批出|取得|获委任|委任|adjudic"
)


def orders(folded: str, sentence: CuedSentence) -> list[Event]:
    """Orders and contracts of supply, signed or placed."""
    if ordered := goods_ordered(folded, sentence):
        return ordered
    for thing in sentence.of("procure"):
        if folded.endswith("sale and ", 0, thing.start):
            # "the Sale and Purchase Agreement" of a firm
            continue
        start = max(sentence.sentence.start, thing.start - (20 if sentence.han else 60))
        verb = next((cue for cue in sentence.of("sign") if start <= cue.start < thing.start), None)
        placed = _ORDERS.search(folded, start, thing.start)
        if verb is None and placed:
            verb = Cue("order", "done", placed.start(), placed.end())
        how = mood(folded, sentence, verb) if verb else "negative"
        if verb and how not in ("negative", "wish"):
            return [Event("procurement", status_of(how, "signed"), "order", sentence.index, verb, thing)]
    return []
