"""The own name of an unlisted firm, without where it is from: "Hong Kong's Foo", "Foo of Zhuhai", "Macao-based Foo"."""

import re
from collections.abc import Iterable

from articles.pipeline.deals.names import Names, Party

# A place belongs to the names of such bodies: "Elm University of Macao", "Port of Guangzhou"
_BODY_OF_A_PLACE = re.compile(
    r"\b(?:Universit(?:y|ies)|College|School|Academy|Institute|Faculty|Hospital|Bank|Port|Airport|Society|City"
    r"|Government"
    r"|Chamber|Association|Federation|Union|League|Bureau|Department|Office|Ministry|Authority|Administration|Exchange"
    r"|Board|Council|Committee|Commission|Republic|Province|Municipality|Region|District|Diocese|Trust|Club"
    r"|Centre|Center"
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
    r"|Dean|Rector|Governor|Partner|Party Leadership Group) of (?:the )?(?=[A-Z])"
    # "The Board of Elm Appliances announced": who decides for a firm
    r"|(?:Board(?: of Directors)?|Directors|Management|Shareholders|Executives|Representatives|Leaders) of (?:the )?"
    r"(?=(?:[A-Z][\w&.’'-]{1,30} ){1,6}(?:Holdings?|Group|Ltd|Limited|Inc|Co|Company|Corp|Corporation|Plc|PLC"
    r"|International|Technology|Industries)\b)"
    # "Secretário para a Administração e Justiça da", "Subdirectora da"
    r"|(?:(?:Vice-?|Sub-?)?(?:[Dd]irec?tor|[Pp]residente|[Gg]overnador|[Rr]eitor|[Mm]inistr[oa])a?(?:-geral)?"
    r"|[Ss]ecretári[oa](?:-geral)?(?: para [^,.]{3,50}?)?) d[aeo]s? (?=[A-ZÁÉÍ])"
)
# "Elm Power Supply Co., Ltd": the form of law is no part of the short name
_LEGAL_FORM = re.compile(r"(?:,? (?:Co|Company|Pte|Pty|Sdn Bhd))?\.?,? (?:Co|Ltd|Limited|Inc|LLC)\.?$")
_SHORTEST = 3
# "Committee of the Elm Development Zone" of a city: the zone says where it is
_ZONE = re.compile(r" of (?:the )?.{3,50} (?:Zone|Area|Park|New Area|District)$")
# 基金还与甲银行签署: what it is, and nobody's name
_BARE_KIND = re.compile(r"[该該本]?(?:基金|项目|項目|平台|中心|园区|園區|机构|機構|企业|企業)")
_BEFORE = ("'s ", "’s ", "-based ", "-listed ", "-headquartered ", "-owned ", "-backed ")
_BEHIND = " of "


def in_plain(names: Names, parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each unlisted firm by its own name alone."""
    plain = (
        _in_plain(names, one) for party in parties for one in _apart(party) if not _BARE_KIND.fullmatch(party.name)
    )
    # "Thailand's Foo" and "Foo" are one
    return tuple({party.slug or party.name: party for party in plain}.values())


def _apart(party: Party) -> tuple[Party, ...]:
    """Two unlisted bodies that were read as one name ("Elm Development District and Oak Industry Zone"), each alone."""
    first, joint, second = party.name.partition(" and ")
    if party.slug or party.is_place or not joint or " and " in second:
        return (party,)
    whole = all(_BODY_OF_A_PLACE.search(half.rpartition(" ")[2]) and " " in half for half in (first, second))
    return (Party(first, ""), Party(second, "")) if whole and second[:1].isupper() else (party,)


# "Tribunal de Última Instância da RAEM": of which region a body is, in short
_OF_REGION_PT = re.compile(r" da (?:RAEM|RAEHK|RAE de (?:Macau|Hong Kong))$")


def _in_plain(names: Names, party: Party) -> Party:
    if region := _OF_REGION_PT.search(party.name):
        is_bare = party.slug or party.name.startswith("Governo")
        party = party if is_bare else Party(party.name[: region.start()], "")
    if party.slug or party.is_place or " " not in party.name:
        return party
    office = _OFFICE_OF.match(party.name)
    name = party.name[office.end() if office else 0 :]
    form = _LEGAL_FORM.search(name) if names.text.lang == "en" else None
    # "Elm & Co" without its form would be "Elm &"
    is_short = form is not None and form.start() > _SHORTEST and not name[: form.start()].endswith("&")
    name = name[: form.start()] if form and is_short else name
    for place in {m.name for m in names.places_everywhere if m.name in name}:
        for link in _BEFORE:
            rest = name.removeprefix(place + link)
            name = name if _PART_OF_STATE.match(rest) or not rest[:1].isupper() else rest
        head = name.removesuffix(_BEHIND + place).removesuffix(_BEHIND + "the " + place)
        is_zone = _ZONE.search(head) is not None
        name = name if _BODY_OF_A_PLACE.search(head) and not is_zone else head
    return Party(name, "") if name != party.name else party
