"""The feeds' own pages on the desk: find, take in, try, set up a list page, pause and retry with one click."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.actions.curation.bulk import ask_for
from articles.actions.feed_discovery import add_feed, discover_feeds
from articles.actions.feed_lists import import_feeds, save_list_page
from articles.actions.polling import preview_feed
from articles.admin.feedforms import AddressForm, FeedListForm, RecipeForm
from articles.fetcher import address_problem, configured_policy
from articles.models import BulkAct, Feed

MOVED = (
    "url", "moved_to", "moved_seen", "moved_first_at", "etag", "last_modified", "body_hash", "state_reason",
    "next_poll_at", "told_at",
)  # fmt: skip


class FeedPages:
    """Mixed into the feeds' admin: pages beside Django's own, all for those who may change feeds."""

    def get_urls(self) -> list[URLPattern]:
        """Ours before the catch-all."""
        pages = [
            ("discover/", self.discover_view, "discover"),
            ("import/", self.import_view, "import"),
            ("recipe/", self.recipe_view, "new_recipe"),
            ("<int:pk>/recipe/", self.recipe_view, "recipe"),
            ("<int:pk>/test/", self.test_view, "test"),
            ("<int:pk>/remove/", self.remove_view, "remove"),
            ("<int:pk>/act/<str:act>/", require_POST(self.act_view), "act"),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=f"articles_feed_{name}") for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's list, which is told whether to offer our pages."""
        may_change = self.has_change_permission(request)
        return super().changelist_view(request, {**(extra_context or {}), "has_change_permission": may_change})

    def discover_view(self, request: HttpRequest) -> HttpResponse:
        """Look for the feeds of a site; take one in with a click, polled or paused."""
        self._check(request)
        if request.method == "POST" and "add" in request.POST:
            return self._add(request)
        form = AddressForm(request.POST if request.method == "POST" else request.GET if "url" in request.GET else None)
        found = None
        if request.method == "POST" and form.is_valid():
            found = discover_feeds(url=form.cleaned_data["url"], now=timezone.now(), policy=configured_policy())
        return self._page(request, "discover", _("Find the feeds of a site"), form=form, found=found)

    def _add(self, request: HttpRequest) -> HttpResponse:
        sent = request.POST
        imported, feed = add_feed(
            url=sent.get("url", ""),
            title=sent.get("title", ""),
            home_url=sent.get("home_url", ""),
            language=sent.get("language", ""),
            is_enabled=sent["add"] == "polled",
            by=request.user.get_username(),
            allow_private=settings.FETCH_ALLOW_PRIVATE,
        )
        if feed is None:
            self.message_user(request, imported.refusals[0].reason, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_feed_discover"))
        words = _("The feed is taken in.") if imported.added else _("The feed was here already.")
        self.message_user(request, words, messages.SUCCESS)
        return self._to(feed)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Show what a list of feeds would do, line by line, then take it in."""
        self._check(request)
        form = FeedListForm(request.POST or None, request.FILES or None)
        shown = None
        if request.method == "POST" and form.is_valid():
            is_dry_run = "import" not in request.POST
            shown = import_feeds(listed=form.listed, allow_private=settings.FETCH_ALLOW_PRIVATE, is_dry_run=is_dry_run)
            if not is_dry_run:
                words = _("Added %(added)d, updated %(updated)d, unchanged %(unchanged)d, refused %(refused)d.")
                counts = {name: getattr(shown, name) for name in ("added", "updated", "unchanged", "refused")}
                self.message_user(request, words % counts, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:articles_feed_changelist"))
        kept = form.cleaned_data.get("kept", "") if shown is not None else ""
        return self._page(request, "import", _("Take in a list of feeds"), form=form, shown=shown, kept=kept)

    def recipe_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Set up a page without a feed: try the recipe as often as wanted, then save."""
        self._check(request)
        feed = get_object_or_404(Feed, pk=pk) if pk is not None else None
        form = RecipeForm(request.POST or None, initial=RecipeForm.initial_of(feed) if feed else None)
        preview = None
        if request.method == "POST" and form.is_valid():
            if "save" in request.POST:
                return self._save(request, form, feed)
            preview = preview_feed(feed=form.feed(), now=timezone.now(), policy=configured_policy())
        title = _("How this page is read as a list") if feed else _("A page without a feed")
        return self._page(request, "recipe", title, form=form, feed=feed, preview=preview)

    def _save(self, request: HttpRequest, form: RecipeForm, feed: Feed | None) -> HttpResponse:
        other = Feed.objects.filter(url=form.cleaned_data["url"]).exclude(pk=feed.pk if feed else None).first()
        if other is not None:
            self.message_user(request, _("This address is a feed already: here it is."), messages.WARNING)
            return self._to(other)
        saved = save_list_page(
            feed=form.feed(feed),
            is_enabled=form.cleaned_data["is_enabled"],
            by=request.user.get_username(),
            now=timezone.now(),
        )
        self.message_user(request, _("The list page is saved."), messages.SUCCESS)
        return self._to(saved)

    def test_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the feed now, and show what would come in; nothing is stored."""
        self._check(request)
        feed = get_object_or_404(Feed, pk=pk)
        preview = None
        if request.method == "POST":
            preview = preview_feed(feed=feed, now=timezone.now(), policy=configured_policy())
        return self._page(request, "test", _("Try this feed"), feed=feed, preview=preview)

    def remove_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete a source for good, after a page that says what goes; with articles it takes two people."""
        self._check(request)
        feed = get_object_or_404(Feed, pk=pk)
        if request.method == "POST":
            act = ask_for(
                kind=BulkAct.Kind.DELETE_FEED,
                targets=[pk],
                details={"slug": feed.slug, "note": request.POST.get("note", "")[:2000]},
                by=request.user,
                now=timezone.now(),
            )
            return HttpResponseRedirect(reverse("admin:review_bulk_act", args=[act.pk]))
        counts = {"articles": feed.articles.count(), "entries": feed.entries.count()}
        return self._page(request, "remove", _("Delete this source"), feed=feed, **counts)

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Pause, resume or retry with one click."""
        self._check(request)
        feeds: QuerySet[Feed] = Feed.objects.filter(pk=pk)
        feed = get_object_or_404(feeds)
        if act == "pause":
            feeds.pause(reason=f"paused by {request.user.get_username()}")
            words = _("%(slug)s is paused.")
        elif act in ("resume", "retry"):
            # What was suspended or gone begins anew; what only failed is asked at the next tick.
            feeds.resume(now=timezone.now())
            feeds.poll_soon(now=timezone.now())
            words = _("%(slug)s is polled at the next tick.")
        elif act == "move" and feed.moved_to:
            return self._move(request, feed)
        else:
            raise PermissionDenied
        self.message_user(request, words % {"slug": feed.slug}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_feed_changelist")) if act == "retry" else self._to(feed)

    def _move(self, request: HttpRequest, feed: Feed) -> HttpResponse:
        """Say yes to an address of another owner; one that is a feed already, or not to be asked, is refused."""
        problem = address_problem(feed.moved_to, allow_private=settings.FETCH_ALLOW_PRIVATE)
        if problem is not None or Feed.objects.filter(url=feed.moved_to).exists():
            self.message_user(request, _("This address is a feed already, or may not be asked."), messages.ERROR)
            return self._to(feed)
        feed.move(now=timezone.now())
        feed.save(update_fields=MOVED)
        self.message_user(request, _("The feed has its new address."), messages.SUCCESS)
        return self._to(feed)

    def _check(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _to(self, feed: Feed) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_feed_change", args=[feed.pk]))

    def _page(self, request: HttpRequest, name: str, title: str, **context: Any) -> TemplateResponse:
        form = context.get("form")
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "media": self.media + form.media if form is not None else self.media,
        }
        return TemplateResponse(request, f"admin/articles/feed/{name}.html", {**shared, **context})
