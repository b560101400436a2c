"""Milestones: dated facts beside the deals."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.reading import ReadingAdmin, link
from articles.models import Milestone


@admin.register(Milestone)
class MilestoneAdmin(ReadingAdmin):
    """What stands on the timeline without being a deal."""

    list_display = ("title", "happened_on", "type", "status", "review", "source_publisher")
    list_filter = ("review", "status", "type")
    search_fields = ("title", "title_zh_hant", "title_zh_hans", "slug")
    ordering = ("-happened_on", "-pk")
    list_select_related = ("mechanism",)
    readonly_fields = ("source",)

    @admin.display(description=_("source"))
    def source(self, milestone: Milestone) -> str:
        """The source as a link."""
        return link(milestone.source_url, milestone.source_publisher)
