"""What went out, what waits for a person, and the kill switch."""

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from dashboards.digests.actions import delivering, halting
from dashboards.digests.admin.history import HistoryAdmin
from dashboards.digests.models import Delivery, Digest, DigestItem, Halt


class ItemInline(TabularInline):
    """What a digest told."""

    model = DigestItem
    extra = 0
    can_delete = False
    fields = readonly_fields = ("deal", "article", "event")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Items are chosen by the planner."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[DigestItem]:
        """With their deals, in one query."""
        return super().get_queryset(request).select_related("deal", "article")


@admin.register(Digest)
class DigestAdmin(HistoryAdmin):
    """One mail of one period."""

    list_display = ("period", "frequency", "subscriber", "state", "period_end")
    list_filter = ("frequency", "delivery__state")
    list_select_related = ("subscriber", "delivery")
    search_fields = ("period",)
    ordering = ("-period_end", "pk")
    inlines = (ItemInline,)

    @admin.display(description=_("delivery"))
    def state(self, digest: Digest) -> str:
        """Where its mail is."""
        return digest.delivery.get_state_display() if hasattr(digest, "delivery") else ""


@admin.register(Delivery)
class DeliveryAdmin(HistoryAdmin):
    """Mails on their way. Ambiguous ones wait for a person: sent, or send again."""

    list_display = ("subject", "state", "attempts", "next_attempt_at", "sent_at", "error_class", "error")
    list_filter = ("state", "error_class")
    ordering = ("-pk",)
    fields = ("digest", "state", "subject", "language", "message_id", "attempts", "next_attempt_at", "give_up_at",
              "lease_until", "rendered_at", "sent_at", "error_class", "error")  # fmt: skip
    actions = ("mark_as_sent", "send_once_more")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """The list; it says so where no mail server is set and mails go to files."""
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            words = _("No mail server is set (EMAIL_URL): mails are written to %(folder)s.")
            self.message_user(request, words % {"folder": settings.EMAIL_FILE_PATH}, messages.WARNING)
        if halt := Halt.objects.filter(ended_at__isnull=True).first():
            words = _("All digests are stopped: %(reason)s.") % {"reason": halt.reason}
            self.message_user(request, words, messages.WARNING)
        return super().changelist_view(request, extra_context)

    @admin.action(description=_("Ambiguous ones: they arrived"), permissions=["settle"])
    def mark_as_sent(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        """A person knows that they arrived."""
        number = sum(delivering.mark_sent(delivery, now=timezone.now()) for delivery in deliveries)
        self.message_user(request, _("Marked as sent: %(n)d.") % {"n": number}, messages.SUCCESS)

    @admin.action(description=_("Ambiguous ones: send once more"), permissions=["settle"])
    def send_once_more(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        """A person knows that they did not arrive."""
        number = sum(delivering.send_again(delivery, now=timezone.now()) for delivery in deliveries)
        self.message_user(request, _("To be sent again: %(n)d.") % {"n": number}, messages.SUCCESS)

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """Who may decide about uncertain mails."""
        return request.user.has_perm("digests.change_delivery")


@admin.register(Halt)
class HaltAdmin(ModelAdmin):
    """The kill switch. Adding one stops all digests at once; ending it lets them go on."""

    list_display = ("started_at", "reason", "ended_at")
    ordering = ("-pk",)
    fields = ("reason",)
    actions = ("go_on",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Kept as history."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        """What was written once stays."""
        return ("reason",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Halt, form: object, change: bool) -> None:
        """Put the switch on; where it is on already the first reason stays."""
        if not change:
            halting.halt(f"{obj.reason} ({request.user})", now=timezone.now())
            obj.pk = Halt.objects.filter(ended_at__isnull=True).values_list("pk", flat=True).get()

    @admin.action(description=_("Let the mails go on"), permissions=["change"])
    def go_on(self, request: HttpRequest, halts: QuerySet[Halt]) -> None:
        """Take the switch off."""
        was_on = halting.go_on(now=timezone.now())
        self.message_user(request, _("Mails go on.") if was_on else _("Nothing was stopped."), messages.SUCCESS)
