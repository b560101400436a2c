"""Names of parties: which listed body a name means, and a key by which two spellings are the same.

Used where a name stands alone (a party of a deal, a label), not inside a text.
"""

import re
from collections.abc import Iterable

from articles.pipeline.matching.records import Entity, Reference
from articles.pipeline.text import fold

_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*$")  # "Development Bureau (HKSAR)"
_NOISE = re.compile(r"[\s.,'’\"“”·\-–—&/()\[\]（）《》「」]+")  # "Co., Ltd." -> " co ltd "
# "Kerry Logistics Network Limited", "Foshan Haitian Flavouring & Food Co., Ltd."
_LEGAL_LATIN = re.compile(
    r"( (co|company|corp|corporation|inc|incorporated|limited|ltd|llc|plc|sa|lda|limitada|group|holdings?|the))+$"
)
_LEGAL_HAN = re.compile(
    r"(股份有限公司|有限责任公司|集团有限公司|控股有限公司|有限公司|集团公司|集团|公司)$"
)  # "深圳某某有限公司"
# "Foshan Municipal People's Government", "Government of Guangdong Province", "Governo da Provincia de Hunan"
_GOVERNMENT_LATIN = (
    re.compile(r"^(?:the )?(.+?) (?:(?:municipal|provincial|district|city|province|people s|sar) )*government$"),
    re.compile(r"^(?:the )?(?:people s )?government of (?:the )?(.+?)(?: (?:province|municipality|city|district))?$"),
    re.compile(r"^governo (?:da|de|do) (?:provincia de |municipio de |cidade de )?(.+)$"),
)
# "佛山市人民政府", "湖南省政府"
_GOVERNMENT_HAN = re.compile(r"^(.+?)(?:特别行政区|特区|市|省|区|县|自治区)?(?:人民)?政府$")

# The central government's offices in a city: "中央人民政府驻香港特别行政区联络办公室", "外交部驻澳门特派员公署"
_CENTRAL = ("中央", "国家", "外交部", "中国", "全国")

Ref = tuple[str, str]
"""(kind, slug) of a listed entity."""


def party_key(name: str) -> str:
    """Give the key under which spellings of one name fall together: folded, without legal form and marks."""
    folded = _NOISE.sub(" ", fold(name)).strip().removeprefix("the ")
    shorter = _LEGAL_HAN.sub("", _LEGAL_LATIN.sub("", folded))
    return (shorter or folded).replace(" ", "") if _is_han(folded) else shorter or folded


def _is_han(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


class PartyNames:
    """The listed names of organisations, cities, outside partners, places and people, by key."""

    def __init__(self, reference: Reference) -> None:
        """Index ``reference``; a surface that several entities of one kind own belongs to its main-name owner."""
        self._owners: dict[str, Ref] = {}
        # A company named after a province ("Guangdong Holdings") does not take the province's government with it.
        self._governable: dict[str, Ref] = {}
        self._side_of_government: dict[Ref, Ref] = {}
        # The first kind to claim a key keeps it: a body before the place that it is named after.
        for kind, entities in (
            ("organisation", reference.organisations),
            ("city", reference.cities),
            ("outside", reference.outside),
            ("place", reference.places),
            ("person", reference.people),
        ):
            owned = self._claim(kind, entities)
            self._owners = owned | self._owners
            if kind in ("city", "outside", "place"):
                self._governable = owned | self._governable
        for organisation in reference.organisations:
            if side := self._governed(organisation.names.en):
                self._side_of_government[("organisation", organisation.slug)] = side
        self._government_of_side = {side: ref for ref, side in self._side_of_government.items()}
        self._homes = {
            ("organisation", organisation.slug): organisation.home
            for organisation in reference.organisations
            if organisation.type == "government" and not organisation.names.zh_hans.startswith(_CENTRAL)
        }

    @staticmethod
    def _claim(kind: str, entities: Iterable[Entity]) -> dict[str, Ref]:
        """Give the owner of each key among the entities of one kind."""
        entities = tuple(entities)
        main: dict[str, Ref] = {}
        others: dict[str, set[Ref]] = {}
        for entity in entities:
            ref = (kind, entity.slug)
            for name in (entity.names.en, entity.names.zh_hant, entity.names.zh_hans, entity.names.pt):
                if name:
                    main.setdefault(party_key(name), ref)
            for alias in entity.aliases:
                if alias.match != "compound_only":
                    others.setdefault(party_key(alias.text), set()).add(ref)
        unique = {key: refs.copy().pop() for key, refs in others.items() if len(refs) == 1}
        return unique | main

    def resolve(self, name: str) -> Ref | None:
        """Give what a party's ``name`` means, or None; an unlisted government stands for what it governs."""
        bare = _BRACKETS.sub("", name) or name
        for candidate in (name, bare):
            if ref := self._owners.get(party_key(candidate)):
                return ref
        side = self._governed(bare)
        return self._government_of_side.get(side, side) if side else None

    def identity(self, name: str) -> str:
        """Give one word for the party: ``kind:slug`` where it is listed, else ``name:`` and its key.

        A government and its city, province or country are one party.
        """
        if ref := self.resolve(name):
            return self.identity_of(ref)
        return f"name:{party_key(_BRACKETS.sub('', name) or name)}"

    def identity_of(self, ref: Ref) -> str:
        """Give the one word for a listed party."""
        kind, slug = self._side_of_government.get(ref, ref)
        return f"{kind}:{slug}"

    def side_of(self, ref: Ref) -> str:
        """Give the identity of the city government that a listed bureau is a part of; empty for all others.

        Ministries are at home in Beijing and no part of its municipal government.
        """
        side = ("city", self._homes.get(ref, ""))
        if side not in self._government_of_side or ref in self._side_of_government:
            return ""
        return self.identity_of(side)

    def equals(self, ref: Ref) -> set[Ref]:
        """Give the listed refs that are the same party as ``ref``: a government and what it governs."""
        twin = self._side_of_government.get(ref) or self._government_of_side.get(ref)
        return {ref, twin} if twin else {ref}

    def _governed(self, name: str) -> Ref | None:
        """The city, outside partner or place whose government ``name`` is, by its form."""
        folded = _NOISE.sub(" ", fold(name)).strip()
        for pattern in (_GOVERNMENT_HAN,) if _is_han(folded) else _GOVERNMENT_LATIN:
            if (match := pattern.match(folded)) and (ref := self._governable.get(party_key(match[1]))):
                return ref
        return None
