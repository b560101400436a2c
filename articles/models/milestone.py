"""Milestones: dated facts without a deal, beside the deals of the timeline."""

from django.db import models

from articles.models.deal import Deal, choices
from articles.pipeline.vocabulary import STATUSES, TYPES


class Milestone(models.Model):
    """A dated fact without a deal: on the timeline, never among deals or in totals."""

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=300)
    title_zh_hant = models.CharField(max_length=300, blank=True)
    title_zh_hans = models.CharField(max_length=300, blank=True)
    title_pt = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    summary_zh_hant = models.TextField(blank=True)
    summary_zh_hans = models.TextField(blank=True)
    summary_pt = models.TextField(blank=True)
    type = models.CharField(max_length=30, choices=choices(TYPES))
    status = models.CharField(max_length=12, choices=choices(STATUSES))
    happened_on = models.DateField()
    date_precision = models.CharField(max_length=8, default="day")
    tags = models.ManyToManyField("articles.Tag", related_name="milestones", blank=True)
    mechanism = models.ForeignKey(
        "articles.Tag", null=True, blank=True, on_delete=models.SET_NULL, related_name="mechanism_milestones"
    )
    party_names = models.JSONField(default=list, blank=True)
    counts = models.JSONField(default=list, blank=True)
    amount = models.DecimalField(max_digits=22, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    source_publisher = models.CharField(max_length=200)
    source_url = models.CharField(max_length=2000)
    source_published_on = models.DateField(null=True, blank=True)
    source_lang = models.CharField(max_length=10, blank=True)
    is_starter = models.BooleanField(default=False)
    review = models.CharField(max_length=20, choices=Deal.Review, default=Deal.Review.UNREVIEWED)

    class Meta:
        indexes = [models.Index(fields=["-happened_on", "-id"], name="milestone_newest")]

    def __str__(self) -> str:
        return self.title
