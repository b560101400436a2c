"""Which report speaks for a deal: the values of each field, the curator's first, else those of the best report."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from articles.actions.clustering.records import Span, report_span, span_of
from articles.actions.conversion import Rates
from articles.models import Deal
from articles.models.deal import COUNTED_STATUSES, ENDED_STATUSES, STEPS
from articles.pipeline.deals.rungs import rung_of
from articles.pipeline.vocabulary import RUNGS

CURATED_FIELDS = (
    "title",
    "title_zh_hant",
    "title_zh_hans",
    "title_pt",
    "summary",
    "type",
    "subtype",
    "status",
    "rung",
    "scope",
    "mechanism",
    "money",
    "counts",
    "date",
    "cities",
    "outside",
    "sectors",
    "parties",
    "is_bundle",
)
"""What a curator may set (``CuratedField.field``); the parts of ``money`` and of ``date`` go together in a mapping."""

_TITLES = ("title", "title_zh_hant", "title_zh_hans", "title_pt")
_PRECISIONS = ("day", "month", "quarter", "year")
_MONEY = ("amount", "amount_max", "currency", "amount_bound", "amount_text")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """What matters of the article that a report stands in: its scope, and which article it copies."""

    scope: str
    duplicate_of_id: int | None


@dataclass(frozen=True, slots=True)
class Saying:
    """What a stored report says for its deal: the columns of ``DealReport`` that are chosen from, without its model."""

    pk: int
    article_id: int | None
    position: int
    publisher: str
    url: str
    published_on: date | None
    lang: str
    tier: str
    type: str
    status: str
    rung: str
    amount: Decimal | None
    currency: str
    date: str
    confidence: float
    fields: Mapping[str, Any]
    article: Source | None


def ranked(reports: Iterable[Saying]) -> list[Saying]:
    """Order reports, best first: rows that people wrote (no article), then tier, completeness, date (newest).

    Of equal ones the address decides, never which of them came first: a deal says the same on every machine.
    """
    return sorted(
        reports,
        key=lambda report: (
            report.article_id is not None,
            report.tier,
            -_completeness(report),
            -(report.published_on or date.min).toordinal(),
            report.url,
            report.position,
            report.pk or 0,
        ),
    )


def _completeness(report: Saying) -> int:
    fields = report.fields
    named = ("parties", "counts", "cities", "outside", "sectors", "mechanism", "title")
    return sum(bool(fields.get(name)) for name in named) + (report.amount is not None) + bool(report.date)


def choose_values(reports: Sequence[Saying], curated: Mapping[str, Any], *, rates: Rates) -> Values:
    """Give the resolved plain fields of a deal from its ``ranked`` reports (at least one) and the curator's values."""
    best = reports[0]
    values: Values = {
        "type": curated.get("type", best.type),
        "subtype": curated.get("subtype", best.fields.get("subtype", "") if "type" not in curated else ""),
        "status": curated.get("status", _status(reports)),
        "is_bundle": curated.get("is_bundle", any(report.fields.get("is_bundle") for report in reports)),
        "mechanism_name": _first(reports, lambda report: report.fields.get("mechanism_name")) or "",
        "counts": curated.get("counts", _first(reports, lambda report: report.fields.get("counts")) or []),
        "summary": curated.get("summary", _first(reports, lambda report: report.fields.get("summary")) or ""),
        "confidence": max(report.confidence for report in reports),
        "report_count": len(reports),
    }
    values["rung"] = curated.get("rung", _rung(reports, values["type"], values["status"]))
    values |= _titles(reports, curated) | _date(reports, curated)
    values |= _filing(reports, values, is_curated="date" in curated)
    values |= _money(reports, curated, values, rates)
    return values


def _first(reports: Sequence[Saying], read: Callable[[Saying], Any]) -> Any:
    return next((value for report in reports if (value := read(report))), None)


def _status(reports: Sequence[Saying]) -> str:
    """The furthest step that a trusted report tells; the newest of them may say that it has stopped.

    Where an official or established source reports, the word of lesser ones does not move the status.
    """
    trusted = [report for report in reports if report.tier in "AB"] or reports
    newest = max(trusted, key=lambda report: (report.published_on or date.min, report.status in ENDED_STATUSES))
    if newest.status in ENDED_STATUSES:
        return newest.status
    steps = [report.status for report in trusted if report.status in STEPS]
    return max(steps, key=STEPS.index)


def _rung(reports: Sequence[Saying], type_: str, status: str) -> str:
    """The best report's own rung where it tells the same type and step (it knows of bundles), else by the ladder.

    A deal that stalled or was cancelled keeps the last rung that was reported.
    """
    before = [report.rung for report in reports if report.status not in ENDED_STATUSES]
    if status in ENDED_STATUSES and before:
        return max(before, key=RUNGS.index)
    for report in reports:
        if (report.type, report.status) == (type_, status):
            return report.rung
    return rung_of(type_, status, priced=status == "signed")


def _titles(reports: Sequence[Saying], curated: Mapping[str, Any]) -> Values:
    """The title in English where a report has one, else the best report's; beside it those in other languages."""
    main = next((report for report in reports if _title_lang(report) == "en"), reports[0])
    titles = {"title": main.fields.get("title", ""), "lang": _title_lang(main)}
    for field, lang in (("title_zh_hant", "zh-Hant"), ("title_zh_hans", "zh-Hans")):
        given = _first(reports, lambda report, field=field: report.fields.get(field))
        told = _first(reports, lambda report, lang=lang: _title_lang(report) == lang and report.fields.get("title"))
        titles[field] = given or told or ""
    # Worded alone: a headline in Portuguese is for the reading room to show, where no person worded the title.
    titles["title_pt"] = _first(reports, lambda report: report.fields.get("title_pt")) or ""
    titles |= {field: curated[field] for field in _TITLES if field in curated}
    if "title" in curated:
        titles["lang"] = curated.get("lang", "en")
    return {name: value[:300] for name, value in titles.items()}


def _title_lang(report: Saying) -> str:
    """The language of a report's title: the article's, unless somebody worded it in another."""
    return report.fields.get("title_lang") or report.lang or "en"


def _date(reports: Sequence[Saying], curated: Mapping[str, Any]) -> Values:
    """The most precise date, the best report's among equals; the curator's counts as stated."""
    if "date" in curated:
        given = curated["date"] or {}
        span = span_of(given.get("date"), given.get("precision", "unknown"))
        precision, basis = (given["precision"], given.get("basis", "stated")) if span else ("unknown", "unknown")
    else:
        dated = [report for report in reports if report_span(report)]
        best = min(dated, key=lambda report: _PRECISIONS.index(report.fields["date_precision"]), default=None)
        span = report_span(best) if best else None
        precision = best.fields["date_precision"] if best else "unknown"
        basis = best.fields.get("date_basis", "stated") if best else "unknown"
    return {"agreed_on": span.first if span else None, "date_precision": precision, "date_basis": basis}


def _filing(reports: Sequence[Saying], values: Values, *, is_curated: bool) -> Values:
    """The days by which the deal is found: its own, else, and where those were ahead, the day of its first report."""
    span = None
    if values["agreed_on"]:
        span = span_of(values["agreed_on"].isoformat(), values["date_precision"])
    by_report = span is None or _is_ahead(span, reports, values["status"], is_curated=is_curated)
    if by_report and (days := _told_on(reports)):
        span = Span(min(days), min(days))
    return {
        "filed_on": span.first if span else None,
        "filed_until": span.last if span else None,
        "is_filed_by_report": by_report and span is not None,
    }


def _is_ahead(span: Span, reports: Sequence[Saying], status: str, *, is_curated: bool) -> bool:
    """Whether the days were still to come when they were told: those of a plan are its aim.

    What is done cannot have been done after its last report: such a day is the one from which it counts, unless a
    person wrote it.
    """
    tellers = [report for report in reports if report_span(report) == span]
    if status in COUNTED_STATUSES:
        if is_curated or any(report.article_id is None for report in tellers):
            return False
        days = [max(told)] if (told := _told_on(reports)) else []
    else:
        days = _told_on(reports if is_curated else tellers)
    return bool(days) and span.first > min(days)


def _told_on(reports: Iterable[Saying]) -> list[date]:
    return [report.published_on for report in reports if report.published_on]


def _money(reports: Sequence[Saying], curated: Mapping[str, Any], values: Values, rates: Rates) -> Values:
    """The amount with its parts and its worth in US dollars at the rate of the filing day."""
    if "money" in curated:
        parts = curated["money"] or {}
    else:
        teller = next((report for report in reports if report.amount is not None), None)
        parts = {} if teller is None else teller.fields | {"amount": teller.amount, "currency": teller.currency}
    money: Values = {name: parts.get(name) or "" for name in _MONEY}
    for name in ("amount", "amount_max"):
        money[name] = _decimal(parts.get(name))
    money |= {"amount_usd": None, "rate": None, "rate_on": ""}
    if money["amount"] is None:
        return money | {"amount_max": None, "currency": "", "amount_bound": "", "amount_text": ""}
    money["amount_bound"] = money["amount_bound"] or "exact"
    precision = "day" if values["is_filed_by_report"] else values["date_precision"]
    converted = rates.convert(money["amount"], money["currency"], on=values["filed_on"], precision=precision)
    if converted:
        money |= {"amount_usd": converted.amount_usd, "rate": converted.rate, "rate_on": converted.rate_on}
    return money


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))


def choose_scope(cities: Sequence[str], outside: Sequence[str], told: str) -> str:
    """Give ``gba_external`` with an outside partner, ``intra_gba`` with two cities, else what the article says."""
    if outside and cities:
        return "gba_external"
    return "intra_gba" if len(cities) > 1 else told


def choose_review(reports: Sequence[Saying]) -> str:
    """What the machine may claim: starter rows by their confidence, others unreviewed once sources suffice.

    Sources suffice with one of tier A or B, or with two publishers below that do not copy each other (THREATS F16).
    """
    if any(report.article_id is None for report in reports):
        sure = max(report.confidence for report in reports if report.article_id is None)
        return Deal.Review.ACCEPTED if sure >= STARTER_CONFIDENCE["high"] else Deal.Review.UNREVIEWED
    if any(report.tier in "AB" for report in reports):
        return Deal.Review.UNREVIEWED
    # One whose publisher is unknown may be a copy of any other.
    named = [report for report in reports if report.publisher]
    independent = {report.publisher for report in named if not (report.article and report.article.duplicate_of_id)}
    return Deal.Review.UNREVIEWED if len(independent) > 1 else Deal.Review.NEEDS_SECOND_SOURCE


STARTER_CONFIDENCE = {"high": 0.95, "medium": 0.7}
"""How the words of the starter dataset stand on the scale of the reports."""
