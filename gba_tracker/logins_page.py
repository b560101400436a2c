"""A person's own open logins on the desk: where each came from, and the button that ends it (OWASP ASVS 5.0, 7.5.2)."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions.logins import end_logins, handle_of, open_logins
from gba_tracker.second_factor import is_proven, to_prove
from gba_tracker.security_log import tell


def logins(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """List them; ``end`` in a POST ends the one it names, ``others`` all but this one, after a code given just now."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    now = timezone.now()
    this = handle_of(request.session.session_key or "")
    if request.method == "POST":
        return _end(request, this)
    context = {
        **site.each_context(request),
        "title": _("Your logins"),
        "logins": open_logins(request.user, now=now),
        "this": this,
    }
    return TemplateResponse(request, "admin/logins.html", context)


def _end(request: HttpRequest, this: str) -> HttpResponse:
    if not is_proven(request):
        return to_prove(request)
    wanted = request.POST.get("end", "")
    if "others" in request.POST:
        ended = end_logins(request.user, now=timezone.now(), but=this)
    elif wanted and wanted != this:
        ended = end_logins(request.user, now=timezone.now(), only=wanted)
    else:
        ended = 0
    if ended:
        tell(f"ended {ended} logins", request, user=request.user.pk)
    told = ngettext("%(n)d login has ended.", "%(n)d logins have ended.", ended) % {"n": ended}
    messages.success(request, told)
    return HttpResponseRedirect(reverse("admin:logins"))
