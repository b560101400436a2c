"""Events: a verb, its object, and what tense and mood say of them, sentence by sentence."""

import re
from dataclasses import dataclass, field
from typing import Any

from articles.pipeline.deals.phrases import Cue, words_of
from articles.pipeline.deals.topics import (
    goes_with_plan,
    led_to_it,
    names_a_field,
    only_lets,
    outside_topic,
    works_towards,
)
from articles.pipeline.matching import Reference
from articles.pipeline.matching.quiet import dateline_end
from articles.pipeline.text import Sentence, Text

DOCUMENTS = (
    "mou",
    "letter_of_intent",
    "framework_agreement",
    "cooperation_agreement",
    "mutual_recognition",
    "joint_venture",
)


@dataclass(slots=True)
class Event:
    """What a sentence reports: ``type`` and ``status`` of a deal, where the words stand, how strong they are."""

    type: str
    status: str
    rule: str
    sentence: int
    verb: Cue
    thing: Cue
    things: tuple[str, ...] = ()
    generic: bool = False
    background: bool = False
    further: bool = False
    score: float = 0.0
    parties: tuple[Any, ...] = field(default=())
    titles: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where the first of verb and object begins."""
        return min(self.verb.start, self.thing.start)

    @property
    def end(self) -> int:
        """Where the last of verb and object ends."""
        return max(self.verb.end, self.thing.end)


@dataclass(slots=True)
class CuedSentence:
    """One sentence with its cues; never changed (to freeze it would make it thrice as dear, and a text has many)."""

    index: int
    sentence: Sentence
    han: bool
    cues: tuple[Cue, ...]

    def of(self, *kinds: str) -> list[Cue]:
        """The cues of these kinds in order."""
        return [cue for cue in self.cues if cue.kind in kinds]


# "the first of them to", "was", "were", "been": a passive before a participle
_PASSIVE = re.compile(
    r"(?:\bwas|\bwere|\bbeen|\bbe|\bbeing|\bis|\bare|foi|foram|ser|sido)"
    r"(?: \w{2,12}(?:ly|mente)| also| jointly| today| yesterday| now| ontem| hoje| também| já| agora)? ?$"
)
# "to sign", "to jointly open"
_INFINITIVE = re.compile(r"\bto (?:\w{3,12}ly |also |further )?$")
# "após assinar", "acaba de assinar": the infinitive after these words has happened
_AFTER_PT = re.compile(r"\b(?:após|depois de|ao|acab(?:a|am|ou|aram) de) $")
# "o primeiro banco a assinar", "the first bank to sign": so it has, unless it is to be the first
_FIRST_TO = re.compile(
    r"\b(?:primeir|segund|terceir|últim|únic)[oa] [^.;,]{2,36} a $"
    r"|\bthe (?:\w+-)?(?:first|second|third|latest|only) [^.;,]{2,46} to (?:\w{3,12}ly )?$"
)
_FIRST_REACH = 64
# Verbs whose subject is the thing that opens: "a bus route … will begin service"
_INTRANSITIVE = re.compile(
    r"(?:begin|began|begins|start|started|starts|commenced?|commences) (?:service|operations?|operating)"
    r"|enters? service|c[ao]me into|comes into|takes? effect|took effect|bec[ao]mes? effective|went live|goe?s? live"
    r"|open(?:s|ed)?\b|abri(?:u|ram|r|rá|rão)\b|abrem?\b"
    r"|entr\w+ (?:em (?:funcionamento|operação|serviço|vigor)|ao serviço)|arranc"
)
# "uma medida publicada ontem pelo Ministério"
_PARTICIPLE_PT = re.compile(r"\w{1,30}(?:ad|id)[ao]s?\b")
# A headline leaves out "was": "centre inaugurated in Nansha", "plan issued for the zone"
_HEADLINE_PASSIVE = re.compile(
    r" (?:in|at|for|by|on|as|after|with|to|under|between|from|ahead|amid|today|this|next|and)\b|[.,;:]| ?$| ?\n"
)
# "Plano divulgado em Fevereiro", "Memorando assinado entre": the same in Portuguese, with its own words
_HEADLINE_PASSIVE_PT = re.compile(
    _HEADLINE_PASSIVE.pattern
    + r"| (?:em|n[ao]s?|por|pel[oa]s?|entre|hoje|ontem|amanhã|esta|este|a partir|para|até|durante|ao|à|aos|às)\b"
)
# "another four", "also signed", 另签: one more
_FURTHER = re.compile(
    r"\b(?:another|a further|also signed|additional|separately|in addition|further)\b"
    r"|另外|另签|另有|此外|还(?=[^,。;]{0,12}签)|另再|又签"
    r"|também"
    r"|ainda|outros|outras"
)
# Where an English clause ends: ";", ", while", ", which"
_CLAUSE_EN = re.compile(
    r"[;:]|, (?:while|which|who|whose|whereas|but|with|after|before|as|when|where)\b|\b(?:while|after|although) "
    r"|\bas (?=they |the two |both )"
)
# Where a Chinese clause ends
_CLAUSE_ZH = re.compile(r"[,;:]")


# Bounds on hostile text; no article comes near them
_READ = 100_000
_MOST_SENTENCES = 300
_MOST_CUES = 80
_CLAUSE_REACH = 500
_LONGEST = 3000
_APPOSED = 60


def read_sentences(text: Text, reference: Reference) -> list[CuedSentence]:
    """The sentences of ``text`` with their cues, in order."""
    cues = words_of(reference, "deals").find(text.folded[:_READ])
    readings = []
    position, last = 0, len(cues)
    for index, sentence in enumerate(text.sentences[:_MOST_SENTENCES]):
        start, end = sentence.start, sentence.end
        if end - start > _LONGEST:
            end = start + _LONGEST
            sentence = sentence._replace(end=end)
        if start == text.paragraphs[sentence.paragraph].start and (past := dateline_end(text, start, end)):
            # Where and when the news was written is nobody's side.
            sentence = sentence._replace(start=past)
        while position < last and cues[position].start < start:
            position += 1
        first = position
        while position < last and cues[position].end <= end:
            position += 1
        told = tuple(cues[first : min(position, first + _MOST_CUES)]) if position > first else ()
        readings.append(CuedSentence(index, sentence, sentence.lang.startswith("zh"), told))
    return readings


def clause_bounds(folded: str, reading: CuedSentence, at: int) -> tuple[int, int]:
    """The clause of the sentence that holds ``at``; no further away than ``_CLAUSE_REACH``."""
    pattern = _CLAUSE_ZH if reading.han else _CLAUSE_EN
    start = max(reading.sentence.start, at - _CLAUSE_REACH)
    end = min(reading.sentence.end, at + _CLAUSE_REACH)
    for match in pattern.finditer(folded, start, end):
        if match.end() <= at:
            start = match.end()
        elif match.start() >= at:
            return start, match.start()
    return start, end


def mood(folded: str, reading: CuedSentence, verb: Cue) -> str:
    """What the words before ``verb`` make of it: done, ing, planned, talks, wish, negative, cancelled or stalled."""
    own_clause, clause_end = clause_bounds(folded, reading, verb.start)
    clause, reach = own_clause, 22 if reading.han else 60
    if reading.han and clause > reading.sentence.start and _goes_on(folded, clause, verb):
        # A clause without a subject of its own goes on with the subject and the mood of the one before
        clause, _ = clause_bounds(folded, reading, clause - 2)
        reach = 40
    left = max(clause, verb.start - reach)
    before = [cue for cue in reading.cues if left <= cue.start and cue.end <= verb.start]
    if reading.han and verb.kind in ("sign", "reach"):
        before = outside_topic(folded, before, verb, left)
    if (_UNREAL_ZH if reading.han else _UNREAL).search(folded, max(clause, verb.start - _UNREAL_REACH), verb.start):
        return "negative"
    if not reading.han and verb.kind == "sign" and only_lets(folded, clause, verb):
        return "negative"
    refusal = _refusal(folded, reading, verb, before, (clause, clause_end))
    if refusal:
        return refusal
    moods = [cue for cue in before if cue.kind in ("plan", "talks", "now_done")]
    if reading.han:
        if verb.kind == "sign" and _HOPED_ZH.search(folded, max(reading.sentence.start, verb.start - 60), verb.start):
            return "wish"
        if verb.kind == "sign" and _ONCE_PASSED_ZH.search(folded, left, verb.start):
            return "planned"
        moods = [cue for cue in moods if cue.start >= own_clause or not _takes_object(folded, cue)]
        moods = [cue for cue in moods if not names_a_field(folded, cue) and not led_to_it(folded, cue)]
        if not moods and (_WILL_ZH.search(folded, left, verb.start) or goes_with_plan(folded, reading.cues, verb)):
            return "planned"
        if verb.kind == "open" and (works_towards(folded, left, verb) or _APPROVED_ZH.search(folded, left, verb.start)):
            return "planned"
        return _chinese_mood(moods, verb)
    return _latin_mood(folded, moods, verb)


# ,并签署 or ,与某市签署: no subject stands before the verb
_JOINS_IN = re.compile(r"(?:并|亦|还|再|及)?[与和同跟][^,;:]{2,14}?(?:再|正式|共同|联合)?")


def _goes_on(folded: str, clause: int, verb: Cue) -> bool:
    """Whether the clause that begins at ``clause`` has no subject before its verb."""
    joins = verb.kind == "sign" and _JOINS_IN.fullmatch(folded, clause, verb.start)
    return verb.start - clause <= 3 or bool(joins)


# "if the two sides sign", "whether they should", "defende que assinem", 如果签署, 会否, 促粤港签署: nothing is told
_UNREAL = re.compile(
    r"\b(?:if|whether|unless|were to|had (?:they|it)|should (?:they|it)|caso|talvez)\b[^,;:]*$"
    r"|\b(?:defend(?:e|eu|em)|sug(?:ere|eriu)|prop(?:õe|ôs)|recomend(?:a|ou)|acha|opin(?:a|ou)) que\b[^,;:]*$"
)
_UNREAL_ZH = re.compile(
    r"(?:如果|如(?=由|获|能|可|双方|最终|作出)|假如|假使|倘若?|若(?!干)|一旦|会否|是否|能否|可否|应否|有否|即使|除非"
    r"|促(?=政府|当局|内地|两地|中央|港|粤|深|澳|特区))[^,;:]*$"
)
_UNREAL_REACH = 60
# "hopes that Hong Kong and Mexico could one day sign"
_WISH_REACH = 50


# 期待双方尽快敲定文本,完成审批后签署: what is hoped to be done soon, told at length before the signing
_HOPED_ZH = re.compile(
    r"(?:期待|期望|盼望?|希望|冀)[^。;]{0,40}(?:尽快|早日|尽早)(?:(?!今日|今天|昨|日前|已|\d日)[^。;])*$"
)
# 在完成审批程序后签署: what has yet to be passed is not signed
_ONCE_PASSED_ZH = re.compile(
    r"(?:在|待|须)(?:完成|通过|取得|获得?)[^,。;]{0,14}(?:程序|手续|审批|批准|报批)之?后[^,。;]{0,6}$"
)
# 获批在前海设立, 同意设立: what is only allowed is not open yet
_APPROVED_ZH = re.compile(r"(?:获批|获准|批复|批准|核准|同意)[^,。;]{0,20}$")
# 政府会与…签署: 会 as "will", not the end of 商会, 协会, 证监会
_WILL_ZH = re.compile(
    r"(?<![商协总学合事员金公工年社议董马促育盟乡委展博运晚峰酒茶盛聚大理国联机监法友善字审亲教利新师坊])"
    r"会(?:跟|与|和|在|于|就|再|继续|尽快|陆续|推出|签|设|开)"
    # 今年底开业, 年内动工
    r"|(?:今|本)年(?:年?底|内)|年底前|(?<!\d)年内(?!第|首|再|已|累|新)|月底前"
)


# 贸易投资促进局, 经济促进会: the word of wishing is part of a body's name
_NAMES_A_BODY = re.compile(r"局|署|处|中心|委员会|会(?![谈议])|协会|联合会|基金")


def _is_in_the(folded: str, reading: CuedSentence, cue: Cue) -> bool:
    """Whether "no" is the Portuguese "in the" ("no continente")."""
    return reading.sentence.lang == "pt" and folded[cue.start : cue.end] == "no"


def _refusal(folded: str, reading: CuedSentence, verb: Cue, before: list[Cue], clause: tuple[int, int]) -> str:
    """Negation, denial, a stop or a mere wish; empty where the verb stands."""
    near = 5 if reading.han else 22
    if not reading.han and _INFINITIVE.search(folded, max(0, verb.start - 20), verb.start):
        # "urged the city to open an office and to sign": the second thing asked for stands far behind the word
        before = [cue for cue in reading.cues if cue.kind == "urge" and cue.end <= verb.start] + before
    for cue in before:
        if cue.kind == "urge":
            return "negative"
        far = 20 if reading.han and cue.end - cue.start > 1 else near
        if cue.kind == "negative" and verb.start - cue.end <= far and not _is_in_the(folded, reading, cue):
            return "negative"
    for cue in reading.cues:
        if not clause[0] <= cue.start < clause[1]:
            continue
        if cue.kind == "deny" and cue.start < verb.start:
            return "negative"
        if cue.kind in ("cancelled", "stalled") and cue.start != verb.start:
            return cue.kind
    reach = 10 if reading.han else _WISH_REACH
    wishes = [cue for cue in before if cue.kind == "wish" and verb.start - cue.end <= reach]
    if verb.kind in ("sign", "reach") and any(not _NAMES_A_BODY.match(folded, cue.end) for cue in wishes):
        return "wish"
    return ""


def _latin_mood(folded: str, moods: list[Cue], verb: Cue) -> str:
    if verb.value == "base" and _AFTER_PT.search(folded, max(0, verb.start - 14), verb.start):
        return "done"
    is_first = _FIRST_TO.search(folded, max(0, verb.start - _FIRST_REACH), verb.start)
    if is_first and all(cue.kind == "now_done" for cue in moods):
        return "done"
    if any(cue.kind == "talks" for cue in moods):
        return "talks"
    if any(cue.kind == "plan" for cue in moods):
        return "planned"
    if verb.value == "base" or _INFINITIVE.search(folded, max(0, verb.start - 20), verb.start):
        return "planned"
    return "ing" if verb.value == "ing" else "done"


def _chinese_mood(moods: list[Cue], verb: Cue) -> str:
    """The word of mood nearest to the verb decides, but for 已 and 正式, which only count right before it."""
    last = moods[-1] if moods else None
    if last is None:
        return "done"
    if last.kind == "talks" or any(cue.kind == "talks" and verb.start - cue.end <= 12 for cue in moods):
        return "talks"
    is_done = last.kind == "now_done" and verb.start - last.end <= 2
    return "planned" if any(cue.kind == "plan" for cue in moods) and not is_done else "done"


# 将 before a noun takes an object ("将清洁能源输出"); before a time or 会, 于, 在 it speaks of the future
_FUTURE_MARK = re.compile(
    r"将(?:会|于|在|由|与|和|共同|联合|正式|再|向|分|进|发|推|启|开|举|成|设|签|前往|转往|赴|访|率|出席|\d|今|明|下|本|年|一)"
)


def _takes_object(folded: str, cue: Cue) -> bool:
    """Whether a word of mood is the 将 that only puts an object before its verb."""
    return folded[cue.start : cue.end] == "将" and not _FUTURE_MARK.match(folded, cue.start)


# 12个项目在某某推介会上集体签约: between the projects and their verb stands where it was
_SIGNED_AT_ZH = re.compile(r"(?:今日|昨日|今天|昨天)?[在于][^,。;]{2,36}?[上中内](?:集中|集体|现场|正式|成功|同时)*")
_SIGNED_AT_REACH = 46


def object_of(folded: str, reading: CuedSentence, verb: Cue, kinds: tuple[str, ...], reach: int) -> Cue | None:
    """The object of ``verb``, of one of ``kinds``: after it within ``reach`` characters, in a passive before it."""
    things = reading.of(*kinds)
    after = [cue for cue in things if 0 <= cue.start - verb.end <= reach and cue.start >= verb.end]
    if not reading.han and verb.value == "done" and (verb.kind == "sign" or _PARTICIPLE_PT.match(folded, verb.start)):
        touching = [cue for cue in things if cue.end + 1 == verb.start]
        if not touching and folded.startswith(", ", verb.start - 2) and verb.kind == "announce":
            # "A directiva do Conselho de Estado, publicada ontem, pede": the participle tells of what stands before
            touching = [c for c in things if reading.sentence.start <= c.start and 0 <= verb.start - c.end <= _APPOSED][
                :1
            ]
        if touching:
            return touching[0]
    if after and (reading.han or not _is_passive_before(folded, reading, verb)):
        return after[0]
    start, _ = clause_bounds(folded, reading, verb.start)
    if not reading.han and verb.value == "done":
        start = reading.sentence.start
    before = [cue for cue in things if start <= cue.start and cue.end <= verb.start]
    if not before:
        return after[0] if after else None
    if reading.han:
        near = 20 if not _SIGNED_AT_ZH.fullmatch(folded, before[-1].end, verb.start) else _SIGNED_AT_REACH
        return before[-1] if verb.start - before[-1].end <= near else None
    if _is_passive(folded, verb) or _is_headline_passive(folded, reading, verb):
        return _head_before(folded, before) if verb.start - before[-1].end <= 170 else None
    if verb.kind in ("open", "announce") and _INTRANSITIVE.match(folded, verb.start):
        return before[-1] if verb.start - before[-1].end <= 90 else None
    return None


# "the plan for basic public services was announced": what a rule is for stands behind it
_IS_FOR = re.compile(
    r"[\w-]+(?: [\w-]+){0,2}? (?:for|of|on|para|sobre) (?:(?!to\b|and\b|that\b|which\b)[\w'’-]+ ){0,6}"
)


def _head_before(folded: str, things: list[Cue]) -> Cue:
    """The last of ``things`` before a passive verb, or the rule that the last one only describes."""
    for thing in things[-3:-1]:
        if thing.kind == "measure" and _IS_FOR.fullmatch(folded, thing.start, things[-1].start):
            return thing
    return things[-1]


def _is_passive(folded: str, verb: Cue) -> bool:
    """Whether a verb is passive: by the word before it, or as a phrase that holds that word ("foram lançados")."""
    is_after = _PASSIVE.search(folded, max(0, verb.start - 20), verb.start) is not None
    return is_after or folded.startswith(("foi ", "foram "), verb.start)


def _is_passive_before(folded: str, reading: CuedSentence, verb: Cue) -> bool:
    """Whether a Latin verb is passive and what follows it tells by whom, when or where, not what."""
    is_passive = _is_passive(folded, verb)
    told_how = folded[verb.end : verb.end + 4] in (" by ", ".", " on ", " at ", " in ")
    return (is_passive and told_how) or _is_headline_passive(folded, reading, verb)


def _is_headline_passive(folded: str, reading: CuedSentence, verb: Cue) -> bool:
    """Whether a title's participle is passive: nothing stands after it that it could take as its object."""
    if reading.sentence.paragraph or verb.value != "done":
        return False
    is_participle = _PARTICIPLE_PT.fullmatch(folded, verb.start, verb.end) is not None
    pattern = _HEADLINE_PASSIVE_PT if is_participle else _HEADLINE_PASSIVE
    return bool(pattern.match(folded, verb.end, reading.sentence.end))


def is_further(folded: str, reading: CuedSentence, verb: Cue) -> bool:
    """Whether the sentence itself says that this is one more ("another four", 另外)."""
    start, end = max(reading.sentence.start, verb.start - _CLAUSE_REACH), min(reading.sentence.end, verb.end + 20)
    # 甲签署一份,双方还签署: 还 behind the verb belongs to the next one
    return any(match[0] != "还" or match.start() < verb.start for match in _FURTHER.finditer(folded, start, end))


_STATUSES = ("planned", "talks", "stalled", "cancelled")


# "HK$135 million", 20亿元: a sum large enough to be invested or set aside
SUM = re.compile(
    r"(?:hk\$|us\$|rmb|mop|\$)? ?\d[\d,.]{0,12} ?(?:million|billion|亿|万|mil milhões|milhões)"
    r"|[一二三四五六七八九十百千两]{1,8}(?:亿|万)"
)


def status_of(how: str, done: str) -> str:
    """The status that a mood means; ``done`` is that of the rule where the thing is simply told. A wish is talks."""
    return how if how in _STATUSES else "talks" if how == "wish" else done
