"""Pages of the mail room. GET and HEAD change nothing (THREATS M01); the token in an address is the permission."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dashboards.digests import tokens
from dashboards.digests.actions import archiving, previewing, selecting, signing_up, subscribing
from dashboards.digests.forms import NO_SUCH_DEAL, SIGNER, ManageForm, SubscribeForm, deal_called
from dashboards.digests.models import PERIODIC, Digest, Frequency, Signup, Subscriber, Subscription
from dashboards.digests.showing import show_mail
from dashboards.digests.tasks import wake_for_confirmations
from dashboards.limits import client_address, is_from_here, is_within
from dashboards.queries.rows import local_title

View = Callable[..., HttpResponse]

SAMPLES_AN_HOUR = 60
"""Samples that one network address may look at; each is put together anew."""


def private(view: View) -> View:
    """A page whose address is a secret: kept by no cache, told to no other site, found by no search engine.

    No CSRF check: who does not know the token cannot forge the request, and
    one-click unsubscribing comes without cookies (RFC 8058).
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; POST gives one answer for known and unknown addresses.

    There is no session to ride on, so no CSRF cookie is set; that other sites
    send their visitors' browsers here is refused by what the browser says of
    the origin (Fetch Metadata).
    """
    if request.method != "POST":
        asked = request.GET.get("filters") or request.GET.urlencode()
        initial = {**_defaults(), "frequency": "daily", "filters": _readable(asked), "opened": SIGNER.sign("form")}
        wanted = request.GET.get("deal", "").replace("\0", "")[:120]
        followed = deal_called(wanted) if wanted else None
        notice = NO_SUCH_DEAL if wanted and followed is None else ""
        return _form(request, SubscribeForm(initial=initial, followed=followed), notice=notice)
    if not is_from_here(request):
        return render(request, "digests/refused.html", status=403)
    form = SubscribeForm({**_defaults(), **request.POST.dict()})
    if not form.is_valid():
        return _form(request, form, status=400)
    if not form.is_trapped:
        try:
            signing_up.note_wish(form.wish(), network=tokens.network_of(client_address(request)), now=timezone.now())
        except signing_up.TooManyWishes:
            return render(request, "digests/too_many.html", status=429)
        wake_for_confirmations()
    return render(request, "digests/asked.html")


@require_http_methods(["GET", "HEAD"])
def sample(request: HttpRequest) -> HttpResponse:
    """What a digest of a selection would hold now, for who has not subscribed: HTML, or plain text with ``part=text``.

    The query string is a page's own, with ``frequency`` (weekly where it is none that has a period).
    """
    if not is_within(request, "sample", 1, SAMPLES_AN_HOUR):
        return render(request, "digests/too_many_samples.html", status=429)
    asked = request.GET.get("frequency", "")
    frequency = asked if asked in PERIODIC else Frequency.WEEKLY.value
    filters = _readable(request.GET.urlencode())
    planned = previewing.preview_selection(
        filters, frequency=frequency, language=get_language() or "en", now=timezone.now(), notebook=selecting.Notebook()
    )
    if planned.mail is None:
        context = {"frequency": frequency, "filters": selecting.filter_words(filters), "query": filters}
        response = render(request, "digests/no_sample.html", context)
    else:
        response = show_mail(planned.mail, request.GET.get("part", "html"))
    patch_cache_control(response, public=True, max_age=300)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@private
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; the button confirms. A link that was used says so, and does nothing more."""
    now = timezone.now()
    signup = signing_up.find_open(token, now=now)
    is_used = signup is not None and signup.state == Signup.State.CONFIRMED
    if request.method == "POST" and not is_used:
        signup = signing_up.confirm(token, now=now)
    if signup is None:
        return render(request, "digests/link_void.html", status=404)
    words = local_title(signup.deal)[0] if signup.deal else selecting.filter_words(signup.filters)
    page = "digests/confirmed.html" if is_used or request.method == "POST" else "digests/confirm.html"
    return render(request, page, {"signup": signup, "filters": words, "is_used": is_used})


@private
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Change, pause, resume, stop one, make the links void, delete; each by its own button."""
    now = timezone.now()
    subscriber = subscribing.find_managed(token, now=now)
    if subscriber is None:
        return render(request, "digests/link_void.html", status=404)
    if request.method != "POST":
        return _manage_page(request, subscriber)
    action = request.POST.get("action", "")
    if action == "save":
        form = ManageForm(request.POST)
        if not form.is_valid():
            return _manage_page(request, subscriber, form, status=400)
        subscribing.save_settings(subscriber, now=now, **form.chosen())
    elif action == "pause":
        subscribing.pause(subscriber, now=now)
    elif action == "resume":
        subscribing.resume(subscriber, network=tokens.network_of(client_address(request)), now=now)
    elif action == "stop" and request.POST.get("subscription", "").isdecimal():
        subscribing.stop(subscriber, subscription_id=int(request.POST["subscription"][:18]), now=now)
    elif action == "renew":
        subscribing.revoke_links(subscriber)
        return render(request, "digests/renewed.html")
    elif action == "delete":
        subscribing.forget(subscriber)
        return render(request, "digests/forgotten.html")
    else:
        return _manage_page(request, subscriber, status=400)
    return _manage_page(request, subscriber, done=action)


@private
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The next digest of this reader as it stands now: the mail itself, or its plain text with ``part=text``."""
    now = timezone.now()
    subscriber = subscribing.find_managed(token, now=now)
    if subscriber is None:
        return render(request, "digests/link_void.html", status=404)
    asked = request.GET.get("frequency", "")
    frequency = asked or subscriber.subscriptions.current().values_list("frequency", flat=True).first() or ""
    planned = previewing.preview(
        subscriber, frequency=frequency, language=subscriber.language, now=now, notebook=selecting.Notebook()
    )
    if planned is None or planned.mail is None:
        return render(request, "digests/nothing_yet.html", {"manage_url": reverse("digests:manage", args=[token])})
    return show_mail(planned.mail, request.GET.get("part", "html"))


@private
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; POST, with or without a body, stops all mail. The answer is the same for any token.

    Whoever comes by the link once it is done, as by the button of the mail program, is told so.
    """
    if request.method == "POST":
        subscribing.unsubscribe(token, now=timezone.now())
    elif not subscribing.is_unsubscribed(token):
        return render(request, "digests/unsubscribe.html")
    return render(request, "digests/unsubscribed.html")


@require_http_methods(["GET", "HEAD"])
def archive(request: HttpRequest, digest_id: object) -> HttpResponse:
    """What happened in the period of a digest, for everybody: without the subscriber's filters."""
    digest = get_object_or_404(Digest, pk=digest_id)
    issue = archiving.read_issue(digest, language=get_language() or "en")
    return render(request, "digests/archive.html", {"digest": digest, "issue": issue})


def _defaults() -> dict[str, str]:
    """What the settings are where a form says nothing of them, as the one for following a deal does."""
    return {"hour": "8", "timezone": "Asia/Hong_Kong", "language": get_language() or "en"}


def _form(request: HttpRequest, form: SubscribeForm, status: int = 200, *, notice: object = "") -> HttpResponse:
    """The subscribe page, with the filters in words; ``notice`` says what of the address was not understood."""
    filters = form["filters"].value() or ""
    kept = _readable(filters)
    context = {"form": form, "filters": selecting.filter_words(kept) if kept else "", "query": kept, "notice": notice}
    if form.followed:
        context["title"], context["title_lang"] = local_title(form.followed)
    return render(request, "digests/subscribe.html", context, status=status)


def _manage_page(
    request: HttpRequest, subscriber: Subscriber, form: ManageForm | None = None, *, done: str = "", status: int = 200
) -> HttpResponse:
    """The manage page: one form for each subscription; a form with faults takes the place of its own."""
    faulty = form.data.get("subscription", "") if form else None
    subscriptions = list(subscriber.subscriptions.select_related("subscriber", "deal").order_by("pk"))
    rows = [
        {
            "subscription": row,
            "filters": selecting.filter_words(row.filters),
            "form": form if form and faulty in ("", str(row.pk)) else ManageForm.of(row),
        }
        for row in subscriptions
        if row.deal_id is None
    ]
    states = {row.state for row in subscriptions}
    context = {
        "subscriber": subscriber,
        "rows": rows,
        "followed": [
            (row, *local_title(row.deal.survivor))
            for row in subscriptions
            if row.deal_id and row.state != Subscription.State.UNSUBSCRIBED
        ],
        "done": done,
        "is_active": Subscription.State.ACTIVE in states,
        "is_stopped": Subscription.State.PAUSED in states or subscriber.subscriptions.ended().exists(),
    }
    return render(request, "digests/manage.html", context, status=status)


def _readable(query: str) -> str:
    """The canonical filters of a query string, nothing where it cannot be read."""
    try:
        return selecting.canonical_filters(query[:4000])
    except ValueError:
        return ""
