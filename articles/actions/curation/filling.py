"""Fill the review queue: whatever waits for a person becomes one open item, what no longer waits is closed.

Everything here may run at any time and twice; what is open is found by
looking at the rows, never by remembering.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q

from articles.actions.clustering.resolving import Knowledge
from articles.actions.clustering.standing import REVIEWING, changed_fields, last_word
from articles.actions.clustering.telling import machine_values
from articles.actions.clustering.turn import own_transaction, own_turn
from articles.actions.curation.doubting import no_longer_unsure, unsure_tag_items
from articles.actions.curation.measuring import comparable
from articles.actions.curation.pairing import find_pairs
from articles.actions.curation.proposing import PROPOSALS, WAITING, proposal
from articles.actions.curation.worth import ERROR, QUARANTINE
from articles.models import Article, Deal, ErrorReport, ReviewDecision, ReviewItem
from articles.models.writing import insert_rows

AT_ONCE = 2000
_ITEM_COLUMNS = tuple(field.attname for field in ReviewItem._meta.concrete_fields if not field.primary_key)


def fill_queue(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """Open and close items until the queue says what waits; give how many were opened. At most ``at_once`` deals."""
    _close_what_is_over(now)
    opened = _open_proposals(now, at_once)
    quarantined = _without_item(Article.objects.quarantined(), "article", "quarantine")
    left = ReviewItem.objects.filter(kind="quarantine", outcome="leave", closed_at__gte=OuterRef("quarantined_at"))
    quarantined = quarantined.exclude(Exists(left.filter(article=OuterRef("pk"))))
    opened += _insert(
        ReviewItem(kind="quarantine", key=f"quarantine:{pk}", article_id=pk, value=QUARANTINE, opened_at=now)
        # Sorted here: to give them in the order of their keys SQLite would look at every article there is.
        for pk in sorted(quarantined.order_by().values_list("pk", flat=True))[:at_once]
    )
    errors = _without_item(ErrorReport.objects.filter(answered_at__isnull=True), "error", "error")
    opened += _insert(
        ReviewItem(
            kind="error",
            key=f"error:{error.pk}",
            error=error,
            deal_id=error.deal_id,
            article_id=error.article_id,
            value=ERROR,
            opened_at=now,
        )
        for error in errors[:at_once]
    )
    return opened + _insert(unsure_tag_items(now=now, at_once=at_once))


def fill_whole_queue(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """Fill the queue, ``at_once`` deals in a turn, until none waits without an item; give how many were opened.

    Unsure tags still wait for a place among the few that are asked about at once.
    """
    opened = 0
    while more := fill_queue(now=now, at_once=at_once):
        opened += more
    return opened


def _without_item(rows, field: str, kind: str):
    """Those of the rows that no open item of that kind is about."""
    return rows.exclude(Exists(ReviewItem.objects.open().filter(**{field: OuterRef("pk"), "kind": kind}))).order_by(
        "pk"
    )


def _insert(items: Iterable[ReviewItem]) -> int:
    found = list(items)
    if found:
        # Another process may have found the same; its item serves.
        with own_turn(), transaction.atomic(savepoint=False):
            insert_rows(
                ReviewItem,
                _ITEM_COLUMNS,
                ([getattr(item, name) for name in _ITEM_COLUMNS] for item in found),
                skips_present=True,
            )
    return len(found)


def _close_what_is_over(now: datetime) -> None:
    over = Q(kind__in=PROPOSALS) & ~Q(deal__review__in=WAITING)
    over |= Q(kind="change") & ~Q(deal__review=Deal.Review.ACCEPTED)
    over |= Q(kind="pair") & (
        Q(deal__merged_into__isnull=False)
        | Q(other__merged_into__isnull=False)
        | Q(deal__review=Deal.Review.REJECTED)
        | Q(other__review=Deal.Review.REJECTED)
    )
    over |= Q(kind="quarantine", article__quarantined_at__isnull=True)
    over |= Q(kind="error", error__answered_at__isnull=False)
    over |= no_longer_unsure(now=now)
    gone = list(ReviewItem.objects.open().filter(over).values_list("pk", flat=True)[:AT_ONCE])
    if gone:
        with own_turn():
            ReviewItem.objects.filter(pk__in=gone).update(closed_at=now, outcome="over")


def _open_proposals(now: datetime, at_once: int) -> int:
    waiting = Deal.objects.filter(review__in=WAITING, merged_into__isnull=True)
    taken = ReviewItem.objects.open().filter(deal=OuterRef("pk"), kind__in=PROPOSALS)
    fresh = waiting.exclude(Exists(taken)).annotate(tier=Min("reports__tier")).order_by("pk")
    deals = list(fresh.only("pk", "slug", "amount_usd", "status", "review", "confidence", "report_count")[:at_once])
    if not deals:
        return 0
    pairs = find_pairs(deal_ids=[deal.pk for deal in deals])
    with own_transaction(clusters=False):
        # Another process may have taken one of them away meanwhile; those that are there stay until the items are.
        named = {deal.pk for deal in deals} | {pk for pair in pairs for pk in pair}
        locked = Deal.objects.select_for_update(no_key=True).filter(pk__in=named).order_by("pk")
        there = set(locked.values_list("pk", flat=True))
        opened = _insert(proposal(deal, now=now) for deal in deals if deal.pk in there)
        return opened + _insert(
            ReviewItem(
                kind="pair",
                key=f"pair:{low}:{high}",
                deal_id=low,
                other_id=high,
                value=round(1 + points / 4, 4),
                opened_at=now,
            )
            for (low, high), points in pairs.items()
            if {low, high} <= there
        )


def open_changes(*, deal_ids: Collection[int], knowledge: Knowledge, now: datetime) -> int:
    """Ask again about accepted deals whose sources say something else than when they were accepted.

    The item names only the fields that differ (``GONE`` where no source is
    left); where they agree again it is closed. Call it inside the transaction
    that wrote the reports. Gives how many are open.
    """
    accepted = _accepted(deal_ids)
    if not accepted:
        return 0
    now_told = machine_values(deal_ids=accepted, knowledge=knowledge)
    differing = {pk: fields for pk, decision in accepted.items() if (fields := _affected(decision, now_told.get(pk)))}
    same = [pk for pk in accepted if pk not in differing]
    open_items = ReviewItem.objects.open().filter(kind="change")
    open_items.filter(deal__in=same).update(closed_at=now, outcome="over")
    standing = {item.deal_id: item for item in open_items.filter(deal__in=differing)}
    for pk, item in standing.items():
        if item.fields != differing[pk]:
            ReviewItem.objects.filter(pk=item.pk).update(fields=differing[pk])
    worth = dict(Deal.objects.filter(pk__in=differing).values_list("pk", F("report_count")))
    _insert(
        ReviewItem(
            kind="change",
            key=f"change:{pk}",
            deal_id=pk,
            fields=fields,
            opened_at=now,
            value=3.0 + 0.2 * len(fields) + 0.05 * min(worth.get(pk, 0), 10),
        )
        for pk, fields in differing.items()
        if pk not in standing
    )
    return len(differing)


GONE = "deal"
"""The field of a question about a deal that no source tells of any more."""


def _affected(decision: ReviewDecision, told: dict[str, Any] | None) -> list[str]:
    """The fields to ask about: those that changed, but where the sources have come to say what the person said."""
    judged = decision.judged
    if told is None:
        return [GONE] if judged.get("articles") else []
    said = judged.get("fields", {})
    return [
        field
        for field in changed_fields(judged.get("machine", {}), told)
        if field not in said or comparable(field, told[field]) != comparable(field, said[field])
    ]


def _accepted(deal_ids: Collection[int]) -> dict[int, ReviewDecision]:
    """The acceptance that stands for each of the deals that have one with what was judged."""
    rows = ReviewDecision.objects.filter(
        deal__in=deal_ids, deal__review=Deal.Review.ACCEPTED, action__in=REVIEWING, undone_at__isnull=True
    ).order_by("pk")
    by_deal: dict[int, list[ReviewDecision]] = {}
    for decision in rows:
        by_deal.setdefault(decision.deal_id, []).append(decision)
    last = {pk: last_word(decisions) for pk, decisions in by_deal.items()}
    return {pk: decision for pk, decision in last.items() if decision and decision.action == "accept"}


def report_error(
    *, text: str, deal: Deal | None = None, article: Article | None = None, lang: str = "", now: datetime
) -> ErrorReport:
    """Keep what a reader says is wrong, and queue it. Raises ValueError for an empty text or nothing named."""
    text = " ".join(text.split())[:2000]
    if not text or (deal is None and article is None):
        raise ValueError("an error report needs a text and what it is about")
    with own_transaction(clusters=False):
        error = ErrorReport.objects.create(deal=deal, article=article, text=text, lang=lang[:10], created_at=now)
        fill_queue(now=now, at_once=1)
    return error


def queue_counts() -> dict[str, int]:
    """How many items of each kind are open, in the order of the kinds; one query."""
    rows: Sequence[tuple[str, int]] = (
        ReviewItem.objects.open().order_by().values_list("kind").annotate(number=Count("pk"))
    )
    found = dict(rows)
    return {kind: found.get(kind, 0) for kind in ReviewItem.Kind.values}
