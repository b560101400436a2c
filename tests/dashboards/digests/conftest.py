"""What the tests of the mail room share: a clock that stands, deals that became known, readers."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from articles.models import Deal, DealEvent, DealReport, Evidence, Party, Tag
from dashboards.digests import tokens
from dashboards.digests.actions.signing_up import Wish
from dashboards.digests.models import Subscriber, Subscription
from gba_tracker.celery import app
from tests.smtpserver import Inbox, smtp_server


@pytest.fixture(autouse=True)
def tasks_run_at_once() -> Iterator[None]:
    """No worker is needed: what is asked of one is done in place."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before


@pytest.fixture
def server(settings) -> Iterator[Inbox]:
    """A mail server that the settings lead to."""
    with smtp_server() as inbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", inbox.port, 5
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield inbox


@pytest.fixture
def now() -> datetime:
    """Wednesday, 25 November 2026, noon in Hong Kong."""
    return datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.fixture
def make_deal(db: None, now: datetime) -> Callable[..., Deal]:
    """A published deal with one report and its quote, that became known at ``known_at``."""

    def make(slug: str, *, known_at: datetime | None = now, event: str = "new", cities: tuple[str, ...] = (), **fields):
        values = {
            "title": f"Pact {slug}",
            "type": "mou",
            "status": "signed",
            "rung": "mou",
            "created_at": now,
            "changed_at": now,
            "filed_on": date(2026, 11, 24),
            "filed_until": date(2026, 11, 24),
        }
        deal = Deal.objects.create(slug=slug, **{**values, **fields})
        for city in cities:
            name = city.replace("-", " ").title()
            deal.tags.add(Tag.objects.get_or_create(kind="city", slug=city, defaults={"name_en": name})[0])
        Party.objects.create(deal=deal, name="Harbour Bureau")
        report = DealReport.objects.create(
            deal=deal, publisher="Harbour Daily", url=f"https://harbour.example.org/{slug}", type="mou",
            status="signed", rung="mou", lang="en", created_at=now,
        )  # fmt: skip
        Evidence.objects.create(report=report, field="type", quote="The two bureaux signed a pact.", start=0, end=30)
        if known_at:
            DealEvent.objects.create(deal=deal, event=event, happened_at=known_at)
        return deal

    return make


@pytest.fixture
def make_reader(db: None, now: datetime) -> Callable[..., Subscription]:
    """A confirmed subscription, daily at eight in Hong Kong unless said otherwise."""

    def make(email="reader@example.org", *, frequency="daily", filters="", confirmed_at=now, **who):
        subscriber = Subscriber.objects.filter(email=email).first() or Subscriber.objects.create(
            email=email, email_hash=tokens.hash_email(email), handle=tokens.new_handle(), created_at=now, **who
        )
        return Subscription.objects.create(
            subscriber=subscriber, frequency=frequency, filters=filters, confirmed_at=confirmed_at
        )

    return make


@pytest.fixture
def wish() -> Wish:
    """A wish for everything, daily."""
    return Wish("reader@example.org", "daily", 8, "Asia/Hong_Kong", "en", "")


@pytest.fixture
def next_morning() -> datetime:
    """The slot after ``now``: Thursday, eight in Hong Kong."""
    return datetime(2026, 11, 26, 0, 0, tzinfo=UTC)


@pytest.fixture
def day() -> timedelta:
    """Twenty-four hours."""
    return timedelta(days=1)
