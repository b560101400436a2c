"""Portuguese: papers that are first counted and then named one by one, each with sides of its own.

"Foram assinados 12 acordos. Entre eles está um acordo da Foo com o Bar e um memorando entre a Baz e o Qux."
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue

AMONG_WORDS = (
    "entre eles",
    "entre elas",
    "entre estes",
    "entre estas",
    "destes,",
    "destas,",
    "destacam-se",
    "destaca-se",
)
_AMONG = re.compile(
    r"\W{0,2}(?:entre (?:eles|elas|estes|estas)|d?est[ae]s|contam-se|destacam?-se),? (?:contam-se |figuram? "
    r"|est(?:á|ão) "
    r"|encontram?-se |destacam?-se |incluem-se |há |foi (?:assinado |celebrado )?|foram )?(?=(?:um|uma|o|a)s? )"
)
# The sentence before tells the signing of them all
_SIGNED_BEFORE = re.compile(r"\b(?:assin|celebr|firm|rubric|formaliz)(?:ad[oa]s?|ou|aram)\b[^.\n]{0,200}[.\n]{1,3} ?$")
_PAPER = re.compile(
    r"\b(?P<paper>memorando(?: de entendimento)?|carta de intenções|acordo-quadro|acordo|protocolo|convénio|convênio)"
    r"(?: de [\wà-ÿ]{4,16}(?: [\wà-ÿ]{5,14})?| [a-zà-ÿ]{5,14})?(?: (?:sobre|para|na área d[aeo]) [^.;,]{2,50}?)?"
    r" (?:(?:assinado |celebrado )?entre|d[ao]s?) "
)
_KINDS = (("memorando", "mou"), ("carta", "letter_of_intent"), ("acordo-quadro", "framework_agreement"))
_REACH = 300
_MOST = 8


def named_among(folded: str, sentence: CuedSentence) -> list[Event]:
    """The papers that a Portuguese sentence names of those whose signing the one before tells."""
    start, end = sentence.sentence.start, sentence.sentence.end
    among = _AMONG.match(folded, start, end) if sentence.sentence.lang == "pt" else None
    if among is None or _SIGNED_BEFORE.search(folded, max(0, start - _REACH), start) is None:
        return []
    verb = Cue("sign", "done", start, among.end())
    found = []
    for paper in list(_PAPER.finditer(folded, among.end(), end))[:_MOST]:
        called = paper["paper"]
        kind = next((kind for word, kind in _KINDS if called.startswith(word)), "cooperation_agreement")
        thing = Cue("doc", kind, paper.start("paper"), paper.end())
        found.append(Event(kind, "signed", "named-among", sentence.index, verb, thing, (kind,), is_one_of_pairs=True))
    return found
