"""Which of the machine's tags of articles are so unsure that a person is asked."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.actions.curation.worth import UNSURE_TAG
from articles.models import ReviewItem, Tag, Tagging

UNSURE_BELOW = 0.65
"""Of the sectors in the labelled articles 37 of 62 below this are right, and 77 of 90 from there on; cities are
hardly ever below. Organisations that are known by the form of their name alone are at 0.6."""
ASKED_KINDS = (Tag.Kind.CITY, Tag.Kind.SECTOR, Tag.Kind.ORGANISATION, Tag.Kind.MECHANISM)
ASKED_FOR = timedelta(days=30)
"""How old an article may be, by the day under which it is listed: older ones few people read."""
MOST_OPEN = 50
"""So many wait at once: more would bury the deals, and the newest matter most."""


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
    """Give items for what nobody is asked about yet, not saved, those of the newest articles first; one query.

    At most ``at_once``, and no more than ``MOST_OPEN`` with those that are open.
    """
    asked = ReviewItem.objects.open().filter(kind=ReviewItem.Kind.TAG)
    fresh = unsure_taggings(now=now).exclude(Exists(asked.filter(article=OuterRef("article"), tag=OuterRef("tag"))))
    number = asked.order_by().values("kind").annotate(number=Count("pk")).values("number")
    # The database counts once, and looks for nothing where no more may wait.
    fresh = fresh.annotate(waiting=Coalesce(Subquery(number), 0)).filter(waiting__lt=MOST_OPEN)
    newest = fresh.order_by("-article__listed_at", "-article", "confidence", "pk")
    rows = list(newest.values_list("article_id", "tag_id", "waiting")[: min(at_once, MOST_OPEN)])
    room = MOST_OPEN - rows[0][2] if rows else 0
    return [
        ReviewItem(
            kind=ReviewItem.Kind.TAG,
            key=f"tag:{article}:{tag}",
            article_id=article,
            tag_id=tag,
            value=UNSURE_TAG,
            opened_at=now,
        )
        for article, tag, _waiting in rows[:room]
    ]
