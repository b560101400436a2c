"""Tags and which article carries which."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
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

        CITY = "city", _("city")
        PLACE = "place", _("place")
        OUTSIDE = "outside", _("outside partner")
        SECTOR = "sector", _("sector")
        SUBSECTOR = "subsector", _("sub-sector")
        ORGANISATION = "organisation", _("organisation")
        PERSON = "person", _("person")
        MECHANISM = "mechanism", _("mechanism")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    slug = models.SlugField(_("slug"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_zh_hant = models.CharField(_("name in Traditional Chinese"), max_length=200, blank=True)
    name_zh_hans = models.CharField(_("name in Simplified Chinese"), max_length=200, blank=True)
    name_pt = models.CharField(_("name in Portuguese"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children", verbose_name=_("parent")
    )
    facts = models.JSONField(
        _("facts"), default=dict, blank=True, help_text=_("Coordinates, figures and notes, each with its source.")
    )
    is_listed = models.BooleanField(
        _("in the reference data"),
        default=True,
        help_text=_("Held by the reference data; false for names found by form."),
    )
    edited_names = models.JSONField(
        _("edited names"),
        default=dict,
        blank=True,
        help_text=_("Names that an editor set: they outrank those of the reference data."),
    )
    # Keeps what editors save; set-up writes in bulk and leaves no trace there.
    history = HistoricalRecords(
        excluded_fields=["facts"],
        verbose_name=_("former version of a tag"),
        verbose_name_plural=_("former versions of tags"),
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
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

        MACHINE = "machine", _("machine")
        CONFIRMED = "confirmed", _("confirmed by a curator")
        ADDED = "added", _("added by a curator")
        REMOVED = "removed", _("removed by a curator")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")
    score = models.FloatField(default=0)
    confidence = models.FloatField(default=1)
    origin = models.CharField(max_length=60, blank=True)
    spans = models.JSONField(default=list, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.MACHINE)

    class Meta:
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")
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

        STANDALONE = "standalone", _("safe: may tag alone")
        NEEDS_CONTEXT = "needs_context", _("needs other evidence beside it")
        COMPOUND_ONLY = "compound_only", _("only inside a compound")

    class Lang(models.TextChoices):
        """Languages of surfaces, as the reference data has them."""

        EN = "en", _("English")
        ZH = "zh", _("Chinese, both scripts")
        ZH_HANT = "zh-Hant", _("Traditional Chinese")
        ZH_HANS = "zh-Hans", _("Simplified Chinese")
        PT = "pt", _("Portuguese")

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("tag"))
    text = models.CharField(_("text"), max_length=200)
    lang = models.CharField(_("language"), max_length=8, choices=Lang)
    match = models.CharField(_("safety"), max_length=14, choices=Match, default=Match.NEEDS_CONTEXT)
    is_case_sensitive = models.BooleanField(_("case-sensitive"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )

    history = HistoricalRecords(
        verbose_name=_("former version of an alias"), verbose_name_plural=_("former versions of aliases")
    )

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            models.UniqueConstraint(fields=["tag", "text", "lang"], name="alias_once_per_tag"),
            models.CheckConstraint(condition=~Q(text=""), name="alias_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.lang})"

    @property
    def surface(self) -> tuple[str, str, str, str, str, bool]:
        """All of it that reading depends on."""
        return (self.tag.kind, self.tag.slug, self.text, self.lang, self.match, self.is_case_sensitive)
