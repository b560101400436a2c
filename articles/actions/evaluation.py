"""Scoring: what the line finds in labelled articles, against the labels.

Micro-averaged precision, recall and F1 by field. Relevance is scored over all
articles, every other field over those that the labels call relevant. The deals
of an article are paired one to one with the labelled ones, so that type, then
parties, amount and date agree most (the rules of docs/design.md, section 6).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from articles.pipeline.matching import Reference
from articles.pipeline.text import fold

FIELDS = (
    "relevance", "cities", "outside", "sectors",
    "deal_type", "deal_type_status", "parties", "amounts", "counts", "dates",
)  # fmt: skip
# Beyond so many records on a side the best pairing is looked for greedily
_EXACT_PAIRING = 6


@dataclass(slots=True)
class Tally:
    """True positives, false positives and false negatives of one field."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, expected: Counter[Any], found: Counter[Any]) -> bool:
        """Add one comparison of multisets; True where they agree wholly."""
        hits = sum((expected & found).values())
        self.tp += hits
        self.fp += sum(found.values()) - hits
        self.fn += sum(expected.values()) - hits
        return expected == found

    def scores(self) -> dict[str, int | float | None]:
        """Counts with precision, recall and F1, each None where undefined."""
        precision = self.tp / (self.tp + self.fp) if self.tp + self.fp else None
        recall = self.tp / (self.tp + self.fn) if self.tp + self.fn else None
        total = 2 * self.tp + self.fp + self.fn
        return {
            "tp": self.tp, "fp": self.fp, "fn": self.fn, "precision": _rounded(precision), "recall": _rounded(recall),
            "f1": _rounded(2 * self.tp / total if total else None),
        }  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


@dataclass(slots=True)
class Board:
    """The tallies of a set of articles."""

    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})

    def scores(self) -> dict[str, dict[str, int | float | None]]:
        """The scores of every field."""
        return {name: tally.scores() for name, tally in self.fields.items()}


class AliasFolder:
    """Brings names of one body together: every alias of the reference data to its slug, other names to bare letters."""

    def __init__(self, reference: Reference) -> None:
        self._slugs: dict[str, str] = {}
        for entities in (reference.cities, reference.outside, reference.places, reference.organisations):
            for entity in entities:
                surfaces = [entity.names.en, entity.names.zh_hant, entity.names.zh_hans, entity.names.pt]
                surfaces += [alias.text for alias in entity.aliases]
                for surface in surfaces:
                    if surface:
                        self._slugs.setdefault(_bare(surface), entity.slug)

    def __call__(self, name: str) -> str:
        """The slug of ``name`` where a list holds it, else its folded letters."""
        bare = _bare(name)
        return self._slugs.get(bare, bare)


def _bare(name: str) -> str:
    folded = fold(name).replace("&", " and ")
    for word in ("the ", "中国", "香港特别行政区"):
        folded = folded.removeprefix(word) or folded
    return "".join(c for c in folded if c.isalnum())


def evaluate(
    gold: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, Any]], reference: Reference
) -> dict[str, Any]:
    """Score ``answers`` (as ``line.to_json`` gives them) against ``gold``, one for one in the same order."""
    folder = AliasFolder(reference)
    whole, plain = Board(), Board()
    by_lang: dict[str, Board] = {}
    worst: list[dict[str, Any]] = []
    for labels, answer in zip(gold, answers, strict=True):
        boards = [whole, by_lang.setdefault(labels.get("lang") or "other", Board())]
        if not labels.get("borderline"):
            boards.append(plain)
        for name, expected, found in _comparisons(labels, answer, folder):
            agree = [board.fields[name].add(Counter(expected), Counter(found)) for board in boards]
            if not agree[0]:
                worst.append(
                    {"id": labels.get("id"), "field": name, "expected": _listed(expected), "found": _listed(found)}
                )
    return {
        "articles": len(gold),
        "fields": whole.scores(),
        "by_lang": {lang: board.scores() for lang, board in sorted(by_lang.items())},
        "without_borderline": plain.scores(),
        "worst": worst,
        "calibration": _calibration(gold, answers, folder),
    }


_BINS = ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))


def _calibration(
    gold: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, Any]], folder: AliasFolder
) -> list[dict[str, Any]]:
    """By bins of confidence: how many deals were found, the mean confidence, and the share whose type is right."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in _BINS]
    for labels, answer in zip(gold, answers, strict=True):
        expected_deals = (labels.get("deals") or []) if labels["relevant"] else []
        for expected, found in pair_deals(expected_deals, answer.get("deals") or [], folder):
            if found is None or "confidence" not in found:
                continue
            sure = float(found["confidence"])
            is_right = expected is not None and expected["type"] == found["type"]
            bins[next(i for i, (low, high) in enumerate(_BINS) if low <= sure < high)].append((sure, is_right))
    return [
        {
            "from": low,
            "to": min(high, 1.0),
            "deals": len(rows),
            "expected": _rounded(math.fsum(sure for sure, _ in rows) / len(rows)),
            "found": _rounded(sum(is_right for _, is_right in rows) / len(rows)),
        }
        for (low, high), rows in zip(_BINS, bins, strict=True)
        if rows
    ]


def _listed(values: Iterable[Any]) -> list[Any]:
    return [list(value) if isinstance(value, tuple) else value for value in values]


def _comparisons(
    labels: Mapping[str, Any], answer: Mapping[str, Any], folder: AliasFolder
) -> Iterable[tuple[str, list[Any], list[Any]]]:
    """``(field, expected, found)`` of one article."""
    yield "relevance", ["relevant"] if labels["relevant"] else [], ["relevant"] if answer["relevant"] else []
    if not labels["relevant"]:
        return
    for name in ("cities", "outside", "sectors"):
        yield name, _slugs(labels.get(name)), _slugs(answer.get(name))
    pairs = pair_deals(labels.get("deals") or [], answer.get("deals") or [], folder)
    expected_types, found_types, expected_statuses, found_statuses = [], [], [], []
    for number, (expected, found) in enumerate(pairs):
        if expected:
            expected_types.append((number, expected["type"]))
            expected_statuses.append((number, expected["type"], expected["status"]))
        if found:
            found_types.append((number, found["type"]))
            found_statuses.append((number, found["type"], found["status"]))
    yield "deal_type", expected_types, found_types
    yield "deal_type_status", expected_statuses, found_statuses
    for expected, found in pairs:
        yield from _particulars(expected, found, folder)


LABEL_SLUGS = {"mainland-china": "china", "united-arab-emirates": "uae"}
"""Labels of the guidelines that the reference data spells otherwise."""


def _slugs(slugs: Iterable[str] | None) -> list[str]:
    named = [LABEL_SLUGS.get(slug, slug) for slug in slugs or []]
    return [slug for slug in dict.fromkeys(named) if slug != "government-policy"]


def _particulars(
    expected: Mapping[str, Any] | None, found: Mapping[str, Any] | None, folder: AliasFolder
) -> Iterable[tuple[str, list[Any], list[Any]]]:
    """Parties, amount, counts and date of one pair; parties and dates only where the labels have some."""
    expected, found = expected or {}, found or {}
    if expected.get("parties"):
        yield "parties", _parties(expected, folder), _parties(found, folder)
    yield "amounts", _amount(expected), _amount(found)
    yield "counts", _counts(expected), _counts(found)
    if expected.get("date"):
        date = str(expected["date"])
        given = str(found.get("date") or "")
        yield "dates", [date], [given[: len(date)]] if given else []


def _parties(deal: Mapping[str, Any], folder: AliasFolder) -> list[str]:
    return list(dict.fromkeys(folder(name) for name in deal.get("parties") or []))


def _amount(deal: Mapping[str, Any]) -> list[tuple[float, str]]:
    amount = deal.get("amount")
    return [] if amount is None else [(float(amount), str(deal.get("currency") or ""))]


def _counts(deal: Mapping[str, Any]) -> list[int]:
    counts = deal.get("counts") or {}
    if isinstance(counts, Mapping):
        return [int(n) for n in counts.values()]
    return [int(count["n"]) for count in counts]


def pair_deals(
    expected: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]], folder: AliasFolder
) -> list[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """Pair records one to one, so that type, then parties, amount and date agree most; the rest stays alone."""
    if not expected or not found:
        return [*((e, None) for e in expected), *((None, f) for f in found)]
    worth = [[_likeness(e, f, folder) for f in found] for e in expected]
    if max(len(expected), len(found)) <= _EXACT_PAIRING:
        chosen = _best_pairing(worth, len(expected), len(found))
    else:
        chosen = _greedy_pairing(worth)
    paired_found = {j for _, j in chosen}
    paired_expected = {i for i, _ in chosen}
    pairs: list[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]] = [
        (expected[i], found[j]) for i, j in sorted(chosen)
    ]
    pairs += [(e, None) for i, e in enumerate(expected) if i not in paired_expected]
    pairs += [(None, f) for j, f in enumerate(found) if j not in paired_found]
    return pairs


def _best_pairing(worth: list[list[float]], rows: int, columns: int) -> list[tuple[int, int]]:
    if rows <= columns:
        options = ([(i, j) for i, j in enumerate(order)] for order in permutations(range(columns), rows))
    else:
        options = ([(i, j) for j, i in enumerate(order)] for order in permutations(range(rows), columns))
    return max(options, key=lambda pairs: math.fsum(worth[i][j] for i, j in pairs))


def _greedy_pairing(worth: list[list[float]]) -> list[tuple[int, int]]:
    ranked = sorted(((w, -i, -j) for i, row in enumerate(worth) for j, w in enumerate(row)), reverse=True)
    chosen: list[tuple[int, int]] = []
    for _, i, j in ranked:
        if all(-i != a and -j != b for a, b in chosen):
            chosen.append((-i, -j))
    return chosen


def _likeness(expected: Mapping[str, Any], found: Mapping[str, Any], folder: AliasFolder) -> float:
    score = 1000.0 * (expected["type"] == found["type"])
    want, have = set(_parties(expected, folder)), set(_parties(found, folder))
    if want and have:
        score += 200.0 * len(want & have) / len(want | have)
    score += 50.0 * (_amount(expected) == _amount(found))
    date = str(expected.get("date") or "")
    score += 20.0 * (str(found.get("date") or "")[: len(date)] == date)
    return score + 5.0 * (expected["status"] == found["status"])


def below_floors(fields: Mapping[str, Mapping[str, Any]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """One line for each field whose F1 is under its floor; raises ValueError for an unknown field."""
    lines = []
    for name, floor in floors.items():
        if name not in fields:
            raise ValueError(f"no such field: {name}")
        reached = fields[name]["f1"]
        if reached is None or reached < floor["f1"]:
            lines.append(
                f"{name}: F1 {reached if reached is not None else 'undefined'} is under the floor {floor['f1']}"
            )
    return lines
