"""Languages: told by script, then by characters of one script only, then by the small words of a language."""

import re
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
_SAMPLE = 1_200
# The votes of a word, one number with a field of so many bits for each language: they are added up all at once. A
# sample has fewer words than fill a field. A word of one language counts double.
_BITS = 16
_FIELDS = {_language: _BITS * place for place, _language in enumerate(_SMALL_WORDS)}
_VOTES_OF = {
    _word: sum((2 if len(names) == 1 else 1) << _FIELDS[name] for name in names)
    for _word, names in _LANGUAGES_OF.items()
}
_ENDINGS_PT = ("ão", "ões", "ção", "ções", "ãos")


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


@cache
def _of_a_script() -> re.Pattern[str]:
    """Give the pattern of one character that the table has a script for."""
    codes = [code for code, script in enumerate(_script_table()) if script]
    firsts = [code for code, before in zip(codes, [-1, *codes], strict=False) if code != before + 1]
    lasts = [code for code, behind in zip(codes, [*codes[1:], -1], strict=True) if code != behind - 1]
    return re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in zip(firsts, lasts, strict=True))}]")


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
    if sample.isascii() or _of_a_script().search(sample) is None:
        return _latin_language(sample)
    signs = sample.translate(_script_table())
    traditional, simple, other = signs.count(_TRADITIONAL), signs.count(_SIMPLIFIED), signs.count(_OTHER)
    han = traditional + simple + signs.count(_ANY_HAN)
    words = len(_LATIN_WORD.findall(sample.lower()))
    if han >= words and han > 3 * other:
        return _chinese_script(sample, traditional, simple)
    return "other" if other > words else _latin_language(sample)


def _chinese_script(sample: str, traditional: int, simple: int) -> str:
    if traditional == simple:
        return "zh-Hans" if sample.count("\u201c") > sample.count("\u300c") else "zh-Hant"
    return "zh-Hant" if traditional > simple else "zh-Hans"


def _latin_language(sample: str) -> str:
    lowered = sample.lower()
    words = _latin_words(lowered)
    if not words:
        return "other"
    votes = sum(map(_VOTES_OF.__getitem__, filter(_VOTES_OF.__contains__, words)))
    # ã, õ and ç with Portuguese endings are signs by themselves: "Cantão", "cooperações"
    if "\u00e3" in lowered or "\u00f5" in lowered:
        votes += sum(word.endswith(_ENDINGS_PT) for word in words) * 2 << _FIELDS["pt"]
    scores = {language: votes >> shift & (1 << _BITS) - 1 for language, shift in _FIELDS.items()}
    score = max(scores.values())
    if not score:
        return "en" if sample.isascii() else "other"
    if scores["en"] == score:
        return "en"
    if scores["pt"] < score:
        return "other"
    # Of others that have as many votes as Portuguese, the one whose word comes first in the text counts.
    rivals = {language for language, votes in scores.items() if votes == score}
    return "pt" if len(rivals) == 1 or _first_of(rivals, words) == "pt" else "other"


def _first_of(languages: set[str], words: list[str]) -> str:
    """Give the language that a word of the text speaks for first; Portuguese where none does."""
    for word in words:
        for language in _LANGUAGES_OF.get(word, ()):
            if language in languages:
                return language
    return "pt"


def _latin_words(lowered: str) -> list[str]:
    if lowered.isascii() and "'" not in lowered:
        return lowered.translate(_LETTERS_ALONE).split()
    return _LATIN_WORD.findall(lowered)
