"""Who makes a measure public, where the sentence tells it in passing and names no other side; in Latin script.

"…, the National Immigration Administration announced on Saturday"; "according to the Transport Bureau".
"""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import bodies_behind, heads
from articles.pipeline.deals.sides.name_lists import ListReader
from articles.pipeline.deals.sides.parties import government_party, unique
from articles.pipeline.deals.telling_portuguese import TELLS_PT

_ANNOUNCED = re.compile(
    r"(?: \([^()]{1,24}\))?(?:,? (?:has|have|also|today|yesterday|on \w{3,9}|hoje|" + DAY_PT + r")){0,3}"
    r" (?:announced|revealed|confirmed|disclosed|said|decided|ruled|decreed|stipulated|" + TELLS_PT + r")\b"
)
_ACCORDING = re.compile(
    r"\b(?:according to|segundo|de acordo com)(?: the| [oa])?(?: [a-z][\w-]{1,16}(?: [a-z][\w-]{1,16})?['’]s)? $"
)
_ACCORDING_REACH = 60


def or_announcer(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or the one body that announced the measure or according to which it is told."""
    if found or sentence.han or event.rule == "welcomed":
        return found
    names, folded = material.names, material.folded
    told = [
        named
        for named in names.organisations_in(sentence.sentence.start, sentence.sentence.end)
        if _ANNOUNCED.match(folded, named.end)
        or _ACCORDING.search(folded, max(sentence.sentence.start, named.start - _ACCORDING_REACH), named.start)
    ]
    if told:
        return (names.party(told[-1]),)
    said = _GOVERNMENT_SAID.search(folded, sentence.sentence.start, sentence.sentence.end)
    return (government_party(names, said),) if said and event.type == "policy_measure" else ()


# "…, the government said on Friday": of Hong Kong or Macao, whose papers call theirs so
_GOVERNMENT_SAID = re.compile(
    r"(?:, |^|\. )the (?:hong kong |macau |macao |hksar |macau sar |sar )?(?:government|administration)"
    r"(?= (?:has |have |also |today |yesterday |on \w{3,9} |later )?(?:announced|said|says|revealed|confirmed"
    r"|disclosed)\b)"
)


# "The bureau made the announcement on Tuesday", "The HKMA said it had exchanged letters with": in the next sentence
_TELLS = re.compile(
    r"(?: \([^()]{1,24}\))?(?:,? (?:has|have|had|also|first|both|today|yesterday|later|on \w{3,9}|earlier"
    r"|jointly)){0,3}"
    r" (?:announced|said|says|made the announcement|issued|published|released|gazetted|confirmed|unveiled"
    r"|promulgated|explained|added)\b"
)
_EXCHANGED = re.compile(
    r"\b(?:exchanged|swapped|traded) (?:diplomatic )?(?:letters|notes|documents|signatures"
    r"|texts) with (?:the )?(?=[A-Z])"
)
_AFTER = 2
_PAIR = 2


def announcers_after(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or the authority that makes an English measure public or speaks of it in one of the next sentences,
    and with whom it has exchanged letters."""
    if found or sentence.han or event.rule == "welcomed":
        return found
    names, text = material.names, material.text.text
    for following in material.sentences[sentence.index + 1 : sentence.index + 1 + _AFTER]:
        start, end = following.sentence.start, following.sentence.end
        if not following.sentence.lang.startswith("en"):
            continue
        for named in names.organisations_in(start, end):
            begins = material.folded[start : named.start].strip() in ("", "the")
            if not begins or not names.is_authority(named):
                continue
            if not _TELLS.match(material.folded, named.end, end):
                told = heads(material, following)
                last = text.find(told[-1].name, named.end, end) if len(told) == _PAIR else -1
                if last >= 0 and _TELLS.match(material.folded, last + len(told[-1].name), end):
                    return tuple(told)
                continue
            with_whom = _EXCHANGED.search(material.text.text, named.end, end)
            other = ListReader(names, start, end, False).first(with_whom.end()) if with_whom else None
            return (names.party(named), *((other,) if other else ()))
    return found


# "The outline, issued by the State Council, names …", "Under the blueprint, which was jointly released by …"
_ISSUED_BY = re.compile(
    r"(?:Under )?(?:The|the|These|Its|Their|A) (?:[\w-]{3,16} ){0,2}?(?:outline|document|plan|blueprint|circular|notice"
    r"|measures?|guidelines?|scheme|opinions?|regulations?|rules?|statement|policy|policies|package)"
    r"(?:,| (?:was|were|is|are)|, which (?:was|were|is|are))(?: jointly)? (?:issued|released|published|unveiled"
    r"|promulgated|made public|made known|handed down|circulated|drawn up|gazetted|drafted|adopted|jointly \w{3,12}ed"
    r"|announced|approved) (?:(?:late )?on \w+day |yesterday |today |this week |last week |in \w{3,9} )?(?:jointly )?"
    r"by (?=[A-Za-z])"
)


def issuers_told_later(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or where that is but a place those by whom a next sentence says that an English measure was issued."""
    if not sentence.sentence.lang.startswith("en") or any(not party.is_place for party in found):
        return found
    for following in material.sentences[sentence.index + 1 : sentence.index + 1 + _AFTER]:
        told = _ISSUED_BY.match(material.text.text, following.sentence.start, following.sentence.end)
        named = (
            [party for party in bodies_behind(material, following, told.end()) if not party.is_place] if told else []
        )
        if named:
            return unique(named)
    return found
