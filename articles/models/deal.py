"""Deals: what is held to be so, by whose word, and what readers are told of them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.names import RUNG_NAMES, STATUS_NAMES, TYPE_NAMES
from articles.pipeline.vocabulary import RUNGS, STATUSES, TYPES

COUNTED_STATUSES = ("signed", "completed")
SIGNAL_STATUSES = ("talks", "planned", "announced")
ENDED_STATUSES = ("cancelled", "stalled")
STEPS = (*SIGNAL_STATUSES, *COUNTED_STATUSES)
"""The way of a deal, from talks to its completion."""
BINDING_RUNGS = ("agreement", "contract", "closed")
SOURCED_REVIEWS = ("accepted",) if settings.ONLY_CHECKED else ("accepted", "unreviewed")
"""Reviews that let a row into totals, figures and mails (THREATS F16)."""
HKD_PER_USD = Decimal("7.8")
"""The peg (Hong Kong Monetary Authority, Linked Exchange Rate System; band 7.75 to 7.85): amounts are stored in US
dollars and shown in HK dollars."""
HIDDEN_REVIEWS = ("rejected", "unreviewed", "needs_second_source") if settings.ONLY_CHECKED else ("rejected",)
"""Reviews that keep a row from readers; with ``ONLY_CHECKED`` all but what a person accepted."""

NO_LONGER_TOLD = "no_longer_told"
"""The machine's own reason to reject: no article tells of the deal any more, as it is read now."""


class DealQuerySet(models.QuerySet["Deal"]):
    """Deals by what a reader may see and what counts (DESIGN 4)."""

    def published(self) -> "DealQuerySet":
        """What a reader may see: everything but ``HIDDEN_REVIEWS``; each row carries its review as a badge."""
        return self.exclude(review__in=HIDDEN_REVIEWS)

    def at_address(self, slug: str) -> "Deal | None":
        """The deal that stands at an address, which is the one that it was merged into; None where there is none."""
        deal = self.select_related("merged_into").filter(slug=slug).first()
        return deal.survivor if deal else None

    def sourced(self) -> "DealQuerySet":
        """What may enter a figure or a mail: published, and not waiting for a second source."""
        return self.filter(review__in=SOURCED_REVIEWS)

    def counted(self) -> "DealQuerySet":
        """What stands in totals: sourced, signed or completed, and not superseded by its own next stage."""
        return self.sourced().filter(status__in=COUNTED_STATUSES, is_superseded=False)

    def binding(self) -> "DealQuerySet":
        """Agreement and above, signed or completed."""
        return self.counted().filter(rung__in=BINDING_RUNGS)

    def signals(self) -> "DealQuerySet":
        """Talks, planned and announced rows."""
        return self.published().filter(status__in=SIGNAL_STATUSES)

    def newest(self) -> "DealQuerySet":
        """Latest filing day first, unknown last."""
        return self.order_by(F("filed_on").desc(nulls_last=True), "-pk")


class Deal(models.Model):
    """One real agreement, however many articles tell it.

    The fields hold the resolved values: the curator's (``CuratedField``) where
    there is one, else those of the best report. ``agreed_on`` is the first day
    of the period that ``date_precision`` names. ``filed_on`` to ``filed_until``
    is the span that period filters use: the deal's date, else, and where that
    was still ahead when it was told, the publication day of the earliest
    report (``is_filed_by_report``); Hong Kong days.
    Money: ``amount`` in ``currency`` as stated, ``amount_usd`` converted at
    ``rate`` units of ``currency`` per US dollar of ``rate_on``.
    """

    class Review(models.TextChoices):
        """What people have said of the row."""

        UNREVIEWED = "unreviewed", _("unreviewed")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        NEEDS_SECOND_SOURCE = "needs_second_source", _("needs a second source")

    class Linker(models.TextChoices):
        """Who said which deal this one carries on."""

        MACHINE = "machine", _("machine")
        CURATOR = "curator", _("curator")

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=300)
    title_zh_hant = models.CharField(_("title in Traditional Chinese"), max_length=300, blank=True)
    title_zh_hans = models.CharField(_("title in Simplified Chinese"), max_length=300, blank=True)
    title_pt = models.CharField(_("title in Portuguese"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    lang = models.CharField(_("language"), max_length=10, default="en", help_text=_("Language of title and summary."))
    type = models.CharField(_("type"), max_length=30, choices=TYPE_NAMES)
    subtype = models.CharField(_("subtype"), max_length=60, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=STATUS_NAMES)
    rung = models.CharField(_("rung"), max_length=20, choices=RUNG_NAMES)
    scope = models.CharField(_("scope"), max_length=14, blank=True)
    mechanism = models.ForeignKey(
        "articles.Tag",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mechanism_deals",
        verbose_name=_("mechanism"),
    )
    mechanism_name = models.CharField(_("mechanism as written"), max_length=200, blank=True)
    tags = models.ManyToManyField("articles.Tag", related_name="deals", blank=True, verbose_name=_("tags"))

    amount = models.DecimalField(_("amount"), max_digits=22, decimal_places=2, null=True, blank=True)
    amount_max = models.DecimalField(
        _("upper end of the amount"), max_digits=22, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    amount_bound = models.CharField(_("bound of the amount"), max_length=8, blank=True)
    amount_text = models.CharField(_("amount as written"), max_length=200, blank=True)
    amount_usd = models.DecimalField(_("amount in US dollars"), max_digits=22, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(_("rate"), max_digits=14, decimal_places=6, null=True, blank=True)
    rate_on = models.CharField(_("rate of"), max_length=10, blank=True)
    counts = models.JSONField(_("counts"), default=list, blank=True, help_text=_("[{unit, n, n_max, text}]"))

    agreed_on = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.CharField(_("precision of the date"), max_length=8, default="unknown")
    date_basis = models.CharField(_("basis of the date"), max_length=12, default="unknown")
    filed_on = models.DateField(_("filing day"), null=True, blank=True)
    filed_until = models.DateField(_("filed until"), null=True, blank=True)
    is_filed_by_report = models.BooleanField(_("filed by its earliest report"), default=False)

    is_bundle = models.BooleanField(_("several documents in one"), default=False)
    is_starter = models.BooleanField(_("from the starter history"), default=False)
    confidence = models.FloatField(_("confidence"), default=0)
    report_count = models.PositiveIntegerField(_("number of reports"), default=0)
    review = models.CharField(_("review"), max_length=20, choices=Review, default=Review.UNREVIEWED)
    review_reason = models.CharField(_("reason of the review"), max_length=60, blank=True)
    review_note = models.TextField(_("note on the review"), blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged",
        help_text=_("The deal that this one turned out to be; its address leads there."), verbose_name=_("merged into"),
    )  # fmt: skip
    predecessor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="successors",
        help_text=_("The earlier deal of the same sides that this one carries on; never added up with it."),
        verbose_name=_("predecessor"),
    )  # fmt: skip
    predecessor_by = models.CharField(
        _("predecessor named by"),
        max_length=8,
        blank=True,
        choices=Linker,
        help_text=_("Whose word that is; a curator's stands, also that of none."),
    )
    predecessor_reason = models.CharField(_("why this predecessor"), max_length=200, blank=True)
    bundle = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="parts",
        help_text=_("The deal that holds this one among others, as a curator says; never added up with it."),
        verbose_name=_("bundle"),
    )  # fmt: skip
    is_superseded = models.BooleanField(
        _("superseded"),
        default=False,
        help_text=_("Its next stage or its bundle, a deal of its own, stands in the totals in its place."),
    )
    created_at = models.DateTimeField(_("created at"))
    changed_at = models.DateTimeField(_("changed at"))

    objects = DealQuerySet.as_manager()

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        indexes = [
            models.Index(fields=["-filed_on", "-id"], name="deal_newest"),
            models.Index(fields=["filed_until"], name="deal_filed_until"),
            # All that totals, months and rankings need, so that they are read from it alone: a tenth of the rows' size.
            models.Index(
                fields=[
                    "review",
                    "status",
                    "is_superseded",
                    "filed_on",
                    "filed_until",
                    "rung",
                    "type",
                    "scope",
                    "currency",
                    "amount",
                    "amount_usd",
                ],
                name="deal_figures",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(type__in=TYPES), name="deal_type_known"),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="deal_status_known"),
            models.CheckConstraint(condition=Q(rung__in=RUNGS), name="deal_rung_known"),
            models.CheckConstraint(condition=Q(scope__in=["", "intra_gba", "gba_external"]), name="deal_scope_known"),
            models.CheckConstraint(
                condition=Q(review__in=["unreviewed", "accepted", "rejected", "needs_second_source"]),
                name="deal_review_known",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, currency="") | (Q(amount__isnull=False) & ~Q(currency="")),
                name="deal_amount_has_currency",
            ),
            models.CheckConstraint(
                condition=Q(amount_usd__isnull=True) | Q(amount__isnull=False), name="deal_usd_has_amount"
            ),
            models.CheckConstraint(
                condition=~Q(review="rejected") | ~Q(review_reason=""), name="deal_rejected_with_reason"
            ),
            models.CheckConstraint(condition=~Q(pk=F("predecessor")), name="deal_not_its_own_predecessor"),
            models.CheckConstraint(condition=~Q(pk=F("bundle")), name="deal_not_its_own_bundle"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def survivor(self) -> "Deal":
        """The deal that stands for this one: itself, or what it was merged into, however often."""
        deal, seen = self, {self.pk}
        while deal.merged_into is not None and deal.merged_into_id not in seen:
            deal = deal.merged_into
            seen.add(deal.pk)
        return deal

    @property
    def is_no_longer_told(self) -> bool:
        """Whether it was withdrawn because no article tells of it any more, and by no person."""
        return self.review == self.Review.REJECTED and self.review_reason == NO_LONGER_TOLD

    @property
    def filing_precision(self) -> str:
        """The precision of the filing day: reports are dated to the day."""
        return "day" if self.is_filed_by_report else self.date_precision

    @property
    def is_signal(self) -> bool:
        """Whether the row stands on the signal list instead of in totals."""
        return self.status in SIGNAL_STATUSES

    @property
    def is_binding(self) -> bool:
        """Whether the row stands in the binding total."""
        counts = self.status in COUNTED_STATUSES and self.review in SOURCED_REVIEWS and not self.is_superseded
        return counts and self.rung in BINDING_RUNGS


class Party(models.Model):
    """One party of a deal: its name as given, its role, and the tag where one is known."""

    class Role(models.TextChoices):
        """What the name does in the deal."""

        SIGNATORY = "signatory", _("signatory")
        SPEAKER = "speaker", _("speaker")
        VENUE = "venue", _("venue")
        MENTIONED = "mentioned", _("mentioned")

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="parties", verbose_name=_("deal"))
    name = models.CharField(_("name"), max_length=200)
    tag = models.ForeignKey(
        "articles.Tag", null=True, blank=True, on_delete=models.SET_NULL, related_name="party_of", verbose_name=_("tag")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.SIGNATORY)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [models.UniqueConstraint(fields=["deal", "name", "role"], name="party_once")]

    def __str__(self) -> str:
        return self.name


class CuratedField(models.Model):
    """The value that a curator gave one field of one deal; it outranks every report."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="curated")
    field = models.CharField(max_length=30)
    value = models.JSONField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("curated field")
        verbose_name_plural = _("curated fields")
        constraints = [models.UniqueConstraint(fields=["deal", "field"], name="curated_field_once")]

    def __str__(self) -> str:
        return f"{self.deal_id} {self.field}"


REJECTION, RETURN = "rejection:", "return:"
"""How the event of a deal begins that a curator took away, and of one that came back."""


class DealEvent(models.Model):
    """Something that readers are told of, once per deal.

    ``new``, ``status:<status>``, ``correction:<n>``, ``rejection:<n>``, or ``return:<n>`` where it came back.
    """

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="events")
    event = models.CharField(max_length=30)
    happened_at = models.DateTimeField()
    report = models.ForeignKey(
        "articles.DealReport", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("event of a deal")
        verbose_name_plural = _("events of deals")
        constraints = [models.UniqueConstraint(fields=["deal", "event"], name="event_once_per_deal")]
        indexes = [models.Index(fields=["happened_at"], name="event_by_time")]

    def __str__(self) -> str:
        return f"{self.deal_id} {self.event}"
