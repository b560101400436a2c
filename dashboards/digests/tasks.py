"""Doors of the mail room for the worker."""

import logging
import mailbox

from celery import current_app, shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from dashboards.digests.actions import bouncing, collecting, running, signing_up
from dashboards.digests.actions.posting import Pace

logger = logging.getLogger(__name__)
IMPATIENT = {"socket_timeout": 1.0, "socket_connect_timeout": 1.0}
"""Seconds; Redis knows them, the transport by files does not need them."""


@shared_task(soft_time_limit=280, time_limit=300)
def send_due_digests() -> None:
    """Everything that is due now; a further round where there is more."""
    signing_up.tend_wishes(now=timezone.now())
    if settings.BOUNCE_MAILDIR:
        try:
            bouncing.read_maildir(settings.BOUNCE_MAILDIR, now=timezone.now())
        except (mailbox.Error, OSError, KeyError) as error:
            # Whoever waits for a digest has nothing to do with it.
            logger.error("BOUNCE_MAILDIR %s is not read: %s", settings.BOUNCE_MAILDIR, error)
    if running.run_mail_room(now=timezone.now(), pace=Pace(settings.MAIL_RATE)).has_more:
        send_due_digests.delay()


@shared_task(soft_time_limit=200, time_limit=220)
def collect_returns() -> None:
    """What came back into the mailbox, where one is set; a mailbox that does not answer is tried at the next beat."""
    if not settings.BOUNCE_MAILBOX:
        return
    try:
        collecting.collect_returns(settings.BOUNCE_MAILBOX, now=timezone.now())
    except collecting.MailboxError as error:
        logger.warning("mailbox not read: %s", error)


@shared_task
def mail_confirmations() -> None:
    """The confirmation mails that wait."""
    signing_up.mail_waiting_wishes(now=timezone.now())


def wake_for_confirmations() -> None:
    """Ask a worker to mail what waits, at once; without a broker the timetable does it within five minutes.

    A reader waits for the answer, so the connection is one of its own, with little patience for a broker that hangs.
    """
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as connection:
            mail_confirmations.apply_async(retry=False, connection=connection)
    except (OperationalError, OSError) as error:
        logger.warning("no broker, the confirmation waits for the timetable: %s", type(error).__name__)
