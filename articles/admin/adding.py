"""One article by its address: the page on the desk that takes it in."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.adding import add_article
from articles.admin.feedforms import AddressForm
from articles.fetcher import configured_policy


def add_article_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Take an address, fetch its page under guard, and lead to the article: the new one, or the one that was here."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = add_article(url=form.cleaned_data["url"], now=timezone.now(), policy=configured_policy())
        if added.article is not None:
            words = (
                _("Taken in; it is read within a minute.")
                if added.is_new
                else _("This article was here already: this is it.")
            )
            messages.success(request, words)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[added.article.pk]))
        form.add_error("url", added.problem)
    context = {**site.each_context(request), "title": _("Add one article"), "form": form, "media": form.media}
    return TemplateResponse(request, "admin/articles/article/add_by_address.html", context)
