"""The public page of a digest: the whole period, nothing personal."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from articles.models.deal import REJECTION
from dashboards.digests.actions.noticing import policy_news, read_articles
from dashboards.digests.actions.selecting import Happening, Notebook, happenings
from dashboards.digests.actions.telling import items_of, news_from
from dashboards.digests.actions.withdrawing import withdrawals
from dashboards.digests.composing import GROUPS, Item, group_title
from dashboards.digests.models import Digest

MAX_EVENTS = 500
"""Events that one page shows; a period with more leads to the deals list."""


@dataclass(frozen=True)
class Issue:
    """What the page shows: days in Hong Kong time, items by group, whether some are left out, how many were withdrawn.

    Of what was withdrawn the page shows nothing more: who was told of it is told by mail.
    """

    first_day: date
    last_day: date
    groups: tuple[tuple[str, tuple[Item, ...]], ...]
    is_cut: bool
    withdrawn: int


def read_issue(digest: Digest, *, language: str) -> Issue:
    """Everything that became public in the digest's period."""
    zone = ZoneInfo(settings.TIME_ZONE)
    notebook = Notebook()
    span = {"after": digest.period_start, "until": digest.period_end}
    events: list[Happening] = happenings("", **span, notebook=notebook)
    news = [happening.article_id for happening in policy_news("", **span, notebook=notebook) if happening.article_id]
    since = news_from(digest.period_start)
    items = items_of(events[:MAX_EVENTS], language=language, notebook=notebook, news_from=since)
    items += read_articles(news[:MAX_EVENTS], language=language, notebook=notebook)
    groups = tuple(
        (group_title(group), members) for group in GROUPS if (members := tuple(i for i in items if i.group == group))
    )
    return Issue(
        digest.period_start.astimezone(zone).date(),
        digest.period_end.astimezone(zone).date(),
        groups,
        max(len(events), len(news)) > MAX_EVENTS,
        len({gone.deal_id for gone in withdrawals(**span, notebook=notebook) if gone.event.startswith(REJECTION)}),
    )
