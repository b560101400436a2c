"""The page on which a curator says what a deal carries on, what carries it on, and of which bundle it is a part."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import Q
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions.curation import CannotLink, set_bundle, set_predecessor
from articles.actions.curation.lineage import SESSION, STAGE
from articles.actions.curation.undoing import UNDO_WITHIN
from articles.admin.reading import is_number
from articles.models import Deal, ReviewDecision

FOUND = 20
RELATIONS = {
    "before-stage": gettext_lazy("the stage before this one: only this one is counted"),
    "before-session": gettext_lazy("the session before this one: both are counted"),
    "after-stage": gettext_lazy("the stage after this one: only the other is counted"),
    "after-session": gettext_lazy("the session after this one: both are counted"),
    "bundle": gettext_lazy("the bundle of which this one is a part"),
    "part": gettext_lazy("a part of this one, which is the bundle"),
}
"""What the other deal is to this one."""
KINDS = {"stage": STAGE, "session": SESSION}


def found_deals(words: str, *, but: int) -> list[Deal]:
    """Give the deals that an address, a number or words of title or parties mean, newest first; none without words."""
    if not words:
        return []
    meant = Q(slug=words.rstrip("/").rpartition("/")[2])
    meant |= Q(title__icontains=words) | Q(title_zh_hant__icontains=words) | Q(title_zh_hans__icontains=words)
    meant |= Q(title_pt__icontains=words)
    meant |= Q(parties__name__icontains=words)
    if is_number(words):
        meant |= Q(pk=int(words))
    return list(Deal.objects.filter(meant, merged_into__isnull=True).exclude(pk=but).distinct().newest()[:FOUND])


def lines_view(request: HttpRequest, deal: Deal, site: AdminSite, opts: "Options") -> HttpResponse:
    """Show the links of a deal and find another; POST sets or takes away one of them."""
    if request.method == "POST":
        other = request.POST.get("other", "")
        try:
            _say(request, deal, get_object_or_404(Deal, pk=int(other) if is_number(other) else 0))
        except CannotLink as refused:
            messages.error(request, _("Not linked: %(why)s.") % {"why": refused})
        return HttpResponseRedirect(request.get_full_path())
    words = request.GET.get("q", "").strip()[:200]
    context: dict[str, Any] = {
        **site.each_context(request),
        "opts": opts,
        "title": _("Before, after, bundle"),
        "deal": deal,
        "links": _links(deal),
        "words": words,
        "found": found_deals(words, but=deal.pk),
        "relations": RELATIONS.items(),
        "recent": _recent(request, deal),
    }
    return TemplateResponse(request, "admin/articles/deal/lines.html", context)


def _links(deal: Deal) -> list[tuple[str, str, Deal]]:
    """What the deal is linked to: the name of the link, what takes it away, and the other deal."""
    links = []
    if deal.predecessor:
        links.append((_("carries on"), "no-before", deal.predecessor))
    links += [(_("is carried on by"), "no-after", later) for later in deal.successors.order_by("filed_on", "pk")]
    if deal.bundle:
        links.append((_("is a part of"), "no-bundle", deal.bundle))
    return [*links, *((_("has as a part"), "no-part", part) for part in deal.parts.order_by("filed_on", "pk"))]


def _say(request: HttpRequest, deal: Deal, other: Deal) -> ReviewDecision | None:
    """Carry out what was chosen; None where it is no relation. Raises CannotLink."""
    relation = request.POST.get("relation", "")
    how: dict[str, Any] = {
        "by": request.user, "now": timezone.now(), "note": request.POST.get("note", "")[:2000],
    }  # fmt: skip
    side, _dash, kind = relation.partition("-")
    if relation in RELATIONS and side in ("before", "after"):
        later, earlier = (deal, other) if side == "before" else (other, deal)
        decision = set_predecessor(deal=later, earlier=earlier, kind=KINDS[kind], **how)
    elif relation in RELATIONS:
        part, bundle = (deal, other) if relation == "bundle" else (other, deal)
        decision = set_bundle(deal=part, bundle=bundle, **how)
    elif relation in ("no-before", "no-after"):
        decision = set_predecessor(deal=deal if kind == "before" else other, earlier=None, **how)
    elif relation in ("no-bundle", "no-part"):
        decision = set_bundle(deal=deal if kind == "bundle" else other, bundle=None, **how)
    else:
        messages.error(request, _("Please choose what the other deal is to this one."))
        return None
    words = _("Link taken away: %(title)s") if side == "no" else _("Linked: %(title)s")
    messages.success(request, words % {"title": other.title})
    return decision


def _recent(request: HttpRequest, deal: Deal) -> ReviewDecision | None:
    """This person's last word on these links that may still be taken back."""
    near = Q(deal=deal) | Q(deal__predecessor=deal) | Q(deal__bundle=deal)
    rows = ReviewDecision.objects.filter(near, action__in=("succeed", "bundle"), undone_at__isnull=True)
    rows = rows.filter(decided_by=request.user, decided_at__gt=timezone.now() - UNDO_WITHIN)
    return rows.select_related("deal").order_by("-pk").first()
