"""Rule for things and rules that begin, told by a verb without an object ("the scheme starts on Monday")."""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event, clause_bounds, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.acts import measure_type, read_as
from articles.pipeline.deals.rules.groundworks import WORKS_REACH, is_being_built, names_works, works_after
from articles.pipeline.deals.rules.moods import mood

# Between subject and verb another actor: "plan, says the bank that starts"
_BREAKS_OFF = re.compile(r"\b(?:as|when|said|says|that|who)\b")
# "northbound trading begins", "the scheme starts on Monday", "o programa arranca": the verb takes no object
_BEGINS = re.compile(
    r"\b(?P<verb>begins?|began|begun|starts?|started|resumes?|resumed|commenced?|commences|g[eo]ts? under ?way|launches"
    r"|começ(?:a|ou|am)|arranc(?:a|ou)"
    r"|tem início|teve início)(?:[.,;:]| ?\n|$| (?:on|in|at|from|for|with|under|today|tomorrow|this|next|between"
    r"|amid|ahead|after|operating|em|na|no|oficialmente|formalmente|a partir|hoje|" + DAY_PT + r"|esta|com"
    r"|a (?:funcionar|operar|circular))\b)"
    r"|\b(?P<force>entr(?:a|am|ou|aram))(?: (?:hoje|" + DAY_PT + r"|amanhã|já|ainda|esta|no|na|dia|[\d/]{1,5}"
    r"|\w+-feira)){0,4}"
    r" em vigor\b"
    # "was officially implemented from midnight"; what somebody implemented "by" or "in recent years" recalls
    r"|\b(?P<done>(?:was|were|has been|have been|is|are|foi|foram) (?:\w+(?:ly|mente) )?"
    r"(?:implemented|implementad[oa]s?)|(?:\w+ly )?implemented(?= from| on |[.,;:]|\n|$))\b"
    r"(?! (?:by|in recent|pel[oa]s?)\b)"
)
# What goes on by itself: "travel with Macao resumes"
_GOES_ON = re.compile(r"\b(?:trading|travel|flights?|services?|operations?)\b")
_BEGINS_REACH = 60
# A rule may be described at length before it "entra hoje em vigor"
_FORCE_REACH = 140


# "trading in shares of the firm began": told as a listing
_IN_SHARES = re.compile(r" in (?:the |its |their )?(?:new )?(?:shares|stock)\b")


def beginnings(folded: str, sentence: CuedSentence) -> list[Event]:
    """A thing or a rule that begins, told by a verb without an object."""
    if sentence.han:
        return []
    for match in _BEGINS.finditer(folded, sentence.sentence.start, sentence.sentence.end):
        start, _ = clause_bounds(folded, sentence, match.start())
        reach = _FORCE_REACH if match["force"] or match["done"] else _BEGINS_REACH
        start = max(start, match.start() - (WORKS_REACH if names_works(folded, start) else reach))
        things = [cue for cue in sentence.of("measure", "venue") if start <= cue.start and cue.end < match.start()]
        things = things or _in_force_after(sentence, match)
        goes_on = list(_GOES_ON.finditer(folded, start, match.start()))
        if not things and not goes_on:
            if works := works_after(folded, sentence, match):
                return [works]
            continue
        if goes_on and _IN_SHARES.match(folded, goes_on[-1].end()):
            continue
        if sentence.of("ipo") and goes_on and folded.startswith("trading", goes_on[-1].start()):
            # "trading in its shares is due to start" is the listing itself
            continue
        if match["done"] and not any(cue.kind == "measure" for cue in things):
            continue
        word = match["verb"] or match["force"] or match["done"].split()[0]
        form = "done" if word.endswith(("ed", "an", "ou", "un")) or word.startswith("got") else "now"
        verb = Cue("begin", form, match.start(), match.start() + len(word))
        how = mood(folded, sentence, verb)
        if how in ("negative", "wish") or (things and _BREAKS_OFF.search(folded, things[-1].end, verb.start)):
            continue
        thing = things[-1] if things else Cue("venue", "launch_opening", goes_on[-1].start(), goes_on[-1].end())
        thing = read_as(sentence, thing, "measure")
        if thing.kind == "measure":
            kind = measure_type(folded, sentence, verb, thing)
            return [Event(kind, status_of(how, "announced"), "effect", sentence.index, verb, thing)]
        if is_being_built(folded, start, thing.start):
            return [Event("launch_opening", status_of(how, "announced"), "ground", sentence.index, verb, thing)]
        return [Event("launch_opening", status_of(how, "completed"), "start", sentence.index, verb, thing)]
    return []


# "Entrou ontem em vigor a isenção": in Portuguese what enters into force may stand behind it
_AFTER_REACH = 40


def _in_force_after(sentence: CuedSentence, match: "re.Match[str]") -> list[Cue]:
    """The measure right behind "entrou em vigor", where the sentence begins with that; else empty."""
    if not match["force"] or match.start() - sentence.sentence.start > _AFTER_REACH:
        return []
    after = (cue for cue in sentence.of("measure") if 0 <= cue.start - match.end() <= _AFTER_REACH)
    return list(after)[:1]
