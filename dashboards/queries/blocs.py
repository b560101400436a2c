"""Blocs and regions outside: who looks for one finds the deals and articles of its members too.

A text names Portugal or "the Portuguese-speaking countries", seldom both, and is tagged with what it names. So a bloc
is no sum over tags, of which a deal may have several, and none is kept of it.
"""

from collections.abc import Collection, Mapping
from functools import cache

from articles import reference
from dashboards.filters import Filters

KIND = "outside"


@cache
def members() -> Mapping[str, tuple[str, ...]]:
    """The slugs of the members of each bloc or region of which the reference data knows them."""
    return {partner.slug: partner.members for partner in reference.load().outside if partner.members}


def reach(kind: str, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """The slugs of all tags that some chosen ones stand for, themselves among them."""
    if kind != KIND or not slugs:
        return slugs
    held = members()
    return tuple(dict.fromkeys(one for slug in slugs for one in (slug, *held.get(slug, ()))))


def named_with_members(named: Collection[str]) -> dict[str, frozenset[str]]:
    """Of these tags the blocs of which a member is there besides, each with its tags that are there."""
    if len(named) < 2:
        return {}
    present = frozenset(named)
    told = {bloc: present & {bloc, *inside} for bloc, inside in members().items() if bloc in present}
    return {bloc: tags for bloc, tags in told.items() if len(tags) > 1}


def is_open(filters: Filters, kind: str, slug: str) -> bool:
    """Whether a link to the tag only narrows the selection: also where it is a member of the bloc that is chosen."""
    return filters.is_open_to(kind, slug) or slug in reach(kind, getattr(filters, kind))
