"""Feeds: how each does, in words and as a strip; pause, resume, retry, try, find, take in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.actions.desk_edits import READING, edit_feed
from articles.actions.polling.records import FAILED
from articles.admin.exchange import ExchangeAdmin, FeedResource
from articles.admin.feedpages import FeedPages
from articles.admin.kepthistory import KeptHistory
from articles.admin.reading import ReadingAdmin, link
from articles.models import Feed, Poll

STRIP = 20
"""Polls in the strip of a feed."""
SHOWN = 50
SPIKE_SHOWN_DAYS = 7


class HealthFilter(admin.SimpleListFilter):
    """Failing, stale, or in need of a person."""

    title = _("health")
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, object]]:
        """The kinds of trouble."""
        return [
            ("failing", _("failing now")),
            ("stale", _("silent for longer than is its habit")),
            ("broken", _("in need of a person")),
            ("list", _("pages without a feed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Feed]) -> QuerySet[Feed]:
        """The feeds in the chosen trouble."""
        now = timezone.now()
        if self.value() == "failing":
            return queryset.filter(failures__gt=0).exclude(state=Feed.State.PAUSED)
        if self.value() == "stale":
            return queryset & Feed.objects.stale(now=now)
        if self.value() == "broken":
            return queryset & Feed.objects.broken(now=now)
        return queryset.exclude(recipe={}) if self.value() == "list" else queryset


@dataclass(frozen=True)
class Mark:
    """One poll in a strip: its colour and its words."""

    mood: str
    words: str


@admin.register(Feed)
class FeedAdmin(FeedPages, ExchangeAdmin, KeptHistory, ReadingAdmin):
    """The sources. Addresses come in by the pages beside the list; here an editor sets how they are treated."""

    change_list_template = "admin/articles/feed/change_list.html"
    change_form_template = "admin/articles/feed/change_form.html"
    resource_classes = (FeedResource,)
    import_address = "import_table"
    list_display = (
        "slug", "publisher", "tier", "state_in_words", "strip", "last_success_at", "next_poll_at", "failures", "retry",
    )  # fmt: skip
    list_filter = (HealthFilter, "state", "last_outcome", "tier", "language")
    search_fields = ("slug", "title", "publisher", "url")
    search_help_text = _("Slug, title, publisher or address")
    ordering = ("slug",)
    actions = ("pause_feeds", "resume_feeds", "poll_feeds_soon")
    readonly_fields = ("address", "state_in_words", "rhythm_in_words", "strip", "polls_in_words")
    editable = ("title", "publisher", "tier", "encoding", "interval_seconds", "timezone", "note")
    fieldsets = (
        (None, {"fields": ("slug", "address", "title", "publisher", "tier", "note")}),
        (
            _("How it does"),
            {
                "fields": (
                    "state_in_words", "strip", "rhythm_in_words", "last_polled_at", "last_success_at", "last_entry_at",
                    "last_error", "polls_in_words",
                )
            },
        ),
        (
            _("How it is polled"),
            {"fields": ("interval_seconds", "next_poll_at", "timezone", "encoding", "language", "kind", "recipe")},
        ),
    )  # fmt: skip

    class Media:
        """The strip."""

        css = {"all": ("css/feeds.css",)}

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """Without the button for who may not use it."""
        names = list(super().get_list_display(request))
        return names if self.has_change_permission(request) else [name for name in names if name != "retry"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feed]:
        """With the polls of the strip, in one more query."""
        newest = Poll.objects.order_by("-started_at", "-pk")[: SHOWN if self._is_form(request) else STRIP]
        return super().get_queryset(request).prefetch_related(Prefetch("polls", newest, to_attr="newest_polls"))

    @staticmethod
    def _is_form(request: HttpRequest) -> bool:
        return getattr(request.resolver_match, "url_name", "") == "articles_feed_change"

    def get_readonly_fields(self, request: HttpRequest, obj: Feed | None = None) -> list[str]:
        """All but what an editor sets."""
        return [name for name in super().get_readonly_fields(request, obj) if name not in self.editable]

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        """Save what was changed; of a former version all that an editor sets, and how its page was read."""
        kept = {field.name for field in Feed.history.model.tracked_fields}
        former = [name for name in (*self.editable, *READING) if name in kept]
        edit_feed(feed=obj, fields=former if self.restores(request) else form.changed_data)

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, feed: Feed) -> str:
        """Whether it is polled, and how the last poll ended."""
        words = [feed.get_state_display()]
        if feed.state_reason:
            words.append(f"({feed.state_reason})")
        if feed.last_outcome:
            status = f" {feed.last_http_status}" if feed.last_outcome == Feed.Outcome.HTTP_ERROR else ""
            words.append(_("– last poll: %(outcome)s") % {"outcome": f"{feed.get_last_outcome_display()}{status}"})
        else:
            words.append(_("– not polled yet"))
        if feed.failing_since_at:
            words.append(_("– failing since %(day)s") % {"day": _day(feed.failing_since_at)})
        now = timezone.now()
        if feed.state == Feed.State.ACTIVE and feed.stale_at and feed.stale_at <= now:
            silent = _("– silent for longer than is its habit, stale since %(day)s")
            words.append(silent % {"day": _day(feed.stale_at)})
        if feed.spike_at and (now - feed.spike_at).days < SPIKE_SHOWN_DAYS:
            words.append(_("– brought many times its usual on %(day)s") % {"day": _day(feed.spike_at)})
        return " ".join(map(str, words))

    @admin.display(description=_("rhythm"))
    def rhythm_in_words(self, feed: Feed) -> str:
        """How often it is asked, and why."""
        minutes = round(feed.interval_seconds / 60)
        often = _("every %(n)d minutes") % {"n": minutes}
        words = [often if minutes < 120 else _("every %(n)d hours") % {"n": round(minutes / 60)}]
        if feed.keeps_office_hours:
            words.append(_("seldom by night and at weekends: it keeps office hours"))
        if feed.stale_at:
            words.append(_("counts as stale from %(day)s on if nothing comes") % {"day": _day(feed.stale_at)})
        return "; ".join(map(str, words))

    @admin.display(description=_("polls"))
    def strip(self, feed: Feed) -> str:
        """The last polls as a strip, oldest first."""
        marks = [_mark(poll) for poll in reversed(feed.newest_polls[:STRIP])]
        return render_to_string("admin/articles/feed/_strip.html", {"polls": marks})

    @admin.display(description=_("last polls"))
    def polls_in_words(self, feed: Feed) -> str:
        """The last polls as a table, newest first."""
        return render_to_string("admin/articles/feed/_polls.html", {"polls": feed.newest_polls})

    @admin.display(description=_("retry"))
    def retry(self, feed: Feed) -> str:
        """One click for what fails or has stopped by itself."""
        has_stopped = feed.state in (Feed.State.SUSPENDED, Feed.State.GONE)
        if not has_stopped and not (feed.failures and feed.state == Feed.State.ACTIVE):
            return ""
        return render_to_string("admin/articles/feed/_retry.html", {"feed": feed})

    @admin.display(description=_("address"))
    def address(self, feed: Feed) -> str:
        """The address as a link."""
        return link(feed.url)

    @admin.action(description=_("Pause"), permissions=["change"])
    def pause_feeds(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Poll them no longer."""
        number = feeds.pause(reason=f"paused by {request.user.get_username()}")
        self.message_user(request, _("Paused: %(n)d.") % {"n": number}, messages.SUCCESS)

    @admin.action(description=_("Resume"), permissions=["change"])
    def resume_feeds(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Poll paused, suspended and gone ones again."""
        number = feeds.resume(now=timezone.now())
        self.message_user(request, _("Resumed: %(n)d.") % {"n": number}, messages.SUCCESS)

    @admin.action(description=_("Poll soon"), permissions=["change"])
    def poll_feeds_soon(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Make active ones due."""
        number = feeds.poll_soon(now=timezone.now())
        self.message_user(request, _("Due now: %(n)d.") % {"n": number}, messages.SUCCESS)


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _mark(poll: Poll) -> Mark:
    mood = "bad" if poll.outcome in FAILED else "news" if poll.new or poll.updated else "ok"
    new = _("%(n)d new") % {"n": poll.new}
    return Mark(mood, f"{_day(poll.started_at)}: {poll.get_outcome_display()}, {new}")


@admin.register(Poll)
class PollAdmin(ReadingAdmin):
    """How each poll went."""

    list_display = ("started_at", "feed", "outcome", "http_status", "entries", "new", "updated", "seconds", "error")
    list_filter = ("outcome", ("feed", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("feed",)
    search_fields = ("feed__slug",)
    ordering = ("-pk",)
