"""What came back: bounces and complaints, and how much of it from which domain."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Heartbeat
from dashboards.digests.actions import collecting, halting, measuring
from dashboards.digests.admin.history import HistoryAdmin
from dashboards.digests.models import Bounce


@admin.register(Bounce)
class BounceAdmin(HistoryAdmin):
    """What came back, word by word; a page beside it adds it up by domain."""

    list_display = ("happened_at", "kind", "domain", "detail")
    list_filter = ("kind",)
    search_fields = ("domain",)
    ordering = ("-happened_at", "-pk")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """The list; it says so where the mailbox is not read."""
        if settings.BOUNCE_MAILBOX and not Heartbeat.objects.filter(
            name=collecting.SEEN, seen_at__gt=timezone.now() - collecting.SILENT
        ):
            words = _(
                "The mailbox of BOUNCE_MAILBOX was not read within the last hour: the log of the worker says why."
            )
            self.message_user(request, words, messages.WARNING)
        return super().changelist_view(request, extra_context)

    def get_urls(self) -> list[URLPattern]:
        """With the page that says how much comes back from which domain."""
        view = self.admin_site.admin_view(self.domains_view)
        return [path("domains/", view, name="digests_bounce_domains"), *super().get_urls()]

    def domains_view(self, request: HttpRequest) -> HttpResponse:
        """What went out and what came back in 30 days, by the domain of the readers' addresses."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        rows = measuring.mail_by_domain(now=timezone.now())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Returned mail by domain"),
            "days": measuring.SPAN.days,
            "rows": rows[: measuring.MAX_ROWS],
            "others": measuring.add_up(rows[measuring.MAX_ROWS :]) if len(rows) > measuring.MAX_ROWS else None,
            "whole": measuring.add_up(rows),
            "max_bounces": 100 * halting.MAX_BOUNCES,
            "max_complaints": 100 * halting.MAX_COMPLAINTS,
            "least": halting.LEAST_MAILS,
            "least_complaints": halting.LEAST_COMPLAINTS,
        }
        return TemplateResponse(request, "admin/digests/bounce/domains.html", context)
