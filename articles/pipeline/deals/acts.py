"""Rules for what is opened, launched, announced, allowed or set aside."""

import re

from articles.pipeline.deals.events import SUM, CuedSentence, Event, clause_bounds, mood, object_of, status_of
from articles.pipeline.deals.nouns import head_of
from articles.pipeline.deals.phrases import Cue

# A measure that "will" come is made public with these words; one that is "planned" or "considered" is not
_WILL = re.compile(r"\b(?:will|would)\b|将(?:会|于)?|\b(?:vai|irá|será)\b")
# Of the verbs that announce, those that can bring a new office or line; 提升, 优化, 恢复 only better an old one
_PRESENTS = re.compile(
    r"推出|新增(?=\d|[一二三四五六七八九十两多])|announce|unveil|introduc|roll|launch|anunci|lançou|introduziu"
)


def actions(folded: str, sentence: CuedSentence) -> list[Event]:
    """Openings, launches, measures and funds: a verb of opening or announcing with its object."""
    events: list[Event] = []
    used: set[int] = set()
    for verb in sentence.of("open", "announce"):
        if verb.start in used:
            continue
        thing = object_of(folded, sentence, verb, ("venue", "measure", "fund"), 34 if sentence.han else 90)
        if thing is None or thing.start <= verb.start < thing.end:
            continue
        thing = head_of(folded, sentence, verb, thing)
        if verb.kind == "announce":
            thing = _as_measure(sentence, thing)
        if thing.kind == "venue" and verb.kind == "announce" and not _PRESENTS.match(folded, verb.start):
            continue
        how = mood(folded, sentence, verb)
        if how == "negative":
            continue
        used.add(verb.start)
        events.append(_action(folded, sentence, verb, thing, how))
    return events


def _as_measure(sentence: CuedSentence, thing: Cue) -> Cue:
    """A market link that is widened is a measure; one that is opened is a thing that opens."""
    return next((cue for cue in sentence.of("measure") if cue.start == thing.start and cue.end == thing.end), thing)


def _action(folded: str, sentence: CuedSentence, verb: Cue, thing: Cue, how: str) -> Event:
    if thing.kind == "venue":
        return Event("launch_opening", status_of(how, "completed"), "opening", sentence.index, verb, thing)
    if thing.kind == "fund":
        return Event("fund", status_of(how, "announced"), "fund", sentence.index, verb, thing)
    if how == "planned" and _WILL.search(folded, max(sentence.sentence.start, verb.start - 30), verb.start):
        how = "done"
    return Event("policy_measure", status_of(how, "announced"), "measure", sentence.index, verb, thing)


_TAKES_EFFECT = re.compile(r"实行|实施|施行|推行|生效")
_STARTS = re.compile(r"启动|开通|上线|揭牌|开幕|通车|启用|开业|首航|开园|开馆|投运|揭幕|发车|首发|试运行|亮相|落成")
# The verb ends its clause, but for 仪式, 运行 and the like
_AFTER_ACT = re.compile(r"(?:仪式|运行|试运营|运营|试运行|服务|启用|活动)?(?:[,。;!?]|$)")
_SHORTEST_SUBJECT = 4


def bare_actions(folded: str, sentence: CuedSentence) -> list[Event]:
    """Chinese clauses whose subject is what opens or takes effect: 某某快线开通, 某某本月起实行."""
    if not sentence.han:
        return []
    for verb in sentence.of("open", "announce"):
        start, end = clause_bounds(folded, sentence, verb.start)
        takes_effect = _TAKES_EFFECT.match(folded, verb.start)
        ends = takes_effect or verb.end == end or _AFTER_ACT.match(folded, verb.end, end)
        if verb.start - start < _SHORTEST_SUBJECT or not ends:
            continue
        how = mood(folded, sentence, verb)
        if how == "negative":
            continue
        if takes_effect:
            return [Event("policy_measure", status_of(how, "announced"), "effect", sentence.index, verb, verb)]
        if _STARTS.match(folded, verb.start):
            return [Event("launch_opening", status_of(how, "completed"), "start", sentence.index, verb, verb)]
    return []


def permissions(folded: str, sentence: CuedSentence) -> list[Event]:
    """People or firms are allowed what they were not before."""
    for verb in sentence.of("permit"):
        if not any(0 <= verb.start - cue.end <= 12 for cue in sentence.of("negative")):
            return [Event("policy_measure", "announced", "permission", sentence.index, verb, verb)]
    match = _MAY.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match:
        verb = Cue("permit", "done", match.start(), match.end())
        return [Event("policy_measure", "announced", "permission", sentence.index, verb, verb)]
    return []


# 可在深圳办理, 可于网上申请
_MAY = re.compile(r"可(?:在|于)[^,。;]{1,10}(?:办理|申请|换领|使用|购买|开立)")


def allocations(folded: str, sentence: CuedSentence) -> list[Event]:
    """A government sets a sum aside ("will allocate HK$135 million to …")."""
    for verb in sentence.of("allocate"):
        if SUM.search(folded, verb.end, min(sentence.sentence.end, verb.end + 30)) is None:
            continue
        how = mood(folded, sentence, verb)
        if how != "negative":
            how = "done" if how == "planned" else how
            return [Event("fund", status_of(how, "announced"), "allocation", sentence.index, verb, verb)]
    return []
