"""Deals: the review list, and a page with the evidence beside the fields. Every button calls a curation action."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.actions.curation import (
    CannotSplit,
    InvalidCorrection,
    MergedAway,
    NeedsAnotherPerson,
    accept_deal,
    correct_deal,
    reject_deal,
    split_deal,
)
from articles.actions.curation.wording import SCOPES, field_name, reason_name
from articles.admin.dealbulk import DealBulk
from articles.admin.dealform import DealForm, RejectForm
from articles.admin.dealhistory import history_of
from articles.admin.deallines import found_deals, lines_view
from articles.admin.exchange import DealResource, ExportAdmin
from articles.admin.reading import ReadingAdmin, cut, is_number, unbroken
from articles.models import BulkAct, Deal, DealReport, Evidence, Party
from articles.models.deal import NO_LONGER_TOLD, REJECTION

TELLING = ("deal", "type", "status", "parties", "amount", "date")
"""The fields whose quote stands for a deal in the list, best first."""


class RejectedByFilter(admin.SimpleListFilter):
    """Who took a rejected deal away."""

    title = _("rejected by")
    parameter_name = "rejected_by"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, object]]:
        """A person, or a reading that found it no more."""
        return [("person", _("a person")), ("reading", _("the machine: no longer found in its source"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deal]) -> QuerySet[Deal]:
        """The rejected deals of the chosen kind."""
        rejected = queryset.filter(review=Deal.Review.REJECTED)
        if self.value() == "person":
            return rejected.exclude(review_reason=NO_LONGER_TOLD)
        return rejected.filter(review_reason=NO_LONGER_TOLD) if self.value() == "reading" else queryset


@admin.register(Deal)
class DealAdmin(DealBulk, ExportAdmin, ReadingAdmin):
    """The deals as curators see them: accept, reject with a reason, correct."""

    form = DealForm
    resource_classes = (DealResource,)
    change_form_template = "admin/articles/deal/change_form.html"
    list_display = ("told", "review", "kind", "party_names", "money", "sureness", "filed")
    list_filter = ("review", RejectedByFilter, "status", "type", "scope", "is_starter", "is_bundle")
    search_fields = ("title", "title_zh_hant", "title_zh_hans", "title_pt", "slug", "parties__name")
    search_help_text = _("Title, slug or party")
    ordering = (F("filed_on").desc(nulls_last=True), "-pk")
    actions = ("accept_deals", "reject_deals", "label_deals", "assign_deals")
    readonly_fields = ("title", "slug", "review_in_words", "rung", "scope_in_words", "evidence")
    fieldsets = (
        (None, {"fields": ("title", "review_in_words", "evidence")}),
        (
            _("What it is"),
            {"fields": ("type", "status", "rung", "scope_in_words", "mechanism"), "classes": ("deal-fields",)},
        ),
        (_("Who and where"), {"fields": ("party_lines", "cities", "sectors"), "classes": ("deal-fields",)}),
        (
            _("Money and date"),
            {
                "fields": (("amount", "amount_max"), ("currency", "amount_bound"), ("agreed_on", "date_precision")),
                "classes": ("deal-fields",),
            },
        ),
        (None, {"fields": ("note", "seen"), "classes": ("deal-fields",)}),
    )

    class Media:
        """Evidence beside fields, on a phone above them."""

        css = {"all": ("css/desk.css",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Deal | None = None) -> tuple[str, ...]:
        """What follows from the rest, or belongs to the newsroom."""
        return self.readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Deal]:
        """With parties and evidence, in a fixed number of queries."""
        reports = DealReport.objects.defer("fields").select_related("article").order_by("published_on", "pk")
        reports = reports.defer("article__text", "article__body", "article__quarantined_text", "fields")
        return (
            super()
            .get_queryset(request)
            .select_related("mechanism", "reviewed_by")
            .prefetch_related(
                Prefetch("parties", Party.objects.order_by("position", "pk")),
                Prefetch("reports", reports.prefetch_related(Prefetch("evidence", Evidence.objects.order_by("pk")))),
            )
        )

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Deal]:
        """The list as it is filtered, with no more than its table tells."""
        return super().get_export_queryset(request).prefetch_related(None).prefetch_related("parties", "tags")

    # --- What the list shows

    @admin.display(description=_("title"), ordering="title")
    def told(self, deal: Deal) -> str:
        """The title, below it the words that say most of it."""
        return format_html('{}<small class="desk-quote">{}</small>', deal.title, self.quote(deal))

    @admin.display(description=_("type and status"), ordering="type")
    def kind(self, deal: Deal) -> str:
        """What it is and how far."""
        return f"{deal.get_type_display()}, {deal.get_status_display()}"

    @admin.display(description=_("filed on"), ordering=F("filed_on").desc(nulls_last=True))
    def filed(self, deal: Deal) -> str:
        """The day by which it is filed."""
        return unbroken(f"{deal.filed_on:%Y-%m-%d}") if deal.filed_on else "–"

    @admin.display(description=_("parties"))
    def party_names(self, deal: Deal) -> str:
        """The signatories."""
        return cut("; ".join(p.name for p in deal.parties.all() if p.role == Party.Role.SIGNATORY), 90)

    @admin.display(description=_("amount"), ordering="amount_usd")
    def money(self, deal: Deal) -> str:
        """Amount and currency as stated."""
        return f"{deal.currency} {deal.amount:,.0f}" if deal.amount is not None else ""

    @admin.display(description=_("confidence"), ordering="confidence")
    def sureness(self, deal: Deal) -> str:
        """How sure the machine is."""
        return f"{deal.confidence:.2f}"

    def quote(self, deal: Deal) -> str:
        """The words that say most of it."""
        quotes = {e.field: e.quote for report in deal.reports.all() for e in report.evidence.all()}
        best = next((quotes[field] for field in TELLING if field in quotes), next(iter(quotes.values()), ""))
        return cut(best) or (_("source, no quotation kept") if deal.is_starter else "")

    # --- What the page shows

    @admin.display(description=_("review"))
    def review_in_words(self, deal: Deal) -> str:
        """What people have said of it."""
        words = [deal.get_review_display()]
        if deal.review_reason:
            words.append(f"({reason_name(deal.review_reason)})")
        if deal.reviewed_at:
            when = timezone.localtime(deal.reviewed_at)
            who = deal.reviewed_by or _("somebody")
            words.append(_("by %(name)s on %(day)s") % {"name": who, "day": f"{when:%Y-%m-%d %H:%M}"})
        elif deal.is_no_longer_told and (taken := deal.events.filter(event__startswith=REJECTION).last()):
            day = f"{timezone.localtime(taken.happened_at):%Y-%m-%d %H:%M}"
            words.append(_("by %(name)s on %(day)s") % {"name": _("the machine"), "day": day})
        return " ".join([*words, deal.review_note])

    @admin.display(description=_("Scope"))
    def scope_in_words(self, deal: Deal) -> str:
        """Within the bay area, or with an outside partner."""
        return str(SCOPES.get(deal.scope, "–"))

    @admin.display(description=_("evidence"))
    def evidence(self, deal: Deal) -> str:
        """Each report with its quotes, by field."""
        reports = list(deal.reports.all())
        for report in reports:
            report.pieces = [(piece, field_name(piece.field)) for piece in report.evidence.all()]
        return render_to_string("admin/articles/deal/_evidence.html", {"deal": deal, "reports": reports})

    # --- Correcting

    def save_model(self, request: HttpRequest, obj: Deal, form: DealForm, change: bool) -> None:
        """Each changed field is a correction, all of one moment; the row itself is written by the action alone."""
        now, note = timezone.now(), form.cleaned_data["note"]
        for field, value in form.corrections().items():
            correct_deal(deal=obj, field=field, value=value, by=request.user, now=now, note=note)

    def save_related(self, request: HttpRequest, form: DealForm, formsets: Iterable[Any], change: bool) -> None:
        """Nothing beside: cities and sectors were corrected with the rest."""

    @csrf_protect_m
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; a value that the action refuses is said, and nothing of that save stays."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except InvalidCorrection as refused:
            self.message_user(request, _("Not saved. %(why)s") % {"why": refused}, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    # --- Deciding

    def get_urls(self) -> list[URLPattern]:
        """The pages of the two decisions, before the catch-all."""
        own = [
            path("<int:pk>/split/", self.admin_site.admin_view(self.split_view), name="articles_deal_split"),
            path("<int:pk>/join/", self.admin_site.admin_view(self.join_view), name="articles_deal_join"),
            path("<int:pk>/lines/", self.admin_site.admin_view(self.lines_view), name="articles_deal_lines"),
            path("<int:pk>/accept/", self.admin_site.admin_view(self.accept_view), name="articles_deal_accept"),
            path("<int:pk>/reject/", self.admin_site.admin_view(self.reject_view), name="articles_deal_reject"),
        ]
        return own + super().get_urls()

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept one deal; POST only."""
        deal = self._to_review(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            decision = accept_deal(deal=deal, by=request.user, now=timezone.now())
        except NeedsAnotherPerson:
            words = _("You have accepted it already: another person has to agree.")
            self.message_user(request, words, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_deal_change", args=[pk]))
        except MergedAway:
            self.message_user(request, _("It was merged into another deal, which stands for it."), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_deal_change", args=[pk]))
        if decision.action == "first_accept":
            return self._done(request, deal, _("Accepted by you, a second person has to agree"))
        return self._done(request, deal, _("Accepted"))

    def reject_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason, then reject one deal."""
        deal = self._to_review(request, pk)
        form = RejectForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            reject_deal(deal=deal, by=request.user, now=timezone.now(), **form.cleaned_data)
            return self._done(request, deal, _("Rejected"))
        one = Deal.objects.filter(pk=pk)
        return self.ask_about_many(request, one, kind=BulkAct.Kind.REJECT, title=_("Reject"), form=form)

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose the reports that tell of a deal of its own."""
        deal = self._to_review(request, pk)
        reports = deal.reports.select_related("article").order_by("published_on", "pk")
        if request.method == "POST":
            chosen = [report for report in reports if str(report.pk) in request.POST.getlist("report")]
            try:
                other = split_deal(
                    deal=deal, reports=chosen, by=request.user, now=timezone.now(), note=request.POST.get("note", "")
                )
            except CannotSplit as refused:
                self.message_user(request, _("Not split: %(why)s.") % {"why": refused}, messages.ERROR)
                return HttpResponseRedirect(request.get_full_path())
            return self._done(request, other, _("Split off"))
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Split"), "deal": deal,
                   "reports": reports}  # fmt: skip
        return TemplateResponse(request, "admin/articles/deal/split.html", context)

    def join_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Find the deal that this one is to be compared and merged with, by its address or words of its title."""
        deal = self._to_review(request, pk)
        words = request.GET.get("q", "").strip()[:200]
        found = found_deals(words, but=pk)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Merge with …"), "deal": deal,
                   "words": words, "found": found}  # fmt: skip
        return TemplateResponse(request, "admin/articles/deal/join.html", context)

    def lines_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the deal carries on, what carries it on, and of which bundle it is a part."""
        return lines_view(request, self._to_review(request, pk), self.admin_site, self.opts)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every act on the deal, what stood before beside what stood after; each can be taken back from the list."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        deal = get_object_or_404(Deal, pk=object_id if is_number(object_id) else None)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("History"), "deal": deal,
                   "acts": history_of(deal)}  # fmt: skip
        return TemplateResponse(request, "admin/articles/deal/history.html", context)

    def _to_review(self, request: HttpRequest, pk: int) -> Deal:
        """The deal, if this person may decide about it; 403 comes before 404, so ids cannot be tried out."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(Deal, pk=pk)

    def _done(self, request: HttpRequest, deal: Deal, word: str) -> HttpResponse:
        """Back to the deal, with a word about it."""
        self.message_user(request, f"{word}: {deal.title}", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_deal_change", args=[deal.pk]))
