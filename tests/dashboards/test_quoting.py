"""Which words stand for a report, and which report speaks to a reader."""

import pytest
from django.utils.translation import override

from articles.models import Article, ArticleRevision, Deal, DealReport, Evidence
from dashboards.queries.quoting import distance, most_telling
from dashboards.queries.rows import deal_rows

HEADLINE = "Two invented ports agree"
SENTENCE = "Port of Sample and Port of Example signed a memorandum worth HK$5 million."
LESS = "The two ports agree on the wording of the memorandum."


def evidence(*pairs):
    return [Evidence(field=field, quote=quote) for field, quote in pairs]


FACTS = (
    ("type", "memorandum"), ("status", "signed"), ("parties", "Port of Sample"), ("parties", "Port of Example"),
    ("amount", "HK$5 million"),
)  # fmt: skip


def test_the_sentence_with_parties_and_sum_stands_for_the_report_and_not_its_headline():
    words = most_telling(evidence(("deal", HEADLINE), ("deal", LESS), ("deal", SENTENCE), *FACTS), HEADLINE)
    assert words.text == SENTENCE


def test_a_headline_that_holds_a_mark_more_than_the_sentence_is_still_only_the_headline():
    headline = "Ports sign HK$5 million memorandum"
    found = evidence(("deal", headline), ("deal", LESS), ("type", "memorandum"), ("amount", "HK$5 million"))
    assert most_telling(found, headline.upper()).text == LESS


def test_where_nothing_but_the_headline_is_kept_it_is_quoted_and_says_nothing_new():
    words = most_telling(evidence(("type", "agree"), ("deal", HEADLINE)), f"{HEADLINE} | Sample News")
    assert (words.text, words.says) == (HEADLINE, 0)


def test_without_a_sentence_the_field_that_decides_speaks():
    words = most_telling(evidence(("date", "yesterday"), ("type", "signed a pact")), HEADLINE)
    assert (words.text, words.says) == ("signed a pact", 1)
    assert most_telling([], HEADLINE) is None


@pytest.mark.parametrize(
    ("reader", "nearest"),
    [("en", "en"), ("zh-hant", "zh-Hant"), ("zh-hans", "zh-Hant"), ("pt", "en")],
)
def test_a_reader_is_shown_the_nearest_language_and_then_the_titles(reader, nearest):
    langs = ("zh-Hant", "en", "other")
    assert min(langs, key=lambda lang: distance(lang, reader=reader, title="en")) == nearest


@pytest.mark.django_db
def test_of_a_deal_in_three_languages_each_reader_is_quoted_the_own_one(make_deal):
    deal = make_deal("three-tongues", parties=())
    said = {
        "zh-Hant": "兩個虛構港口簽署備忘錄。",
        "en": SENTENCE,
        "pt": "Os dois portos inventados assinaram um memorando.",
    }
    for number, (lang, quote) in enumerate(said.items()):
        _report(deal, number, lang, quote)
    for language, lang in (("en", "en"), ("zh-hant", "zh-Hant"), ("zh-hans", "zh-Hant"), ("pt", "pt")):
        with override(language):
            (row,) = deal_rows(Deal.objects.filter(pk=deal.pk), with_quotes=True)
            assert (row.quoted.lang, row.quoted.quote) == (lang, said[lang])


def _report(deal: Deal, number: int, lang: str, quote: str) -> None:
    text = f"{HEADLINE}\n\n{quote}"
    at = deal.created_at
    article = Article.objects.create(
        canonical_url=f"https://tongues.example.org/{number}", title=HEADLINE, lang=lang, text=text, first_seen_at=at,
        listed_at=at,
    )  # fmt: skip
    revision = ArticleRevision.objects.create(
        article=article, number=1, title=HEADLINE, text=text, content_hash=str(number), seen_at=at
    )
    report = DealReport.objects.create(
        deal=deal, article=article, revision=revision, lang=lang, type="mou", status="signed", rung="mou",
        published_on=at.date(), created_at=at,
    )  # fmt: skip
    for start, one in ((0, HEADLINE), (text.index(quote), quote)):
        Evidence.objects.create(report=report, field="deal", quote=one, start=start, end=start + len(one))


@pytest.mark.django_db
def test_the_page_of_a_deal_shows_the_sentence_that_says_most(make_deal, client):
    deal = make_deal("said", parties=())
    _report(deal, 0, "en", SENTENCE)
    assert f'<q lang="en">{SENTENCE}</q>' in client.get("/deals/said/").content.decode()
