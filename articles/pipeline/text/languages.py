"""Languages: told by script, then by characters of one script only, then by the small words of a language."""

import re
from collections import Counter
from functools import cache

from articles.pipeline.text.characters import simplified

_HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
# Scripts that are none of ours: Greek to Thai and beyond, kana, Hangul.
_OTHER_RANGES = ((0x0370, 0x1D00), (0x3040, 0x3100), (0xAC00, 0xD800))
_LATIN_WORD = re.compile("[a-z\u00df-\u024f]+(?:['\u2019][a-z]+)?")

# Nothing but the letters and blanks of ASCII text is left by this: "Q3 deal, at last" -> "Q  deal  at last"
_LETTERS_ALONE = {code: " " for code in range(128) if not chr(code).isalpha()}

# The commonest words of each language, weighted alike. Those that two languages share tell little and are given to
# each; neighbours of Portuguese stand here so that they are not taken for it.
_SMALL_WORDS = {
    "en": "the of and to in for is on that with as at by from it was are be has have will its said an this which "
    "their after not but were been who more would between also he she they we his her into than over",
    "pt": "o os as um uma de do da dos das em no na nos nas ao aos à às que e é são não para por pelo pela pelos pelas "
    "com foi ser mais entre como também sobre até já está mil ou seu sua se após",
    "es": "el los las un una de del en y que es son no para por con fue ser más entre como también sobre hasta ya está "
    "o su se lo al sus este esta ha",
    "fr": "le les la un une de du des en et que est sont pas pour par avec dans sur au aux ce cette il elle se ou plus "
    "été qui ne son sa ses",
    "it": "il lo gli la le un una di del della dei delle in e che è sono non per con alla al nel nella più si da come "
    "anche ha",
    "de": "der die das und in den von zu mit ist im für auf dem des ein eine nicht sich als auch es an werden aus er "
    "hat dass sie nach wird bei",
    "nl": "de het een van en in is op te dat die voor met zijn niet aan er om ook als bij naar uit door",
    "ms": "yang dan di dengan untuk ini itu dari dalam pada tidak akan kepada adalah oleh juga bagi telah ke mereka",
    "vi": "và của là có cho các trong được với những một người không này đã để từ khi",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)
# A word of one language counts double.
_VOTES_OF = {_word: [(name, 2 if len(names) == 1 else 1) for name in names] for _word, names in _LANGUAGES_OF.items()}

_SAMPLE = 1_200


_TRADITIONAL, _SIMPLIFIED, _ANY_HAN, _OTHER = "T", "S", "H", "O"


@cache
def _script_table() -> list[str]:
    """Give for each character of the basic plane its script (of Han the variant that alone has it); none for Latin."""
    table = [""] * 0x10000
    for script, ranges in ((_ANY_HAN, _HAN_RANGES), (_OTHER, _OTHER_RANGES)):
        for first, behind in ranges:
            table[first:behind] = [script] * (behind - first)
    for char, simple in simplified().items():
        if not _encodes(char, "gb2312"):
            table[ord(char)] = _TRADITIONAL
        # 后 and 里 are Simplified forms and Traditional characters too: what Big5 holds proves nothing.
        if ord(simple) < len(table) and not _encodes(simple, "big5hkscs"):
            table[ord(simple)] = _SIMPLIFIED
    return table


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def detect_language(text: str) -> str:
    """Give the language of ``text``: ``en``, ``zh-Hant``, ``zh-Hans``, ``pt`` or ``other``.

    The first 1,200 characters decide. Chinese is told from the rest by the share of Han characters, Traditional from
    Simplified by the characters that only one of the two has, then by its quotation marks; a Chinese text without
    any such sign counts as Traditional. Latin text is told by small words; one without any is English when it is
    ASCII.
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return _latin_language(sample)
    signs = sample.translate(_script_table())
    traditional, simple, other = signs.count(_TRADITIONAL), signs.count(_SIMPLIFIED), signs.count(_OTHER)
    han = traditional + simple + signs.count(_ANY_HAN)
    if not han and not other:
        return _latin_language(sample)
    words = len(_LATIN_WORD.findall(sample.lower()))
    if han >= words and han > 3 * other:
        return _chinese_script(sample, traditional, simple)
    return "other" if other > words else _latin_language(sample)


def _chinese_script(sample: str, traditional: int, simple: int) -> str:
    if traditional == simple:
        return "zh-Hans" if sample.count("\u201c") > sample.count("\u300c") else "zh-Hant"
    return "zh-Hant" if traditional > simple else "zh-Hans"


def _latin_language(sample: str) -> str:
    words = _latin_words(sample.lower())
    if not words:
        return "other"
    scores: dict[str, int] = {}
    for word, times in Counter(filter(_VOTES_OF.__contains__, words)).items():
        for language, votes in _VOTES_OF[word]:
            scores[language] = scores.get(language, 0) + times * votes
    # ã, õ and ç with Portuguese endings are signs by themselves: "Cantão", "cooperações"
    endings = 0 if sample.isascii() else sum(word.endswith(("ão", "ões", "ção", "ções", "ãos")) for word in words)
    scores["pt"] = scores.get("pt", 0) + 2 * endings
    best = max(scores, key=scores.__getitem__)
    score = scores[best]
    if not score:
        return "en" if sample.isascii() else "other"
    if scores.get("en") == score:
        best = "en"
    return best if best in ("en", "pt") else "other"


def _latin_words(lowered: str) -> list[str]:
    if lowered.isascii() and "'" not in lowered:
        return lowered.translate(_LETTERS_ALONE).split()
    return _LATIN_WORD.findall(lowered)
