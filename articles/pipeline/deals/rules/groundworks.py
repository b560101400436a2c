"""The beginning of building works: a project that is announced and begun, while nothing opens yet."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# "arrancou a construção de três fábricas", "launched construction of the pier": the building begins
# "lançou a primeira pedra do novo campus": nothing is open for a stone
_WORKS_ON = re.compile(
    r"\b(?:construction|building|works?) (?:works? )?(?:of|on) |\b(?:construção|obras|primeira pedra) d[aeo]s? "
)
# "construction has started on a bridge", "work on the second bridge began"
_WORKS_BEGIN = re.compile(r"\b(?:construction|building works?|works?|obras?|construção)(?: [\w-]+){0,3} $")
_BEGIN_REACH = 50
# "as obras da linha para Hengqin deverão arrancar": what begins may be described at length
_BEGINS_PT = re.compile(r"arranc|inici|começ")
_OBRAS = re.compile(r"\b(?:construção|obras) d[aeo]s? [^.,;:]*$")
_OBRAS_REACH = 120


def begins_works(folded: str, sentence: CuedSentence, verb: Cue, thing: Cue) -> bool:
    """Whether what a verb of opening begins is the building of a thing."""
    begins = _WORKS_BEGIN.search(folded, max(sentence.sentence.start, verb.start - _BEGIN_REACH), verb.start)
    begins = begins or (
        _BEGINS_PT.match(folded, verb.start)
        and _OBRAS.search(folded, max(sentence.sentence.start, verb.start - _OBRAS_REACH), verb.start)
    )
    return bool(begins or _WORKS_ON.search(folded, verb.end, thing.start))


# "construction of the rail link began", "a construção da ponte arrancou": the building begins, nothing opens yet
_BUILDING = re.compile(
    r"\b(?:construction|building|piling|works?)(?: works?)? (?:of|on|for) [^.,;:]*$"
    r"|\b(?:construção|obras) d[aeo]s? [^.,;:]*$"
)


# "Construction of a light rail line that will link the two cities began": what is built may be described at length
_NAMES_WORKS = re.compile(
    r"\W*(?:[\w-]+ ){0,2}?(?:construction|building|piling) (?:works? )?(?:of|on|for) "
    r"|\W*(?:a |as )?(?:construção|obras) d[aeo]s? "
)
WORKS_REACH = 200


def names_works(folded: str, start: int) -> bool:
    """Whether the clause from ``start`` on begins with the building of something."""
    return _NAMES_WORKS.match(folded, start) is not None


def is_being_built(folded: str, start: int, thing: int) -> bool:
    """Whether the thing at ``thing``, which begins, is named by its building from ``start`` on."""
    return _BUILDING.search(folded, start, thing) is not None


# "Começou ontem a construção da ponte": Portuguese may tell what begins after the verb
_WORKS_AFTER = re.compile(r"(?: [\w-]+){0,3} (?:a|as) (?:construção|obras?) d[aeo]s? ")
_WORKS_REACH = 60


def works_after(folded: str, sentence: CuedSentence, begins: re.Match[str]) -> Event | None:
    """The start of building works that are named behind the verb, in Portuguese."""
    works = _WORKS_AFTER.match(folded, begins.end("verb"), sentence.sentence.end) if begins["verb"] else None
    things = [cue for cue in sentence.of("venue") if works and 0 <= cue.start - works.end() <= _WORKS_REACH]
    verb = Cue("begin", "done" if begins["verb"] and begins["verb"].endswith("ou") else "now", *begins.span("verb"))
    how = mood(folded, sentence, verb) if things else "negative"
    if how in ("negative", "wish"):
        return None
    return Event("launch_opening", status_of(how, "announced"), "ground", sentence.index, verb, things[0])
