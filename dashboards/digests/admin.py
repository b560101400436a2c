"""The mail room on the desk: who gets what, what went out, and what needs a person."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.admin.reading import ReadingAdmin
from dashboards.digests import tokens
from dashboards.digests.actions import delivering, subscribing
from dashboards.digests.models import (
    Delivery,
    Digest,
    DigestItem,
    Signup,
    Subscriber,
    Subscription,
    Suppression,
)


class HistoryAdmin(ReadingAdmin):
    """Rows that nobody changes by hand."""

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """To read only."""
        return False


class SubscriptionInline(admin.TabularInline):
    """What one subscriber asked for."""

    model = Subscription
    extra = 0
    can_delete = False
    fields = readonly_fields = ("frequency", "filters", "state", "paused_until", "confirmed_at", "unsubscribed_at")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Subscriptions are made by their readers."""
        return False


@admin.register(Subscriber)
class SubscriberAdmin(HistoryAdmin):
    """Addresses, masked in lists; found by the whole address. Deleting is the reader's wish, carried out."""

    list_display = ("masked_email", "language", "timezone", "hour", "created_at")
    list_filter = ("language",)
    search_fields = ("email_hash",)
    search_help_text = "The whole address"
    ordering = ("-pk",)
    fields = ("masked_email", "language", "timezone", "hour", "created_at")
    readonly_fields = ("masked_email",)
    inlines = (SubscriptionInline,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Subscriber], search_term: str
    ) -> tuple[QuerySet[Subscriber], bool]:
        """Only a whole address finds its row, so the list cannot be fished through."""
        if not search_term:
            return queryset, False
        return queryset.filter(email_hash=tokens.hash_email(search_term.strip())), False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Who has the right may carry out a reader's wish to be forgotten."""
        return request.user.has_perm("digests.delete_subscriber")

    def get_deleted_objects(self, objs: Iterable[Subscriber], request: HttpRequest) -> tuple[list, dict, set, list]:
        """All that hangs on a subscriber goes with it, also what cannot be deleted by itself."""
        to_delete, counts, _, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: Subscriber) -> None:
        """Forget the subscriber as its own button does."""
        subscribing.forget(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Subscriber]) -> None:
        """Forget each."""
        for subscriber in queryset:
            subscribing.forget(subscriber)


@admin.register(Subscription)
class SubscriptionAdmin(HistoryAdmin):
    """What is asked for."""

    list_display = ("subscriber", "frequency", "filters", "state", "paused_until", "confirmed_at")
    list_filter = ("state", "frequency")
    list_select_related = ("subscriber",)
    ordering = ("-pk",)


@admin.register(Signup)
class SignupAdmin(HistoryAdmin):
    """Wishes and what became of them; without addresses."""

    list_display = ("created_at", "state", "frequency", "language", "network", "mailed_at", "confirmed_at")
    list_filter = ("state", "frequency", "language")
    ordering = ("-pk",)
    fields = ("created_at", "state", "frequency", "filters", "language", "timezone", "hour", "network", "consent_text",
              "attempts", "mailed_at", "confirmed_at", "expires_at")  # fmt: skip


class ItemInline(admin.TabularInline):
    """What a digest told."""

    model = DigestItem
    extra = 0
    can_delete = False
    fields = readonly_fields = ("deal", "event")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Items are chosen by the planner."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[DigestItem]:
        """With their deals, in one query."""
        return super().get_queryset(request).select_related("deal")


@admin.register(Digest)
class DigestAdmin(HistoryAdmin):
    """One mail of one period."""

    list_display = ("period", "frequency", "subscriber", "state", "period_end")
    list_filter = ("frequency", "delivery__state")
    list_select_related = ("subscriber", "delivery")
    search_fields = ("period",)
    ordering = ("-period_end", "pk")
    inlines = (ItemInline,)

    @admin.display(description="delivery")
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
            words = f"No mail server is set (EMAIL_URL): mails are written to {settings.EMAIL_FILE_PATH}."
            self.message_user(request, words, messages.WARNING)
        return super().changelist_view(request, extra_context)

    @admin.action(description="Ambiguous ones: they arrived", permissions=["settle"])
    def mark_as_sent(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        """A person knows that they arrived."""
        number = sum(delivering.mark_sent(delivery, now=timezone.now()) for delivery in deliveries)
        self.message_user(request, f"Marked as sent: {number}.", messages.SUCCESS)

    @admin.action(description="Ambiguous ones: send once more", permissions=["settle"])
    def send_once_more(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        """A person knows that they did not arrive."""
        number = sum(delivering.send_again(delivery, now=timezone.now()) for delivery in deliveries)
        self.message_user(request, f"To be sent again: {number}.", messages.SUCCESS)

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """Who may decide about uncertain mails."""
        return request.user.has_perm("digests.change_delivery")


@admin.register(Suppression)
class SuppressionAdmin(HistoryAdmin):
    """Addresses that get no mail, as hashes; lifting one needs the right to delete."""

    list_display = ("created_at", "reason", "email_hash")
    list_filter = ("reason",)
    ordering = ("-pk",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Who has the right may lift a suppression."""
        return request.user.has_perm("digests.delete_suppression")
