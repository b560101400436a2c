from datetime import timedelta

import pytest

from articles.models import Article, Tag, Tagging
from dashboards.digests.actions.archiving import read_issue
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Digest

pytestmark = pytest.mark.django_db


def test_the_page_of_a_digest_shows_deals_and_policy_of_its_whole_period(make_reader, make_deal, now, next_morning):
    make_reader(filters="city=macao")
    make_deal("one", cities=("macao",))
    make_deal("two", cities=("shenzhen",))
    make_deal("tomorrow", known_at=next_morning + timedelta(hours=1))
    article = Article.objects.create(
        canonical_url="https://harbour.example.org/rules", url="https://harbour.example.org/rules",
        title="New rules for lorries at night", first_seen_at=now, listed_at=now, processed_at=now, is_relevant=True,
    )  # fmt: skip
    sector = Tag.objects.create(kind="sector", slug="government-policy", name_en="Government policy")
    Tagging.objects.create(article=article, tag=sector, origin="title")
    run_mail_room(now=next_morning)
    issue = read_issue(Digest.objects.get(), language="en")
    told = {title: {item.title for item in items} for title, items in issue.groups}
    assert told == {"New deals": {"Pact one", "Pact two"}, "Policy": {"New rules for lorries at night"}}
    assert not issue.is_cut
