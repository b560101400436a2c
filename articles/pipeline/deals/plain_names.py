"""The own name of an unlisted firm, without where it is from: "Hong Kong's Foo", "Foo of Zhuhai", "Macao-based Foo"."""

import re
from collections.abc import Iterable

from articles.pipeline.deals.names import Names, Party

# A place belongs to the names of such bodies: "Elm University of Macao", "Port of Guangzhou"
_BODY_OF_A_PLACE = re.compile(
    r"\b(?:Universit(?:y|ies)|College|School|Academy|Institute|Faculty|Hospital|Bank|Port|Airport|Society|City|Government"
    r"|Chamber|Association|Federation|Union|League|Bureau|Department|Office|Ministry|Authority|Administration|Exchange"
    r"|Board|Council|Committee|Commission|Republic|Province|Municipality|Region|District|Diocese|Trust|Club|Centre|Center"
    r"|Museum|Polytechnic|Zone|Archives|Library|Laboratory|Branch|Consulate|Embassy|Service|Agency|Corporation)\b"
)
# "Guangdong's Department of Finance": whose department it is belongs to its name
_PART_OF_STATE = re.compile(
    r"(?:Department|Ministry|Bureau|Commission|Government|Office|Administration|Council|Municipal|Provincial|District"
    r"|People)\b"
)
# "General Manager of the Elm Group": who signs for a body
_OFFICE_OF = re.compile(
    r"(?:(?:Vice|Deputy|Executive|Managing|General|Assistant|Senior|Acting|Founding|Honorary)[ -])*"
    r"(?:Manager|Chair(?:man|woman|person)|President|Director|CEO|Chief Executive(?: Officer)?|Head|Secretary"
    r"|Dean|Rector|Governor|Partner) of (?:the )?(?=[A-Z])"
)
# 基金还与甲银行签署: what it is, and nobody's name
_BARE_KIND = re.compile(r"[该該本]?(?:基金|项目|項目|平台|中心|园区|園區|机构|機構|企业|企業)")
_BEFORE = ("'s ", "’s ", "-based ", "-listed ", "-headquartered ", "-owned ", "-backed ")
_BEHIND = " of "


def in_plain(names: Names, parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each unlisted firm by its own name alone."""
    return tuple(_in_plain(names, party) for party in parties if not _BARE_KIND.fullmatch(party.name))


def _in_plain(names: Names, party: Party) -> Party:
    if party.slug or party.is_place or " " not in party.name:
        return party
    office = _OFFICE_OF.match(party.name)
    name = party.name[office.end() if office else 0 :]
    for place in {m.name for m in names.places_everywhere if m.name in name}:
        for link in _BEFORE:
            rest = name.removeprefix(place + link)
            name = name if _PART_OF_STATE.match(rest) or not rest[:1].isupper() else rest
        head = name.removesuffix(_BEHIND + place)
        name = name if _BODY_OF_A_PLACE.search(head) else head
    return Party(name, "") if name != party.name else party
