"""What two sides begin together without a paper: partnerships, undertakings, and talks about something definite."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue, holds
from articles.pipeline.deals.rules.consultations_chinese import consultations_chinese
from articles.pipeline.deals.rules.moods import mood
from articles.pipeline.deals.rules.negotiations import NEGOTIATES, is_named
from articles.pipeline.deals.rules.nouns import head_of
from articles.pipeline.deals.rules.topics import led_to_it, names_a_field

# 达成战略合作, but not 达成合作协议, which is a paper
_REACHES_TOGETHER = re.compile(
    r"达成(?:了)?(?:战略|策略|深度|全面|跨境){0,2}(?:性)?合作(?!协议|协定|备忘|安排|意向|共识|项目|文件|框架|合同|合约|计划|成果)"
)


# "firmou uma parceria": a partnership that is signed
_FORMAL_PT = re.compile(r"firm(?:a|am|ou|aram)\b|celebr")


def _partner_verbs(folded: str, sentence: CuedSentence) -> list[Cue]:
    verbs = sentence.of("partner")
    if sentence.han and any(folded.startswith("达成", cue.start) for cue in sentence.of("sign")):
        found = _REACHES_TOGETHER.finditer(folded, sentence.sentence.start, sentence.sentence.end)
        verbs += [Cue("partner", "zh", match.start(), match.end()) for match in found]
    return verbs


def partnerships(folded: str, sentence: CuedSentence) -> list[Event]:
    """Partnerships without a signature ("has partnered with", 结成策略伙伴)."""
    kind = "cooperation_agreement"
    if sentence.han and sentence.of("sign") and sentence.of("doc"):
        # 缔结友好商会,并签署协议: the partnership is what the paper says
        return []
    events = []
    for verb in _partner_verbs(folded, sentence):
        how = mood(folded, sentence, verb)
        if how not in ("negative", "wish"):
            status = status_of(how, "signed" if _FORMAL_PT.match(folded, verb.start) else "announced")
            events.append(Event(kind, status, "partnership", sentence.index, verb, verb, (kind,), True))
    return events


# "the two cities are set to embark on collaborative efforts", 两地将合作, as duas cidades vão cooperar
_JOINT = re.compile(
    r"\b(?:the two|both) (?:cities|sides|governments|places|regions)\b[^.;]{0,40}?"
    r"\b(?:(?:are set|agreed|pledged|will|plan|vowed) (?:to )?)"
    r"(?:embark on |jointly |work together|step up |join hands|collaborate)[^.;]{0,30}"
    r"|(?:两地|双方|两市|粤港|深港|港深)(?:政府)?(?:将|会|同意|承诺)(?:共同|联手|携手|一同)[^,。;]{0,12}"
    r"|\bas duas (?:cidades|partes|regiões) (?:vão|acordaram|irão) (?:cooperar|colaborar)"
)


# One of these stands in every joint undertaking; to look for them is much quicker than the pattern
_TOGETHER = ("the two ", "both ", "两地", "双方", "两市", "粤港", "深港", "港深", "as duas ")


def undertakings(folded: str, sentence: CuedSentence) -> list[Event]:
    """A joint undertaking told without a paper ("the two cities are set to …")."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if sentence.of("sign") and sentence.of("doc"):
        # What a paper provides for belongs to the paper.
        return []
    if not holds(folded, _TOGETHER, start, end):
        return []
    match = _JOINT.search(folded, start, end)
    if not match:
        return []
    cue = Cue("joint", "other", match.start(), match.end())
    return [Event("other", "announced", "undertaking", sentence.index, cue, cue)]


# Words of talks about something definite ...
_WORKS_OUT = re.compile(
    r"商讨|磋商|洽谈|谈判|研究|探讨|敲定|商谈|stud|negotiat|in talks|holding talks|discuss|explor|hammer|working on"
    r"|negoci|estud"
)
# ... and what makes it definite: it is to be built, set up, brought in
_DEFINITE_AIM = re.compile(
    r"建设|设立|建立|成立|兴建|开设|推行|推出|落实|开通|细节|细则|共建|build|set(?:ting)? up|establish|launch"
    r"|introduc|detail|\blink(?:ing)?\b|connect|extend|expand|\blower|\brelax|\bwaiv|\bloosen|\bcut(?:ting)?\b|扩大|延长|打通|对接"
    r"|cria(?:r|ção)|constru|instala[rç]|abertura|abrir|lança|estabelec|implementa[rç]|alarga|prolonga"
)


# "signed an agreement to study a rail link": the study is what the paper is for, and no second matter
_ONLY_LOOKS_INTO = re.compile(r"stud|explor|estud|研究|探讨")


def _is_purpose(sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a paper is signed before ``verb`` in the same sentence."""
    papers = [paper for paper in sentence.of("doc") if paper.end <= verb.start]
    return any(signs.start < verb.start for signs in sentence.of("sign")) and bool(papers)


def consultations(folded: str, sentence: CuedSentence) -> list[Event]:
    """Something definite that is being worked out: a word of talks, an aim, and a thing or a measure."""
    if sentence.han and not sentence.of("sign") and (told := consultations_chinese(folded, sentence)):
        return told
    for verb in sentence.of("talks"):
        if not _WORKS_OUT.match(folded, verb.start):
            continue
        if sentence.han and (names_a_field(folded, verb) or led_to_it(folded, verb)):
            continue
        reach = 45 if sentence.han else 90
        if _ONLY_LOOKS_INTO.match(folded, verb.start) and _is_purpose(sentence, verb):
            continue
        aim = _DEFINITE_AIM.search(folded, verb.end, min(sentence.sentence.end, verb.end + reach))
        if aim is None or mood(folded, sentence, verb) == "negative":
            continue
        if NEGOTIATES.search(folded, verb.start, verb.end) and any(
            is_named(folded, paper) and 0 <= paper.start - verb.end < reach for paper in sentence.of("doc")
        ):
            continue
        things = [c for c in sentence.of("venue", "measure") if 0 <= c.start - verb.end <= reach + 20]
        if not things:
            continue
        thing = head_of(folded, sentence, verb, next((c for c in things if c.start >= aim.start()), things[-1]))
        kind = "policy_measure" if thing.kind == "measure" else "launch_opening"
        return [Event(kind, "talks", "consultation", sentence.index, verb, thing)]
    return []
