"""Put articles that tell the same news into one story, whatever their languages.

::

    analysis --traits--> Article.traits, ArticleBand, Article.duplicate_of    (write_marks, before articles are saved)
    articles that a batch may touch --links--> connected groups --> Article.story   (group_stories, after the deals)

Two articles are linked where their wording is nearly the same, where their
traits agree (``sameness``), or where they report one deal within a week. A
story is what hangs together by such links. Links depend on two articles alone,
so the stories are the same in whatever order articles come, and however often.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import timedelta
from itertools import chain
from math import ceil
from typing import Protocol

from django.db.models import Q, QuerySet

from articles.actions.clustering.glimpses import as_text, read_news
from articles.actions.clustering.linking import Pair, groups_of, links_among
from articles.actions.clustering.periods import periods_around
from articles.actions.clustering.sameness import LONGEST, News, Rarity
from articles.models import Article, ArticleBand, DealReport, Story
from articles.models.writing import insert_rows, write_fields
from articles.pipeline.line import Analysis

NEAR = timedelta(days=7)
"""The same words within a week are the same news; a year later they are a column that repeats itself."""
_SAME_STORY = 2
"""Equal bands (of 16, eight hashes each) from which texts are the same news: likely from 0.75 of shared wording on."""
_COPY = 8
"""Equal bands from which a text is a copy: likely from 0.92 of shared wording on."""
_MIN_TOKENS = 20
"""Shorter texts (bare headlines) are too easily alike."""
_MOST_NEIGHBOURS = 2000
"""So many for each span of twice ``LONGEST``: a batch of many months has its neighbours in all of them."""


class Told(Protocol):
    """What is needed of an article that was read."""

    @property
    def article(self) -> Article: ...

    @property
    def analysis(self) -> Analysis: ...

    @property
    def traits(self) -> Mapping[str, int]: ...


def write_marks(reads: Sequence[Told], *, known: Set[int]) -> dict[int, Counter[int]]:
    """Store by what articles are recognised, relevant ones only: bands, ``traits``, ``duplicate_of``.

    The articles themselves are saved by the caller. ``known`` are ids of
    articles that were processed before: their bands are replaced. Gives, for
    each article that has bands, how many of them each other article shares.
    """
    if known:
        ArticleBand.objects.filter(article__in=known).delete()
    bands: dict[int, Sequence[int]] = {}
    for read in reads:
        is_told = read.analysis.relevance.relevant
        read.article.traits = read.traits
        read.article.duplicate_of_id = None
        if is_told and read.analysis.fingerprint.tokens >= _MIN_TOKENS:
            bands[read.article.pk] = read.analysis.fingerprint.bands
    if not bands:
        return {}
    shared = _shared_bands(bands)
    insert_rows(
        ArticleBand,
        ("article_id", "number", "value"),
        ((pk, number, value) for pk, values in bands.items() for number, value in enumerate(values)),
    )
    _mark_copies({read.article.pk: read.article for read in reads}, shared)
    return shared


def _shared_bands(bands: Mapping[int, Sequence[int]]) -> dict[int, Counter[int]]:
    """For each article, none of whose bands is stored, how many bands every other one shares: stored ones and these."""
    owners = _owners(enumerate(values) for values in bands.values())
    for pk, values in bands.items():
        for band in enumerate(values):
            owners[band].append(pk)
    shared: dict[int, Counter[int]] = {pk: Counter() for pk in bands}
    for together in owners.values():
        if len(together) > 1:
            for pk in bands.keys() & together:
                shared[pk].update(together)
    for pk, counts in shared.items():
        counts.pop(pk, None)
    return shared


def _owners(bands: Iterable[Iterable[tuple[int, int]]]) -> dict[tuple[int, int], list[int]]:
    """The articles that have each of the bands (number, value)."""
    by_number: dict[int, set[int]] = defaultdict(set)
    for number, value in chain.from_iterable(bands):
        by_number[number].add(value)
    wanted = Q()
    for number, values in by_number.items():
        wanted |= Q(number=number, value__in=values)
    owners: dict[tuple[int, int], list[int]] = defaultdict(list)
    if wanted:
        for article_id, number, value in ArticleBand.objects.filter(wanted).values_list("article", "number", "value"):
            owners[number, value].append(article_id)
    return owners


def _mark_copies(mine: Mapping[int, Article], shared: Mapping[int, Counter[int]]) -> None:
    """Set ``duplicate_of``: the first of all copies, never a copy of a copy."""
    ids = {other for counts in shared.values() for other, n in counts.items() if n >= _COPY}
    stored = Article.objects.filter(pk__in=ids - mine.keys())
    others = dict(mine) | {row.pk: row for row in stored.only("listed_at", "duplicate_of")}
    for pk in sorted(shared, key=lambda pk: (mine[pk].listed_at, pk)):
        article = mine[pk]
        copies = [
            others[other]
            for other, n in shared[pk].items()
            if n >= _COPY and other in others and abs(others[other].listed_at - article.listed_at) <= NEAR
        ]
        article.duplicate_of_id = _original(article, copies)


def _original(article: Article, copies: Sequence[Article]) -> int | None:
    """The earliest of the copies where that is not the article itself; never a copy of a copy."""
    earlier = [copy for copy in copies if (copy.listed_at, copy.pk) < (article.listed_at, article.pk)]
    if not earlier:
        return None
    first = min(earlier, key=lambda copy: (copy.listed_at, copy.pk))
    root = first.duplicate_of_id or first.pk
    return root if root != article.pk else None


def group_stories(
    articles: Iterable[Article],
    *,
    known: Set[int],
    rarity: Rarity,
    shared: Mapping[int, Mapping[int, int]] | None = None,
) -> None:
    """Set ``story`` of the articles of a batch, and of the stored ones whose stories they join, bridge or leave.

    The articles are saved already, with their reports; a story that changes
    is saved here. ``known`` are ids of articles that were processed before:
    their stories are put together anew, since a link may be gone. ``shared``
    is what ``write_marks`` gave for them, if it is at hand. The number of
    queries grows with the stories that change, not with the batch.
    """
    mine = {article.pk: article for article in articles}
    told = {pk for pk, article in mine.items() if article.is_relevant}
    news, stories = _neighbours(mine[pk] for pk in told)
    story_of = dict.fromkeys(mine) | stories
    if missing := known - stories.keys():
        story_of |= dict(Article.objects.filter(pk__in=missing).values_list("pk", "story"))
    anew = {story_id for pk, story_id in story_of.items() if pk in known and story_id}
    held = {pk: story_id for pk, story_id in stories.items() if story_id and story_id not in anew}
    links = _links(news, told, rarity, shared, held)
    reached = {pk for pair in links for pk in pair} | told
    touched = {held[pk] for pk in reached if pk in held}
    reached |= {pk for pk, story_id in held.items() if story_id in touched}
    story_of = {pk: story_id for pk, story_id in story_of.items() if pk in reached or pk in mine}
    if anew:
        members = {row.pk: row for row, _ in _news(Article.objects.filter(story__in=anew, is_relevant=True))}
        links |= _links(members, members.keys(), rarity)
        story_of |= dict(Article.objects.filter(story__in=anew).values_list("pk", "story"))
        news |= members
        reached |= members.keys()
    links |= _ties(story_of, reached, anew)
    groups = groups_of({pk: news[pk] for pk in reached if pk in news}, links)
    _assign(groups, story_of, anew, mine)


def _links(
    news: Mapping[int, News],
    centres: Set[int],
    rarity: Rarity,
    shared: Mapping[int, Mapping[int, int]] | None = None,
    held: Mapping[int, int] | None = None,
) -> set[Pair]:
    if not news:
        return set()
    deals = _deals_of(news, centres)
    shared_bands = _bands_of(news, centres) if shared is None else _pairs_of(news, centres, shared)
    return links_among(news, centres=centres, shared_bands=shared_bands, deals=deals, rarity=rarity, held=held)


def _ties(story_of: Mapping[int, int | None], reached: Set[int], anew: Set[int]) -> set[Pair]:
    """Links that hold together what has one story already, except in stories that are put together anew."""
    firsts: dict[int, int] = {}
    ties = set()
    for pk, story_id in sorted(story_of.items()):
        if story_id is not None and story_id not in anew and pk in reached:
            first = firsts.setdefault(story_id, pk)
            if first != pk:
                ties.add((first, pk))
    return ties


def _neighbours(articles: Iterable[Article]) -> tuple[dict[int, News], dict[int, int | None]]:
    """Relevant articles of the days around, the newest first where they are too many; and the story of each."""
    around, spans = Q(), 0
    for first, last in periods_around((article.listed_at for article in articles), LONGEST):
        around |= Q(listed_at__range=(first, last))
        spans += ceil((last - first) / (2 * LONGEST))
    if not around:
        return {}, {}
    rows = _news(Article.objects.filter(around, is_relevant=True).newest()[: spans * _MOST_NEIGHBOURS])
    return {row.pk: row for row, _ in rows}, {row.pk: story_id for row, story_id in rows}


def _news(rows: QuerySet[Article]) -> list[tuple[News, int | None]]:
    told = rows.values_list("story", "pk", as_text("listed_at"), "lang", as_text("traits"))
    return [(read_news(*values), story_id) for story_id, *values in told]


def _bands_of(news: Mapping[int, News], centres: Set[int]) -> dict[Pair, int]:
    """How many bands two articles share, by pair (smaller id first), where enough to be the same news.

    Only pairs with one of ``centres`` in them.
    """
    bands: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pk, number, value in ArticleBand.objects.filter(article__in=centres & news.keys()).values_list(
        "article", "number", "value"
    ):
        bands[pk].append((number, value))
    owners = _owners(bands.values())
    shared: Counter[Pair] = Counter()
    for pk, mine in bands.items():
        for band in mine:
            for other in owners[band]:
                # A pair of two centres is met twice and counted once.
                if other != pk and other in news and (other not in bands or other > pk):
                    shared[min(pk, other), max(pk, other)] += 1
    return {pair: n for pair, n in shared.items() if n >= _SAME_STORY}


def _pairs_of(news: Mapping[int, News], centres: Set[int], shared: Mapping[int, Mapping[int, int]]) -> dict[Pair, int]:
    """The same from what is known of each of the centres."""
    return {
        (min(pk, other), max(pk, other)): n
        for pk in centres & shared.keys() & news.keys()
        for other, n in shared[pk].items()
        if n >= _SAME_STORY and other in news
    }


def _deals_of(news: Mapping[int, News], centres: Set[int]) -> dict[int, set[int]]:
    """The articles that report each deal of which one of ``centres`` reports."""
    told = DealReport.objects.filter(article__in=centres & news.keys(), deal__isnull=False).values("deal")
    tellers: dict[int, set[int]] = defaultdict(set)
    rows = DealReport.objects.filter(deal__in=told, article__isnull=False).values_list("deal", "article")
    for deal_id, article_id in rows:
        if article_id in news:
            tellers[deal_id].add(article_id)
    return tellers


def _assign(
    groups: Sequence[Sequence[News]], story_of: Mapping[int, int | None], anew: Set[int], mine: Mapping[int, Article]
) -> None:
    """Write the stories: a group keeps the oldest story of its members that no earlier group has kept."""
    wanted: dict[int, int | None] = {pk: None if story_id in anew else story_id for pk, story_id in story_of.items()}
    merged: dict[int, int] = {}
    free = {story_id for story_id in story_of.values() if story_id}
    firsts: dict[int, News] = {}
    for group in groups:
        if len(group) < 2:
            continue
        had = {story_id for row in group if (story_id := story_of.get(row.pk)) in free}
        kept = min(had, default=None) or Story.objects.create(title="", first_at=group[0].listed_at).pk
        free.discard(kept)
        firsts[kept] = group[0]
        # Stories that are not put together anew go over whole, with the articles that nobody looked at now.
        merged |= dict.fromkeys(had - anew - {kept}, kept)
        wanted |= {row.pk: kept for row in group}
    _move({pk: story_id for pk, story_id in wanted.items() if story_id != story_of[pk]}, merged, mine)
    _name(firsts)
    Story.objects.filter(pk__in=(anew | merged.keys()) - firsts.keys(), articles__isnull=True).delete()


def _move(moved: Mapping[int, int | None], merged: Mapping[int, int], mine: Mapping[int, Article]) -> None:
    by_story: dict[int | None, list[int]] = defaultdict(list)
    for pk, story_id in moved.items():
        by_story[story_id].append(pk)
        if pk in mine:
            mine[pk].story_id = story_id
    for story_id, ids in by_story.items():
        Article.objects.filter(pk__in=ids).update(story=story_id)
    for old, kept in merged.items():
        Article.objects.filter(story=old).update(story=kept)


def _name(firsts: Mapping[int, News]) -> None:
    """Call each story by its first article, as far as it is known by now."""
    stories = Story.objects.in_bulk(firsts)
    stale = [
        story
        for pk, story in stories.items()
        if not story.title or not story.first_at or firsts[pk].listed_at < story.first_at
    ]
    titles = (
        dict(Article.objects.filter(pk__in=[firsts[story.pk].pk for story in stale]).values_list("pk", "title"))
        if stale
        else {}
    )
    for story in stale:
        story.title, story.first_at = titles[firsts[story.pk].pk][:500], firsts[story.pk].listed_at
    write_fields(stale, ("title", "first_at"))
