"""Rules for works, land and orders."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, mood, status_of
from articles.pipeline.deals.phrases import Cue

# "has won a HK$2 billion contract", 中标
_WINS = re.compile(
    r"\b(?:won|wins?|awarded|secured?|secures|clinch(?:ed|es)?|land(?:ed|s)|bag(?:ged|s))\b(?:[^.;]|\.\d){0,60}"
    r"\b(?:contract|tender)\b|中标|夺标|承建"
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
    r"|br[eo]a?ke?s? ground|ground-?breaking|start(?:s|ed)? construction|construction |works? (?:start|began|begin)"
    r"|开建|启动建设|sod|turned the first sod|primeira pedra|lançamento da primeira|início das obras|começaram as obras"
    r"|arranc"
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


# "wins 7.08 billion yuan site", "won a plot": the developer's own headline
_WINS_SITE = re.compile(
    r"\b(?P<verb>wins?|won|snaps? up|secures?|secured|bags?|clinch(?:es|ed))\b(?:[^.;:]|\.\d){0,50}?"
    r"\b(?:site|sites|plot|plots|parcel|parcels|land)\b"
)


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
    won = None
    if nouns and not sentence.han:
        won = _WINS_SITE.search(folded, sentence.sentence.start, sentence.sentence.end)
    if won:
        verb = Cue("land", "verb", won.start("verb"), won.end("verb"))
        how = mood(folded, sentence, verb)
        if how not in ("negative", "wish"):
            thing = Cue("land", "noun", won.end() - 4, won.end())
            return [Event("land", status_of(how, "announced"), "land", sentence.index, verb, thing)]
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
