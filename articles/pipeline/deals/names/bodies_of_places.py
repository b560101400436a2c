"""Bodies that English names in small letters, by their place: "Zhuhai police", "Guangdong's health commission"."""

import re
from collections.abc import Iterable, Iterator

from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

# "health", "culture and tourism": what the body is for
_FOR = (
    r"(?: (?!(?:to|of|in|for|with|on|at|by|from|as|and|or|the|an?|its?|their|no|not|is|are|was|were|will|has|have|had"
    r"|based|listed|owned|backed|led|joint|new|former|largest|biggest|leading|oldest|first|second|third|top|main"
    r"|major|only|best|own"
    r"|signed|inked|agreed|said|says|firms?|companies)\b)"
    r"[a-z][a-z-]{2,15}(?: and)?){0,3}?"
)
# Bodies that act wherever they are named; the others are places too, and act where a side of a paper stands
_ACTS = (
    r"customs|police|bureau|board|commission|authority|department|council|chamber|administration|agency"
    r"|association|federation|central bank|corporation|ministry|foundation|court|regulator|prosecutors|archives"
    r"|observatory|secretariat|fire services?|health service|postal service|blood service|tax service|weather service"
    r"|coastguard"
)
# "bureau of commerce", "commission of health and family planning": what it is for may stand behind
_OF_WHAT = (
    r"(?:(?<=bureau)|(?<=board)|(?<=commission)|(?<=department)|(?<=chamber)|(?<=association)|(?<=federation)"
    r"|(?<=administration)|(?<=ministry)|(?<=council)|(?<=foundation)) (?:of|for) (?!(?:the|its?|their|an?|all)\b)"
    r"[a-z][a-z-]{2,16}(?:(?:, [a-z][a-z-]{2,16})?,? and [a-z][a-z-]{2,16}| (?!signed|opened"
    r"|said)[a-z][a-z-]{4,14}s?(?= "
    r"(?:and|have|has|will|signed|said|in|on)\b|[.,]))?"
)
_STANDS = r"(?:stock )?exchange|bourse|airport|port|hospital|university|museum|library|metro|zoo|orchestra|ballet"
_BODY = re.compile(
    rf"(?:['’]s| municipal| provincial| city)?(?:{_FOR} (?:(?P<acts>{_ACTS})(?P<of>{_OF_WHAT})?|{_STANDS})"
    rf"| (?P<sort>[a-z]{{4,12}}) authorities)"
    r"(?=[,;:)]|\.(?!\w)|$|\n| (?:and|or|have|has|had|will|would|jointly|today|yesterday|on|in|at|for|to|over|under"
    r"|during|after|with|sign(?:ed|s)?|inks?|inked|seals?|sealed|agree[ds]?|reach(?:ed|es)?|concluded|launch(?:ed|es)?"
    r"|open(?:ed|s)?|announce[ds]?|unveil(?:ed|s)?|set up|sets up|said|says"
    r"|renew(?:ed|s)?|form(?:ed|s)|link(?:ed|s)|join(?:ed|s)|extend(?:ed|s)|issue[ds]|publish(?:ed|es)|releas(?:ed|es)"
    r"|introduc(?:ed|es)|is|are|was|were|plans?|struck|put|won|sold|bought|began|met|took|gave|came|cut|sealed|penned"
    r"|clinched|executed|started|agreeing|together|along|successfully|formally|officially|held|[a-z]{4,10}ed a)\b| \()"
)
# "at Hong Kong airport", "the expansion of Zhuhai port": where or what it is, and not who
_SCENE = re.compile(r"\b(?:in|at|to|into|from|across|near|via|through|outside|of|on|around|inside|behind)(?: the)? $")
_AS_SIDE = re.compile(r"(?:\b(?:with|between|and|by)(?: the)? |, (?:the )?|(?:^|\n|[.!?] )(?:The )?)$")
# "Mainland, Hong Kong and Macao customs": what stands before has its body at the end of the list
_LISTED = re.compile(r"(?:, (?:the )?|,? and (?:the )?)")
# "Korean trade promotion agency": such words tell what it is, and its name is another
_ADJECTIVE = re.compile(r"(?:ean|ian|ese|ish|ench|rman)$|^(?:Thai|Dutch)$")
# "Hazelia's national water agency, AGUA, for", "the Zhuhai investment agency (ZIA)": its own name follows
_NAMED_BEHIND = re.compile(r", [A-Z][A-Za-z]{0,3}[A-Z][\w-]{0,12}(?=[,.;](?! and\b)| [a-z]|$)")
_CONFIDENCE = 0.6


def bodies_of_places(text: Text, places: Iterable[Mention]) -> Iterator[Mention]:
    """Give each body of ``text`` that is named by one of ``places`` and common nouns, as an organisation on no list."""
    named = sorted((place for place in places if place.origin == "gazetteer"), key=lambda place: place.start)
    for last, place in zip((None, *named), named, strict=False):
        is_listed = last and last.kind != "place" and _LISTED.fullmatch(text.text, last.end, place.start)
        if is_listed or place.name[:1] >= "\u4e00" or _ADJECTIVE.search(place.name):
            continue
        body = _BODY.match(text.text, place.end)
        if body is None:
            continue
        before = text.text[max(0, place.start - 12) : place.start]
        is_scene = _SCENE.search(before) and not (body["of"] and before.endswith((" of ", " of the ")))
        if is_scene or not (body["acts"] or body["sort"] or _AS_SIDE.search(before)):
            continue
        if _NAMED_BEHIND.match(text.text, body.end()):
            continue
        name = text.text[place.start : body.end()]
        yield Mention("organisation", "", name, place.start, body.end(), place.weight, _CONFIDENCE, "form")
