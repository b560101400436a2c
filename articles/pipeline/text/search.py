"""Search tokens: one tokeniser for both search engines and for fingerprints."""

import re
import unicodedata

from articles.pipeline.text.characters import fold

# Rare Han characters beyond the basic plane count as words: a set that reaches there is searched ten times slower.
_HAN_RANGES = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# A run of Han, a number with its separators, or a word: "大湾区", "4.77", "gba"
_TOKEN = re.compile(rf"[{_HAN_RANGES}]+|\d+(?:[.,]\d+)+|[^\W_{_HAN_RANGES}]+(?:'s\b)?")


def search_tokens(text: str) -> list[str]:
    """Give the tokens by which ``text`` is found, in order.

    Han runs become overlapping pairs (Simplified; a run of one character stays single), words and numbers are lower
    case without accents, thousands separators and possessive ``'s``. Queries go through the same function.
    """
    tokens: list[str] = []
    for token in _TOKEN.findall(fold(text)):
        first = token[0]
        if first >= "\u3400" and (first <= "\u9fff" or "\uf900" <= first <= "\ufaff"):
            tokens.extend([token[i : i + 2] for i in range(len(token) - 1)] or [token])
        elif first.isdigit():
            tokens.append(token.replace(",", ""))
        else:
            word = token.removesuffix("'s")
            tokens.append(word if word.isascii() else _without_accents(word))
    return tokens


def _without_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
