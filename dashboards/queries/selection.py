"""Filters -> the rows that they select. The only place where a filter becomes a condition (docs/design.md, 6)."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Case, Count, DecimalField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, When
from django.db.models.expressions import RawSQL

from articles import search
from articles.models import Article, Deal, DealReport, Milestone, Party, Tag, Tagging
from articles.models.article import HONG_KONG
from articles.models.deal import (
    BINDING_RUNGS,
    COUNTED_STATUSES,
    HKD_PER_USD,
    SIGNAL_STATUSES,
    SOURCED_REVIEWS,
    DealQuerySet,
)
from articles.pipeline.vocabulary import STATUSES
from dashboards.filters import Filters
from dashboards.queries.blocs import reach
from dashboards.queries.keeping import generation_read
from dashboards.queries.naming import named, parts
from dashboards.queries.register import register
from dashboards.queries.wording import any_tag, holding

MONEY = DecimalField(max_digits=26, decimal_places=2)
AMOUNT_HKD = Case(
    When(currency="HKD", then=F("amount")),
    default=ExpressionWrapper(F("amount_usd") * HKD_PER_USD, output_field=MONEY),
    output_field=MONEY,
)
UNCONVERTED = Q(amount__isnull=False, amount_usd__isnull=True) & ~Q(currency="HKD")
VALUES = {
    "undisclosed": Q(amount__isnull=True),
    "unconverted": UNCONVERTED,
    "disclosed": Q(amount__isnull=False) & ~UNCONVERTED,
}
"""What is known of an amount: no source states one, no rate converts it, or it stands in the sums."""
DATED = {
    "month": ~Q(date_precision__in=("quarter", "year")),
    "longer": Q(date_precision__in=("quarter", "year")),
}
"""Whether a day or a month is known, or only a longer span, which stands in no single month."""
# A host among the sources: "site:info.gov.hk"
SITE = re.compile(r"site:([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.ASCII | re.IGNORECASE)
TAG_KEYS = ("outside", "place", "sector", "subsector")
NOT_COUNTED = tuple(status for status in STATUSES if status not in COUNTED_STATUSES)
NOT_SOURCED = tuple(review for review in Deal.Review.values if review not in SOURCED_REVIEWS)
DEAL_ONLY_KEYS = ("type", "status", "rung", "value", "total", "binding", "party", "review", "dated", "min_hkd")


def deals(filters: Filters, today: date) -> DealQuerySet:
    """The published deals selected, without signals unless a status is named; in no order.

    What is under way stands there until a later stage of it is a deal of its own.
    """
    rows = Deal.objects.published()
    rows = rows.filter(status__in=filters.status) if filters.status else rows.exclude(status__in=SIGNAL_STATUSES)
    if set(SIGNAL_STATUSES) & set(filters.status):
        rows = rows.exclude(status__in=SIGNAL_STATUSES, is_superseded=True)
    rows = _of_tags(rows, filters)
    for key in ("type", "rung", "scope", "review"):
        if values := getattr(filters, key):
            rows = rows.filter(**{f"{key}__in": values})
    if filters.value:
        rows = rows.filter(reduce(or_, (VALUES[value] for value in filters.value)))
    if filters.dated:
        rows = rows.filter(reduce(or_, (DATED[known] for known in filters.dated)))
    if filters.total or filters.binding:
        # As what is left out, which leaves lists in the order of their index; what adds up says COUNTED besides.
        rows = rows.exclude(status__in=NOT_COUNTED).exclude(review__in=NOT_SOURCED).filter(is_superseded=False)
    if filters.binding:
        rows = rows.filter(rung__in=BINDING_RUNGS)
    if filters.mechanism:
        rows = rows.filter(mechanism__slug__in=filters.mechanism, mechanism__kind="mechanism")
    for party in filters.party:
        named = Q(name__iexact=party) | Q(tag__slug=party) | Q(tag__name_en__iexact=party)
        rows = rows.filter(Exists(Party.objects.filter(named, deal=OuterRef("pk"))))
    if filters.person:
        person = Party.objects.filter(deal=OuterRef("pk"), tag__kind="person", tag__slug__in=filters.person)
        tagged = Deal.tags.through.objects.filter(deal=OuterRef("pk"), tag__kind="person", tag__slug__in=filters.person)
        rows = rows.filter(Exists(person) | Exists(tagged))
    if filters.source or filters.lang:
        rows = rows.filter(Exists(_reports(filters).filter(deal=OuterRef("pk"))))
    if filters.q:
        rows = rows.filter(holding(filters.q))
    if filters.min_hkd is not None:
        rows = rows.filter(_at_least(filters.min_hkd))
    return in_period(rows, filters, today)


def in_period(rows: QuerySet[Deal], filters: Filters, today: date) -> QuerySet[Deal]:
    """Those whose filing span overlaps the period; rows without a filing day are left out of any period."""
    first, last = filters.period(today)
    if first:
        rows = rows.filter(filed_until__gte=first)
    if last:
        rows = rows.filter(filed_on__lte=last)
    return rows


def undated(filters: Filters, today: date) -> QuerySet[Deal]:
    """Deals that only the period left out, since they have no day at all: for the notice."""
    rows = deals(filters.having(from_on=None, to_on=None, last=""), today)
    return rows.filter(filed_on__isnull=True)


def ordered(rows: QuerySet[Deal], sort: str) -> QuerySet[Deal]:
    """Deals in one of ``filters.SORTS``; ties by filing day, then by key, so that pages never overlap."""
    by_day = F("filed_on").desc(nulls_last=True)
    if sort == "date":
        return rows.order_by(F("filed_on").asc(nulls_last=True), "pk")
    if sort in ("amount", "-amount"):
        rows = rows.annotate(hkd=AMOUNT_HKD)
        by_amount = F("hkd").desc(nulls_last=True) if sort == "-amount" else F("hkd").asc(nulls_last=True)
        return rows.order_by(by_amount, by_day, "-pk")
    if sort == "cities":
        rows = rows.annotate(city_count=Count("tags", filter=Q(tags__kind="city")))
        return rows.order_by("-city_count", by_day, "-pk")
    if sort == "reports":
        return rows.order_by("-report_count", by_day, "-pk")
    return rows.order_by(by_day, "-pk")


def articles(filters: Filters, today: date) -> QuerySet[Article]:
    """The relevant articles selected, in no order; keys that only deals have select by the deals that they report.

    A party alone selects what names it, whether or not it reports a deal of it.
    """
    rows = Article.objects.relevant()
    rows = _with_tags(rows, filters, Tagging, "article", ~Q(decision=Tagging.Decision.REMOVED))
    for key in ("mechanism", "person"):
        if values := getattr(filters, key):
            tagged = Tagging.objects.filter(article=OuterRef("pk"), tag__kind=key, tag__slug__in=values)
            rows = rows.filter(Exists(tagged.exclude(decision=Tagging.Decision.REMOVED)))
    if filters.source:
        named_so = Q(feed__slug__in=filters.source) | Q(publisher__in=filters.source)
        rows = rows.filter(named_so | _on_site(filters.source, "canonical_url"))
    if filters.lang:
        rows = rows.filter(lang__in=filters.lang)
    if filters.scope:
        rows = rows.filter(scope__in=filters.scope)
    asked = [key for key in DEAL_ONLY_KEYS if getattr(filters, key) not in ((), False, None)]
    if asked == ["party"]:
        for party in filters.party:
            rows = rows.filter(_naming(party, today))
    elif asked:
        only = Filters(**{key: getattr(filters, key) for key in DEAL_ONLY_KEYS})
        rows = rows.filter(pk__in=driving(DealReport.objects.filter(deal__in=deals(only, today)).values("article")))
    if filters.q:
        rows = _saying(rows, filters.q)
    first, last = filters.period(today)
    if first:
        rows = rows.filter(listed_at__gte=day_start(first))
    if last:
        rows = rows.filter(listed_at__lt=day_start(last + timedelta(days=1)))
    return rows


def _naming(party: str, today: date) -> Exists | Q:
    """Articles tagged with an organisation; of a party that is no tag, those that report a deal of it."""
    tags = Tag.objects.filter(Q(slug=party) | Q(name_en__iexact=party), kind="organisation")
    if keys := list(tags.values_list("pk", flat=True)):
        tagged = Tagging.objects.filter(article=OuterRef("pk"), tag__in=keys)
        return Exists(tagged.exclude(decision=Tagging.Decision.REMOVED))
    signed = deals(Filters(party=(party,), status=STATUSES), today)
    return Q(pk__in=driving(DealReport.objects.filter(deal__in=signed).values("article")))


def milestones(filters: Filters, today: date) -> QuerySet[Milestone]:
    """The milestones selected, in no order; none where a key asks for what only deals have."""
    if (
        filters.rung
        or filters.value
        or filters.total
        or filters.binding
        or filters.scope
        or filters.party
        or filters.min_hkd is not None
    ):
        return Milestone.objects.none()
    rows = Milestone.objects.published()
    rows = _with_tags(rows, filters, Milestone.tags.through, "milestone")
    for key, column in (("type", "type"), ("status", "status"), ("review", "review"), ("lang", "source_lang")):
        if values := getattr(filters, key):
            rows = rows.filter(**{f"{column}__in": values})
    if filters.dated:
        rows = rows.filter(reduce(or_, (DATED[known] for known in filters.dated)))
    if filters.mechanism:
        rows = rows.filter(mechanism__slug__in=filters.mechanism)
    if filters.person:
        rows = rows.filter(tags__kind="person", tags__slug__in=filters.person).distinct()
    if filters.source:
        rows = rows.filter(Q(source_publisher__in=filters.source) | _on_site(filters.source, "source_url"))
    if filters.q:
        rows = rows.filter(holding(filters.q, "milestone"))
    first, last = filters.period(today)
    if first:
        rows = rows.filter(_not_over_before(first))
    if last:
        rows = rows.filter(happened_on__lte=last)
    return rows


def _not_over_before(first: date) -> Q:
    """Milestones whose day, month, quarter or year reaches to that day or beyond; they are kept by their first day."""
    quarter = first.replace(month=first.month - (first.month - 1) % 3, day=1)
    return (
        Q(happened_on__gte=first)
        | Q(date_precision="month", happened_on__gte=first.replace(day=1))
        | Q(date_precision="quarter", happened_on__gte=quarter)
        | Q(date_precision="year", happened_on__gte=first.replace(month=1, day=1))
    )


def day_start(day: date) -> datetime:
    """The first moment of a Hong Kong day."""
    return datetime.combine(day, time.min, tzinfo=HONG_KONG)


def _with_tags(rows: QuerySet, filters: Filters, through: Any, owner: str, condition: Q | None = None) -> QuerySet:
    """Narrow by city (all of them) and by the other place and sector keys (any of them)."""

    def carries(kind: str, slugs: tuple[str, ...]) -> Exists:
        links = through.objects.filter(_any_of(kind, slugs), **{owner: OuterRef("pk")})
        return Exists(links.filter(condition) if condition else links)

    for city in filters.city:
        rows = rows.filter(carries("city", (city,)))
    for kind in TAG_KEYS:
        if values := getattr(filters, kind):
            rows = rows.filter(carries(kind, values))
    return rows


def _of_tags(rows: DealQuerySet, filters: Filters) -> DealQuerySet:
    """Deals with the tags asked for. Of several the engines begin with the links, far fewer than the deals."""
    generation = generation_read()
    wanted = [("city", (city,)) for city in filters.city]
    wanted += [(kind, values) for kind in TAG_KEYS if (values := getattr(filters, kind))]
    if not generation or len(wanted) < 2:
        return _with_tags(rows, filters, Deal.tags.through, "deal")
    links = None
    for kind, slugs in wanted:
        carrying = Deal.tags.through.objects.filter(_any_of(kind, slugs))
        links = (carrying if links is None else carrying.filter(deal__in=links)).values("deal")
    return rows if links is None else rows.filter(pk__in=driving(links))


def _any_of(kind: str, slugs: tuple[str, ...]) -> Q:
    """A link to one of these tags: by key where a page reads them, which has the register at hand.

    The engines then look a link up by its two keys, and PostgreSQL knows how many there are; by name it expects few
    of any tag, and joins in the order for few. A bloc stands for its members too.
    """
    slugs, generation = reach(kind, slugs), generation_read()
    if not generation:
        return Q(tag__kind=kind, tag__slug__in=slugs)
    held = register(generation)
    return Q(tag__in=[tag.pk for slug in slugs if (tag := held.get(kind, slug))])


def driving(keys: QuerySet[Any]) -> QuerySet[Any] | RawSQL:
    """Few keys that a query shall begin with; PostgreSQL takes an array for short, and would else begin elsewhere."""
    if connection.vendor != "postgresql":
        return keys
    sql, parameters = keys.query.sql_with_params()
    return RawSQL(f"SELECT unnest(ARRAY({sql}))", parameters)


def _reports(filters: Filters) -> QuerySet[DealReport]:
    """Reports by the sources and languages asked for."""
    reports = DealReport.objects.all()
    if filters.source:
        named_so = Q(publisher__in=filters.source) | Q(article__feed__slug__in=filters.source)
        reports = reports.filter(named_so | _on_site(filters.source, "url"))
    if filters.lang:
        reports = reports.filter(lang__in=filters.lang)
    return reports


def _on_site(sources: Iterable[str], column: str) -> Q:
    """An address of one of the hosts, or of one below it, that stand as ``site:info.gov.hk`` among the sources."""
    condition = Q(pk__in=())
    for source in sources:
        if host := SITE.fullmatch(source):
            below = rf"^https?://([^/?#]*\.)?{re.escape(host[1])}(:[0-9]+)?([/?#]|$)"
            condition |= Q(**{f"{column}__icontains": host[1], f"{column}__iregex": below})
    return condition


def _saying(rows: QuerySet[Article], query: str) -> QuerySet[Article]:
    """Articles that hold every word; a word that names something is also found by the tag of what it names."""
    plain = []
    for part in parts(query):
        if (meant := named(part)).tags:
            holds = Q()
            for word in meant.words(part):
                holds |= Q(pk__in=search.matching_articles(f'"{word}"').values("pk"))
            carried = Tagging.objects.filter(any_tag(meant.tags), article=OuterRef("pk"))
            rows = rows.filter(holds | Exists(carried.exclude(decision=Tagging.Decision.REMOVED)))
        else:
            plain.append(part)
    if plain:
        rows = rows.filter(pk__in=search.matching_articles(" ".join(plain)).values("pk"))
    return rows


def _at_least(hkd: Decimal) -> Q:
    """Rows worth at least so many HK dollars; rows whose amount nobody could convert stay."""
    usd = (hkd / HKD_PER_USD).quantize(Decimal("0.01"))
    return (
        Q(currency="HKD", amount__gte=hkd)
        | (~Q(currency="HKD") & Q(amount_usd__gte=usd))
        | Q(amount__isnull=False, amount_usd__isnull=True)
    )
