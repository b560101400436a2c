"""The register of tags in memory, kept until the public data changes."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from articles.models import Deal, Tag
from dashboards.filters import CITIES, REGISTERED, SECTORS, Known
from dashboards.queries.blocs import KIND, members

NAMED_ONE_BY_ONE = {"party": "organisation", "person": "person"}
"""Keys of filters whose values name tags that are not held, with their kind."""
MAX_ASKED = 1000
"""Organisations and people whose names one register remembers."""
HELD_KINDS = ("city", "sector", *REGISTERED)


@dataclass(frozen=True)
class Register:
    """Tags by kind and slug; organisations and people are too many to hold and are asked for one by one."""

    tags: dict[tuple[str, str], Tag] = field(default_factory=dict)
    _asked: dict[tuple[str, str], Tag | None] = field(default_factory=dict, repr=False, compare=False)

    @property
    def known(self) -> Known:
        """What filter values may be; an empty register (before set-up) checks nothing but the closed lists."""
        slugs: dict[str, set[str]] = {}
        for kind, slug in self.tags:
            slugs.setdefault(kind, set()).add(slug)
        return Known({kind: frozenset(slugs[kind]) for kind in REGISTERED if kind in slugs})

    def get(self, kind: str, slug: str) -> Tag | None:
        """The tag, if it is held."""
        return self.tags.get((kind, slug))

    def name(self, kind: str, slug: str) -> str:
        """The tag's name in the active language; the slug in words where there is no such tag."""
        tag = self.tags.get((kind, slug))
        return tag.name if tag else slug.replace("-", " ").capitalize()

    def name_of_one(self, kind: str, slug: str) -> str:
        """The name of an organisation or a person in the active language; what was asked for where no tag is called so.

        One query for each that was not asked for of late.
        """
        if (kind, slug) not in self._asked:
            if len(self._asked) >= MAX_ASKED:
                self._asked.clear()
            self._asked[kind, slug] = Tag.objects.filter(kind=kind, slug=slug).first()
        tag = self._asked[kind, slug]
        return tag.name if tag else slug

    def of_kind(self, kind: str) -> list[Tag]:
        """All tags of a held kind: cities and sectors in their fixed order, sub-sectors in that of their sectors,
        others by name."""
        order = {slug: n for n, slug in enumerate(CITIES if kind == "city" else SECTORS)}
        found = [tag for (held, _), tag in self.tags.items() if held == kind]
        whole = self.whole_of if kind == "subsector" else {}
        return sorted(found, key=lambda tag: (order.get(whole.get(tag.slug, tag.slug), len(order)), tag.name_en))

    @cached_property
    def whole_of(self) -> dict[str, str]:
        """The slug of the sector of each sub-sector."""
        sectors = {tag.pk: slug for (kind, slug), tag in self.tags.items() if kind == "sector"}
        return {
            slug: sectors[tag.parent_id]
            for (kind, slug), tag in self.tags.items()
            if kind == "subsector" and tag.parent_id in sectors
        }

    def wide_name(self, kind: str, slug: str) -> str:
        """The tag's name as a filter means it: who chooses a bloc has its members chosen with it."""
        name = self.name(kind, slug)
        if kind == KIND and slug in members():
            return gettext("%(bloc)s, members included") % {"bloc": name}
        return name

    @cached_property
    def partners(self) -> frozenset[str]:
        """The partners outside that a deal names, and the blocs of these: of hundreds the few that are worth offering.

        One query, which looks into an index once for each of them.
        """
        named = Deal.tags.through.objects.filter(tag=OuterRef("pk"))
        found = frozenset(Tag.objects.filter(Exists(named), kind=KIND).values_list("slug", flat=True))
        return found | {bloc for bloc, inside in members().items() if found.intersection(inside)}

    def parts_of(self, kind: str, slug: str) -> list[Tag]:
        """The tags right under a tag: the sub-sectors of a sector."""
        whole = self.get(kind, slug)
        found = [tag for tag in self.tags.values() if whole is not None and tag.parent_id == whole.pk]
        return sorted(found, key=lambda tag: tag.name)


def register(generation: int) -> Register:
    """The register as of this generation of the data. Generation 0 (nothing counted yet) is never kept."""
    return _kept(generation) if generation else Register(_rows())


@lru_cache(maxsize=2)
def _kept(generation: int) -> Register:
    return Register(_rows())


def _rows() -> dict[tuple[str, str], Tag]:
    return {(tag.kind, tag.slug): tag for tag in Tag.objects.filter(kind__in=HELD_KINDS)}
