"""Articles that wait for the pipeline, in four languages, and the small reference data that tests run with."""

from dataclasses import replace
from datetime import UTC, datetime

from articles import reference as reference_data
from articles.actions.clustering.resolving import Knowledge
from articles.actions.processing import Processed, process_articles
from articles.actions.reference_sync import sync_reference
from articles.models import Article, Feed

NOW = datetime(2026, 3, 11, 4, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)

MEMORANDUM = (
    "Shenzhen and Hong Kong sign memorandum on data flows",
    "The Hong Kong Trade Development Council and the Shenzhen Municipal Government signed a memorandum of"
    " understanding on Tuesday in Qianhai. The memorandum covers 12 areas of cross-boundary cooperation between"
    " Hong Kong and Shenzhen, including finance and logistics.",
)
MEMORANDUM_IN_CHINESE = (
    "港深簽署數據流通合作備忘錄",
    "香港貿易發展局與深圳市政府周二在前海簽署合作備忘錄，涵蓋12個領域的跨境合作，包括金融和物流，推動粵港澳大灣區融合。",
)
PAYMENTS = (
    "HSBC and Tencent sign agreement on cross-border payments in Hong Kong and Shenzhen",
    "HSBC and Tencent signed a cooperation agreement worth HK$2 billion on 5 March 2026 to offer cross-border payments"
    " between Hong Kong and Shenzhen.",
)
HENGQIN_IN_PORTUGUESE = (
    "Macau e Zhuhai assinam acordo de cooperação",
    "O Governo da RAEM e o Governo Municipal de Zhuhai assinaram um acordo de cooperação em 10 de março de 2026"
    " para desenvolver Hengqin.",
)
CATS = ("Cat show opens in Kowloon", "A cat show opened in Kowloon on Saturday. Visitors enjoyed the animals.")


def make_labels() -> None:
    """Tags of cities, outside partners and sectors: enough for most tests, and ten times faster than all."""
    full = reference_data.load()
    sync_reference(
        reference=replace(full, places=(), mechanisms=(), organisations=(), people=(), subsectors=(), digest="labels")
    )


def knowledge() -> Knowledge:
    """What resolving needs."""
    return Knowledge.of(reference_data.load())


def make_feed(slug: str = "harbour-daily", tier: str = "B", **fields) -> Feed:
    """A feed, there only once."""
    values = {"url": f"https://{slug}.example.org/rss", "publisher": slug, "tier": tier} | fields
    return Feed.objects.get_or_create(slug=slug, defaults=values)[0]


def make_waiting(news: tuple[str, str], *, feed: Feed | None = None, url: str = "", **fields) -> Article:
    """An article as polling leaves it; ``news`` is its title and text."""
    feed = feed or make_feed()
    title, summary = news
    values = {
        "canonical_url": url or f"https://{feed.slug}.example.org/{Article.objects.count() + 1}",
        "feed": feed,
        "publisher": feed.publisher,
        "title": title,
        "summary": summary,
        "published_at": PUBLISHED,
        "date_basis": Article.DateBasis.STATED,
        "first_seen_at": NOW,
        "listed_at": fields.get("published_at") or PUBLISHED,
    }
    return Article.objects.create(**values | fields)


def process(*articles: Article, now: datetime = NOW) -> Processed:
    """Process the articles, and give what came of it; the rows are read again."""
    result = process_articles(ids=[article.pk for article in articles], now=now)
    for article in articles:
        article.refresh_from_db()
    return result


def process_again(*articles: Article, now: datetime = NOW) -> Processed:
    """Queue processed articles again and process them."""
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(processed_at=None, attempts=0)
    return process(*articles, now=now)
