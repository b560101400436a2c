"""Tags for names that no list holds, so that each party has an identity and a page of its own."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from django.utils.text import slugify

from articles.models import Tag
from articles.pipeline.matching.parties import party_key

Ref = tuple[str, str]


@lru_cache(maxsize=4096)
def form_slug(name: str) -> str:
    """Give the slug of an unlisted name; spellings with one key share it. Han names get a short digest."""
    key = party_key(name)
    return slugify(key)[:100].strip("-") or f"n-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def ensure_tags(*, refs: Iterable[Ref], names: Iterable[tuple[str, str]]) -> dict[Ref, int]:
    """Give the tag ids of listed ``refs`` (kind, slug) and of unlisted ``names`` (kind, name), creating the latter.

    The key of an unlisted name is (kind, ``form_slug(name)``). Refs without a tag are left out.
    """
    unlisted = {(kind, form_slug(name)): name for kind, name in names}
    wanted = {*refs, *unlisted}
    found = _tag_ids(wanted)
    missing = [
        Tag(kind=kind, slug=slug, name_en=name[:200], is_listed=False)
        for (kind, slug), name in unlisted.items()
        if (kind, slug) not in found
    ]
    if missing:
        # Another worker may have met the same name at the same time.
        Tag.objects.bulk_create(missing, ignore_conflicts=True)
        found |= _tag_ids({(tag.kind, tag.slug) for tag in missing})
    return found


def _tag_ids(refs: set[Ref]) -> dict[Ref, int]:
    rows = Tag.objects.filter(slug__in={slug for _, slug in refs}).values_list("kind", "slug", "pk")
    return {(kind, slug): pk for kind, slug, pk in rows if (kind, slug) in refs}
