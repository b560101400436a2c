"""Words of the reference data, as records: names, sectors, deal types, and the phrases that announce them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """The main name in each language; empty where the language has none."""

    en: str = ""
    zh_hant: str = ""
    zh_hans: str = ""
    pt: str = ""

    def in_language(self, lang: str) -> str:
        """Give the name in ``lang`` (en, zh-Hant, zh-Hans, pt), else the English one."""
        return {"zh-Hant": self.zh_hant, "zh-Hans": self.zh_hans, "pt": self.pt}.get(lang) or self.en


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one kind in each language."""

    en: tuple[str, ...] = ()
    zh_hant: tuple[str, ...] = ()
    zh_hans: tuple[str, ...] = ()
    pt: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Give the words of all languages, in the order en, zh-Hant, zh-Hans, pt."""
        return self.en + self.zh_hant + self.zh_hans + self.pt


@dataclass(frozen=True, slots=True)
class Sector:
    """A top sector (19 of them), the label of the contracts."""

    slug: str
    names: Names


@dataclass(frozen=True, slots=True)
class Subsector:
    """A finer sector with the phrases that speak for it."""

    slug: str
    parent: str
    names: Names
    triggers: Words


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that speaks for a top sector; ``weight`` 3 names the sector, 1 needs company, negative refuses."""

    text: str
    sector: str
    weight: float


@dataclass(frozen=True, slots=True)
class DealType:
    """A fine deal type (``slug``), its coarse ``type``, and the verbs and nouns that announce it."""

    slug: str
    type: str
    family: str
    names: Names
    verbs: Words
    nouns: Words


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A fine status (``slug``), its coarse ``status``, and its phrases."""

    slug: str
    status: str
    order: int
    names: Names
    triggers: Words


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words that change what a deal word means (conditional, past-anniversary, negation-window)."""

    slug: str
    words: Words
    effect: str
