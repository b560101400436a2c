"""Decide about many deals at once: one transaction, and what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.actions.curation.deciding import accept_deal, reject_deal
from articles.actions.curation.four_eyes import NeedsAnotherPerson
from articles.models import Deal, ReviewDecision


@dataclass(frozen=True, slots=True)
class Result:
    """One deal of many: what became of it, in words, and the decision where there is one."""

    deal: Deal
    words: str
    is_done: bool
    decision: ReviewDecision | None = None


def accept_many(*, deals: Iterable[Deal], by: AbstractBaseUser, now: datetime) -> list[Result]:
    """Accept each; what needs a second person is kept as the first half, what is accepted or merged already is left."""
    results = []
    with transaction.atomic():
        for deal in deals:
            if deal.merged_into_id or deal.review == Deal.Review.ACCEPTED:
                results.append(Result(deal, "left: merged or accepted already", is_done=False))
                continue
            try:
                decision = accept_deal(deal=deal, by=by, now=now)
            except NeedsAnotherPerson:
                results.append(Result(deal, "left: another person has to agree", is_done=False))
                continue
            is_half = decision.action == "first_accept"
            words = "accepted by you, a second person has to agree" if is_half else "accepted"
            results.append(Result(deal, words, is_done=True, decision=decision))
    return results


def reject_many(
    *, deals: Iterable[Deal], reason: str, by: AbstractBaseUser, now: datetime, note: str = ""
) -> list[Result]:
    """Reject each for one reason; what is rejected or merged already is left."""
    results = []
    with transaction.atomic():
        for deal in deals:
            if deal.merged_into_id or deal.review == Deal.Review.REJECTED:
                results.append(Result(deal, "left: merged or rejected already", is_done=False))
                continue
            decision = reject_deal(deal=deal, reason=reason, by=by, now=now, note=note)
            results.append(Result(deal, "rejected", is_done=True, decision=decision))
    return results
