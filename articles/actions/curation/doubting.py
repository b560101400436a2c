"""Which of the machine's tags of articles are so unsure that a person is asked."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

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
    """Give items for what nobody is asked about yet, not saved, those of the newest articles first; two queries.

    At most ``at_once``, and no more than ``MOST_OPEN`` with those that are open.
    """
    asked = ReviewItem.objects.open().filter(kind=ReviewItem.Kind.TAG)
    fresh = unsure_taggings(now=now).exclude(Exists(asked.filter(article=OuterRef("article"), tag=OuterRef("tag"))))
    # Counted first: to look for more among all unsure ones is dear, and mostly there is no room.
    room = min(at_once, MOST_OPEN - asked.count())
    if room <= 0:
        return []
    newest = fresh.order_by("-article__listed_at", "-article", "confidence", "pk")
    return [
        ReviewItem(
            kind=ReviewItem.Kind.TAG,
            key=f"tag:{article}:{tag}",
            article_id=article,
            tag_id=tag,
            value=UNSURE_TAG,
            opened_at=now,
        )
        for article, tag in newest.values_list("article_id", "tag_id")[:room]
    ]
