"""Rules for the capital market: companies that go public, bonds and loans."""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import SUM, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue, holds, span_of
from articles.pipeline.deals.rules.chinese_business import speaks_of_goods
from articles.pipeline.deals.rules.moods import mood
from articles.pipeline.deals.rules.nouns_of_opening import mood_of_noun
from articles.pipeline.deals.rules.objects import object_of

# The first day of trading is told: a listing is complete; 上市 alone may be only the wish
_TRADES = re.compile(
    r"debut|made its debut|started trading|began trading|went public|entrou [en]|abriu o capital|começ(?:ou"
    r"|aram) (?:hoje )?a|passou a"
    r"|挂牌|首日挂牌|首挂|开始买卖|敲钟|敲锣|登陆|estre"
)
# "raised HK$2 billion", 成功上市
_RAISED = re.compile(
    r"\brais(?:ed|es)\b|(?:今日|今天|今早|"
    + DAY
    + r")(?:[在于][^,。;将拟]{2,10})?上市|\bcomplet(?:ed|es)\b|正式上市|成功上市|已上市|[集募]资净额"
    # "angariou 2 mil milhões na estreia": so much has been raised
    r"|\b(?:angari|levant|capt|arrecad|encaix)(?:ou|aram)\b(?=[^.;]{0,90}?\b(?:n[ao]|com [ao]|em) (?:sua "
    r"|seu )?(?:estreia"
    r"|entrada (?:em|na) bolsa))"
)
# "list" and "listed" are everyday words; these speak of the exchange by themselves
_LISTS = re.compile(
    r"\w{1,20} public|(?:\w{1,20} ){0,2}\w{0,20}debut"
    r"|entr(?:a|ou|ar) (?:em|na) bolsa|cotar-se|ser cotad|abri(?:r|u) o capital|dispersar capital"
    r"|começ\w+ (?:hoje )?a (?:ser )?(?:negoci|transac)|(?:vai ser|será|passa a (?:ser|estar)) cotad"
    r"|estrear-se|ser admitida|cotada a partir"
    r"|招股|递表|通过聆讯|[获批核][批准]上市|首挂|首日挂牌|挂牌|敲钟|敲锣|登陆|公开招股|递交(?:招股|上市)"
    r"|上市(?:首日|计划|申请|备案|聆讯)|estre|list(?:s|ed)? (?:in|on) (?:the )?hong kong|list(?:s|ed)? on (?:the )?hkex"
)
# 在港上市集资…, 集资…于港交所上市: a sum raised makes 上市 this company's own listing
_LISTED_FOR = re.compile(
    r"上市(?!聆讯|申请|备案|计划)[^。;]{0,30}[集募]资(?:约|逾|近|超过|最多)?[\d一二三四五六七八九十百]"
    r"|[集募]资(?:约|逾|近|超过|最多)?[\d一二三四五六七八九十百][^。;]{0,40}上市"
)


# 某某公司在深圳挂牌: without a word of the market the plaque is hung up
_OF_MARKET = re.compile(
    r"交所|主板|创业板|科创板|上市|股[份票价]?|集资|募资|敲[钟锣]|买卖|交易|暗盘|[开收]市?报\d|发售|每手|\(0\d{4}\)"
)


# 拟赴港作第二上市, 申请双重主要上市: a firm's own step, however its verb is called
_SECOND = re.compile(
    r"(?:拟|计划|宣布|公布|建议|申请|筹备|将|完成|实现|寻求|研究|通过)[^,。;]{0,24}?(?:第二上市|双重(?:主要)?上市|两地上市|a\+h(?:股)?上市"
    r"|(?:分拆|来港|赴港|到港|在港)[^,。;]{0,8}(?:独立|主板)上市)"
    # 甲科技计划明年赴港上市
    r"|(?<![家业])(?:拟|计划|冀|预计|筹备)[^,。;家]{0,12}?(?:来港|赴港|到港|在港|赴香港|来香港|[在于]香港|[在于]港交所)[^,。;]{0,6}上市(?=[,。;]|$)"
    # 赴港上市已获中国证监会备案
    r"|上市[^,。;]{0,10}获[^,。;]{0,14}?备案|上市[^,。;]{0,10}?备案(?:通知书|获批|通过)"
)


# "the company is listed in Hong Kong", "a developer also listed in": what it is, and no step of its own
_IS_LISTED = re.compile(
    r"\b(?:(?:is|are|(?:which|who|that) (?:is|are)|it['’]s) (?:already |also |currently |now |dual[- ]|dually |both )?"
    r"|already |also |currently |company |firm |companies |firms |developers? |banks? |groups? |those |makers? "
    r"|insurers? |operators? |units? )$"
)
_STATE_REACH = 24
# "listed on the Hong Kong exchange on Tuesday": a step, told with its day
_LISTED_ON_DAY = re.compile(
    r"listed (?:(?:its|their) (?:[\w-]{1,12} )?shares )?(?:[\w-]{1,12} )?(?:in|on) [^.;,]{2,60}?"
    r"(?: on (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2} [a-z]{3,9}"
    r"|[a-z]{3,9} \d{1,2}\b)| yesterday| today| this (?:week|month|morning)| last (?:week|month)| earlier this)"
)
_EXCHANGE = re.compile(r"hong kong|exchange|board\b|bourse|nasdaq|shenzhen|shanghai|hkex")
# ", listed in Hong Kong, reported": between commas it says what the firm is
_LISTED_BESIDE = re.compile(r"listed (?:in|on) [^.;,]{2,60}?,")
# "listed in Hong Kong in 2021": long ago
_LISTED_ONCE = re.compile(r"listed (?:in|on) [^.;,]{2,60}? (?:in|since) (?:19|20)\d\d\b")


def _is_state(folded: str, verb: Cue) -> bool:
    """Whether "listed" only says where a firm's shares are traded."""
    if not folded.startswith("listed", verb.start) or _LISTED_ON_DAY.match(folded, verb.start):
        return False
    start = max(0, verb.start - _STATE_REACH)
    if _IS_LISTED.search(folded, start, verb.start) or _LISTED_ONCE.match(folded, verb.start):
        return True
    return folded.endswith(", ", start, verb.start) and _LISTED_BESIDE.match(folded, verb.start) is not None


def _is_listed_on_day(folded: str, verb: Cue) -> bool:
    told = _LISTED_ON_DAY.match(folded, verb.start)
    return told is not None and _EXCHANGE.search(told[0]) is not None


def _is_trade(folded: str, verb: Cue) -> bool:
    """Whether the verb says that a firm's shares are traded now."""
    return bool(_TRADES.match(folded, verb.start)) or _is_listed_on_day(folded, verb)


def _only_hung_up(folded: str, sentence: CuedSentence, verbs: list[Cue]) -> bool:
    """Whether 挂牌 is the only word of a listing, and tells that an office hangs out its plaque."""
    is_plaque = all(folded[verb.start : verb.end] == "挂牌" for verb in verbs)
    start, end = sentence.sentence.start, sentence.sentence.end
    return is_plaque and bool(sentence.sentence.paragraph) and not _OF_MARKET.search(folded, start, end)


# 首只沙特ETF在港上市, 交易所买卖基金互相挂牌: a product is listed and no firm
_FUND_LISTED = re.compile(r"(?:etf|交易所买卖基金|指数基金|期货|窝轮|产品)(?:[^,。;]{0,8})$")


def _tells_of_goods(folded: str, sentence: CuedSentence, cue: Cue) -> bool:
    """Whether 上市 or 公开发售 speaks of goods (某某药品在澳上市)."""
    if sentence.han and _FUND_LISTED.search(folded, max(sentence.sentence.start, cue.start - 16), cue.start):
        return True
    is_sale = sentence.han and folded.startswith(("上市", "公开发售", "发售"), cue.start)
    return is_sale and speaks_of_goods(folded, sentence.sentence.start, cue.start)


# "is seeking HK$3 billion from a share sale", "seeks to raise": who asks investors for a sum has made up its mind
_SEEKS = re.compile(
    r"\b(?:seek|hop|aim|look|target)(?:s|es|ed|ing)? (?:to raise |for )?"
    r"(?:up to |about |as much as |at least )?(?:(?:hk|us)?\$|hkd|usd|rmb|mop|cny)? ?\d"
)


# "the listing of the CSOP Saudi ETF": a product that is traded, and no firm that goes public
_PRODUCT = re.compile(r"\b(?:etfs?|exchange[- ]traded (?:funds?|products?))\b")
# "The film made its debut in Hong Kong": what is shown there, and no firm
_ON_STAGE = re.compile(
    r"\b(?:films?|movies?|concerts?|albums?|musicals?|exhibitions?|orchestra|ballet|operas?|troupes?|novel|footballer"
    r"|actors?|actress|singer|pandas?|designers?|chefs?|dancers?|painters?|cup|league|tournament|championships?"
    r"|olympics?"
    r"|sea games|asian games)\b"
)
_OF_SHARES = re.compile(
    r"\b(?:shares?|stock|ipo|initial public|list(?:s|ed|ing)?|rais(?:e|es|ing) (?:hk|us|up)|bourse|trading)\b"
)
_FIRM_OFFERS = re.compile(r"\b(?:ipo|initial public offering|flotation|share offering|goes? public|going public)\b")
# "is weighing an IPO", "mulls Hong Kong listing", "is said to consider a share sale"
_WEIGHED = re.compile(
    r"\b(?P<verb>consider(?:s|ing)|weigh(?:s|ing)?|mull(?:s|ing)?|contemplat(?:es|ing)|toy(?:s|ing) with"
    r"|explor(?:es|ing)|said to (?:be )?(?:consider(?:ing)?|weigh(?:ing)?|mull(?:ing)?|explor(?:e|ing)|plan(?:ning)?)) "
    r"(?:an? |the |its |listing |going |possible |potential |raising ){0,3}(?:[\w$.’'-]{1,16} ){0,6}?"
    r"(?:listing|ipo|initial public offering|float|flotation|share sale|offering|public|in hong kong)\b"
)


# "made its Macau debut with a shop", "the model makes its debut": in shops and on roads
_IN_SHOPS = re.compile(
    r"\bdebut(?:s|ed)?\b[^.;]{0,60}?\b(?:shops?|stores?|outlets?|showrooms?|restaurants?|caf[eé]s?|pop-ups?|boutiques?"
    r"|counters?|branch(?:es)?|flights?|service|models?|evs|cars|suvs?)\b"
    r"|\b(?:model|flights?|routes?|ferry|train|service|aircraft|cruise ship|show)\b[^.;,]{0,50}\bdebut"
)


def _of_a_product(folded: str, sentence: CuedSentence) -> bool:
    """Whether an English sentence tells of the listing of an exchange-traded product."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if not sentence.sentence.lang.startswith("en"):
        return False
    if _ON_STAGE.search(folded, start, end) and not _OF_SHARES.search(folded, start, end):
        return True
    if _IN_SHOPS.search(folded, start, end) and not _OF_SHARES.search(folded, start, end):
        return True
    if not _PRODUCT.search(folded, start, end):
        return False
    return not _FIRM_OFFERS.search(folded, start, end)


def _only_weighed(folded: str, sentence: CuedSentence) -> Cue | None:
    """The English verb by which somebody only considers a listing."""
    is_english = sentence.sentence.lang.startswith("en")
    match = _WEIGHED.search(folded, sentence.sentence.start, sentence.sentence.end) if is_english else None
    return Cue("told", "now", *match.span("verb")) if match else None


def listings(folded: str, sentence: CuedSentence) -> list[Event]:
    """A company going public: a noun of listing with a verb, or a strong verb alone."""
    told = [cue for cue in sentence.of("ipo") if not _tells_of_goods(folded, sentence, cue)]
    nouns = [cue for cue in told if cue.value == "noun"]
    verbs = [cue for cue in told if cue.value == "verb" and not _is_state(folded, cue)]
    raises = sentence.han and _LISTED_FOR.search(folded, sentence.sentence.start, sentence.sentence.end)
    second = sentence.han and _SECOND.search(folded, sentence.sentence.start, sentence.sentence.end)
    if (
        not nouns
        and not raises
        and not second
        and not any(_LISTS.match(folded, verb.start) or _is_listed_on_day(folded, verb) for verb in verbs)
    ):
        return []
    if (not nouns and not verbs) or _of_a_product(folded, sentence):
        return []
    if sentence.han and not nouns and not raises and _only_hung_up(folded, sentence, verbs):
        return []
    verb = verbs[0] if verbs else nouns[0]
    how = mood(folded, sentence, verb)
    if how == "negative":
        return []
    status = status_of(how, "planned")
    if how == "talks" and _SEEKS.search(folded, sentence.sentence.start, sentence.sentence.end):
        status = "planned"
    traded = [v for v in verbs if _is_trade(folded, v) and mood(folded, sentence, v) in ("done", "ing")]
    if any(
        cue.value == "planned" and not sentence.han for cue in sentence.cues if traded and cue.end <= traded[0].start
    ):
        traded, status = [], "planned"
    raised = raises or _RAISED.search(folded, sentence.sentence.start, sentence.sentence.end)
    if traded or (how == "done" and raised):
        status = "completed"
        verb = traded[0] if traded else verb
    elif status in ("planned", "talks") and (weighed := _only_weighed(folded, sentence)):
        status, verb = "talks", weighed
    return [Event("ipo_listing", status, "listing", sentence.index, verb, nouns[0] if nouns else verb)]


# "emitiu um comunicado sobre as obrigações": a paper of another kind is issued
_ISSUES_NOTE_PT = re.compile(
    r"emit\w{1,5}(?: [\wà-ÿ-]{3,14}){0,2} (?:um|uma) (?:comunicado|alerta|aviso|nota|declaração|parecer|despacho)\b"
)
# "plans second yuan bond", "mulls dollar notes": the plan takes the bond itself as its object
_PLANS_BOND = re.compile(r"\bplan(?:s|ned)\b(?! to\b)[^.;:]{0,50}?\b(?:bonds?|notes)\b")


# "arranged a 2 billion yuan syndicated loan", 提供20亿元银团贷款: a bank lends, and the sum is told
_LENDS = re.compile(
    r"\b(?P<verb>arrang(?:es?|ed)|provid(?:es?|ed)|grant(?:s|ed)|extend(?:s|ed)|lends?|lent|secur(?:es|ed)"
    r"|obtain(?:s|ed)"
    r"|concedeu|concede)\b(?:[^.;:]|\.\d){0,60}?\b(?P<loan>loan|credit facility|empréstimo)\b"
    r"|(?P<verb_zh>提供|发放|安排|批出|授出|授予|批授|批予|批给)[^,。;]{0,24}?(?P<loan_zh>贷款|授信)"
)


# One of these stands in all of that
_LOAN_WORDS = ("loan", "credit facility", "empréstimo", "贷款", "授信")


def _lent(folded: str, sentence: CuedSentence) -> Event | None:
    """A loan of a sum that a bank grants or a firm obtains."""
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _LENDS.search(folded, start, end) if holds(folded, _LOAN_WORDS, start, end) else None
    if match is None or SUM.search(folded, match.start(), min(sentence.sentence.end, match.end() + 40)) is None:
        return None
    verb = Cue("issue", "zh" if sentence.han else "done", *span_of(match, "verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return None
    thing = Cue("bond", "noun", *span_of(match, "loan"))
    return Event("bond_loan", status_of(how, "signed"), "bond", sentence.index, verb, thing)


def _loan_signed(folded: str, sentence: CuedSentence) -> Event | None:
    """A loan that is signed ("signed a HK$1.5 billion syndicated loan with")."""
    for verb in sentence.of("sign"):
        thing = object_of(folded, sentence, verb, ("bond",), 24 if sentence.han else 60)
        if thing is None or not _LOAN.match(folded, thing.start):
            continue
        how = mood(folded, sentence, verb)
        if how not in ("negative", "wish"):
            return Event("bond_loan", status_of(how, "signed"), "bond", sentence.index, verb, thing)
    return None


# 获得 takes a loan; bonds are issued
_GETS = re.compile("获得")
_LOAN = re.compile("贷款|银团贷款|loan|syndicated loan|credit facility|empréstimo")


# "green bonds were listed on the exchange", 债券在澳门挂牌, "as obrigações foram cotadas"
_LISTED = re.compile(
    r"\b(?P<bond>bonds?|notes|obrigações)\b(?:[^.;:]|\.\d){0,50}?"
    r"\b(?P<verb>(?:were|was|have been|has been|foram|estão) (?:today |yesterday |also |" + DAY_PT + r" |hoje |já )?"
    r"(?:listed|admitted|issued|sold|priced|placed|cotadas|admitidas|emitidas|colocadas))\b"
    r"|(?P<bond_zh>[国地绿点离]?[^,。;]{0,2}债券?)[^,。;]{0,20}?(?:在|于)[^,。;]{1,14}?(?P<verb_zh>挂牌|上市)"
)
_LISTED_WORDS = ("bonds", "notes", "obrigações", "债")


def _listed_bond(folded: str, sentence: CuedSentence) -> Event | None:
    """A bond that was listed or sold, told of the bond ("the bonds were listed on")."""
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _LISTED.search(folded, start, end) if holds(folded, _LISTED_WORDS, start, end) else None
    if match is None:
        return None
    is_han = match["verb_zh"] is not None
    verb = Cue("issue", "zh" if is_han else "done", *span_of(match, "verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return None
    thing = Cue("bond", "noun", *span_of(match, "bond"))
    return Event("bond_loan", status_of(how, "completed"), "bond", sentence.index, verb, thing)


# 在香港发债50亿元, 发债集资: the verb holds the bond
_SELLS_BOND = re.compile(
    r"(?P<verb>发债|举债|发点心债)(?=[^,。;]{0,8}?(?:\d|[一二三四五六七八九十百]|集资|融资|筹资|募资))"
)


def _bond_sold(folded: str, sentence: CuedSentence) -> Event | None:
    """A Chinese bond that its verb holds (发债50亿元)."""
    match = _SELLS_BOND.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return None
    verb = Cue("issue", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return None
    return Event("bond_loan", status_of(how, "completed"), "bond", sentence.index, verb, verb)


def bonds(folded: str, sentence: CuedSentence) -> list[Event]:
    """Bonds issued or to be issued, loans taken."""
    plan = None if sentence.han else _PLANS_BOND.search(folded, sentence.sentence.start, sentence.sentence.end)
    if plan:
        planned = Cue("plan", "planned", plan.start(), plan.start() + 5)
        bond = Cue("bond", "noun", plan.end() - 5, plan.end())
        return [Event("bond_loan", "planned", "bond", sentence.index, planned, bond)]
    if sentence.han and (sold := _bond_sold(folded, sentence)):
        return [sold]
    lent = _loan_signed(folded, sentence) or _lent(folded, sentence)
    if lent:
        return [lent]
    for verb in sentence.of("issue"):
        if not sentence.han and _ISSUES_NOTE_PT.match(folded, verb.start):
            continue
        thing = object_of(
            folded, sentence, verb, ("bond",), 30 if sentence.han else 130 if sentence.sentence.lang == "pt" else 70
        )
        if thing is None or (_GETS.match(folded, verb.start) and not _LOAN.match(folded, thing.start)):
            continue
        how = mood(folded, sentence, verb)
        how = (mood_of_noun(folded, sentence, verb, thing) or how) if how in ("done", "ing") else how
        if how != "negative":
            return [Event("bond_loan", status_of(how, "completed"), "bond", sentence.index, verb, thing)]
    listed = _listed_bond(folded, sentence)
    return [listed] if listed else []
