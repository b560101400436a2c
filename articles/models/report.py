"""What each article reports of deals, and the evidence."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.deal import Deal
from articles.models.names import RUNG_NAMES, STATUS_NAMES, TYPE_NAMES


class DealReport(models.Model):
    """What one article (or the source of a starter row) says of a deal; replaced at every processing.

    ``deal`` is set by clustering; where ``is_linked_by_person`` it is never changed.
    ``fields`` holds the machine's record as the pipeline gave it (JSON).
    """

    deal = models.ForeignKey(Deal, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    revision = models.ForeignKey(
        "articles.ArticleRevision", null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    position = models.PositiveSmallIntegerField(default=0)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    lang = models.CharField(max_length=10, blank=True)
    tier = models.CharField(max_length=1, default="D")

    type = models.CharField(max_length=30, choices=TYPE_NAMES)
    status = models.CharField(max_length=12, choices=STATUS_NAMES)
    rung = models.CharField(max_length=20, choices=RUNG_NAMES)
    amount = models.DecimalField(max_digits=22, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    date = models.CharField(max_length=10, blank=True)
    confidence = models.FloatField(default=0)
    rule = models.CharField(max_length=80, blank=True)
    pipeline_version = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    is_linked_by_person = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "position"], condition=Q(article__isnull=False), name="report_once_per_article"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} ({self.status}) in {self.article_id or self.url}"


class Evidence(models.Model):
    """The words that prove one field of one report: ``text[start:end] == quote`` in its revision."""

    report = models.ForeignKey(DealReport, on_delete=models.CASCADE, related_name="evidence")
    field = models.CharField(max_length=30)
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="evidence_not_empty")]

    def __str__(self) -> str:
        return f"{self.field}: {self.quote[:60]}"
