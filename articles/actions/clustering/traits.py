"""What of an article is the same in every language: listed names, numbers, sums, days, Latin words, title words.

Kept with the article (``Article.traits``) so that news is compared without
reading texts again. A trait is ``kind:value``; its level says how much the
article is about it: 3 a subject, 2 told in the lead or repeatedly, 1 mentioned.
"""

import re
from collections.abc import Iterator, Mapping

from articles.pipeline.line import Analysis
from articles.pipeline.matching.parties import party_key
from articles.pipeline.quantities import find_counts, find_dates, find_money
from articles.pipeline.quantities.numerals import find_numbers
from articles.pipeline.tagging import TagScore
from articles.pipeline.text import Text, search_tokens

Traits = Mapping[str, int]

SUBJECT, LEAD, MENTIONED = 3, 2, 1
_SUBJECT_SCORE, _LEAD_SCORE = 3.5, 1.5
"""Scores of the tagging stage: a name in the title has at least 3, one in the first sentences nearly 2."""
_LEAD_CHARACTERS = 400
_MOST = {"n": 40, "word": 40, "title": 30}
_TELLING = 13
"""Smaller numbers stand in every article; from the dozen on two articles share one for a reason."""
_YEARS = range(1900, 2101)
# "C919", "ARJ21", "HAECO", "RCEP", "5G", "e-HKD": written so in Chinese and Portuguese texts too
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9-]{2,20}(?![A-Za-z0-9]))[A-Za-z]*(?:[A-Z]{2}|\d[A-Z]|[A-Z]\d)[A-Za-z0-9-]*"
)
# "DeepSeek", "Starbucks" inside a Chinese text
_LATIN_WORD = re.compile(r"[A-Z][A-Za-z]{3,20}")
# "Mekong", "Berkeley": a capital in mid-sentence of an English or Portuguese text
_NAME_WORD = re.compile(r"(?<=[a-z,;] )[A-Z][a-zà-ü]{3,20}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def traits_of(analysis: Analysis) -> dict[str, int]:
    """Give the traits of an article that was read, with their levels."""
    text = analysis.extracted.text
    found: dict[str, int] = {}
    for trait, level in _all(text, analysis):
        found[trait] = max(level, found.get(trait, 0))
    return found


def _all(text: Text, analysis: Analysis) -> Iterator[tuple[str, int]]:
    tags = analysis.tags
    for scores in (tags.cities, tags.places, tags.outside, tags.mechanisms, tags.organisations, tags.people):
        for score in scores:
            yield _named(score, text), _level(score)
    for rank, score in enumerate(tags.sectors[:4]):
        yield f"sector:{score.slug}", SUBJECT if rank == 0 else MENTIONED
    for deal in analysis.reading.deals:
        yield f"act:{deal.type}", SUBJECT
    yield from _numbers(text)
    yield from _words(text, analysis)


def _named(score: TagScore, text: Text) -> str:
    if score.slug:
        return f"{score.kind}:{score.slug}"
    name = score.name or (text.text[score.spans[0].start : score.spans[0].end] if score.spans else "")
    return f"{score.kind}:~{party_key(name)[:60]}"


def _level(score: TagScore) -> int:
    return SUBJECT if score.score >= _SUBJECT_SCORE else LEAD if score.score >= _LEAD_SCORE else MENTIONED


def _place(start: int) -> int:
    """The level of what stands at an offset: in the title or the lead, or further down."""
    return LEAD if start < _LEAD_CHARACTERS else MENTIONED


def _numbers(text: Text) -> Iterator[tuple[str, int]]:
    """Sums of money, typed counts, days, and other numbers that are no dates."""
    taken: list[tuple[int, int]] = []
    for money in find_money(text):
        taken.append((money.start, money.end))
        for amount, currency in ((money.amount, money.currency), *money.also):
            if amount >= 1000:
                yield f"money:{currency}:{amount:.6g}", _place(money.start)
    for when in find_dates(text, None):
        taken.append((when.start, when.end))
    for count in find_counts(text):
        taken.append((count.start, count.end))
        if count.n > 1:
            yield f"count:{count.unit if count.unit != 'other' else 'n'}:{count.n}", _place(count.start)
    taken.sort()
    numbers = [n for n in find_numbers(text.folded, text.lang == "pt") if not _within(taken, n.start)]
    plain = [n for n in numbers if n.value >= _TELLING and not (n.whole and int(n.value) in _YEARS)]
    for number in plain[: _MOST["n"]]:
        yield f"n:{number.value:.6g}", _place(number.start)


def _within(spans: list[tuple[int, int]], start: int) -> bool:
    return any(first <= start < end for first, end in spans)


def _words(text: Text, analysis: Analysis) -> Iterator[tuple[str, int]]:
    """Codes and Latin names wherever they stand, and the words of the title; without what the lists name."""
    named = [(m.start, m.end) for m in analysis.mentions if m.slug]
    patterns = [_CODE, _LATIN_WORD if text.lang.startswith("zh") else _NAME_WORD]
    words = [match for pattern in patterns for match in pattern.finditer(text.text)]
    free = [match for match in words if not _within(named, match.start())]
    for match in free[: _MOST["word"]]:
        yield f"word:{match[0].lower().strip('-')}", _place(match.start())
    title_end = text.paragraphs[0].end if text.paragraphs else 0
    for token in _title_tokens(text.text[:title_end])[: _MOST["title"]]:
        yield f"title:{token}", SUBJECT


def _title_tokens(title: str) -> list[str]:
    return [token for token in search_tokens(title) if len(token) > 2 or _HAN.search(token)]
