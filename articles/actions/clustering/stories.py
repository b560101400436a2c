"""Put articles that tell the same news into one story: near-duplicates by fingerprint, others by a shared deal."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import Q

from articles.models import Article, ArticleBand, Story
from articles.pipeline.line import Analysis

NEAR = timedelta(days=7)
"""The same words within a week are the same news; a year later they are a column that repeats itself."""
_SAME_STORY = 2
"""Equal bands (of 16, eight hashes each) from which texts are the same news: likely from 0.75 of shared wording on."""
_COPY = 8
"""Equal bands from which a text is a copy: likely from 0.92 of shared wording on."""
_MIN_TOKENS = 20
"""Shorter texts (bare headlines) are too easily alike."""


class Told(Protocol):
    """What is needed of an article that was read."""

    @property
    def article(self) -> Article: ...

    @property
    def analysis(self) -> Analysis: ...


def write_stories(reads: Sequence[Told], *, known: Set[int], now: datetime) -> None:
    """Store the bands of relevant articles; set ``story`` and ``duplicate_of`` on the articles (the caller saves them).

    Other articles that join a story are saved here. ``known`` are ids of
    articles that were processed before: their bands are replaced, and their
    story stays unless they are no longer relevant.
    """
    if known:
        ArticleBand.objects.filter(article__in=known).delete()
    told = [read for read in reads if read.analysis.relevance.relevant]
    for read in reads:
        if not read.analysis.relevance.relevant:
            read.article.story_id = read.article.duplicate_of_id = None
    bands = {
        read.article.pk: read.analysis.fingerprint.bands
        for read in told
        if read.analysis.fingerprint.tokens >= _MIN_TOKENS
    }
    if not bands:
        return
    ArticleBand.objects.bulk_create(
        (
            ArticleBand(article_id=pk, number=number, value=value)
            for pk, values in bands.items()
            for number, value in enumerate(values)
        ),
        batch_size=1000,
    )
    _link(told, _shared_bands(bands), now)


def _shared_bands(bands: Mapping[int, Sequence[int]]) -> dict[int, Counter[int]]:
    """For each article of the batch, how many bands every other article (stored ones and its own batch) shares."""
    wanted = Q()
    for number in range(len(next(iter(bands.values())))):
        wanted |= Q(number=number, value__in={values[number] for values in bands.values()})
    owners: dict[tuple[int, int], list[int]] = defaultdict(list)
    for article_id, number, value in ArticleBand.objects.filter(wanted).values_list("article", "number", "value"):
        owners[number, value].append(article_id)
    shared: dict[int, Counter[int]] = {pk: Counter() for pk in bands}
    for pk, values in bands.items():
        for number, value in enumerate(values):
            shared[pk].update(other for other in owners[number, value] if other != pk)
    return shared


def _link(reads: Sequence[Told], shared: Mapping[int, Counter[int]], now: datetime) -> None:
    mine = {read.article.pk: read.article for read in reads}
    ids = {other for counts in shared.values() for other, n in counts.items() if n >= _SAME_STORY}
    others = mine | {row.pk: row for row in Article.objects.filter(pk__in=ids - mine.keys()).defer("body", "text")}
    moved: set[int] = set()
    for pk in sorted(shared, key=lambda pk: (mine[pk].listed_at, pk)):
        article = mine[pk]
        alike = [
            others[other]
            for other, n in shared[pk].items()
            if n >= _SAME_STORY and other in others and abs(others[other].listed_at - article.listed_at) <= NEAR
        ]
        if not alike:
            article.duplicate_of_id = None
            continue
        moved |= _gather([article, *alike], others.values())
        copies = [other for other in alike if shared[pk][other.pk] >= _COPY]
        article.duplicate_of_id = _original(article, copies)
    Article.objects.bulk_update([others[pk] for pk in moved - mine.keys()], ["story"])


def _original(article: Article, copies: Sequence[Article]) -> int | None:
    """The earliest of the copies where that is not the article itself; never a copy of a copy."""
    earlier = [copy for copy in copies if (copy.listed_at, copy.pk) < (article.listed_at, article.pk)]
    if not earlier:
        return None
    first = min(earlier, key=lambda copy: (copy.listed_at, copy.pk))
    root = first.duplicate_of_id or first.pk
    return root if root != article.pk else None


def _gather(articles: Sequence[Article], at_hand: Iterable[Article]) -> set[int]:
    """Bring articles into one story, the oldest there is or a new one; give the ids of those that moved.

    Articles ``at_hand`` whose story is merged into another follow, as their stored rows do.
    """
    stories = sorted({article.story_id for article in articles if article.story_id})
    if stories:
        story_id = stories[0]
    else:
        first = min(articles, key=lambda article: (article.listed_at, article.pk))
        story_id = Story.objects.create(title=first.title[:500], first_at=first.listed_at).pk
    if len(stories) > 1:
        Article.objects.filter(story__in=stories[1:]).update(story=story_id)
        Story.objects.filter(pk__in=stories[1:]).delete()
        for article in at_hand:
            if article.story_id in stories[1:]:
                article.story_id = story_id
    moved = {article.pk for article in articles if article.story_id != story_id}
    for article in articles:
        article.story_id = story_id
    return moved


def join_stories(articles: Iterable[Article], deals: Mapping[int, Set[int]]) -> None:
    """Bring the articles that report one deal within a week into one story; ``deals`` are deal ids by article id.

    Articles of the batch are saved already; those whose story changes are saved again.
    """
    mine = {article.pk: article for article in articles if deals.get(article.pk)}
    deal_ids = {deal_id for pk in mine for deal_id in deals[pk]}
    if not deal_ids:
        return
    rows = Article.objects.filter(reports__deal__in=deal_ids).exclude(pk__in=mine).defer("body", "text")
    others = {row.pk: row for row in rows.distinct()}
    tellers: dict[int, list[Article]] = defaultdict(list)
    for pk, deal_id in Article.objects.filter(pk__in=others).values_list("pk", "reports__deal"):
        tellers[deal_id].append(others[pk])
    for pk, article in mine.items():
        for deal_id in deals[pk]:
            tellers[deal_id].append(article)
    moved: set[int] = set()
    everybody = others | mine
    for pk, article in mine.items():
        for deal_id in deals[pk]:
            near = [teller for teller in tellers[deal_id] if abs(teller.listed_at - article.listed_at) <= NEAR]
            if len(near) > 1:
                moved |= _gather(near, everybody.values())
    Article.objects.bulk_update([everybody[pk] for pk in moved], ["story"])
