"""Numbers, money and days as readers of the active language write them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext

SYMBOLS = {"HKD": "HK$", "USD": "US$", "CNY": "RMB ", "MOP": "MOP ", "EUR": "€", "GBP": "£", "JPY": "JP¥", "SGD": "S$"}
CHINESE_NAMES = {
    "HKD": ("港元", "港元"),
    "USD": ("美元", "美元"),
    "CNY": ("元人民幣", "元人民币"),
    "MOP": ("澳門元", "澳门元"),
    "EUR": ("歐元", "欧元"),
    "GBP": ("英鎊", "英镑"),
    "JPY": ("日圓", "日元"),
    "SGD": ("新加坡元", "新加坡元"),
}
SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
PORTUGUESE_SCALES = ((Decimal(10) ** 9, " mil milhões"), (Decimal(10) ** 6, " milhões"))


def money(amount: Decimal | None, currency: str = "HKD") -> str:
    """A short amount: HK$1.2bn, HK$340m, HK$950,000; 12億港元, 12亿港元; nothing for None."""
    if amount is None:
        return ""
    amount = Decimal(amount)
    language = get_language() or "en"
    if language in ("zh-hant", "zh-hans"):
        return _chinese_money(amount, currency, language)
    symbol = SYMBOLS.get(currency, f"{currency} ")
    for scale, word in PORTUGUESE_SCALES if language == "pt" else SCALES:
        # 999.96 million would be shown as 1,000m: the next scale takes over where rounding reaches it.
        if amount >= scale * Decimal("0.9995"):
            number = significant(amount / scale)
            return f"{symbol}{number}{' milhão' if word == ' milhões' and number == '1' else word}"
    return f"{symbol}{number_format(amount.quantize(Decimal(1), ROUND_HALF_UP), force_grouping=True)}"


def _chinese_money(amount: Decimal, currency: str, language: str) -> str:
    """An amount counted in 萬, 億 and 萬億, as Chinese readers do."""
    simplified = language == "zh-hans"
    names = CHINESE_NAMES.get(currency)
    name = names[simplified] if names else f" {currency}"
    for scale, words in ((10**12, ("萬億", "万亿")), (10**8, ("億", "亿")), (10**4, ("萬", "万"))):
        # As above: 9,999.6 of one scale are one of the next.
        if amount >= scale * Decimal("0.99995"):
            return f"{significant(amount / scale)}{words[simplified]}{name}"
    return f"{number_format(amount.quantize(Decimal(1), ROUND_HALF_UP), force_grouping=True)}{name}"


def significant(value: Decimal) -> str:
    """Three significant digits without idle zeros: 1.2, 12.4, 124, 1,240."""
    places = 2 if value < 10 else 1 if value < 100 else 0
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = number_format(rounded, decimal_pos=places, force_grouping=True)
    separator = "," if (get_language() or "en") == "pt" else "."
    return text.rstrip("0").rstrip(separator) if places and separator in text else text


def bounded_money(amount: Decimal | None, currency: str, bound: str, amount_max: Decimal | None = None) -> str:
    """An amount with what the source says of it: over, nearly, up to, or a range."""
    if amount is None:
        return ""
    text = money(amount, currency)
    if bound == "range" and amount_max:
        return f"{text} – {money(amount_max, currency)}"
    if bound == "over":
        return gettext("over %(amount)s") % {"amount": text}
    if bound == "nearly":
        return gettext("nearly %(amount)s") % {"amount": text}
    if bound == "up_to":
        return gettext("up to %(amount)s") % {"amount": text}
    return text


def unbroken(text: str) -> str:
    """A short text that no line may end within: ``RMB 1bn`` holds together, a range breaks after its dash alone."""
    return text.replace(" ", "\u00a0").replace("–\u00a0", "– ")


def rate(value: Decimal | None) -> str:
    """An exchange rate with two to four digits after the point, as many as it has: 7.80, 7.1988."""
    if value is None:
        return ""
    places = max(2, min(4, -int(value.normalize().as_tuple().exponent)))
    return number_format(value, decimal_pos=places)


def quoted(text: str, lang: str) -> str:
    """A quotation in the marks of its own language: 「」 in Traditional Chinese, “” elsewhere; within it the others."""
    opening, closing = _quotation_marks(lang)[0]
    return f"{opening}{within_quotation(text, lang)}{closing}"


def within_quotation(text: str, lang: str) -> str:
    """A text that is to stand in quotation marks, its own marks a level down: “…” becomes ‘…’, 「…」 becomes 『…』."""
    levels = _quotation_marks(lang)
    signs, open_marks = [], ""
    for place, sign in enumerate(text):
        is_closing = any(sign == closing for _, closing in levels)
        # The closing mark of Latin letters is their apostrophe as well.
        following = text[place + 1 : place + 2]
        is_apostrophe = sign == "’" and (open_marks[-1:] != "‘" or (following.isalpha() and following < "\u2e80"))
        if any(sign == opening for opening, _ in levels):
            open_marks += sign
            signs.append(levels[len(open_marks) % 2][0])
        elif is_closing and not is_apostrophe:
            signs.append(levels[max(len(open_marks), 1) % 2][1])
            open_marks = open_marks[:-1]
        else:
            signs.append(sign)
    return "".join(signs)


def _quotation_marks(lang: str) -> tuple[str, str]:
    """The marks of a quotation and of one within it."""
    is_traditional = lang.lower() in ("zh-hant", "zh-hant-hk", "zh-hk", "zh-mo", "zh-tw")
    return ("「」", "『』") if is_traditional else ("“”", "‘’")


def pair(one: str, other: str) -> str:
    """Two cities or a city and a partner as one name: Macao – Zhuhai, 澳門–珠海."""
    return f"{one}–{other}" if is_chinese() else f"{one} – {other}"


def colon() -> str:
    """The colon between a name and its value, with the space that the language puts after it."""
    return "：" if is_chinese() else ": "


def gap() -> str:
    """What stands between two sentences: a space, in Chinese nothing."""
    return "" if is_chinese() else " "


CHINESE_MARKS = {",": "，", ";": "；", ".": "。"}


def mark(sign: str) -> str:
    """A comma, semicolon or full stop between parts of a line, with the space that the language puts after it."""
    return CHINESE_MARKS[sign] if is_chinese() else f"{sign} "


def apart(items: Iterable[str]) -> str:
    """Names that may hold commas of their own, in one line: "a; b", a；b."""
    return mark(";").join(str(item) for item in items)


def bracketed(text: str) -> str:
    """Words added to a name: `` (City)``, （城市）."""
    return f"（{text}）" if is_chinese() else f" ({text})"


def is_chinese() -> bool:
    """Whether the active language is written in Chinese characters, with full-width marks."""
    return (get_language() or "en").startswith("zh")


def whole(number: int | Decimal | None) -> str:
    """A whole number with its groups: 12,345."""
    return "" if number is None else number_format(number, decimal_pos=0, force_grouping=True)


def percent(share: float | None) -> str:
    """A share from 0 to 1 as whole percent; never 0 % or 100 % where that would be untrue."""
    if share is None:
        return ""
    rounded = round(share * 100)
    if rounded == 0 and share > 0:
        return "<1%"
    return ">99%" if rounded == 100 and share < 1 else f"{rounded}%"


def day_text(day: date | None, precision: str = "day") -> str:
    """A day as far as it is known: 25 Nov 2026, Nov 2026, Q4 2026, 2026; 2026年11月25日."""
    if day is None or precision == "unknown":
        return ""
    chinese = is_chinese()
    if precision == "year":
        return f"{day.year}年" if chinese else str(day.year)
    if precision == "quarter":
        quarter = (day.month + 2) // 3
        if get_language() == "pt":
            return f"{quarter}.º trim. {day.year}"
        return f"{day.year}年第{quarter}季" if chinese else f"Q{quarter} {day.year}"
    if precision == "month":
        return _month_in_lower_case(date_format(day, "Y年n月" if chinese else "M Y"))
    return _month_in_lower_case(date_format(day, "Y年n月j日" if chinese else "j M Y"))


def _month_in_lower_case(text: str) -> str:
    """Portuguese writes months small: 25 nov 2026."""
    return text.lower() if get_language() == "pt" else text


def stated_day(text: str) -> str:
    """``2018-10-24``, ``2018-10`` or ``2018`` as a day, month or year of the reader's language; else as it stands."""
    parts = text.split("-")
    if len(parts) > 3 or not all(part.isdecimal() for part in parts):
        return text
    try:
        day = date(int(parts[0]), *(int(part) for part in [*parts[1:], "1", "1"][:2]))
    except ValueError:
        return text
    return day_text(day, ("year", "month", "day")[len(parts) - 1])


LAST_WORDS = {"zh-hant": "及", "zh-hans": "和", "pt": " e "}


def separator(is_last: bool = False) -> str:
    """What stands between two things of a list: a comma, 、 in Chinese; the word for "and" before the last one."""
    language = get_language() or "en"
    if is_last:
        return LAST_WORDS.get(language, " and ")
    return "、" if is_chinese() else ", "


def listed(items: Iterable[str], *, with_and: bool = False) -> str:
    """Things in one line: "a, b, c"; ``with_and`` for a sentence: "a, b and c", a、b及c, "a, b e c"."""
    texts = [str(item) for item in items]
    if with_and and len(texts) > 1:
        return separator().join(texts[:-1]) + separator(is_last=True) + texts[-1]
    return separator().join(texts)


def moment_text(moment: datetime | None) -> str:
    """A moment in Hong Kong: 25 Nov 2026, 14:05 HKT; 2026年11月25日 14:05 HKT."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    comma = "" if is_chinese() else ","
    return f"{day_text(local.date())}{comma} {local:%H:%M} HKT"


def month_text(month: date) -> str:
    """A month as an axis writes it: Nov 2026."""
    return day_text(month, "month")


def interval_text(seconds: int) -> str:
    """How often something is done, in the larger unit that fits: every 15 minutes, every 2 hours."""
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return ngettext("every %(n)s minute", "every %(n)s minutes", minutes) % {"n": whole(minutes)}
    hours = round(minutes / 60)
    return ngettext("every %(n)s hour", "every %(n)s hours", hours) % {"n": whole(hours)}
