"""What a line of a table says of one row. Nothing is written past the actions that the desk's forms use."""

from collections.abc import Mapping
from typing import Any

from diff_match_patch import diff_match_patch
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Diff, ModelResource
from import_export.widgets import BooleanWidget

from articles.actions.alias_preview import preview_change
from articles.actions.feed_lists import ListedFeed, import_feeds, listed_feed
from articles.actions.reference_edits import (
    LANGS,
    AliasRefused,
    check_alias,
    edit_names,
    read_again,
    save_alias,
    standing_aliases,
)
from articles.fetcher import address_problem, normal_address
from articles.models import Alias, Article, Deal, Feed, Tag
from articles.pipeline.text import harmful

SAID_OF_FEEDS = ("title", "publisher", "tier", "language", "topic", "timezone", "encoding", "note")
"""The columns by which a table changes a feed."""
MARKS = {-1: "<del>{}</del>", 1: "<ins>{}</ins>", 0: "{}"}


class PlainDiff(Diff):
    """What would change, by marks that need no style of their own and with every text escaped."""

    def as_html(self) -> list[str]:
        """Each field with what goes and what comes."""
        matcher = diff_match_patch()
        found = []
        for before, after in zip(self.left, self.right, strict=True):
            pieces = matcher.diff_main("" if self.new else force_str(before), force_str(after))
            matcher.diff_cleanupSemantic(pieces)
            found.append(format_html_join("", "{}", ((format_html(MARKS[kind], text),) for kind, text in pieces)))
        return found


class DeskResource(ModelResource):
    """What all tables share: a trial run is a transaction that is rolled back, and the model's own checks hold."""

    class Meta:
        """Options of django-import-export."""

        use_transactions = True
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        store_instance = True

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        """Ours."""
        return PlainDiff

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """Cells as they were before an export made them harmless, without control characters."""
        for name, value in row.items():
            text = harmful(force_str(value or "")).strip()
            if not text.isprintable():
                raise ValidationError(_("%(column)s: a character that cannot be printed") % {"column": name})
            row[name] = text

    def _is_trial(self, kwargs: Mapping[str, Any]) -> bool:
        return bool(kwargs.get("dry_run"))


class TagResource(DeskResource):
    """Names of tags in four languages, by kind and slug. Tags themselves are the reference data's."""

    class Meta(DeskResource.Meta):
        """Options of django-import-export."""

        model = Tag
        import_id_fields = ("kind", "slug")
        fields = ("kind", "slug", *LANGS.values())

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Tag:
        """No tag is made here."""
        raise ValidationError(_("No tag has this kind and slug."))

    def save_instance(self, instance: Tag, is_create: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        """The names that the line changes, as an editor's: they outlast the next set-up."""
        names = {lang: getattr(instance, column) for lang, column in LANGS.items()}
        edit_names(tag=Tag.objects.get(pk=instance.pk), names=names)


class AliasResource(DeskResource):
    """Aliases by their tag, words and language: added where they are not here yet, else changed."""

    kind = Field(attribute="tag__kind", column_name="kind", readonly=True)
    slug = Field(attribute="tag__slug", column_name="slug", readonly=True)
    is_case_sensitive = Field(attribute="is_case_sensitive", column_name="is_case_sensitive", widget=BooleanWidget())

    class Meta(DeskResource.Meta):
        """Options of django-import-export."""

        model = Alias
        import_id_fields = ("text", "lang")
        fields = ("kind", "slug", "text", "lang", "match", "is_case_sensitive", "note")

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """What stands before it, for the trial; words that are read again afterwards."""
        self.standing, self.changed = standing_aliases(), []

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """What is left empty is said as it is meant: with other evidence, whatever the case."""
        super().before_import_row(row, **kwargs)
        row["match"] = row.get("match") or Alias.Match.NEEDS_CONTEXT.value
        row["is_case_sensitive"] = row.get("is_case_sensitive") or "0"
        self.user = kwargs.get("user")

    def get_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> Alias | None:
        """The alias with these words of this tag, if it is here."""
        found = Alias.objects.select_related("tag").filter(text=row.get("text", ""), lang=row.get("lang", ""))
        return found.filter(tag__kind=row.get("kind", ""), tag__slug=row.get("slug", "")).first()

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Alias:
        """A new one of a tag that is here."""
        said = row or {}
        tag = Tag.objects.filter(kind=said.get("kind", ""), slug=said.get("slug", "")).first()
        if tag is None:
            raise ValidationError(_("No tag has this kind and slug."))
        return Alias(tag=tag, added_at=timezone.now(), added_by=self.user)

    def validate_instance(
        self, instance: Alias, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """As the form does: no word that names something else."""
        super().validate_instance(instance, import_validation_errors, validate_unique)
        try:
            check_alias(instance)
        except AliasRefused as refused:
            raise ValidationError(str(refused)) from refused

    def save_instance(self, instance: Alias, is_create: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Keep it; its articles are queued for all lines at once."""
        self.changed += save_alias(alias=instance)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Say what articles and deals would gain and lose; afterwards those that hold the words are read again."""
        if self._is_trial(kwargs):
            result.preview = preview_change(before=self.standing, after=standing_aliases(), now=timezone.now())
        else:
            read_again(texts=self.changed, now=timezone.now())


class FeedResource(DeskResource):
    """Feeds by their address, through the same door as a list in OPML or YAML: guarded, never deleted or fetched."""

    class Meta(DeskResource.Meta):
        """Options of django-import-export."""

        model = Feed
        import_id_fields = ("url",)
        fields = ("url", "slug", *SAID_OF_FEEDS, "state")

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """The address in its normal form; one that may not be asked is refused before anything is looked up."""
        super().before_import_row(row, **kwargs)
        # Columns that an export tells and a table cannot set.
        row.pop("state", None)
        self.listed: ListedFeed = listed_feed(
            kwargs.get("row_number") or 0,
            row.get("url", ""),
            {name: row[name] for name in (*SAID_OF_FEEDS, "slug") if row.get(name)},
            is_enabled=row.get("enabled", "true").lower() not in ("false", "0", "no"),
        )
        if self.listed.problem or address_problem(self.listed.url, allow_private=settings.FETCH_ALLOW_PRIVATE):
            refused = import_feeds(listed=[self.listed], allow_private=settings.FETCH_ALLOW_PRIVATE, is_dry_run=True)
            raise ValidationError(refused.refusals[0].reason)
        row["url"] = normal_address(self.listed.url)

    def import_instance(self, instance: Feed, row: Mapping[str, Any], **kwargs: Any) -> None:
        """What the line says; what it leaves out stays, the slug of a feed that is here too."""
        instance.url = row["url"]
        for name in SAID_OF_FEEDS:
            if row.get(name):
                setattr(instance, name, self.listed.fields[name])

    def validate_instance(
        self, instance: Feed, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """The model's checks but that of the slug, which the action gives."""
        instance.full_clean(exclude=["slug"] if instance.pk is None else [], validate_unique=validate_unique)

    def save_instance(self, instance: Feed, is_create: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Take the line as a list's."""
        import_feeds(listed=[self.listed], allow_private=settings.FETCH_ALLOW_PRIVATE)
        saved = Feed.objects.get(url=instance.url)
        instance.pk, instance.slug, instance.state = saved.pk, saved.slug, saved.state


class DealResource(ModelResource):
    """Deals as they stand, for who reads them elsewhere; out only."""

    parties = Field(column_name="parties")
    tags = Field(column_name="tags")
    mechanism = Field(attribute="mechanism__slug", column_name="mechanism")

    class Meta:
        """Options of django-import-export."""

        model = Deal
        fields = (
            "slug", "title", "type", "status", "rung", "scope", "review", "review_reason", "parties", "tags",
            "mechanism", "amount", "amount_max", "currency", "amount_bound", "amount_usd", "agreed_on",
            "date_precision", "filed_on", "confidence", "is_bundle", "is_starter",
        )  # fmt: skip
        export_order = fields

    def dehydrate_parties(self, deal: Deal) -> str:
        """The signatories."""
        return "; ".join(party.name for party in deal.parties.all() if party.role == party.Role.SIGNATORY)

    def dehydrate_tags(self, deal: Deal) -> str:
        """Kinds and slugs."""
        return "; ".join(f"{tag.kind}:{tag.slug}" for tag in deal.tags.all())


class ArticleResource(ModelResource):
    """Articles with their addresses and what was found, without their texts, which are their publishers'; out only."""

    class Meta:
        """Options of django-import-export."""

        model = Article
        fields = (
            "id", "url", "title", "publisher", "lang", "published_at", "date_basis", "first_seen_at", "is_relevant",
            "relevance", "scope", "processed_at", "quarantined_at", "quarantine_reason", "pipeline_version",
        )  # fmt: skip
        export_order = fields
