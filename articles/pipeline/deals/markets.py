"""Rules for companies and money: listings, bonds, stakes, joint ventures, works, land, orders."""

import re

from articles.pipeline.deals.events import SUM, CuedSentence, Event, mood, object_of, status_of
from articles.pipeline.deals.phrases import Cue

# The first day of trading is told: a listing is complete; 上市 alone may be only the wish
_TRADES = re.compile(
    r"debut|made its debut|started trading|began trading|went public|挂牌|首日挂牌|首挂|开始买卖|estreou"
)
# "raised HK$2 billion", 成功上市
_RAISED = re.compile(r"\brais(?:ed|es)\b|\bcomplet(?:ed|es)\b|正式上市|成功上市|已上市|[集募]资净额")
# "list" and "listed" are everyday words; these speak of the exchange by themselves
_LISTS = re.compile(
    r"\w+ public|\w* ?\w* ?debut|招股|递表|通过聆讯|首挂|首日挂牌|挂牌|上市(?:首日|计划|申请|备案|聆讯)"
)
# 在港上市集资…, 集资…于港交所上市: a sum raised makes 上市 this company's own listing
_LISTED_FOR = re.compile(
    r"上市[^。;]{0,30}[集募]资(?:约|逾|近|超过|最多)?[\d一二三四五六七八九十百]"
    r"|[集募]资(?:约|逾|近|超过|最多)?[\d一二三四五六七八九十百][^。;]{0,40}上市"
)


def listings(folded: str, sentence: CuedSentence) -> list[Event]:
    """A company going public: a noun of listing with a verb, or a strong verb alone."""
    nouns = [cue for cue in sentence.of("ipo") if cue.value == "noun"]
    verbs = [cue for cue in sentence.of("ipo") if cue.value == "verb"]
    raises = sentence.han and _LISTED_FOR.search(folded, sentence.sentence.start, sentence.sentence.end)
    if not nouns and not raises and not any(_LISTS.match(folded, verb.start) for verb in verbs):
        return []
    if not nouns and not verbs:
        return []
    verb = verbs[0] if verbs else nouns[0]
    how = mood(folded, sentence, verb)
    if how == "negative":
        return []
    status = status_of(how, "planned")
    traded = [v for v in verbs if _TRADES.match(folded, v.start) and mood(folded, sentence, v) in ("done", "ing")]
    if any(
        cue.value == "planned" and not sentence.han for cue in sentence.cues if traded and cue.end <= traded[0].start
    ):
        traded, status = [], "planned"
    raised = raises or _RAISED.search(folded, sentence.sentence.start, sentence.sentence.end)
    if traded or (how == "done" and raised):
        status = "completed"
        verb = traded[0] if traded else verb
    return [Event("ipo_listing", status, "listing", sentence.index, verb, nouns[0] if nouns else verb)]


# "plans second yuan bond", "mulls dollar notes": the plan takes the bond itself as its object
_PLANS_BOND = re.compile(r"\bplan(?:s|ned)\b(?! to\b)[^.;:]{0,50}?\b(?:bonds?|notes)\b")


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


def bonds(folded: str, sentence: CuedSentence) -> list[Event]:
    """Bonds issued or to be issued, loans taken."""
    plan = None if sentence.han else _PLANS_BOND.search(folded, sentence.sentence.start, sentence.sentence.end)
    if plan:
        planned = Cue("plan", "planned", plan.start(), plan.start() + 5)
        bond = Cue("bond", "noun", plan.end() - 5, plan.end())
        return [Event("bond_loan", "planned", "bond", sentence.index, planned, bond)]
    lent = _loan_signed(folded, sentence)
    if lent:
        return [lent]
    for verb in sentence.of("issue"):
        thing = object_of(folded, sentence, verb, ("bond",), 30 if sentence.han else 70)
        if thing is None or (_GETS.match(folded, verb.start) and not _LOAN.match(folded, thing.start)):
            continue
        how = mood(folded, sentence, verb)
        if how != "negative":
            return [Event("bond_loan", status_of(how, "completed"), "bond", sentence.index, verb, thing)]
    return []


# 入股, 注资: the verb names the stake itself
_TAKES_STAKE = re.compile(r"入股|战略入股|注资|增资|领投")


# Control of a company is bought, not a stake in it
_CONTROL = re.compile(
    r"控股权|控制权|全部股权|全数股权|百分之百"
    r"|\b(?:control(?:ling)?|all (?:the )?shares|whole|100 per ?cent|100%)\b"
)
# 购入, 买入 are everyday words: they tell of an acquisition where a firm or property is bought
_BUYS = re.compile(r"购入|买入|买下|购得")
_ASSET = re.compile(r"权益|股权|股份|物业|资产|大楼|大厦|商场|公司|业务|中心|酒店|项目")
# "takes a 10% stake in", "picks up 7 per cent of"; "offers HK$2 billion for control of"
_STAKE_TAKEN = re.compile(
    r"\b(?P<verb>takes?|took|picks? up|picked up|snaps? up|gets?|got|buys?|bought|acquires?|acquired)\b"
    r"[^.;:]{0,30}?(?:\bstake in\b|\d ?% of\b|\d per ?cent of\b)"
    r"|\b(?P<offer>offers?|offered|bids?)\b[^.;:]{0,30}?\bfor (?:control|a controlling stake|all (?:the )?shares)"
)


def _stakes_taken(folded: str, sentence: CuedSentence) -> list[Event]:
    """English verbs too common to stand among the cues: a stake taken, an offer made for control."""
    match = None if sentence.han else _STAKE_TAKEN.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    group = "verb" if match["verb"] else "offer"
    verb = Cue("acquire", "done", match.start(group), match.end(group))
    thing = Cue("stake", "noun", match.end() - 8, match.end())
    kind = "equity_investment" if group == "verb" else "acquisition"
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    return [Event(kind, status_of(how, "announced"), "corporate", sentence.index, verb, thing)]


def _plot_bought(sentence: CuedSentence, verb: Cue, reach: int) -> Cue | None:
    """The plot that a verb of buying takes, if it takes one: land is bought, not a company."""
    plots = (cue for cue in sentence.of("land") if cue.value == "noun" and 0 <= cue.start - verb.end <= reach)
    return next(plots, None) if verb.kind == "acquire" else None


def corporate(folded: str, sentence: CuedSentence) -> list[Event]:
    """Companies bought and stakes taken."""
    events = _stakes_taken(folded, sentence)
    reach = 20 if sentence.han else 50
    for verb in sentence.of("acquire", "invest") if not events else ():
        stake = object_of(folded, sentence, verb, ("stake",), reach)
        if verb.kind == "invest" and _TAKES_STAKE.match(folded, verb.start):
            stake = verb
        if verb.kind == "invest" and stake is None:
            if sentence.han or SUM.search(folded, verb.end, min(sentence.sentence.end, verb.end + 40)) is None:
                continue
            stake = verb
        if stake and _CONTROL.search(folded, verb.start, min(sentence.sentence.end, verb.end + reach + 20)):
            stake = None
        if _BUYS.match(folded, verb.start) and not stake and not _ASSET.search(folded, verb.end, verb.end + 24):
            continue
        plot = None if stake else _plot_bought(sentence, verb, reach)
        how = mood(folded, sentence, verb)
        if plot and how != "negative":
            events.append(Event("land", status_of(how, "announced"), "land", sentence.index, verb, plot))
        elif how != "negative":
            kind = "equity_investment" if stake else "acquisition"
            events.append(Event(kind, status_of(how, "announced"), "corporate", sentence.index, verb, stake or verb))
    return events


# "have formed a joint venture", "will form": a verb too common to stand among the cues
_FORMS = re.compile(r"\bform(?:ed|s|ing)?\b|组建|组成|合组")


def ventures(folded: str, sentence: CuedSentence) -> list[Event]:
    """A joint venture formed or planned."""
    reach = 30 if sentence.han else 80
    for thing in sentence.of("doc"):
        if thing.value != "joint_venture":
            continue
        verbs = [cue for cue in sentence.of("open", "sign", "announce") if abs(cue.start - thing.start) <= reach]
        formed = _FORMS.search(folded, max(sentence.sentence.start, thing.start - reach), thing.start)
        if formed:
            form = "done" if formed[0].endswith("ed") else "now"
            verbs = [Cue("form", form, formed.start(), formed.end())]
        how = mood(folded, sentence, verbs[0]) if verbs else "negative"
        if how not in ("negative", "wish"):
            status = status_of(how, "signed" if verbs[0].kind == "sign" else "announced")
            return [Event("joint_venture", status, "venture", sentence.index, verbs[0], thing, ("joint_venture",))]
    return []


# "has won a HK$2 billion contract", 中标
_WINS = re.compile(
    r"\b(?:won|wins?|awarded|secured?|secures)\b(?:[^.;]|\.\d){0,60}\b(?:contract|tender)\b|中标|夺标"
    r"|\badjudic\w+[^.;]{0,80}\bconstru"
)


def works(folded: str, sentence: CuedSentence) -> list[Event]:
    """Construction contracts: a noun of contract or tender, with a verb of works where there is one."""
    nouns = [cue for cue in sentence.of("contract") if cue.value == "noun"]
    wins = _WINS.search(folded, sentence.sentence.start, sentence.sentence.end)
    if not nouns and wins is None:
        return _ground_broken(folded, sentence)
    if not nouns and wins is not None:
        nouns = [Cue("contract", "noun", wins.start(), wins.end())]
    verb = next((cue for cue in sentence.of("contract") if cue.value == "verb"), nouns[0])
    how = mood(folded, sentence, verb)
    if how == "negative":
        return []
    status = "planned" if how == "talks" else status_of(how, "announced")
    return [Event("construction_contract", status, "works", sentence.index, verb, nouns[0])]


# A project whose building begins: 动工, "breaks ground"
_BREAKS_GROUND = re.compile(
    r"动工|动土|奠基|开工|破土"
    r"|br[eo]a?ke?s? ground|ground-?breaking|start(?:s|ed)? construction|construction "
)


def _ground_broken(folded: str, sentence: CuedSentence) -> list[Event]:
    """The start of building works on a named kind of place, without a word of contract."""
    for verb in sentence.of("contract"):
        if verb.value != "verb" or not _BREAKS_GROUND.match(folded, verb.start):
            continue
        reach = 24 if sentence.han else 70
        things = [cue for cue in sentence.of("venue") if abs(cue.start - verb.start) <= reach]
        how = mood(folded, sentence, verb)
        if things and how not in ("negative", "wish"):
            status = status_of(how, "announced")
            return [Event("construction_contract", status, "ground", sentence.index, verb, things[0])]
    return []


def land(folded: str, sentence: CuedSentence) -> list[Event]:
    """Land sold or put out to tender."""
    reach = 20 if sentence.han else 80
    nouns = [cue for cue in sentence.of("land") if cue.value == "noun"]
    for verb in sentence.of("land"):
        near = [noun for noun in nouns if abs(noun.start - verb.start) <= reach]
        how = mood(folded, sentence, verb) if verb.value == "verb" and near else "negative"
        if how != "negative":
            status = "planned" if how == "ing" else status_of(how, "announced")
            return [Event("land", status, "land", sentence.index, verb, near[0])]
    return []


# "placed an order for", 采购
_ORDERS = re.compile(
    r"\b(?:place[sd]?|award(?:ed|s)?|won|wins?|order(?:ed|s)?|appoint(?:ed|s)|named|names)\b"
    r"|下单|订购|采购|中标|批出|取得|获委任|委任|adjudic"
)


def orders(folded: str, sentence: CuedSentence) -> list[Event]:
    """Orders and contracts of supply, signed or placed."""
    for thing in sentence.of("procure"):
        start = max(sentence.sentence.start, thing.start - (20 if sentence.han else 60))
        verb = next((cue for cue in sentence.of("sign") if start <= cue.start < thing.start), None)
        placed = _ORDERS.search(folded, start, thing.start)
        if verb is None and placed:
            verb = Cue("order", "done", placed.start(), placed.end())
        how = mood(folded, sentence, verb) if verb else "negative"
        if verb and how not in ("negative", "wish"):
            return [Event("procurement", status_of(how, "signed"), "order", sentence.index, verb, thing)]
    return []
