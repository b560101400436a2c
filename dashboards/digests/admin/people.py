"""Who gets what: subscribers, their subscriptions, sign-ups, and addresses that get nothing."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from dashboards.digests import tokens
from dashboards.digests.actions import subscribing, testing
from dashboards.digests.admin.history import HistoryAdmin
from dashboards.digests.composing import Mail
from dashboards.digests.models import LANGUAGES, Signup, Subscriber, Subscription, Suppression
from dashboards.digests.showing import show_mail


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

    list_display = ("masked_email", "language", "timezone", "hour", "weekday", "with_weekends", "created_at")
    list_filter = ("language",)
    search_fields = ("email_hash",)
    search_help_text = _("The whole address")
    ordering = ("-pk",)
    fields = ("masked_email", "language", "timezone", "hour", "weekday", "with_weekends", "created_at", "next_digest")
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
        return queryset.filter(email_hash__in=tokens.hashes_of_email(search_term.strip())), False

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


@admin.register(Suppression)
class SuppressionAdmin(HistoryAdmin):
    """Addresses that get no mail, as hashes; lifting one needs the right to delete."""

    list_display = ("created_at", "reason", "email_hash")
    list_filter = ("reason",)
    ordering = ("-pk",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Who has the right may lift a suppression."""
        return request.user.has_perm("digests.delete_suppression")
