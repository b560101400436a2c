from datetime import date, timedelta

import pytest
from django.core import mail

from articles.models import Article, Story, Tag, Tagging
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import DigestItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_news(db, now):
    """An article about policy that reports no deal."""

    def make(number, *, sector="government-policy", seen_at=now, **fields):
        values = {"url": f"https://gazette.example.org/{number}", "title": f"Measure {number}", "lang": "pt",
                  "publisher": "Gazeta", "excerpt": "O governo anuncia uma medida.", "is_relevant": True,
                  "processed_at": seen_at, "first_seen_at": seen_at, "listed_at": seen_at}  # fmt: skip
        article = Article.objects.create(canonical_url=f"https://gazette.example.org/{number}", **{**values, **fields})
        tag = Tag.objects.get_or_create(kind="sector", slug=sector, defaults={"name_en": sector})[0]
        Tagging.objects.create(article=article, tag=tag)
        return article

    return make


def told():
    return sorted(DigestItem.objects.exclude(article=None).values_list("article__title", "event"))


def test_policy_news_without_a_deal_stand_in_the_digest_once(make_reader, make_news, next_morning, day):
    make_reader()
    article = make_news(1)
    make_news(2, sector="finance")
    make_news(3, is_relevant=False)
    make_news(4, processed_at=None)
    run_mail_room(now=next_morning)
    run_mail_room(now=next_morning + day)
    (message,) = mail.outbox
    assert message.subject.startswith("GBA daily: 1 on policy")
    assert told() == [("Measure 1", "new")]
    for needed in (
        "POLICY",
        "Measure 1",
        "O governo anuncia uma medida.",
        "gazette.example.org",
        f"/articles/{article.pk}/",
    ):
        assert needed in message.body
    assert 'lang="pt"' in message.alternatives[0].content, "words stay in their language and say so"


def test_one_story_is_told_once_whoever_brings_it(make_reader, make_news, next_morning, now):
    make_reader()
    fresh, old = Story.objects.create(title="fresh"), Story.objects.create(title="old")
    make_news(1, story=fresh)
    make_news(2, story=fresh)
    make_news(3, story=old, seen_at=now - timedelta(days=3))
    make_news(4, story=old)
    run_mail_room(now=next_morning)
    assert told() == [("Measure 1", "new")]


def test_who_asks_for_what_only_deals_have_gets_no_articles(make_reader, make_news, next_morning):
    make_reader(filters="type=mou")
    make_news(1)
    run_mail_room(now=next_morning)
    assert not mail.outbox


def test_links_that_rise_stand_below_with_both_figures(make_reader, make_deal, next_morning, settings):
    make_reader()
    for number in range(3):
        make_deal(f"d{number}", cities=("hong-kong", "shenzhen"))
    make_deal("before", cities=("hong-kong", "shenzhen"), known_at=None, filed_on=date(2026, 10, 10),
              filed_until=date(2026, 10, 10))  # fmt: skip
    for number in range(2):
        make_deal(f"steady{number}", cities=("macao", "zhuhai"), known_at=None)
        make_deal(f"was{number}", cities=("macao", "zhuhai"), known_at=None, filed_on=date(2026, 10, 10),
                  filed_until=date(2026, 10, 10))  # fmt: skip
    run_mail_room(now=next_morning)
    body = mail.outbox[0].body
    assert "LINKS RISING" in body
    assert "Hong Kong – Shenzhen: 3 deals in 30 days, 1 in the 30 before" in body
    assert f"{settings.SITE_URL}/links/hong-kong/shenzhen/" in body
    assert "Macao – Zhuhai" not in body, "as many as before is no rise"
    assert "3 deals in 30 days" in mail.outbox[0].alternatives[0].content


def test_links_alone_make_no_mail(make_reader, make_deal, next_morning):
    make_reader()
    for number in range(3):
        make_deal(f"d{number}", cities=("hong-kong", "shenzhen"), known_at=None)
    run_mail_room(now=next_morning)
    assert not mail.outbox
