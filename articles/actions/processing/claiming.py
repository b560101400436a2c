"""Leases and attempts: who may work on an article, and how often it has been tried."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F

from articles.actions.clustering.turn import own_turn
from articles.models import Article
from articles.models.article import MAX_ATTEMPTS
from articles.models.lease import new_lease_token

LEASE = timedelta(minutes=5)
"""Longer than a task may run, shorter than anyone waits for a dead worker's articles."""


class Claimed(NamedTuple):
    """The token of the lease; articles for one batch, and those to be tried alone."""

    token: str
    fresh: list[int]
    alone: list[int]


def claim(*, ids: Sequence[int], now: datetime) -> Claimed:
    """Lease the claimable articles among ``ids``.

    Fresh ones begin their first attempt here, counted and committed before
    the work; the others are counted one by one as they begin (``begin``), so
    that only the one that breaks the worker runs out of attempts. Those begun
    least often come first: the same one at the head each time would be blamed
    whenever a worker is killed while it warms up.
    """
    token = new_lease_token()
    claimable = Article.objects.claimable(now=now).filter(pk__in=ids)
    attempts = set(claimable.order_by().values_list("attempts", flat=True).distinct())
    lease = {"lease_until": now + LEASE, "lease_token": token}
    # By their keys: no index leads from a token to its rows.
    leased = Article.objects.filter(pk__in=ids, lease_token=token)
    fresh: list[int] = []
    with own_turn():
        if any(number >= MAX_ATTEMPTS for number in attempts):
            claimable.filter(attempts__gte=MAX_ATTEMPTS).update(
                quarantined_at=now,
                quarantine_reason=f"{MAX_ATTEMPTS} attempts began and none ended",
                lease_until=None,
                lease_token="",
            )
        if 0 in attempts and claimable.filter(attempts=0).update(attempts=1, **lease):
            fresh = list(leased.order_by("pk").values_list("pk", flat=True))
        if attempts - {0}:
            claimable.filter(attempts__gt=0).update(**lease)
    known = set(fresh)
    mine = leased.order_by("attempts", "pk").values_list("pk", flat=True) if attempts - {0} else ()
    return Claimed(token, fresh, [pk for pk in mine if pk not in known])


def begin(*, article_id: int, token: str, now: datetime) -> bool:
    """Count one more attempt of one article; False where the lease is no longer ours."""
    mine = Article.objects.filter(pk=article_id, lease_token=token)
    return mine.update(attempts=F("attempts") + 1, lease_until=now + LEASE) == 1


def let_go(*, ids: Sequence[int], token: str) -> None:
    """Release articles whose attempt failed through no fault of any article; it does not count."""
    mine = Article.objects.filter(pk__in=ids, lease_token=token, attempts__gt=0)
    mine.update(attempts=F("attempts") - 1, lease_until=None, lease_token="")


def give_back(*, article_id: int, token: str, now: datetime, error: Exception) -> bool:
    """Release an article whose attempt failed; quarantine it, and tell so, when that was the last one."""
    mine = Article.objects.filter(pk=article_id, lease_token=token)
    reason = f"{type(error).__module__}.{type(error).__qualname__} in {MAX_ATTEMPTS} attempts"
    is_last = mine.filter(attempts__gte=MAX_ATTEMPTS).update(quarantined_at=now, quarantine_reason=reason[:300])
    mine.update(lease_until=None, lease_token="")
    return bool(is_last)
