"""Synthetic words that occur as words of news do: a few very often, most hardly ever."""

import random
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

VOCABULARY = 6000
_PLAIN = (
    "port", "bridge", "fund", "research", "campus", "clinic", "rail", "cargo", "insurance", "bond", "licence", "data",
    "cloud", "chip", "battery", "tourism", "museum", "school", "talent", "customs", "yuan", "wealth", "scheme", "pilot",
    "zone", "park", "airport", "ferry", "logistics", "robot", "medicine",
)  # fmt: skip
_HAN = ("合作", "协议", "港口", "金融", "创新", "大桥", "基金", "数据", "人才", "旅游", "物流", "医疗", "芯片", "航空")
_BEGINNINGS = ("b", "br", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "pr", "s", "st", "t", "tr", "v")
_MIDDLES = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_FIRST_HAN, _HAN_CHARACTERS = 0x4E00, 3000


def plain_words(chance: random.Random, count: int) -> list[str]:
    """So many Latin words, by Zipf's law."""
    words, weights = _vocabulary("plain")
    return chance.choices(words, cum_weights=weights, k=count)


def han_words(chance: random.Random, count: int) -> list[str]:
    """So many Chinese words of two characters, by Zipf's law."""
    words, weights = _vocabulary("han")
    return chance.choices(words, cum_weights=weights, k=count)


@cache
def _vocabulary(script: str) -> tuple[Sequence[str], Sequence[float]]:
    """Words, the commonest first, and their summed weights (Zipf-Mandelbrot, exponent 1)."""
    chance = random.Random(f"vocabulary {script}")
    known = _PLAIN if script == "plain" else _HAN
    found = dict.fromkeys(known)
    while len(found) < VOCABULARY:
        found.setdefault(_syllables(chance) if script == "plain" else _pair(chance))
    return tuple(found), tuple(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))


def _syllables(chance: random.Random) -> str:
    return "".join(chance.choice(_BEGINNINGS) + chance.choice(_MIDDLES) for _ in range(chance.choice((2, 2, 3, 4))))


def _pair(chance: random.Random) -> str:
    return "".join(chr(_FIRST_HAN + chance.randrange(_HAN_CHARACTERS)) for _ in range(2))
