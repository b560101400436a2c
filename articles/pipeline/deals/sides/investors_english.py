"""Who puts money into an English firm that raises it: "in a round led by Foo, with Bar and Baz taking part"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import bodies_behind, heads, with_others

_ROUND = (
    r"(?:round|rounds|funding|financing|fundraising|fund-raising|placement|placing|investment|investors?|syndicate"
    r"|series \w|share"
    r" sale|capital increase|deal|backers?|consortium|group|raise)"
)
# "a funding round led by ", "joined by "
_LED_BY = re.compile(
    rf"\b{_ROUND}\b[^.;]{{0,60}}?,? (?:was |were |is |being |which was )?(?:jointly )?(?:co-led|led|headed|anchored"
    rf"|backed"
    r"|underwritten|joined|dominated) by (?=[A-Za-z])",
    re.IGNORECASE,
)
# "with participation from ", "Investors included ", "other backers such as "
_INCLUDING = re.compile(
    r"\b(?:participation (?:of|from|by)|contributions? from|backing (?:of|from)|support from|money from|cash from"
    r"|(?:[Nn]ew |[Oo]ther |[Ee]xisting |[Ee]arly |[Ll]ead )?(?:[Ii]nvestors?|[Bb]ackers?|[Ss]hareholders"
    r"|[Ss]ubscribers"
    r"|[Pp]lacees)(?: (?:in|for) (?:the|this) \w+)? (?:include[sd]?|including|such as|are|were|like|comprise[sd]?|is"
    r"|was|from))"
    r" (?=[A-Za-z])"
)
# "Foo led the round", "Foo and Bar also took part"
_TAKES_PART = re.compile(
    r"\b(?:co-)?(?:led|leads|headed|anchored|joined|backed|took part|participated|invested|subscribed|is among the"
    r"|are among the"
    r"|was among the|were among the)\b(?: in)?(?: the| this| its)? ?(?:[\w-]{1,14} ){0,2}?(?:" + _ROUND + r"|too"
    r"|as well|also|$)?"
)
_MONEY = re.compile(
    r"\b(?:round|funding|financing|fundraising|placement|placing|investors?|shares|stake|series|capital|backers?)\b"
)
# "raised US$50 million from Foo and Bar"
_RAISED_FROM = re.compile(
    r"\b(?:rais(?:es?|ed|ing)|secur(?:es?|ed|ing)|receiv(?:es?|ed|ing)|obtain(?:s|ed)?|attract(?:s|ed)?|won|got|land(?:s|ed)"
    r"|clos(?:es|ed)|drew|collect(?:s|ed))\b(?:[^.;]|\.(?=\d)){0,110}? from (?=[A-Za-z])"
)
_AFTER = 3
_MOST = 8


def with_investors(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with the investors of an English firm that raises money, whom its sentence or the next ones name."""
    if not found or found[0].is_place or not sentence.sentence.lang.startswith("en"):
        return found
    if not _MONEY.search(material.folded, sentence.sentence.start, sentence.sentence.end):
        return found
    named: list[Party] = []
    for told in material.sentences[sentence.index : sentence.index + _AFTER]:
        named += _investors_in(material, told, told is sentence)
    return with_others(found, named)[:_MOST] if named else found


def _investors_in(material: Material, sentence: CuedSentence, is_own: bool) -> list[Party]:
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    named: list[Party] = []
    for pattern in (_LED_BY, _INCLUDING, _RAISED_FROM) if is_own else (_LED_BY, _INCLUDING):
        told = pattern.search(text, start, end)
        named += bodies_behind(material, sentence, told.end()) if told else []
    if is_own or not _MONEY.search(material.folded, start, end):
        return named
    told = _TAKES_PART.search(text, start, end)
    return named + heads(material, sentence) if told and told.group().strip() else named
