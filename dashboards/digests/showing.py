"""A mail in the browser, for its reader and for staff."""

from django.http import HttpResponse

from dashboards.digests.composing import Mail

MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""A mail shown as a page runs and loads nothing."""


def show_mail(mail: Mail, part: str) -> HttpResponse:
    """A mail in the browser: its HTML under a policy that loads nothing, or its plain text."""
    if part == "text":
        return HttpResponse(f"{mail.subject}\n\n{mail.text}", content_type="text/plain; charset=utf-8")
    response = HttpResponse(mail.html)
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response
