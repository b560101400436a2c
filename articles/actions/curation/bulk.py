"""One act on many things at once: one transaction, what became of each, undone as one; large ones by two people."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.actions.curation.corrections import InvalidCorrection, correct_deal
from articles.actions.curation.deciding import CannotUndo, accept_deal, reject_deal, undo
from articles.actions.curation.four_eyes import NeedsAnotherPerson
from articles.actions.curation.retagging import retag_article
from articles.actions.curation.settling import current_value
from articles.models import Article, BulkAct, Deal, Feed, Party, ReviewDecision, ReviewItem, Tag, Tagging

MOST_AT_ONCE = 200
"""Targets of one bulk act (THREATS A06); to accept one deal takes about 43 queries, 25 ms on an idle machine."""
FEW = 50
"""So many deals one person may reject at once; more take two."""

OUTCOMES: dict[str, Promise] = {
    "accepted": _("accepted"),
    "first_accept": _("accepted by you, a second person has to agree"),
    "rejected": _("rejected"),
    "set": _("changed"),
    "assigned": _("assigned"),
    "deleted": _("deleted"),
    "over": _("left: merged or decided so already"),
    "needs_another": _("left: another person has to agree"),
    "same": _("left: it is so already"),
    "refused": _("left: the field cannot be set so"),
    "not_waiting": _("left: nothing of it waits for review"),
    "gone": _("left: it is not there any more"),
    "undone": _("taken back"),
}
"""What may become of one target."""
LEFT = ("over", "needs_another", "same", "refused", "not_waiting", "gone")

LABEL, PARTY = "label", "party"
"""What a tag may be to a deal: a place, sector or mechanism of it, or one of its parties."""
FIELD_OF = {"city": "cities", "sector": "sectors", "outside": "outside", "mechanism": "mechanism"}


class AlreadySettled(Exception):
    """Raised for a bulk act that is done, declined or undone already; carries its id."""


@dataclass(frozen=True, slots=True)
class Doing:
    """By whom, when and how each target of one act is treated."""

    act: BulkAct
    by: AbstractBaseUser | None
    now: datetime

    @property
    def details(self) -> dict[str, Any]:
        """The rest of what was asked."""
        return self.act.details


Outcome = tuple[str, ReviewDecision | None]


def ask_for(
    *, kind: str, targets: Collection[int], details: dict[str, Any], by: AbstractBaseUser, now: datetime
) -> BulkAct:
    """Do it with each target, or keep it until a second person agrees (``why_two_for``); give the act.

    ``details`` by kind: ``reject`` {reason, note}; ``label`` {tag, role, is_added};
    ``retag`` {tag, is_added}; ``assign`` {curator} (ids, None for nobody). Raises ValueError where there is no target
    or more than MOST_AT_ONCE.
    """
    targets = list(dict.fromkeys(targets))
    if not 0 < len(targets) <= MOST_AT_ONCE:
        raise ValueError(f"{len(targets)} targets")
    with transaction.atomic():
        act = BulkAct.objects.create(
            kind=BulkAct.Kind(kind), targets=targets, details=details, asked_by=by, asked_at=now
        )
        if not why_two_for(act):
            _carry_out(act, by=by, now=now)
    return act


def why_two_for(act: BulkAct) -> Promise | str:
    """Say why the act needs two people, in words for them; empty where one is enough."""
    if act.kind == BulkAct.Kind.REJECT and len(act.targets) > FEW:
        return _("more than 50 deals are rejected")
    if act.kind == BulkAct.Kind.DELETE_FEED and Article.objects.filter(feed__in=act.targets).exists():
        return _("the source has articles")
    return ""


def agree(*, act: BulkAct, by: AbstractBaseUser, now: datetime) -> BulkAct:
    """Agree to what another person asked for: it is done, in the name of who asked.

    Raises NeedsAnotherPerson for who asked, AlreadySettled.
    """
    with transaction.atomic():
        act = _waiting(act)
        if act.asked_by_id == by.pk:
            raise NeedsAnotherPerson(str(act.pk))
        act.agreed_by = by
        _carry_out(act, by=act.asked_by, now=now)
    return act


def decline(*, act: BulkAct, now: datetime) -> BulkAct:
    """Let it be: who asked takes it back, or a second person says no. Raises AlreadySettled."""
    with transaction.atomic():
        act = _waiting(act)
        act.declined_at = now
        act.save(update_fields=["declined_at"])
    return act


def undo_bulk(*, act: BulkAct, by: AbstractBaseUser, now: datetime) -> int:
    """Take back every decision of the act that still stands; give how many were. Raises AlreadySettled."""
    with transaction.atomic():
        act = BulkAct.objects.select_for_update().get(pk=act.pk)
        if act.done_at is None or act.undone_at is not None or act.kind == BulkAct.Kind.DELETE_FEED:
            raise AlreadySettled(act.pk)
        act.undone_at = now
        act.save(update_fields=["undone_at"])
        if act.kind == BulkAct.Kind.ASSIGN:
            return _assign_back(act)
        done = 0
        for decision in act.decisions.filter(undone_at__isnull=True).order_by("-pk"):
            try:
                undo(decision=decision, by=by, now=now)
            except CannotUndo:
                continue
            done += 1
    return done


def _waiting(act: BulkAct) -> BulkAct:
    act = BulkAct.objects.select_for_update().get(pk=act.pk)
    if act.done_at is not None or act.declined_at is not None:
        raise AlreadySettled(act.pk)
    return act


def _carry_out(act: BulkAct, *, by: AbstractBaseUser | None, now: datetime) -> None:
    model, treat = _TREATED[act.kind]
    # Locked before any is looked at: what a colleague changes meanwhile is not lost, and two acts take one order.
    rows = model.objects.select_for_update().order_by("pk").in_bulk(act.targets)
    doing = Doing(act, by, now)
    results: list[list[Any]] = []
    decided: list[int] = []
    for target in act.targets:
        outcome, decision = treat(rows[target], doing) if target in rows else ("gone", None)
        results.append([target, outcome])
        if decision is not None:
            decided.append(decision.pk)
    ReviewDecision.objects.filter(pk__in=decided).update(bulk=act)
    act.results, act.done_at = results, now
    act.save(update_fields=["results", "done_at", "agreed_by", "details"])


def _accept(deal: Deal, doing: Doing) -> Outcome:
    if deal.merged_into_id or deal.review == Deal.Review.ACCEPTED:
        return "over", None
    try:
        decision = accept_deal(deal=deal, by=doing.by, now=doing.now)
    except NeedsAnotherPerson:
        return "needs_another", None
    return "first_accept" if decision.action == "first_accept" else "accepted", decision


def _reject(deal: Deal, doing: Doing) -> Outcome:
    if deal.merged_into_id or deal.review == Deal.Review.REJECTED:
        return "over", None
    return "rejected", reject_deal(
        deal=deal, reason=doing.details["reason"], note=doing.details.get("note", ""), by=doing.by, now=doing.now
    )


def _label(deal: Deal, doing: Doing) -> Outcome:
    """Add the tag to the field of its kind, or to the parties, or take it out of there."""
    tag = Tag.objects.filter(pk=doing.details["tag"]).first()
    if tag is None or deal.merged_into_id:
        return "gone" if tag is None else "over", None
    is_party = doing.details["role"] == PARTY
    field = "parties" if is_party else FIELD_OF.get(tag.kind, "")
    if not field:
        return "refused", None
    before = current_value(deal, field)
    value = _with_tag(deal, field, before, tag, is_added=doing.details["is_added"])
    if value == before:
        return "same", None
    try:
        return "set", correct_deal(
            deal=deal, field=field, value=value, by=doing.by, now=doing.now, note=doing.details.get("note", "")
        )
    except InvalidCorrection:
        return "refused", None


def _with_tag(deal: Deal, field: str, before: Any, tag: Tag, *, is_added: bool) -> Any:
    if field == "mechanism":
        return tag.slug if is_added else "" if before == tag.slug else before
    if field == "parties":
        named = set(deal.parties.filter(tag=tag, role=Party.Role.SIGNATORY).values_list("name", flat=True))
        if not is_added:
            return [name for name in before if name not in named]
        return before if named else [*before, tag.name_en]
    if not is_added:
        return [slug for slug in before if slug != tag.slug]
    return before if tag.slug in before else [*before, tag.slug]


def _retag(article: Article, doing: Doing) -> Outcome:
    tag = Tag.objects.filter(pk=doing.details["tag"]).first()
    if tag is None:
        return "gone", None
    standing = article.taggings.filter(tag=tag).values_list("decision", flat=True).first()
    carries = standing is not None and standing != Tagging.Decision.REMOVED
    is_added = doing.details["is_added"]
    if carries == is_added:
        return "same", None
    word = Tagging.Decision.ADDED if is_added else Tagging.Decision.REMOVED
    return "set", retag_article(
        article=article, tag=tag, decision=word, by=doing.by, now=doing.now, note=doing.details.get("note", "")
    )


def _assign(deal: Deal, doing: Doing) -> Outcome:
    """Reserve what waits of the deal for one curator; the act keeps whose it was before."""
    items = list(ReviewItem.objects.open().filter(deal=deal))
    if not items:
        return "not_waiting", None
    curator = doing.details["curator"]
    changed = [item for item in items if item.assigned_to_id != curator]
    if not changed:
        return "same", None
    doing.details.setdefault("before", []).extend([item.pk, item.assigned_to_id] for item in changed)
    ReviewItem.objects.filter(pk__in=[item.pk for item in changed]).update(assigned_to=curator)
    return "assigned", None


def _assign_back(act: BulkAct) -> int:
    done = 0
    people = set(get_user_model().objects.values_list("pk", flat=True))
    for pk, former in act.details.get("before", []):
        still = ReviewItem.objects.filter(pk=pk, assigned_to=act.details["curator"])
        done += still.update(assigned_to=former if former in people else None)
    return done


def _delete_feed(feed: Feed, doing: Doing) -> Outcome:
    """The source, its entries and its polls go; articles stay, since deals rest on them."""
    doing.details["slug"] = feed.slug
    feed.delete()
    return "deleted", None


Treat = Callable[[Any, Doing], Outcome]
_TREATED: dict[str, tuple[type[Deal] | type[Article] | type[Feed], Treat]] = {
    BulkAct.Kind.ACCEPT: (Deal, _accept),
    BulkAct.Kind.REJECT: (Deal, _reject),
    BulkAct.Kind.LABEL: (Deal, _label),
    BulkAct.Kind.RETAG: (Article, _retag),
    BulkAct.Kind.ASSIGN: (Deal, _assign),
    BulkAct.Kind.DELETE_FEED: (Feed, _delete_feed),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One target of many: the row where it is still there, what became of it in words, and whether it was done."""

    target: int
    row: Deal | Article | Feed | None
    words: Promise
    is_done: bool


def results_of(act: BulkAct) -> Sequence[Result]:
    """Give what became, or would become, of each target; two queries."""
    model, _treat = _TREATED[act.kind]
    heavy = [name for name in ("text", "body", "summary", "quarantined_text", "reasons") if model is Article]
    rows = model.objects.defer(*heavy).in_bulk(act.targets)
    undone: set[int] = set()
    if act.done_at:
        ids = act.decisions.filter(undone_at__isnull=False).values_list("deal", "article")
        undone = {deal or article for deal, article in ids}
        if act.undone_at and act.kind == BulkAct.Kind.ASSIGN:
            undone = {target for target, outcome in act.results if outcome == "assigned"}
    told = dict(act.results)
    return [
        Result(
            target,
            rows.get(target),
            OUTCOMES["undone"] if target in undone else OUTCOMES[told[target]] if target in told else _("waits"),
            is_done=target in told and told[target] not in LEFT,
        )
        for target in act.targets
    ]
