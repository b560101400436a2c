"""What editors add to the reference data on the desk: aliases and names, what they would change, and back to YAML.

The files stay the truth that is shipped. Until an export has brought them
there, additions lie over them: ``current_reference`` gives both together.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from articles import reference as reference_data
from articles.actions.clustering.turn import own_transaction
from articles.models import Alias, Article, DataGeneration, Tag
from articles.pipeline.matching import Reference
from articles.pipeline.matching.records import Alias as Surface
from articles.pipeline.matching.records import Entity
from articles.pipeline.text import in_both_scripts

LOOK_BACK = timedelta(days=90)
MOST_AGAIN = 5_000
"""Articles that one change of aliases has read again, newest first."""
_AT_ONCE = 100
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


_AT_HAND: dict[str, Reference] = {}
_KEPT = 2
"""References at hand: the one that stands, and one that somebody looks at."""


def current_reference() -> Reference:
    """Give the reference data with the aliases of the desk; one query. The last two are kept at hand."""
    return widened(reference_data.load(), standing_aliases())


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
        while len(_AT_HAND) >= _KEPT:
            del _AT_HAND[next(iter(_AT_HAND))]
        _AT_HAND[digest] = replace(reference, digest=digest, **groups)
    return _AT_HAND[digest]


def _with_surfaces(entity: Entity, added: dict[str, list[Surface]]) -> Entity:
    """A surface that the files have in other words of safety is replaced where it stands, as the export does."""
    by_words = {(surface.text, surface.lang): surface for surface in added.get(entity.slug, ())}
    if not by_words:
        return entity
    kept = [by_words.pop((surface.text, surface.lang), surface) for surface in entity.aliases]
    return replace(entity, aliases=(*kept, *by_words.values()))


def check_alias(alias: Alias) -> None:
    """Raise AliasRefused where the surface is too short, its tag takes none, or it names something else already."""
    if alias.tag.kind not in GROUPS or not alias.tag.is_listed:
        raise AliasRefused(_("only listed tags take aliases, and sectors take none: their words are in the cue lists"))
    text = alias.text.strip()
    if len(text) < 2 and alias.match != Alias.Match.COMPOUND_ONLY:
        raise AliasRefused(_("one character alone is safe only inside a compound"))
    for kind, slug in owners_of(text):
        if (kind, slug) != (alias.tag.kind, alias.tag.slug):
            raise AliasRefused(_("“%(text)s” names %(tag)s already") % {"text": text, "tag": f"{kind} {slug}"})
    others = Alias.objects.filter(text__iexact=text).exclude(tag=alias.tag).exclude(pk=alias.pk)
    if other := others.select_related("tag").first():
        raise AliasRefused(_("“%(text)s” names %(tag)s already") % {"text": text, "tag": other.tag})


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


def standing_aliases() -> list[Alias]:
    """All aliases of the desk with their tags; one query."""
    return list(Alias.objects.select_related("tag").order_by("pk"))


def articles_with(texts: Sequence[str], *, now: datetime) -> list[int]:
    """Ids of processed articles of the last 90 days that hold any of ``texts`` in either Chinese script, newest first.

    At most 5,000.
    """
    wanted = sorted({written for text in texts for written in in_both_scripts(text)})
    recent = Article.objects.filter(listed_at__gte=now - LOOK_BACK, processed_at__isnull=False)
    found: dict[int, datetime] = {}
    # SQLite takes no deeper expression than a thousand.
    for start in range(0, len(wanted), _AT_ONCE):
        holding = reduce(or_, (Q(text__icontains=text) for text in wanted[start : start + _AT_ONCE]))
        found.update(recent.filter(holding).order_by("-listed_at").values_list("pk", "listed_at")[:MOST_AGAIN])
    return sorted(found, key=lambda pk: (found[pk], pk), reverse=True)[:MOST_AGAIN]


def save_alias(*, alias: Alias) -> list[str]:
    """Save an alias that names nothing else; give the words whose articles now read differently, old and new.

    Raises AliasRefused.
    """
    check_alias(alias)
    alias.text = alias.text.strip()
    former = Alias.objects.select_related("tag").filter(pk=alias.pk).first() if alias.pk else None
    alias.save()
    if former is not None and former.surface == alias.surface:
        return []
    return [alias.text, *([former.text] if former else [])]


def keep_alias(*, alias: Alias, now: datetime) -> int:
    """Save the alias and queue the articles again that hold its words, or those that it had before; give how many.

    Raises AliasRefused.
    """
    with own_transaction(clusters=False):
        return read_again(texts=save_alias(alias=alias), now=now)


def remove_aliases(*, aliases: Iterable[Alias], now: datetime) -> int:
    """Delete aliases and queue the articles again that hold their words; give how many."""
    with own_transaction(clusters=False):
        gone = list(aliases)
        for alias in gone:
            # One by one, so that each leaves its last version.
            alias.delete()
        return read_again(texts=[alias.text for alias in gone], now=now)


def read_again(*, texts: Sequence[str], now: datetime) -> int:
    """Queue the articles of the last 90 days that hold any of ``texts`` again, at most 5,000; give how many.

    Decisions of curators stay: processing again never changes them.
    """
    if not texts:
        return 0
    read = Article.objects.with_text().filter(processed_at__isnull=False, quarantined_at__isnull=True)
    return read.filter(pk__in=articles_with(texts, now=now)).update(processed_at=None, attempts=0)


def edit_names(*, tag: Tag, names: dict[str, str]) -> bool:
    """Set names of a tag by language (en, zh-Hant, zh-Hans, pt); they outlast the next set-up. Whether any changed."""
    changed = {lang: text.strip() for lang, text in names.items() if getattr(tag, LANGS[lang]) != text.strip()}
    if not changed:
        return False
    with own_transaction(clusters=False):
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
