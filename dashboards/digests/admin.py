"""The mail room on the desk: who gets what, what went out, and what needs a person."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from articles.admin.reading import ReadingAdmin
from articles.models import Heartbeat
from dashboards.digests import tokens
from dashboards.digests.actions import collecting, delivering, halting, subscribing, testing
from dashboards.digests.composing import Mail
from dashboards.digests.models import (
    LANGUAGES,
    Bounce,
    Delivery,
    Digest,
    DigestItem,
    Halt,
    Signup,
    Subscriber,
    Subscription,
    Suppression,
)
from dashboards.digests.showing import show_mail


class HistoryAdmin(ReadingAdmin):
    """Rows that nobody changes by hand."""

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """To read only."""
        return False


class SubscriptionInline(TabularInline):
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

    list_display = ("masked_email", "language", "timezone", "hour", "with_weekends", "created_at")
    list_filter = ("language",)
    search_fields = ("email_hash",)
    search_help_text = _("The whole address")
    ordering = ("-pk",)
    fields = ("masked_email", "language", "timezone", "hour", "with_weekends", "created_at", "next_digest")
    readonly_fields = ("masked_email", "next_digest")
    inlines = (SubscriptionInline,)
    actions = ("send_test",)

    def get_urls(self) -> list[URLPattern]:
        """With the page that shows what a subscriber would get."""
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", view, name="digests_subscriber_preview"), *super().get_urls()]

    @admin.display(description=_("the next digest as it stands now"))
    def next_digest(self, subscriber: Subscriber) -> SafeString:
        """Links to it: each frequency in each language, as HTML, plain text and raw source."""
        address = reverse("admin:digests_subscriber_preview", args=[subscriber.pk])
        held = {row.frequency for row in subscriber.subscriptions.all()}
        rows = [
            (address, frequency, language, part, f"{frequency} {name} ({part})")
            for frequency in sorted(held)
            for language, name in LANGUAGES
            for part in ("html", "text", "source")
        ]
        return format_html_join("", '<a href="{}?frequency={}&amp;language={}&amp;part={}">{}</a><br>', rows)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What this subscriber would get, with links that open nothing, for who may see subscribers."""
        subscriber = self.get_object(request, str(pk))
        if subscriber is None or not self.has_view_permission(request, subscriber):
            raise Http404
        frequency, language = request.GET.get("frequency", ""), request.GET.get("language", subscriber.language)
        message = testing.specimen(
            subscriber, frequency=frequency, language=language, to="reader@localhost", now=timezone.now()
        )
        if message is None:
            return HttpResponse(_("Nothing to tell yet."), content_type="text/plain; charset=utf-8")
        part = request.GET.get("part", "html")
        if part == "source":
            return HttpResponse(message.message().as_bytes(), content_type="text/plain; charset=utf-8")
        return show_mail(Mail(message.subject, str(message.body), str(message.alternatives[0][0])), part)

    @admin.action(description=_("Send me a test: the next digest as it stands now"), permissions=["view"])
    def send_test(self, request: HttpRequest, subscribers: QuerySet[Subscriber]) -> None:
        """To the staff member's own address, marked as a test; changes nothing of the subscriber."""
        if not request.user.email:
            self.message_user(request, _("Your account has no address to send to."), messages.ERROR)
            return
        number = 0
        for subscriber in subscribers[: testing.MAX_TESTS]:
            number += testing.send_test(subscriber, to=request.user.email, now=timezone.now())
        words = _("Tests sent to %(address)s: %(n)d.") % {"address": request.user.email, "n": number}
        self.message_user(request, words, messages.SUCCESS)

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


@admin.register(Bounce)
class BounceAdmin(HistoryAdmin):
    """What came back; the domains with most of it stand on top."""

    list_display = ("happened_at", "kind", "domain", "detail")
    list_filter = ("kind",)
    search_fields = ("domain",)
    ordering = ("-happened_at", "-pk")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """The list, with the domains of the last 30 days; it says so where the mailbox is not read."""
        if settings.BOUNCE_MAILBOX and not Heartbeat.objects.filter(
            name=collecting.SEEN, seen_at__gt=timezone.now() - collecting.SILENT
        ):
            words = _(
                "The mailbox of BOUNCE_MAILBOX was not read within the last hour: the log of the worker says why."
            )
            self.message_user(request, words, messages.WARNING)
        since = timezone.now() - timedelta(days=30)
        rows = Bounce.objects.filter(happened_at__gt=since).values_list("domain").annotate(n=Count("pk"))
        if worst := [f"{domain} {n}" for domain, n in rows.order_by("-n", "domain")[:5]]:
            words = _("Most in 30 days: %(domains)s.") % {"domains": ", ".join(worst)}
            self.message_user(request, words, messages.INFO)
        return super().changelist_view(request, extra_context)


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


@admin.register(Suppression)
class SuppressionAdmin(HistoryAdmin):
    """Addresses that get no mail, as hashes; lifting one needs the right to delete."""

    list_display = ("created_at", "reason", "email_hash")
    list_filter = ("reason",)
    ordering = ("-pk",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Who has the right may lift a suppression."""
        return request.user.has_perm("digests.delete_suppression")
