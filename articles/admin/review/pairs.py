"""Two deals beside each other: which stays and what each field keeps, as it is proposed and as it was sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from articles.actions.curation import value_pairs
from articles.actions.curation.surviving import gives_way, likely_survivor
from articles.actions.curation.wording import field_name
from articles.admin.review.forms import in_words
from articles.models import Deal


@dataclass(frozen=True)
class Cell:
    """What one of the two says of a field; ``is_kept`` is the choice that stands at first.

    ``gives_way`` is true where the other's value is kept though this row stays.
    """

    deal_id: int
    words: str
    gives_way: bool
    is_kept: bool


@dataclass(frozen=True)
class Choice:
    """Which row stays, and whose value each field that differs keeps."""

    survivor: Deal
    loser: Deal
    from_loser: Collection[str]
    kept: Collection[str]


def choice_of(one: Deal, other: Deal, sent: Mapping[str, Any] | None = None) -> Choice:
    """Read what was chosen; where nothing was, give what is proposed. What was sent without a field leaves it open."""
    survivor, loser = likely_survivor(one, other)
    if sent and sent.get("survivor") == str(loser.pk):
        survivor, loser = loser, survivor
    pairs = value_pairs(survivor, loser)
    if not sent:
        taken = [field for field, (mine, theirs) in pairs.items()
                 if gives_way(survivor, field, mine) and not gives_way(loser, field, theirs)]  # fmt: skip
        return Choice(survivor, loser, taken, [field for field in pairs if field not in taken])
    said = {field: sent.get(f"from-{field}") for field in pairs}
    taken = [field for field, pk in said.items() if pk == str(loser.pk)]
    return Choice(survivor, loser, taken, [field for field, pk in said.items() if pk == str(survivor.pk)])


def pair_page(one: Deal, other: Deal, sent: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Give what the page of a pair shows: ``stays``, the id of the row that stays, and each field that differs.

    ``pairs`` are its slug, its name and a cell for each of the two, in their order.
    """
    choice = choice_of(one, other, sent)
    rows = []
    for field, values in value_pairs(one, other).items():
        kept = choice.loser if field in choice.from_loser else choice.survivor
        cells = [
            Cell(deal.pk, in_words(field, value), gives_way(deal, field, value), deal == kept)
            for deal, value in zip((one, other), values, strict=True)
        ]
        rows.append((field, field_name(field), cells))
    return {"one": one, "other": other, "stays": choice.survivor.pk, "pairs": rows}
