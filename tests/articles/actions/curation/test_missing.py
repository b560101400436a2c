"""A deal that the machine missed, added from the words of an article."""

from datetime import timedelta

import pytest

from articles.actions.curation import undo
from articles.actions.curation.missing import NotInText, add_missed, draft_of, locate
from articles.models import Deal, ReviewDecision
from tests.articles.newsroom import NOW, make_feed, make_labels, make_waiting, process, process_again

LATER = NOW + timedelta(hours=1)
NEWS = (
    "Harbour fair closes in Hong Kong",
    "The harbour fair closed in Hong Kong on Friday. Brightwater Limited and Lantern Group of Shenzhen signed a"
    " memorandum of understanding worth HK$30 million on 5 March 2026 to share a laboratory. Visitors came from"
    " Guangzhou.",
)
WORDS = ("Brightwater Limited and Lantern Group of Shenzhen signed a memorandum of understanding worth HK$30 million on"
         " 5 March 2026 to share a laboratory.")  # fmt: skip


@pytest.fixture
def article(db):
    make_labels()
    article = make_waiting(NEWS)
    process(article)
    Deal.objects.all().delete()  # whatever the machine has found: here it found nothing
    return article


def test_the_pipeline_fills_in_what_the_marked_words_say(article):
    draft = draft_of(article, WORDS)
    assert article.text[draft.start : draft.end] == WORDS
    assert (draft.values["type"], draft.values["status"]) == ("mou", "signed")
    assert draft.values["money"]["amount"] == "30000000.00"
    assert draft.values["date"] == {"date": "2026-03-05", "precision": "day"}
    assert "Brightwater" in draft.values["parties"]
    assert all(article.text[start:end] for _, start, end in draft.quotes)


def test_words_are_found_whatever_the_browser_made_of_blanks(article):
    spaced = WORDS.replace(" signed ", "\n  signed ")
    assert locate(article, spaced) == locate(article, WORDS)
    for bad in ("", "   ", "words that nobody wrote", "x" * 4000):
        with pytest.raises(NotInText):
            locate(article, bad)


CHINESE = (
    "港澳灣區展覽閉幕",
    "海港展覽周五在香港閉幕。\n香港明光有限公司與深圳燈塔集團於2026年3月5日簽署合作備忘錄，\n涉資3,000萬港元，共建實驗室。\n大會吸引廣州旅客。",
)
PORTUGUESE = (
    "Feira do porto encerra em Macau",
    "A feira do porto encerrou na sexta-feira em Macau.\nA Lanterna, Limitada, de Macau, e o Grupo Farol, de Zhuhai,"
    " assinaram um acordo de cooperação no valor de 30 milhões de patacas em 5 de março de 2026.\nVieram visitantes.",
)


@pytest.mark.parametrize(
    ("news", "words", "expected"),
    [
        (CHINESE, "香港明光有限公司與深圳燈塔集團於2026年3月5日簽署合作備忘錄，\n\n涉資3,000萬港元，共建實驗室。",
         ("mou", "signed", "30000000.00", "HKD", {"hong-kong", "shenzhen"})),
        (PORTUGUESE, "A Lanterna, Limitada, de Macau, e o Grupo Farol, de Zhuhai, assinaram um acordo de cooperação no"
         " valor de 30 milhões de patacas em 5 de março de 2026.",
         ("cooperation_agreement", "signed", "30000000.00", "MOP", {"macao", "zhuhai"})),
    ],
)  # fmt: skip
def test_words_in_chinese_across_paragraphs_and_in_portuguese_fill_the_form_and_make_a_deal(
    db, curator, news, words, expected
):
    make_labels()
    article = make_waiting(news)
    process(article)
    Deal.objects.all().delete()
    draft = draft_of(article, words)
    values = draft.values
    money = values["money"]
    found = (values["type"], values["status"], money["amount"], money["currency"], set(values["cities"]))
    assert found == expected
    assert values["date"] == {"date": "2026-03-05", "precision": "day"}
    assert "".join(article.text[draft.start : draft.end].split()) == "".join(words.split())
    deal, _decision = add_missed(article=article, draft=draft, values=values, by=curator, now=LATER)
    assert (deal.review, deal.lang, str(deal.agreed_on)) == ("accepted", article.lang, "2026-03-05")
    assert ReviewDecision.objects.filter(action="miss", deal=deal).exists()


def test_words_that_say_little_still_give_a_form(article):
    draft = draft_of(article, "Visitors came from Guangzhou.")
    assert draft.values["cities"] == ["guangzhou"]
    assert draft.values["money"] is None


def test_the_deal_is_accepted_recorded_as_a_miss_and_stays_when_the_article_is_read_again(article, curator):
    draft = draft_of(article, WORDS)
    deal, decision = add_missed(article=article, draft=draft, values=draft.values, by=curator, now=LATER)
    assert (deal.review, decision.action) == ("accepted", "accept")
    assert ReviewDecision.objects.get(action="miss").human_value["start"] == draft.start
    process_again(article, now=LATER)
    deal.refresh_from_db()
    assert (deal.amount, deal.currency, deal.type) == (30_000_000, "HKD", "mou")
    quotes = [piece.quote for report in deal.reports.all() for piece in report.evidence.all()]
    assert WORDS in quotes
    undo(decision=decision, by=curator, now=LATER)
    deal.refresh_from_db()
    assert deal.review == "unreviewed"


def test_a_miss_in_a_lesser_source_waits_for_a_second_person(db, curator):
    make_labels()
    article = make_waiting(NEWS, feed=make_feed("mill", tier="D"))
    process(article)
    draft = draft_of(article, WORDS)
    values = draft.values | {"title": "Another title"}
    deal, decision = add_missed(article=article, draft=draft, values=values, by=curator, now=LATER)
    assert (deal.review, decision.action) == ("unreviewed", "first_accept")
