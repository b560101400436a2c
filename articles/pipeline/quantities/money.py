"""Amounts of money: a number with a currency before or after it."""

import re
from functools import lru_cache

from articles.pipeline.quantities import currencies
from articles.pipeline.quantities.numerals import Number, find_numbers
from articles.pipeline.quantities.records import Money
from articles.pipeline.text import Text

_PREFIXES = {
    "hk$": "HKD", "hkd": "HKD", "港币": "HKD", "港元": "HKD", "us$": "USD", "usd": "USD", "美元": "USD",
    "rmb": "CNY", "cny": "CNY", "人民币": "CNY", "¥": "CNY", "mop$": "MOP", "mop": "MOP", "澳门币": "MOP",
    "澳门元": "MOP", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "a$": "AUD", "s$": "SGD", "$": "$",
    "c$": "CAD", "nt$": "TWD", "r$": "BRL", "chf": "CHF", "葡币": "MOP", "澳门葡币": "MOP",
    "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "美金": "USD",
}  # fmt: skip
# "HK$", "RMB ", "人民币" before a number, with a bound word allowed between in Chinese (人民币逾50亿元)
_PREFIX = re.compile(
    "(?P<code>"
    + "|".join(re.escape(p) for p in sorted(_PREFIXES, key=len, reverse=True))
    + r")[ ]?(?:逾|超过|超|近|约|最多|高达)?$"
)
# The last characters of all that, but for a blank; "$" also stands before a line break
_PREFIX_ENDS = frozenset(prefix[-1] for prefix in _PREFIXES) | frozenset("逾过超近约多达\n")
_SUFFIXES = {
    "hong kong dollars": "HKD", "hong kong dollar": "HKD", "hkd": "HKD", "港元": "HKD", "港币": "HKD", "港纸": "HKD",
    "dólares de hong kong": "HKD", "us dollars": "USD", "u.s. dollars": "USD", "american dollars": "USD", "usd": "USD",
    "us dollar": "USD", "u.s. dollar": "USD", "u.s.-dollar": "USD", "us-dollar": "USD", "hk dollars": "HKD",
    "hk dollar": "HKD", "hk-dollar": "HKD", "hong kong-dollar": "HKD", "美元": "USD", "美金": "USD",
    "dólares americanos": "USD", "dólares norte-americanos": "USD",
    "dólares dos eua": "USD", "dólares": "USD", "singapore dollars": "SGD", "australian dollars": "AUD",
    "canadian dollars": "CAD", "reais": "BRL", "swiss francs": "CHF", "francos suíços": "CHF", "新台币": "TWD",
    "坡元": "SGD", "新加坡元": "SGD", "澳元": "AUD", "加元": "CAD",
    "yuan": "CNY", "yuans": "CNY", "iuanes": "CNY", "iuan": "CNY", "yuanes": "CNY",
    "ienes": "JPY", "libras": "GBP", "libras esterlinas": "GBP", "dólares de singapura": "SGD",
    "dólares australianos": "AUD", "dólares canadianos": "CAD", "dólares canadenses": "CAD",
    "dólares norte americanos": "USD", "dólares estado-unidenses": "USD",
    "renminbi": "CNY", "renminbis": "CNY", "rmb": "CNY", "cny": "CNY", "人民币": "CNY",
    "patacas": "MOP", "pataca": "MOP", "mop": "MOP", "澳门元": "MOP", "澳门币": "MOP", "葡币": "MOP",
    "euros": "EUR", "euro": "EUR", "欧元": "EUR", "pounds": "GBP", "英镑": "GBP", "yen": "JPY", "日元": "JPY",
    "日圆": "JPY", "dollars": "$", "dollar": "$", "元": "元",
    "新元": "SGD", "坡币": "SGD", "新币": "SGD", "泰铢": "THB", "令吉": "MYR", "马币": "MYR", "林吉特": "MYR",
    "瑞士法郎": "CHF", "瑞郎": "CHF", "韩元": "KRW", "韩圜": "KRW", "韩圆": "KRW", "印尼盾": "IDR", "印尼卢比": "IDR",
    "越南盾": "VND", "越盾": "VND", "菲律宾披索": "PHP", "菲律宾比索": "PHP", "印度卢比": "INR", "卢比": "INR",
    "迪拉姆": "AED", "阿联酋迪拉姆": "AED", "沙特里亚尔": "SAR", "里亚尔": "SAR", "雷亚尔": "BRL", "卢布": "RUB",
    "纽元": "NZD", "新西兰元": "NZD", "坚戈": "KZT", "台币": "TWD", "澳大利亚元": "AUD", "加拿大元": "CAD",
    "科威特第纳尔": "KWD", "宽扎": "AOA", "梅蒂卡尔": "MZN", "日币": "JPY", "澳门葡币": "MOP", "港圆": "HKD",
    "欧罗": "EUR",
}  # fmt: skip
# " billion yuan" (the multiplier belongs to the number), "-dollar", "元人民币", " de patacas"
_SUFFIX = re.compile(
    r"[ -]?(?:de )?(?:元(?=人民币|港币|澳门币|葡币|美金))?(?P<code>"
    + "|".join(re.escape(s) for s in sorted(_SUFFIXES, key=len, reverse=True))
    # 8000万美元B轮融资: only a word of letters would go on
    + r")(?![旦素])(?!(?<=欧罗)巴)(?!(?<=[a-záéíóú])[a-záéíóú])"
)
# 12.5亿(人民币,下同), 8000万元(澳门元): the currency in brackets
_IN_BRACKETS = re.compile(
    r"元? ?\((?P<code>人民币|港元|港币|美元|澳门元|澳门币|葡币|欧元|日元|英镑|新加坡元)(?:[,、]?下同)?\)"
)
# "(US$608 million)" or "（约6亿美元）": the same amount in a second currency
_BRACKET = re.compile(r"[ ]?[(\[][^()\[\]\d]{0,16}")
_MORE = re.compile(r"[多余]")


def find_money(text: Text) -> tuple[Money, ...]:
    """The amounts of ``text`` in order; a sum in brackets right after another is ``also``, not an amount of its own."""
    folded = text.folded
    found: list[Money] = []
    for number in find_numbers(folded, text.lang == "pt"):
        money = _read(text, number)
        if money is None:
            continue
        if found and _BRACKET.fullmatch(folded, found[-1].end, number.start):
            first = found[-1]
            if first.currency != money.currency:
                found[-1] = Money(
                    first.amount, first.amount_max, first.currency, first.bound, first.text, first.start, first.end,
                    (*first.also, (money.amount, money.currency)),
                )  # fmt: skip
                continue
        found.append(money)
    return tuple(found)


def has_currency(folded: str, number: Number) -> bool:
    """Whether a currency stands before or after ``number``."""
    return bool(
        _currency_before(folded, number.start)
        or _SUFFIX.match(folded, number.end)
        or currencies.before(folded, number.start)
        or currencies.after(folded, number.end)
    )


def _currency_before(folded: str, start: int) -> re.Match[str] | None:
    """The currency that ends right before ``start``."""
    last = folded[start - 1 : start]
    if last == " ":
        last = folded[start - 2 : start - 1]
    return _PREFIX.search(folded, max(0, start - 10), start) if last in _PREFIX_ENDS else None


def _read_other(text: Text, number: Number) -> Money | None:
    """An amount in the money of another country, as English writes it."""
    before = currencies.before(text.folded, number.start)
    after = currencies.after(text.folded, number.end)
    if before is None and after is None:
        return None
    start, code = before or (number.start, currencies.currency_of(after) if after else "")
    end = after.end() if after else number.end
    return Money(number.value, number.high, code, number.bound, text.text[start:end], start, end)


def _read(text: Text, number: Number) -> Money | None:
    folded = text.folded
    before = _currency_before(folded, number.start)
    after = _IN_BRACKETS.match(folded, number.end) or _SUFFIX.match(folded, number.end)
    other = _read_other(text, number) if not before or before["code"] == "$" else None
    if other is not None or (before is None and after is None):
        return other
    code = _PREFIXES[before["code"]] if before else ""
    end = number.end
    if after:
        code = code if code not in ("", "$") else _SUFFIXES[after["code"]]
        end = after.end()
    start = before.start() if before else number.start
    bound = number.bound
    if bound == "exact" and after is None and _MORE.match(folded, number.end):
        bound = "over"
    currency = _resolve(text, code, number.start)
    return Money(number.value, number.high, currency, bound, text.text[start:end], start, end)


# 百亿元基金 … 首期30亿元人民币: another sum close behind says in what is counted, where no other currency is named
_OTHER_CURRENCY = re.compile(r"[港美欧日]元|港币|美金|澳门[元币]|葡币")
_CLOSE_BEHIND = 120


# 总投资160亿元, 认缴规模为10亿元: what is invested in the mainland is counted in its money
_MAINLAND_SUM = re.compile(r"(?:总投资|投资总|计划投资|认缴|签约(?:总)?(?:金)?额)[^,。;\d]{0,8}$")


# 50亿元离岸地方债: what a mainland government borrows
_MAINLAND_BOND = re.compile(
    r"[\d.,]{1,12}[万亿]{1,2}元(?:[^,。;\d]{0,10}?)(?:地方(?:政府)?(?:专项|绿色|蓝色)?债|国债|点心债|熊猫债)"
)
_BOND_REACH = 36
# 在香港的总投资额约300亿元
_INVESTED_HERE = re.compile(r"在(?:香港|本港|港)[^,。;\d]{0,20}$")


# "4.3 billion yuan ($595 million)"
_CONVERTS_YUAN = re.compile(r"(?:yuan|renminbi|rmb) ?\((?:about |around |approximately |some )?\$\d")


@lru_cache(maxsize=8)
def _marks_other_dollars(folded: str) -> bool:
    """Whether a bare dollar is the American one: the writer marks that of Hong Kong, or converts yuan by it."""
    return "us$" not in folded and ("hk$" in folded or _CONVERTS_YUAN.search(folded) is not None)


def _resolve(text: Text, code: str, at: int) -> str:
    """What a bare 元 or dollar is where it stands.

    A bare 元 is the renminbi in Simplified text, where 人民币 stands close by
    and where words of mainland business do (总投资, 认缴), the pataca in
    Traditional text of Macao alone, else the Hong Kong dollar. A bare
    dollar is the Hong Kong one where the text is about Hong Kong, unless
    the writer marks that one ("HK$31 billion") or converts yuan by it.
    """
    folded = text.folded
    if code == "元":
        if text.lang == "zh-Hans" or "人民币" in folded[max(0, at - 40) : at + 20]:
            return "CNY"
        if _MAINLAND_SUM.search(folded, max(0, at - 16), at) and not _INVESTED_HERE.search(folded, max(0, at - 24), at):
            return "CNY"
        if _MAINLAND_BOND.match(folded, at, at + _BOND_REACH):
            return "CNY"
        if "元人民币" in folded[at : at + _CLOSE_BEHIND] and not _OTHER_CURRENCY.search(folded):
            return "CNY"
        return "MOP" if "澳门" in folded and "香港" not in folded else "HKD"
    if code == "$":
        if _marks_other_dollars(folded):
            return "USD"
        return "HKD" if "hong kong" in folded or "香港" in folded or "sar" in folded else "USD"
    return code
