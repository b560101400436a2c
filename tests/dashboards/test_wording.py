"""Words that readers type find what they mean in deals: whole words, accents or none, hosts of sources."""

import random
import re

import pytest
from django.db.models import Q

from articles.models import Deal, DealReport, Evidence, Milestone, Party
from dashboards.filters import Filters, Known
from dashboards.queries import finding, naming
from dashboards.queries.operators import apart
from dashboards.queries.selection import articles, deals, milestones
from dashboards.queries.wording import Holds, word_pattern
from tests.dashboards.conftest import TODAY

pytestmark = pytest.mark.django_db


def slugs(query: str = "", **wanted) -> set[str]:
    return set(deals(Filters(q=query, **wanted), TODAY).values_list("slug", flat=True))


@pytest.fixture
def titles(make_deal):
    """Deals whose titles hold letters of other words."""
    for slug, title in {
        "mainland": "Mainland airports sign two MoUs on chains",
        "land": "Land sold to an AI-driven fund for 51 flats",
        "chinese": "Bay use用AI技術 of the port",
        "ports": "Two ports and 151 ships",
    }.items():
        make_deal(slug, title=title, parties=())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("land", {"land"}),
        ("AI", {"land", "chinese"}),
        ("air", set()),
        ("airp", {"mainland"}),
        ("mou", {"mainland"}),
        ("port", {"chinese", "ports"}),
        ("51", {"land"}),
        ("-land AI", {"chinese"}),
        ('"an AI"', {"land"}),
        ('"wo ports"', set()),
    ],
)
def test_a_word_is_found_as_a_word_and_not_within_others(titles, query, expected):
    assert slugs(query) == expected


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Mainland airports, AI and MoUs", "AI", ["AI"]),
        ("Mainland airports, AI and MoUs", "mou", ["MoU"]),
        ("用AI技術", "AI", ["AI"]),
        ("Ports and airports", "port", ["Port"]),
    ],
)
def test_the_marks_fall_where_the_search_finds(text, query, expected):
    assert [p.text for p in finding.marked(text, naming.terms(query)) if p.is_evidence] == expected


@pytest.mark.parametrize("query", ["cooperacao", "cooperação", "COOPERAÇÃO", "protocolo cooperacao"])
def test_portuguese_is_found_with_and_without_accents(make_deal, query):
    make_deal("protocol", title="Protocolo de cooperação assinado", lang="pt")
    quoted = make_deal("quoted", title="A pact", lang="en")
    report = DealReport.objects.get(deal=quoted)
    DealReport.objects.filter(pk=report.pk).update(lang="pt")
    Evidence.objects.create(report=report, field="deal", quote="um protocolo de cooperação", start=0, end=26)
    make_deal("worded", title="A paper", title_pt="Assinado protocolo de cooperação", lang="en")
    assert slugs(query) == {"protocol", "quoted", "worded"}
    Milestone.objects.create(slug="m", title="A step", title_pt="Protocolo de cooperação", happened_on="2026-01-01")
    assert milestones(Filters(q=query), TODAY).count() == 1


def test_a_name_is_known_without_its_accents(room):
    assert naming.named("Cantao") == naming.named("Cantão")
    assert ("city", "guangzhou") in naming.named("Cantao").tags


@pytest.mark.parametrize(
    "said", ["info.example.hk", "www.info.example.hk", "https://info.example.hk/gia", "EXAMPLE.hk"]
)
def test_a_site_is_the_host_of_the_addresses_and_those_below_it(room, said):
    DealReport.objects.filter(deal__slug="fintech-mou").update(url="https://www.info.example.hk:8443/gia/1.htm")
    DealReport.objects.filter(deal__slug="macao-pact").update(url="https://other.org/?at=https://info.example.hk/")
    first = room.articles[0]
    first.canonical_url = "http://info.example.hk/news/7"
    first.save()
    rest, [(key, value)] = apart(f"site:{said}", Known({}))
    assert (rest, key) == ("", "source")
    assert slugs(source=(value,)) == {"fintech-mou"}
    assert set(articles(Filters(source=(value,)), TODAY)) == {first}
    assert slugs(source=("site:nfo.example.hk",)) == set()


def test_a_publisher_that_is_called_like_a_host_is_still_the_publisher_alone(room):
    DealReport.objects.filter(deal__slug="fintech-mou").update(url="https://info.example.hk/1")
    DealReport.objects.filter(deal__slug="macao-pact").update(publisher="info.example.hk")
    assert slugs(source=("info.example.hk",)) == {"macao-pact"}


@pytest.mark.threat("P01")
@pytest.mark.parametrize("hostile", ["(", "a" * 200, "[a-", "\\", "a{9999}", ".*.*.*.*x", "$^", "é́" * 40, "(?i)x"])
def test_no_word_becomes_a_pattern_of_its_own(room, hostile):
    assert word_pattern(hostile)
    assert slugs(hostile) == set()
    assert not Deal.objects.filter(title__iregex=word_pattern(hostile)).exists()
    assert not Party.objects.filter(name__iregex=word_pattern(hostile)).exists()


def test_a_text_holds_what_the_pattern_says_whatever_the_signs():
    chance = random.Random(5)
    letters = "aAbBsS1 é*?[]{}^%_\\'-.深"
    texts = ["".join(chance.choices(letters, k=chance.randrange(1, 9))) for _ in range(120)]
    Milestone.objects.bulk_create(
        Milestone(slug=f"m{place}", title=text, happened_on="2026-01-01") for place, text in enumerate(texts)
    )
    forms = {chance.choice(texts)[:3].strip() or "a" for _ in range(60)} | {"a", "as", "abab", "[", "*", "a?", "%", "_"}
    for form in sorted(form for form in forms if "é" not in form):
        begins_word = form[0].isascii() and form[0].isalnum()
        pattern = re.compile(word_pattern(form) if begins_word else re.escape(form), re.I | re.A)
        found = Milestone.objects.filter(Q(Holds("title", form))).values_list("title", flat=True)
        assert sorted(found) == sorted(text for text in texts if pattern.search(text)), form


def test_accents_are_looked_over_in_large_letters_too():
    Milestone.objects.create(slug="m", title="COOPERAÇÃO EM CANTÃO", happened_on="2026-01-01")
    for form, expected in (("cooperacao", 1), ("cantao", 1), ("antao", 0), ("em", 1), ("e", 0)):
        assert Milestone.objects.filter(Q(Holds("title", form, accented=True))).count() == expected, form
