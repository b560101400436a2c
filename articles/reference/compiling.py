"""From the YAML files to one ``Reference``, and to the compiled file that start-up reads.

PyYAML needs seconds for all files, the pickle of records some hundredths; it
is written at set-up, is never committed, and is rebuilt when the files change.
"""

import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from articles.pipeline.matching import records, words

HERE = Path(__file__).parent
FILES = (
    "cities",
    "places",
    "outside",
    "mechanisms",
    "organisations",
    "people",
    "sectors",
    "sector_cues",
    "deal_types",
    "deal_words",
    "ambiguities",
    "contexts",
    "rates",
    "feeds",
)

Row = Mapping[str, Any]


def digest() -> str:
    """Give the sha256 (hex) of all files and of the records, which names one state of the reference data."""
    total = hashlib.sha256()
    for source in (*(HERE / f"{name}.yaml" for name in FILES), Path(records.__file__), Path(words.__file__)):
        total.update(source.read_bytes())
    return total.hexdigest()


def compile_reference(target: Path) -> records.Reference:
    """Build the reference from its YAML, write it to ``target`` in one move, and give it.

    Raises OSError where ``target`` cannot be written, yaml.YAMLError or
    KeyError where a file is broken.
    """
    reference = build()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            pickle.dump(reference, file, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return reference


def read_yaml(name: str) -> Any:
    """Read one file of this folder (``name`` without its ending)."""
    # Imported here: who loads what is compiled already does without it.
    import yaml

    with open(HERE / f"{name}.yaml", "rb") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def build() -> records.Reference:
    """Read all files and give the reference."""
    documents = {name: read_yaml(name) for name in FILES}
    sectors, deals, ambiguities = documents["sectors"], documents["deal_types"], documents["ambiguities"]
    contexts, rates = documents["contexts"], documents["rates"]
    return records.Reference(
        digest=digest(),
        cities=tuple(map(_city, documents["cities"]["cities"])),
        places=tuple(map(_place, documents["places"]["places"])),
        outside=tuple(map(_outside, documents["outside"]["outside"])),
        mechanisms=tuple(map(_mechanism, documents["mechanisms"]["mechanisms"])),
        organisations=tuple(map(_organisation, documents["organisations"]["organisations"])),
        people=tuple(map(_person, documents["people"]["people"])),
        sectors=tuple(records.Sector(row["slug"], _names(row)) for row in sectors["sectors"]),
        subsectors=tuple(
            records.Subsector(row["slug"], row["parent"], _names(row), _words(row["triggers"]))
            for row in sectors["subsectors"]
        ),
        weak_triggers=tuple(word for words in sectors["weak_triggers"].values() for word in words),
        cues=tuple(_cues(documents["sector_cues"]["cues"])),
        deal_types=tuple(map(_deal_type, deals["deal_types"])),
        statuses=tuple(
            records.StatusWords(row["slug"], row["status"], row["order"], _names(row), _words(row["triggers"]))
            for row in deals["statuses"]
        ),
        negative_triggers=_words(deals["negative_triggers"]),
        modifiers=tuple(records.Modifier(row["slug"], _words(row), row["effect"]) for row in deals["modifiers"]),
        ambiguities=tuple(map(_ambiguity, ambiguities["ambiguities"])),
        blocking_phrases=tuple(phrase for phrases in ambiguities["blocking_phrases"].values() for phrase in phrases)
        + _texts(contexts, "blocking_phrases"),
        context_rules=tuple(map(_context_rule, contexts["rules"])),
        compounds=tuple(map(_compound, contexts["compounds"])),
        word_lists=tuple(_word_lists(documents["deal_words"])),
        pegs=tuple(map(_peg, rates["pegs"])),
        averages=tuple(
            records.Averages(row["currency"], row["source"], tuple(sorted(row["per_usd"].items())))
            for row in rates["averages"]
        ),
        feeds=tuple(records.FeedEntry(**row) for row in documents["feeds"]["feeds"]),
    )


def _texts(row: Row, key: str) -> tuple[str, ...]:
    return tuple(row.get(key) or ())


def _text(row: Row, key: str) -> str:
    return str(row.get(key) or "")


def _names(row: Row) -> records.Names:
    names = row["names"]
    return records.Names(
        en=names.get("en", ""),
        zh_hant=names.get("zh-Hant", ""),
        zh_hans=names.get("zh-Hans", ""),
        pt=names.get("pt", ""),
    )


def _words(block: Mapping[str, Sequence[str]]) -> records.Words:
    return records.Words(
        en=tuple(block.get("en") or ()),
        zh_hant=tuple(block.get("zh-Hant") or ()),
        zh_hans=tuple(block.get("zh-Hans") or ()),
        pt=tuple(block.get("pt") or ()),
    )


def _entity(row: Row) -> dict[str, Any]:
    return {
        "slug": row["slug"],
        "names": _names(row),
        "aliases": tuple(
            records.Alias(alias["text"], alias["lang"], alias["match"], bool(alias.get("case_sensitive")))
            for alias in row.get("aliases") or ()
        ),
        "name_match": tuple(row.get("name_match") or ()),
        "note": _text(row, "note"),
    }


def _figures(rows: Iterable[Row]) -> tuple[records.Figure, ...]:
    return tuple(
        records.Figure(
            row["value"],
            row["year"],
            _text(row, "currency"),
            _text(row, "unit"),
            row["source"],
            row["as_of"],
            _text(row, "confidence"),
        )
        for row in rows
    )


def _city(row: Row) -> records.City:
    guards = row.get("compound_guards") or {}
    return records.City(
        **_entity(row),
        kind=row["kind"],
        jurisdiction=row["jurisdiction"],
        core_city=row["core_city"],
        lat=row["lat"],
        lon=row["lon"],
        area_km2=row["area_km2"]["value"],
        area_source=row["area_km2"]["source"],
        population=_figures(row["population"]),
        gdp=_figures(row["gdp"]),
        safe_compounds=_texts(row, "safe_compounds"),
        context_compounds=_texts(row, "context_compounds"),
        not_followed_by=_texts(guards, "not_followed_by"),
        not_preceded_by=_texts(guards, "not_preceded_by"),
    )


def _place(row: Row) -> records.Place:
    return records.Place(
        **_entity(row),
        kind=row["kind"],
        parent_city=row["parent_city"],
        also_in=_texts(row, "also_in"),
        also_serves=_texts(row, "also_serves"),
        part_of=_text(row, "part_of"),
        lat=row.get("lat"),
        lon=row.get("lon"),
    )


def _outside(row: Row) -> records.Outside:
    counterparty = {None: "always", True: "always", False: "never", "when_actor": "when_actor"}
    return records.Outside(
        **_entity(row),
        kind=row["kind"],
        parent=_text(row, "parent"),
        counterparty=counterparty[row.get("tag_as_counterparty")],
        adjectives=_texts(row, "adjectives"),
        groups=_texts(row, "groups"),
        members=_texts(row, "members"),
        safe_compounds=_texts(row, "safe_compounds"),
    )


def _mechanism(row: Row) -> records.Mechanism:
    return records.Mechanism(
        **_entity(row),
        kind=row["kind"],
        status=row["status"],
        start=_text(row, "start"),
        start_confidence=_text(row, "start_confidence"),
        start_source=_text(row, "start_source"),
        related_places=_texts(row, "related_places"),
        implies=_texts(row, "implies"),
        sectors=_texts(row, "sectors"),
        as_of=_text(row, "as_of"),
    )


def _organisation(row: Row) -> records.Organisation:
    return records.Organisation(
        **_entity(row),
        type=row["type"],
        home=row["home"],
        tickers=_texts(row, "tickers"),
        subject_only=bool(row.get("subject_only")),
    )


def _person(row: Row) -> records.Person:
    tenures = tuple(
        records.Tenure(tenure["org"], _text(tenure, "role"), _text(tenure, "start"), _text(tenure, "end"))
        for tenure in row["tenures"]
    )
    return records.Person(
        **_entity(row),
        side=row["side"],
        tenures=tenures,
        source=row["source"],
        as_of=row["as_of"],
        confidence=row["confidence"],
    )


def _cues(sectors: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterable[records.Cue]:
    weights = {"strong": 3.0, "plain": 2.0, "weak": 1.0, "blocked": 0.0}
    for sector, groups in sectors.items():
        for group, cue_words in groups.items():
            for word in cue_words:
                yield records.Cue(word, sector, weights[group])


def _word_lists(stages: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]) -> Iterable[records.WordList]:
    for stage, kinds in stages.items():
        for kind, values in kinds.items():
            for value, phrases in values.items():
                yield records.WordList(stage, kind, value, tuple(phrases))


def _deal_type(row: Row) -> records.DealType:
    triggers = row["triggers"]
    return records.DealType(
        slug=row["slug"],
        type=row["type"],
        family=row["family"],
        names=_names(row),
        verbs=_words({lang: block.get("verbs") or () for lang, block in triggers.items()}),
        nouns=_words({lang: block.get("nouns") or () for lang, block in triggers.items()}),
    )


def _ambiguity(row: Row) -> records.Ambiguity:
    examples = tuple(
        records.Example(example["text"], example["lang"], _texts(example, "tag"), _texts(example, "not"))
        for example in row["examples"]
    )
    return records.Ambiguity(
        row["slug"], row["kind"], tuple(row["surface"]), tuple(row["candidates"]), row["decision"], examples
    )


def _context_rule(row: Row) -> records.ContextRule:
    return records.ContextRule(
        surfaces=tuple(row["surfaces"]),
        refs=_texts(row, "refs"),
        needs=_texts(row, "needs"),
        cancels=_texts(row, "cancels"),
        within=row.get("within", "paragraph"),
        otherwise=_text(row, "otherwise"),
    )


def _compound(row: Row) -> records.Compound:
    return records.Compound(row["text"], tuple(row["refs"]), _texts(row, "needs"), _texts(row, "cancels"))


def _peg(row: Row) -> records.Peg:
    to = "USD" if "per_usd" in row else "HKD"
    return records.Peg(row["currency"], to, row[f"per_{to.lower()}"], row["valid_from"], row["source"])
