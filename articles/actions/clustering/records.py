"""What a report says, in the form that is stored with it (``DealReport.fields``) and read back from there."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from articles.pipeline.deals import DealRecord
from articles.pipeline.matching.parties import PartyNames

_ONE_SIDE = {"outside:china": "organisation:central-government"}
"""Where the mainland signs or issues, its central government does."""
_TOLD = tuple(field.name for field in dataclass_fields(DealRecord) if field.name != "evidence")


@dataclass(frozen=True, slots=True)
class Span:
    """The days, first and last, that a date of known precision covers."""

    first: date
    last: date


class Reported(Protocol):
    """What a report tells: a stored row, or a glimpse of one."""

    type: str
    status: str
    lang: str
    currency: str
    date: str
    amount: Decimal | None
    fields: Any


def fields_of(record: DealRecord, *, names: PartyNames, places: Iterable[str] = ()) -> dict[str, Any]:
    """Give the JSON record of one deal as an article tells it; actors carry ``kind``, ``slug`` and ``identity``."""
    actors = []
    listed = {actor.name: actor for actor in record.actors}
    for name in record.parties:
        actor = listed.pop(name, None)
        slug, kind = (actor.slug, actor.kind) if actor else ("", "organisation")
        actors.append(actor_of(name, role="signatory", names=names, slug=slug, kind=kind))
    for actor in listed.values():
        actors.append(actor_of(actor.name, role=actor.role, names=names, slug=actor.slug, kind=actor.kind))
    # Without the evidence, which is long and kept beside the report.
    fields = {name: getattr(record, name) for name in _TOLD}
    fields |= {
        "actors": actors,
        "parties": list(record.parties),
        "cities": list(record.cities),
        "outside": list(record.outside),
        "sectors": list(record.sectors),
        "subsectors": list(record.subsectors),
        "places": list(places),
        "counts": [{"unit": c.unit, "n": c.n, "n_max": c.n_max, "text": c.text} for c in record.counts],
        "mechanism_name": "",
    }
    return fields


def actor_of(name: str, *, role: str, names: PartyNames, slug: str = "", kind: str = "organisation") -> dict[str, str]:
    """Give the stored form of one name: the ref that the text gave it, else what the name alone leads to, if anything.

    ``side`` is the identity of the city government that a bureau is a part of.
    ``kind`` and ``slug`` are the reading's, which saw the name in its sentence
    ("Guangdong" alone may be short for a company).
    """
    ref = (kind, slug) if slug else names.resolve(name)
    identity = names.identity_of(ref) if ref else names.identity(name)
    return {
        "name": name[:200],
        "kind": ref[0] if ref else kind,
        "slug": ref[1] if ref else "",
        "identity": identity,
        "side": names.side_of(ref) if ref else "",
        "role": role,
    }


@lru_cache(maxsize=1 << 12)
def span_of(text: str | None, precision: str) -> Span | None:
    """Give the days of ``YYYY[-MM[-DD]]``; a quarter is written as its first month. None where nothing is known."""
    if not text or precision == "unknown":
        return None
    parts = [int(part) for part in text.split("-")]
    first = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    months = {"month": 1, "quarter": 3, "year": 12}.get(precision)
    if precision == "day" and len(parts) == 3:
        return Span(first, first)
    months = months or {1: 12, 2: 1}[len(parts)]
    years, month = divmod(first.month - 1 + months, 12)
    if first.year + years > MAXYEAR:
        return Span(first, date.max)
    return Span(first, date(first.year + years, month + 1, 1) - timedelta(days=1))


def report_span(report: Reported) -> Span | None:
    """The days of a report's own date."""
    return span_of(report.date, report.fields.get("date_precision", "unknown"))


def identities(report: Reported) -> set[str]:
    """The signatories of a report, each as one word that is the same in every language where it is listed."""
    return identities_and_sides(report)[0]


def identities_and_sides(report: Reported) -> tuple[set[str], set[str]]:
    """Its signatories (``identities``), and the city governments whose bureaus are among them, in the same words."""
    named: set[str] = set()
    sides: set[str] = set()
    for actor in report.fields.get("actors", ()):
        if actor["role"] == "signatory":
            named.add(one_side(actor.get("identity", "")))
            sides.add(one_side(actor.get("side", "")))
    return named - {""}, sides - {""}


def one_side(identity: str) -> str:
    """Give the identity under which one side is compared: where the mainland signs, its central government does."""
    return _ONE_SIDE.get(identity, identity)
