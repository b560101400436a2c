"""Search tokens: one tokeniser for both search engines and for fingerprints."""

import re
import unicodedata
from operator import add

from articles.pipeline.text.characters import fold

# Rare Han characters beyond the basic plane count as words: a set that reaches there is searched ten times slower.
_HAN_RANGES = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# A run of Han, a number with its separators, or a word: "大湾区", "4.77", "gba"
_TOKEN = re.compile(rf"[{_HAN_RANGES}]+|\d+(?:[.,]\d+)+|[^\W_{_HAN_RANGES}]+(?:'s\b)?")
# The same for a text of ASCII alone
_TOKEN_ASCII = re.compile(r"[a-z][a-z0-9]*(?:'s\b)?|\d+(?:[.,]\d+)+|[a-z0-9]+(?:'s\b)?", re.ASCII)


def search_tokens(text: str) -> list[str]:
    """Give the tokens by which ``text`` is found, in order.

    Han runs become overlapping pairs (Simplified; a run of one character stays single), words and numbers are lower
    case without accents, thousands separators and possessive ``'s``. Queries go through the same function.
    """
    return folded_tokens(fold(text))


def folded_tokens(folded: str) -> list[str]:
    """Give the same for a text that is folded already."""
    if folded.isascii():
        return _ascii_tokens(folded)
    tokens: list[str] = []
    for token in _TOKEN.findall(folded):
        first = token[0]
        if first >= "\u3400" and (first <= "\u9fff" or "\uf900" <= first <= "\ufaff"):
            tokens.extend(map(add, token, token[1:]) if len(token) > 1 else (token,))
        elif first.isdigit():
            tokens.append(token.replace(",", ""))
        else:
            word = token.removesuffix("'s")
            tokens.append(word if word.isascii() else _without_accents(word))
    return tokens


def _ascii_tokens(folded: str) -> list[str]:
    tokens: list[str] = []
    for piece in folded.split():
        # Most pieces between two blanks are words.
        if piece.isalnum():
            tokens.append(piece)
        else:
            for token in _TOKEN_ASCII.findall(piece):
                tokens.append(token.removesuffix("'s") if token[0] > "9" else token.replace(",", ""))
    return tokens


def _without_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
