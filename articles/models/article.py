"""Articles, their revisions and stories; each row is also its own place in the processing queue."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
MAX_ATTEMPTS = 3
"""Tries before an article is quarantined (THREATS Q08)."""
MAX_REVISIONS = 24
"""After that an article is frozen: its feed changes with every fetch (THREATS F08)."""
LONG_FIELDS = ("text", "body", "summary", "quarantined_text", "reasons")
"""What lists and comparisons of articles do without."""
LONG_FIELDS_BESIDE = tuple(f"article__{name}" for name in LONG_FIELDS)
"""The same where the articles are joined to other rows."""


class Story(models.Model):
    """Articles that tell the same news."""

    title = models.CharField(_("title"), max_length=500, blank=True)
    first_at = models.DateTimeField(_("first report at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return self.title or f"story {self.pk}"


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles by what has been done with them."""

    def unprocessed(self) -> "ArticleQuerySet":
        """Waiting for the pipeline, not in quarantine; pages that are still to be fetched hold an article back."""
        return self.filter(processed_at__isnull=True, quarantined_at__isnull=True).exclude(
            page_status=Article.PageStatus.DUE
        )

    def quarantined(self) -> "ArticleQuerySet":
        """Given up after three tries, until somebody lets them try again."""
        return self.filter(quarantined_at__isnull=False)

    def with_text(self) -> "ArticleQuerySet":
        """Those whose text is kept: the others are never read again, as nothing of them could be found."""
        return self.filter(text_given_up_at__isnull=True)

    def text_to_give_up(self, *, before: datetime) -> "ArticleQuerySet":
        """Processed ones that were first seen before that moment and that no curator is asked about; oldest first."""
        asked = Q(items__isnull=False, items__closed_at__isnull=True)
        asked_of_deal = Q(reports__deal__items__isnull=False, reports__deal__items__closed_at__isnull=True)
        return (
            self.with_text()
            .filter(first_seen_at__lt=before, processed_at__isnull=False, quarantined_at__isnull=True)
            .exclude(Exists(self.model.objects.filter(asked, pk=OuterRef("pk"))))
            .exclude(Exists(self.model.objects.filter(asked_of_deal, pk=OuterRef("pk"))))
            # A page that is asked for once more brings a text of its own.
            .exclude(page__retry_at__isnull=False)
            .order_by("first_seen_at", "pk")
        )

    def unleased(self, *, now: datetime) -> "ArticleQuerySet":
        """In nobody's hands."""
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=now))

    def claimable(self, *, now: datetime) -> "ArticleQuerySet":
        """Unprocessed and not leased to somebody; oldest first."""
        return self.unprocessed().unleased(now=now).order_by("pk")

    def due_pages(self, *, now: datetime) -> "ArticleQuerySet":
        """Waiting for their page, and not leased or held back; oldest first."""
        due = self.filter(processed_at__isnull=True, quarantined_at__isnull=True, page_status=Article.PageStatus.DUE)
        return due.unleased(now=now).order_by("pk")

    def release(self) -> int:
        """Take articles out of quarantine, to be processed as if for the first time; gives how many."""
        return self.quarantined().update(
            quarantined_at=None, quarantine_reason="", processed_at=None, attempts=0, lease_until=None, lease_token=""
        )

    def pages_to_retry(self, *, now: datetime) -> "ArticleQuerySet":
        """Processed on their feed's text for want of their page, which may be there by now; not leased."""
        return self.filter(page__retry_at__lte=now).unleased(now=now).order_by("pk")

    def relevant(self) -> "ArticleQuerySet":
        """What belongs in the tracker."""
        return self.filter(is_relevant=True)

    def newest(self) -> "ArticleQuerySet":
        """Newest publication first; without a date by when we saw it."""
        return self.order_by("-listed_at", "-pk")


class Article(models.Model):
    """One piece of news under one canonical address.

    ``published_at`` is what the publisher says (None where nothing is known);
    ``listed_at`` is what lists are sorted by: the publication, else when it was
    first seen. ``date_basis`` says where the time comes from.
    """

    class PageStatus(models.TextChoices):
        """What became of the article's own page."""

        NOT_WANTED = "not_wanted", _("the feed's text serves")
        DUE = "due", _("to be fetched")
        FETCHED = "fetched", _("fetched")
        REFUSED = "refused", _("refused by robots.txt or the publisher")
        FAILED = "failed", _("failed")

    class DateBasis(models.TextChoices):
        """Where ``published_at`` comes from."""

        STATED = "stated", _("stated by the feed")
        PAGE = "page", _("stated by the page")
        RELATIVE = "relative", _("relative words, resolved")
        FIRST_SEEN = "first_seen", _("not stated: first seen")

    canonical_url = models.CharField(
        _("canonical address"),
        max_length=2000,
        unique=True,
        help_text=_("The key under which it is one article: for comparing, need not open."),
    )
    url = models.CharField(
        _("address"), max_length=2000, blank=True, help_text=_("Its page, as the feed links to it; for readers.")
    )
    feed = models.ForeignKey(
        "articles.Feed",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        verbose_name=_("feed"),
    )
    is_carried = models.BooleanField(
        _("carried by another publisher's feed"),
        default=False,
        help_text=_("Brought by a feed of another publisher's domain."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("summary"), blank=True, help_text=_("The feed's words, plain text."))
    body = models.TextField(_("content of the feed"), blank=True, help_text=_("Sanitised HTML of the feed's content."))
    lang = models.CharField(_("language"), max_length=10, blank=True)

    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"), null=True, blank=True)
    date_basis = models.CharField(
        _("basis of the date"), max_length=12, choices=DateBasis, default=DateBasis.FIRST_SEEN
    )
    date_text = models.CharField(_("date as written"), max_length=100, blank=True)
    first_seen_at = models.DateTimeField(_("first seen at"))
    listed_at = models.DateTimeField(_("listed at"))

    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Clean text; all offsets count in it. For staff; the public sees an excerpt."),
    )
    quarantined_text = models.JSONField(
        _("left out"),
        default=list,
        blank=True,
        help_text=_("[{text, reason}]: what stood on the page beside the article."),
    )
    excerpt = models.CharField(_("excerpt"), max_length=300, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)
    is_relevant = models.BooleanField(_("relevant"), null=True, blank=True)
    relevance = models.FloatField(_("relevance"), default=0)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    scope = models.CharField(_("scope"), max_length=14, blank=True)
    no_deal = models.CharField(_("why there is no deal"), max_length=300, blank=True)
    traits = models.JSONField(
        default=dict, blank=True, help_text=_("What is the same in every language: names, numbers, days; for stories.")
    )
    story = models.ForeignKey(
        Story, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles", verbose_name=_("story")
    )
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies", verbose_name=_("copy of")
    )

    page_status = models.CharField(_("page"), max_length=10, choices=PageStatus, default=PageStatus.NOT_WANTED)
    processed_at = models.DateTimeField(_("processed at"), null=True, blank=True)
    pipeline_version = models.PositiveIntegerField(_("version of the pipeline"), default=0)
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=0, help_text=_("Tries begun and not ended; committed before the work.")
    )
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    lease_token = models.CharField(max_length=40, blank=True)
    quarantined_at = models.DateTimeField(_("in quarantine since"), null=True, blank=True)
    quarantine_reason = models.CharField(_("reason of the quarantine"), max_length=300, blank=True)
    text_given_up_at = models.DateTimeField(
        _("text given up at"),
        null=True,
        blank=True,
        help_text=_("When its text was given up by its age; facts and quotes stay."),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["-listed_at", "-id"], name="article_newest"),
            models.Index(fields=["is_relevant", "-listed_at", "-id"], name="article_relevant"),
            # Counted by source without a look at the rows.
            models.Index(fields=["feed", "is_relevant", "listed_at"], name="article_by_feed"),
            models.Index(
                fields=["id"],
                name="article_queue",
                condition=Q(processed_at__isnull=True, quarantined_at__isnull=True),
            ),
            # Few, and counted on the desk's first page.
            models.Index(
                fields=["quarantined_at"], name="article_quarantined", condition=Q(quarantined_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(canonical_url=""), name="article_has_address"),
            models.CheckConstraint(condition=~Q(pk=F("duplicate_of")), name="article_not_its_own_copy"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def listed_on(self) -> date:
        """The Hong Kong day on which the article is listed and counted."""
        return self.listed_at.astimezone(HONG_KONG).date()

    @property
    def stated_at(self) -> datetime | None:
        """When it was published as far as the publisher states it; None for times that we only inferred."""
        return self.published_at if self.date_basis in (self.DateBasis.STATED, self.DateBasis.PAGE) else None

    def replace_content(self, *, now: datetime, **fields: Any) -> None:
        """Take what a feed now says, unsaved; the article is processed again, also out of quarantine.

        ``updated_at`` is the publisher's word, ``now`` where it says nothing.
        """
        for name, value in fields.items():
            setattr(self, name, value)
        self.updated_at = self.updated_at or now
        self.processed_at = self.quarantined_at = self.lease_until = None
        self.quarantine_reason = self.lease_token = ""
        self.text_given_up_at = None
        self.attempts = 0


class ArticleRevision(models.Model):
    """What an article said at one time; number 1 is the first. ``MAX_REVISIONS`` are kept, then it is frozen."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=500)
    text = models.TextField(_("text"), blank=True)
    content_hash = models.CharField(max_length=64)
    feed = models.ForeignKey(
        "articles.Feed", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("feed")
    )
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MAX_REVISIONS), name="revision_number_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} r{self.number}"


class ArticlePageQuerySet(models.QuerySet["ArticlePage"]):
    """Pages by age."""

    def prunable(self, *, before: datetime) -> "ArticlePageQuerySet":
        """Fetched before that moment, read by the pipeline, and not waiting for another try; oldest first."""
        return self.filter(
            fetched_at__lt=before,
            pruned_at__isnull=True,
            retry_at__isnull=True,
            article__processed_at__isnull=False,
        ).order_by("fetched_at", "pk")


class ArticlePage(models.Model):
    """The page of an article as it was fetched: raw bytes for staff and for processing again."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="page")
    url = models.CharField(max_length=2000)
    body = models.BinaryField()
    content_type = models.CharField(max_length=200, blank=True)
    fetched_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0, help_text=_("Tries so far."))
    error = models.CharField(max_length=300, blank=True)
    retry_at = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text=_("When it is tried again, if ever.")
    )
    body_hash = models.CharField(
        max_length=64, blank=True, help_text=_("SHA-256 of the bytes, once they are given up.")
    )
    source_hash = models.CharField(
        max_length=64, blank=True, help_text=_("What the revision calls the words that were read from it.")
    )
    pruned_at = models.DateTimeField(null=True, blank=True, help_text=_("When the bytes were given up by their age."))

    objects = ArticlePageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page of an article")
        verbose_name_plural = _("pages of articles")
        indexes = [
            models.Index(fields=["fetched_at"], name="page_to_prune", condition=Q(pruned_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.url


class ArticleBand(models.Model):
    """One MinHash band of one article: articles that share a band are candidates for the same news."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bands")
    number = models.PositiveSmallIntegerField()
    value = models.BigIntegerField()

    class Meta:
        verbose_name = _("fingerprint of an article")
        verbose_name_plural = _("fingerprints of articles")
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="band_once")]
        indexes = [models.Index(fields=["number", "value"], name="band_lookup")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.number}"
