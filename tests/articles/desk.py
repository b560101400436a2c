"""Rows and people for the tests of the desk."""

from datetime import UTC, date, datetime
from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection

from articles.actions.processing import process_articles
from articles.models import (
    Article,
    ArticleRevision,
    Deal,
    DealReport,
    Entry,
    Evidence,
    Feed,
    Party,
    Tag,
    Tagging,
)

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 700|add:77 }}"
TEXT = (
    "Harbour and Delta sign a pact\n\nThe two bureaux of Hong Kong and Shenzhen signed a memorandum of understanding."
)


def make_person(name: str, group: str = "") -> User:
    """A staff account of a group; without a group a superuser."""
    if not group:
        return User.objects.create_superuser(name, password="pw")
    make_groups()
    person = User.objects.create_user(name, password="pw", is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person


def make_groups() -> None:
    """The groups of the desk, as the migrations make them, where a test that emptied all tables took them with it."""
    if not Group.objects.exists():
        import_module("articles.migrations.0004_desk_groups").make_groups(apps, connection.schema_editor())
        import_module("dashboards.digests.migrations.0002_desk_rights").grant_rights(apps, connection.schema_editor())
        import_module("dashboards.digests.migrations.0004_halt_rights").grant_rights(apps, connection.schema_editor())


def make_tags() -> dict[str, Tag]:
    """Three cities, two sectors and one below them."""
    rows = [
        ("city", "hong-kong", "Hong Kong"),
        ("city", "macao", "Macao"),
        ("city", "shenzhen", "Shenzhen"),
        ("sector", "finance", "Finance"),
        ("sector", "ai", "Artificial intelligence"),
        ("organisation", "harbour-bureau", "Harbour Bureau"),
    ]
    tags = {
        slug: Tag.objects.get_or_create(kind=kind, slug=slug, defaults={"name_en": name})[0]
        for kind, slug, name in rows
    }
    Tag.objects.get_or_create(kind="subsector", slug="banks", defaults={"name_en": "Banks", "parent": tags["finance"]})
    return tags


def make_feed(slug: str = "harbour-daily", **fields) -> Feed:
    """A feed that is polled."""
    return Feed.objects.create(slug=slug, url=f"https://{slug}.example.org/rss", publisher="Harbour Daily", **fields)


def make_article(number: int = 1, **fields) -> Article:
    """A processed article with its revision and two tags."""
    values = {
        "canonical_url": f"https://harbour.example.org/{number}",
        "title": "Harbour and Delta sign a pact",
        "publisher": "Harbour Daily",
        "text": TEXT,
        "lang": "en",
        "first_seen_at": NOW,
        "listed_at": NOW,
        "published_at": NOW,
        "processed_at": NOW,
        "is_relevant": True,
    }
    article = Article.objects.create(**{**values, **fields})
    ArticleRevision.objects.create(
        article=article, number=1, title=article.title, text=TEXT, content_hash="0", seen_at=NOW
    )
    tags = make_tags()
    start = TEXT.index("Hong Kong")
    Tagging.objects.create(article=article, tag=tags["hong-kong"], spans=[[start, start + 9]], score=1)
    Tagging.objects.create(article=article, tag=tags["finance"], score=1)
    return article


def make_deal(number: int = 1, *, article: Article | None = None, **fields) -> Deal:
    """A deal as one article reports it, resolved from that report alone."""
    article = article or make_article(number)
    tags = make_tags()
    values = {
        "slug": f"deal-{number}",
        "title": article.title,
        "type": "mou",
        "status": "signed",
        "rung": "mou",
        "amount": 1_000_000,
        "currency": "HKD",
        "amount_bound": "exact",
        "confidence": 0.8,
        "filed_on": date(2026, 11, 25),
        "filed_until": date(2026, 11, 25),
        "created_at": NOW,
        "changed_at": NOW,
    }
    deal = Deal.objects.create(**{**values, **fields})
    deal.tags.add(tags["hong-kong"], tags["shenzhen"], tags["finance"])
    Party.objects.create(deal=deal, name="Harbour Bureau")
    report = DealReport.objects.create(
        deal=deal, article=article, revision=article.revisions.get(), publisher="Harbour Daily", lang="en", tier="A",
        published_on=date(2026, 11, 25), type=deal.type, status=deal.status, rung=deal.rung, confidence=0.8,
        amount=deal.amount, currency=deal.currency, created_at=NOW, fields={
            "title": deal.title, "cities": ["hong-kong", "shenzhen"], "sectors": ["finance"],
            "actors": [{"name": "Harbour Bureau", "kind": "organisation", "slug": "harbour-bureau",
                        "identity": "organisation:harbour-bureau", "role": "signatory"}],
        },
    )  # fmt: skip
    start = TEXT.index("signed")
    Evidence.objects.create(report=report, field="type", quote=TEXT[start:], start=start, end=len(TEXT))
    return deal


def read_article(feed: Feed) -> Article:
    """An article that the newsroom itself has read, with the deal that it tells; the feed is trusted."""
    article = Article.objects.create(
        canonical_url="https://harbour.example.org/robotics",
        feed=feed,
        publisher=feed.publisher,
        title="Shenzhen and Hong Kong sign memorandum on robotics",
        summary="Shenzhen and Hong Kong signed a memorandum of understanding on robotics on 3 November 2026. Under the "
        "memorandum of understanding, Brightwater Robotics Limited and the Hong Kong Lantern Institute will open a "
        "joint laboratory in Qianhai.",
        first_seen_at=NOW,
        listed_at=NOW,
        published_at=datetime(2026, 11, 3, 2, 0, tzinfo=UTC),
        date_basis=Article.DateBasis.STATED,
    )
    Entry.objects.create(
        feed=feed, article=article, guid="1", content_hash="0", first_seen_at=NOW, last_changed_at=NOW,
        title=article.title, url=article.canonical_url,
    )  # fmt: skip
    read_again(article)
    article.refresh_from_db()
    return article


def read_again(article: Article) -> None:
    """Process the article as if nobody had read it yet."""
    Article.objects.filter(pk=article.pk).update(processed_at=None)
    done = process_articles(ids=[article.pk], now=NOW)
    assert done.processed == 1
