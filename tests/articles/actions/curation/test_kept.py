"""No machine run ever undoes what a person decided: two hundred decisions, then everything is processed again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.actions.curation import (
    accept_deal,
    correct_deal,
    link_report,
    merge_deals,
    reject_deal,
    retag_article,
    set_bundle,
    set_predecessor,
    split_deal,
    tell_apart,
    undo,
)
from articles.actions.curation.missing import add_missed, draft_of
from articles.models import Article, CuratedField, Deal, DealReport, ReviewDecision, ReviewItem, Tag, Tagging
from articles.pipeline.line import PIPELINE_VERSION
from tests.articles.newsroom import NOW, make_feed, make_labels, make_waiting, process

LATER = NOW + timedelta(hours=1)
DEALS = 42
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
    # The only report of a deal: with it the deal goes, as nobody has said a word on it yet.
    link_report(report=deals[12].reports.get(), deal=deals[13], **how)
    for number, deal in enumerate(deals):
        if number == 12:
            continue
        correct_deal(deal=deal, field="title", value=f"Corrected {number}", **how)
        correct_deal(deal=deal, field="cities", value=["hong-kong"], **how)
        if number % 5:
            correct_deal(deal=deal, field="money", value={"amount": str(number + 5), "currency": "MOP"}, **how)
        else:
            correct_deal(deal=deal, field="money", value=None, note="not in the text", **how)
        if number % 3 == 0:
            reject_deal(deal=deal, reason="opinion", **how)
        elif number % 4:
            accept_deal(deal=deal, **how)
        if number % 7 == 0:
            correct_deal(deal=deal, field="status", value="cancelled", **how)
            accept_deal(deal=deal, by=second, now=LATER)
    for article in Article.objects.order_by("pk")[:10]:
        retag_article(article=article, tag=Tag.objects.get(kind="city", slug="macao"), decision="added", **how)
    for tagging in Tagging.objects.filter(tag__kind="organisation").order_by("pk")[:5]:
        retag_article(article=tagging.article, tag=tagging.tag, decision="removed", **how)
    merge_deals(survivor=deals[1], loser=deals[2], from_loser=["title"], **how)
    split_deal(deal=deals[1], reports=[deals[1].reports.last()], **how)
    tell_apart(one=deals[4], other=deals[5], **how)
    set_predecessor(deal=deals[8], earlier=deals[7], **how)
    set_bundle(deal=deals[10], bundle=deals[11], **how)
    halve(deals[16], curator)
    miss(Article.objects.order_by("pk").last(), curator)
    take_back(deals, curator)


def halve(deal, curator):
    """A first acceptance that waits for its second: the amount asks for four eyes."""
    correct_deal(deal=deal, field="money", value={"amount": "3000000000", "currency": "HKD"}, by=curator, now=LATER)
    accept_deal(deal=deal, by=curator, now=LATER)
    deal.refresh_from_db()
    assert (deal.review, deal.decisions.filter(action="first_accept").count()) == ("unreviewed", 1)


def miss(article, curator):
    """A deal that the machine did not see, from a sentence of an article."""
    draft = draft_of(article, article.text.partition("\n\n")[2])
    values = {**draft.values, "title": "Seen by a curator alone", "type": "other", "status": "signed"}
    add_missed(article=article, draft=draft, values=values, by=curator, now=LATER)


def take_back(deals, curator):
    """Decisions that are undone again: an acceptance, a rejection, a correction, a merge, a tag."""
    how = {"by": curator, "now": LATER}
    for decision in (
        deals[17].decisions.filter(action__in=("accept", "reject")).last() or accept_deal(deal=deals[17], **how),
        reject_deal(deal=deals[19], reason="old_news", **how),
        correct_deal(deal=deals[20], field="status", value="stalled", **how),
        merge_deals(survivor=deals[22], loser=deals[23], **how),
        retag_article(article=Article.objects.last(), tag=Tag.objects.get(slug="finance"), decision="added", **how),
    ):
        undo(decision=decision, by=curator, now=LATER)


def everything():
    """All that people decided, as readers and curators see it."""
    names = [field.attname for field in Deal._meta.concrete_fields]
    skipped = {"confidence", "changed_at", "scope"}
    return {
        "deals": [
            {k: v for k, v in row.items() if k not in skipped} for row in Deal.objects.order_by("pk").values(*names)
        ],
        "tags": sorted(Deal.tags.through.objects.values_list("deal", "tag")),
        "parties": sorted(Deal.objects.values_list("pk", "parties__name", "parties__role", "parties__tag"), key=str),
        "decisions": list(ReviewDecision.objects.order_by("pk").values()),
        "taggings": sorted(Tagging.objects.exclude(decision="machine").values_list("article", "tag", "decision")),
        "links": sorted(DealReport.objects.values_list("article", "position", "deal"), key=str),
        "changes": list(ReviewItem.objects.open().filter(kind="change").values_list("key")),
    }


def compare(before, after):
    for what, rows in before.items():
        assert after[what] == rows, what


def decided(rows):
    """What people decided of deals: all of what they vouched for, and each value that they set."""
    vouched = {row["id"]: row for row in rows["deals"] if row["review"] == "accepted"}
    values = CuratedField.objects.order_by("deal", "field").values_list("deal", "field", "value")
    lines = [(row["id"], row["predecessor_id"], row["bundle_id"], row["merged_into_id"]) for row in rows["deals"]]
    return {
        "vouched": [
            # How many tell of it and what is known of their sum is no decision.
            {name: value for name, value in row.items() if name not in ("report_count", "filed_on", "filed_until")}
            for row in vouched.values()
        ],
        "reviews": [(row["id"], row["review"]) for row in rows["deals"]],
        "values": list(values),
        "lines": lines,
        "decisions": rows["decisions"],
        "taggings": rows["taggings"],
    }


@pytest.mark.one_engine
def test_processing_everything_again_changes_none_of_two_hundred_decisions(deals, curator):
    decide(deals, curator)
    acts = set(ReviewDecision.objects.values_list("action", flat=True))
    assert acts >= {
        "accept", "first_accept", "reject", "correct", "merge", "split", "not_same", "link", "succeed", "bundle",
        "miss", "retag", "undo",
    }  # fmt: skip
    assert ReviewDecision.objects.count() >= 200
    before = everything()
    call_command("process", "--all", verbosity=0)
    compare(before, everything())
    Article.objects.update(pipeline_version=PIPELINE_VERSION - 1)
    call_command("process", "--stale", verbosity=0)
    assert not Article.objects.filter(pipeline_version__lt=PIPELINE_VERSION).exists()
    compare(before, everything())
    kept = decided(before)
    for article in Article.objects.all():
        # Every publisher changes the day and the amount.
        words = article.summary.replace("March 2026", "April 2026").replace("3月", "4月").replace("março", "abril")
        article.replace_content(now=LATER, summary=words.replace("00萬", "000萬").replace(" million", "9 million"))
        article.save()
    call_command("process", verbosity=0)
    after = everything()
    compare(kept, decided(after))
    asked = {item.deal_id: item.fields for item in ReviewItem.objects.open().filter(kind="change")}
    assert len(asked) > 10
    assert set(asked) <= set(Deal.objects.filter(review="accepted").values_list("pk", flat=True))
    assert all(fields and not {"title", "cities", "parties"} & set(fields) for fields in asked.values())
