"""Set ``DealReport.deal``: each report joins the deal that it tells of, or founds one.

::

    reports of a batch --candidates--> stored reports near them
    both --likeness--> what hangs together --partition--> groups (in the order of publication, not of arrival)
    groups --keep the deal that most of them had, or found one--> DealReport.deal, of stored reports too

A late report may show that two deals are one, or that a report stood with the
wrong one; so all that hangs together is put into groups anew, and the groups
are the same in whatever order articles come. What a person linked, decided or
corrected stays where it is, and so do starter rows.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from articles.actions.clustering.candidates import Looked, candidate_deals, near_days
from articles.actions.clustering.frames import Frames, places_of
from articles.actions.clustering.glimpses import Glimpse, glimpses
from articles.actions.clustering.likeness import SAME, likeness, portrait_of
from articles.actions.clustering.orphans import BY_CLUSTERING, lead_on, leading_on, led_by_clustering, part_again
from articles.actions.clustering.partition import Group, Telling, partition
from articles.actions.clustering.records import identities
from articles.actions.clustering.sameness import Rarity
from articles.models import Article, Deal, DealReport, ReviewDecision
from articles.models.writing import write_fields
from articles.pipeline.matching.parties import PartyNames

ORIGIN = 5
"""Characters at the end of a deal's name that tell where it was first reported."""

_MOST_ROWS = 2000
_MOST_ROUNDS = 3
"""So often the neighbours of neighbours are looked for; reports that hang together are nearly always near in time."""

_OF_FIRST = (
    "position", "type", "status", "rung", "date", "fields", "article__canonical_url", "article__listed_at",
)  # fmt: skip
"""What a deal is named by and begins as."""


@dataclass(slots=True)
class Joined:
    """What joining did: new deals (unsaved), stored reports that tell of another deal now (unsaved), deals left empty.

    ``emptied`` names for each deal that all its reports left the deal that the first of them went to; ``parted`` are
    deals that clustering had led on to others and that have reports of their own again.
    """

    founded: list[Deal] = field(default_factory=list)
    moved: list[DealReport] = field(default_factory=list)
    left: set[int] = field(default_factory=set)
    emptied: dict[int, Deal] = field(default_factory=dict)
    parted: list[Deal] = field(default_factory=list)


def join_reports(
    *,
    reports: Sequence[DealReport],
    articles: Mapping[int, Article],
    names: PartyNames,
    rarity: Rarity,
    now: datetime,
) -> Joined:
    """Give each report of a batch its deal; new deals are to be saved before the reports.

    Two reports of one article never share a deal: within an article the
    pipeline has already told agreements apart. A report that comes with a
    deal (its article was read before) keeps it where nothing speaks for another.
    """
    if not reports:
        return Joined()
    fresh = [_telling(report, articles[report.article_id]) for report in reports]
    stored = _gather(fresh, articles, names, rarity)
    fixed = _fixed_deals({telling.deal_id for telling in (*fresh, *stored) if telling.deal_id})
    everybody = [*fresh, *stored]
    for telling in everybody:
        telling.is_fixed = telling.is_fixed or telling.deal_id in fixed
    groups = partition(everybody, rarity=rarity)
    joined = Joined()
    _hand_out(groups, joined, now)
    _note(fresh, stored, joined)
    return joined


def _telling(report: DealReport, article: Article) -> Telling:
    key = (article.listed_at.isoformat(), article.canonical_url, report.position)
    is_fixed = report.deal_id is not None and report.is_linked_by_person
    return Telling(report, portrait_of(report), key, report.article_id, report.deal_id, is_fixed)


def _gather(
    fresh: Sequence[Telling], articles: Mapping[int, Article], names: PartyNames, rarity: Rarity
) -> list[Telling]:
    """The stored reports that hang together with the fresh ones, and all others of their deals."""
    found: dict[int, Telling] = {}
    known: set[int] = set()
    looked = Looked()
    edge: Sequence[Telling] = fresh
    for _ in range(_MOST_ROUNDS):
        mine = {telling.deal_id for telling in edge if telling.deal_id}
        wanted = mine | candidate_deals(
            [telling.report for telling in edge], [telling.portrait.day for telling in edge], names, looked
        )
        pool = _pool(wanted - known, articles.keys())
        known |= wanted
        near = _near_deals(edge, pool, rarity) | mine
        edge = _stored(glimpse for glimpse in pool if glimpse.deal_id in near)
        found |= {telling.pk: telling for telling in edge}
        if not edge:
            break
    return list(found.values())


def look_ahead(days: Collection[date]) -> None:
    """Read the stored reports told near these days, so that they are at hand when it is our turn to join to them."""
    told, _, _ = near_days(days)
    rows = DealReport.objects.filter(deal__in=told)
    glimpses(rows.order_by("-pk")[:_MOST_ROWS])


def _near_deals(edge: Iterable[Telling], pool: Sequence[Glimpse], rarity: Rarity) -> set[int]:
    """The deals of which one of the stored reports is the same as one at hand."""
    portraits, deal_ids = [glimpse.portrait for glimpse in pool], [glimpse.deal_id for glimpse in pool]
    frames, everybody = Frames(portraits), (1 << len(pool)) - 1
    near: set[int] = set()
    for mine in (telling.portrait for telling in edge):
        for place in places_of(everybody & ~frames.against(mine)):
            deal_id = deal_ids[place]
            if deal_id not in near and likeness(mine, portraits[place], rarity=rarity, least=SAME) >= SAME:
                near.add(deal_id)
    return near


def _pool(deal_ids: Set[int], batch: Iterable[int]) -> list[Glimpse]:
    """The stored reports of the deals, but those of the articles of the batch, which are about to be replaced."""
    if not deal_ids:
        return []
    rows = DealReport.objects.filter(deal__in=deal_ids).exclude(article__in=list(batch))
    return glimpses(rows.order_by("-pk")[: max(_MOST_ROWS, 2 * len(deal_ids))])


def _stored(seen: Iterable[Glimpse]) -> list[Telling]:
    """The tellings of stored reports, whose rows are not loaded: of most of them only the deal is wanted."""
    by_key = {glimpse.pk: glimpse for glimpse in seen}
    rows = DealReport.objects.filter(pk__in=by_key).order_by("-pk") if by_key else DealReport.objects.none()
    columns = ("pk", "deal", "article", "position", "url", "is_linked_by_person", "article__canonical_url")
    return [_as_telling(by_key[pk], *rest) for pk, *rest in rows.values_list(*columns)]


def _as_telling(
    glimpse: Glimpse,
    deal_id: int,
    article_id: int | None,
    position: int,
    url: str,
    is_linked: bool,
    address: str | None,
) -> Telling:
    portrait = glimpse.portrait
    if portrait.news is not None and address is not None:
        key = (portrait.news.listed_at.isoformat(), address, position)
    else:
        key = (f"{portrait.day:%Y-%m-%d}", url, position)
    is_fixed = article_id is None or is_linked
    return Telling(glimpse.report, portrait, key, article_id, deal_id, is_fixed, pk=glimpse.pk)


def _fixed_deals(deal_ids: Set[int]) -> set[int]:
    """Those of the deals of which a person has said anything."""
    if not deal_ids:
        return set()
    said = ReviewDecision.objects.exclude(rule=BY_CLUSTERING).filter(deal=OuterRef("pk"))
    merged = Deal.objects.filter(merged_into=OuterRef("pk")).exclude(Exists(leading_on(OuterRef("pk"))))
    touched = Exists(said) | Exists(merged) | Q(curated__isnull=False)
    touched |= Q(parts__isnull=False) | Q(successors__predecessor_by=Deal.Linker.CURATOR)
    return set(Deal.objects.filter(touched, pk__in=deal_ids).values_list("pk", flat=True))


def _hand_out(groups: Sequence[Group], joined: Joined, now: datetime) -> None:
    """Give every group its deal: its fixed one, else the one that most of its reports had, else a new one."""
    taken = {group.deal_id for group in groups if group.deal_id}
    given: list[tuple[Telling, int]] = []
    founders = []
    for group in groups:
        deal_id = group.deal_id
        if deal_id is None:
            had = Counter(telling.deal_id for telling in group.tellings if telling.deal_id not in (None, *taken))
            deal_id = min(had, key=lambda pk: (-had[pk], pk), default=None)
        if deal_id is None:
            founders.append(group)
            continue
        taken.add(deal_id)
        # Most of them have their deal already: those need not be loaded.
        given += [(telling, deal_id) for telling in group.tellings if telling.deal_id != deal_id]
    deals = Deal.objects.only("slug").in_bulk({deal_id for _, deal_id in given}) if given else {}
    for telling, deal_id in given:
        telling.deal = deals[deal_id]
    slugs = {_slug(report, report.article): (group, report) for group, report in _first_reports(founders)}
    kept = {deal.slug: deal for deal in Deal.objects.filter(slug__in=slugs)} if slugs else {}
    led = led_by_clustering([deal for deal in kept.values() if deal.merged_into_id])
    for slug, (group, report) in slugs.items():
        # A deal of that very name was kept, for a decision or for its readers, after its report had gone.
        deal = kept.get(slug)
        if deal is not None and deal.merged_into_id and deal.pk not in led:
            deal = deal.survivor
        if deal is None or deal.pk in taken:
            deal = _found(report, slug if slug not in kept else _free_slug(slug), now)
            joined.founded.append(deal)
        else:
            taken.add(deal.pk)
            joined.parted += [deal] if deal.merged_into_id else []
        for telling in group.tellings:
            telling.deal = deal


def _first_reports(groups: Iterable[Group]) -> list[tuple[Group, DealReport]]:
    """The first report of each group with its article; those that are stored are loaded in one query."""
    firsts = [(group, group.first) for group in groups]
    stored = [first.pk for _, first in firsts if first.pk is not None]
    rows = DealReport.objects.select_related("article").only(*_OF_FIRST).in_bulk(stored) if stored else {}
    return [(group, first.report if first.pk is None else rows[first.pk]) for group, first in firsts]


def _note(fresh: Sequence[Telling], stored: Sequence[Telling], joined: Joined) -> None:
    """Set the deals of fresh reports, and tell which stored ones move."""
    for telling in fresh:
        if telling.deal is not None:
            telling.report.deal = telling.deal
    stays: set[int] = set()
    went: dict[int, list[Deal]] = defaultdict(list)
    for telling in (*stored, *fresh):
        if telling.deal is None or telling.deal.pk == telling.deal_id:
            stays.add(telling.deal_id or 0)
            continue
        if telling.pk is not None:
            joined.moved.append(DealReport(pk=telling.pk, deal=telling.deal))
        went[telling.deal_id or 0].append(telling.deal)
    went.pop(0, None)
    joined.left = set(went)
    joined.emptied = {pk: targets[0] for pk, targets in went.items() if pk not in stays}


def move_reports(joined: Joined, *, now: datetime) -> None:
    """Write which deals stored reports tell of now, once the new deals are saved.

    A deal that is left empty and was told to readers keeps its row and its
    address, which leads to where its reports went; the others are removed as
    all deals are that nobody reports (``let_orphans_go``).
    """
    for report in joined.moved:
        # Taken again now that every deal has its key.
        report.deal = report.deal
    write_fields(joined.moved, ("deal",))
    if joined.emptied:
        # Of a deal with very many reports not all were at hand.
        empty = Deal.objects.filter(pk__in=joined.emptied, reports__isnull=True).values_list("pk", flat=True)
        lead_on({pk: joined.emptied[pk] for pk in empty}, rule=BY_CLUSTERING, now=now)
    part_again(joined.parted, rule=BY_CLUSTERING, now=now)


def _found(report: DealReport, slug: str, now: datetime) -> Deal:
    return Deal(
        slug=slug,
        title=report.fields["title"][:300],
        type=report.type,
        status=report.status,
        rung=report.rung,
        created_at=now,
        changed_at=now,
    )


def _free_slug(slug: str) -> str:
    """The next name after ``slug`` that no deal bears."""
    number = 2
    while Deal.objects.filter(slug=f"{slug}-{number}").exists():
        number += 1
    return f"{slug}-{number}"


def _slug(report: DealReport, article: Article) -> str:
    """Name a deal for good: type, sides, day or month, and five characters that make it unique.

    For example ``mou-hong-kong-zhejiang-2025-04-24-3f9a1``; the same article gives the same name on every machine.
    """
    sides = sorted(identity.split(":", 1)[1] for identity in identities(report) if not identity.startswith("name:"))
    places = [*report.fields["cities"], *report.fields["outside"]]
    named = "-".join(dict.fromkeys((sides or places)[:2]))
    day = report.date or f"{article.listed_on:%Y-%m}"
    parts = (report.type.replace("_", "-"), named[:70].strip("-"), day, origin_of(report, article))
    return "-".join(part for part in parts if part)


def origin_of(report: DealReport, article: Article) -> str:
    """Give the ``ORIGIN`` characters in which the name of a deal tells the article and place of its first report."""
    return hashlib.sha256(f"{article.canonical_url} {report.position}".encode()).hexdigest()[:ORIGIN]
