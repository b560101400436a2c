"""What every act on a deal shares: the record of it, and resolving the deal again at its end."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from articles import reference as reference_data
from articles.actions.clustering.cases import Case, actors_of, load_cases
from articles.actions.clustering.choosing import CURATED_FIELDS
from articles.actions.clustering.resolving import Knowledge, resolve_deals
from articles.actions.clustering.telling import told_by
from articles.actions.curation.proposing import propose_again
from articles.models import (
    Article,
    CuratedField,
    DataGeneration,
    Deal,
    DealEvent,
    DealReport,
    Party,
    ReviewDecision,
    ReviewItem,
    Tag,
)
from articles.models.deal import SOURCED_REVIEWS
from articles.pipeline.line import PIPELINE_VERSION


def record(*, deal: Deal | None = None, **said: Any) -> ReviewDecision:
    """Keep one act; see ``decision_on``."""
    decision = decision_on(deal=deal, rule=rules_of([deal.pk]).get(deal.pk, "") if deal is not None else "", **said)
    decision.save(force_insert=True)
    return decision


def decision_on(
    *,
    action: str,
    by: AbstractBaseUser | None,
    now: datetime,
    rule: str,
    deal: Deal | None = None,
    article: Article | None = None,
    field: str = "",
    machine_value: Any = None,
    human_value: Any = None,
    reason: str = "",
    note: str = "",
    judged: dict[str, Any] | None = None,
    item: ReviewItem | None = None,
) -> ReviewDecision:
    """Give, unsaved, one act: who, when, on what, the value before and after, and the pipeline that was judged.

    ``item`` is the queue item that it answers: its kind is kept, and the seconds since it was taken. ``rule`` is that
    of the deal's first report.
    """
    seconds = (now - item.taken_at).total_seconds() if item is not None and item.taken_at else None
    return ReviewDecision(
        deal=deal,
        article=article,
        action=action,
        field=field,
        machine_value=machine_value,
        human_value=human_value,
        reason=reason,
        note=note,
        pipeline_version=PIPELINE_VERSION,
        rule=rule,
        kind=item.kind if item is not None else "",
        seconds=None if seconds is None else round(max(seconds, 0.0), 1),
        judged=judged or {},
        decided_at=now,
        decided_by=by,
    )


def rules_of(deal_ids: Collection[int]) -> dict[int, str]:
    """Give by deal the rule behind its first report, which is what a verdict on it judges; one query."""
    rules: dict[int, str] = {}
    reports = DealReport.objects.filter(deal__in=deal_ids).order_by("tier", "pk")
    for deal_id, rule in reports.values_list("deal", "rule"):
        rules.setdefault(deal_id, rule)
    return rules


@dataclass(frozen=True, slots=True)
class Judged:
    """One deal as it lies before whoever decides: its row, what is kept of it, and its reports, best first."""

    deal: Deal
    kept: dict[str, Any]
    case: Case

    @property
    def sources(self) -> list[tuple[int | None, str, str]]:
        """Article id, tier and publisher of each report."""
        return [(report.article_id, report.tier, report.publisher) for report in self.case.reports]


def judgement(deal: Deal) -> dict[str, Any]:
    """Give what is judged when a deal is decided about: its fields, the machine's word on each, and whose reports.

    ``fields`` are in the form of ``CuratedField.value``, with what an
    acceptance must not lose beside: all actors, the wording of the amount, the basis of the date, the language.
    """
    return judged_deals([deal])[deal.pk].kept


def judged_deals(deals: Collection[Deal]) -> dict[int, Judged]:
    """Give the ``judgement`` of each of the deals by its id; seven queries, however many they are.

    Locks the deals; call it inside a transaction.
    """
    knowledge = Knowledge.of(reference_data.load())
    cases = {case.deal.pk: case for case in load_cases([deal.pk for deal in deals])}
    standing = standing_values(deals)
    return {
        deal.pk: Judged(deal, _kept(deal, cases[deal.pk], standing[deal.pk], knowledge), cases[deal.pk])
        for deal in deals
    }


def _kept(deal: Deal, case: Case, fields: dict[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    fields["lang"] = deal.lang
    if case.reports and (actors := actors_of(case, knowledge.names)):
        fields["parties"] = actors
    if fields["money"]:
        fields["money"]["amount_text"] = deal.amount_text
    if fields["date"]:
        fields["date"]["basis"] = deal.date_basis
    machine = told_by(deal, case.reports, knowledge) if case.reports else {}
    articles = {report.article_id for report in case.reports if report.article_id is not None}
    return {"fields": fields, "machine": machine, "articles": sorted(articles)}


def standing_values(deals: Collection[Deal]) -> dict[int, dict[str, Any]]:
    """Give what each deal says now of every field that can be curated (``current_value``); three queries."""
    tags: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = Deal.tags.through.objects.filter(deal__in=deals, tag__kind__in=_LABELS.values()).order_by("tag__slug")
    for deal_id, kind, slug in rows.values_list("deal", "tag__kind", "tag__slug"):
        tags[deal_id, kind].append(slug)
    parties: dict[int, list[str]] = defaultdict(list)
    signed = Party.objects.filter(deal__in=deals, role=Party.Role.SIGNATORY).order_by("position")
    for deal_id, name in signed.values_list("deal", "name"):
        parties[deal_id].append(name)
    mechanisms = dict(
        Tag.objects.filter(pk__in={deal.mechanism_id for deal in deals} - {None}).values_list("pk", "slug")
    )
    return {
        deal.pk: {
            **{field: _own_value(deal, field) for field in CURATED_FIELDS if field not in _BESIDE},
            **{field: tags[deal.pk, kind] for field, kind in _LABELS.items()},
            "parties": parties[deal.pk],
            "mechanism": mechanisms.get(deal.mechanism_id, ""),
        }
        for deal in deals
    }


def settle_deal(deal: Deal, *, now: datetime, field: str = "") -> None:
    """Resolve ``deal`` again (and refresh it) inside the transaction of the act.

    A correction of ``field`` that changes what the public sees becomes the event ``correction:<n>``.
    """
    was_public, before = deal.review in SOURCED_REVIEWS, current_value(deal, field) if field else None
    _resolve([deal.pk], now=now)
    deal.refresh_from_db()
    if field and was_public and deal.review in SOURCED_REVIEWS and current_value(deal, field) != before:
        number = DealEvent.objects.filter(deal=deal, event__startswith="correction:").count() + 1
        DealEvent.objects.create(deal=deal, event=f"correction:{number}", happened_at=now)
    propose_again([deal], now=now)
    DataGeneration.bump()


def settle_deals(deal_ids: Sequence[int], *, now: datetime) -> None:
    """Resolve many deals about which one act has said a word, as one change of the public data."""
    if not deal_ids:
        return
    _resolve(deal_ids, now=now)
    propose_again(list(Deal.objects.filter(pk__in=deal_ids)), now=now)
    DataGeneration.bump()


def _resolve(deal_ids: Sequence[int], *, now: datetime) -> None:
    resolve_deals(deal_ids=deal_ids, now=now, knowledge=Knowledge.of(reference_data.load()), quiet=True)


_LABELS = {"cities": "city", "outside": "outside", "sectors": "sector"}
"""Fields that are tags of the deal -> their kind."""
_BESIDE = {*_LABELS, "parties", "mechanism"}
"""Fields that stand in other tables."""


def current_value(deal: Deal, field: str) -> Any:
    """Give what the deal says now of a field that can be curated, in the form of ``CuratedField.value``."""
    return standing_values([deal])[deal.pk][field] if field in _BESIDE else _own_value(deal, field)


def _own_value(deal: Deal, field: str) -> Any:
    if field == "money":
        if deal.amount is None:
            return None
        return {
            "amount": str(deal.amount),
            "amount_max": None if deal.amount_max is None else str(deal.amount_max),
            "currency": deal.currency,
            "amount_bound": deal.amount_bound,
        }
    if field == "date":
        if deal.agreed_on is None:
            return None
        return {"date": deal.agreed_on.isoformat(), "precision": deal.date_precision}
    return getattr(deal, field)


def same_value(field: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: the order of tags, names and counts says nothing.

    Nor do the words in which a source counts what is in a unit of the list.
    """
    if field in (*_LABELS, "parties"):
        return sorted(one or ()) == sorted(other or ())
    if field == "counts":
        return sorted(map(_said, one or ())) == sorted(map(_said, other or ()))
    return one == other


def _said(count: dict[str, Any]) -> tuple[Any, ...]:
    return count["unit"], count["n"], count.get("n_max") or 0, (count.get("text") or "") * (count["unit"] == "other")


def set_curated(deal: Deal, field: str, value: Any, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """Let ``value`` outrank what reports say of ``field``."""
    CuratedField.objects.update_or_create(
        deal=deal, field=field, defaults={"value": value, "decided_at": now, "decided_by": by}
    )


def restore_field(deal: Deal, field: str) -> None:
    """Give the field the value of the last correction that stands, else leave it to the reports."""
    standing = deal.decisions.filter(action="correct", field=field, undone_at__isnull=True).order_by("pk").last()
    if standing is None:
        CuratedField.objects.filter(deal=deal, field=field).delete()
    else:
        set_curated(deal, field, standing.human_value, by=standing.decided_by, now=standing.decided_at)
