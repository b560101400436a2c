import random
from datetime import UTC, datetime, timedelta

from articles.actions.clustering.crowd import Crowd
from articles.actions.clustering.sameness import News, Rarity, tells_the_same

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
KINDS = {
    "city": 4, "place": 4, "outside": 4, "mechanism": 4, "organisation": 8, "person": 4, "sector": 3, "act": 2,
    "n": 6, "word": 12, "title": 14,
}  # fmt: skip


def told_at_random(chance, pk):
    traits = {}
    for kind, values in KINDS.items():
        for _ in range(chance.choice((0, 1, 2, 6 if kind == "title" else 2))):
            value = chance.randrange(values)
            traits[f"{kind}:{value + 13 if kind == 'n' else value}"] = chance.choice((1, 2, 3))
    if chance.random() < 0.3:
        traits["outside:china"] = 3
        traits["count:projects:24"] = 2
    return News(pk, NOON + timedelta(hours=chance.randrange(24 * 25)), chance.choice(("en", "zh-Hant")), traits)


def test_whoever_tells_the_same_news_is_likely_and_most_others_are_not():
    chance = random.Random(7)
    rows = [told_at_random(chance, pk) for pk in range(300)]
    crowd = Crowd.of(rows, told=rows[:100])
    rarity = Rarity()
    looked_at = linked = 0
    for row in rows[:100]:
        likely = set(crowd.likely(row))
        same = {n for n, other in enumerate(rows) if other is not row and tells_the_same(row, other, rarity=rarity)}
        assert same <= likely
        linked += len(same)
        looked_at += len(likely)
    assert linked > 500
    assert looked_at < 100 * 300 * 0.9


def test_one_kind_of_evidence_is_not_enough_to_be_looked_at():
    row = News(1, NOON, "en", {"organisation:harbour-air": 3, "city:zhuhai": 3, "title:opens": 3})
    same_body = News(2, NOON, "en", {"organisation:harbour-air": 3, "city:zhuhai": 3, "title:shuts": 3})
    other_language = News(3, NOON, "pt", {"title:opens": 3, "title:quay": 3})
    crowd = Crowd.of([row, same_body, other_language], told=[row])
    assert set(crowd.likely(row)) <= {0}


def test_half_of_the_shorter_title_is_enough_beside_a_word():
    title = {f"title:word{n}": 3 for n in range(8)}
    row = News(1, NOON, "en", title | {"word:haeco": 2})
    half = News(2, NOON, "en", {"title:word1": 3, "title:word2": 3, "title:x": 3, "title:y": 3, "word:haeco": 2})
    less = News(3, NOON, "en", {"title:word1": 3, "title:x": 3, "title:y": 3, "title:z": 3, "word:haeco": 2})
    crowd = Crowd.of([row, half, less], told=[row])
    assert set(crowd.likely(row)) - {0} == {1}
