"""What is done to many deals at once: chosen in the list, counted on a page, then done as one act."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.actions.curation import why_two
from articles.actions.curation.bulk import FEW, MOST_AT_ONCE, ask_for
from articles.actions.curation.telling_curators import reviewers
from articles.actions.curation.treating import FIELD_OF, LABEL, PARTY
from articles.admin.dealform import RejectForm
from articles.models import Article, BulkAct, Deal, Tag, Tagging

SIDES = ((True, _("add it")), (False, _("remove it")))
ROLES = ((LABEL, _("place, sector or mechanism of the deal")), (PARTY, _("party of the deal")))


class TagForm(forms.Form):
    """Which tag, and whether it comes or goes."""

    tag = forms.ModelChoiceField(Tag.objects.all(), label=_("tag"))
    is_added = forms.TypedChoiceField(
        choices=SIDES, coerce=lambda value: value == "True", widget=forms.RadioSelect, initial=True, label=_("do what")
    )
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, label=_("Note for colleagues")
    )

    def __init__(self, data: Any = None, *, site: AdminSite) -> None:
        super().__init__(data)
        self.fields["tag"].widget = AutocompleteSelect(Tagging._meta.get_field("tag"), site)
        self.fields["tag"].widget.choices = self.fields["tag"].choices

    def details(self) -> dict[str, Any]:
        """What was chosen, for ``ask_for``."""
        return {**self.cleaned_data, "tag": self.cleaned_data["tag"].pk}


class LabelForm(TagForm):
    """The same for deals, with what the tag is to them."""

    role = forms.ChoiceField(choices=ROLES, widget=forms.RadioSelect, initial=LABEL, label=_("What it is to the deal"))
    field_order = ("tag", "role", "is_added", "note")

    def clean(self) -> dict[str, Any]:
        """Only places, sectors and mechanisms label a deal; a sector or a mechanism signs nothing."""
        cleaned = super().clean() or self.cleaned_data
        tag, role = cleaned.get("tag"), cleaned.get("role")
        if tag and role == LABEL and tag.kind not in FIELD_OF:
            self.add_error("role", _("A tag of this kind can only be a party of a deal."))
        if tag and role == PARTY and tag.kind in ("sector", "subsector", "mechanism"):
            self.add_error("role", _("A tag of this kind cannot be a party of a deal."))
        return cleaned


class AssignForm(forms.Form):
    """To which curator; nobody takes the assignment away."""

    curator = forms.ModelChoiceField(
        get_user_model().objects.none(), required=False, empty_label=_("nobody"), label=_("Curator")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["curator"].queryset = reviewers().order_by("username")

    def details(self) -> dict[str, Any]:
        """What was chosen, for ``ask_for``."""
        curator = self.cleaned_data["curator"]
        return {"curator": curator.pk if curator else None, "name": curator.get_username() if curator else ""}


class BulkActions:
    """Mixed into the admin of deals or articles: one page that counts and asks, then one act."""

    def decide_about_many(
        self, request: HttpRequest, rows: QuerySet[Any], *, kind: str, title: Any, form: forms.Form | None
    ) -> HttpResponse | None:
        """Ask until the form is right and the button pressed, then do it and show what became of each."""
        targets = list(rows.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(targets) > MOST_AT_ONCE:
            self.message_user(request, _("At most %(most)d at once.") % {"most": MOST_AT_ONCE}, messages.ERROR)
            return None
        is_sent = "decide" in request.POST
        if not is_sent or (form is not None and not form.is_valid()):
            return self.ask_about_many(request, rows, kind=kind, title=title, form=form)
        details = form.details() if form is not None else {}
        act = ask_for(kind=kind, targets=targets, details=details, by=request.user, now=timezone.now())
        return HttpResponseRedirect(reverse("admin:review_bulk_act", args=[act.pk]))

    def ask_about_many(
        self, request: HttpRequest, rows: QuerySet[Any], *, kind: str, title: Any, form: forms.Form | None
    ) -> TemplateResponse:
        """The page between choosing and doing, with what the choice consists of."""
        chosen = list(rows)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "rows": chosen,
            "counts": counts_of(chosen, kind),
            "form": form,
            "action": request.POST.get("action", ""),
            "checkbox": admin.helpers.ACTION_CHECKBOX_NAME,
            "change_page": f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
            "list_page": f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist",
            "media": self.media + form.media if form is not None else self.media,
        }
        return TemplateResponse(request, "admin/articles/deal/decide.html", context)


class DealBulk(BulkActions):
    """The acts of the list of deals."""

    @admin.action(description=_("Accept"), permissions=["change"])
    def accept_deals(self, request: HttpRequest, deals: QuerySet[Deal]) -> HttpResponse | None:
        """Accept all that are chosen."""
        return self.decide_about_many(request, deals, kind=BulkAct.Kind.ACCEPT, title=_("Accept"), form=None)

    @admin.action(description=_("Reject …"), permissions=["change"])
    def reject_deals(self, request: HttpRequest, deals: QuerySet[Deal]) -> HttpResponse | None:
        """Reject all that are chosen, for one reason."""
        form = RejectForm(request.POST if "decide" in request.POST else None)
        return self.decide_about_many(request, deals, kind=BulkAct.Kind.REJECT, title=_("Reject"), form=form)

    @admin.action(description=_("Tag …"), permissions=["change"])
    def label_deals(self, request: HttpRequest, deals: QuerySet[Deal]) -> HttpResponse | None:
        """Add one tag to all that are chosen, or remove it."""
        form = LabelForm(request.POST if "decide" in request.POST else None, site=self.admin_site)
        return self.decide_about_many(request, deals, kind=BulkAct.Kind.LABEL, title=_("Tag"), form=form)

    @admin.action(description=_("Assign …"), permissions=["change"])
    def assign_deals(self, request: HttpRequest, deals: QuerySet[Deal]) -> HttpResponse | None:
        """Let one curator have what waits of all that are chosen."""
        form = AssignForm(request.POST if "decide" in request.POST else None)
        return self.decide_about_many(request, deals, kind=BulkAct.Kind.ASSIGN, title=_("Assign"), form=form)


class ArticleBulk(BulkActions):
    """The act of the list of articles."""

    @admin.action(description=_("Tag …"), permissions=["change"])
    def tag_articles(self, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse | None:
        """Add one tag to all that are chosen, or remove it."""
        form = TagForm(request.POST if "decide" in request.POST else None, site=self.admin_site)
        return self.decide_about_many(request, articles, kind=BulkAct.Kind.RETAG, title=_("Tag"), form=form)


def counts_of(rows: list[Any], kind: str) -> list[tuple[Any, int]]:
    """Count the chosen deals by their review, and those that take a second person; nothing of articles."""
    if not rows or not isinstance(rows[0], Deal):
        return []
    counts: list[tuple[Any, int]] = list(Counter(deal.get_review_display() for deal in rows).items())
    if kind == BulkAct.Kind.ACCEPT:
        # The reports were fetched with the deals.
        sources = ((deal, [(r.article_id, r.tier, r.publisher) for r in deal.reports.all()]) for deal in rows)
        if two := sum(bool(why_two(deal, told)) for deal, told in sources):
            counts.append((_("need a second person"), two))
    if kind == BulkAct.Kind.REJECT and len(rows) > FEW:
        counts.append((_("more than 50: nothing happens until a second person agrees"), len(rows)))
    return counts
