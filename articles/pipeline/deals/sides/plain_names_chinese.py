"""The own name of an unlisted Chinese body without where it is from: 泰國海棠集團; 深圳青葵 where 青葵 stands alone."""

import re
from collections.abc import Iterable

from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.unlisted import FIRM_ENDING_ZH
from articles.pipeline.matching import Mention
from articles.pipeline.text import fold

_SHORTEST = 3
_SHORTEST_OWN = 2
# 泰国投资部, 葡萄牙国家药品管理局, 越南海棠大学: a place belongs to the name of such a body
_BODY_OF_A_PLACE = re.compile(
    r"(?:[部局厅署委处院馆会校台报网]|(?<!公)司|(?<!会)社|(?<!集)团|办公室|大学|学院|中心|银行|央行|政府|议会|基金|实验室|研究院|交易所(?:集团)?|机场(?:集团|管理局)?|机构|联盟|公署|领事馆|使馆|海关|管委会|当局|代表处|电台"
    r"|通讯社|组织|[省市州县区镇]|港口?|铁路|电力|电信|航空|公园|剧院|球会)$"
)
# 国家渔业公司, 国营石油集团, 投资集团: what without its place would be nobody's name
_NO_OWN_NAME = re.compile(
    r"(?:国家|国立|国营|中央|皇家|国际|投资|发展|能源|石油|渔业|农业|科技|航空|铁路|电力|电信|港口|港务|贸易|金融|证券|建设|建筑|控股|创业|旅游|工业|教育|理工|科学|师范|医科|地铁|交投|城投|产投|联合"
    r"|公共|市政|总|第[一二三四]|人民|市|省|区|特区|特别|政府|企业|公司|集团|银行|电子|电脑|教会)"
)
_FIRM = re.compile(
    r"(?:公司|集团|科技|控股|资本|实业|国际|株式会社|会社|工业|企业|银行集团|股份|投资|生物|电力|汽车|酒业|茶业)$"
)
_LEGAL_FORM = re.compile(r"(?:股份)?有限(?:责任)?公司$")
_UNIVERSITY = re.compile(r"大学(?:[\u4e00-\u9fff]{2,8}(?:学院|研究院|研究所))?$")


def in_plain_chinese(names: Names, parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each unlisted Chinese body by its own name alone."""
    if not names.text.lang.startswith("zh"):
        return tuple(parties)
    return tuple(_in_plain(names, party) for party in parties)


def _in_plain(names: Names, party: Party) -> Party:
    if party.slug and (owned := _OF_THE_REGION.match(party.name)):
        # 香港特區政府發展局 is listed as 發展局
        return Party(party.name[owned.end() :], party.slug)
    if party.slug or party.is_place or party.name.isascii():
        return party
    if (under := _UNDER_IT.match(fold(party.name))) and len(party.name) - under.end() >= _SHORTEST:
        # 旗下海棠可乐, whose owner was named before it
        party = Party(party.name[under.end() :], "")
    if known := _known_behind(names, party):
        return known
    if called := _called_in_latin(names, party):
        return called
    if (local := _OF_HERE.match(fold(party.name))) and len(party.name) - local.end() >= _SHORTEST:
        # 本澳中小企业商会
        party = Party(party.name[local.end() :], "")
    if listed := _listed(names, party):
        return listed
    party = _without_city(names, party)
    name, plain = party.name, party
    for depth in range(_MOST_PLACES):
        place = _place_before(names, name)
        if place is None:
            break
        name = name[len(place.name) :].removeprefix("市").removeprefix("「").removesuffix("」")
        plain = _plainer(names, place, name, depth == 0) or plain
    return plain


_OF_THE_REGION = re.compile(r"香港特[区區]政府(?=[\u4e00-\u9fff]{2,10}[局署]$)")
_UNDER_IT = re.compile(r"(?:其)?(?:旗下|属下|辖下|麾下)的?")
_OF_HERE = re.compile(r"(?:本[港澳地市]|[港澳外中日美台]资)(?:的)?(?!商|台|报|人|银行|机构|企业)")
# 内地电动车企小鹏汽车: what a firm is, before the name by which it is known
_WHAT_IT_IS = re.compile(
    r"[\u4e00-\u9fff]{0,14}(?:车企|企业|公司|巨头|龙头|厂商|制造商|运营商|开发商|生产商|供应商|零售商|独角兽|平台|集团旗下|初创|机构|药企|房企|港企|央企|国企|银行业者)"
)


def _known_behind(names: Names, party: Party) -> Party | None:
    """The listed body with whose name a longer one ends, behind words that only say what it is."""
    for m in names.organisations:
        if not m.slug or len(m.name) < _SHORTEST or not party.name.endswith(m.name) or m.name == party.name:
            continue
        if _WHAT_IT_IS.fullmatch(fold(party.name[: -len(m.name)])):
            return Party(m.name, m.slug)
    return None


# 香港金融科技公司Reap: what the firm is, and behind it how it is called
_IS_A_FIRM = re.compile(
    r"(?:科技|支付|生物|医药|物流|电商|软件|游戏|能源|保险|汽车|芯片|机器人|初创|创新)(?:公司|企业)$|初创$"
)
_LATIN_NAME = re.compile(r" ?(?P<name>[A-Z][A-Za-z0-9]{1,20}(?:[ .&-][A-Z][A-Za-z0-9]{1,20}){0,3})")


def _called_in_latin(names: Names, party: Party) -> Party | None:
    """The firm by the Latin name that the text writes behind what it is."""
    if not _IS_A_FIRM.search(fold(party.name)):
        return None
    at = names.text.text.find(party.name)
    called = _LATIN_NAME.match(names.text.text, at + len(party.name)) if at >= 0 else None
    return Party(called["name"], "") if called else None


_MOST_PLACES = 3
_SHORTEST_LISTED = 4
_REST_OF_FIRM = re.compile(r"[\u4e00-\u9fff]{2,10}股份有限公司")


def _listed(names: Names, party: Party) -> Party | None:
    """The listed firm that a registered name means: it begins with its name, or has it in brackets behind."""
    if not fold(party.name).endswith("有限公司"):
        return None
    at = names.text.text.find(party.name)
    end = at + len(party.name)
    for m in names.organisations if at >= 0 else ():
        goes_on = m.slug and len(m.name) >= _SHORTEST_LISTED and party.name.startswith(m.name)
        if goes_on and _REST_OF_FIRM.fullmatch(fold(party.name[len(m.name) :])):
            return Party(m.name, m.slug)
        if m.slug and m.start == end + 1 and names.text.folded[end] == "(" and names.text.folded.startswith(")", m.end):
            return names.party(m)
    return None


def _place_before(names: Names, name: str) -> Mention | None:
    """The place with which a name begins, and which is not all of it."""
    return next(
        (m for m in names.places_everywhere if m.origin == "gazetteer" and name.startswith(m.name) and m.name != name),
        None,
    )


def _plainer(names: Names, place: Mention, rest: str, is_first: bool) -> Party | None:
    """The body by what is left of its name behind ``place``, where that is its own name."""
    folded = fold(rest)
    if len(rest) < _SHORTEST or _NO_OWN_NAME.match(folded):
        return None
    is_body = _BODY_OF_A_PLACE.search(folded) is not None
    firm = None if is_body else _FIRM.search(folded) or FIRM_ENDING_ZH.search(folded)
    # 吉达蓬集团 is no 蓬集团 of Jeddah
    is_firm = firm is not None and firm.start() >= _SHORTEST_OWN
    if is_first and place.kind == "outside" and place.slug not in OF_CHINA and is_firm:
        form = _LEGAL_FORM.search(folded)
        return Party(rest[: form.start()] if form and form.start() > _SHORTEST else rest, "")
    may_be_short = not is_body or _UNIVERSITY.search(folded) or _OF_TOWN.match(folded)
    return Party(rest, "") if may_be_short and _stands_alone(names, folded, fold(place.name)) else None


# 水原市振兴院, behind its country
_OF_TOWN = re.compile(r"[\u4e00-\u9fff]{2,3}[市省县州郡道区][\u4e00-\u9fff]{3}")


def _without_city(names: Names, party: Party) -> Party:
    """A body without the city before its district: 江門市新會區海棠協會."""
    for m in names.places_by_name:
        if m.kind != "city" or m.origin != "gazetteer" or not party.name.startswith(m.name):
            continue
        rest = party.name[len(m.name) :]
        rest = rest.removeprefix("市")
        if fold(rest).endswith("政府"):
            return party
        district = next(
            (
                p
                for p in names.places_by_name
                if _DISTRICT.search(p.name) and rest.startswith(p.name) and p.name != rest
            ),
            None,
        )
        if district and _stands_behind(names, m.name, district.name):
            return Party(rest, "")
    return party


_DISTRICT = re.compile(r"[区區县縣镇鎮]$|南沙|松山湖")


def _stands_behind(names: Names, city: str, district: str) -> bool:
    """Whether the article writes the district right behind its city."""
    return any(names.text.text.find(city + between + district) >= 0 for between in ("", "市"))


# Provinces keep their name before a firm's: 湖北海棠集團
OF_CHINA = frozenset((
    "guangdong", "beijing", "shanghai", "tianjin", "chongqing", "hebei", "shanxi", "liaoning", "jilin", "heilongjiang",
    "jiangsu", "zhejiang", "anhui", "fujian", "jiangxi", "shandong", "henan", "hubei", "hunan", "hainan", "sichuan",
    "guizhou", "yunnan", "shaanxi", "gansu", "qinghai", "inner-mongolia", "guangxi", "tibet", "ningxia", "xinjiang",
    "china", "taiwan",
))  # fmt: skip


def _stands_alone(names: Names, rest: str, place: str) -> bool:
    """Whether the article also has a name without the place before it."""
    folded = names.text.folded
    at = folded.find(rest)
    while at >= 0:
        before = folded[max(0, at - len(place) - 1) : at].removesuffix("市")
        if not before.endswith(place) and not ("\u4e00" <= folded[at - 1 : at] <= "\u9fff" and _joined(folded, at)):
            return True
        at = folded.find(rest, at + 1)
    return False


_BEFORE_NAME = re.compile(r"[的与和同跟及由向对为是于在:至获将让被]$")


def _joined(folded: str, at: int) -> bool:
    """Whether the character before ``at`` may belong to a longer name."""
    return _BEFORE_NAME.search(folded, max(0, at - 1), at) is None
