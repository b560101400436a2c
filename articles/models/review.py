"""What curators do: the items of the review queue, what was decided, alone or of many at once, and readers' reports."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from articles.models.deal import NO_LONGER_TOLD

LEASE = timedelta(minutes=15)
"""So long an item is one curator's; each visit renews it."""
AGE_ADDS = ((60, 3.0), (30, 2.0), (14, 1.0), (7, 0.5), (3, 0.25))
"""From how many days on an item counts for how much more: after two months the least is worth a middling deal."""


class RejectReason(models.TextChoices):
    """Why a deal is rejected: a closed list, so that reasons can be counted."""

    NOT_GBA = "not_gba", _("not the Greater Bay Area")
    NOT_A_DEAL = "not_a_deal", _("not a deal")
    ALREADY_REPORTED = "already_reported", _("already reported")
    RUMOUR = "rumour_or_denied", _("rumour or denied")
    WRONG_PARTIES = "wrong_parties", _("wrong parties")
    WRONG_VALUE = "wrong_value", _("wrong value, currency or unit")
    WRONG_DATE = "wrong_date", _("wrong date")
    WRONG_CITY = "wrong_city", _("wrong city")
    WRONG_SECTOR = "wrong_sector", _("wrong sector")
    OLD_NEWS = "old_news", _("old news")
    OPINION = "opinion", _("opinion")
    ADVERT = "advert", _("advert")
    GARBLED = "garbled_text", _("garbled text")
    OTHER = "other", _("other (say what)")


REJECT_REASONS = {**dict(RejectReason.choices), NO_LONGER_TOLD: _("no longer found in its source")}
"""Why deals are taken away from readers, in words: a curator's reasons and the machine's own."""


class ReviewItemQuerySet(models.QuerySet["ReviewItem"]):
    """Items by what can be done with them."""

    def open(self) -> "ReviewItemQuerySet":
        """What nobody has decided yet."""
        return self.filter(closed_at__isnull=True)

    def free(self, *, now: datetime) -> "ReviewItemQuerySet":
        """Open, and in nobody's hands."""
        return self.open().filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))

    def held_by(self, person: models.Model, *, now: datetime) -> "ReviewItemQuerySet":
        """Open, and in the hands of ``person``."""
        return self.open().filter(holder=person, lease_until__gt=now)

    def most_valuable(self, *, now: datetime) -> "ReviewItemQuerySet":
        """The decision that is worth most first, what has waited long counting for more; of equals the oldest."""
        waited = [When(opened_at__lte=now - timedelta(days=days), then=Value(more)) for days, more in AGE_ADDS]
        return self.annotate(rank=F("value") + Case(*waited, default=Value(0.0))).order_by("-rank", "pk")

    def oldest(self) -> "ReviewItemQuerySet":
        """What has waited longest first."""
        return self.order_by("opened_at", "pk")


class ReviewItem(models.Model):
    """One thing to decide. ``key`` names it, so that it waits once however often it is found.

    ``value`` is what a decision is worth (see ``actions.curation.worth``).
    ``fields`` are those that the question is about, empty for all of them.
    ``tag`` is set where an article's tag is asked about; its tagging is looked up, as reading again writes it anew.
    A lease (``holder``, ``lease_until``) makes it one curator's for a while.
    """

    class Kind(models.TextChoices):
        """What is asked."""

        DEAL = "deal", _("proposed deal")
        CHANGE = "change", _("changed source")
        PAIR = "pair", _("duplicate pair")
        ERROR = "error", _("reader's report")
        QUARANTINE = "quarantine", _("quarantined article")
        SAMPLE = "sample", _("random sample")
        TAG = "tag", _("low-confidence tag")

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=60)
    deal = models.ForeignKey("articles.Deal", null=True, blank=True, on_delete=models.CASCADE, related_name="items")
    other = models.ForeignKey("articles.Deal", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    error = models.ForeignKey(
        "articles.ErrorReport", null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    tag = models.ForeignKey("articles.Tag", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    fields = models.JSONField(default=list, blank=True)
    value = models.FloatField(default=0)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True, help_text=_("Since when the holder looks at it."))
    lease_until = models.DateTimeField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("The curator to whom alone the queue offers it."),
    )  # fmt: skip

    objects = ReviewItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("review item")
        verbose_name_plural = _("review items")
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(closed_at__isnull=True), name="item_open_once"),
            models.CheckConstraint(
                condition=Q(deal__isnull=False) | Q(article__isnull=False) | Q(error__isnull=False),
                name="item_about_something",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(deal=F("other")), name="item_pair_of_two_deals"
            ),
        ]
        indexes = [
            models.Index(fields=["-value", "id"], name="item_next", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["kind", "-value", "id"], name="item_kind_next", condition=Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class ErrorReport(models.Model):
    """What a reader says is wrong with a deal or an article; plain text, never shown to other readers."""

    deal = models.ForeignKey("articles.Deal", null=True, blank=True, on_delete=models.CASCADE, related_name="errors")
    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="errors"
    )
    text = models.TextField(max_length=2000)
    lang = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(deal__isnull=False) | Q(article__isnull=False), name="error_about_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class BulkAct(models.Model):
    """One act on many things at once, and what became of each; undone as one.

    ``targets`` are ids of deals, articles or feeds, as ``kind`` says, and
    ``details`` the rest of what was asked. ``results`` gives for each target
    ``[id, outcome]`` once it is done (``actions.curation.bulk``). One that a
    second person has to agree to waits until then (``done_at`` is empty).
    """

    class Kind(models.TextChoices):
        """What is done with each."""

        ACCEPT = "accept", _("accept deals")
        REJECT = "reject", _("reject deals")
        LABEL = "label", _("add or remove a tag of deals")
        RETAG = "retag", _("add or remove a tag of articles")
        ASSIGN = "assign", _("assign to a curator")
        DELETE_FEED = "delete_feed", _("delete a source")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    targets = models.JSONField(_("things"), default=list)
    details = models.JSONField(_("details"), default=dict, blank=True)
    results = models.JSONField(_("results"), default=list, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("agreed by"),
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("bulk act")
        verbose_name_plural = _("bulk acts")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(declined_at__isnull=True), name="bulk_done_or_declined"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ReviewDecision(models.Model):
    """One act of a curator on a deal or on an article's tag, kept for good.

    Machine value, human value, reason, pipeline version. What stands now is
    the last decision of its kind that is not undone.
    """

    class Action(models.TextChoices):
        """What was done."""

        ACCEPT = "accept", _("accepted")
        FIRST_ACCEPT = "first_accept", _("accepted, first of two")
        REJECT = "reject", _("rejected")
        CORRECT = "correct", _("corrected")
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split off")
        NOT_SAME = "not_same", _("told apart")
        LINK = "link", _("report moved")
        SUCCEED = "succeed", _("predecessor set")
        BUNDLE = "bundle", _("bundle set")
        MISS = "miss", _("added, was missed")
        RETAG = "retag", _("tag set")
        RETRY = "retry", _("tried again")
        LEAVE = "leave", _("left in quarantine")
        ANSWER = "answer", _("answered")
        UNDO = "undo", _("taken back")

    deal = models.ForeignKey(
        "articles.Deal",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="decisions",
        verbose_name=_("deal"),
    )
    article = models.ForeignKey(
        "articles.Article",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="decisions",
        verbose_name=_("article"),
    )
    action = models.CharField(_("act"), max_length=20, choices=Action)
    field = models.CharField(_("field"), max_length=120, blank=True)
    machine_value = models.JSONField(_("value of the machine"), null=True)
    human_value = models.JSONField(_("value of the curator"), null=True)
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    pipeline_version = models.PositiveIntegerField(_("version of the pipeline"), default=0)
    rule = models.CharField(
        _("rule"), max_length=80, blank=True, help_text=_("The rule of the report that was judged.")
    )
    kind = models.CharField(
        _("kind"), max_length=10, blank=True, help_text=_("The kind of the queue item that it answers, if any.")
    )
    seconds = models.FloatField(_("seconds"), null=True, blank=True, help_text=_("From opening the item to deciding."))
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    judged = models.JSONField(
        _("the deal as it was judged"),
        default=dict,
        blank=True,
        help_text=_("{fields, machine, articles}: the deal as it was accepted, as the machine had it, and whose word."),
    )
    bulk = models.ForeignKey(
        BulkAct, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions", verbose_name=_("bulk act")
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(deal__isnull=False, article__isnull=True) | Q(deal__isnull=True, article__isnull=False),
                name="decision_on_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.deal_id or self.article_id}"
