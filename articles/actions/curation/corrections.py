"""Correct one field of a deal: check the value, keep both the machine's and the curator's, resolve again."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from articles.actions.clustering.choosing import CURATED_FIELDS
from articles.actions.clustering.standing import REOPENED
from articles.actions.clustering.turn import own_transaction
from articles.actions.conversion import is_currency
from articles.actions.curation.four_eyes import JUDGED_BY_TWO, why_two
from articles.actions.curation.settling import current_value, judgement, record, set_curated, settle_deal
from articles.actions.curation.wording import field_name
from articles.models import Deal, ReviewDecision, ReviewItem, Tag
from articles.pipeline.quantities import UNITS
from articles.pipeline.text import clean_text
from articles.pipeline.vocabulary import RUNGS, STATUSES, TYPES

SCOPES = ("", "intra_gba", "gba_external")
PRECISIONS = ("day", "month", "quarter", "year")
BOUNDS = ("exact", "over", "nearly", "up_to", "range")
_MOST_SECTORS = 5
_LARGEST = Decimal("1e18")


class InvalidCorrection(Exception):
    """Raised where a value does not fit its field; ``field`` and ``problem`` (in the reader's language) say what."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field_name(field)}: {problem}")
        self.field, self.problem = field, problem


def correct_deal(
    *,
    deal: Deal,
    field: str,
    value: Any,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    reason: str = "",
    item: ReviewItem | None = None,
) -> ReviewDecision:
    """Set one field of a deal for good; readers are told where the deal is public and what they see changes.

    ``field`` is one of ``CURATED_FIELDS``. ``money`` is None or ``{"amount",
    "currency"[, "amount_max", "amount_bound"]}``, ``date`` None or ``{"date":
    "YYYY-MM-DD", "precision"}``, cities, outside and sectors are lists of
    slugs, parties a list of names, counts a list of ``{"unit", "n"[, "n_max",
    "text"]}``. ``reason`` is ``not_in_text`` where the machine had read
    something that is not there. A correction that makes an accepted deal one
    for four eyes counts as its first acceptance: it is unreviewed until another person agrees. Raises
    InvalidCorrection.
    """
    if field not in CURATED_FIELDS:
        raise InvalidCorrection(field, _("is no field that can be corrected"))
    value = _CHECKS[field](field, value)
    with own_transaction(clusters=False):
        deal = Deal.objects.select_for_update().get(pk=deal.pk)
        before = current_value(deal, field)
        decision = record(
            deal=deal,
            action="correct",
            field=field,
            machine_value=before,
            human_value=value,
            reason=reason,
            note=note,
            item=item,
            by=by,
            now=now,
        )
        had_reason = why_two(deal)
        set_curated(deal, field, value, by=by, now=now)
        settle_deal(deal, now=now, field=field)
        reopen_for_two(deal, decision, had_reason=bool(had_reason), by=by, now=now)
    return decision


def reopen_for_two(
    deal: Deal, correction: ReviewDecision, *, had_reason: bool, by: AbstractBaseUser | None, now: datetime
) -> None:
    """Take an acceptance back until a second person agrees, where a correction made the deal one for four eyes.

    So does a new amount or status of one that was for four eyes already.
    """
    has_new_value = not had_reason or correction.field in JUDGED_BY_TWO
    if deal.review != Deal.Review.ACCEPTED or not has_new_value or not why_two(deal):
        return
    record(
        deal=deal,
        action="first_accept",
        field=f"correction:{correction.pk}",
        machine_value=deal.review,
        human_value=REOPENED,
        judged=judgement(deal),
        by=by,
        now=now,
    )
    settle_deal(deal, now=now)


def _text(longest: int, *, is_needed: bool = False) -> Callable[[str, Any], str]:
    def check(field: str, value: Any) -> str:
        text = clean_text(value).strip() if isinstance(value, str) else ""
        if not isinstance(value, str) or len(text) > longest or (is_needed and not text):
            raise InvalidCorrection(
                field,
                _("needs a text of %(least)d to %(most)d characters") % {"least": int(is_needed), "most": longest},
            )
        return text

    return check


def _one_of(allowed: tuple[str, ...]) -> Callable[[str, Any], str]:
    def check(field: str, value: Any) -> str:
        if value not in allowed:
            words = _("“%(value)s” is none of %(allowed)s") % {"value": str(value)[:60], "allowed": ", ".join(allowed)}
            raise InvalidCorrection(field, words)
        return str(value)

    return check


def _slugs(kind: str, most: int) -> Callable[[str, Any], list[str]]:
    def check(field: str, value: Any) -> list[str]:
        if not isinstance(value, list) or len(value) > most or not all(isinstance(slug, str) for slug in value):
            raise InvalidCorrection(field, _("needs a list of at most %(most)d slugs") % {"most": most})
        known = set(Tag.objects.filter(kind=kind, slug__in=value).values_list("slug", flat=True))
        if unknown := [slug for slug in value if slug not in known]:
            raise InvalidCorrection(field, _("unknown: %(names)s") % {"names": ", ".join(unknown)})
        return list(dict.fromkeys(value))

    return check


def _mechanism(field: str, value: Any) -> str:
    return "".join(_slugs("mechanism", 1)(field, [value] if value else []))


def _parties(field: str, value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > 40:
        raise InvalidCorrection(field, _("needs a list of at most %(most)d names") % {"most": 40})
    return list(dict.fromkeys(_text(200, is_needed=True)(field, name) for name in value))


def _is_true(field: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidCorrection(field, _("needs true or false"))
    return value


def _money(field: str, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not is_currency(str(value.get("currency"))):
        raise InvalidCorrection(field, _("needs an amount and a currency of three capitals"))
    amount, most = _amount(field, value.get("amount")), value.get("amount_max")
    most = None if most in (None, "") else _amount(field, most)
    if most is not None and most < amount:
        raise InvalidCorrection(field, _("the upper end is below the lower one"))
    bound = _one_of(BOUNDS)("amount_bound", value.get("amount_bound") or "exact")
    if most is not None and bound == "exact":
        # Who names an upper end means a range, whatever stood in the list beside it.
        bound = "range"
    return {
        "amount": str(amount),
        "amount_max": None if most is None else str(most),
        "currency": value["currency"],
        "amount_bound": bound,
    }


def _amount(field: str, value: Any) -> Decimal:
    try:
        amount = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise InvalidCorrection(field, _("“%(value)s” is no amount") % {"value": str(value)[:60]}) from None
    if not amount.is_finite() or not 0 < amount < _LARGEST:
        raise InvalidCorrection(field, _("“%(value)s” is no amount above nought") % {"value": str(value)[:60]})
    return amount


EARLIEST, LATEST = 1900, 2199
"""Years in which a deal may lie; days near the ends of the calendar would leave it when others are looked for near."""


def _date(field: str, value: Any) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise InvalidCorrection(field, _("needs a date and a precision"))
    precision = _one_of(PRECISIONS)("precision", value.get("precision", "day"))
    try:
        day = date.fromisoformat(str(value.get("date")))
    except ValueError:
        words = _("“%(value)s” is no date (YYYY-MM-DD)") % {"value": str(value.get("date"))[:60]}
        raise InvalidCorrection(field, words) from None
    if not EARLIEST <= day.year <= LATEST:
        told = {"value": day.isoformat(), "first": EARLIEST, "last": LATEST}
        raise InvalidCorrection(field, _("“%(value)s” is no day of a deal: years go from %(first)s to %(last)s") % told)
    first = {"month": day.replace(day=1), "year": day.replace(month=1, day=1)}.get(precision, day)
    if precision == "quarter":
        first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return {"date": first.isoformat(), "precision": precision}


def _counts(field: str, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or len(value) > 40:
        raise InvalidCorrection(field, _("needs a list of at most %(most)d counts") % {"most": 40})
    counts = []
    for count in value:
        numbers = (count.get("n"), count.get("n_max")) if isinstance(count, dict) else (None, None)
        if not isinstance(numbers[0], int) or not isinstance(numbers[1], int | None) or isinstance(numbers[0], bool):
            raise InvalidCorrection(field, _("a count needs a unit and a whole number"))
        unit = _one_of(UNITS)("unit", count.get("unit"))
        counts.append({"unit": unit, "n": numbers[0], "n_max": numbers[1], "text": str(count.get("text") or "")[:200]})
    return counts


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "title": _text(300, is_needed=True),
    "title_zh_hant": _text(300),
    "title_zh_hans": _text(300),
    "title_pt": _text(300),
    "summary": _text(2000),
    "type": _one_of(TYPES),
    "subtype": _text(60),
    "status": _one_of(STATUSES),
    "rung": _one_of(RUNGS),
    "scope": _one_of(SCOPES),
    "mechanism": _mechanism,
    "money": _money,
    "counts": _counts,
    "date": _date,
    "cities": _slugs("city", 11),
    "outside": _slugs("outside", 20),
    "sectors": _slugs("sector", _MOST_SECTORS),
    "parties": _parties,
    "is_bundle": _is_true,
}
