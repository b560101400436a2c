"""What the machine alone says of a deal, field by field, in the form of ``CuratedField.value``."""

from collections.abc import Collection
from typing import Any

from articles.actions.clustering.cases import Case, actors_of, labels_of, load_cases
from articles.actions.clustering.choosing import Saying, choose_scope, choose_values
from articles.actions.clustering.resolving import Knowledge
from articles.models import Deal

PLAIN = ("title", "title_zh_hant", "title_zh_hans", "title_pt", "summary", "type", "subtype", "status", "rung",
         "counts", "is_bundle")  # fmt: skip


def machine_values(*, deal_ids: Collection[int], knowledge: Knowledge) -> dict[int, dict[str, Any]]:
    """Give for each deal that has reports what they say of every field, as if no person had said anything."""
    return {case.deal.pk: told_by(case.deal, case.reports, knowledge) for case in load_cases(deal_ids) if case.reports}


def told_by(deal: Deal, reports: list[Saying], knowledge: Knowledge) -> dict[str, Any]:
    """Give what ``reports`` (ranked, at least one) say of every field; ``deal`` is only their name."""
    case = Case(deal, reports, {}, None)
    values = choose_values(reports, {}, rates=knowledge.rates)
    labels = labels_of(case, knowledge.sectors)
    told: dict[str, Any] = {field: values[field] for field in PLAIN}
    told |= {field: labels[field] for field in ("cities", "outside", "sectors")}
    told["mechanism"] = "".join(labels["mechanism"])
    told["parties"] = [actor["name"] for actor in actors_of(case, knowledge.names) if actor["role"] == "signatory"]
    scope = reports[0].article.scope if reports[0].article else ""
    told["scope"] = choose_scope(labels["cities"], labels["outside"], scope)
    told["money"] = money_of(values)
    told["date"] = date_of(values)
    return told


def money_of(row: dict[str, Any]) -> dict[str, Any] | None:
    """Give amount, upper end, currency and bound as JSON has them; None without an amount."""
    if row["amount"] is None:
        return None
    return {
        "amount": str(row["amount"]),
        "amount_max": None if row["amount_max"] is None else str(row["amount_max"]),
        "currency": row["currency"],
        "amount_bound": row["amount_bound"],
    }


def date_of(row: dict[str, Any]) -> dict[str, Any] | None:
    """Give the first day and the precision; None without a date."""
    if row["agreed_on"] is None:
        return None
    return {"date": row["agreed_on"].isoformat(), "precision": row["date_precision"]}
