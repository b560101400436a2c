"""Rules for companies and money: listings, bonds, stakes, joint ventures, works, land, orders."""

import re

from articles.pipeline.deals.events import SUM, CuedSentence, Event, mood, object_of, status_of
from articles.pipeline.deals.phrases import Cue

# The first day of trading is told: a listing is complete; 上市 alone may be only the wish
_TRADES = re.compile(
    r"debut|made its debut|started trading|began trading|went public|挂牌|首日挂牌|首挂|开始买卖|estreou"
)
_RAISED = re.compile(r"\braised\b|正式上市|成功上市|已上市|集资净额")
# "list" and "listed" are everyday words; these speak of the exchange by themselves
_LISTS = re.compile(r"\w+ public|\w* ?\w* ?debut|招股|递表|通过聆讯|首挂|首日挂牌|挂牌")


def listings(folded: str, sentence: CuedSentence) -> list[Event]:
    """A company going public: a noun of listing with a verb, or a strong verb alone."""
    nouns = [cue for cue in sentence.of("ipo") if cue.value == "noun"]
    verbs = [cue for cue in sentence.of("ipo") if cue.value == "verb"]
    if not nouns and not any(_LISTS.match(folded, verb.start) for verb in verbs):
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
    if traded or (how == "done" and _RAISED.search(folded, sentence.sentence.start, sentence.sentence.end)):
        status = "completed"
        verb = traded[0] if traded else verb
    return [Event("ipo_listing", status, "listing", sentence.index, verb, nouns[0] if nouns else verb)]


def bonds(folded: str, sentence: CuedSentence) -> list[Event]:
    """Bonds issued or to be issued, loans taken."""
    for verb in sentence.of("issue"):
        thing = object_of(folded, sentence, verb, ("bond",), 30 if sentence.han else 70)
        if thing is None:
            continue
        how = mood(folded, sentence, verb)
        if how != "negative":
            return [Event("bond_loan", status_of(how, "completed"), "bond", sentence.index, verb, thing)]
    return []


# 入股, 注资: the verb names the stake itself
_TAKES_STAKE = re.compile(r"入股|战略入股|注资|增资|领投")


def corporate(folded: str, sentence: CuedSentence) -> list[Event]:
    """Companies bought and stakes taken."""
    events = []
    reach = 20 if sentence.han else 50
    for verb in sentence.of("acquire", "invest"):
        stake = object_of(folded, sentence, verb, ("stake",), reach)
        if verb.kind == "invest" and _TAKES_STAKE.match(folded, verb.start):
            stake = verb
        if verb.kind == "invest" and stake is None:
            if sentence.han or SUM.search(folded, verb.end, min(sentence.sentence.end, verb.end + 40)) is None:
                continue
            stake = verb
        how = mood(folded, sentence, verb)
        if how != "negative":
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
_WINS = re.compile(r"\b(?:won|wins?|awarded|secured?|secures)\b(?:[^.;]|\.\d){0,60}\b(?:contract|tender)\b|中标|夺标")


def works(folded: str, sentence: CuedSentence) -> list[Event]:
    """Construction contracts: a noun of contract or tender, with a verb of works where there is one."""
    nouns = [cue for cue in sentence.of("contract") if cue.value == "noun"]
    wins = _WINS.search(folded, sentence.sentence.start, sentence.sentence.end)
    if not nouns and wins is None:
        return []
    if not nouns and wins is not None:
        nouns = [Cue("contract", "noun", wins.start(), wins.end())]
    verb = next((cue for cue in sentence.of("contract") if cue.value == "verb"), nouns[0])
    how = mood(folded, sentence, verb)
    if how == "negative":
        return []
    status = "planned" if how == "talks" else status_of(how, "announced")
    return [Event("construction_contract", status, "works", sentence.index, verb, nouns[0])]


def land(folded: str, sentence: CuedSentence) -> list[Event]:
    """Land sold or put out to tender."""
    reach = 16 if sentence.han else 50
    nouns = [cue for cue in sentence.of("land") if cue.value == "noun"]
    for verb in sentence.of("land"):
        near = [noun for noun in nouns if abs(noun.start - verb.start) <= reach]
        how = mood(folded, sentence, verb) if verb.value == "verb" and near else "negative"
        if how != "negative":
            status = "planned" if how == "ing" else status_of(how, "announced")
            return [Event("land", status, "land", sentence.index, verb, near[0])]
    return []


_ORDERS = re.compile(r"\b(?:place[sd]?|award(?:ed|s)?|won|wins?|order(?:ed|s)?)\b|下单|订购|采购|中标|批出")


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
