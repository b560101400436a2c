import pytest

from articles.actions.curation import retag_article, undo
from articles.actions.rollups import find_drift
from articles.models import ReviewDecision, Tag, TagDay, Tagging
from tests.articles.newsroom import NOW


@pytest.fixture
def macao(article):
    return Tag.objects.get(kind="city", slug="macao")


@pytest.fixture
def shenzhen(article):
    return Tag.objects.get(kind="city", slug="shenzhen")


def counted(tag):
    return sum(TagDay.objects.filter(tag=tag).values_list("articles", flat=True))


def test_a_tag_is_added_and_counted(article, macao, curator):
    retag_article(article=article, tag=macao, decision="added", by=curator, now=NOW)

    assert Tagging.objects.get(article=article, tag=macao).decision == "added"
    assert counted(macao) == 1
    assert find_drift() == {}


def test_a_tag_is_removed_and_no_longer_counted(article, shenzhen, curator):
    retag_article(article=article, tag=shenzhen, decision="removed", by=curator, now=NOW)

    assert counted(shenzhen) == 0
    assert find_drift() == {}


def test_a_decision_is_kept_with_the_word_of_the_machine(article, shenzhen, curator):
    retag_article(article=article, tag=shenzhen, decision="confirmed", by=curator, now=NOW)

    decision = ReviewDecision.objects.get()
    assert (decision.field, decision.machine_value, decision.human_value) == ("city:shenzhen", "machine", "confirmed")


def test_undoing_brings_back_the_machines_tag_and_takes_away_the_curators(article, macao, shenzhen, curator):
    added = retag_article(article=article, tag=macao, decision="added", by=curator, now=NOW)
    removed = retag_article(article=article, tag=shenzhen, decision="removed", by=curator, now=NOW)
    for decision in (added, removed):
        undo(decision=decision, by=curator, now=NOW)

    assert not Tagging.objects.filter(article=article, tag=macao).exists()
    assert Tagging.objects.get(article=article, tag=shenzhen).decision == "machine"
    assert (counted(macao), counted(shenzhen)) == (0, 1)


def test_undoing_the_last_of_two_words_leaves_the_first(article, shenzhen, curator):
    retag_article(article=article, tag=shenzhen, decision="removed", by=curator, now=NOW)
    last = retag_article(article=article, tag=shenzhen, decision="confirmed", by=curator, now=NOW)
    undo(decision=last, by=curator, now=NOW)

    assert Tagging.objects.get(article=article, tag=shenzhen).decision == "removed"


@pytest.mark.parametrize("is_part_first", [True, False])
def test_a_part_of_a_removed_sector_stays_away_when_its_own_removal_is_undone(article, curator, is_part_first):
    sector = Tag.objects.get(kind="sector", slug="finance")
    part = Tag.objects.filter(kind="subsector", parent=sector).first() or Tag.objects.create(
        kind="subsector", slug="banking", name_en="Banking", parent=sector
    )
    for tag in (sector, part):
        Tagging.objects.get_or_create(article=article, tag=tag, defaults={"score": 0.8, "confidence": 0.8})

    def remove(tag):
        return retag_article(article=article, tag=tag, decision="removed", by=curator, now=NOW)

    decisions = {tag.kind: remove(tag) for tag in ((part, sector) if is_part_first else (sector, part))}
    undo(decision=decisions["subsector"], by=curator, now=NOW)
    assert Tagging.objects.get(article=article, tag=part).decision == "removed"
    undo(decision=decisions["sector"], by=curator, now=NOW)
    assert Tagging.objects.get(article=article, tag=part).decision == "machine"


@pytest.mark.parametrize("word", ["machine", "perhaps", ""])
def test_another_word_is_refused(article, shenzhen, curator, word):
    with pytest.raises(ValueError, match=r"machine|perhaps|''"):
        retag_article(article=article, tag=shenzhen, decision=word, by=curator, now=NOW)
