"""Milestones: dated facts beside the deals."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.actions.desk_edits import edit_milestone
from articles.admin.kepthistory import KeptHistory
from articles.admin.reading import ReadingAdmin, link
from articles.models import Milestone


@admin.register(Milestone)
class MilestoneAdmin(KeptHistory, ReadingAdmin):
    """What stands on the timeline without being a deal. An editor may correct its words, its day and its review."""

    list_display = ("title", "happened_on", "type", "status", "review", "source_publisher")
    list_filter = ("review", "status", "type")
    search_fields = ("title", "title_zh_hant", "title_zh_hans", "title_pt", "slug")
    ordering = ("-happened_on", "-pk")
    list_select_related = ("mechanism",)
    readonly_fields = ("source",)
    editable = (
        "title", "title_zh_hant", "title_zh_hans", "title_pt", "summary", "summary_zh_hant", "summary_zh_hans",
        "summary_pt", "happened_on", "type", "status", "review",
    )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Milestone | None = None) -> list[str]:
        """All but what an editor sets."""
        return [name for name in super().get_readonly_fields(request, obj) if name not in self.editable]

    def save_model(self, request: HttpRequest, obj: Milestone, form: Any, change: bool) -> None:
        """Save it, if anything was changed or brought back."""
        if form.changed_data or self.restores(request):
            edit_milestone(milestone=obj)

    @admin.display(description=_("source"))
    def source(self, milestone: Milestone) -> str:
        """The source as a link."""
        return link(milestone.source_url, milestone.source_publisher)
