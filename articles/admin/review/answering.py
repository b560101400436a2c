"""One answer to one item: from what was sent to one call of a curation action."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from articles.actions.clustering.turn import own_transaction
from articles.actions.curation import (
    CannotMerge,
    InvalidCorrection,
    MergedAway,
    NeedsAnotherPerson,
    accept_deal,
    close_item,
    correct_deal,
    give_back,
    merge_deals,
    reject_deal,
    retag_article,
    tell_apart,
    why_two,
)
from articles.actions.curation.four_eyes import first_accepts
from articles.actions.curation.settling import record
from articles.actions.curation.undoing import forget_quarantine
from articles.admin.review.forms import ROWS, ReviewForm, seen_at
from articles.admin.review.pairs import choice_of
from articles.admin.review.presenting import deal_panel
from articles.models import Deal, ErrorReport, RejectReason, ReviewDecision, ReviewItem, Tagging


class Refused(Exception):
    """Raised where an answer cannot be carried out; says why, and carries the form where its fields say more.

    ``data`` is what has to be shown again, where that is not what was sent.
    """

    def __init__(self, words: str, form: ReviewForm | None = None, data: Any = None) -> None:
        super().__init__(words)
        self.form, self.data = form, data


@dataclass(frozen=True)
class Told:
    """What was done, in words, and the decision that can be taken back."""

    words: str
    decision: ReviewDecision | None


def answer(act: str, item: ReviewItem, sent: Mapping[str, Any], *, by: AbstractBaseUser, now: datetime) -> Told:
    """Carry out ``act`` in one transaction. Raises Refused; then nothing has changed."""
    known = ACTS.get((act, item.kind)) or (ACTS.get((act, "deal")) if item.deal_id and item.kind != "pair" else None)
    if known is None:
        raise Refused(_("That cannot be done here."))
    try:
        with own_transaction(clusters=False):
            return known(item, sent, by, now)
    except InvalidCorrection as refused:
        raise Refused(str(refused)) from refused
    except NeedsAnotherPerson as refused:
        give_back(item_id=item.pk, by=by)
        raise Refused(_("You have accepted this already: another person has to agree.")) from refused
    except MergedAway as refused:
        raise Refused(_("It was merged into another deal, which stands for it.")) from refused
    except CannotMerge as refused:
        raise Refused(str(refused)) from refused


def _accept(item: ReviewItem, sent: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> Told:
    _look_at_news(item, sent)
    panel = deal_panel(item, sent)
    form = panel.form
    if not form.is_valid():
        raise Refused(_("Please look at the fields that are marked."), form)
    absent = [row.name for row in ROWS if sent.get(f"absent-{row.name}")]
    corrections = form.corrections(absent)
    named = {field for field, _value, _reason in corrections}
    for row in ROWS:
        if sent.get(f"take-{row.name}") and row.name in panel.machine and row.name not in named:
            corrections.append((row.name, panel.machine[row.name], "source_changed"))
    note = form.cleaned_data["note"]
    for field, value, reason in corrections:
        correct_deal(deal=panel.deal, field=field, value=value, by=by, now=now, note=note, reason=reason, item=item)
    decision = _first_half(panel.deal, by, now) if corrections else None
    # A correction that made an accepted deal one for four eyes was this person's first half already.
    decision = decision or accept_deal(deal=panel.deal, by=by, now=now, note=note, item=item)
    _answer_error(item, now)
    if decision.action == "first_accept":
        give_back(item_id=item.pk, by=by)
        words = _("Accepted by you; a second person has to agree: %(title)s")
    else:
        close_item(item=item, outcome="accept", now=now)
        words = _("Accepted: %(title)s")
    return Told(words % {"title": panel.deal.title}, decision)


def _look_at_news(item: ReviewItem, sent: Mapping[str, Any]) -> None:
    """Nothing is decided on what the curator has not seen. Raises Refused where the deal is not as it was shown."""
    at = seen_at(sent)
    if at and at != item.deal.changed_at.isoformat():
        words = _("The sources changed while you were looking. Your input stands: please compare and go on.")
        raise Refused(words, data=deal_panel(item, sent).form.brought_up())


def _first_half(deal: Deal, by: AbstractBaseUser, now: datetime) -> ReviewDecision | None:
    deal.refresh_from_db()
    firsts = first_accepts(deal) if why_two(deal) else []
    return next((first for first in firsts if first.decided_by_id == by.pk and first.decided_at == now), None)


def _reject(item: ReviewItem, sent: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> Told:
    reason, note = str(sent.get("reason", "")), str(sent.get("note", ""))[:2000]
    if reason not in RejectReason.values:
        raise Refused(_("Please choose a reason."))
    if reason == RejectReason.OTHER and not note.strip():
        raise Refused(_("“Other” needs a note that says what."))
    _look_at_news(item, sent)
    decision = reject_deal(deal=item.deal, reason=reason, note=note, by=by, now=now, item=item)
    _answer_error(item, now)
    close_item(item=item, outcome="reject", now=now)
    return Told(_("Rejected: %(title)s") % {"title": item.deal.title}, decision)


def _merge(item: ReviewItem, sent: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> Told:
    told = merge_as_sent(item.deal, item.other, sent, by=by, now=now, item=item)
    close_item(item=item, outcome="merge", now=now)
    return told


def merge_as_sent(
    one: Deal, other: Deal, sent: Mapping[str, Any], *, by: AbstractBaseUser, now: datetime, item: ReviewItem | None
) -> Told:
    """Merge two deals as the form of the pair was sent. Raises CannotMerge."""
    choice, note = choice_of(one, other, sent), str(sent.get("note", ""))[:2000]
    decision = merge_deals(
        survivor=choice.survivor, loser=choice.loser, from_loser=choice.from_loser, kept=choice.kept,
        by=by, now=now, note=note, item=item,
    )  # fmt: skip
    # The title may be another than before.
    choice.survivor.refresh_from_db(fields=["title"])
    return Told(_("Merged into %(title)s") % {"title": choice.survivor.title}, decision)


def _apart(item: ReviewItem, sent: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> Told:
    note = str(sent.get("note", ""))[:2000]
    decision = tell_apart(one=item.deal, other=item.other, by=by, now=now, note=note, item=item)
    close_item(item=item, outcome="apart", now=now)
    return Told(_("Kept apart: %(title)s") % {"title": item.deal.title}, decision)


def _retry(item: ReviewItem, sent: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> Told:
    forget_quarantine(item.article)
    return _on_article(item, "retry", _("Back in the line: %(title)s"), by, now)


def _leave(item: ReviewItem, sent: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> Told:
    return _on_article(item, "leave", _("Left in quarantine: %(title)s"), by, now)


def _on_article(item: ReviewItem, act: str, words: str, by: AbstractBaseUser, now: datetime) -> Told:
    record(article=item.article, action=act, by=by, now=now, item=item)
    close_item(item=item, outcome=act, now=now)
    return Told(words % {"title": item.article.title}, None)


def _confirm_tag(item: ReviewItem, sent: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> Told:
    return _on_tag(item, sent, Tagging.Decision.CONFIRMED, _("Tag confirmed: %(tag)s, %(title)s"), by, now)


def _remove_tag(item: ReviewItem, sent: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> Told:
    return _on_tag(item, sent, Tagging.Decision.REMOVED, _("Tag removed: %(tag)s, %(title)s"), by, now)


def _on_tag(
    item: ReviewItem, sent: Mapping[str, Any], word: str, words: str, by: AbstractBaseUser, now: datetime
) -> Told:
    article, tag = item.article, item.tag
    if not Tagging.objects.filter(article=article, tag=tag, decision=Tagging.Decision.MACHINE).exists():
        raise Refused(_("This tag was decided about, or taken back by the machine, while you were looking."))
    note = str(sent.get("note", ""))[:2000]
    decision = retag_article(article=article, tag=tag, decision=word, by=by, now=now, note=note, item=item)
    close_item(item=item, outcome="confirm" if word == Tagging.Decision.CONFIRMED else "remove", now=now)
    return Told(words % {"tag": tag.name, "title": article.title}, decision)


def _answered(item: ReviewItem, sent: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> Told:
    _answer_error(item, now)
    about = {"deal": item.deal} if item.deal_id else {"article": item.article}
    record(**about, action="answer", note=str(sent.get("note", ""))[:2000], by=by, now=now, item=item)
    close_item(item=item, outcome="answer", now=now)
    return Told(_("Answered"), None)


def _answer_error(item: ReviewItem, now: datetime) -> None:
    if item.error_id:
        ErrorReport.objects.filter(pk=item.error_id).update(answered_at=now)


ACTS = {
    ("accept", "deal"): _accept,
    ("reject", "deal"): _reject,
    ("merge", "pair"): _merge,
    ("apart", "pair"): _apart,
    ("retry", "quarantine"): _retry,
    ("leave", "quarantine"): _leave,
    ("answer", "error"): _answered,
    ("confirm", "tag"): _confirm_tag,
    ("remove", "tag"): _remove_tag,
}
"""What can be answered to which kind; what is said of a deal may be said in every item about one."""
