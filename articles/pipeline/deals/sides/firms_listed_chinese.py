"""Those whom a Chinese text only counts where they sign or supply, and names beside: 与20家企业签署, 包括甲、乙及丙.

Also who supplies what is ordered: 由甲及英国乙分别供应.
"""

import re

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.chinese import SidesReader
from articles.pipeline.deals.sides.parties import unique

# 与首批20家重点企业签署
_COUNTED = re.compile(
    r"[与和同跟][^,。;\d]{0,20}?(?:\d{1,3}|[一二两三四五六七八九十百]{1,4})(?:多|余)?[家间个所][^,。;]{0,12}?(?:企业|公司|机构|银行|院校|高校|大学|医院|单位|商会|协会)[^,。;]{0,10}?"
    r"(?:签|达成|订立)"
)
# 包括甲、乙、丙及丁集团
_NAMED = re.compile(
    r"(?:企业|公司|机构|银行|当中|其中|[,。;])(?:包括|包括了|有|分别为|分别是|包含)(?P<who>[^,。;]{6,120}?)"
    r"(?:等(?![^,。;]{0,6}(?:产业|领域|行业|范畴|板块|方面|赛道|项目|业务))[^,。;]{0,14})?(?=[,。;]|$)"
)
# 政府举行签约仪式,某办公室与…签署: who only holds the ceremony
_HOSTS = re.compile(r"(?:举行|举办|主办|召开)[^,。;]{0,16}?(?:仪式|典礼|签约会|大会|活动)")
_FEWEST, _MOST_BEFORE, _SHORTEST = 3, 2, 4
# 由深圳甲公司及英国乙分别供应
_SUPPLIED_BY = re.compile(
    r"由(?P<who>[^,。;由]{3,60}?)(?:两[家间]公司)?(?:分别|共同|负责|独家|联合){0,2}(?:供应|承造|制造|生产|供货|提供|建造)(?=[,。;]|$)"
)


def with_firms_listed(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with the firms that sign with the one that is named, listed in the same or the next sentence."""
    if event.type not in DOCUMENTS or event.status != "signed" or not 0 < len(found) <= _MOST_BEFORE:
        return found
    folded, start = material.folded, sentence.sentence.start
    counted = _COUNTED.search(folded, start, sentence.sentence.end)
    if counted is None:
        return found
    following = material.following(sentence)
    end = following.sentence.end if following and following.han else sentence.sentence.end
    for told in _NAMED.finditer(folded, counted.end(), end):
        listed = SidesReader(material.names, told.start("who")).named(*told.span("who"))
        bodies = [party for party in listed if not party.is_place]
        if len(bodies) >= _FEWEST:
            return unique((*_without_host(material, sentence, found), *bodies))
    return found


def _without_host(material: Material, sentence: CuedSentence, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """The sides without the government that only holds the ceremony at which they sign."""
    hosted = _HOSTS.search(material.folded, sentence.sentence.start, sentence.sentence.end)
    if hosted is None or len(found) < _MOST_BEFORE:
        return found
    return tuple(party for party in found if not _is_host(material, party, sentence.sentence.start, hosted.end()))


def _is_host(material: Material, party: Party, start: int, end: int) -> bool:
    at = material.text.text.find(party.name[-2:], start)
    return party.name.endswith("政府") and start <= at < end


def with_suppliers_chinese(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with those by whom a Chinese sentence says that what is ordered is supplied."""
    if event.type != "procurement" or not sentence.han:
        return found
    told = _SUPPLIED_BY.search(material.folded, event.verb.end, sentence.sentence.end)
    if told is None:
        return found
    reader = SidesReader(material.names, sentence.sentence.start)
    listed = [party for party in reader.named(*told.span("who")) if not party.is_place]
    return unique((*found, *(_without_country(material, party) for party in listed)))


def _without_country(material: Material, party: Party) -> Party:
    """An unlisted firm without the country before its name (英国亚历山大丹尼斯)."""
    if party.slug:
        return party
    for m in material.names.places_by_name:
        if m.kind == "outside" and party.name.startswith(m.name) and len(party.name) - len(m.name) >= _SHORTEST:
            return Party(party.name[len(m.name) :], "")
    return party


# 促成港企与当地签署: firms without a name on both sides
_NOBODY_SIGNS = re.compile(
    r"(?:港企|澳企|港商|澳商|深企|粤企|本地企业|[两双]地企业|(?:港|澳|深|粤|穗|莞)[^,。;]{0,4}企业)(?:分别|合共|共|一共)?[与和同跟](?:当地|对方|多[家个间]|有关|海外|境外|内地)[^,。;]{0,10}$"
)


def without_places_of_firms(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` without the places to which firms without a name belong that sign."""
    if event.type not in DOCUMENTS or not any(party.is_place for party in found):
        return found
    before = max(sentence.sentence.start, event.verb.start - _NOBODY_REACH)
    if _NOBODY_SIGNS.search(material.folded, before, event.verb.start) is None:
        return found
    return tuple(party for party in found if not party.is_place)


_NOBODY_REACH = 30
