"""Numbers in running text: digits, Chinese numerals, number words, multipliers, bounds and ranges.

Portuguese counts by the long scale (*mil milhões* = 10^9, *bilião* = 10^12) in
Portugal and Macao; *bilhão* is the Brazilian 10^9.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from articles.pipeline.quantities.scanning import Words, matches_at


class Number(NamedTuple):
    """A number at ``[start, end)`` of the folded text.

    ``value`` and, for a range, ``high``; ``bound`` is exact, over, nearly,
    up_to or range; ``whole`` is False where decimals are written without a
    multiplier. ``left`` is where the words of the bound begin.
    """

    value: float
    high: float | None
    bound: str
    whole: bool
    start: int
    end: int
    left: int


# No article is longer; what stands behind is not read for figures (a bound on hostile text).
SCANNED = 100_000

_EN_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "half a million": 5e5, "half a billion": 5e8, "a million": 1e6,
    "a billion": 1e9, "a trillion": 1e12,
}  # fmt: skip
_PT_SMALL = {
    "dois": 2, "duas": 2, "três": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7, "oito": 8, "nove": 9, "dez": 10,
    "onze": 11, "doze": 12, "treze": 13, "catorze": 14, "quinze": 15, "dezasseis": 16, "dezassete": 17,
    "dezoito": 18, "dezanove": 19, "vinte": 20, "trinta": 30, "quarenta": 40, "cinquenta": 50, "sessenta": 60,
    "setenta": 70, "oitenta": 80, "noventa": 90, "cem": 100, "duzentos": 200, "duzentas": 200, "trezentos": 300,
    "trezentas": 300, "quatrocentos": 400, "quinhentos": 500, "quinhentas": 500, "um milhão": 1e6, "mil milhões": 1e9,
    "meio milhão": 5e5, "meio bilião": 5e11,
}  # fmt: skip
_SMALL = _EN_SMALL | _PT_SMALL
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "mln": 1e6,
    "bln": 1e9, "trln": 1e12,
    "bn": 1e9, "tn": 1e12, "crore": 1e7, "lakh": 1e5, "m": 1e6, "b": 1e9, "k": 1e3,
    "mil milhões": 1e9, "mil": 1e3, "milhão": 1e6, "milhões": 1e6, "bilião": 1e12, "biliões": 1e12,
    "bilhão": 1e9, "bilhões": 1e9,
}  # fmt: skip
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}

_DIGITS = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?(?!\d)|\d{1,15}(?:\.\d{1,6})?(?!\d)"
_PT_DIGITS = r"\d{1,3}(?:[. ]\d{3}){1,5}(?:,\d{1,6})?(?!\d)|\d{1,15}(?:[,.]\d{1,6})?(?!\d)"
_WORDS = "|".join(sorted(_EN_SMALL, key=len, reverse=True))
_PT_WORDS = "|".join(sorted(_PT_SMALL, key=len, reverse=True))
_EN_SCALE = (
    r"(?:[ -]?(?P<scale>hundred|thousand|million|billion|trillion|crore|lakh|mln|bln|trln|mn|bn|tn|[mbk](?![a-z0-9]))"
    r"(?![a-rt-z]))?"
)
_PT_SCALE = r"(?:[ ](?P<scale>mil[ ]milhões|milhões|milhão|biliões|bilião|bilhões|bilhão|mil)(?!\w))?"
_START = (
    r"(?:(?<![a-z\d_])(?<!\d[.,])|(?<=rmb)|(?<=hkd)|(?<=usd)|(?<=cny)|(?<=mop)|(?<=eur)|(?<=kes)|(?<=ksh)|(?<=aed)"
    r"|(?<=sgd)|(?<=jpy)|(?<=krw)"
    r"|(?<=inr)|(?<=thb)|(?<=myr)|(?<=idr)|(?<=gbp)|(?<=chf)|(?<=aud)|(?<=cad)|(?<=nzd)|(?<=twd)|(?<=(?<![a-z])rm)"
    r"|(?<=(?<![a-z])r[ps]))"
)


def _number_pattern(digits: str, words: str, scale: str, second: str) -> re.Pattern[str]:
    """``1,234.5 million``, ``twenty-one``, ``3亿5,000万``, ``100多亿``, ``二十三``, ``一百万``.

    ``words`` may be followed by ``second``, which sets ``word2``.
    """
    return re.compile(
        rf"{_START}(?P<digits>{digits})(?:(?P<more1>[多余几])?(?P<han>[十百千万亿]{{1,3}})(?:(?P<low>\d{{1,4}}|\d,\d{{3}})万)?"
        rf"(?P<more2>[多余])?|(?P<more3>[多余])|{scale})"
        # 一百一十六点四亿, 三十五点六九元; 数十亿, 几百万 are no numbers
        r"|(?<![零〇一二三四五六七八九十百千万亿两第])(?<![数几](?=[十百千万亿]))"
        r"(?P<numeral>[零〇一二三四五六七八九十百千万亿两]{1,12})"
        r"(?:点(?P<decimals>[零〇一二三四五六七八九]{1,4})(?:(?P<dtail>[百千]?[万亿])|(?=[元倍]|[港美]元|公里|个百分点))"
        r"|(?P<more4>[多余几])?(?P<tail>[百千万亿]{1,2})?)(?![零〇一二三四五六七八九十百千万亿两])"
        rf"|(?<![a-z\d_àáâãçéêíóôõú-])(?P<word>{words})(?:{second})?(?![a-zàáâãçéêíóôõú])"
        + scale.replace("scale", "wscale")
    )


_NUMBER = _number_pattern(_DIGITS, _WORDS, _EN_SCALE, rf"[- ](?P<word2>{_WORDS})")
# vinte e cinco, trinta e dois, duzentos e cinquenta
_PT_BELOW_100 = "|".join(word for word in _PT_WORDS.split("|") if _PT_SMALL[word] < 100)
_PT_SECOND = rf"(?:[- ]|(?:(?<=nta)|(?<=vinte)|(?<=ntos)|(?<=ntas)) e )(?P<word2>{_PT_BELOW_100})"
_PT_NUMBER = _number_pattern(_PT_DIGITS, _PT_WORDS, _PT_SCALE, _PT_SECOND)

# "1,234", 三亿, "3亿": where a number may begin, unless it begins with a word
_FIGURES = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两]+")
# "3", 亿: the parts of a run of both
_FIGURE = re.compile(r"\d+|[零〇一二三四五六七八九十百千万亿两]+")
_NUMBER_WORDS = Words(word for word in _EN_SMALL if not word.startswith(tuple(_EN_SMALL.keys() - {word})))
_PT_NUMBER_WORDS = Words(word for word in _PT_SMALL if not word.startswith(tuple(_PT_SMALL.keys() - {word})))


def _number_starts(folded: str, portuguese: bool) -> list[int]:
    """Every place where a number may begin, in order."""
    starts = [start for _, start, _ in (_PT_NUMBER_WORDS if portuguese else _NUMBER_WORDS).spans(folded)]
    for run in _FIGURES.finditer(folded):
        start, end = run.span()
        if end - start == 1 or run.group().isdecimal():
            starts.append(start)
        else:
            starts += [figure.start() for figure in _FIGURE.finditer(folded, start, end)]
    starts.sort()
    return starts


# "over ", "more than", "近", "mais de" directly before a number (a currency sign or word may stand between).
_BOUND = re.compile(
    r"(?<![a-zé])(?:(?P<over>over|more than|exceed(?:s|ed|ing)?|in excess of|at least|upwards? of|above"
    r"|surpass(?:es|ed|ing)?|no less than"
    r"|超过|超出|超|逾|多于|不少于|不低于|至少|mais de|superior(?:es)? a|acima de|pelo menos)"
    r"|(?P<up_to>up to|as much as|as many as|at most|no more than|not more than|a maximum of"
    r"|最多|至多|高达|多达|不超过|最高|上限为?|até|no máximo)"
    r"|(?P<nearly>nearly|almost|about|around|approximately|roughly|close to|some|an estimated|approx\."
    r"|将近|接近|大约|约为|约|近|cerca de|aproximadamente|quase|perto de|à volta de))"
    r"(?: a)?[ ]?(?:hk\$|us\$|a\$|s\$|\$|€|£|¥|rmb|hkd|usd|cny|mop\$?|eur|人民币|港币|澳门币)?[ ]?$"
)
# Every wording of a bound holds one of these.
_BOUND_SIGNS = Words((
    "over", "more than", "exceed", "in excess of", "at least", "upward", "above", "surpass", "less than",
    "超", "逾", "多于", "不少于", "不低于", "至少", "mais de", "superior", "acima de", "pelo menos",
    "up to", "as much as", "as many as", "at most", "a maximum of", "最多", "至多", "高达", "多达", "最高", "上限",
    "até", "no máximo", "nearly", "almost", "about", "around", "approx", "roughly", "close to", "some",
    "an estimated", "近", "约", "cerca de", "aproximadamente", "quase", "perto de", "à volta de",
))  # fmt: skip
_BOUND_REACH = 24
# Between the two ends of a range: "10–20", "10 to 30", "10亿至20亿", "HK$17.38 to HK$18.18", "between 5 and 9",
# "5亿元至8亿元", "3 billion yuan to 4 billion yuan"
_RANGE_GAP = re.compile(
    r"(?:元人民币|[港美欧日澳]元|澳门元|元|港币| ?yuan| ?patacas)?"
    r"[ ]?(?:(?P<dash>[-–—~至到]|to)|(?P<pair>and|a|e))[ ]?(?:hk\$|us\$|\$|€|£|¥|rmb|hkd|usd|cny|mop\$?|人民币"
    r"|港币)?[ ]?"
)
# The last characters of the Chinese words among them: behind another Han character stands no bound
_BOUND_ENDS_ZH = frozenset("过出超逾于少低多达高限为约近币")
_HAN = "\u3400"
_BETWEEN = re.compile(r"(?:between|entre|de)[ ]?(?:hk\$|us\$|\$|€|£|¥|rmb|hkd|usd|cny|mop\$?)?[ ]?$")
_CHANGE = re.compile(r"(?:from|由|从)[ ]?(?:hk\$|us\$|\$|€|£|¥|rmb|hkd|usd|cny|mop\$?)?[ ]?$")


_LONGEST_GAP = 14


@lru_cache(maxsize=1_024)
def han_value(numeral: str) -> float | None:
    """The value of a Chinese numeral (``二十三`` 23, ``一百二`` None, ``二〇二五`` 2025); None where it is none."""
    if all(c in _HAN_DIGITS for c in numeral):
        if len(numeral) == 1 or len(numeral) == 4:
            return float("".join(str(_HAN_DIGITS[c]) for c in numeral))
        return None
    total = section = digit = 0
    seen = False
    for c in numeral:
        if c in _HAN_DIGITS:
            if digit:
                return None
            digit = _HAN_DIGITS[c]
            seen = True
        elif c in _HAN_UNITS:
            if not digit and c != "十" and not section:
                return None
            section += (digit or 1) * _HAN_UNITS[c]
            digit = 0
            seen = True
        else:
            section += digit
            if not section and not seen:
                return None
            big = 10_000 if c == "万" else 100_000_000
            if c == "亿" and total:
                total = (total + section) * big
            else:
                total += section * big
            section = digit = 0
    return float(total + section + digit)


def _scale_of(han: str) -> float:
    factor = 1.0
    for c in han:
        factor *= {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}[c]
    return factor


# 近百亿元, 超千亿港元: one hundred of them, but for 百万人 and 千万不要, which count nothing
_ROUND_SUM = re.compile(r"[百千][万亿]")
_IS_SUM = re.compile(r"元|[港美欧日]元|港币|人民币|澳门[元币]|葡币")


def _read(match: re.Match[str], portuguese: bool) -> tuple[float, bool, bool, float] | None:
    """Value, whether whole, whether "more" is said (多, 余), and the scale that was written."""
    digits, numeral = match["digits"], match["numeral"]
    if digits:
        if portuguese and ("," in digits or digits.count(".") > 1 or re.search(r"\.\d{3}\b", digits)):
            plain = digits.replace(".", "").replace(" ", "").replace(",", ".")
        else:
            plain = digits.replace(",", "").replace(" ", "")
        scale = _scale_of(match["han"]) if match["han"] else _SCALES.get(match["scale"] or "", 1.0)
        low = float(match["low"].replace(",", "")) * 1e4 if match["low"] and match["han"] == "亿" else 0.0
        value = round(float(plain) * scale + low, 4)
        more = bool(match["more1"] or match["more2"] or match["more3"])
        return value, value == int(value), more, scale
    if numeral:
        value_or_none = han_value(numeral)
        if value_or_none is None and _ROUND_SUM.fullmatch(numeral) and _IS_SUM.match(match.string, match.end()):
            value_or_none = _scale_of(numeral)
        if value_or_none is None:
            return None
        if match["decimals"]:
            scale = _scale_of(match["dtail"] or "")
            share = int("".join(str(_HAN_DIGITS[c]) for c in match["decimals"])) / 10 ** len(match["decimals"])
            value = round((value_or_none + share) * scale, 4)
            return value, value == int(value), False, scale
        scale = _scale_of(match["tail"]) if match["tail"] and match["more4"] else 1.0
        return value_or_none * scale, True, bool(match["more4"]), scale
    value = float(_SMALL[match["word"]])
    if match["word2"]:
        second = float(_SMALL[match["word2"]])
        if value < 20 or second >= (100 if value >= 100 else 10):
            return None
        value += second
    scale = _SCALES.get(match["wscale"] or "", 1.0)
    return value * scale, True, False, scale


@lru_cache(maxsize=8)
def find_numbers(folded: str, portuguese: bool = False) -> tuple[Number, ...]:
    """Every number of ``folded``, in order; the two ends of a range are one number."""
    pattern = _PT_NUMBER if portuguese else _NUMBER
    found: list[Number] = []
    scales: list[float] = []
    folded = folded[:SCANNED]
    for match in matches_at(pattern, folded, _number_starts(folded, portuguese)):
        reading = _read(match, portuguese)
        if reading is None:
            continue
        value, whole, more, scale = reading
        start, end = match.span()
        if found and _joins(folded, found[-1], start, portuguese and scales[-1] == 1.0 < scale):
            first = found[-1]
            low = first.value * scale if scales[-1] == 1.0 and scale > 1.0 else first.value
            if low < value:
                found[-1] = Number(low, value, "range", whole and first.whole, first.start, end, first.left)
                scales[-1] = scale
                continue
        before = _bound_before(folded, start)
        bound = before.lastgroup or "exact" if before else "over" if more else "exact"
        found.append(Number(value, None, bound, whole, start, end, before.start() if before else start))
        scales.append(scale)
    return tuple(found)


def _bound_before(folded: str, start: int) -> re.Match[str] | None:
    """The words of a bound that end right before ``start``."""
    last = folded[start - 1 : start]
    if last >= _HAN and last not in _BOUND_ENDS_ZH:
        return None
    left = max(0, start - _BOUND_REACH)
    return _BOUND.search(folded, left, start) if _BOUND_SIGNS.spans(folded[left:start]) else None


def _joins(folded: str, first: Number, start: int, shares_scale: bool) -> bool:
    """Whether the text between two numbers makes them the ends of one range.

    In "15 a 20 milhões" the first shares the scale of the second.
    """
    if first.high is not None or not 0 < start - first.end <= _LONGEST_GAP:
        return False
    gap = _RANGE_GAP.fullmatch(folded, first.end, start)
    if not gap or _CHANGE.search(folded, max(0, first.start - 9), first.start):
        return False
    if shares_scale and gap["pair"] == "a":
        return True
    return bool(gap["dash"]) or bool(_BETWEEN.search(folded, max(0, first.start - 12), first.start))
