"""The doors of the review desk: take an item, show it, decide, undo. The rules are in the curation actions."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.curation import (
    AlreadyClosed,
    CannotMerge,
    HeldByAnother,
    fill_queue,
    give_back,
    give_back_all,
    queue_counts,
    take_item,
    take_next,
)
from articles.actions.curation.deciding import UNDONE
from articles.actions.curation.undoing import UNDO_WITHIN, recent_decisions, undo_act
from articles.actions.curation.wording import act_name, field_names, outcome_name
from articles.admin.reading import is_number
from articles.admin.review.answering import Refused, answer, merge_as_sent
from articles.admin.review.pairs import pair_page
from articles.admin.review.presenting import deal_panel, tag_panel
from articles.models import Deal, RejectReason, ReviewDecision, ReviewItem
from articles.models.article import LONG_FIELDS_BESIDE

View = Callable[..., HttpResponse]
LISTED = 50
SKIPPED = "review_skipped"
LAST = "review_last"
REASON_KEYS = "1234567890wtyz"
"""Keys for the closed list of reasons, in its order; none is a key of the desk's own."""


def bound(view: View, site: AdminSite) -> View:
    """The view with its site, only for who may review (THREATS A02)."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("articles.change_reviewitem"):
            raise PermissionDenied
        return partial(view, request, site)(**kwargs)

    return guarded


def queue(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """What waits, by kind and by worth, and what this person decided last."""
    now = timezone.now()
    # Whoever comes back to the list has left what was only looked at; an answer sent later takes it anew.
    give_back_all(by=request.user)
    counts = queue_counts()
    if not any(counts.values()):
        # Nothing open may mean that nobody has looked yet, as after the starter dataset was loaded.
        fill_queue(now=now)
        counts = queue_counts()
    kind = request.GET.get("kind", "")
    about = ("deal", "other", "article", "error", "tag")
    items = ReviewItem.objects.open().select_related(*about, "holder", "assigned_to")
    is_oldest_first = request.GET.get("order") == "oldest"
    items = items.oldest() if is_oldest_first else items.most_valuable(now=now)
    kind = kind if kind in ReviewItem.Kind.values else ""
    items = (items.filter(kind=kind) if kind else items).defer(*LONG_FIELDS_BESIDE)
    pages = Paginator(items, LISTED)
    pages.count = counts[kind] if kind else sum(counts.values())
    page = pages.get_page(request.GET.get("page"))
    return _page(
        request, site, "admin/review/queue.html",
        title=_("Review"),
        counts=[(value, label, counts[value]) for value, label in ReviewItem.Kind.choices],
        open=sum(counts.values()),
        kind=kind,
        is_oldest_first=is_oldest_first,
        items=[(item, field_names(item.fields)) for item in page.object_list],
        page=page,
        now=now,
        recent=[(decision, act_name(decision)) for decision in recent_decisions(request.user, now=now, most=10)],
    )  # fmt: skip


def next_item(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Take the next item and go there; POST, since it takes a lease. A GET comes from a login in between."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:review"))
    if leave := request.POST.get("leave", ""):
        _skip(request, leave)
    return _onward(request)


def item(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """One item: taken by opening it. Who comes second is told, and sees it without the buttons."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    try:
        taken = take_item(item_id=pk, by=request.user, now=timezone.now())
    except ReviewItem.DoesNotExist:
        return _gone(request)
    except (HeldByAnother, AlreadyClosed) as refused:
        return _refused(request, site, refused)
    return _show(request, site, taken)


def decide(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """Carry out one answer, then go to the next item; what cannot be done is said above what was typed.

    A GET comes from a login in between: the item is shown again, and the browser puts back what was typed.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:review_item", args=[pk]))
    now = timezone.now()
    try:
        taken = take_item(item_id=pk, by=request.user, now=now)
    except ReviewItem.DoesNotExist:
        return _gone(request)
    except (HeldByAnother, AlreadyClosed) as refused:
        return _refused(request, site, refused)
    act = request.POST.get("act", "")
    if act == "skip":
        _skip(request, pk)
        return _onward(request, done=pk)
    if act == "next":
        return _onward(request, after=pk)
    try:
        told = answer(act, taken, request.POST, by=request.user, now=now)
    except Refused as refused:
        return _show(request, site, taken, data=refused.data or request.POST, problem=str(refused), form=refused.form)
    request.session[LAST] = told.decision.pk if told.decision else None
    messages.success(request, told.words)
    return _onward(request, done=pk)


def undo_one(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """Take back one's own act of the last day, with all that belonged to it, and open the item again."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:review"))
    now = timezone.now()
    mine = ReviewDecision.objects.filter(pk=pk, decided_by=request.user, decided_at__gt=now - UNDO_WITHIN)
    decision = mine.first()
    undone = undo_act(decision=decision, by=request.user, now=now) if decision else None
    if undone is None:
        messages.error(request, _("There is nothing of yours of the last 24 hours to take back."))
        return HttpResponseRedirect(reverse("admin:review"))
    request.session[LAST] = None
    messages.success(request, _("Taken back: %(title)s") % {"title": decision.deal or decision.article})
    if decision.action in ("succeed", "bundle"):
        return HttpResponseRedirect(reverse("admin:articles_deal_lines", args=[decision.deal_id]))
    again = ReviewItem.objects.open().filter(deal=decision.deal_id or 0)
    if decision.action == "retag":
        kind, _colon, slug = decision.field.partition(":")
        again = ReviewItem.objects.open().filter(article=decision.article_id, tag__kind=kind, tag__slug=slug)
    is_pair = decision.action in ("merge", "not_same")
    reopened = (again.filter(kind="pair") if is_pair else again.exclude(kind="pair")).most_valuable(now=now).first()
    if reopened is None:
        return HttpResponseRedirect(reverse("admin:review"))
    return HttpResponseRedirect(reverse("admin:review_item", args=[reopened.pk]))


def merge_two(request: HttpRequest, site: AdminSite, one: int, other: int) -> HttpResponse:
    """Two deals beside each other, field by field; POST lets the chosen one stand for both."""
    deals = {deal.pk: deal for deal in Deal.objects.filter(Q(pk=one) | Q(pk=other))}
    if len(deals) != 2:
        return _gone(request)
    if request.method != "POST":
        pair, queue = pair_page(deals[one], deals[other]), request.GET.get("queue", "")
        return _page(request, site, "admin/review/merge.html", title=_("Merge"), queue=queue, **pair)
    now = timezone.now()
    held = ReviewItem.objects.held_by(request.user, now=now).filter(deal__in=(one, other)).exclude(kind="pair").first()
    try:
        told = merge_as_sent(deals[one], deals[other], request.POST, by=request.user, now=now, item=None)
    except CannotMerge as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(request.get_full_path())
    request.session[LAST] = told.decision.pk
    messages.success(request, told.words)
    if held is None:
        return HttpResponseRedirect(reverse("admin:articles_deal_change", args=[told.decision.deal.merged_into_id]))
    # Whoever came from an item of the queue goes on there; what it asks of the survivor stays open for later.
    is_open = give_back(item_id=held.pk, by=request.user)
    return _onward(request, after=held.pk) if is_open else _onward(request, done=held.pk)


# --- What the views share


def _show(
    request: HttpRequest, site: AdminSite, taken: ReviewItem, *, data: Any = None, problem: str = "", form: Any = None
) -> HttpResponse:
    context: dict[str, Any] = {"title": taken.get_kind_display().capitalize(), "item": taken, "problem": problem}
    if taken.kind == "pair":
        context |= {"pair": pair_page(taken.deal, taken.other, data)}
    elif taken.deal is not None:
        panel = deal_panel(taken, data)
        if form is not None:
            panel.form._errors = form.errors
        context |= {"panel": panel}
    elif taken.kind == "tag":
        context |= {"tag_panel": tag_panel(taken)}
    reasons = zip(REASON_KEYS, RejectReason.choices, strict=True)
    context |= {
        "reasons": [(key, value, label) for key, (value, label) in reasons],
        "changed": field_names(taken.fields),
        "last": request.session.get(LAST),
        "queue": request.GET.get("queue", "") or request.POST.get("queue", ""),
        "done": request.GET.get("done", ""),
    }
    return _page(request, site, "admin/review/item.html", status=409 if problem else 200, **context)


def _refused(request: HttpRequest, site: AdminSite, refused: HeldByAnother | AlreadyClosed) -> HttpResponse:
    """Tell the second that somebody else holds or has decided it; what was typed stays in the browser's draft.

    Who comes back to an item of their own reads what they decided, and may take it back.
    """
    is_closed = isinstance(refused, AlreadyClosed)
    is_over = is_closed and refused.item.outcome == "over"
    since = timezone.now() - UNDO_WITHIN
    mine = ReviewDecision.objects.filter(decided_by=request.user, decided_at=refused.item.closed_at, undone_at=None)
    mine = mine.filter(deal=refused.item.deal_id, action__in=UNDONE, decided_at__gt=since).order_by("-pk")
    last = mine.first() if is_closed and refused.item.holder_id == request.user.pk else None
    # What came to nothing while it was looked at, as when its article was read anew, was decided by nobody.
    is_mine = is_closed and refused.item.holder_id == request.user.pk and not (is_over and last is None)
    return _page(
        request,
        site,
        "admin/review/taken.html",
        status=200 if is_mine and request.method == "GET" else 409,
        is_mine=is_mine,
        is_over=is_over,
        last=last,
        title=_("Decided") if is_closed else _("In other hands"),
        item=refused.item,
        outcome=outcome_name(refused.item.outcome),
        is_closed=is_closed,
    )


def _gone(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("That is not in the queue any more."))
    return HttpResponseRedirect(reverse("admin:review"))


def _skip(request: HttpRequest, pk: Any) -> None:
    """Leave an item to others, and do not offer it to this session again."""
    if is_number(str(pk)):
        give_back(item_id=int(pk), by=request.user)
        request.session[SKIPPED] = [*request.session.get(SKIPPED, []), int(pk)][-200:]


def _onward(request: HttpRequest, *, done: int | None = None, after: int | None = None) -> HttpResponse:
    """Go to the next item of the same queue, else back to the list."""
    kind = request.POST.get("queue", "")
    kind = kind if kind in ReviewItem.Kind.values else ""
    skipped = [*request.session.get(SKIPPED, []), *([after] if after else [])]
    following = take_next(by=request.user, now=timezone.now(), kind=kind, skipped=skipped)
    if following is None:
        messages.info(request, _("Nothing else waits here."))
        return HttpResponseRedirect(reverse("admin:review") + (f"?done={done}" if done else ""))
    query = "&".join(part for part in (f"done={done}" if done else "", f"queue={kind}" if kind else "") if part)
    address = reverse("admin:review_item", args=[following.pk])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _page(request: HttpRequest, site: AdminSite, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    return TemplateResponse(request, template, {**site.each_context(request), **context}, status=status)
