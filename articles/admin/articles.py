"""Articles: the text with its marks, what was left out and why, quarantine, and correcting its tags."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext_lazy as _

from articles.actions.clustering.turn import own_transaction
from articles.actions.curation import retag_article
from articles.admin.adding import add_article_view
from articles.admin.articleform import RetagForm
from articles.admin.dealbulk import ArticleBulk
from articles.admin.exchange import ArticleResource, ExportAdmin
from articles.admin.marking import Mark, marked
from articles.admin.reading import ReadingAdmin, link
from articles.admin.versions import versions_of
from articles.models import Article, Tagging
from articles.models.article import LONG_FIELDS
from articles.pipeline.text.records import LANGUAGES

ORDER_OF = {"quarantined": ("-quarantined_at", "-pk"), "waiting": ("-pk",)}
"""How articles in a state are listed: by when they were given up, by when they came."""


class QuarantineFilter(admin.SimpleListFilter):
    """In quarantine, waiting, or processed."""

    title = _("processing")
    parameter_name = "processing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """The three states."""
        return [("quarantined", _("in quarantine")), ("waiting", _("waiting")), ("processed", _("processed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """The articles in the chosen state."""
        if self.value() == "quarantined":
            return queryset.quarantined()
        if self.value() == "waiting":
            return queryset.filter(processed_at__isnull=True, quarantined_at__isnull=True)
        return queryset.filter(processed_at__isnull=False) if self.value() == "processed" else queryset


class LanguageFilter(admin.SimpleListFilter):
    """The languages that the newsroom tells apart, named without a look at the rows."""

    title = _("language")
    parameter_name = "lang"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Each by its name."""
        return [(code, language_name(code)) for code in LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """The articles in the chosen language."""
        return queryset.filter(lang=self.value()) if self.value() else queryset


def language_name(code: str) -> str:
    """The name of a language in that of whoever reads."""
    if code == "other":
        return pgettext("language", "Other")
    return str(get_language_info(code.lower())["name_translated"])


@admin.register(Article)
class ArticleAdmin(ArticleBulk, ExportAdmin, ReadingAdmin):
    """Articles to read; nobody edits what a publisher wrote. Tags are corrected, quarantined ones tried again."""

    resource_classes = (ArticleResource,)
    change_list_template = "admin/articles/article/change_list.html"
    change_form_template = "admin/articles/article/change_form.html"
    list_display = ("title", "publisher", "listed_at", "lang", "is_relevant", "state_in_words")
    list_filter = (QuarantineFilter, "is_relevant", LanguageFilter, "page_status", "date_basis")
    search_fields = ("title", "canonical_url", "publisher")
    search_help_text = _("Title, address or publisher")
    ordering = ("-listed_at", "-pk")
    actions = ("try_again", "tag_articles")
    fieldsets = (
        (None, {"fields": ("title", "address", "publisher", "published_at", "date_basis", "lang", "state_in_words")}),
        (
            _("What was read"),
            {"fields": ("relevance_in_words", "tags_in_words", "marked_text", "left_out", "versions")},
        ),
        (_("Where it comes from"), {"fields": ("feed", "is_carried", "first_seen_at", "updated_at", "page_status")}),
    )
    readonly_fields = (
        "address", "state_in_words", "relevance_in_words", "tags_in_words", "marked_text", "left_out", "versions",
    )  # fmt: skip

    class Media:
        """Marks and quarantined parts."""

        css = {"all": ("css/desk.css", "css/feeds.css")}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Lists do without the long texts."""
        rows = super().get_queryset(request)
        is_list = getattr(request.resolver_match, "url_name", "") == "articles_article_changelist"
        return rows.defer(*LONG_FIELDS) if is_list else rows.select_related("feed")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The newest first; the few in a state in the order of the index in which they are found."""
        return ORDER_OF.get(request.GET.get(QuarantineFilter.parameter_name, ""), self.ordering)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """The list as it is filtered, without the texts."""
        return super().get_export_queryset(request).defer(*LONG_FIELDS)

    @admin.display(description=_("address"))
    def address(self, article: Article) -> str:
        """The publisher's page as a link."""
        return link(article.url)

    @admin.display(description=_("processing"))
    def state_in_words(self, article: Article) -> str:
        """Where it is on the line."""
        if article.quarantined_at:
            return _("in quarantine: %(reason)s") % {"reason": article.quarantine_reason}
        if article.processed_at:
            return _("processed, version %(version)s") % {"version": article.pipeline_version}
        return _("waiting, %(state)s") % {"state": article.get_page_status_display()}

    @admin.display(description=_("relevance"))
    def relevance_in_words(self, article: Article) -> str:
        """The score and the phrases that decided."""
        reasons = [str(r.get("text", "")) for r in article.reasons if isinstance(r, dict)]
        words = "; ".join(reasons) or article.no_deal or _("no reasons")
        return f"{article.relevance:.2f}: {words}"

    @admin.display(description=_("tags"))
    def tags_in_words(self, article: Article) -> str:
        """Each tag with who says so."""
        taggings = article.taggings.select_related("tag").order_by("tag__kind", "-score")
        return render_to_string("admin/articles/article/_tags.html", {"taggings": taggings})

    @admin.display(description=_("text"))
    def marked_text(self, article: Article) -> str:
        """The clean text with the words behind its tags marked."""
        marks = [
            Mark(start, end, f"{tagging.tag.kind}: {tagging.tag.name_en}")
            for tagging in article.taggings.select_related("tag").exclude(decision=Tagging.Decision.REMOVED)
            for start, end in tagging.spans
        ]
        return marked(article.text, marks)

    @admin.display(description=_("left out"))
    def left_out(self, article: Article) -> str:
        """What stood on the page beside the article, and why it is not part of it."""
        return render_to_string("admin/articles/article/_left_out.html", {"parts": article.quarantined_text})

    @admin.display(description=_("versions"))
    def versions(self, article: Article) -> str:
        """What each version changed, newest first."""
        versions = versions_of(list(article.revisions.order_by("number")))
        return render_to_string("admin/articles/article/_versions.html", {"versions": versions})

    @admin.action(description=_("Take out of quarantine and try again"), permissions=["change"])
    def try_again(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        """Quarantined ones go back into the line."""
        # The list defers columns and orders rows, which an update does not need.
        number = Article.objects.filter(pk__in=list(articles.values_list("pk", flat=True))).release()
        self.message_user(request, _("Back in the line: %(n)d.") % {"n": number}, messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        """The pages for tags and for one more article, before the catch-all."""
        pages = [("<int:pk>/retag/", self.retag_view, "retag"), ("new/", self.add_view_by_address, "add_by_address")]
        own = [path(at, self.admin_site.admin_view(view), name=f"articles_article_{name}") for at, view, name in pages]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's list, which is told whether to offer our pages."""
        may_change = self.has_change_permission(request)
        return super().changelist_view(request, {**(extra_context or {}), "has_change_permission": may_change})

    def add_view_by_address(self, request: HttpRequest) -> HttpResponse:
        """Take in one article by its address."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return add_article_view(request, self.admin_site)

    @csrf_protect_m
    def retag_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say which cities, sectors and other tags the article carries; processing again keeps it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        article = get_object_or_404(Article, pk=pk)
        form = RetagForm(request.POST or None, article=article, site=self.admin_site)
        if request.method == "POST" and form.is_valid():
            now, note = timezone.now(), form.cleaned_data["note"]
            with own_transaction(clusters=False):
                for tag, decision in form.decisions():
                    retag_article(article=article, tag=tag, decision=decision, by=request.user, now=now, note=note)
            self.message_user(request, _("Tags saved; processing again keeps them."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Correct tags"),
            "article": article,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/articles/article/retag.html", context)
