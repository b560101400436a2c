"""The day of a deal that an English article tells in a sentence of its own: "The ceremony took place on Wednesday"."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import When

_REACH = 3
# "signed it in Luanda on", "put pen to paper on"
_SIGNED = re.compile(
    r"\b(?:signed|inked|sealed|initialled|initialed|exchanged|swapped|concluded|put (?:pen to paper|their names)"
    r"|shook hands)\b[^.;\n]{0,70}$"
)
# "The ceremony took place on", "The documents were exchanged on", "The closing was announced on"
_HELD = re.compile(
    r"\b(?:ceremony|signing|agreements?|deal|documents?|memorand(?:um|a)|mou|pact|accord|contract|charter|letters?"
    r"|notes|closing|transaction"
    r"|handover|opening|launch|inauguration|unveiling|event)\b[^.;\n]{0,50}? (?:took place|was held|were held"
    r"|was signed|were signed|was exchanged"
    r"|were exchanged|was concluded|was sealed|was inked|came|happened|was witnessed|was completed"
    r"|closed)\b[^.;\n]{0,70}$"
)
_OPENED = re.compile(
    r"\b(?:opened|started|began|launched|inaugurated|went (?:live|into service|into operation)|took off"
    r"|entered service|set off|departed)\b[^.;\n]{0,60}$"
)
# "right after Tuesday's ceremony", "at Monday's signing"
_CEREMONY_AFTER = re.compile(
    r"['’]s (?:[\w-]{1,20} ){0,2}(?:ceremony|signing|opening|launch|inauguration|unveiling|closing|handover"
    r"|announcement)\b"
)
# What was before, or somebody else's
_EARLIER = re.compile(
    r"\b(?:previous|earlier (?:agreement|deal|memorandum|pact)|first (?:agreement|memorandum|signed)|last year"
    r"|similar|another|expir)\b"
)


def day_of_act(material: Material, told: Sequence[CuedSentence], kind: str) -> When | None:
    """The past day on which one of the next English sentences says that it was signed, held or opened; else None."""
    last = max(sentence.index for sentence in told)
    patterns = (_SIGNED, _HELD) if kind in DOCUMENTS else (_HELD, _OPENED) if kind == "launch_opening" else (_HELD,)
    for sentence in material.sentences[last + 1 : last + 1 + _REACH]:
        start, end = sentence.sentence.start, sentence.sentence.end
        if not sentence.sentence.lang.startswith("en") or _EARLIER.search(material.folded, start, end):
            continue
        for when in material.dates_in(sentence):
            if when.precision != "day" or (material.published_iso and (when.date or "") > material.published_iso):
                continue
            before = material.folded[max(start, when.start - 140) : when.start]
            if _CEREMONY_AFTER.match(material.folded, when.end, end) or any(p.search(before) for p in patterns):
                return when
    return None


# "will be signed in Lima in", "is due to open on", "hopes to award the contract in"
_AHEAD = (
    r"\b(?:will|would|shall|should|could|may|is to|are to|to be|due|expect(?:s|ed)?|scheduled|slated|set|planned"
    r"|plans?|hopes?|aims?|intends?"
    r"|targeted|target(?:s|ing)?|poised|earmarked|pencilled in|likely|ready|from|opens?|starts?|begins?"
    r"|takes?)\b[^.;\n]{0,60}?"
)
_VERBS = {
    "launch_opening": r"open|start|launch|begin|commence|operat|service|fly|flights?|enter|run|inaugurat|unveil"
    "|complet|ready",
    "construction_contract": r"award|sign|begin|start|commence|let|tender|ground|work",
    "bond_loan": r"offer|issu|sell|pric|auction|sale|tap|list|plac",
    "procurement": r"sign|award|buy|order|place|deliver|contract|tender",
    "fund": r"launch|start|set up|establish|clos|begin|operat|rais",
    "land": r"tender|auction|sell|award|offer|hand|grant",
    "acquisition": r"clos|complet|sign|conclud|finali[sz]",
    "equity_investment": r"clos|complet|sign|conclud|finali[sz]",
    "policy_measure": r"effect|force|start|begin|launch|appl|allow|admit|introduc|implement|run|open|extend|roll|able",
}
_OF_PAPERS = r"sign|seal|ink|conclud|initial|enter|finali[sz]|complet|ready|exchang"
_BEFORE_DAY = r"(?:\w{0,8})\b[^.;\n]{0,60}$"
_PLANNED = {kind: re.compile(_AHEAD + rf"\b(?:{verbs})" + _BEFORE_DAY) for kind, verbs in _VERBS.items()}
_PLANNED_PAPER = re.compile(_AHEAD + rf"\b(?:{_OF_PAPERS})" + _BEFORE_DAY)
_SPOKEN = re.compile(
    r"\b(?:said|says|told|announced|noted|added|revealed|wrote|reported|confirmed|disclosed|according to)"
    r"(?: (?:on|in|at|late|early|earlier|also|here|the|its|his|her|an?|reporters|statement|interview|press"
    r"|conference|briefing|filing|website"
    r"|forum|exchange|media|lawmakers|legislators)){0,6} $"
)


def is_spoken_behind(folded: str, start: int, when: When) -> bool:
    """Whether a day behind the deal is that on which somebody spoke of it (", the bureau said on Wednesday")."""
    return _SPOKEN.search(folded, max(start, when.start - 60), when.start) is not None


def day_to_come(material: Material, told: Sequence[CuedSentence], kind: str) -> When | None:
    """The day, month or year to come in which an English sentence says that what is planned will be done; else None."""
    first, last = min(s.index for s in told), max(s.index for s in told)
    pattern = _PLANNED_PAPER if kind in DOCUMENTS else _PLANNED.get(kind)
    today = material.published_iso or ""
    for sentence in material.sentences[first : last + 1 + _REACH]:
        start = sentence.sentence.start
        if pattern is None or not sentence.sentence.lang.startswith("en"):
            continue
        for when in material.dates_in(sentence):
            day = when.date or ""
            is_ahead = (
                day > today[: len(day)] or (when.precision == "quarter" and day[:4] >= today[:4]) or day == today[:4]
            )
            before = material.folded[max(start, when.start - 150) : when.start]
            if day and is_ahead and pattern.search(before) and not _SPOKEN.search(before):
                return when
    return None
