"""The second factor of the staff login: asked after the password, enrolled where there is none, and nowhere else.

Whoever has given the right password and no code yet reaches this one page and
no other of the desk. Wrong codes make django-otp wait twice as long each
time; wrong passwords are counted by django-axes (THREATS A01).

What changes how somebody gets in (accounts, recovery codes, open logins) asks
for a code that was given within the last minutes: a desk that was left open
is no way to keep it open (OWASP ASVS 5.0, V7.5).
"""

import time
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp import login as remember_device
from django_otp import match_token, user_has_device

from articles.actions.accounts import confirm_device, kept_form, pending_device, renew_recovery_codes, secret_of
from gba_tracker.security_log import tell

PROVED = "desk_proved"
"""Where the session keeps when the last code was given, in seconds since 1970."""
PROOF_SECONDS = 10 * 60
"""For how long a code speaks for whoever sits at the desk."""


class CodeForm(forms.Form):
    """The six figures of the app, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """As the database knows it; without the blanks that apps show between groups."""
        return kept_form(self.cleaned_data["code"])


def is_wanting(request: HttpRequest) -> bool:
    """Whether the person may enter by password and owes the second factor."""
    user = request.user
    is_asked = settings.STAFF_TOTP or not settings.SITE_IS_LOOPBACK
    return is_asked and user.is_active and user.is_staff and not user.is_verified()


def is_proven(request: HttpRequest) -> bool:
    """Whether the person gave a code just now; without a second factor there is none to ask for."""
    if not request.user.is_verified():
        return not is_wanting(request)
    return 0 <= time.time() - request.session.get(PROVED, 0) <= PROOF_SECONDS


def to_prove(request: HttpRequest) -> HttpResponseRedirect:
    """Send the person to the page of the code, and back to where they were."""
    path = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    query = urlencode({"again": 1, REDIRECT_FIELD_NAME: path})
    return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{query}")


def second_factor(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for a code; without a device show the new one; once inside, renew recovery codes."""
    user = request.user
    if not (user.is_active and user.is_staff):
        return HttpResponseRedirect(reverse("admin:login"))
    if request.method == "POST" and "leave" in request.POST:
        logout(request)
        return HttpResponseRedirect(reverse("admin:login"))
    if not is_wanting(request):
        return _inside(request, site)
    if user_has_device(user):
        return _ask(request, site)
    return _enrol(request, site)


def _ask(request: HttpRequest, site: AdminSite) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device := match_token(request.user, form.cleaned_data["code"]):
            _enter(request, device)
            return HttpResponseRedirect(_next(request))
        tell("wrong code", request, user=request.user.pk)
        form.add_error("code", _("This is not the present code. After a wrong one, wait a little longer each time."))
    title = _("Your code once more") if request.user.is_verified() else _("Second step")
    return _page(request, site, "admin/second_factor.html", form=form, title=title)


def _enrol(request: HttpRequest, site: AdminSite) -> HttpResponse:
    device = pending_device(request.user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if confirm_device(device, code=form.cleaned_data["code"]):
            _enter(request, device)
            codes = renew_recovery_codes(request.user)
            return _page(request, site, "admin/recovery_codes.html", codes=codes, title=_("Recovery codes"))
        tell("wrong code", request, user=request.user.pk)
        form.add_error("code", _("This is not the present code. Is the clock of the phone right?"))
    picture = segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=3, dark="#000", light="#fff")
    return _page(
        request, site, "admin/enrol.html",
        form=form, picture=picture, secret=secret_of(device), title=_("Set up the second step"),
    )  # fmt: skip


def _inside(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """For who is in: new recovery codes on request, only with a device behind the session and a code given just now."""
    if not request.user.is_verified():
        return HttpResponseRedirect(reverse("admin:index"))
    is_stale = not is_proven(request)
    if is_stale and "renew" in request.POST:
        return to_prove(request)
    if is_stale and ("again" in request.GET or request.method == "POST"):
        return _ask(request, site)
    if request.method == "POST" and "renew" in request.POST:
        codes = renew_recovery_codes(request.user)
        return _page(request, site, "admin/recovery_codes.html", codes=codes, title=_("Recovery codes"))
    if REDIRECT_FIELD_NAME in request.GET:
        return HttpResponseRedirect(_next(request))
    return _page(request, site, "admin/recovery_codes.html", codes=[], title=_("Recovery codes"))


def _enter(request: HttpRequest, device: Any) -> None:
    """Mark the session as verified, under a new key."""
    request.session.cycle_key()
    request.session[PROVED] = time.time()
    remember_device(request, device)
    tell("code accepted", request, user=request.user.pk, level="info")


def _next(request: HttpRequest) -> str:
    """Where the person was going, if that is on this site."""
    target = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours else reverse("admin:index")


def _page(request: HttpRequest, site: AdminSite, template: str, **context: Any) -> TemplateResponse:
    shared = {**site.each_context(request), "next": _next(request), REDIRECT_FIELD_NAME: _next(request)}
    return TemplateResponse(request, template, {**shared, **context})
