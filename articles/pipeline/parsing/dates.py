"""Dates: what a feed says of when, read from its own words.

No library's guess is taken for the common forms: feedparser reads ``CST`` as American and ``2026年3月5日`` as November.
In order: e-mail dates, ISO 8601, seconds since 1970, Chinese dates, numeric dates in the order of the source; what is
left goes to dateparser. Then a window: from 2000 to one day after the fetch.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from articles.pipeline.text import clean_text, fold

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=24)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janeiro",
            "feb february fev fevereiro",
            "mar march março marco",
            "apr april abr abril",
            "may mai maio",
            "jun june junho",
            "jul july julho",
            "aug august ago agosto",
            "sep sept september set setembro",
            "oct october out outubro",
            "nov november novembro",
            "dec december dez dezembro",
        ),
        1,
    )
    for name in names.split()
}
# Hours east of Greenwich. CST, IST and BST mean several things: those of the source's own zone win (``_zone``).
_ABBREVIATIONS = {
    "z": 0.0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "gst": 4, "pkt": 5, "ist": 5.5, "ict": 7, "wib": 7, "hkt": 8, "bjt": 8, "bjs": 8, "sgt": 8, "myt": 8,
    "pht": 8, "pst8": 8, "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "brt": -3, "art": -3,
}  # fmt: skip
_TIME = r"(?P<hour>\d{1,2})[:：.h](?P<minute>\d{2})(?:[:：.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
_ZONE = r"(?:\s*(?P<zone>[+-]\d{1,2}:?\d{2}|[+-]\d{2}\b|[a-z]{1,5}(?:[+-]\d{1,4})?)\b)?(?:\s*\([a-z ]+\))?"

# "Thu, 05 Mar 2026 10:30:00 +0800", "5 Mar 26 10:30 HKT", "5 março 2026"
_MAIL = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:de )?(?P<name>[^\W\d_]{3,9})\.?,?[\s-]+(?:de )?"
    rf"(?P<year>\d{{4}}|\d{{2}}),?(?:[\sT]+(?:at )?{_TIME}{_ZONE})?"
)
# "2026-03-05T10:30:00+08:00", "2026/3/5 10:30", "2026.03.05"
_ISO = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:[\sTt]+{_TIME}{_ZONE})?")
# "20260305T103000Z", "20260305"
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[Tt ]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?\s*(?P<zone>z|[+-]\d{2}:?\d{2})?)?"
)
# "March 5, 2026 10:30 am"
_AMERICAN = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(?P<name>[^\W\d_]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4}),?"
    rf"(?:[\s-]+(?:at )?{_TIME}{_ZONE})?"
)
# "2026年3月5日 下午3:30", "2026年3月5日星期四 10时30分"
_CHINESE = re.compile(
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]?\s*[,(]?\s*"
    r"(?:(?:星期|周|礼拜)[一二三四五六日天])?\)?\s*(?P<half>上午|下午|凌晨|早上|中午|晚上)?\s*"
    r"(?:(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})?\s*分?(?:[:]?(?P<second>\d{1,2})秒?)?)?\s*"
    r"(?P<zone>[a-z]{3,4}|[+-]\d{2}:?\d{2})?"
)
# "05/03/2026 10:30"
_NUMERIC = re.compile(rf"(?P<first>\d{{1,2}})[/.-](?P<next>\d{{1,2}})[/.-](?P<year>\d{{4}})(?:,?\s+{_TIME}{_ZONE})?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
# What nearly all feeds write, in full and within bounds: "Thu, 05 Mar 2026 10:30:00 +0800", "... GMT"
_CLOCK = "([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])"
_PLAIN_MAIL = re.compile(
    "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ([0-9]{2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (2[0-9]{3}) "
    f"{_CLOCK} (?:GMT|([+-])(0[0-9]|1[0-4])([0-5][0-9]))"
)
# "2026-03-05T10:30:00+08:00", "2026-03-05T02:30:00.123Z"
_PLAIN_ISO = re.compile(
    f"(2[0-9]{{3}})-([0-9]{{2}})-([0-9]{{2}})T{_CLOCK}(?:[.][0-9]{{1,9}})?(?:Z|([+-])(0[0-9]|1[0-4]):([0-5][0-9]))"
)
_FORMS = (_MAIL, _ISO, _COMPACT, _AMERICAN, _CHINESE, _NUMERIC)
_MAX_TEXT = 80


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment in UTC with its basis (``stated``, ``inferred``, ``none``); ``at`` is None where nothing holds."""

    at: datetime | None
    basis: str


_NOTHING = Stamp(None, "none")


def read_date(raw: str, *, timezone: str, fetched_at: datetime, day_first: bool = True) -> Stamp:
    """Read the date that a feed wrote.

    ``timezone`` is the source's IANA zone: times without a zone are in it, and its own meaning of an abbreviation wins
    (``CST`` of a source in Shanghai is China's). ``day_first`` tells 5/3 from 3/5. ``fetched_at`` (aware) serves
    relative words and the window; it never stands in for a date. A date without a time is midnight at the source.
    """
    home = _home(timezone)
    stamp = _read_plain(raw, home)
    if stamp is None:
        text = fold(clean_text(raw)).strip(" \n\"'[]")
        if not text or len(text) > _MAX_TEXT:
            return _NOTHING
        stamp = _read(text, home, day_first)
        if stamp is None:
            stamp = _by_dateparser(text, timezone, fetched_at, day_first)
    if stamp.at is None or not _EARLIEST <= stamp.at <= fetched_at.astimezone(UTC) + _AHEAD:
        return _NOTHING
    return stamp


@cache
def _home(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _read_plain(raw: str, home: ZoneInfo) -> Stamp | None:
    """Read the two commonest forms as ``_read`` does, in a fifth of the time; None for all others."""
    if match := _PLAIN_MAIL.fullmatch(raw):
        if raw.endswith("GMT") and "gmt" in _own_abbreviations(home):
            return None
        day, name, year, *rest = match.groups()
        month = str(_MONTHS[name.lower()])
    elif match := _PLAIN_ISO.fullmatch(raw):
        year, month, day, *rest = match.groups()
    else:
        return None
    hour, minute, second, sign, east_hours, east_minutes = rest
    try:
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        return None
    if sign is not None:
        east = timedelta(hours=int(east_hours), minutes=int(east_minutes))
        moment = moment + east if sign == "-" else moment - east
    return Stamp(moment, "stated")


def _read(text: str, home: ZoneInfo, day_first: bool) -> Stamp | None:
    """Read the forms that feeds use; None where the text has none of them, a stamp without moment where it lies."""
    if _EPOCH.fullmatch(text):
        return Stamp(datetime.fromtimestamp(int(text[:10]), UTC), "stated")
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _moment(match.groupdict(), home, day_first)
    return None


def _moment(parts: dict[str, str | None], home: ZoneInfo, day_first: bool) -> Stamp | None:
    if "name" in parts:
        number = _MONTHS.get(str(parts["name"]))
        if number is None:
            return None
        month, day = number, int(str(parts["day"]))
    elif "first" in parts:
        day, month = int(str(parts["first"])), int(str(parts["next"]))
        if month > 12 or (not day_first and day <= 12):
            day, month = month, day
    else:
        month, day = int(str(parts["month"])), int(str(parts["day"]))
    year = int(str(parts["year"]))
    if len(str(parts["year"])) == 2:
        year += 2000 if year < 70 else 1900
    hour = _hour(int(parts.get("hour") or 0), parts.get("half") or "")
    zone, basis = _zone(parts.get("zone"), home, datetime(year, 1, 1, tzinfo=home))
    try:
        local = datetime(year, month, day, tzinfo=zone) + timedelta(
            hours=hour, minutes=int(parts.get("minute") or 0), seconds=min(59, int(parts.get("second") or 0))
        )
        return Stamp(local.astimezone(UTC), basis) if hour <= 24 else _NOTHING
    except (ValueError, OverflowError):
        return _NOTHING


def _hour(hour: int, half: str) -> int:
    if half.startswith(("p", "下", "晚")) and hour < 12:
        return hour + 12
    if half.startswith(("a", "凌")) and hour == 12:
        return 0
    return hour


def _zone(name: str | None, home: ZoneInfo, day: datetime) -> tuple[tzinfo, str]:
    if not name:
        return home, "stated"
    if name[0] in "+-":
        digits = name[1:].replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        if hours > 14 or minutes > 59:
            return home, "inferred"
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if name[0] == "-" else offset), "stated"
    if name in _own_abbreviations(home):
        return home, "stated"
    # CST of a source in no zone of that name: China's where the source is eight hours east, America's elsewhere.
    if name == "cst":
        east = day.utcoffset() == timedelta(hours=8)
        return timezone(timedelta(hours=8 if east else -6)), "stated"
    head = re.fullmatch("(?:gmt|utc)([+-])(\\d{1,2})(?::?(\\d{2}))?", name)
    if head:
        offset = timedelta(hours=int(head[2]), minutes=int(head[3] or 0))
        return timezone(-offset if head[1] == "-" else offset), "stated"
    hours_east = _ABBREVIATIONS.get(name)
    if hours_east is None:
        return home, "inferred"
    return timezone(timedelta(hours=hours_east)), "stated"


@cache
def _own_abbreviations(home: ZoneInfo) -> frozenset[str]:
    """The abbreviations that the source's zone itself uses in winter and in summer."""
    return frozenset((datetime(2024, month, 1, tzinfo=home).tzname() or "").lower() for month in (1, 7))


def _by_dateparser(text: str, timezone: str, fetched_at: datetime, day_first: bool) -> Stamp:
    """Read relative words and rare forms ("昨天 15:04", "há 2 horas") against the moment of the fetch."""
    # Imported here because it takes a third of a second and few documents need it.
    import dateparser

    found = dateparser.parse(
        text,
        languages=["zh", "zh-Hant", "en", "pt"],
        settings={
            "TIMEZONE": timezone,
            "RETURN_AS_TIMEZONE_AWARE": True,
            "RELATIVE_BASE": fetched_at.astimezone(_home(timezone)).replace(tzinfo=None),
            "DATE_ORDER": "DMY" if day_first else "MDY",
            "REQUIRE_PARTS": ["day", "month", "year"],
        },
    )
    if found is None:
        return _NOTHING
    try:
        return Stamp(found.astimezone(UTC), "inferred")
    except OverflowError:
        return _NOTHING
