"""Feeds: how each does, in words; pause, resume, poll soon."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.reading import ReadingAdmin, link
from articles.models import Feed, Poll


@admin.register(Feed)
class FeedAdmin(ReadingAdmin):
    """The sources. Addresses come in by ``feeds import``; here an editor sets how they are treated."""

    list_display = ("slug", "publisher", "tier", "state_in_words", "last_success_at", "next_poll_at", "failures")
    list_filter = ("state", "last_outcome", "tier", "language")
    search_fields = ("slug", "title", "publisher", "url")
    search_help_text = "Slug, title, publisher or address"
    ordering = ("slug",)
    actions = ("pause_feeds", "resume_feeds", "poll_feeds_soon")
    readonly_fields = ("address", "state_in_words")
    editable = ("title", "publisher", "tier", "encoding", "interval_seconds", "timezone", "note")
    fieldsets = (
        (None, {"fields": ("slug", "address", "title", "publisher", "tier", "note")}),
        (
            "How it does",
            {"fields": ("state_in_words", "last_polled_at", "last_success_at", "last_entry_at", "last_error")},
        ),
        (
            "How it is polled",
            {"fields": ("interval_seconds", "next_poll_at", "timezone", "encoding", "language", "kind")},
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Feed | None = None) -> list[str]:
        """All but what an editor sets."""
        return [name for name in super().get_readonly_fields(request, obj) if name not in self.editable]

    @admin.display(description="state", ordering="state")
    def state_in_words(self, feed: Feed) -> str:
        """Whether it is polled, and how the last poll ended."""
        words = [feed.get_state_display()]
        if feed.state_reason:
            words.append(f"({feed.state_reason})")
        if feed.last_outcome:
            status = f" {feed.last_http_status}" if feed.last_outcome == Feed.Outcome.HTTP_ERROR else ""
            words.append(f"– last poll: {feed.get_last_outcome_display()}{status}")
        else:
            words.append("– not polled yet")
        if feed.failing_since_at:
            words.append(f"– failing since {timezone.localtime(feed.failing_since_at):%d %b %H:%M}")
        return " ".join(words)

    @admin.display(description="address")
    def address(self, feed: Feed) -> str:
        """The address as a link."""
        return link(feed.url)

    @admin.action(description="Pause", permissions=["change"])
    def pause_feeds(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Poll them no longer."""
        number = feeds.pause(reason=f"paused by {request.user.get_username()}")
        self.message_user(request, f"Paused: {number}.", messages.SUCCESS)

    @admin.action(description="Resume", permissions=["change"])
    def resume_feeds(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Poll paused, suspended and gone ones again."""
        self.message_user(request, f"Resumed: {feeds.resume(now=timezone.now())}.", messages.SUCCESS)

    @admin.action(description="Poll soon", permissions=["change"])
    def poll_feeds_soon(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Make active ones due."""
        self.message_user(request, f"Due now: {feeds.poll_soon(now=timezone.now())}.", messages.SUCCESS)


@admin.register(Poll)
class PollAdmin(ReadingAdmin):
    """How each poll went."""

    list_display = ("started_at", "feed", "outcome", "http_status", "entries", "new", "updated", "seconds", "error")
    list_filter = ("outcome",)
    list_select_related = ("feed",)
    search_fields = ("feed__slug",)
    ordering = ("-pk",)
