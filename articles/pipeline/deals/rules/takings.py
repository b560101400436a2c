"""Rules for papers that take effect: signed before, in force now or from a day to come."""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# "the Arrangement will be implemented on June 1", "to take effect", "o acordo entra em vigor"
_IN_FORCE = re.compile(
    r"\b(?P<verb>be implemented|come into (?:effect|force|operation)|comes into (?:effect|force|operation)"
    r"|takes? effect"
    r"|enters? into (?:effect|force)|came into (?:effect|force|operation)|took effect|entered into (?:effect|force)"
    r"|entr(?:a|ará|am|arão|ou|aram) (?:[\w/-]{1,12} ){0,3}em vigor)\b"
)
# Between a paper and its verb another clause, or a rule of its own name, has the verb
_OTHERS = re.compile(
    r"[.;:]|\b(?:measures?|rules?|scheme|polic(?:y|ies)|visa|quota|tax|medidas?|regras?)\b|, (?:which|while|and) "
)
_REACH = 140
# "entra em vigor no próximo dia 16", "amanhã": made public, not yet so
_YET_TO_COME_PT = re.compile(r",? (?:já )?(?:n?[oa] próxim[oa]|amanhã|em breve|dentro de|daqui a)\b")


def papers_in_force(folded: str, sentence: CuedSentence) -> list[Event]:
    """An agreement that takes effect, told of the paper itself."""
    if sentence.han:
        return []
    for match in _IN_FORCE.finditer(folded, sentence.sentence.start, sentence.sentence.end):
        papers = [cue for cue in sentence.of("doc") if cue.end <= match.start() <= cue.end + _REACH]
        papers = papers or _put_last(folded, sentence, match.end())
        papers = [cue for cue in papers if cue.value in DOCUMENTS and cue.value not in ("mou", "letter_of_intent")]
        if not papers or _OTHERS.search(folded, min(papers[-1].end, match.start()), match.start()):
            continue
        told = match["verb"]
        verb = Cue("effect", "done" if told.startswith(("came", "took", "entered")) else "now", *match.span("verb"))
        how = mood(folded, sentence, verb)
        if how in ("negative", "wish", "talks"):
            continue
        named = [cue for cue in papers if cue.value != "cooperation_agreement"]
        thing = named[-1] if named else papers[-1]
        status = status_of("planned" if told == "be implemented" else how, "completed")
        if told.startswith(("entra ", "entram ")) and _YET_TO_COME_PT.match(folded, match.end(), sentence.sentence.end):
            status = "announced"
        kind = thing.value
        return [Event(kind, status, "in-force", sentence.index, verb, thing, (kind,), not named)]
    return []


# "entra em vigor esta segunda-feira o acordo de", "entrou ontem em vigor o novo regime de"
_PUT_LAST = re.compile(
    r"(?:,? (?:hoje|" + DAY_PT + r"|já|amanhã|oficialmente|(?:n?est[ae]|n[ao]) (?:próxim[ao] )?[\w-]{3,14}"
    r"|em [\w/ ]{4,18}"
    r"|(?:no dia|a) \d{1,2}(?: de [\wç]{4,9})?),?){0,3} (?:[oa]s?|um|uma) (?:nov[oa]s? )?"
)


def _put_last(folded: str, sentence: CuedSentence, verb_end: int) -> list[Cue]:
    """The papers of a Portuguese sentence that begins with the verb, as the cues that name the first of them."""
    if sentence.sentence.lang != "pt":
        return []
    between = _PUT_LAST.match(folded, verb_end, sentence.sentence.end)
    if between is None:
        return []
    at = between.end()
    return [cue for cue in sentence.of("doc") if at <= cue.start <= at + _LAUNCHED_REACH]


_LAUNCHED_REACH = 20


def recognitions_launched(folded: str, sentence: CuedSentence) -> list[Event]:
    """An arrangement of mutual recognition that two sides launch or announce, without a word of signing, in English."""
    papers = [cue for cue in sentence.of("doc") if cue.value == "mutual_recognition"]
    if not papers or not sentence.sentence.lang.startswith("en") or sentence.of("sign", "ceremony"):
        return []
    for verb in sentence.of("open", "announce"):
        thing = next((paper for paper in papers if 0 < paper.start - verb.end <= _LAUNCHED_REACH), None)
        how = mood(folded, sentence, verb) if thing else "negative"
        if thing and how not in ("negative", "wish", "talks"):
            kind = "mutual_recognition"
            return [Event(kind, status_of(how, "announced"), "in-force", sentence.index, verb, thing, (kind,))]
    return []
