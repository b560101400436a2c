"""Articles in, deals out: which tellings are one agreement, and which only look alike."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.actions.processing import process_articles
from articles.models import Article, Deal, DealReport

NOON = datetime(2025, 6, 12, 4, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tell():
    """Store and process articles; each is (title, body, days after the first). Gives them in order."""

    def run(*news):
        articles = []
        for title, body, days in news:
            number = Article.objects.count()
            at = NOON + timedelta(days=days)
            articles.append(
                Article.objects.create(
                    canonical_url=f"https://paper.example/{number}",
                    url=f"https://paper.example/{number}",
                    title=title,
                    body=f"<p>{body}</p>",
                    published_at=at,
                    date_basis=Article.DateBasis.STATED,
                    first_seen_at=at,
                    listed_at=at,
                )
            )
        process_articles(ids=[article.pk for article in articles], now=NOON + timedelta(days=60))
        return [Article.objects.get(pk=article.pk) for article in articles]

    return run


def deals_of(articles):
    """The deal of each article's first report."""
    return [DealReport.objects.filter(article=article).order_by("position").first().deal_id for article in articles]


def test_one_agreement_in_two_languages_is_one_deal_and_one_story(tell):
    articles = tell(
        ("Hong Kong and Fujian sign memorandum on trade", "Hong Kong and Fujian signed a memorandum of understanding"
         " on trade on Thursday. It covers six areas.", 0),
        ("香港與福建簽署經貿合作備忘錄", "香港與福建今日簽署經貿合作備忘錄，涵蓋六個範疇。", 0),
    )  # fmt: skip
    assert len(set(deals_of(articles))) == 1
    assert articles[0].story_id
    assert articles[0].story_id == articles[1].story_id


def test_a_government_and_its_place_are_one_side(tell):
    articles = tell(
        ("海南與香港簽署合作備忘錄", "海南與香港今日簽署合作備忘錄，深化旅遊合作。", 0),
        ("海南省政府與特區政府簽署備忘錄", "海南省人民政府與香港特區政府今日簽署合作備忘錄，深化旅遊合作。", 0),
    )
    assert len(set(deals_of(articles))) == 1


def test_papers_of_one_body_with_two_partners_are_two_deals(tell):
    articles = tell(
        ("香港海關與南非海關簽署備忘錄", "香港海關與南非海關今日簽署合作備忘錄，便利貨物清關。", 0),
        ("香港海關與聯邦快遞簽署備忘錄", "香港海關與聯邦快遞今日簽署合作備忘錄，便利貨物清關。", 1),
    )
    assert len(set(deals_of(articles))) == 2


def test_those_who_thank_for_a_measure_do_not_make_another(tell):
    articles = tell(
        ("內地提高居民赴港澳購物免稅額", "內地宣布提高居民赴香港和澳門購物的免稅額，新措施7月1日起實施。", 0),
        ("旅遊業感謝中央提高免稅額", "中央宣布提高內地居民赴香港和澳門購物的免稅額，旅遊業界表示感謝。", 0),
    )
    assert len(set(deals_of(articles))) == 1


def test_a_plan_and_its_signing_weeks_later_are_steps_of_one_deal(tell):
    articles = tell(
        ("香港與貴州將簽署教育合作備忘錄", "香港與貴州將簽署教育合作備忘錄，涵蓋三個範疇。", 0),
        ("香港與貴州簽署教育合作備忘錄", "香港與貴州今日簽署教育合作備忘錄，涵蓋三個範疇。", 20),
    )
    assert len(set(deals_of(articles))) == 1
    assert Deal.objects.get().status == "signed"


def test_sums_that_rounding_does_not_explain_keep_two_deals_apart(tell):
    articles = tell(
        ("廣東在澳門發行20億元債券", "廣東省政府今日在澳門發行20億元人民幣債券。", 0),
        ("廣東在澳門發行25億元債券", "廣東省政府今日在澳門發行25億元人民幣債券。", 0),
    )
    assert len(set(deals_of(articles))) == 2


RAIL = (
    ("Hong Kong plans contract for western rail link to Shenzhen", "The Hong Kong government plans to award a"
     " construction contract for the Hong Kong-Shenzhen Western Rail Link, which will connect Hung Shui Kiu with"
     " Qianhai.", 8),
    ("陳美寶：計劃批出港深西部鐵路建造合約", "運輸及物流局局長陳美寶表示，運輸及物流局計劃"
     "為連接洪水橋至深圳前海的港深西部鐵路批出建造合約。", 0),
)  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_government_and_its_bureau_a_week_apart_tell_one_plan_whoever_is_read_first(tell, order):
    articles = [article for number in order for article in tell(RAIL[number])]

    assert len(set(deals_of(articles))) == 1
