"""Surfaces: every string that may stand for something, made from names, aliases, compounds and other spellings."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.pipeline.matching.records import (
    Alias,
    City,
    ContextRule,
    Entity,
    Organisation,
    Outside,
    Person,
    Reference,
)
from articles.pipeline.text import fold

LATIN = frozenset(chr(code) for code in range(0x30, 0x250) if chr(code).isalnum())
"""Letters and digits that make up Latin words: a name may not touch one of these."""

UNIFY = str.maketrans(
    {"–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "’": "'", "‘": "'", "\u00a0": " ", "\u3000": " "}
)
"""Signs that writers use for the same thing, one character each, so that offsets stay."""
UNFOLDED = tuple(sign for sign in map(chr, UNIFY) if fold(sign) == sign)
"""Those among them that a folded text still has."""

# "US", "UPS", "HKMA", "R&D": an abbreviation, told from a word by its capitals alone
_ALL_CAPITALS = re.compile(r"[A-Z][A-Z0-9&]{1,6}\Z")
# "700 HK", "0700.HK", "scmp.hk": a stock code or an address before an abbreviation
_CODE_BEFORE = re.compile(r"(?:\d{2,6}[ .:]?|[.@])\Z")
# "HK$5", "HK:0700": money or a stock code after one
_CODE_AFTER = re.compile(r"\$|:\d")
SHORT_CODE = 3
"""Abbreviations up to this length may be part of a stock code or an address."""
# "Hong Kong-Zhejiang Cooperation Conference", "HK/Guangdong Co-operation Joint Conference": two sides and an event
_TWO_SIDES = re.compile(
    r"([A-Z][A-Za-z ]{1,24})[-/]([A-Z][A-Za-z ]{1,24}?) ((?:Co-?operation |Economic )[A-Za-z &-]{1,60})\Z"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a surface may mean. ``match`` is standalone, needs_context, adjective or outlet."""

    kind: str
    slug: str
    match: str
    rule: ContextRule | None = None


@dataclass(slots=True)
class Surface:
    """A folded string, and all that it may mean; with no claims it blocks its span."""

    text: str
    claims: list[Claim] = field(default_factory=list)
    cased: set[str] = field(default_factory=set)
    capital: bool = False
    origin: str = "gazetteer"
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    guarded: bool = False

    def stands(self, folded: str, start: int, end: int) -> bool:
        """Say whether the neighbours allow this surface: guards of compounds, stock codes and money."""
        if self.cased and (_CODE_BEFORE.search(folded, max(0, start - 8), start) or _CODE_AFTER.match(folded, end)):
            return False
        return not (folded.startswith(self.not_after, end) or folded.endswith(self.not_before, 0, start))


def build_surfaces(reference: Reference) -> tuple[Surface, ...]:
    """Give all surfaces of ``reference``, each once, with its claims and the rules of context on them."""
    table: dict[str, Surface] = {}
    for kind, entities in _kinds(reference):
        for entity in entities:
            _add_entity(table, kind, entity)
    _add_compounds(table, reference)
    _add_reversed(table, reference)
    for phrase in reference.blocking_phrases:
        table[_key(phrase)] = Surface(_key(phrase))
    _apply_rules(table, reference)
    for surface in table.values():
        short = any(len(text) <= SHORT_CODE for text in surface.cased)
        surface.guarded = short or bool(surface.not_before or surface.not_after)
    return tuple(table.values())


def _key(text: str) -> str:
    return fold(unicodedata.normalize("NFC", text)).translate(UNIFY)


def _kinds(reference: Reference) -> Iterator[tuple[str, Iterable[Entity]]]:
    yield "city", reference.cities
    yield "place", reference.places
    yield "outside", reference.outside
    yield "mechanism", reference.mechanisms
    yield "organisation", reference.organisations
    yield "person", reference.people


def _add_entity(table: dict[str, Surface], kind: str, entity: Entity) -> None:
    names = entity.names
    for lang, text in (("en", names.en), ("zh", names.zh_hant), ("zh", names.zh_hans), ("pt", names.pt)):
        if text:
            match = "needs_context" if lang in entity.name_match else "standalone"
            _claim(table, kind, entity, Alias(text, lang, match))
            if lang == "en" and " and " in text:
                _claim(table, kind, entity, Alias(text.replace(" and ", " & "), lang, match))
    for alias in entity.aliases:
        if alias.match != "compound_only":
            _claim(table, kind, entity, alias)
    if isinstance(entity, Outside):
        for adjective in entity.adjectives:
            _claim(table, kind, entity, Alias(adjective, "en", "adjective"))
    if isinstance(entity, Organisation):
        for ticker in entity.tickers:
            _claim(table, kind, entity, Alias(ticker, "en", "standalone", True))


def _claim(table: dict[str, Surface], kind: str, entity: Entity, alias: Alias) -> None:
    key = _key(alias.text)
    fresh = key not in table
    surface = table.setdefault(key, Surface(key))
    match = "outlet" if isinstance(entity, Organisation) and entity.subject_only else alias.match
    rule = _person_rule(entity) if isinstance(entity, Person) and match == "needs_context" else None
    if not any(claim.kind == kind and claim.slug == entity.slug for claim in surface.claims):
        surface.claims.append(Claim(kind, entity.slug, match, rule))
    latin = alias.lang in ("en", "pt")
    if latin and (alias.case_sensitive or _ALL_CAPITALS.match(alias.text)):
        if fresh or surface.cased:
            surface.cased.add(alias.text)
    else:
        surface.cased.clear()
    if latin and alias.text[0].isupper() and kind != "mechanism":
        surface.capital = surface.capital or fresh
    else:
        surface.capital = False


def _person_rule(person: Person) -> ContextRule:
    """Give what a name that many bear needs in its paragraph: the person's office, or a body that the person leads."""
    needs: list[str] = []
    for tenure in person.tenures:
        needs.append(f"@org:{tenure.org}")
        needs += [_key(role) for role in re.split(r" (?:of|for|and|in) |, ", tenure.role)[:1] if len(role) > 5]
    return ContextRule((), (), tuple(dict.fromkeys(needs)), (), "paragraph")


def _short_forms(reference: Reference) -> dict[str, tuple[str, str]]:
    """Give the one-character names (folded) that compounds are made of: 港, 澳, 浙 ... -> (kind, slug)."""
    shorts: dict[str, tuple[str, str]] = {}
    for kind, entities in (("city", reference.cities), ("outside", reference.outside)):
        for entity in entities:
            for alias in entity.aliases:
                if alias.match == "compound_only" and len(alias.text) == 1:
                    shorts.setdefault(_key(alias.text), (kind, entity.slug))
    return shorts


AMBIGUOUS_SHORTS = frozenset("中江广珠惠佛深")
"""Short forms that are everyday characters: they pair only where a list says so."""


def _add_compounds(table: dict[str, Surface], reference: Reference) -> None:
    """Add the compounds that the files list, and every pair of a special region with another short form."""
    shorts = _short_forms(reference)
    listed: dict[str, list[tuple[str, str]]] = defaultdict(list)
    doubtful: set[str] = set()
    guards: dict[str, City] = {}
    for kind, entities in (("city", reference.cities), ("outside", reference.outside)):
        for entity in entities:
            assert isinstance(entity, City | Outside)
            for text in entity.safe_compounds:
                listed[_key(text)].append((kind, entity.slug))
            if isinstance(entity, City):
                for text in entity.context_compounds:
                    doubtful.add(_key(text))
                    listed[_key(text)].append((kind, entity.slug))
                for text in (*entity.safe_compounds, *entity.context_compounds):
                    if entity.not_followed_by:
                        guards.setdefault(_key(text), entity)
    regions = [short for short, ref in shorts.items() if ref[1] in ("hong-kong", "macao")]
    for region in regions:
        for short in shorts:
            if short != region and short not in AMBIGUOUS_SHORTS:
                listed.setdefault(short + region, [])
                if shorts[short][0] == "city" or short != "京":
                    listed.setdefault(region + short, [])
    for key, refs in listed.items():
        refs += [shorts[char] for char in key if char in shorts and char not in AMBIGUOUS_SHORTS]
        if key in table:
            continue
        match = "needs_context" if key in doubtful else "standalone"
        surface = table[key] = Surface(key, origin="compound")
        surface.claims = [Claim(kind, slug, match) for kind, slug in dict.fromkeys(refs)]
        if key in guards:
            surface.not_after = tuple(map(_key, guards[key].not_followed_by))
            surface.not_before = tuple(map(_key, guards[key].not_preceded_by))
    for compound in reference.compounds:
        surface = table[_key(compound.text)] = Surface(_key(compound.text), origin="compound")
        match = "needs_context" if compound.needs or compound.cancels else "standalone"
        within = "text" if compound.needs else "adjacent"
        rule = ContextRule((compound.text,), (), _folded(compound.needs), _folded(compound.cancels), within)
        for ref in compound.refs:
            kind, slug = split_ref(ref)
            surface.claims.append(Claim(kind, slug, match, rule if match == "needs_context" else None))


def _add_reversed(table: dict[str, Surface], reference: Reference) -> None:
    """Add the other spellings of conferences between two sides: order, hyphen or slash, co-operation."""
    for mechanism in reference.mechanisms:
        texts = (mechanism.names.en, *(alias.text for alias in mechanism.aliases if alias.lang == "en"))
        for text in texts:
            sides = _TWO_SIDES.match(text)
            if not sides:
                continue
            for spelling in _spellings(*sides.groups()):
                if _key(spelling) not in table:
                    _claim(table, "mechanism", mechanism, Alias(spelling, "en", "standalone"))


def _spellings(one: str, two: str, event: str) -> Iterator[str]:
    plain = re.sub(r"Co-?operation", "Cooperation", event)
    short = plain.replace("Plenary ", "")
    events = dict.fromkeys(
        version for shape in (plain, short) for version in (shape, shape.replace("Cooperation", "Co-operation"))
    )
    names = {"Hong Kong": ("Hong Kong", "HK"), "Macao": ("Macao", "Macau"), "Macau": ("Macao", "Macau")}
    for left in names.get(one, (one,)):
        for right in names.get(two, (two,)):
            for first, second in ((left, right), (right, left)):
                for joint in ("-", "/", " and ", " "):
                    for version in events:
                        yield f"{first}{joint}{second} {version}"


def split_ref(ref: str) -> tuple[str, str]:
    """Turn ``org:hkma`` into ("organisation", "hkma"); other kinds keep their name (mech is mechanism)."""
    kind, _, slug = ref.partition(":")
    return {"org": "organisation", "mech": "mechanism"}.get(kind, kind), slug


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word if word.startswith("@") else _key(word) for word in words)


def _apply_rules(table: dict[str, Surface], reference: Reference) -> None:
    """Hang the rules of context on the claims that they rule."""
    for rule in reference.context_rules:
        refs = {split_ref(ref) for ref in rule.refs}
        ready = ContextRule(
            rule.surfaces, rule.refs, _folded(rule.needs), _folded(rule.cancels), rule.within, rule.otherwise
        )
        for text in rule.surfaces:
            surface = table.get(_key(text))
            if surface is None:
                surface = table[_key(text)] = Surface(_key(text))
            owned = {(claim.kind, claim.slug) for claim in surface.claims}
            for kind, slug in sorted(refs - owned):
                surface.claims.append(Claim(kind, slug, "needs_context"))
            surface.claims = [
                Claim(claim.kind, claim.slug, claim.match, ready)
                if not refs or (claim.kind, claim.slug) in refs
                else claim
                for claim in surface.claims
            ]
