"""What editors add to the reference data on the desk: aliases and names, what they would change, and back to YAML.

The files stay the truth that is shipped. Until an export has brought them
there, additions lie over them: ``current_reference`` gives both together.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q

from articles import reference as reference_data
from articles.models import Alias, Article, DataGeneration, Tag
from articles.pipeline.extraction import extract
from articles.pipeline.matching import Reference, find_mentions, gazetteer
from articles.pipeline.matching.records import Alias as Surface
from articles.pipeline.matching.records import Entity
from articles.pipeline.tagging import Tags, tag

LOOK_BACK = timedelta(days=90)
MOST_READ = 200
"""Articles that a preview reads again; the others that hold the words are counted."""
GROUPS = {
    "city": "cities",
    "place": "places",
    "outside": "outside",
    "mechanism": "mechanisms",
    "organisation": "organisations",
    "person": "people",
}
"""The fields of ``Reference`` and the YAML files by the kind of their tags; sectors have cues instead of aliases."""
LANGS = {"en": "name_en", "zh-Hant": "name_zh_hant", "zh-Hans": "name_zh_hans", "pt": "name_pt"}


class AliasRefused(Exception):
    """Raised for a surface that cannot be an alias; carries the reason in words."""


@dataclass(slots=True)
class Preview:
    """What an alias would do to articles of the last 90 days that hold its words.

    ``gained`` and ``lost`` list ``(article, tags)``; ``held`` counts the articles with the words, ``read`` those read.
    """

    held: int = 0
    read: int = 0
    gained: list[tuple[Article, list[str]]] = field(default_factory=list)
    lost: list[tuple[Article, list[str]]] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)


_AT_HAND: dict[str, Reference] = {}


def current_reference() -> Reference:
    """Give the reference data with the aliases of the desk; one query. The last one is kept at hand."""
    return widened(reference_data.load(), Alias.objects.select_related("tag").order_by("pk"))


def widened(reference: Reference, aliases: Iterable[Alias]) -> Reference:
    """Give ``reference`` with ``aliases`` added to their entities; itself where there are none."""
    by_kind: dict[str, dict[str, list[Surface]]] = defaultdict(lambda: defaultdict(list))
    told = hashlib.sha256(reference.digest.encode())
    for alias in aliases:
        surface = Surface(alias.text, alias.lang, alias.match, alias.is_case_sensitive)
        by_kind[alias.tag.kind][alias.tag.slug].append(surface)
        told.update(repr((alias.tag.kind, alias.tag.slug, surface)).encode())
    if not by_kind:
        return reference
    digest = told.hexdigest()
    if digest not in _AT_HAND:
        groups = {
            name: tuple(_with_surfaces(entity, by_kind[kind]) for entity in getattr(reference, name))
            for kind, name in GROUPS.items()
            if kind in by_kind
        }
        _AT_HAND.clear()
        _AT_HAND[digest] = replace(reference, digest=digest, **groups)
    return _AT_HAND[digest]


def _with_surfaces(entity: Entity, added: dict[str, list[Surface]]) -> Entity:
    extra = tuple(surface for surface in added.get(entity.slug, ()) if surface not in entity.aliases)
    return replace(entity, aliases=(*entity.aliases, *extra)) if extra else entity


def check_alias(alias: Alias) -> None:
    """Raise AliasRefused where the surface is too short, its tag takes none, or it names something else already."""
    if alias.tag.kind not in GROUPS or not alias.tag.is_listed:
        raise AliasRefused("only listed tags take aliases, and sectors take none: their words are in the cue lists")
    text = alias.text.strip()
    if len(text) < 2 and alias.match != Alias.Match.COMPOUND_ONLY:
        raise AliasRefused("one character alone is safe only inside a compound")
    for kind, slug in owners_of(text):
        if (kind, slug) != (alias.tag.kind, alias.tag.slug):
            raise AliasRefused(f"“{text}” names {kind} {slug} already")
    others = Alias.objects.filter(text__iexact=text).exclude(tag=alias.tag).exclude(pk=alias.pk)
    if other := others.select_related("tag").first():
        raise AliasRefused(f"“{text}” names {other.tag} already")


def owners_of(text: str) -> set[tuple[str, str]]:
    """Give kind and slug of all that bear the very words as a name or alias in the files, whatever the case."""
    folded = text.casefold()
    owners = set()
    for kind, name in GROUPS.items():
        for entity in getattr(reference_data.load(), name):
            names = entity.names
            surfaces = {names.en, names.zh_hant, names.zh_hans, names.pt, *(alias.text for alias in entity.aliases)}
            if folded in {surface.casefold() for surface in surfaces if surface}:
                owners.add((kind, entity.slug))
    return owners


def preview_alias(*, alias: Alias, now: datetime) -> Preview:
    """Read the articles of the last 90 days that hold the words with and without the (unsaved) alias."""
    standing = list(Alias.objects.select_related("tag").exclude(pk=alias.pk).order_by("pk"))
    before = widened(reference_data.load(), standing)
    after = _apart(reference_data.load(), [*standing, alias])
    holding = Article.objects.filter(
        listed_at__gte=now - LOOK_BACK, processed_at__isnull=False, text__icontains=alias.text
    ).order_by("-listed_at", "-pk")
    preview = Preview(held=holding.count(), ids=list(holding.values_list("pk", flat=True)[:5000]))
    for article in holding.only("pk", "title", "text", "url", "publisher", "listed_at")[:MOST_READ]:
        preview.read += 1
        old, new = _tags(article, before), _tags(article, after)
        if gained := sorted(new - old):
            preview.gained.append((article, gained))
        if lost := sorted(old - new):
            preview.lost.append((article, lost))
    return preview


def _apart(reference: Reference, aliases: Sequence[Alias]) -> Reference:
    """The widened reference without disturbing the one at hand."""
    kept = dict(_AT_HAND)
    try:
        return widened(reference, aliases)
    finally:
        _AT_HAND.clear()
        _AT_HAND.update(kept)


def _tags(article: Article, reference: Reference) -> set[str]:
    title, _, body = article.text.partition("\n\n")
    clean = extract(title, text=body, html=None, url=article.url).text
    tags: Tags = tag(clean, find_mentions(clean, gazetteer(reference)), reference)
    found: Counter[str] = Counter()
    for kind, name in GROUPS.items():
        found.update(f"{kind}:{score.slug}" for score in getattr(tags, name) if score.slug)
    return set(found)


def keep_alias(*, alias: Alias, affected: Sequence[int]) -> int:
    """Save the alias and queue the articles that hold its words again; give how many. Raises AliasRefused."""
    check_alias(alias)
    with transaction.atomic():
        alias.text = alias.text.strip()
        alias.save()
        # Decisions of curators stay: processing again never changes them.
        waiting = Article.objects.with_text().filter(
            pk__in=affected, processed_at__isnull=False, quarantined_at__isnull=True
        )
        number = waiting.update(processed_at=None, attempts=0)
    return number


def read_again(*, texts: Sequence[str], now: datetime) -> int:
    """Queue the articles of the last 90 days that hold any of ``texts`` again, at most 5,000; give how many."""
    holding = reduce(or_, (Q(text__icontains=text) for text in texts), Q(pk__in=[]))
    affected = Article.objects.filter(holding, listed_at__gte=now - LOOK_BACK).values_list("pk", flat=True)[:5000]
    read = Article.objects.with_text().filter(processed_at__isnull=False, quarantined_at__isnull=True)
    return read.filter(pk__in=list(affected)).update(processed_at=None, attempts=0)


def edit_names(*, tag: Tag, names: dict[str, str]) -> bool:
    """Set names of a tag by language (en, zh-Hant, zh-Hans, pt); they outlast the next set-up. Whether any changed."""
    changed = {lang: text.strip() for lang, text in names.items() if getattr(tag, LANGS[lang]) != text.strip()}
    if not changed:
        return False
    with transaction.atomic():
        for lang, text in changed.items():
            setattr(tag, LANGS[lang], text)
            tag.edited_names = {**tag.edited_names, lang: text}
        tag.save()
        DataGeneration.bump()
    return True


def additions() -> dict[str, dict[str, dict[str, Any]]]:
    """Give by YAML file and slug what the desk has added: ``{"names": {lang: text}, "aliases": [row]}``."""
    found: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for tag_ in Tag.objects.filter(is_listed=True).exclude(edited_names={}).order_by("kind", "slug"):
        name = GROUPS.get(tag_.kind, "sectors")
        found[name].setdefault(tag_.slug, {"names": {}, "aliases": []})["names"] = dict(tag_.edited_names)
    for alias in Alias.objects.select_related("tag").order_by("tag__slug", "pk"):
        row: dict[str, Any] = {"text": alias.text, "lang": alias.lang, "match": alias.match}
        if alias.is_case_sensitive:
            row["case_sensitive"] = True
        entry = found[GROUPS[alias.tag.kind]].setdefault(alias.tag.slug, {"names": {}, "aliases": []})
        entry["aliases"].append(row)
    return dict(found)
