"""Rules for agreements that name no paper: what two sides agree, and papers told by their number."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue, holds
from articles.pipeline.deals.rules.moods import mood

_NUMBER = (
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|dois|duas|três|quatro|cinco|seis"
    r"|sete|oito|nove|dez|mais de \d+)"
)
# "trip yields 14 memorandums", "fair ends with 48 deals", "terminou com a assinatura de 48 acordos"
_YIELDS = re.compile(
    r"\b(?P<verb>yield(?:s|ed)?|net(?:s|ted)|produce[sd]|result(?:s|ed) in|ends? with|ended with|clos(?:es|ed) with"
    r"|conclude[sd] with|wraps up with|wrapped up with|secure[sd]?|bags?|bagged|lands?|landed|brings?|brought"
    r"|garner(?:s|ed)|receiv(?:es|ed)|collect(?:s|ed)|attract(?:s|ed)|gather(?:s|ed)|generat(?:es|ed)"
    r"|opens? with|opened with|opens? week with|termin(?:a|ou) com|encerr(?:a|ou) com|fech(?:a|ou) com"
    r"|sald(?:a|ou)-se em|result(?:a|ou) em"
    r"|rend(?:e|eu)|permitiu|gerou|gera)\b"
    r"(?: (?:the|a|an|some|more|than|over|about|up|to|total|of|signing|assinatura|de)){0,5} "
    + _NUMBER
    + r" (?:[\w-]+ ){0,3}?(?P<thing>deals|agreements|mous|memorand\w+|pacts|accords|contracts|letters of intent"
    r"|letters of intention|(?:investment |cooperation |co-operation )?(?:intention|intent) letters"
    r"|acordos|protocolos|memorandos|contratos)\b"
)
# 促成三十项合作, 收获十二份协议
_YIELDS_ZH = re.compile(
    r"(?P<verb>促成|收获|签得|取得|落实|斩获|敲定)(?:了)?(?:逾|超过|共|合共|近|约)?(?:\d+|[一二三四五六七八九十百两]{1,5})(?:余|多)?[份项个宗]"
    r"[^,。;]{0,8}?(?P<thing>协议|备忘录|合作项目|签约|合约|合同|合作协议|意向书)"
)
# "agree 12 areas", 达成十个领域共识, "chegaram a consenso sobre 12 áreas"
_AREAS = re.compile(
    r"\b(?P<verb>agree[ds]?|reach(?:es|ed)?|settle[ds]?)(?: (?:on|a|consensus|an understanding|to cooperate in"
    r"|the|following))* " + _NUMBER + r" (?:[\w-]+ ){0,2}?(?P<thing>areas|fields|projects|measures|initiatives|items)\b"
    r"|\b(?P<verb_pt>acordaram|chegaram a consenso sobre|definiram) "
    + _NUMBER
    + r" (?P<thing_pt>áreas|domínios|projectos|projetos|medidas)\b"
)
_AREAS_ZH = re.compile(
    r"(?P<verb>达成|敲定|议定|定出|确定|确立|商定)[^,。;]{0,6}?(?:\d+|[一二三四五六七八九十百两]{1,5})(?:大|个|项|方面|余|多){0,3}"
    r"[^,。;]{0,6}?(?P<thing>领域|范畴|合作方向|合作项目|共识|合作领域)"
)
# To look for these is much quicker than the pattern
_AREA_WORDS = ("领域", "范畴", "合作方向", "共识", "合作项目", "áreas", "domínios")
# "Hong Kong and Guangdong agree to co-develop", "A, B and C agree Swap Connect"
_AGREES = re.compile(
    r"(?<!to )\b(?P<verb>agree|agreed|agrees)\b(?! (?:that|with|but|it|whether|not)\b)"
    r"(?: (?:to|on) (?=co-?\w|joint|build|develop|set|open|launch|link|add|share|work|step|deepen|expand"
    r"|establish|promote|strengthen|create|regular))?"
    r"|\b(?P<verb_pt>acordam|acordaram) (?=criar|cooperar|desenvolver|abrir|lançar|reforçar|construir|partilhar)"
)


def counted(folded: str, sentence: CuedSentence) -> list[Event]:
    """Papers that a visit or a fair "yields", and areas of cooperation that two sides agree."""
    start, end = sentence.sentence.start, sentence.sentence.end
    yields, areas = (_YIELDS_ZH, _AREAS_ZH) if sentence.han else (_YIELDS, _AREAS)
    match, rule = None, "yield"
    if sentence.of("doc", "project"):
        match = yields.search(folded, start, end)
    if match is None and (sentence.of("sign", "reach") or holds(folded, _AREA_WORDS, start, end)):
        match, rule = areas.search(folded, start, end), "areas"
    if match is None:
        return []
    in_pt = "verb_pt" in match.re.groupindex and match["verb_pt"] is not None
    verb_group, thing_group = ("verb_pt", "thing_pt") if in_pt else ("verb", "thing")
    verb = Cue("sign", "zh" if sentence.han else "done", match.start(verb_group), match.end(verb_group))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    thing = Cue("doc", "cooperation_agreement", match.start(thing_group), match.end(thing_group))
    named = next((cue for cue in sentence.of("doc") if cue.start <= thing.start < cue.end), None)
    kind = named.value if named and named.value != "deal" else "cooperation_agreement"
    return [
        Event(
            kind, status_of(how, "signed"), rule, sentence.index, verb, thing, (kind,), kind == "cooperation_agreement"
        )
    ]


# "have agreed to build a campus": in running text the aim must be told, as two sides agree on much
_AGREES_TO = re.compile(
    r"(?<!to )\bagree(?:d|s)? (?:with [^.;,]{2,60} )?to (?:jointly |together )?"
    r"(?:co-?\w+|build|develop|set up|open|launch|establish|create|construct|recogni[sz]e each other)\b"
    r"|\b(?:acordam|acordaram) (?:criar|desenvolver|abrir|lançar|construir)\b"
)
# "agreed to recognise each other's certificates"
_RECOGNISE = re.compile(r"\brecogni[sz]e each other\b")
_LEAD = 2
"""Sentences, the title included, in which an article tells what it is about."""


def agreements(folded: str, sentence: CuedSentence) -> list[Event]:
    """What two named sides "agree" in a headline or agree to build in the lead, without a word for the paper."""
    if sentence.han or sentence.index >= _LEAD or sentence.of("doc", "ceremony"):
        return []
    agrees = _AGREES_TO if sentence.sentence.paragraph else _AGREES
    match = agrees.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb = Cue("sign", "now", match.start(), match.start() + len(match[0].split()[0]))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    recognises = _RECOGNISE.search(folded, match.start(), sentence.sentence.end)
    kind = "mutual_recognition" if recognises else "cooperation_agreement"
    return [Event(kind, status_of(how, "signed"), "accord", sentence.index, verb, verb, (kind,), not recognises)]
