"""Key numbers: one value, the list that adds up to it, and how it changed."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from dashboards import formats
from dashboards.queries.totals import Totals


@dataclass(frozen=True)
class Change:
    """How a number differs from that of the period before: in words, with a sign that needs no colour."""

    direction: str
    text: str


@dataclass(frozen=True)
class KeyNumber:
    """One number of a page's head."""

    label: str
    value: str
    href: str = ""
    count: int | None = None
    beside: str = ""
    change: Change | None = None


def value_note(found: Totals) -> str:
    """What stands beside a sum of money: the binding part, and how many rows are in no sum."""
    if not found.signed:
        return gettext("no deal to add up")
    undisclosed = ngettext("%(count)s deal undisclosed", "%(count)s deals undisclosed", found.undisclosed) % {
        "count": formats.whole(found.undisclosed)
    }
    if not found.disclosed:
        return undisclosed
    binding = gettext("%(amount)s binding") % {"amount": formats.money(found.binding_hkd)}
    return f"{binding}; {undisclosed}"


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
        text = gettext("%(sign)s%(share)s against the period before") % {
            "sign": "+" if ratio > 0 else "−",
            "share": formats.percent(abs(ratio)),
        }
    return Change("up" if now > then else "down", text)


def signed_number(difference: int) -> str:
    """A difference with its sign: +3, −2, ±0."""
    if not difference:
        return "±0"
    return f"{'+' if difference > 0 else '−'}{formats.whole(abs(difference))}"
