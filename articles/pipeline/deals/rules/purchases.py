"""Rules for companies that are bought or joined by a stake."""

import re
from dataclasses import replace

from articles.pipeline.deals.events import SUM, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue, holds
from articles.pipeline.deals.rules.moods import mood
from articles.pipeline.deals.rules.objects import object_of
from articles.pipeline.deals.rules.purchase_status import HAS_BOUGHT, purchase_status

# 入股, 注资, 战略投资某公司: the verb names the stake itself
_TAKES_STAKE = re.compile(
    r"入股|战略入股|注资|增资|领投|增持|参股|认购|战略投资(?![者人部基协合公平机计额的与和及、,。;]|$)"
)


# Control of a company is bought, not a stake in it
_CONTROL = re.compile(
    r"控股权|控制权|全部(?:已发行)?股[权份]|全数(?:已发行)?股[权份]|百分之百"
    r"|[六七八九]成(?:半|[一二三四五六七八九])?(?:股权|权益|股份|[,。;! \n]|$)"
    r"|(?<![\d.,])(?:5[1-9]|[6-9]\d|100)(?:[.,]\d+)?(?:%| per ?cent| por cento)|全资(?:[收并]购|拥有|持有)"
    r"|\b(?:control(?:ling)?|majority|all (?:the )?shares|whole|100 per ?cent|100%|maioria|maioritári[ao])\b"
)
# 购入, 买入 are everyday words: they tell of an acquisition where a firm or property is bought
_BUYS = re.compile(r"购入|买入|买下|购得|出售|转让|沽出|沽售|售出|卖出|入手|脱手")
_ASSET = re.compile(
    r"权益|股权|股份|物业|资产|大楼|大厦|商场|公司|业务|中心|酒店|项目|厂房|码头|附属|工厂|物流园|广场|港口|电站|品牌|[^工]厂|牧场|农场|矿场|酒庄|写字楼|办公楼|商厦|楼宇|店铺|商[铺舖]"
    r"|仓库|仓储|校舍|油田|气田|[^,。;]矿(?!泉)|船厂|球会|度假村|医院|楼面|全幢"
)
# "buys electricity from Guangdong", *compra água*: goods are bought every day and are no firm
_GOODS_BOUGHT = re.compile(
    r"(?:no |some |any |more |new |de |mais |novos |novas |\d[\d,.]{0,8} |a |o |os |as ){0,3}"
    r"(?:(?:(?:nuclear|clean|green|hydro|solar|wind|renewable|zero-carbon) )?(?:electricity|power|energy)(?: from"
    r"|\b)|natural gas|gas from|lng|water|food|vegetables"
    r"|(?:life |medical |health |motor |travel )?insurance (?:policies|products|cover)"
    r"|(?:investment|wealth management) products"
    r"|homes|houses|flats|apartments|medicines?|souvenirs|seguros|apólices|casas|apartamentos|medicamentos"
    r"|vaccines|masks|tickets|aircraft|aeroplanes|airplanes|planes|jets|buses|trains|vehicles|trucks|ships"
    r"|vessels|ferries|drones|equipment|goods|electricidade|energia|gás|água|alimentos|vacinas|bilhetes|aviões"
    r"|aeronaves"
    r"|autocarros|comboios|viaturas|veículos|navios|equipamentos?|bens)\b"
)
# "let cars bought in Hong Kong be insured": the participle only tells which goods are meant
_GOODS_BEFORE = re.compile(
    r"\b(?:cars|vehicles|goods|items|products|medicines|drugs|tickets|homes|flats|policies|phones|cards|gifts"
    r"|food|parcels"
    r"|insurance|properties|supplies|equipment|devices|shares|bonds|funds|funds units|carros|veículos|automóveis|bens"
    r"|produtos|bilhetes|casas|medicamentos)(?: (?:they|he|she|it|we|you|that|which|que))?(?: (?:have|has|had"
    r"|were|was|are))? $"
)
_GOODS_REACH = 36
# 增购大亚湾核电, 购入绿电: power is bought, and no firm
_POWER_ZH = re.compile(
    r"[^,。;]{0,10}?(?:核电|绿电|电力|电量|天然气|燃气|原水|东江水|氢气)(?!站|厂|公司|集团|项目|资产|业务|股)"
)
# "takes a 10% stake in", "picks up 7 per cent of"; "offers HK$2 billion for control of"
_PERCENT_OF_FIRM = re.compile(r"(?<![\d.,])(?:5[1-9]|[6-9]\d|100)(?:\.\d+)? ?(?:%|per ?cent)")
_STAKE_TAKEN = re.compile(
    r"\b(?P<verb>takes?|taken|taking|took|picks? up|picked up|snaps? up|gets?|got|buys?|bought|buying|acquires?"
    r"|acquired|sells?|selling|sold)\b(?:[^.;:]|\.\d){0,40}?(?:\bstake (?:in|to)\b|\d ?% of\b|\d per ?cent of\b)"
    r"|\b(?P<offer>offers?|offered|bids?)\b(?:[^.;:]|\.\d){0,40}?"
    r"\bfor (?:control|a controlling stake|all (?:the )?shares)"
)


def _stakes_taken(folded: str, sentence: CuedSentence) -> list[Event]:
    """English verbs too common to stand among the cues: a stake taken, an offer made for control."""
    match = None if sentence.han else _STAKE_TAKEN.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    group = "verb" if match["verb"] else "offer"
    verb = Cue("acquire", "done", match.start(group), match.end(group))
    thing = Cue("stake", "noun", match.end() - 8, match.end())
    is_part = group == "verb" and not _PERCENT_OF_FIRM.search(folded, match.start(), match.end())
    kind = "equity_investment" if is_part else "acquisition"
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    return [Event(kind, purchase_status(folded, sentence, verb, how), "corporate", sentence.index, verb, thing)]


def _plot_bought(sentence: CuedSentence, verb: Cue, reach: int) -> Cue | None:
    """The plot that a verb of buying takes, if it takes one: land is bought, not a company."""
    plots = (cue for cue in sentence.of("land") if cue.value == "noun" and 0 <= cue.start - verb.end <= reach)
    return next(plots, None) if verb.kind == "acquire" else None


# 土地出让, 出让股权: what is let is land, unless it is a stake
_LETS = re.compile(r"(?:挂牌|公开)?出让")
# "has bought into a start-up": a part of it
_INTO_FIRM = re.compile(r" into\b")


def signed_before(sentence: CuedSentence, event: Event) -> Event | None:
    """The signing of the paper by which something is bought ("signed an agreement with Foo to acquire"); else None."""
    if not sentence.sentence.lang.startswith("en"):
        return None
    papers = [paper for paper in sentence.of("doc") if paper.end <= event.verb.start]
    verbs = [verb for verb in sentence.of("sign") if papers and verb.end <= papers[-1].start and verb.value == "done"]
    return replace(event, verb=verbs[-1], thing=papers[-1]) if verbs else None


# "net bought HK$9 billion of shares", "bought a net": what investors did on a market
_MARKET_BUYING = re.compile(
    r"\b(?:southbound|northbound) (?:buying|flows?|inflows?|purchases|investors)\b|北水|南下资金|北上资金"
    r"|\b(?:funds|investors|traders)\b[^.;]{0,30}\b(?:bought|sold|buying|selling|snapped up)\b[^.;]{0,40}"
    r"\b(?:shares|stocks|equities)\b(?! (?:in|of) )"
    r"|\bnet (?:bought|buying|purchases?|sold|hk\$|inflow)|\b(?:bought|buying|snapped up) (?:a )?net\b"
    r"|净(?:买入|流入|买|卖出)|\bcompras líquidas\b"
)


# 市场传出某公司有意收购: a rumour is no deal
_RUMOUR = re.compile(r"(?:市场|坊间|业界)(?:上)?(?:盛|流)?传|传闻|据传|盛传|传言|谣传")
# 斥十亿港元购某银行七成半, 购某公司三成股权: headlines say 购 alone
_BUYS_ZH = re.compile(
    r"(?:斥资?|豪掷|砸|耗资)[^,。;]{2,20}?(?P<spends>购)(?![物买入得])"
    r"|(?<![采订认收并申抢网团代选限统添请])(?P<buys>购)(?![物买入得房票置销])"
    r"(?=[^,。;]{2,18}(?:股权|股份|权益|[一二三四五六七八九]成(?:半|[,。;! \n]|$)))"
)


def _bought_zh(folded: str, sentence: CuedSentence) -> list[Cue]:
    """The bare 购 of a Chinese headline."""
    match = _BUYS_ZH.search(folded, sentence.sentence.start, sentence.sentence.end) if sentence.han else None
    if match is None:
        return []
    return [Cue("acquire", "zh", *match.span("spends" if match["spends"] else "buys"))]


# 设立联合基金,政府注资百亿元: the money is that of the fund just told
_PAYS_IN = ("注资", "跟投", "增资")


def _goes_into_fund(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether Chinese money goes into the fund of which the sentence has told."""
    funds = [cue for cue in sentence.of("fund") if cue.end <= verb.start]
    opened = [cue for cue in sentence.of("open") if funds and cue.start <= funds[-1].end]
    return folded.startswith(_PAYS_IN, verb.start) and bool(opened)


# One of these stands in all of that
_MARKET_WORDS = ("funds", "investors", "traders", "bound ", "net", "净", "北水", "资金", "compras líquidas")


# 注资…基金, "invests in a … fund": money goes into a fund
_INTO = re.compile(r"注资|投资于|出资|\bin(?:to)?\b|\bno\b|\bnum\b")


# 甲投资持股49%, 乙投资集团: the word belongs to a name
_NAME_OF_FIRM = re.compile(
    r"投资(?:局|署|厅|者|人(?!民)|机构|银行|委员会|推广|促进|环境|气氛|市场|额度|组合|产品|顾问|主管|总监|协定|条例|持股|占股|控股|集团|公司|有限|基金|管理|发展有限)"
)
_STAKE_REACH = 40
# 发债50亿元,认购超额四倍: bonds are subscribed, not shares; 以基石投资者身份认购: part of a listing
_BONDS = re.compile(r"债|票据|基石|超额认购|公开发售|招股|中签|国际配售")


def _of_bonds(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether 认购 speaks of bonds, or of the cornerstone of a listing."""
    is_taking = folded.startswith(("认购", "增持"), verb.start)
    return is_taking and _BONDS.search(folded, sentence.sentence.start, sentence.sentence.end) is not None


# 将佛山厂房以三亿元出售予: what is sold stands before its verb
_DISPOSES = re.compile(r"[将把](?P<what>[^,。;]{2,40})$")


def _has_disposed(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether 将 only puts before its verb what has been sold (将旗下厂房以三亿元出售)."""
    before = (
        _DISPOSES.search(folded, max(sentence.sentence.start, verb.start - 44), verb.start) if sentence.han else None
    )
    if before is None or not _ASSET.search(folded, *before.span("what")):
        return False
    return not _STILL_TO_COME.search(folded, max(sentence.sentence.start, before.start() - 12), verb.start)


_STILL_TO_COME = re.compile(r"拟|计划|将会|将于|有意|打算|考虑|明年|下月|预计")


def _is_of_asset(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether an everyday verb of buying or selling takes a firm or property, behind it or with 将 before it."""
    if _ASSET.search(folded, verb.end, verb.end + 24):
        return True
    before = (
        _DISPOSES.search(folded, max(sentence.sentence.start, verb.start - 44), verb.start) if sentence.han else None
    )
    return before is not None and _ASSET.search(folded, *before.span("what")) is not None


# "comprou 20% da Foo", "adquiriu uma participação de 8 por cento no": a part of a firm
_PART_PT = re.compile(r" [^.;]{0,30}?(?P<part>\d[\d,]{0,5} ?(?:%|por cento)) (?:d[aeo]s?|n[ao]s?|do capital)\b")
# "a compra foi feita", "uma compra": the noun, of nothing that is named
_BARE_NOUN_PT = re.compile(r"\b(?:a|à|uma|d[ae]|na|pela|sua|esta|essa|cada) compra\b(?! d[aeo]s? )")
_LONGEST_ARTICLE, _LONGEST_OF = 5, 5


def _is_bare_noun(folded: str, verb: Cue) -> bool:
    """Whether *compra* is the noun that names nothing bought."""
    if not folded.startswith("compra", verb.start):
        return False
    return _BARE_NOUN_PT.search(folded, max(0, verb.start - _LONGEST_ARTICLE), verb.end + _LONGEST_OF) is not None


def _part_bought(folded: str, sentence: CuedSentence, verb: Cue) -> Cue | None:
    """The percentage of a firm that a Portuguese verb of buying takes."""
    part = _PART_PT.match(folded, verb.end, sentence.sentence.end)
    return Cue("stake", "noun", part.start("part"), part.end()) if part else None


def corporate(folded: str, sentence: CuedSentence) -> list[Event]:
    """Companies bought and stakes taken."""
    events = _stakes_taken(folded, sentence)
    verbs = sentence.of("acquire", "invest") or _bought_zh(folded, sentence)
    if not events and not verbs:
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    if sentence.han and holds(folded, ("传",), start, end) and _RUMOUR.search(folded, start, end):
        return []
    if holds(folded, _MARKET_WORDS, start, end) and _MARKET_BUYING.search(folded, start, end):
        return []
    if not events:
        events = [event for verb in verbs if (event := _bought_by(folded, sentence, verb))]
    for event in events:
        if event.status in ("planned", "announced") and signed_before(sentence, event):
            event.status = "signed"
    return events


# "na corrida à compra", "apresentou uma proposta para adquirir", "interessado na aquisição": nothing is agreed
_BIDS_PT = re.compile(
    r"\b(?:corrida|candidat\w+|proposta|propostas|oferta|ofertas|interess\w+|licitação|lances?|concorr\w+|disputa\w*"
    r"|negociaç(?:ão|ões)|conversações) (?:\w+ ){0,3}?(?:à|na|em|de|para(?: a)?|pela|sobre a) $"
)
_BID_REACH = 60


# "took over as chairman", "takes over the helm"
_A_POST = re.compile(r" (?:as|from|the (?:post|role|job|helm|presidency|chair|reins|running|management)|for the day)\b")


# "cars bought in Hong Kong", "goods purchased online": what is bought stands before, and where or when after
_BOUGHT_WHERE = re.compile(
    r"(?:bought|purchased|sold|acquired) (?:in|at|from|through|via|under|on|online|abroad|locally|elsewhere|after"
    r"|before"
    r"|between|since|outside|within|across)\b"
)
_IS_BOUGHT = re.compile(r"\b(?:was|were|been|being|be|is|are|has|have|had|got|and|,) $|^$|\n$|[.;:!?] $")
_LONGEST_AUXILIARY = 6


def _only_tells_where(folded: str, verb: Cue) -> bool:
    """Whether an English participle only describes the goods before it by where they were bought."""
    if not _BOUGHT_WHERE.match(folded, verb.start):
        return False
    return not _IS_BOUGHT.search(folded, max(0, verb.start - _LONGEST_AUXILIARY), verb.start)


def _bought_by(folded: str, sentence: CuedSentence, verb: Cue) -> Event | None:
    """What one verb of buying or investing tells: a fund, a plot, a firm or a stake in one."""
    if _is_bare_noun(folded, verb) or _A_POST.match(folded, verb.end) or _only_tells_where(folded, verb):
        return None
    reach = 20 if sentence.han else 50
    pool = object_of(folded, sentence, verb, ("fund",), reach) if verb.kind == "invest" else None
    if pool and _INTO.search(folded, verb.start, pool.start + 1):
        how = mood(folded, sentence, verb)
        is_told = how not in ("negative", "wish")
        return Event("fund", status_of(how, "announced"), "fund", sentence.index, verb, pool) if is_told else None
    if sentence.han and (_NAME_OF_FIRM.match(folded, verb.start) or _of_bonds(folded, sentence, verb)):
        return None
    if sentence.han and verb.kind == "invest" and _goes_into_fund(folded, sentence, verb):
        return None
    stake = None if _TAKES_ALL.match(folded, verb.start) else _stake_of(folded, sentence, verb, reach)
    if verb.kind == "acquire" and _INTO_FIRM.match(folded, verb.end):
        stake = verb
    if verb.kind == "invest" and stake is None:
        if sentence.han or SUM.search(folded, verb.end, min(sentence.sentence.end, verb.end + 40)) is None:
            return None
        stake = verb
    if stake and _CONTROL.search(folded, verb.start, min(sentence.sentence.end, verb.end + reach + 20)):
        stake = None
    if stake is None and _buys_no_firm(folded, sentence, verb):
        return None
    plot = None if stake else _plot_bought(sentence, verb, reach)
    how, start = mood(folded, sentence, verb), sentence.sentence.start
    if how == "planned" and _has_disposed(folded, sentence, verb):
        how = "done"
    if how in ("done", "ing", "planned") and _BIDS_PT.search(folded, max(start, verb.start - _BID_REACH), verb.start):
        how = "talks"
    if how == "negative":
        return None
    if plot:
        is_bought = sentence.sentence.lang.startswith("en") and HAS_BOUGHT.match(folded, verb.start)
        done = "completed" if is_bought else "announced"
        return Event("land", status_of(how, done), "land", sentence.index, verb, plot)
    kind = "equity_investment" if stake else "acquisition"
    status = purchase_status(folded, sentence, verb, how)
    return Event(kind, status, "corporate", sentence.index, verb, stake or verb)


# 提出私有化,涉及已发行股份25%: the whole firm
_TAKES_ALL = re.compile(r"私有化|全面要约|(?<=全面)要约")


def _stake_of(folded: str, sentence: CuedSentence, verb: Cue, reach: int) -> Cue | None:
    """The stake that a verb takes, which may be the verb itself (入股)."""
    if verb.kind == "invest" and _TAKES_STAKE.match(folded, verb.start):
        return verb
    reach = _STAKE_REACH if sentence.han else reach
    stake = _part_bought(folded, sentence, verb) or object_of(folded, sentence, verb, ("stake",), reach)
    if stake and sentence.han and not sentence.sentence.paragraph and " " in folded[verb.end : stake.start]:
        # 甲收购某厂 乙反向入股: a headline in two halves
        return None
    return stake


def _buys_no_firm(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a verb without a stake takes goods, lets something, or is an everyday word without a firm behind it."""
    if verb.kind == "acquire" and _GOODS_BOUGHT.match(folded, verb.end + 1):
        return True
    if not sentence.han and _GOODS_BEFORE.search(
        folded, max(sentence.sentence.start, verb.start - _GOODS_REACH), verb.start
    ):
        return True
    if _LETS.match(folded, verb.start) or (sentence.han and _POWER_ZH.match(folded, verb.end, sentence.sentence.end)):
        return True
    return _BUYS.match(folded, verb.start) is not None and not _is_of_asset(folded, sentence, verb)
