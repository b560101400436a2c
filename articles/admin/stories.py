"""Stories: which articles tell the same news; to read."""

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from articles.admin.reading import ReadingAdmin, cut
from articles.models import Article, Story

SHOWN = 200


@admin.register(Story)
class StoryAdmin(ReadingAdmin):
    """The newest first, each with its articles."""

    list_display = ("__str__", "first_at", "article_count")
    search_fields = ("title",)
    search_help_text = _("Title")
    ordering = ("-pk",)
    fields = ("title", "first_at", "created_at", "its_articles")
    readonly_fields = ("its_articles",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """With the number of articles, counted for the rows of the page alone."""
        counts = Article.objects.filter(story=OuterRef("pk")).order_by().values("story").annotate(n=Count("pk"))
        return super().get_queryset(request).annotate(number=Subquery(counts.values("n")))

    @admin.display(description=_("articles"))
    def article_count(self, story: Story) -> int:
        """How many tell it."""
        return story.number or 0

    @admin.display(description=_("articles"))
    def its_articles(self, story: Story) -> str:
        """Each with its publisher and day, the oldest first."""
        articles = story.articles.order_by("listed_at", "pk").only("pk", "title", "publisher", "listed_at")[:SHOWN]
        rows = [
            (reverse("admin:articles_article_change", args=[article.pk]), cut(article.title), article.publisher,
             f"{article.listed_at:%Y-%m-%d}")
            for article in articles
        ]  # fmt: skip
        return format_html_join("", '<p><a href="{}">{}</a> {}, {}</p>', rows)
