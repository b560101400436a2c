"""Milestones: dated facts without a deal, beside the deals of the timeline."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.deal import SOURCED_REVIEWS, Deal
from articles.models.history import PeoplesHistory
from articles.models.names import STATUS_NAMES, TYPE_NAMES


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """Milestones by what a reader may see."""

    def published(self) -> "MilestoneQuerySet":
        """What a reader may see: of milestones nothing that waits for a second source."""
        return self.filter(review__in=SOURCED_REVIEWS)


class Milestone(models.Model):
    """A dated fact without a deal: on the timeline, never among deals or in totals."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=300)
    title_zh_hant = models.CharField(_("title in Traditional Chinese"), max_length=300, blank=True)
    title_zh_hans = models.CharField(_("title in Simplified Chinese"), max_length=300, blank=True)
    title_pt = models.CharField(_("title in Portuguese"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_zh_hant = models.TextField(_("summary in Traditional Chinese"), blank=True)
    summary_zh_hans = models.TextField(_("summary in Simplified Chinese"), blank=True)
    summary_pt = models.TextField(_("summary in Portuguese"), blank=True)
    type = models.CharField(_("type"), max_length=30, choices=TYPE_NAMES)
    status = models.CharField(_("status"), max_length=12, choices=STATUS_NAMES)
    happened_on = models.DateField(_("date"))
    date_precision = models.CharField(_("precision of the date"), max_length=8, default="day")
    tags = models.ManyToManyField("articles.Tag", related_name="milestones", blank=True, verbose_name=_("tags"))
    mechanism = models.ForeignKey(
        "articles.Tag",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mechanism_milestones",
        verbose_name=_("mechanism"),
    )
    party_names = models.JSONField(_("parties"), default=list, blank=True)
    counts = models.JSONField(_("counts"), default=list, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=22, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    source_publisher = models.CharField(_("publisher of the source"), max_length=200)
    source_url = models.CharField(_("address of the source"), max_length=2000)
    source_published_on = models.DateField(_("source published on"), null=True, blank=True)
    source_lang = models.CharField(_("language of the source"), max_length=10, blank=True)
    is_starter = models.BooleanField(_("from the starter history"), default=False)
    review = models.CharField(_("review"), max_length=20, choices=Deal.Review, default=Deal.Review.UNREVIEWED)

    objects = MilestoneQuerySet.as_manager()
    history = PeoplesHistory(
        verbose_name=_("former version of a milestone"), verbose_name_plural=_("former versions of milestones")
    )

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        indexes = [models.Index(fields=["-happened_on", "-id"], name="milestone_newest")]

    def __str__(self) -> str:
        return self.title
