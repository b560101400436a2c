"""The names of one article, and where they stand as a side, a scene or an owner."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.names.bodies import is_committee, named_bodies
from articles.pipeline.deals.names.firms_of_places import begins_name
from articles.pipeline.deals.names.lookups import (
    firm_slugs,
    homes_of,
    market_links,
    official_slugs,
    place_names,
    sides_of_people,
    umbrellas_of,
)
from articles.pipeline.deals.names.nobody import UNNAMED_FIRMS
from articles.pipeline.deals.names.seats import is_local_government, part_after, with_seat
from articles.pipeline.matching import Mention, Reference
from articles.pipeline.tagging import Tags
from articles.pipeline.tagging.adjectives import describes_firm, is_adjective_pt
from articles.pipeline.tagging.geography import LOCAL_OFFICE, LOCAL_REACH
from articles.pipeline.text import Text


@dataclass(frozen=True, slots=True)
class Party:
    """A name as the text gives it (the full one for a short form inside a compound), with its slug where known."""

    name: str
    slug: str
    is_place: bool = False


# Words before a place that make it the scene of the deal, not a side: "in Hong Kong", 在香港, 赴港, em Macau
SCENE_BEFORE = re.compile(
    r"(?:\b(?:in|at|to|into|from|across|near|visit(?:s|ed|ing)?|tour(?:s|ed|ing)|visit[oa]u?|em|na|no|para)"
    r"|在|于|到|赴|来|访|抵|位于|前往|访问)(?: the)? ?$"
)

# Words before a place that make it a side: "with Laos", "and Vietnam", 与, 同, 、
_SIDE_BEFORE = re.compile(
    r"(?:\b(?:government|governments|leaders|authorities) of(?: the)?|\b(?:with|between|and|among|by|com|entre"
    r"|e)(?: the| its)?|\b(?:com|entre|e) [oa]s?|\b(?:delegation|officials|representatives) (?:from"
    r"|of)(?: [\w-]+['’]s)?|与|和|同|跟|及|、|由) ?$"
)

# What follows a side: a conjunction with another, or the verb of signing itself
_SIDE_AFTER = re.compile(
    r"(?:'s|’s)? ?(?:and\b|与|和|同|跟|及|、|e\b|(?:have |has |had |jointly |will |to )*(?:sign|ink|seal|agree|reach"
    r"|conclud|assin|celebr|(?:est(?:á|ão) a )?negoci"
    r"|(?:is |are |was |were |has been |have been )?(?:in talks|in discussions|holding talks|hold talks|negotiating)"
    r" with)"
    r"|(?:将|已|正式|共同|" + DAY + r"|联合|的代表|政府|双方|两地|三地|会){0,3}(?:签|达成|缔结|订立|交换))"
)

# 在港, 赴澳: compounds that tell where, not who
# 港企, 澳商, 粤车: unnamed firms, people and cars of a place
_UNNAMED_OF_PLACE = frozenset("企商资資人生客车車")
_SCENE_COMPOUND = tuple("在赴訪访來来抵留駐驻離离回本全居")

# A place that only describes another noun: "Hong Kong firms", 香港企业
_MODIFIES = re.compile(
    r"(?:[ -](?:(?:branch|office|arm|unit|subsidiary|chapter|campus) of\b|based|listed|owned|business|businesses"
    r"|firm|firms|compan\w{1,5}|enterpris\w{1,5}|park|zone|lab|laboratory|hospital|school|start-?ups?|maker|hub|plant"
    r"|investor\w{0,3}|residents|market\w{0,3}|banks?|students|people|delegation"
    r"|(?:customs |police |border )?(?:officers|officials)"
    r"|province businesses|port|airport|dollars?)\b|企业|公司|居民|市民|投资|市场|商会|代表团|官员|机场|口岸|港口"
    r"|举行|举办)"
)

# "mainland China's Zhejiang province": the whole before its part
_OWNER_OF_PLACE = re.compile(r"(?: china)?['’]s? ")

# "San Francisco's Bay Area Council": a place that owns a named body
_OWNER_OF_BODY = re.compile(r"['’]s [A-Z]")

# "the committee's meeting", 委员会会议: an event, not the body
EVENT_AFTER = re.compile(
    r"(?:'s|’s)? ?(?:\w+ )?(?:meeting|summit|forum|session)\b|(?:第\S{1,3}次|全体|政策|年度|举行的)?(?:会议|论坛|峰会"
    r"|年会|大会)"
)

# "Dongguan Municipal Government", 东莞市人民政府: an office written after its place
_OFFICE_AFTER = re.compile(
    r"(?:['’]s)?(?: (?:municipal|provincial|city|provincial people['’]s|municipal people['’]s))? government\b"
    r"|[市省](?:人民)?政府"
)

# 京港合作项目, 粤港企业: nobody of the two places is named
_OF_FIRMS = re.compile(
    r"(?:[两三]地)?(?:企业|公司|商家|机构|(?:青年|青少年|居民|市民|旅客|游客|学生|师生|人才|专才|业界|客商|商界|产业|资源|车辆|货车|私家车"
    r"|创新|创业)(?!基金|协会|联盟|联会|总会|中心|园|基地|合作|计划|论坛|机制)"
    r"|(?:全面|深化|重点|合作|产业|经贸|科技|科创|投资|签约)*项目)|[·・‧]"
)
# 成渝地區雙城經濟圈: a region of plans, which signs nothing
_REGION = re.compile(r"(?:经济|經濟)(?:圈|带|帶)$|城市群$|都市圈$|Economic (?:Circle|Belt|Zone of)")

# 宝安区, 翠亨新區: a part of a city
_DISTRICT = re.compile(r"[\u4e00-\u9fff](?:区|區|镇|鎮|街道)$")

# "Qatari": where the people of a place stand for it
_ADJECTIVE = re.compile(r"(?:i|ian|ese|ish|can)$")


# The slug of the central government, which texts call "Beijing", 中央 or 内地当局 where it acts
CENTRAL_GOVERNMENT = "central-government"

# 澳门特区政府旅游局: the bureau of a government that no list holds
_BUREAU_AFTER = re.compile(
    r"(?!及)(?:(?![与和同跟由的向将已在省市区签今昨]|宣布|公布|属下|辖下|旗下|委托|授权|联同|及(?:其|澳|香|珠|广|深))[\u4e00-\u9fff])"
    r"{2,8}?[局署](?=[与和同跟及、,。;签代分共《》今昨]|" + DAY + r"|\d|在|于"
    r"|副?[局署]长|[\u4e00-\u9fff]{2,8}?(?:协议|备忘录|框架)|$)"
    # 特区政府驻成都经济贸易办事处
    r"|驻[\u4e00-\u9fff]{1,12}?(?:办事处|办公室|联络处)"
)
_REGION_GOVERNMENTS = ("hksar-government", "macao-government")

_GOVERNMENTS = {
    "hong_kong": (
        "hksar-government",
        {"en": "Hong Kong SAR Government", "zh-Hant": "特區政府", "zh-Hans": "特区政府", "pt": "Governo da RAEHK"},
    ),
    "macao": (
        "macao-government",
        {"en": "Macao SAR Government", "zh-Hant": "澳門特區政府", "zh-Hans": "澳门特区政府", "pt": "Governo da RAEM"},
    ),
}


class Names:
    """The names of one article, ready to be asked for by place in the text."""

    def __init__(self, text: Text, mentions: Sequence[Mention], reference: Reference) -> None:
        self.text = text
        self._reference = reference
        # What readers of this article keep for each other, by the sentence
        self.heads_by_start: dict[int, tuple[Party, ...]] = {}
        self.readers: dict[tuple[int, int, bool], Any] = {}
        self._official = official_slugs(reference)
        self._names = place_names(reference)
        self.organisations = named_bodies(text, mentions)
        # 香港 before 投资推广署 describes no investment.
        self._body_starts = {m.start for m in self.organisations}
        self._local_governments = {m.end: m for m in self.organisations if is_local_government(m)}
        self.people = [m for m in mentions if m.kind == "person"]
        umbrellas = umbrellas_of(reference)
        spans = [(-1, -1), *((m.start, m.end) for m in self.organisations)]
        # Shenzhen Metro tells of Shenzhen, which does not act with it.
        firms, listed = firm_slugs(reference), (m for m in mentions if m.kind == "organisation")
        named_after = {(m.start, m.end) for m in listed if m.slug in firms}
        places = [
            m
            for m in mentions
            if m.kind in ("city", "outside", "place")
            and not (m.origin == "implied" and (m.start, m.end) in named_after)
            and m.slug not in umbrellas
            and not _REGION.search(m.name)
            and not is_adjective_pt(text, m)
        ]
        self.places_everywhere = places
        self.places = [
            m
            for m in places
            if m.origin != "implied" and m.end > spans[bisect_right(spans, m.start, key=itemgetter(0)) - 1][1]
        ]
        self._districts = {m.start for m in self.places if _DISTRICT.search(m.name)}
        self._by_end = {m.end: m for m in self.places if m.origin == "gazetteer"}
        # 滬港通 implies the markets that it joins; nobody who acts.
        schemes = market_links(reference)
        links = {(m.start, m.end) for m in mentions if m.kind == "mechanism" and m.slug in schemes}
        joined = [m for m in places if not (m.origin == "implied" and (m.start, m.end) in links)]
        self.pairs = _pairs([m for m in joined if not _OF_FIRMS.match(text.folded, m.end)])

    @cached_property
    def places_by_name(self) -> tuple[Mention, ...]:
        """The first mention of each place under each of its names: of a hostile text's thousands a handful."""
        return tuple({(m.name, m.kind, m.origin): m for m in reversed(self.places_everywhere)}.values())[::-1]

    def is_official(self, mention: Mention) -> bool:
        """Whether a body makes rules: a listed authority, or an unlisted name that may be one."""
        return mention.slug in self._official or not mention.slug

    def is_central(self, party: Party) -> bool:
        """Whether a party is the central government or one of its ministries."""
        return party.slug in ("china", CENTRAL_GOVERNMENT) or homes_of(self._reference)[1].get(party.slug) == "beijing"

    def kind_of(self, party: Party) -> str:
        """What a party is: organisation, or city, outside, place where it is one that acts."""
        if not party.is_place or party.slug == CENTRAL_GOVERNMENT:
            return "organisation"
        if party.slug in homes_of(self._reference)[0]:
            return "city"
        return "outside" if party.slug in self._names else "place"

    def is_outside(self, party: Party) -> bool:
        """Whether a party is a place beyond the cities, has its home there, or carries such a place in its name."""
        cities, homes = homes_of(self._reference)
        if party.slug:
            home = homes.get(party.slug, party.slug)
            return home not in cities and home in self._names
        return any(m.kind == "outside" and m.name in party.name for m in self.places_everywhere)

    def speaker_for_government(self, start: int, end: int) -> Party | None:
        """The government that a listed official who is named in ``[start, end)`` speaks for (Hong Kong, Macao)."""
        sides = sides_of_people(self._reference)
        for m in self.people:
            if start <= m.start and m.end <= end and sides.get(m.slug) in _GOVERNMENTS:
                return self.government_of(sides[m.slug])
        return None

    def government_of(self, side: str) -> Party:
        """The government of Hong Kong or Macao in the language of the text."""
        slug, names = _GOVERNMENTS[side]
        return Party(names.get(self.text.lang, names["en"]), slug)

    def is_at_home(self, mention: Mention, place: Mention) -> bool:
        """Whether a listed body has its home in the city of ``place`` (東莞 before 海棠實驗室)."""
        return place.kind == "city" and homes_of(self._reference)[1].get(mention.slug) == place.slug

    def _names_city(self, mention: Mention) -> bool:
        """Whether a name carries the name of one of the cities ("Hong Kong Customs", 本港海关)."""
        return mention.name.startswith(("本港", "本澳")) or any(
            m.kind == "city" and mention.start <= m.start and m.end <= mention.end for m in self.places_everywhere
        )

    def own_side(self, tags: Tags) -> Party | None:
        """The article's own side: the first body of a city in its head, else its first city, as the text names it."""
        cities, homes = homes_of(self._reference)
        head = self.text.sentences[1].end if len(self.text.sentences) > 1 else len(self.text.text)
        for m in self.organisations:
            if (
                m.end <= head
                and (homes.get(m.slug) in cities or self._names_city(m))
                and not EVENT_AFTER.match(self.text.folded, m.end)
                and (self.party(m).slug or not m.slug)
            ):
                return self.party(m)
        return self.own_city(tags)

    def own_city(self, tags: Tags) -> Party | None:
        """The article's first city, as the text names it."""
        slug = tags.cities[0].slug if tags.cities else ""
        named = next((m for m in self.places_everywhere if slug and m.slug == slug), None)
        return self.party(named) if named else None

    def is_authority(self, mention: Mention) -> bool:
        """Whether a body is a listed government, regulator or exchange."""
        return mention.slug in self._official

    def organisations_in(self, start: int, end: int) -> list[Mention]:
        """The organisations named in ``[start, end)``."""
        return [m for m in self.organisations if start <= m.start and m.end <= end]

    def party(self, mention: Mention) -> Party:
        """A mention as a party; of a compound or an implied place the full name in the language of the text."""
        name = mention.name
        office = _OFFICE_AFTER.match(self.text.folded, mention.end) if mention.origin == "gazetteer" else None
        if office and mention.kind in ("city", "outside"):
            return Party(self.text.text[mention.start : office.end()], f"{mention.slug}-government")
        if mention.kind in ("city", "outside") and mention.origin in ("compound", "implied"):
            name = self._names.get(mention.slug, {}).get(self.text.lang) or name
        if name.startswith("本港"):
            name = "香港" + name[2:]
        if bureau := self._bureau_of(mention):
            return Party(self.text.text[mention.start : bureau.end()], "")
        if mention.kind == "organisation" and name[:1] >= "\u4e00":
            if end := part_after(self.text, mention):
                return Party(self.text.text[mention.start : end], "")
            if government := self._local_governments.get(mention.start):
                # 广东省人民政府港澳事务办公室, and not the office of the centre
                return Party(self.text.text[government.start : mention.end], "")
            full, is_other = with_seat(self.text, self.places_everywhere, mention)
            return Party(full or name, "" if is_other else mention.slug)
        if mention.origin == "gazetteer" and (above := self._city_above(mention)):
            return Party(self.text.text[above.start : mention.end], mention.slug, True)
        if mention.kind == "outside" and _ADJECTIVE.search(name):
            name = self._names.get(mention.slug, {}).get(self.text.lang) or name
        return Party(name, mention.slug, mention.kind != "organisation")

    def _bureau_of(self, mention: Mention) -> re.Match[str] | None:
        """The bureau of a government, or the local office of a central body, whose name goes on after ``mention``."""
        folded, end = self.text.folded, mention.end
        if mention.slug in _REGION_GOVERNMENTS or is_committee(mention):
            return _BUREAU_AFTER.match(folded, end)
        if mention.kind == "organisation" and self.is_authority(mention):
            return LOCAL_OFFICE.match(folded, end, end + LOCAL_REACH)
        return None

    def sides_in(self, start: int, end: int) -> list[Mention]:
        """The places of ``[start, end)`` that stand where a side of an agreement stands."""
        folded = self.text.folded
        sides: list[Mention] = []
        scene_end = -9
        for m in self.places:
            if not (start <= m.start and m.end <= end):
                continue
            if m.origin in ("compound", "implied"):
                if (
                    not m.name.startswith(_SCENE_COMPOUND)
                    and m.name[-1:] not in _UNNAMED_OF_PLACE
                    and not _OF_FIRMS.match(folded, m.end)
                ):
                    sides.append(m)
                continue
            if _OWNER_OF_BODY.match(self.text.text, m.end) or self._is_above(m) or describes_firm(folded, m):
                continue
            if begins_name(self.text, m):
                continue
            if _OWNER_OF_PLACE.match(folded, m.end) and self._place_near(m.end):
                continue
            describes = _MODIFIES.match(folded, m.end) or UNNAMED_FIRMS.match(folded, m.end)
            if m.end not in self._body_starts and describes:
                while sides and m.start - sides[-1].end <= 5:
                    sides.pop()
                continue
            before = folded[max(start, m.start - 14) : m.start]
            if before.rstrip().endswith(("、", ",")) and m.start - scene_end <= 3:
                scene_end = m.end
                continue
            if SCENE_BEFORE.search(before):
                scene_end = m.end
            listed = before.rstrip().endswith(",") and bool(sides) and sides[-1].end >= m.start - 3
            if (
                listed
                or _SIDE_BEFORE.search(before)
                or (
                    not SCENE_BEFORE.search(before)
                    and (
                        _SIDE_AFTER.match(folded, m.end)
                        or (folded.startswith(", ", m.end) and self._place_at(m.end + 2))
                    )
                )
            ):
                sides.append(m)
        return sides

    def _is_above(self, mention: Mention) -> bool:
        """Whether a place is written before a district of its own (深圳市 in 深圳市宝安区)."""
        return mention.end in self._districts

    def _city_above(self, mention: Mention) -> Mention | None:
        """The place before a district that belongs to its name; else None."""
        return self._by_end.get(mention.start) if mention.start in self._districts else None

    def _place_near(self, at: int) -> bool:
        return any(0 < m.start - at <= 12 for m in self.places)

    def _place_at(self, at: int) -> bool:
        return any(m.start == at for m in self.places)

    def pair_in(self, start: int, end: int) -> tuple[Party, ...]:
        """Two places named in one breath (粵港, "Hong Kong-Zhejiang ... Conference") in ``[start, end)``."""
        for first, mentions in self.pairs:
            if start <= first < end:
                return tuple(self.party(m) for m in mentions)
        return ()


def _pairs(places: Sequence[Mention]) -> list[tuple[int, tuple[Mention, ...]]]:
    by_span: dict[tuple[int, int], list[Mention]] = {}
    for m in places:
        if m.origin in ("compound", "implied"):
            by_span.setdefault((m.start, m.end), []).append(m)
    return [(start, tuple(found)) for (start, _), found in sorted(by_span.items()) if len(found) == 2]
