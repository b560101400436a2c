"""What the money of other countries is called in English: by country and unit, by code, by sign."""

import re

# Units that only one country has, or that mean one country's where none is named
_UNITS = {
    "baht": "THB", "ringgits?": "MYR", "rupiahs?": "IDR", "rupees?": "INR", "dongs?": "VND", "dirhams?": "AED",
    "riyals?": "SAR", "rials?": "OMR", "rand": "ZAR", "naira": "NGN", "cedis?": "GHS", "kwanzas?": "AOA",
    "meticais": "MZN", "escudos?": "CVE", "tenge": "KZT", "liras?": "TRY", "zloty(?:s|ch)?": "PLN", "forints?": "HUF",
    "korunas?": "CZK", "kronor": "SEK", "kroner": "DKK", "r(?:o)?ubles?": "RUB", "hryvnias?": "UAH", "shekels?": "ILS",
    "takas?": "BDT", "kip": "LAK", "riels?": "KHR", "kyats?": "MMK", "tugriks?": "MNT", "birr": "ETB", "soles": "PEN",
    "pounds sterling": "GBP", "sterling": "GBP", "yen": "JPY", "reais": "BRL", "patacas?": "MOP",
}  # fmt: skip
# Units that need their country, and those of other countries than above
_OF_COUNTRY = {
    "kenyan shillings?": "KES", "tanzanian shillings?": "TZS", "ugandan shillings?": "UGX", "pakistani? rupees?": "PKR",
    "sri lankan? rupees?": "LKR", "nepal(?:i|ese) rupees?": "NPR", "mauriti(?:us|an) rupees?": "MUR",
    "moroccan dirhams?": "MAD", "qatari? riyals?": "QAR", "iranian rials?": "IRR", "yemeni rials?": "YER",
    "mexican pesos?": "MXN", "philippines? pesos?": "PHP", "chilean pesos?": "CLP", "argentin(?:e|ian) pesos?": "ARS",
    "colombian pesos?": "COP", "(?:norwegian|norway) (?:kroner|crowns)": "NOK", "danish (?:kroner|crowns)": "DKK",
    "swedish (?:kronor|crowns?)": "SEK", "czech (?:crowns?|korunas?)": "CZK", "kuwaiti? dinars?": "KWD",
    "jordanian dinars?": "JOD", "serbian dinars?": "RSD", "bahraini? dinars?": "BHD", "tunisian dinars?": "TND",
    "algerian dinars?": "DZD", "egyptian pounds?": "EGP", "(?:south )?korean won": "KRW", "peruvian sol(?:es)?": "PEN",
    "uzbek(?:istani?)? (?:so(?:'|’)?u?ms?|sums?)": "UZS", "romanian le[iu]": "RON", "bulgarian lev[as]?": "BGN",
    "(?:new )?taiwan(?:ese)? dollars?": "TWD", "new zealand dollars?": "NZD", "brunei dollars?": "BND",
    "canadian dollars?": "CAD", "australian dollars?": "AUD", "singapore(?:an)? dollars?": "SGD",
    "jamaican dollars?": "JMD", "namibian? dollars?": "NAD", "fiji(?:an)? dollars?": "FJD", "macao patacas?": "MOP",
    "macau patacas?": "MOP", "macanese patacas?": "MOP", "chinese yuan": "CNY", "offshore yuan": "CNY",
    "offshore renminbi": "CNY", "brazilian reais": "BRL",
}  # fmt: skip
_ADJECTIVE = (
    r"(?:(?:thai|malaysian|indonesian|indian|vietnamese|uae|emirati|saudi|omani|south african|nigerian|ghanaian|angolan"
    r"|mozambican|cabo verdean|kazakh|turkish|polish|hungarian|swedish|russian|ukrainian|israeli|bangladeshi|lao"
    r"|cambodian|myanmar|mongolian|ethiopian|british|japanese|brazilian) )?"
)
_NAMED = _OF_COUNTRY | _UNITS
# "3.2 trillion won": the word is a verb too
_WON = r"(?<=illion )won|(?<=illion-)won"
SUFFIX = re.compile(
    r"[ -]?(?:"
    + "|".join(f"(?P<c{n}>{words})" for n, words in enumerate(_OF_COUNTRY))
    + rf"|{_ADJECTIVE}(?:"
    + "|".join(f"(?P<c{n}>{words})" for n, words in enumerate(_UNITS, len(_OF_COUNTRY)))
    + rf")|(?P<c{len(_NAMED)}>{_WON}))(?![a-z])"
)
_ISO = (*_NAMED.values(), "KRW")

# Codes and signs before a number, none of which may end a longer word
_CODES = (
    "kes", "tzs", "ugx", "aed", "qar", "omr", "kwd", "inr", "thb", "myr", "idr", "vnd", "php", "krw", "jpy", "sgd",
    "aud", "cad", "nzd", "zar", "ngn", "egp", "brl", "mxn", "pln", "sek", "nok", "dkk", "kzt", "uzs", "twd", "gbp",
    "aoa", "mzn", "etb", "bdt", "pkr",
)  # fmt: skip
PREFIXES = {code: code.upper() for code in _CODES} | {
    "ksh": "KES", "rm": "MYR", "rp": "IDR", "rs": "INR", "ntd": "TWD", "nz$": "NZD", "ca$": "CAD", "au$": "AUD",
    "sg$": "SGD", "jp¥": "JPY", "cn¥": "CNY", "₩": "KRW", "₹": "INR", "฿": "THB", "₫": "VND", "₱": "PHP", "₺": "TRY",
    "₦": "NGN",
}  # fmt: skip
_LONGEST = 3
_ENDS = frozenset(code[-1] for code in PREFIXES)
# How the words begin, found faster than they
_BEGINS = frozenset((
    "bah", "rin", "rup", "don", "dir", "riy", "ria", "ran", "nai", "ced", "kwa", "met", "esc", "ten", "lir", "zlo",
    "for", "kor", "kro", "rub", "rou", "hry", "she", "tak", "kip", "rie", "kya", "tug", "bir", "sol", "pou", "ste",
    "yen", "rea", "pat", "ken", "tan", "uga", "pak", "sri", "nep", "mau", "mor", "qat", "ira", "yem", "mex", "phi",
    "chi", "arg", "col", "nor", "dan", "swe", "cze", "kuw", "jor", "ser", "tun", "alg", "egy", "sou", "per", "uzb",
    "rom", "bul", "new", "tai", "bru", "can", "aus", "sin", "jam", "nam", "fij", "mac", "off", "bra", "tha", "mal",
    "ind", "vie", "uae", "emi", "sau", "oma", "nig", "gha", "ang", "moz", "cab", "kaz", "tur", "pol", "hun", "rus",
    "ukr", "isr", "ban", "lao", "cam", "mya", "mon", "eth", "bri", "jap", "won",
))  # fmt: skip


def before(folded: str, start: int) -> tuple[int, str] | None:
    """Where the code or sign begins that ends right before ``start`` (or the blank there), and its ISO code."""
    end = start - 1 if folded[start - 1 : start] == " " else start
    if folded[end - 1 : end] not in _ENDS:
        return None
    for length in range(_LONGEST, 0, -1):
        sign = folded[max(0, end - length) : end]
        if sign in PREFIXES and not "a" <= folded[max(0, end - length - 1) : end - length] <= "z":
            return end - length, PREFIXES[sign]
    return None


def after(folded: str, end: int) -> re.Match[str] | None:
    """The money whose name begins behind ``end`` and a blank or a hyphen."""
    return SUFFIX.match(folded, end) if folded[end + 1 : end + 4] in _BEGINS else None


def currency_of(match: re.Match[str]) -> str:
    """The ISO code of what ``SUFFIX`` has found."""
    return next(_ISO[int(name[1:])] for name, words in match.groupdict().items() if words)
