"""Which of the machine's tags of articles are so unsure that a person is asked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.actions.curation.worth import UNSURE_TAG
from articles.models import Article, ReviewItem, Tag, Tagging

UNSURE_BELOW = 0.65
"""Of the sectors in the labelled articles 37 of 62 below this are right, and 77 of 90 from there on; cities are
hardly ever below. Organisations that are known by the form of their name alone are at 0.6."""
ASKED_KINDS = (Tag.Kind.CITY, Tag.Kind.SECTOR, Tag.Kind.ORGANISATION, Tag.Kind.MECHANISM)
ASKED_FOR = timedelta(days=30)
"""How old an article may be, by the day under which it is listed: older ones few people read."""
MOST_OPEN = 50
"""So many wait at once: more would bury the deals, and the newest matter most."""

_AT_A_TIME = 1000


def unsure_taggings(*, now: datetime) -> QuerySet[Tagging]:
    """Give the taggings to ask about: the machine's word alone, unsure, on a relevant article of late."""
    return Tagging.objects.filter(
        decision=Tagging.Decision.MACHINE,
        confidence__lt=UNSURE_BELOW,
        tag__kind__in=ASKED_KINDS,
        article__is_relevant=True,
        article__listed_at__gt=now - ASKED_FOR,
    )


def no_longer_unsure(*, now: datetime) -> Q:
    """The items whose tag is gone, decided about, surer by now, or on an article that is out of the lists or old."""
    same = unsure_taggings(now=now).filter(article=OuterRef("article"), tag=OuterRef("tag"))
    return Q(kind=ReviewItem.Kind.TAG) & ~Exists(same)


def unsure_tag_items(*, now: datetime, at_once: int) -> list[ReviewItem]:
    """Give items for what nobody is asked about yet, not saved, those of the newest articles first.

    At most ``at_once``, and no more than ``MOST_OPEN`` with those that are open.
    """
    # Counted first: to look for more among all unsure ones is dear, and mostly there is no room.
    room = min(at_once, MOST_OPEN - _asked().count())
    return [
        ReviewItem(
            kind=ReviewItem.Kind.TAG,
            key=f"tag:{article}:{tag}",
            article_id=article,
            tag_id=tag,
            value=UNSURE_TAG,
            opened_at=now,
        )
        for article, tag in islice(_fresh(now=now, most=room), max(room, 0))
    ]


def _asked() -> QuerySet[ReviewItem]:
    return ReviewItem.objects.open().filter(kind=ReviewItem.Kind.TAG)


def _fresh(*, now: datetime, most: int) -> Iterator[tuple[int, int]]:
    """Article and tag of what nobody is asked about, the newest articles first; two queries for ``_AT_A_TIME`` of them.

    From the articles to their tags: asked for all at once, SQLite begins with the tags, and reads what was ever tagged.
    """
    fresh = unsure_taggings(now=now).exclude(Exists(_asked().filter(article=OuterRef("article"), tag=OuterRef("tag"))))
    newest = fresh.order_by("-article__listed_at", "-article", "confidence", "pk").values_list("article_id", "tag_id")
    articles = Article.objects.relevant().filter(listed_at__gt=now - ASKED_FOR).newest().values_list("pk", flat=True)
    for start in count(0, _AT_A_TIME):
        if some := list(articles[start : start + _AT_A_TIME]):
            yield from newest.filter(article__in=some)[:most]
        if len(some) < _AT_A_TIME:
            return
