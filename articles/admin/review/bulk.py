"""What was done to many things at once: what became of each, undone as one; what waits for a second person."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.curation import NeedsAnotherPerson
from articles.actions.curation.bulk import AlreadySettled, agree, decline, results_of, undo_bulk, why_two_for
from articles.actions.curation.undoing import UNDO_WITHIN
from articles.actions.curation.wording import reason_name
from articles.models import BulkAct, Tag

LISTED = 50


def bulk_acts(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """What waits for a second person, and what was done of late."""
    acts = BulkAct.objects.select_related("asked_by", "agreed_by").order_by("-pk")
    waiting = acts.filter(done_at__isnull=True, declined_at__isnull=True)
    context = {
        **site.each_context(request),
        "title": _("Acts on many at once"),
        "waiting": waiting[:LISTED],
        "acts": acts.exclude(pk__in=waiting.values("pk"))[:LISTED],
    }
    return TemplateResponse(request, "admin/review/bulk_list.html", context)


def bulk_act(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """One act; POST agrees to it, declines it or takes it back."""
    act = get_object_or_404(BulkAct.objects.select_related("asked_by", "agreed_by"), pk=pk)
    now = timezone.now()
    if act.kind == BulkAct.Kind.DELETE_FEED and not request.user.has_perm("articles.change_feed"):
        raise PermissionDenied
    if request.method == "POST":
        _settle(request, act, now)
        return HttpResponseRedirect(reverse("admin:review_bulk_act", args=[pk]))
    results = results_of(act)
    is_waiting = act.done_at is None and act.declined_at is None
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": act.get_kind_display(),
        "act": act,
        "details": _details(act),
        "results": results,
        "done": sum(result.is_done for result in results),
        "is_waiting": is_waiting,
        "is_mine": act.asked_by_id == request.user.pk,
        "why_two": why_two_for(act) if is_waiting else "",
        "may_undo": may_undo(act, request.user, now=now),
        "change_page": {"retag": "admin:articles_article_change", "delete_feed": "admin:articles_feed_change"}.get(
            act.kind, "admin:articles_deal_change"
        ),
    }
    return TemplateResponse(request, "admin/review/bulk_act.html", context)


def may_undo(act: BulkAct, person: AbstractBaseUser, *, now: datetime) -> bool:
    """Whether the person may take the act back: who asked or agreed within a day, editors at any time."""
    if act.done_at is None or act.undone_at is not None or act.kind == BulkAct.Kind.DELETE_FEED:
        return False
    is_own = person.pk in (act.asked_by_id, act.agreed_by_id) and act.done_at > now - UNDO_WITHIN
    return is_own or person.has_perm("articles.change_reviewdecision")


def _settle(request: HttpRequest, act: BulkAct, now: datetime) -> None:
    said = request.POST.get("act", "")
    try:
        if said == "agree":
            agree(act=act, by=request.user, now=now)
            messages.success(request, _("Agreed, and done."))
        elif said == "decline":
            decline(act=act, now=now)
            messages.success(request, _("Declined; nothing was changed."))
        elif said == "undo" and may_undo(act, request.user, now=now):
            number = undo_bulk(act=act, by=request.user, now=now)
            messages.success(request, _("Taken back: %(n)d.") % {"n": number})
        else:
            messages.error(request, _("That cannot be done here."))
    except NeedsAnotherPerson:
        messages.warning(request, _("You have asked for it: another person has to agree."))
    except AlreadySettled:
        messages.warning(request, _("That was settled already."))


def _details(act: BulkAct) -> list[tuple[str, str]]:
    """What was asked, in words."""
    told = act.details
    rows = []
    if reason := told.get("reason"):
        rows.append((_("Reason"), reason_name(reason)))
    if tag := Tag.objects.filter(pk=told["tag"]).first() if "tag" in told else None:
        rows.append((_("Added") if told["is_added"] else _("Removed"), f"{tag.name} ({tag.get_kind_display()})"))
    if "curator" in told:
        rows.append((_("Curator"), told.get("name") or _("nobody")))
    if slug := told.get("slug"):
        rows.append((_("Source"), slug))
    if note := told.get("note"):
        rows.append((_("Note for colleagues"), note))
    return rows
