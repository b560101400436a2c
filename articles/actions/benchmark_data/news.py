"""Articles as processing leaves them: row, revision, entry, tags, story and, for some, the bands of their words."""

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.actions.benchmark_data.words import han_words, plain_words
from articles.actions.benchmark_data.writing import next_key, set_sequences, write
from articles.models import Article, ArticleBand, ArticleRevision, Entry, Feed, Story, Tag, Tagging
from articles.pipeline.line import PIPELINE_VERSION

FEED = "benchmark-data"
ADDRESS = "https://benchmark.invalid/"
DAYS = 3 * 365
_BANDS = 16
_ARTICLE = (
    "id", "canonical_url", "url", "feed_id", "publisher", "title", "summary", "lang", "published_at", "date_basis",
    "first_seen_at", "listed_at", "text", "excerpt", "content_hash", "is_relevant", "relevance", "scope", "story_id",
    "processed_at", "pipeline_version",
)  # fmt: skip
_REVISION = ("article_id", "number", "title", "text", "content_hash", "feed_id", "seen_at")
_ENTRY = ("feed_id", "article_id", "guid", "url", "title", "content_hash", "first_seen_at", "last_changed_at")
_TAGGING = ("article_id", "tag_id", "score", "confidence", "origin", "spans")
_KINDS = (("city", 3), ("sector", 3), ("outside", 1), ("organisation", 1), ("mechanism", 1))


@dataclass(frozen=True, slots=True)
class Labels:
    """Ids of tags that rows may carry, by kind; the first of each are met most, as in the news."""

    by_kind: Mapping[str, Sequence[tuple[int, str]]]

    @classmethod
    def stored(cls) -> "Labels":
        """The listed tags of the database."""
        by_kind: dict[str, list[tuple[int, str]]] = {}
        for kind, pk, name in Tag.objects.filter(is_listed=True).order_by("pk").values_list("kind", "pk", "name_en"):
            by_kind.setdefault(kind, []).append((pk, name))
        return cls(by_kind)

    def pick(self, chance: random.Random, kind: str, most: int) -> list[tuple[int, str]]:
        """Some tags of a kind, none twice."""
        pool = self.by_kind.get(kind, ())
        picks = (int(len(pool) * chance.random() ** 2) for _ in range(chance.randint(0 if most < 2 else 1, most)))
        return [pool[index] for index in dict.fromkeys(picks)] if pool else []


def write_articles(numbers: range, feed: Feed, labels: Labels, now: datetime) -> range:
    """Write the articles of these numbers, and give their keys; call it inside a transaction."""
    first = next_key(Article)
    stories = _stories(numbers, now)
    rows = [_row(first + n, number, feed, now, stories.get(number)) for n, number in enumerate(numbers)]
    write(Article, _ARTICLE, rows)
    named = [dict(zip(_ARTICLE, row, strict=True)) for row in rows]
    write(
        ArticleRevision,
        _REVISION,
        [(r["id"], 1, r["title"], r["text"], r["content_hash"], feed.pk, r["first_seen_at"]) for r in named],
    )
    write(
        Entry,
        _ENTRY,
        [
            (
                feed.pk,
                r["id"],
                r["url"],
                r["url"],
                r["title"],
                r["content_hash"],
                r["first_seen_at"],
                r["first_seen_at"],
            )
            for r in named
        ],
    )
    write(Tagging, _TAGGING, _taggings(numbers, first, labels))
    write(ArticleBand, ("article_id", "number", "value"), _bands(numbers, first))
    set_sequences(Article, Story)
    return range(first, first + len(numbers))


def _stories(numbers: range, now: datetime) -> dict[int, int]:
    """The story by number: of ten articles, two tell the same news."""
    first = next_key(Story)
    pairs = sorted({number - number % 10 for number in numbers if number % 10 < 2})
    known = {pair: first + n for n, pair in enumerate(pairs)}
    write(Story, ("id", "title", "first_at", "created_at"), [(key, "", now, now) for key in known.values()])
    return {number: known[number - number % 10] for number in numbers if number % 10 < 2}


def _row(key: int, number: int, feed: Feed, now: datetime, story: int | None) -> tuple[object, ...]:
    """One article, in the order of ``_ARTICLE``."""
    chance = random.Random(number)
    lang = chance.choice(("en", "en", "zh-Hant", "zh-Hans", "pt"))
    is_han = lang.startswith("zh")
    words, joint = (han_words(chance, 98), "") if is_han else (plain_words(chance, 128), " ")
    title, body = f"{joint.join(words[:8])} {number}", joint.join(words[8:])
    text = f"{title}\n\n{body}"
    at = now - timedelta(seconds=int(chance.random() * DAYS * 86400))
    url = f"{ADDRESS}articles/{number}"
    return (
        key, url, url, feed.pk, f"Benchmark {number % 40}", title, body[:200], lang, at, "stated",
        at, at, text, body[:300], hashlib.sha256(text.encode()).hexdigest(), True, 0.5 + chance.random() / 2,
        chance.choice(("intra_gba", "gba_external")), story, at, PIPELINE_VERSION,
    )  # fmt: skip


def _taggings(numbers: range, first: int, labels: Labels) -> Iterator[tuple[object, ...]]:
    for key, number in enumerate(numbers, first):
        chance = random.Random(-1 - number)
        for kind, most in _KINDS:
            for tag_id, _ in labels.pick(chance, kind, most):
                yield key, tag_id, 1.0, 1.0, "benchmark", "[[0, 4]]"


def _bands(numbers: range, first: int) -> Iterator[tuple[object, ...]]:
    """Bands of one article in ten: sixteen rows each would be most of the database and serve no page."""
    for key, number in enumerate(numbers, first):
        if number % 10 == 0:
            value = random.Random(f"bands {number}")
            yield from ((key, band, value.getrandbits(62)) for band in range(_BANDS))
