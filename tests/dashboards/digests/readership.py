"""Many readers over many days, and what each of them must get, worked out from the calendar alone.

Nothing here asks the mail room what is due or what was told: the expectation
is made of the readers' wishes, the days on which things happened, and the
rules of the digest (slots on the wall clock, no weekends, once each).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from articles.models import DataGeneration, Deal, DealEvent, Tag
from dashboards.digests import tokens
from dashboards.digests.models import Subscriber, Subscription

START = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # a Wednesday
ZONES = ("Asia/Hong_Kong",) * 5 + ("Asia/Shanghai", "Europe/Lisbon", "America/New_York", "America/Sao_Paulo", "UTC")
CITIES = ("macao", "shenzhen", "zhuhai")
FREQUENCIES = ("daily",) * 5 + ("weekly",) * 4 + ("monthly",)
LANGUAGES = ("en", "zh-hant", "zh-hans", "pt")
MILLION = 1_000_000


@dataclass(frozen=True)
class Reader:
    """What one reader asked for: ``city`` and ``least`` (HK dollars) narrow it; when he or she pauses or leaves."""

    number: int
    zone: str
    hour: int
    frequency: str
    with_weekends: bool
    weekday: int
    city: str
    least: int
    leaves_at: datetime | None
    pause: tuple[datetime, datetime] | None

    @property
    def email(self) -> str:
        """The address."""
        return f"reader{self.number}@example.org"

    @property
    def handle(self) -> str:
        """The name in the links."""
        return f"{self.number:012x}"

    @property
    def filters(self) -> str:
        """The wish as a page's query string."""
        parts = [f"city={self.city}" if self.city else "", f"min={self.least}" if self.least else ""]
        return "&".join(part for part in parts if part)


@dataclass(frozen=True)
class News:
    """Something that happened to a deal: ``slug`` of the deal, ``event``, when; its city and value in HK dollars."""

    slug: str
    event: str
    at: datetime
    city: str
    value: int


def make_readers(number: int, *, days: int = 30) -> list[Reader]:
    """Half daily, four in ten weekly (half of them on Mondays), the rest monthly; every twentieth filter unique."""
    leave, back = START + timedelta(days=days // 2), START + timedelta(days=days * 2 // 3)
    readers = [
        Reader(
            number=n,
            zone=ZONES[n // 3 % 10],
            hour=8 if n % 2 else n // 2 % 24,
            frequency=FREQUENCIES[n // 7 % 10],
            with_weekends=n % 7 == 0,
            weekday=n // 3 % 7 if n % 2 else 0,
            city=("", "", *CITIES)[n // 2 % 5],
            least=(n % 90 * 10 + 5) * MILLION + n if n % 20 == 3 else (0, 205 * MILLION, 0)[n % 3],
            leaves_at=leave if n % 50 == 7 else None,
            pause=(START + timedelta(days=days // 5), back) if n % 50 == 11 else None,
        )
        for n in range(number)
    ]
    made = Subscriber.objects.bulk_create(
        [
            Subscriber(
                email=reader.email, email_hash=tokens.hash_email(reader.email), handle=reader.handle,
                timezone=reader.zone, hour=reader.hour, language=LANGUAGES[reader.number // 11 % 4],
                with_weekends=reader.with_weekends, weekday=reader.weekday, created_at=START,
            )
            for reader in readers
        ],
        batch_size=1000,
    )  # fmt: skip
    Subscription.objects.bulk_create(
        [
            Subscription(subscriber=row, frequency=reader.frequency, filters=reader.filters, confirmed_at=START)
            for row, reader in zip(made, readers, strict=True)
        ],
        batch_size=1000,
    )
    return readers


def make_news(days: int) -> list[News]:
    """Three deals a day, each sixth day a quiet one; some are completed after five days, some corrected after six."""
    tags = [Tag.objects.get_or_create(kind="city", slug=city, defaults={"name_en": city.title()})[0] for city in CITIES]
    news = []
    for number in range(3 * days):
        if number // 3 % 6 == 4:
            continue
        at, value = START + timedelta(hours=8 * number, minutes=7), (number * 37 % 90 * 10 + 10) * MILLION
        deal = Deal.objects.create(
            slug=f"d{number}", title=f"Pact {number}", type="mou", status="signed", rung="mou", created_at=at,
            changed_at=at, filed_on=date(2026, 11, 24), filed_until=date(2026, 11, 24), amount=value, currency="HKD",
            amount_bound="exact", amount_usd=value / 7.8,
        )  # fmt: skip
        deal.tags.add(tags[number % 3])
        happened = [("new", at)]
        if number % 4 == 1:
            happened.append(("status:completed", at + timedelta(days=5, minutes=11)))
        if number % 5 == 2:
            happened.append(("correction:1", at + timedelta(days=6, minutes=23)))
        for event, moment in happened:
            DealEvent.objects.create(deal=deal, event=event, happened_at=moment)
            news.append(News(deal.slug, event, moment, CITIES[number % 3], value))
    DataGeneration.bump()
    return sorted(news, key=lambda one: one.at)


@cache
def slots_of(
    zone: str, hour: int, frequency: str, with_weekends: bool, weekday: int, end: datetime
) -> tuple[datetime, ...]:
    """Every hour from the start to the end at which such a reader gets a digest if there is anything to tell."""
    found, place = [], ZoneInfo(zone)
    day = START.astimezone(place).date()
    while day <= end.astimezone(place).date():
        slot = datetime(day.year, day.month, day.day, hour, tzinfo=place)
        first = day.replace(day=1)
        if first.weekday() >= 5 and not with_weekends:
            first += timedelta(days=7 - first.weekday())
        is_due = {
            "daily": with_weekends or day.weekday() < 5,
            "weekly": day.weekday() == (0 if weekday in (5, 6) and not with_weekends else weekday),
            "monthly": day == first,
        }
        if is_due[frequency] and START <= slot <= end:
            found.append(slot.astimezone(UTC))
        day += timedelta(days=1)
    return tuple(found)


def expected(reader: Reader, news: list[News], end: datetime) -> list[frozenset[tuple[str, str]]]:
    """What each mail of a reader must tell, in order: (slug, event); no mail where there is nothing."""
    wanted = [one for one in news if reader.city in ("", one.city) and one.value >= reader.least]
    mails, done = [], 0
    for slot in slots_of(reader.zone, reader.hour, reader.frequency, reader.with_weekends, reader.weekday, end):
        if reader.leaves_at and served_at(slot) >= reader.leaves_at:
            break
        if reader.pause and reader.pause[0] <= served_at(slot) < reader.pause[1] and slot < reader.pause[1] - LATE:
            continue
        upto = done
        while upto < len(wanted) and wanted[upto].at <= slot:
            upto += 1
        if upto > done:
            mails.append(frozenset((one.slug, one.event) for one in wanted[done:upto]))
        done = upto
    return mails


BEAT, LATE = timedelta(hours=3), timedelta(hours=6)


def served_at(slot: datetime) -> datetime:
    """The beat that finds a slot: the first that is not before it."""
    beats = -((START - slot) // BEAT)
    return START + beats * BEAT
