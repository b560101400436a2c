"""What one act does with each of its targets, all of them read and written together where that gives the same rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from articles.actions.curation.corrections import InvalidCorrection, correct_deal
from articles.actions.curation.deciding import accept_deals, reject_deals
from articles.actions.curation.retagging import retag_articles
from articles.actions.curation.settling import current_value
from articles.models import Article, BulkAct, Deal, Feed, Party, ReviewDecision, ReviewItem, Tag, Tagging

LABEL, PARTY = "label", "party"
"""What a tag may be to a deal: a place, sector or mechanism of it, or one of its parties."""
FIELD_OF = {"city": "cities", "sector": "sectors", "outside": "outside", "mechanism": "mechanism"}


@dataclass(frozen=True, slots=True)
class Doing:
    """By whom, when and how each target of one act is treated."""

    act: BulkAct
    by: AbstractBaseUser | None
    now: datetime
    tag: Tag | None = None
    """What is added or removed, None where it is gone by now."""

    @property
    def details(self) -> dict[str, Any]:
        """The rest of what was asked."""
        return self.act.details


Outcome = tuple[str, ReviewDecision | None]
Outcomes = dict[int, Outcome]
"""What became of each row, by its id."""


def _accept(deals: Sequence[Deal], doing: Doing) -> Outcomes:
    """All at once: what the machine says of each is read, and each resolved again, in one go."""
    over = [deal for deal in deals if deal.merged_into_id or deal.review == Deal.Review.ACCEPTED]
    asked = {deal.pk for deal in deals}.difference(deal.pk for deal in over)
    decisions = accept_deals(deal_ids=asked, by=doing.by, now=doing.now)
    outcomes: Outcomes = {deal.pk: ("over", None) for deal in over}
    for pk in asked:
        decision = decisions.get(pk)
        word = "needs_another" if decision is None else _ACCEPTED[decision.action]
        outcomes[pk] = (word, decision)
    return outcomes


_ACCEPTED = {"accept": "accepted", "first_accept": "first_accept"}


def _reject(deals: Sequence[Deal], doing: Doing) -> Outcomes:
    over = [deal for deal in deals if deal.merged_into_id or deal.review == Deal.Review.REJECTED]
    asked = {deal.pk for deal in deals}.difference(deal.pk for deal in over)
    reason, note = doing.details["reason"], doing.details.get("note", "")
    decisions = reject_deals(deal_ids=asked, reason=reason, note=note, by=doing.by, now=doing.now)
    rejected = {pk: ("rejected", decision) for pk, decision in decisions.items()}
    return {**{deal.pk: ("over", None) for deal in over}, **rejected}


def _label(deal: Deal, doing: Doing) -> Outcome:
    """Add the tag to the field of its kind, or to the parties, or take it out of there."""
    tag = doing.tag
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


def _retag(articles: Sequence[Article], doing: Doing) -> Outcomes:
    tag, is_added = doing.tag, doing.details["is_added"]
    if tag is None:
        return {article.pk: ("gone", None) for article in articles}
    taggings = Tagging.objects.filter(article__in=articles, tag=tag).exclude(decision=Tagging.Decision.REMOVED)
    carrying = set(taggings.values_list("article", flat=True))
    others = [article.pk for article in articles if (article.pk in carrying) != is_added]
    word = Tagging.Decision.ADDED if is_added else Tagging.Decision.REMOVED
    note = doing.details.get("note", "")
    decisions = retag_articles(article_ids=others, tag=tag, decision=word, by=doing.by, now=doing.now, note=note)
    return {article.pk: ("same", None) for article in articles} | {
        pk: ("set", decision) for pk, decision in decisions.items()
    }


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


def _delete_feed(feed: Feed, doing: Doing) -> Outcome:
    """The source, its entries and its polls go; articles stay, since deals rest on them."""
    doing.details["slug"] = feed.slug
    feed.delete()
    return "deleted", None


Treat = Callable[[Sequence[Any], Doing], Outcomes]


def _one_by_one(treat: Callable[[Any, Doing], Outcome]) -> Treat:
    return lambda rows, doing: {row.pk: treat(row, doing) for row in rows}


TREATED: dict[str, tuple[type[Deal] | type[Article] | type[Feed], Treat]] = {
    BulkAct.Kind.ACCEPT: (Deal, _accept),
    BulkAct.Kind.REJECT: (Deal, _reject),
    BulkAct.Kind.LABEL: (Deal, _one_by_one(_label)),
    BulkAct.Kind.RETAG: (Article, _retag),
    BulkAct.Kind.ASSIGN: (Deal, _one_by_one(_assign)),
    BulkAct.Kind.DELETE_FEED: (Feed, _one_by_one(_delete_feed)),
}
