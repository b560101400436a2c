"""No machine run ever undoes what a person decided: two hundred decisions, then everything is processed again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.actions.curation import (
    accept_deal,
    correct_deal,
    merge_deals,
    reject_deal,
    retag_article,
    split_deal,
    tell_apart,
)
from articles.models import Article, Deal, DealReport, ReviewDecision, ReviewItem, Tag, Tagging
from tests.articles.newsroom import NOW, make_feed, make_labels, make_waiting, process

LATER = NOW + timedelta(hours=1)
DEALS = 50
TEMPLATES = (
    ("{a} and {b} sign memorandum in Hong Kong", "{a} of Hong Kong and {b} of Shenzhen signed a memorandum of"
     " understanding worth HK${n} million on {day} March 2026 to share a laboratory."),
    ("{a}與{b}簽署合作協議", "香港{a}有限公司與深圳{b}集團於2026年3月{day}日簽署合作協議，涉及{n}00萬港元。"),
    ("{a} e {b} assinam acordo em Macau", "{a}, de Macau, e {b}, de Zhuhai, assinaram um acordo de cooperação no valor"
     " de {n} milhões de patacas em {day} de março de 2026."),
)  # fmt: skip
NAMES = ("Brightwater", "Lantern", "Harbour", "Delta", "Kestrel", "Juniper", "Marlin", "Osprey", "Tamarind", "Quarry")
HAN = ("明光", "燈塔", "海港", "三角", "紅隼", "杜松", "旗魚", "魚鷹", "羅望", "石場")


@pytest.fixture
def deals(db):
    make_labels()
    feed = make_feed(tier="A")
    articles = []
    for number in range(DEALS):
        title, text = TEMPLATES[number % 3]
        names = HAN if number % 3 == 1 else [f"{name} {number} Limited" for name in NAMES]
        words = {"a": names[number % 10], "b": names[(number * 3 + 1) % 10], "n": number + 11, "day": number % 28 + 1}
        articles.append(make_waiting((title.format(**words), text.format(**words)), feed=feed))
    process(*articles)
    found = list(Deal.objects.order_by("pk"))
    assert len(found) > DEALS * 0.7
    return found


def decide(deals, curator):
    """Some two hundred acts of every kind."""
    second = User.objects.create_user("second")
    how = {"by": curator, "now": LATER}
    for number, deal in enumerate(deals):
        correct_deal(deal=deal, field="title", value=f"Corrected {number}", **how)
        correct_deal(deal=deal, field="cities", value=["hong-kong"], **how)
        correct_deal(deal=deal, field="money", value={"amount": str(number + 5), "currency": "MOP"}, **how)
        if number % 3 == 0:
            reject_deal(deal=deal, reason="opinion", **how)
        else:
            accept_deal(deal=deal, **how)
        if number % 7 == 0:
            correct_deal(deal=deal, field="status", value="cancelled", **how)
            accept_deal(deal=deal, by=second, now=LATER)
    for article in Article.objects.order_by("pk")[:10]:
        retag_article(article=article, tag=Tag.objects.get(kind="city", slug="macao"), decision="added", **how)
    merge_deals(survivor=deals[1], loser=deals[2], from_loser=["title"], **how)
    split_deal(deal=deals[1], reports=[deals[1].reports.last()], **how)
    tell_apart(one=deals[4], other=deals[5], **how)


def everything():
    """All that people decided, as readers and curators see it."""
    names = [field.attname for field in Deal._meta.concrete_fields]
    skipped = {"confidence", "changed_at", "scope"}
    return {
        "deals": [
            {k: v for k, v in row.items() if k not in skipped} for row in Deal.objects.order_by("pk").values(*names)
        ],
        "tags": sorted(Deal.tags.through.objects.values_list("deal", "tag")),
        "parties": sorted(Deal.objects.values_list("pk", "parties__name", "parties__role", "parties__tag")),
        "decisions": list(ReviewDecision.objects.order_by("pk").values()),
        "taggings": sorted(Tagging.objects.exclude(decision="machine").values_list("article", "tag", "decision")),
        "links": sorted(DealReport.objects.values_list("article", "position", "deal")),
        "changes": list(ReviewItem.objects.open().filter(kind="change").values_list("key")),
    }


def test_processing_everything_again_changes_none_of_two_hundred_decisions(deals, curator):
    decide(deals, curator)
    assert ReviewDecision.objects.count() >= 200
    before = everything()
    call_command("process", "--all", verbosity=0)
    after = everything()
    for what, rows in before.items():
        assert after[what] == rows, what
