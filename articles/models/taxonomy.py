"""Tags and which article carries which."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from simple_history.models import HistoricalRecords


class TagQuerySet(models.QuerySet["Tag"]):
    """Tags by kind."""

    def of_kind(self, kind: str) -> "TagQuerySet":
        """Tags of one kind, by their English name."""
        return self.filter(kind=kind).order_by("name_en")


class Tag(models.Model):
    """A thing that articles and deals are about: mirror of the reference data, plus what curators add.

    ``parent`` is the sector of a sub-sector, the city of a place, the country of a province.
    """

    class Kind(models.TextChoices):
        """The kinds of tags."""

        CITY = "city", "city"
        PLACE = "place", "place"
        OUTSIDE = "outside", "outside partner"
        SECTOR = "sector", "sector"
        SUBSECTOR = "subsector", "sub-sector"
        ORGANISATION = "organisation", "organisation"
        PERSON = "person", "person"
        MECHANISM = "mechanism", "mechanism"

    kind = models.CharField(max_length=12, choices=Kind)
    slug = models.SlugField(max_length=100)
    name_en = models.CharField(max_length=200)
    name_zh_hant = models.CharField(max_length=200, blank=True)
    name_zh_hans = models.CharField(max_length=200, blank=True)
    name_pt = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    facts = models.JSONField(
        default=dict, blank=True, help_text="Coordinates, figures and notes, each with its source."
    )
    is_listed = models.BooleanField(
        default=True, help_text="Held by the reference data; false for names found by form."
    )
    edited_names = models.JSONField(
        default=dict, blank=True, help_text="Names that an editor set: they outrank those of the reference data."
    )
    # Keeps what editors save; set-up writes in bulk and leaves no trace there.
    history = HistoricalRecords(excluded_fields=["facts"])

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="tag_once_per_kind"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["city", "place", "outside", "sector", "subsector", "organisation", "person", "mechanism"]
                ),
                name="tag_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"

    @property
    def name(self) -> str:
        """The name in the active language, English where there is none."""
        field = {"zh-hant": "name_zh_hant", "zh-hans": "name_zh_hans", "pt": "name_pt"}.get(get_language() or "")
        return (getattr(self, field) if field else "") or self.name_en


class Tagging(models.Model):
    """One article carries one tag: with its weight, how sure, by which rule, and where in the text.

    ``spans`` lists ``[start, end]`` character offsets in the article's text.
    ``decision`` is what a person said; the machine never changes a decided row.
    """

    class Decision(models.TextChoices):
        """Who is behind the tag."""

        MACHINE = "machine", "machine"
        CONFIRMED = "confirmed", "confirmed by a curator"
        ADDED = "added", "added by a curator"
        REMOVED = "removed", "removed by a curator"

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")
    score = models.FloatField(default=0)
    confidence = models.FloatField(default=1)
    origin = models.CharField(max_length=60, blank=True)
    spans = models.JSONField(default=list, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.MACHINE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "tag"], name="tagging_once")]
        indexes = [models.Index(fields=["tag", "article"], name="tagging_by_tag")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.tag_id}"


class Alias(models.Model):
    """Another surface of a listed tag, added on the desk: the pipeline knows it from the next article on.

    ``match`` says how safe it is: alone, only beside other evidence, or only
    inside a compound. An export writes it into the reference data's files.
    """

    class Match(models.TextChoices):
        """How safe a surface is."""

        STANDALONE = "standalone", "safe: may tag alone"
        NEEDS_CONTEXT = "needs_context", "needs other evidence beside it"
        COMPOUND_ONLY = "compound_only", "only inside a compound"

    class Lang(models.TextChoices):
        """Languages of surfaces, as the reference data has them."""

        EN = "en", "English"
        ZH = "zh", "Chinese, both scripts"
        ZH_HANT = "zh-Hant", "Traditional Chinese"
        ZH_HANS = "zh-Hans", "Simplified Chinese"
        PT = "pt", "Portuguese"

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    lang = models.CharField(max_length=8, choices=Lang)
    match = models.CharField(max_length=14, choices=Match, default=Match.NEEDS_CONTEXT)
    is_case_sensitive = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(fields=["tag", "text", "lang"], name="alias_once_per_tag"),
            models.CheckConstraint(condition=~Q(text=""), name="alias_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.lang})"
