"""Lines and services that are carried on to another place: "Metro Line 9 will be extended to Macao", 地铁延伸至."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue, span_of
from articles.pipeline.deals.rules.moods import mood

EXTENSION_WORDS = ("extended to", "extended into", "prolongad", "estendid", "延伸", "延长至", "延长到")
_EXTENDED = re.compile(
    r"\b(?P<thing>(?:line|metro|railway|rail|light rail|tram|route|service|bus|ferry|tunnel|expressway|road|pipeline"
    r"|linha|metro|carreira|ferrovia|estrada|autocarro)\b[^.;:]{0,30}?) "
    r"(?P<verb>(?:will be|is to be|are to be|to be|is|are|was|were|has been|have been|será|serão|vai ser|vão ser"
    r"|irá ser|irão ser|foi)"
    r" (?:extended (?:to|into)|(?:prolongad|estendid)[oa]s? (?:até|a)))\b"
    r"|(?P<thing_zh>(?:地铁|轻轨|城际|铁路|专线|航线|巴士|公交|客船|号线|隧道|高速|管道)[^,。;]{0,10}?)"
    r"(?P<verb_zh>延伸(?:至|到)|延长(?:至|到)(?![^,。;]{0,6}[年月日时点分]))"
)

_TO_COME = ("will be", "is to be", "are to be", "to be", "será", "serão", "vai ser", "vão ser", "irá ser", "irão ser")


def extensions(folded: str, sentence: CuedSentence) -> list[Event]:
    """A line or a service that goes on to another place."""
    match = _EXTENDED.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    is_han = match["verb_zh"] is not None
    verb = Cue("open", "zh" if is_han else "done", *span_of(match, "verb"))
    thing = Cue("venue", "launch_opening", *span_of(match, "thing"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    is_to_come = (match["verb"] or "").startswith(_TO_COME) and how != "talks"
    status = "planned" if is_to_come else status_of(how, "completed")
    return [Event("launch_opening", status, "extension", sentence.index, verb, thing)]
