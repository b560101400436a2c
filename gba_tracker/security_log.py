"""One line for every login, wrong password, wrong code, lock-out and refusal at the desk (OWASP ASVS 5.0, V16.3).

Logger ``gba.security``. A line names the account by its number, never what was typed (people type their password
where the name belongs), and the address that it came from: staff know that the desk keeps it, readers are never
in here. Refused forms are logged by Django itself (``django.security.csrf``).
"""

import logging
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from gba_tracker.redaction import redact

log = logging.getLogger("gba.security")
DESK = "/admin/"
REFUSED = {403, 429}


def tell(event: str, request: HttpRequest | None, *, user: object = None, level: str = "warning") -> None:
    """Log one event: what, which account (``-`` where none is known), from which address, on which page."""
    address = request.META.get("REMOTE_ADDR", "-") if request else "-"
    path = redact(request.path[:200]) if request else "-"
    method = request.method if request else "-"
    fields = {"event": event, "user": user, "address": address, "path": path, "method": method}
    log.log(
        getattr(logging, level.upper()),
        "%s user=%s address=%s %s %s",
        event, "-" if user is None else user, address, method, path,
        extra={"fields": fields},
    )  # fmt: skip


def note_refusal(request: HttpRequest, response: HttpResponse) -> None:
    """Log an answer of the desk that refuses: 403 and 429."""
    if response.status_code in REFUSED and request.path.startswith(DESK):
        who = getattr(request, "user", None)
        tell(f"refused {response.status_code}", request, user=who.pk if who and who.is_authenticated else None)


@receiver(user_logged_in)
def _entered(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    tell("password accepted", request, user=user.pk, level="info")


@receiver(user_logged_out)
def _left(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    if user is not None:
        tell("logged out", request, user=user.pk, level="info")


@receiver(user_login_failed)
def _failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    users = get_user_model()
    name = str(credentials.get(users.USERNAME_FIELD) or "")[:150]
    known = users.objects.filter(**{users.USERNAME_FIELD: name}).values_list("pk", flat=True).first() if name else None
    tell("wrong password" if known else "login of an unknown name", request, user=known)
