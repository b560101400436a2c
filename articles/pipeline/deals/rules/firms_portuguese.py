"""Portuguese: what firms do with each other: bought, joined by a stake, lent to, set up together, supplied.

The frames are in ``firms_frames_portuguese``; ``sides`` reads the names at the places that they hold.
"""

import re

from articles.pipeline.deals.events import SUM, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.firms_frames_portuguese import FRAMES
from articles.pipeline.deals.rules.frames_portuguese import has_group
from articles.pipeline.deals.rules.moods import mood
from articles.pipeline.deals.telling_portuguese import TELLS_PT

_CONTROLS = 50.0
# "vai investir", "quer comprar", "prepara-se para": a plan by the words before, or a future in one word
# "assinou ontem um acordo para comprar": what the paper is for
_SIGNED_FOR = re.compile(
    r"\b(?:(?:assin|celebr|firm|rubric|formaliz|fech)(?:ou|aram|a|am|ar)|subscrev(?:eu|eram"
    r"|er))\b[^.;]{0,50}? (?:acordo|contrato)[^.;]{0,16}"
    r" (?:para|com vista a|que prevê) (?:a )?$"
)
_YET_TO_COME = re.compile(r"\w{2,20}(?:rá|rão|[aei]r)(?:-se)?\b")
# "foi ontem registada em Hengqin": the venture whose shares are told
_FOUNDED = re.compile(
    r"\b(?:foi|foram|ficou)(?: ontem| hoje| \w{4,9}mente| na \w{4,7}-feira)? (?:registad|constituíd|criad|fundad"
    r"|formad)[ao]s?\b"
)

# "passou a deter", "tornou-se accionista": it is so
_IS_SO = ("passou", "passaram", "tornou", "tornaram", "detém", "detêm", "ficou", "ficaram")
# "comprou", "vendeu", "tomou uma posição": it has changed hands, as in the other languages
_HAS_BOUGHT_PT = re.compile(
    r"(?:compr(?:ou|aram)|adquiri(?:u|ram)|vend(?:eu|eram)|tom(?:ou|aram)|entr(?:ou|aram)|reforç(?:ou|aram)"
    r"|alien(?:ou|aram)|subscrev(?:eu|eram)|foi|foram)\b"
)
# "investiu 180 milhões na Foo": paid into a firm that is named, unlike what goes into works
_HAS_PAID_IN = re.compile(r"(?:invest(?:iu|iram)|injec?t(?:ou|aram)|aplic(?:ou|aram))\b")
# "após comprar", "acaba de abrir": the infinitive after these words has happened; "interessada em comprar" has not
_HAPPENED = re.compile(r"\b(?:após|depois de|ao|acab(?:a|am|ou|aram) de) $")
# "vai investir 60 milhões, anunciou a Foo": the money is pledged; "pretende investir" pledges nothing
_PLEDGES = re.compile(
    r"\b(?:(?:vai|vão|irá|irão) (?:[\w-]{2,14} ){0,2}?(?:investir|injec?tar|aplicar|ficar com|passar a deter)"
    r"|investir(?:á|ão)|ficar(?:á|ão) com|passar(?:á|ão) a deter)$"
)
_INTERESTED = re.compile(
    r"\b(?:interess\w+|proposta|oferta|propostas|estud\w+|ponder\w+|negoci\w+|conversações|hipótese|possibilidade"
    r"|candidat\w+|corrida|admite|equacion\w+)\b[^.;]{0,50}$"
)


def firms_portuguese(folded: str, sentence: CuedSentence) -> list[Event]:
    """What a frame tells; a part of more than half is control of the firm."""
    told = FRAMES.fill(folded, sentence)
    if told is None:
        return []
    filled, match = told
    if not sentence.sentence.paragraph and "mãos" in match["verb"]:
        # A headline says so of anything
        return []
    verb = Cue("form" if filled.type == "joint_venture" else "firm", "done", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    kind, status = filled.type, filled.status
    before = max(sentence.sentence.start, verb.start - 90)
    if how in ("done", "planned") and _SIGNED_FOR.search(folded, before, verb.start):
        how, status = "done", "signed"
    elif how == "done" and _YET_TO_COME.match(match["verb"]) and not _HAPPENED.search(folded, before, verb.start):
        how = "talks" if _INTERESTED.search(folded, before, verb.start) else "planned"
    is_so = match["verb"].startswith(_IS_SO) or _HAS_BOUGHT_PT.match(match["verb"])
    if kind in ("equity_investment", "acquisition") and status == "announced" and is_so:
        status = "completed"
    if kind == "equity_investment" and has_group(match, "other") and _HAS_PAID_IN.match(match["verb"]):
        status = "completed"
    if kind in ("equity_investment", "acquisition") and has_group(match, "percent"):
        part = float(match["percent"].replace(",", "."))
        kind = "acquisition" if part > _CONTROLS else "equity_investment"
    if kind == "construction_contract" and status == "signed" and how == "planned":
        # "vai construir a linha por 4 mil milhões": who builds at a price has the contract
        how = "done"
    if kind == "equity_investment" and how == "planned" and _is_pledged(folded, sentence, match):
        how = "done"
    if kind == "bond_loan" and SUM.search(folded, sentence.sentence.start, sentence.sentence.end) is None:
        return []
    if (
        kind == "joint_venture"
        and status == "announced"
        and _FOUNDED.search(folded, max(0, verb.start - 300), verb.start)
    ):
        status = "completed"
    thing = Cue("firm", "noun", match.end("verb"), match.end())
    return [Event(kind, status_of(how, status), "firms-pt", sentence.index, verb, thing)]


_TOLD = re.compile(r"\b" + TELLS_PT + r"\b")


def _is_pledged(folded: str, sentence: CuedSentence, match: re.Match[str]) -> bool:
    """Whether somebody makes public that so much will be invested."""
    start, end = sentence.sentence.start, sentence.sentence.end
    pledges = _PLEDGES.search(folded, max(start, match.start("verb") - 40), match.end("verb"))
    return pledges is not None and _TOLD.search(folded, start, end) is not None
