"""A reader's word that something is wrong: a form for each deal and article, queued for a curator."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.actions.curation import report_error
from articles.models import Article, Deal
from articles.models.deal import HIDDEN_REVIEWS
from dashboards.limits import is_from_here, is_within
from dashboards.queries.rows import local_title

MOST_TEXT = 2000
MOST_AN_HOUR = 10


def form_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form without a cookie: there is no session to ride on, and a browser says where a request comes from."""
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(view))


@form_view
def deal_error(request: HttpRequest, slug: str) -> HttpResponse:
    """What is wrong with a deal."""
    deal = Deal.objects.at_address(slug)
    if deal is not None and deal.review == Deal.Review.REJECTED:
        return render(request, "dashboards/gone.html", {"deal": deal}, status=410)
    if deal is None or deal.review in HIDDEN_REVIEWS:
        raise Http404
    if deal.slug != slug:
        return redirect("deal_error", deal.slug, permanent=True)
    return _answer(request, *local_title(deal), reverse("deal", args=[slug]), deal=deal)


@form_view
def article_error(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong with what we say of an article."""
    article = get_object_or_404(Article.objects.filter(processed_at__isnull=False), pk=pk)
    return _answer(request, article.title, article.lang, reverse("article", args=[pk]), article=article)


def _answer(request: HttpRequest, title: str, lang: str, back: str, **about: Deal | Article) -> HttpResponse:
    """The form; a POST queues the words and says so. A filled trap field (robots) queues nothing."""
    context = {"title": title, "title_lang": lang, "back": back, "most": MOST_TEXT, "text": "", "is_narrowed": True}
    status = 200
    if request.method == "POST":
        if not is_from_here(request):
            raise Http404
        text = " ".join(request.POST.get("text", "").replace("\x00", " ").split())
        if not text or len(text) > MOST_TEXT:
            context |= {"text": text[:MOST_TEXT], "fault": "empty" if not text else "length"}
            status = 400
        elif request.POST.get("website"):
            context["is_sent"] = True
        elif not is_within(request, "error", 1, MOST_AN_HOUR):
            context |= {"text": text, "fault": "often"}
            status = 429
        else:
            report_error(text=text, lang=get_language() or "", now=timezone.now(), **about)  # type: ignore[arg-type]
            context["is_sent"] = True
    response = render(request, "dashboards/report.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
