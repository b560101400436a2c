"""How much comes back, by the domain of the readers' addresses: what went out, what bounced, what was complained of."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Count, Q, Value
from django.db.models.functions import Lower, StrIndex, Substr

from dashboards.digests.actions.halting import LEAST_COMPLAINTS, LEAST_MAILS, MAX_BOUNCES, MAX_COMPLAINTS
from dashboards.digests.actions.planning import GIVE_UP_AFTER
from dashboards.digests.models import Bounce, Delivery

SPAN = timedelta(days=30)

MAX_ROWS = 100
"""Domains that are listed one by one; the rest is added up."""


@dataclass(frozen=True)
class Domain:
    """One domain's mails of a span. ``domain`` is empty for a sum.

    Handed over are those that a server said anything of: ``accepted``,
    ``unknown`` (it broke off), ``refused`` for good. ``hard`` and ``soft`` are
    bounces, told in the dialogue, by webhook or by mail; ``complaints`` came later.
    ``vanished`` are mails that came back of readers who were forgotten since.
    """

    domain: str
    accepted: int = 0
    unknown: int = 0
    refused: int = 0
    hard: int = 0
    soft: int = 0
    complaints: int = 0
    vanished: int = 0

    @property
    def handed_over(self) -> int:
        """Mails that went out; never fewer than came back."""
        return self.accepted + self.unknown + self.refused + self.vanished

    @property
    def bounced(self) -> int:
        """Bounces of both kinds."""
        return self.hard + self.soft

    @property
    def bounce_percent(self) -> float | None:
        """The share that bounced, in percent; None where nothing went out."""
        return 100 * self.bounced / self.handed_over if self.handed_over else None

    @property
    def complaint_percent(self) -> float | None:
        """The share complained of, in percent; None where nothing went out."""
        return 100 * self.complaints / self.handed_over if self.handed_over else None

    @property
    def is_bouncing(self) -> bool:
        """Whether so much bounces that a provider would look into it; a few mails say nothing."""
        return self.handed_over >= LEAST_MAILS and self.bounced > MAX_BOUNCES * self.handed_over

    @property
    def is_disliked(self) -> bool:
        """Whether so many complain that a provider would mistrust us."""
        return self.complaints >= LEAST_COMPLAINTS and self.complaints > MAX_COMPLAINTS * self.handed_over


def mail_by_domain(*, now: datetime) -> list[Domain]:
    """Every domain that something went to or came from in the 30 days before ``now``; two queries.

    First those that somebody should look at, then by mails handed over.
    """
    since = now - SPAN
    found: dict[str, dict[str, int]] = {}
    for domain, *numbers in _went_out(since):
        found.setdefault(domain, {}).update(zip(("accepted", "unknown", "refused"), numbers, strict=True))
    for domain, *numbers in _came_back(since):
        found.setdefault(domain, {}).update(zip(("hard", "soft", "complaints"), numbers, strict=True))
    rows = [_with_vanished(Domain(domain, **numbers)) for domain, numbers in found.items()]
    return sorted(rows, key=lambda row: (not (row.is_bouncing or row.is_disliked), -row.handed_over, row.domain))


def add_up(rows: Iterable[Domain]) -> Domain:
    """All of them as one."""
    counts = [astuple(row)[1:] for row in rows]
    return Domain("", *(sum(column) for column in zip(*counts, strict=True)))


def _with_vanished(row: Domain) -> Domain:
    return replace(row, vanished=max(0, max(row.bounced, row.complaints) - row.handed_over))


def _went_out(since: datetime) -> Iterable[tuple[str, int, int, int]]:
    """Domain, accepted, unknown, refused."""
    states = Delivery.State
    domain = Lower(Substr("digest__subscriber__email", StrIndex("digest__subscriber__email", Value("@")) + 1))
    # The index is by state and next try; a mail is tried for twelve hours at most after it was announced.
    tried = Delivery.objects.filter(
        state__in=[states.SENT, states.AMBIGUOUS, states.FAILED_PERMANENT],
        next_attempt_at__gt=since - GIVE_UP_AFTER,
        attempts__gt=0,
        digest__subscriber__isnull=False,
    ).filter(Q(sent_at__gt=since) | Q(sent_at__isnull=True, next_attempt_at__gt=since))
    return (
        tried.order_by()
        .values(domain=domain)
        .annotate(
            accepted=Count("pk", filter=Q(state=states.SENT)),
            unknown=Count("pk", filter=Q(state=states.AMBIGUOUS)),
            refused=Count("pk", filter=Q(state=states.FAILED_PERMANENT)),
        )
        .values_list("domain", "accepted", "unknown", "refused")
    )


def _came_back(since: datetime) -> Iterable[tuple[str, int, int, int]]:
    """Domain, hard, soft, complaints."""
    kinds = Bounce.Kind
    rows = Bounce.objects.filter(kind__in=kinds.values, happened_at__gt=since)
    counts = {str(kind): Count("pk", filter=Q(kind=kind)) for kind in kinds}
    return rows.order_by().values_list("domain").annotate(**counts).values_list("domain", *counts)
