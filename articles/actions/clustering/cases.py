"""One deal with all that speaks for it: its reports, what people said of it, and whom and what those name."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from typing import Any

from articles.actions.clustering.choosing import Saying, Source, ranked
from articles.actions.clustering.records import actor_of
from articles.actions.clustering.standing import REVIEWING, last_word, standing_fields
from articles.models import CuratedField, Deal, DealReport, ReviewDecision
from articles.pipeline.matching.parties import PartyNames

_OF_REPORTS = tuple(field.name for field in dataclass_fields(Saying) if field.name != "article")


@dataclass(slots=True)
class Case:
    """One deal with all that speaks for it."""

    deal: Deal
    reports: list[Saying]
    curated: dict[str, Any]
    decision: ReviewDecision | None


def load_cases(deal_ids: Collection[int]) -> list[Case]:
    """Lock the deals, in the order of their ids, and read what speaks for each; call it inside a transaction."""
    deals = Deal.objects.select_for_update().filter(pk__in=deal_ids).order_by("pk")
    reports: dict[int, list[Saying]] = defaultdict(list)
    told = DealReport.objects.filter(deal__in=deal_ids)
    for deal_id, scope, original, *said in told.values_list(
        "deal", "article__scope", "article__duplicate_of", *_OF_REPORTS
    ):
        source = None if scope is None else Source(scope, original)
        reports[deal_id].append(Saying(*said, source))
    curated: dict[int, dict[str, Any]] = defaultdict(dict)
    for deal_id, field, value in CuratedField.objects.filter(deal__in=deal_ids).values_list("deal", "field", "value"):
        curated[deal_id][field] = value
    decisions: dict[int, list[ReviewDecision]] = defaultdict(list)
    standing = ReviewDecision.objects.filter(deal__in=deal_ids, action__in=REVIEWING, undone_at__isnull=True)
    for decision in standing.order_by("pk"):
        decisions[decision.deal_id].append(decision)
    cases = []
    for deal in deals:
        last = last_word(decisions[deal.pk])
        fields = standing_fields(last, reports[deal.pk], curated[deal.pk])
        cases.append(Case(deal, ranked(reports[deal.pk]), fields, last))
    return cases


def actors_of(case: Case, names: PartyNames) -> list[dict[str, str]]:
    """The names of a deal: the best report's, and from the others listed bodies that it does not know."""
    if "parties" in case.curated:
        # An acceptance keeps the actors whole, a correction only names.
        given = case.curated["parties"]
        return [name if isinstance(name, dict) else actor_of(name, role="signatory", names=names) for name in given]
    chosen: list[dict[str, str]] = []
    known: set[str] = set()
    for report in case.reports:
        # Names that no list holds are not known to be the same in another language, so they come from one report only.
        is_first = not chosen
        for actor in report.fields.get("actors", ()):
            if actor["identity"] not in known and (is_first or actor["slug"]):
                known.add(actor["identity"])
                chosen.append(actor)
    return chosen


def labels_of(case: Case, wholes: Mapping[str, str]) -> dict[str, list[str]]:
    """Slugs of cities, outside partners, places, sectors with their parts and the mechanism (a list of at most one).

    ``wholes`` gives the sector of each sub-sector: none stands without its sector, whoever took that away.
    """
    labels = {}
    for field in ("cities", "outside", "places"):
        told = dict.fromkeys(slug for report in case.reports for slug in report.fields.get(field, ()))
        labels[field] = case.curated.get(field, list(told))
    told_sectors = next((sectors for report in case.reports if (sectors := report.fields.get("sectors"))), [])
    labels["sectors"] = case.curated.get("sectors", list(told_sectors))
    told_parts = next((parts for report in case.reports if (parts := report.fields.get("subsectors"))), [])
    labels["subsectors"] = [part for part in told_parts if wholes.get(part) in labels["sectors"]]
    mechanism = next((slug for report in case.reports if (slug := report.fields.get("mechanism"))), "")
    mechanism = case.curated.get("mechanism", mechanism)
    labels["mechanism"] = [mechanism] if mechanism else []
    return labels
