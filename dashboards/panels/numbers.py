"""Key numbers: one value, the list that adds up to it, and how it changed."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dashboards import formats
from dashboards.filters import Filters
from dashboards.panels.deals import deals_address
from dashboards.queries.totals import Totals


@dataclass(frozen=True)
class Change:
    """How a number differs from that of the period before: in words, with a sign that needs no colour."""

    direction: str
    text: str


@dataclass(frozen=True)
class Beside:
    """A few words beside a number; where they say a number themselves, the list of its rows and how many they are."""

    text: str
    href: str = ""
    count: int | None = None


@dataclass(frozen=True)
class KeyNumber:
    """One number of a page's head."""

    label: str
    value: str
    href: str = ""
    count: int | None = None
    beside: tuple[Beside, ...] = ()
    change: Change | None = None


Largest = tuple[str, Decimal] | None
"""The slug of the deal that holds most of a value, and what it is worth in HK dollars."""


def money_number(found: Totals, filters: Filters, largest: Largest, changed: Change | None = None) -> KeyNumber:
    """The disclosed value of a selection: the sum, the binding part of it, whether one deal makes up most of it, and
    how many rows are in no sum."""
    disclosed = filters.counted().having(value=_within(filters, "disclosed"), sort="-amount")
    label = gettext("Disclosed value")
    if not found.disclosed:
        return KeyNumber(label, "–", beside=_no_sum(found, filters), change=changed)
    binding = Beside(
        gettext("%(amount)s binding") % {"amount": formats.money(found.binding_hkd)},
        deals_address(disclosed.having(binding=True, sort="-amount")),
    )
    beside = (binding, *_mostly_one_deal(found, largest), *_no_sum(found, filters))
    return KeyNumber(label, formats.money(found.signed_hkd), deals_address(disclosed), found.disclosed, beside, changed)


def _mostly_one_deal(found: Totals, largest: Largest) -> tuple[Beside, ...]:
    """Where one of several deals is half of the sum or more: such a sum tells of that deal, and of little else."""
    if not largest or found.disclosed < 2 or largest[1] * 2 < found.signed_hkd:
        return ()
    part = formats.percent(float(largest[1] / found.signed_hkd))
    return (Beside(gettext("%(share)s of it is one deal") % {"share": part}, reverse("deal", args=[largest[0]])),)


def with_value_of_many(number: KeyNumber, count: int, hkd: Decimal) -> KeyNumber:
    """The value of a pair of cities; of its binding part it says what is told for more than the two."""
    if not count:
        return number
    text = ngettext(
        "of which %(amount)s is the whole value of %(count)s deal of three or more cities",
        "of which %(amount)s is the whole value of %(count)s deals of three or more cities",
        count,
    ) % {"amount": formats.money(hkd), "count": formats.whole(count)}
    binding, *others = number.beside
    return replace(number, beside=(binding, Beside(text, f"{reverse('about')}#links"), *others))


def _no_sum(found: Totals, filters: Filters) -> tuple[Beside, ...]:
    """The rows that no sum holds, each kind with its list."""
    if not found.signed:
        return (Beside(gettext("no deal to add up")),)
    told = []
    if found.undisclosed:
        text = ngettext("%(count)s deal undisclosed", "%(count)s deals undisclosed", found.undisclosed)
        address = deals_address(filters.counted().having(value=_within(filters, "undisclosed")))
        told.append(Beside(text % {"count": formats.whole(found.undisclosed)}, address, found.undisclosed))
    if found.unconverted:
        text = ngettext("%(count)s not convertible", "%(count)s not convertible", found.unconverted)
        address = deals_address(filters.counted().having(value=_within(filters, "unconverted")))
        told.append(Beside(text % {"count": formats.whole(found.unconverted)}, address, found.unconverted))
    return tuple(told)


def _within(filters: Filters, value: str) -> tuple[str, ...]:
    """One kind of value where the filters allow it; a number above 0 can only stand where they do."""
    return (value,) if not filters.value or value in filters.value else filters.value


def change(now: float, then: float) -> Change | None:
    """The change from ``then`` to ``now``; None where there was nothing either time."""
    if not now and not then:
        return None
    if now == then:
        return Change("same", gettext("as in the period before"))
    if not then:
        return Change("up", gettext("none in the period before"))
    ratio = (now - then) / then
    if abs(now) < 20 and float(now).is_integer() and float(then).is_integer():
        text = gettext("%(sign)s%(difference)s against the period before") % {
            "sign": "+" if now > then else "−",
            "difference": formats.whole(int(abs(now - then))),
        }
    elif ratio >= 9.995:
        text = gettext("%(times)s times the period before") % {"times": formats.whole(round(now / then))}
    else:
        text = _share_of_change(ratio)
    return Change("up" if now > then else "down", text)


def _share_of_change(ratio: float) -> str:
    """A change as a share; what is no whole percent is said in words, since a sign before "<1%" reads as nothing."""
    share = formats.percent(abs(ratio))
    said = {"sign": "+" if ratio > 0 else "−", "share": share.lstrip("<>")}
    if share[0] == "<":
        below = gettext("down by less than %(share)s against the period before")
        return (gettext("up by less than %(share)s against the period before") if ratio > 0 else below) % said
    if share[0] == ">":
        beyond = gettext("down by more than %(share)s against the period before")
        return (gettext("up by more than %(share)s against the period before") if ratio > 0 else beyond) % said
    return gettext("%(sign)s%(share)s against the period before") % said


def signed_number(difference: int) -> str:
    """A difference with its sign: +3, −2, ±0."""
    if not difference:
        return "±0"
    return f"{'+' if difference > 0 else '−'}{formats.whole(abs(difference))}"
