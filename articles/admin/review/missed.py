"""A deal that was missed: the words are marked in the article, the form is filled, two clicks found the deal."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.curation.missing import LONGEST, NotInText, add_missed, draft_of
from articles.admin.review.forms import ROWS, ReviewForm
from articles.models import Article


def missed(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """Ask for the words, show what the pipeline reads in them, keep what the curator makes of it."""
    article = get_object_or_404(Article.objects.select_related("feed"), pk=pk)
    quote = (request.POST.get("quote") or request.GET.get("quote") or "")[: LONGEST + 1]
    context = {**site.each_context(request), "title": _("A deal that was missed"), "article": article, "quote": quote}
    if not quote:
        return TemplateResponse(request, "admin/review/missed.html", context)
    try:
        draft = draft_of(article, quote)
    except NotInText:
        context["problem"] = _("These words do not stand in the article.")
        return TemplateResponse(request, "admin/review/missed.html", context, status=409)
    form = ReviewForm(request.POST if request.method == "POST" else None, values=draft.values)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            deal, decision = add_missed(
                article=article, draft=draft, values=form.typed(), by=request.user, now=timezone.now(), note=note
            )
        except IntegrityError:
            context["problem"] = _("A deal from the very same words is there already.")
            return TemplateResponse(request, "admin/review/missed.html", context, status=409)
        is_half = decision.action == "first_accept"
        words = _("Added, a second person has to agree: %(title)s") if is_half else _("Added: %(title)s")
        messages.success(request, words % {"title": deal.title})
        return HttpResponseRedirect(reverse("admin:articles_deal_change", args=[deal.pk]))
    rows = [(row.label, [form[name] for name in row.inputs]) for row in ROWS]
    return TemplateResponse(request, "admin/review/missed.html", {**context, "form": form, "rows": rows})
