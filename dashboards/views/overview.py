"""The first page: what changed, and compared with before."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dashboards import formats
from dashboards.filters import Filters
from dashboards.panels import deals as deal_panels
from dashboards.panels import pairs
from dashboards.panels import places as place_panels
from dashboards.panels.numbers import Beside, KeyNumber, change, money_number
from dashboards.queries import links, totals
from dashboards.queries.freshness import next_look
from dashboards.queries.listing import listed_deals
from dashboards.queries.timeline import latest_milestones
from dashboards.reading import Reading, page, show
from dashboards.views.embed import embeddable
from dashboards.views.filterbar import PERIODS, chips, period
from dashboards.views.periods import previous

DEFAULT_PERIOD = "12m"
WEEK = "7d"
SPANS = tuple((last, label) for last, label in PERIODS if last)
NEWEST = 8
STRIP = 6
"""Milestones in the strip below the newest deals."""


@page
def overview(request: HttpRequest, reading: Reading) -> HttpResponse:
    """One sentence, four numbers with their change, four panels, the newest deals."""
    filters, today = reading.filters, reading.today
    has_period = bool(filters.last or filters.from_on or filters.to_on)
    if not has_period:
        filters = replace(filters, last=DEFAULT_PERIOD)
    before = previous(filters, today)
    week = replace(filters, last=WEEK, from_on=None, to_on=None)
    now_totals, then_totals, week_totals = totals.totals_of_spans((filters, before, week), today)
    city_names, sector_names = reading.names("city"), reading.names("sector")
    linked = links.city_links(filters, today)
    numbers = _numbers(filters, before, now_totals, then_totals, today)
    months = totals.deals_per_month(reading.filters.having(last="", from_on=None, to_on=None), today, months=24)
    panels = {
        "months": embeddable(deal_panels.deals_per_month(months, reading.filters, today), reading.filters),
        "links": pairs.top_link_rows(linked, city_names, filters, 5),
        "heat": place_panels.city_by_sector(
            links.city_by_sector(filters, today), city_names, sector_names, filters, most_sectors=8
        ),
    }
    lasting = reading.filters.having(last="", from_on=None, to_on=None, view="", sort="-date", order="")
    newest = listed_deals(lasting, today, slice(NEWEST))
    return show(
        request,
        reading,
        "overview.html",
        summary=_summary(now_totals, filters, linked, city_names),
        week="" if has_period else _summary(week_totals, week, {}, city_names),
        numbers=numbers,
        panels=panels,
        newest=newest,
        lasting=lasting,
        chips=chips(reading),
        milestones=latest_milestones(lasting, today, limit=STRIP, with_tags=False),
        periods=[period(reading.filters, last, label, DEFAULT_PERIOD) for last, label in SPANS],
        is_empty=not newest and not lasting.is_narrowed,
        next_look=next_look() if not newest else None,
    )


def _numbers(
    filters: Filters, before: Filters, now: totals.Totals, then: totals.Totals, today: date
) -> tuple[KeyNumber, ...]:
    """The four numbers; each leads to the list that adds up to it."""
    counted = filters.counted()
    intra = counted.having(scope=("intra_gba",))
    largest = totals.largest_deal(filters, today) if now.disclosed > 1 else None
    articles_now, articles_then = totals.article_counts(filters, (filters, before), today)
    return (
        KeyNumber(
            label=gettext("Deals signed or completed"),
            value=formats.whole(now.signed),
            href=reverse("deals") + counted.query(),
            count=now.signed,
            beside=(
                Beside(
                    gettext("%(count)s of them binding") % {"count": formats.whole(now.binding)},
                    reverse("deals") + counted.having(binding=True).query(),
                    now.binding,
                ),
            ),
            change=change(now.signed, then.signed),
        ),
        money_number(now, filters, largest, change(float(now.signed_hkd), float(then.signed_hkd))),
        KeyNumber(
            label=gettext("Deals between GBA cities"),
            value=formats.whole(now.intra_gba),
            href=reverse("deals") + intra.query(),
            count=now.intra_gba,
            beside=(Beside(gettext("two or more of the eleven cities")),),
            change=change(now.intra_gba, then.intra_gba),
        ),
        KeyNumber(
            label=gettext("Relevant articles"),
            value=formats.whole(articles_now),
            href=reverse("articles") + filters.query(),
            count=articles_now,
            beside=(Beside(gettext("read from the sources")),),
            change=change(articles_now, articles_then),
        ),
    )


def _summary(now: totals.Totals, filters: Filters, linked: dict, names: dict[str, str]) -> str:
    """One sentence of counted facts about the period."""
    span = dict(SPANS).get(filters.last)
    lead = gettext("In the last %(period)s") % {"period": span} if span else gettext("In this period")
    if not now.signed:
        return gettext("%(lead)s, no signed deal is known to us.") % {"lead": lead}
    sentence = _of_one(now, lead) if now.signed == 1 else _of_many(now, lead)
    best = pairs.leading_links(linked)
    if len(best) == 1:
        (a, b), count = best[0], linked[best[0]]
        sentence += gettext(". %(a)s and %(b)s are linked most (%(count)s)") % {
            "a": names.get(a, a),
            "b": names.get(b, b),
            "count": formats.whole(count),
        }
    return sentence + gettext(".")


def _of_one(now: totals.Totals, lead: str) -> str:
    """A deal alone, of which nothing can be said "together"."""
    if now.binding:
        sentence = gettext("%(lead)s, one deal was signed or completed, a binding one") % {"lead": lead}
    else:
        sentence = gettext("%(lead)s, one deal was signed or completed, not a binding one") % {"lead": lead}
    if now.disclosed:
        sentence += gettext("; its value is %(amount)s") % {"amount": formats.money(now.signed_hkd)}
    return sentence


def _of_many(now: totals.Totals, lead: str) -> str:
    """How many deals, how many of them bind, and what they are worth."""
    said = {"lead": lead, "count": formats.whole(now.signed), "binding": formats.whole(now.binding)}
    sentence = gettext("%(lead)s, %(count)s deals were signed or completed, %(binding)s of them binding") % said
    if now.disclosed:
        sentence += ngettext(
            "; %(disclosed)s discloses a value, %(amount)s",
            "; %(disclosed)s disclose a value, %(amount)s together",
            now.disclosed,
        ) % {"disclosed": formats.whole(now.disclosed), "amount": formats.money(now.signed_hkd)}
    return sentence
