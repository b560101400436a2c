"""The history of what curators did: to read, and to undo; never to change."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.actions.curation import CannotUndo, undo
from articles.actions.curation.undoing import UNDO_WITHIN
from articles.actions.curation.wording import act_name, reason_name
from articles.admin.dealhistory import values_in_words
from articles.admin.reading import ReadingAdmin, cut, unbroken
from articles.models import ReviewDecision
from articles.models.article import LONG_FIELDS_BESIDE


@admin.register(ReviewDecision)
class ReviewDecisionAdmin(ReadingAdmin):
    """Who decided what, when and why; the value before beside the value after."""

    list_display = ("when", "decided_by", "act", "about", "before", "after", "why", "undone")
    list_filter = ("action", "reason")
    list_select_related = ("deal", "article", "decided_by")
    search_fields = ("deal__title", "deal__slug", "decided_by__username")
    ordering = ("-pk",)
    actions = ("undo_decisions",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReviewDecision]:
        """Without the long texts of the articles."""
        rows = super().get_queryset(request).select_related("deal", "article", "decided_by")
        return rows.defer(*LONG_FIELDS_BESIDE)

    @admin.display(description=_("when"), ordering="decided_at")
    def when(self, decision: ReviewDecision) -> str:
        """The minute."""
        return unbroken(f"{timezone.localtime(decision.decided_at):%Y-%m-%d %H:%M}")

    @admin.display(description=_("about"))
    def about(self, decision: ReviewDecision) -> str:
        """The deal or the article."""
        return cut((decision.deal or decision.article).title, 80)

    @admin.display(description=_("taken back"), ordering="undone_at")
    def undone(self, decision: ReviewDecision) -> str:
        """When it was taken back, if it was."""
        return f"{timezone.localtime(decision.undone_at):%Y-%m-%d %H:%M}" if decision.undone_at else "–"

    @admin.display(description=_("what"), ordering="action")
    def act(self, decision: ReviewDecision) -> str:
        """What was done, and to which field."""
        return cut(act_name(decision), 60)

    @admin.display(description=_("before"))
    def before(self, decision: ReviewDecision) -> str:
        """What stood before."""
        return cut(values_in_words(decision)[0], 80)

    @admin.display(description=_("after"))
    def after(self, decision: ReviewDecision) -> str:
        """What stood after."""
        return cut(values_in_words(decision)[1], 80)

    @admin.display(description=_("why"), ordering="reason")
    def why(self, decision: ReviewDecision) -> str:
        """The reason, and the note for colleagues."""
        return cut(" ".join(filter(None, (reason_name(decision.reason), decision.note))), 80)

    def has_change_permission(self, request: HttpRequest, obj: ReviewDecision | None = None) -> bool:
        """Nobody rewrites history."""
        return False

    def has_undo_permission(self, request: HttpRequest) -> bool:
        """Who may decide may take back."""
        return request.user.has_perm("articles.change_deal")

    @admin.action(description=_("Undo"), permissions=["undo"])
    def undo_decisions(self, request: HttpRequest, decisions: QuerySet[ReviewDecision]) -> None:
        """Take back one's own of the last day; others and older ones need the right to change decisions (editors)."""
        done = refused = 0
        may_undo_others = request.user.has_perm("articles.change_reviewdecision")
        for decision in decisions.order_by("-pk"):
            is_own = decision.decided_by_id == request.user.pk and decision.decided_at > timezone.now() - UNDO_WITHIN
            if not is_own and not may_undo_others:
                refused += 1
                continue
            try:
                undo(decision=decision, by=request.user, now=timezone.now())
                done += 1
            except CannotUndo:
                refused += 1
        self.message_user(request, _("Undone: %(n)d.") % {"n": done}, messages.SUCCESS)
        if refused:
            words = _("Not undone: %(n)d (undone already, not to be undone, or another person's).") % {"n": refused}
            self.message_user(request, words, messages.WARNING)
