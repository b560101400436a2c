"""Feeds, what they brought (entries), and how each poll went."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.history import PeoplesHistory, keep_first_versions, keep_versions

MAX_WAIT = timedelta(hours=25)
"""No active feed waits longer than a day for its next poll (THREATS T01)."""
MAX_LEASE = timedelta(hours=1)
"""No poll holds a feed that long: a later lease was written by a wrong clock."""
POLLS_FOR = timedelta(days=30)
POLLS_KEPT = 500
"""The history of a feed: its polls of a month, and its last five hundred however old (THREATS D08)."""
FAILURES_TO_TELL = 3
FAILING_TO_TELL = timedelta(hours=6)
"""Fewer failures on end, or a shorter time, are a server's bad day: staff is not told of them."""


_POLLING = [
    "interval_seconds", "keeps_office_hours", "next_poll_at", "lease_until", "lease_token", "etag", "last_modified",
    "body_hash", "last_polled_at", "last_success_at", "last_entry_at", "last_outcome", "last_http_status",
    "last_error", "failures", "failing_since_at", "stale_at", "told_at", "spike_at", "moved_to", "moved_seen",
    "moved_first_at", "created_at",
]  # fmt: skip
"""What polls write, which is no part of a feed's history."""


class FeedQuerySet(models.QuerySet["Feed"]):
    """Feeds by state."""

    def pollable(self) -> "FeedQuerySet":
        """Neither paused, suspended nor gone."""
        return self.filter(state=Feed.State.ACTIVE)

    def due(self, *, now: datetime) -> "FeedQuerySet":
        """Due at ``now`` and not leased to somebody; longest overdue first.

        Suspended feeds are probed when their time has come. A time more than 25
        hours ahead was set by a clock that was wrong: such a feed is due at once.
        """
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now) | Q(lease_until__gt=now + MAX_LEASE)
        is_due = Q(next_poll_at__isnull=True) | Q(next_poll_at__lte=now)
        is_astray = Q(state=Feed.State.ACTIVE, next_poll_at__gt=now + MAX_WAIT)
        return self.filter(free, is_due | is_astray, state__in=[Feed.State.ACTIVE, Feed.State.SUSPENDED]).order_by(
            F("next_poll_at").asc(nulls_first=True), "pk"
        )

    def stale(self, *, now: datetime) -> "FeedQuerySet":
        """Polled ones that have brought nothing for far longer than is their habit (THREATS F15)."""
        return self.pollable().filter(stale_at__lte=now)

    def broken(self, *, now: datetime) -> "FeedQuerySet":
        """What somebody has to look at: suspended, gone, moved to another owner, or failing for six hours."""
        has_stopped = Q(state__in=[Feed.State.SUSPENDED, Feed.State.GONE])
        is_failing = Q(failures__gte=FAILURES_TO_TELL, failing_since_at__lte=now - FAILING_TO_TELL)
        is_told_of = ~Q(state_reason="")
        return self.filter(has_stopped | Q(is_failing | is_told_of, state=Feed.State.ACTIVE))

    def claim(self, *, now: datetime, lease: timedelta, token: str) -> list[int]:
        """Lease these feeds to ``token`` until ``now + lease``; give the ids that are really ours, in order.

        The conditions of this query set hold at the moment of writing: of two
        that claim at once, each gets other feeds.
        """
        ids = list(self.values_list("pk", flat=True))
        self.order_by().filter(pk__in=ids).update(lease_token=token, lease_until=now + lease)
        ours = set(self.model.objects.filter(pk__in=ids, lease_token=token).values_list("pk", flat=True))
        return [pk for pk in ids if pk in ours]

    def pause(self, *, reason: str) -> int:
        """Poll active ones no longer, until somebody resumes them; gives how many. Their history tells of it."""
        return self.pollable()._set(state=Feed.State.PAUSED, state_reason=reason)

    def resume(self, *, now: datetime) -> int:
        """Poll paused, suspended and gone ones again, at once, as if they had never failed; gives how many.

        Their history tells of it.
        """
        return self.exclude(state=Feed.State.ACTIVE)._set(
            state=Feed.State.ACTIVE, state_reason="", next_poll_at=now, failures=0, failing_since_at=None
        )

    def _set(self, **values: Any) -> int:
        """Update on a person's word: with the versions before and after."""
        with transaction.atomic():
            ids = _hold(self)
            keep_first_versions(self.model, ids)
            number = self.model.objects.filter(pk__in=ids).update(**values)
            keep_versions(self.model, ids)
        return number

    def poll_soon(self, *, now: datetime) -> int:
        """Make active ones due now; gives how many."""
        return self.pollable().update(next_poll_at=now)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete them as Django does; polls that are storing end first, so that what they bring stays too."""
        with transaction.atomic():
            _hold(self)
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


def _hold(feeds: FeedQuerySet) -> list[int]:
    """Let nobody store for these feeds, or change them, until the transaction ends; give their ids."""
    return list(feeds.order_by("pk").select_for_update().values_list("pk", flat=True))


class Feed(models.Model):
    """One address that is polled for news."""

    class Tier(models.TextChoices):
        """How far a source is trusted: official, established media, aggregator or route, unknown."""

        A = "A", _("A official")
        B = "B", _("B established media")
        C = "C", _("C aggregator")
        D = "D", _("D unknown")

    class State(models.TextChoices):
        """Whether the feed is polled: by the operator's wish (paused) or by what happened (suspended, gone)."""

        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        SUSPENDED = "suspended", _("suspended")
        GONE = "gone", _("gone")

    class Outcome(models.TextChoices):
        """How a poll ended; the words of the poll command's JSON."""

        OK = "ok", _("ok")
        NOT_MODIFIED = "not_modified", _("not modified")
        PARTIAL = "partial", _("partial")
        EMPTY = "empty", _("empty")
        NOT_A_FEED = "not_a_feed", _("not a feed")
        BLOCKED = "blocked", _("blocked")
        PARSE_ERROR = "parse_error", _("parse error")
        ENCODING_SUSPECT = "encoding_suspect", _("encoding suspect")
        HTTP_ERROR = "http_error", _("HTTP error")
        NETWORK_ERROR = "network_error", _("network error")
        GONE = "gone", _("gone")
        SUSPENDED = "suspended", _("suspended")
        PAUSED = "paused", _("paused")

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    url = models.CharField(_("address"), max_length=2000, unique=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    home_url = models.CharField(_("home page"), max_length=2000, blank=True)
    kind = models.CharField(_("kind"), max_length=40, default="rss")
    language = models.CharField(_("language"), max_length=20, blank=True)
    topic = models.CharField(_("topic"), max_length=80, blank=True)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=80, blank=True)
    timezone = models.CharField(_("time zone"), max_length=60, default="Asia/Hong_Kong")
    tier = models.CharField(_("tier"), max_length=1, choices=Tier, default=Tier.D)
    encoding = models.CharField(
        _("encoding"), max_length=40, blank=True, help_text=_("Pinned encoding, for a publisher whose label is wrong.")
    )
    source_status = models.CharField(
        _("status in public lists"), max_length=40, blank=True, help_text=_("What public lists say of the address.")
    )
    note = models.TextField(_("note"), blank=True)
    recipe = models.JSONField(
        _("recipe"),
        default=dict,
        blank=True,
        help_text=_("How a page without a feed is read as a list: item, link, title, date."),
    )

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    state_reason = models.CharField(_("reason of the state"), max_length=300, blank=True)
    interval_seconds = models.PositiveIntegerField(_("seconds between polls"), default=900)
    keeps_office_hours = models.BooleanField(
        _("keeps office hours"),
        default=False,
        help_text=_("Whether it brings nothing at night and at weekends, by the hours of Hong Kong."),
    )
    next_poll_at = models.DateTimeField(_("next poll at"), null=True, blank=True)
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    lease_token = models.CharField(max_length=40, blank=True)

    etag = models.CharField(max_length=1024, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    last_polled_at = models.DateTimeField(_("last polled at"), null=True, blank=True)
    last_success_at = models.DateTimeField(_("last success at"), null=True, blank=True)
    last_entry_at = models.DateTimeField(_("last new entry at"), null=True, blank=True)
    last_outcome = models.CharField(_("outcome of the last poll"), max_length=20, choices=Outcome, blank=True)
    last_http_status = models.PositiveSmallIntegerField(_("last HTTP status"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    failures = models.PositiveIntegerField(
        _("failures"), default=0, help_text=_("Failed polls since the last success.")
    )
    failing_since_at = models.DateTimeField(_("failing since"), null=True, blank=True)
    stale_at = models.DateTimeField(
        _("stale from"),
        null=True,
        blank=True,
        help_text=_("From then on the feed counts as stale, unless it brings something."),
    )
    told_at = models.DateTimeField(null=True, blank=True, help_text=_("When staff was told of its present trouble."))
    spike_at = models.DateTimeField(
        _("last spike at"),
        null=True,
        blank=True,
        help_text=_("When it was last seen to bring many times what is its habit."),
    )
    moved_to = models.CharField(_("moved to"), max_length=2000, blank=True)
    moved_seen = models.PositiveSmallIntegerField(default=0)
    moved_first_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    history = PeoplesHistory(
        excluded_fields=_POLLING,
        verbose_name=_("former version of a feed"),
        verbose_name_plural=_("former versions of feeds"),
    )
    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        indexes = [models.Index(fields=["state", "next_poll_at"], name="feed_due")]
        constraints = [
            models.CheckConstraint(condition=Q(tier__in=["A", "B", "C", "D"]), name="feed_tier_known"),
            models.CheckConstraint(
                condition=Q(state__in=["active", "paused", "suspended", "gone"]), name="feed_state_known"
            ),
            models.CheckConstraint(condition=Q(interval_seconds__gte=60), name="feed_interval_polite"),
        ]

    def __str__(self) -> str:
        return self.slug

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete it as Django does, after the poll that stores for it at this moment; the articles stay."""
        with transaction.atomic():
            _hold(Feed.objects.filter(pk=self.pk))
            return super().delete(*args, **kwargs)

    delete.alters_data = True  # type: ignore[attr-defined]

    def move(self, *, now: datetime) -> None:
        """Take the address that permanent redirects lead to, on a person's word, and poll it anew; unsaved."""
        self.url, self.moved_to, self.moved_seen, self.moved_first_at = self.moved_to, "", 0, None
        self.etag = self.last_modified = self.body_hash = self.state_reason = ""
        self.next_poll_at, self.told_at = now, None


class Entry(models.Model):
    """One item of one feed: unique by feed, guid and generation; points to the article that it brought.

    ``generation`` counts up when a feed gives an old guid to another story.
    ``content_hash`` is what the entry last had; *updated* compares with it alone.
    ``raw_hash`` stands for the words that it was cleaned from: while they are the
    same, nobody cleans them again (unknown of rows that an older release wrote).
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="entries")
    guid = models.CharField(max_length=500)
    generation = models.PositiveSmallIntegerField(default=0)
    url = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    content_hash = models.CharField(max_length=64)
    raw_hash = models.BigIntegerField(null=True)
    first_seen_at = models.DateTimeField()
    last_changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(fields=["feed", "guid", "generation"], name="entry_once_per_feed"),
        ]
        indexes = [models.Index(fields=["article", "feed"], name="entry_article")]

    def __str__(self) -> str:
        return f"{self.feed_id}:{self.guid}"


class LastDocument(models.Model):
    """What the last document of a feed said, by which the next one is read only where it differs.

    It holds for the document of the feed's ``body_hash`` alone. ``around`` names what its entries stand in,
    ``entries`` are ``[name of the element, guid, published_at or null]``. Whoever deletes a row loses nothing.
    """

    feed = models.OneToOneField(Feed, on_delete=models.CASCADE, primary_key=True, related_name="last_document")
    body_hash = models.CharField(max_length=64)
    around = models.CharField(max_length=32)
    encoding = models.CharField(max_length=40, blank=True)
    entries = models.JSONField()

    class Meta:
        verbose_name = _("last document")
        verbose_name_plural = _("last documents")

    def __str__(self) -> str:
        return f"{self.feed_id}: {len(self.entries)}"


class PollQuerySet(models.QuerySet["Poll"]):
    """Polls by age."""

    def prune(self, *, now: datetime) -> int:
        """Delete what is neither of the last 30 days nor among the last 500 of its feed; gives how many.

        One short statement a feed, so that nobody waits for it long.
        """
        deleted = 0
        crowded = self.filter(started_at__lt=now - POLLS_FOR).values_list("feed_id", flat=True).distinct()
        for feed_id in list(crowded):
            of_feed = self.filter(feed_id=feed_id)
            kept = of_feed.order_by("-started_at", "-pk").values_list("started_at", flat=True)[
                POLLS_KEPT - 1 : POLLS_KEPT
            ]
            if oldest_kept := next(iter(kept), None):
                deleted += of_feed.filter(started_at__lt=min(oldest_kept, now - POLLS_FOR)).delete()[0]
        return deleted


class Poll(models.Model):
    """One poll of one feed: when, how it ended, what it brought."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="polls", verbose_name=_("feed"))
    started_at = models.DateTimeField(_("started at"))
    seconds = models.FloatField(_("seconds"), default=0)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Feed.Outcome)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0, help_text=_("Decoded bytes."))
    entries = models.PositiveIntegerField(_("entries"), default=0)
    new = models.PositiveIntegerField(_("new entries"), default=0)
    updated = models.PositiveIntegerField(_("updated entries"), default=0)
    duplicates = models.PositiveIntegerField(_("duplicates"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged entries"), default=0)
    skipped = models.PositiveIntegerField(_("skipped entries"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        indexes = [models.Index(fields=["feed", "-started_at"], name="poll_by_feed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    entries=models.F("new")
                    + models.F("updated")
                    + models.F("duplicates")
                    + models.F("unchanged")
                    + models.F("skipped")
                ),
                name="poll_counts_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.started_at:%Y-%m-%d %H:%M} {self.outcome}"
