"""Double opt-in: note a wish, mail its confirmation, confirm it (THREATS M03 to M06)."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from articles.actions.clustering.turn import own_transaction
from dashboards.digests import tokens
from dashboards.digests.actions.posting import CONTENT_LANGUAGE, LetterMail, Postbox, Posted
from dashboards.digests.actions.selecting import filter_words
from dashboards.digests.composing import fold
from dashboards.digests.models import Frequency, Signup, Subscriber, Subscription, Suppression
from dashboards.queries.rows import local_title

logger = logging.getLogger(__name__)

OPEN_FOR = timedelta(days=7)
"""How long a confirm link works."""

MAILS_A_DAY = 1
MAILS_A_MONTH = 3
WISHES_AN_HOUR = 5
"""Limits against subscription bombing (THREATS M04): per address, and per network."""

CONSENT_TEXT = "2026-11"
"""Version of the words beside the form."""

RETRY_MINUTES = (1, 5, 30)
"""After a refusal for the time being; then the wish fails and the reader may ask again."""


@dataclass(frozen=True)
class Wish:
    """What a reader asked for in the form; all values are checked."""

    email: str
    frequency: str
    hour: int
    timezone: str
    language: str
    filters: str
    with_weekends: bool = False
    weekday: int = 0
    deal_id: int | None = None


class TooManyWishes(Exception):
    """One network asked too often within an hour; carries the network."""


def note_wish(wish: Wish, *, network: str, now: datetime) -> Signup:
    """Note a wish; its mail is sent later, so known and unknown addresses look and take the same (M05).

    Raises ``TooManyWishes``, which depends on the network alone.
    """
    with own_transaction(clusters=False):
        if Signup.objects.of_network(network, since=now - timedelta(hours=1)).count() >= WISHES_AN_HOUR:
            raise TooManyWishes(network)
        return Signup.objects.create(
            email=wish.email,
            email_hash=tokens.hash_email(wish.email),
            network=network,
            consent_text=CONSENT_TEXT,
            frequency=wish.frequency,
            language=wish.language,
            timezone=wish.timezone,
            hour=wish.hour,
            filters=wish.filters,
            with_weekends=wish.with_weekends,
            weekday=wish.weekday,
            deal_id=wish.deal_id,
            next_attempt_at=now,
            created_at=now,
            expires_at=now + OPEN_FOR,
        )


def tend_wishes(*, now: datetime) -> int:
    """Forget what expired and mail what waits; gives how many confirmations were handed over."""
    forget_old_wishes(now=now)
    return mail_waiting_wishes(now=now)


def mail_waiting_wishes(*, now: datetime) -> int:
    """Mail every confirmation that waits; gives how many were handed over."""
    waiting = list(Signup.objects.waiting(now=now).values_list("pk", flat=True)[:500])
    with Postbox() as postbox:
        return sum(mail_wish(pk, postbox=postbox, now=now) for pk in waiting)


def mail_wish(signup_id: int, *, postbox: Postbox, now: datetime) -> bool:
    """Mail one confirmation if the limits of its address allow it. The token exists in the mail alone."""
    token = tokens.new_token()
    signup = _claim(signup_id, token=token, now=now)
    if signup is None:
        return False
    posted = postbox.post(_confirmation(signup, token))
    if posted.fate in ("retry", "permanent"):
        _put_back(signup, posted, now=now)
        return False
    Signup.objects.filter(pk=signup.pk, state=Signup.State.SENDING).update(state=Signup.State.MAILED)
    logger.info("confirmation mailed signup=%s fate=%s", signup.pk, posted.fate)
    return True


def confirm(token: str, *, now: datetime) -> Signup | None:
    """Make the wish of a confirm token true; the second time changes nothing. None for an unknown or old token."""
    with own_transaction(clusters=False):
        signup = Signup.objects.select_for_update().filter(token_hash=tokens.hash_token(token)).first()
        if signup is None or not signup.is_open(now=now):
            return None
        if signup.state == Signup.State.CONFIRMED:
            return signup
        subscriber = Subscriber.objects.select_for_update().filter(email__iexact=signup.email).first() or Subscriber(
            email=signup.email, email_hash=signup.email_hash, handle=tokens.new_handle(), created_at=now
        )
        if signup.deal_id is None or subscriber.pk is None:
            # Who follows one more deal said nothing about hours; those of the digests stay.
            for name in ("language", "timezone", "hour", "with_weekends"):
                setattr(subscriber, name, getattr(signup, name))
        if signup.frequency == Frequency.WEEKLY:
            subscriber.weekday = signup.weekday
        subscriber.save()
        what = {"frequency": signup.frequency, "filters": signup.filters, "deal_id": signup.deal_id}
        # Who confirms anew what is on, or paused, misses nothing of it; who comes back begins anew.
        held = Subscription.objects.current().filter(subscriber=subscriber, **what).first()
        Subscription.objects.update_or_create(
            subscriber=subscriber,
            **what,
            defaults={
                "begun_at": held.wanted_since if held else now,
                "state": Subscription.State.ACTIVE,
                "paused_until": None,
                "unsubscribed_at": None,
                "confirmed_at": now,
                # The wish goes after a month; what was agreed to, and from where, stays as long as mail is sent.
                "consent_text": signup.consent_text,
                "consent_network": signup.network,
            },
        )
        signup.state, signup.confirmed_at = Signup.State.CONFIRMED, now
        signup.save(update_fields=["state", "confirmed_at"])
    logger.info("subscription confirmed signup=%s", signup.pk)
    return signup


def find_open(token: str, *, now: datetime) -> Signup | None:
    """The wish that a confirm link belongs to, if the link may still be used."""
    signup = Signup.objects.filter(token_hash=tokens.hash_token(token)).first()
    return signup if signup and signup.is_open(now=now) else None


def forget_old_wishes(*, now: datetime) -> None:
    """Blank the address of wishes that expired; drop the rest after the 30 days that the limit looks back on."""
    Signup.objects.filter(expires_at__lte=now).exclude(email="").update(email="", token_hash="")
    Signup.objects.filter(created_at__lt=now - timedelta(days=30)).delete()


def _claim(signup_id: int, *, token: str, now: datetime) -> Signup | None:
    """The wish, marked as being mailed, or None where another has it or a limit holds it.

    All wishes of the address are locked, so two workers cannot both find the limit free.
    """
    with own_transaction(clusters=False):
        email_hash = Signup.objects.filter(pk=signup_id).values_list("email_hash", flat=True).first()
        same = list(Signup.objects.select_for_update().filter(email_hash=email_hash).order_by("pk"))
        signup = next((row for row in same if row.pk == signup_id and row.state == Signup.State.WAITING), None)
        if signup is None:
            return None
        day = Signup.objects.mailed(signup.email_hash, since=now - timedelta(days=1)).count()
        month = Signup.objects.mailed(signup.email_hash, since=now - timedelta(days=30)).count()
        is_suppressed = Suppression.objects.filter(email_hash__in=tokens.hashes_of_email(signup.email)).exists()
        if day >= MAILS_A_DAY or month >= MAILS_A_MONTH or is_suppressed or not signup.is_open(now=now):
            signup.state = Signup.State.HELD
            signup.save(update_fields=["state"])
            return None
        signup.state, signup.token_hash, signup.mailed_at = Signup.State.SENDING, tokens.hash_token(token), now
        signup.attempts += 1
        signup.save(update_fields=["state", "token_hash", "mailed_at", "attempts"])
    return signup


def _put_back(signup: Signup, posted: Posted, *, now: datetime) -> None:
    """After a refusal: wait and try again, or give up. A mail that was not accepted counts for no limit."""
    signup.mailed_at, signup.token_hash = None, ""
    if posted.fate == "retry" and signup.attempts <= len(RETRY_MINUTES):
        signup.state = Signup.State.WAITING
        signup.next_attempt_at = now + timedelta(minutes=RETRY_MINUTES[signup.attempts - 1])
    else:
        signup.state = Signup.State.FAILED
    signup.save(update_fields=["state", "mailed_at", "token_hash", "next_attempt_at"])
    logger.warning("confirmation not accepted signup=%s state=%s error=%s", signup.pk, signup.state, posted.error_class)


def _confirmation(signup: Signup, token: str) -> LetterMail:
    """The confirm mail: one link, what was asked for in words of our own, no content, no pictures (M04)."""
    with translation.override(signup.language):
        url = settings.SITE_URL + reverse("digests:confirm", args=[token])
        # Whoever fills in the form of somebody else's address shall not write that person a line.
        words = filter_words(signup.filters, with_free_words=False)
        context = {
            "site_url": settings.SITE_URL,
            "confirm_url": url,
            "signup": signup,
            "what": local_title(signup.deal)[0] if signup.deal else words,
        }
        text = render_to_string("digests/mail/confirm.txt", context)
        subject = gettext("Please confirm: GBA Tracker digest")
    # An address is never broken: a broken one is no link.
    lines = [line for part in text.splitlines() for line in ([part] if part == url else fold(part)) or [""]]
    return LetterMail(
        subject,
        "\n".join(lines) + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [signup.email],
        reply_to=[settings.EMAIL_REPLY_TO] if settings.EMAIL_REPLY_TO else None,
        headers={
            # Of our domain, as the digests have it; Django would name the machine.
            "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": CONTENT_LANGUAGE.get(signup.language, "en"),
        },
    )
