"""The logins of staff that are open: who looks at them, and how they are ended before their time.

A login is a row of Django's sessions; readers have none. What the desk notes in it (when it began, when it was last
used, from where) stands under the names below.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.models import Session

BEGAN, SEEN = "desk_began", "desk_seen"
"""When the desk was entered and when it was last used, in seconds since 1970."""
ADDRESS, BROWSER = "desk_address", "desk_browser"
"""From where it was entered, and what the browser calls itself."""
ATTEMPTS_KEPT = timedelta(days=7)
"""How long wrong passwords are remembered; they lock out for a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Login:
    """One open login. ``handle`` names it on a page without giving its key away; times are UTC, None where unknown."""

    handle: str
    began_at: datetime | None
    seen_at: datetime | None
    address: str
    browser: str


def handle_of(session_key: str) -> str:
    """Give the name by which a page may speak of a session."""
    return sha256(session_key.encode()).hexdigest()[:24]


def open_logins(person: AbstractBaseUser, *, now: datetime) -> list[Login]:
    """Give the open logins of a person, the one used last first."""
    found = [
        Login(
            handle=handle_of(session.session_key),
            began_at=_moment(kept.get(BEGAN)),
            seen_at=_moment(kept.get(SEEN)),
            address=str(kept.get(ADDRESS, "")),
            browser=str(kept.get(BROWSER, "")),
        )
        for session, kept in _sessions_of(person, now)
    ]
    return sorted(found, key=lambda login: login.seen_at or datetime.min.replace(tzinfo=UTC), reverse=True)


def end_logins(person: AbstractBaseUser, *, now: datetime, only: str = "", but: str = "") -> int:
    """End the open logins of a person, all of them, ``only`` one or all ``but`` one (handles); give how many."""
    keys = [
        session.session_key
        for session, _ in _sessions_of(person, now)
        for handle in [handle_of(session.session_key)]
        if (not only or handle == only) and handle != but
    ]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def forget_logins(*, now: datetime) -> None:
    """Delete what is left of logins that are over, and of old wrong passwords: each names an address."""
    Session.objects.filter(expire_date__lte=now).delete()
    AccessAttempt.objects.filter(attempt_time__lte=now - ATTEMPTS_KEPT).delete()


def end_every_login() -> None:
    """End the logins of everybody: after a copy was put back, as those that were ended since are open in it."""
    Session.objects.all().delete()


def _sessions_of(person: AbstractBaseUser, now: datetime) -> Iterator[tuple[Session, dict[str, object]]]:
    """Sessions do not name whose they are outside their signed text; those of staff are few."""
    for session in Session.objects.filter(expire_date__gt=now).order_by("session_key").iterator():
        kept = session.get_decoded()
        if kept.get(SESSION_KEY) == str(person.pk):
            yield session, kept


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int | float) else None
