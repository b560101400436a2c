"""Dates: calendar dates and relative expressions, with precision and basis.

A day is a day in Hong Kong. Relative words ("on Thursday", 昨日, *amanhã*) are
resolved only against a known publication day; where the publication is known
to the month, they resolve to a month or year at most. A weekday is the last
one on or before the publication day, unless the words around it look ahead.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

from articles.pipeline.quantities.date_words import (
    AHEAD,
    DAYS,
    EN,
    FROM,
    MONTH_NAMES,
    MONTHS,
    PT,
    SET_DOWN,
    SET_DOWN_REACH,
    SET_DOWN_WORDS,
    WEEKDAYS,
    WEEKS,
    YEARS,
    ZH,
    en_starts,
    is_set_down_pt,
    zh_starts,
)
from articles.pipeline.quantities.numerals import SCANNED, han_value
from articles.pipeline.quantities.records import When
from articles.pipeline.quantities.resolving import Resolver
from articles.pipeline.quantities.scanning import matches_at
from articles.pipeline.text import Text


def find_dates(text: Text, published: date | datetime | str | None = None) -> tuple[When, ...]:
    """The dates of ``text`` in order, words that fix nothing included (``date`` None)."""
    resolver = Resolver(published)
    found: list[tuple[When, str]] = []
    folded = text.folded
    for matches, read in _matches(folded[:SCANNED], text.lang):
        for match in matches:
            reading = read(resolver, match, folded)
            if reading is not None:
                iso, precision, basis = reading
                start, end = match.span()
                found.append((When(iso, precision, basis, text.text[start:end], start, end), _told_by(match)))
    found.sort(key=lambda told: told[0].start)
    return tuple(_without_weekdays_of_days(found, folded))


# What names a day by its number in any of the three languages
_NUMBERED = ("iso", "mdd", "dmd", "nth", "yd", "d", "mrd", "bd", "cd", "dd")


def _told_by(match: re.Match[str]) -> str:
    """Whether the words tell a ``weekday``, a ``day`` by its number, or neither (an empty text)."""
    part = match.groupdict()
    return "weekday" if part["w"] else "day" if any(part.get(name) for name in _NUMBERED) else ""


# "Thursday, 3 April 2025", "3 April (Thursday)", 4月3日(星期四), "quinta-feira, dia 3 de Abril"
_OF_ONE_DAY = re.compile(r"[\s,(]{0,3}(?:the |dia )?")


def _without_weekdays_of_days(found: list[tuple[When, str]], folded: str) -> Iterator[When]:
    """The dates without the weekdays that only go with the numbered day beside them, which alone tells the date."""
    for index, (when, kind) in enumerate(found):
        beside = [found[i] for i in (index - 1, index + 1) if 0 <= i < len(found)] if kind == "weekday" else []
        if not any(of == "day" and _are_of_one_day(when, day, folded) for day, of in beside):
            yield when


def _are_of_one_day(one: When, other: When, folded: str) -> bool:
    first, second = sorted((one, other), key=lambda when: when.start)
    return _OF_ONE_DAY.fullmatch(folded, first.end, second.start) is not None


Reader = Callable[[Resolver, re.Match[str], str], tuple[str | None, str, str] | None]


def _matches(folded: str, lang: str) -> list[tuple[Iterator[re.Match[str]], Reader]]:
    """What looks like a date as ``lang`` writes it, with what reads it."""
    if lang == "pt":
        return [(PT.finditer(folded), _read_pt)]
    english = (matches_at(EN, folded, en_starts(folded)), _read_en)
    chinese = (matches_at(ZH, folded, zh_starts(folded)), _read_zh)
    return [english, chinese] if lang == "other" else [chinese] if lang.startswith("zh") else [english]


# After "will", one of these turns back to what has happened: "will explore … under a paper signed on"
_PAST_AGAIN = re.compile(
    # "will be signed" is none of them
    r"\b(?<!\bbe )(?<!\bbe formally )(?<!\bbe jointly )(?<!\bbe officially )(?:signed|opened|launched|met|held"
    r"|announced|said|told|published|issued|released|adopted|passed|reached|agreed"
    r"|inked|sealed|concluded|struck|initialled|exchanged|unveiled|inaugurated|agreement made|won|completed|decided"
    r"|introduced|approved|started|began|after|since|last|após|depois de|assinou|assinado|publicado|aprovado|disse)\b"
    r"|表示|签了|去年|(?:发布|公布|签署|通过|推出|成立|开通|启用)的"
)


def _looks_ahead(folded: str, start: int) -> bool:
    """Whether the clause before ``start`` speaks of the future."""
    left = folded[max(0, start - 130) : start]
    cut = max(left.rfind(c) for c in ".。!?;\n")
    ahead = list(AHEAD.finditer(left, cut + 1))
    return bool(ahead) and _PAST_AGAIN.search(left, ahead[-1].end()) is None


def _begins(folded: str, start: int) -> bool:
    """Whether what an English date is told of lies ahead, or begins with it."""
    if _looks_ahead(folded, start) or FROM.search(folded, max(0, start - 14), start):
        return True
    if SET_DOWN_WORDS.isdisjoint(folded[max(0, start - SET_DOWN_REACH) : start].split()):
        return False
    return SET_DOWN.search(folded, max(0, start - SET_DOWN_REACH), start) is not None


def _read_en(resolver: Resolver, match: re.Match[str], folded: str) -> tuple[str | None, str, str] | None:
    part = match.groupdict()
    if part["iso"]:
        year, month, day = (int(piece) for piece in part["iso"].split("-"))
        return resolver.fixed(year, month, day)
    if part["mdm"] or part["dmm"]:
        prefix = "md" if part["mdm"] else "dm"
        stated_year = part[prefix + "y"]
        month_number = MONTH_NAMES[part[prefix + "m"]]
        year_number = int(stated_year) if stated_year else None
        return resolver.fixed(year_number, month_number, int(part[prefix + "d"]), ahead=_begins(folded, match.start()))
    if part["mym"]:
        return resolver.fixed(int(part["myy"]), MONTH_NAMES[part["mym"]], None)
    if part["mm"]:
        relative = YEARS.get((part["mmrel"] or "").strip())
        year_number = resolver.year(relative) if relative is not None else None
        ahead = _begins(folded, match.start())
        iso, precision, basis = resolver.fixed(year_number, MONTH_NAMES[part["mm"]], None, ahead=ahead)
        return iso, precision, "resolved" if year_number is not None else basis
    if part["mlm"]:
        return _neighbour_month(resolver, MONTH_NAMES[part["mlm"]], part["mlast"] == "next")
    if part["w"]:
        relation = {"last": "last", "past": "last", "next": "next", "coming": "next"}.get(part["wrel"] or "", "")
        relation = f"{part['wweek']}-week" if part["wweek"] else relation
        return resolver.weekday(WEEKDAYS[part["w"]], relation, _begins(folded, match.start()))
    if part["nth"]:
        return _day_of_month(resolver, int(part["nth"]), _looks_ahead(folded, match.start()))
    if part["ago"]:
        return resolver.days(-_FEW.get(part["ago"], 0) or -int(part["ago"]))
    if part["word"]:
        return _word(resolver, part["word"])
    if part["y"]:
        return part["y"], "year", "stated"
    if part["qn"]:
        return _part_of_year(resolver, _NTH_QUARTER[int(part["qn"]) - 1], part["qny"])
    return _part_of_year(resolver, part["q"], part["qy"] or part["hy"])


_NTH_QUARTER = ("first", "second", "third", "fourth")
_FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _part_of_year(
    resolver: Resolver, quarter: str | None, year_words: str | None
) -> tuple[str | None, str, str] | None:
    if year_words and year_words.isdigit():
        year: int | None = int(year_words)
    else:
        year = resolver.year(YEARS.get(year_words or "this year", 0))
    if year is None:
        return None, "unknown", "unknown"
    basis = "stated" if year_words and year_words.isdigit() else "resolved"
    if quarter:
        first = _QUARTERS[quarter]
        return f"{year:04d}-{first:02d}", "quarter", basis
    return f"{year:04d}", "year", basis


_QUARTERS = {
    "first": 1, "second": 4, "third": 7, "fourth": 10, "primeiro": 1, "segundo": 4, "terceiro": 7, "quarto": 10,
}  # fmt: skip


def _neighbour_month(resolver: Resolver, month: int, ahead: bool) -> tuple[str | None, str, str]:
    """ "last July", "next March": the nearest such month before or after the publication month."""
    if resolver.base is None:
        return None, "unknown", "unknown"
    gap = (month - resolver.base.month - 1) % 12 + 1 if ahead else -((resolver.base.month - month - 1) % 12 + 1)
    return resolver.month(gap)


def _word(resolver: Resolver, word: str) -> tuple[str | None, str, str]:
    if word in DAYS:
        return resolver.days(DAYS[word])
    if word in WEEKS:
        return resolver.week(WEEKS[word])
    if word in MONTHS and word not in ("上", "下", "本"):
        return resolver.month(MONTHS[word])
    shift = YEARS.get(word)
    year = resolver.year(shift) if shift is not None else None
    if year is None:
        return None, "unknown", "unknown"
    return f"{year:04d}", "year", "resolved"


# 1月1日起可申请, 7月1日起实施: a beginning that is told lies ahead
_FROM_ZH = re.compile(r"起[^。;已]{0,30}?(?:可|将|允许|准许|实施|实行|执行|生效|放宽|开放|适用)")


def _zh_number(words: str) -> int:
    # 廿三, 卅: how Macao's papers write days
    words = words.replace("廿", "二十").replace("卅", "三十")
    value = float(words) if words.isdigit() else han_value(words)
    return int(value) if value is not None else 0


def _read_zh(resolver: Resolver, match: re.Match[str], folded: str) -> tuple[str | None, str, str] | None:
    part = match.groupdict()
    if part["year"]:
        return _zh_year(resolver, part)
    if part["m"]:
        day = _zh_number(part["d"]) if part["d"] else None
        if part["d"] is None and folded[match.start() - 1 : match.start()] in ("个", "几", "数", "至", "每"):
            return None
        ahead = _looks_ahead(folded, match.start()) or _FROM_ZH.match(folded, match.end()) is not None
        return resolver.fixed(None, _zh_number(part["m"]), day, ahead=ahead)
    if part["mrel"]:
        if part["mrel"] == "当":
            return None, "unknown", "unknown"
        return resolver.month(MONTHS[part["mrel"]], _zh_number(part["mrd"]) if part["mrd"] else None)
    if part["w"]:
        relation = {"上": "last-week", "下": "next-week", "本": "this-week", "这": "this-week", "今": "this-week"}
        return resolver.weekday(
            WEEKDAYS[part["w"]], relation.get(part["wrel"] or "", ""), _looks_ahead(folded, match.start())
        )
    if part["word"]:
        return _word(resolver, part["word"])
    if part["bd"]:
        return _day_of_month(resolver, _zh_number(part["bd"]), folded.startswith("明", match.start()))
    return _day_of_month(resolver, int(part["dd"]), _looks_ahead(folded, match.start()))


def _zh_year(resolver: Resolver, part: dict[str, str | None]) -> tuple[str | None, str, str]:
    words = part["year"] or ""
    if words in YEARS:
        year, basis = resolver.year(YEARS[words]), "resolved"
    elif words == "同":
        return None, "unknown", "unknown"
    else:
        year, basis = int(words) if words.isdigit() else int(han_value(words) or 0), "stated"
    if year is None:
        return None, "unknown", "unknown"
    if part["yq"]:
        quarter = "一二三四".find(part["yq"]) + 1 or int(part["yq"])
        return f"{year:04d}-{quarter * 3 - 2:02d}", "quarter", basis
    month = _zh_number(part["ym"]) if part["ym"] else None
    iso, precision, _ = resolver.fixed(year, month, _zh_number(part["yd"]) if part["yd"] else None)
    return iso, precision, basis if iso else "unknown"


def _day_of_month(resolver: Resolver, day: int, ahead: bool) -> tuple[str | None, str, str]:
    """ "18日" alone: the day of this month, else of the month before (after it, where the words look ahead)."""
    if resolver.base is None or resolver.known != "day" or not 1 <= day <= 31:
        return None, "unknown", "unknown"
    if ahead:
        return resolver.month(0 if day >= resolver.base.day else 1, day)
    return resolver.month(0 if day <= resolver.base.day + 1 else -1, day)


def _read_pt(resolver: Resolver, match: re.Match[str], folded: str) -> tuple[str | None, str, str] | None:
    part = match.groupdict()
    ahead = _looks_ahead(folded, match.start()) or is_set_down_pt(folded, match.start())
    # "prolongou até Dezembro"
    ahead = ahead or match[0].startswith("até ") or folded.endswith("até ", 0, match.start())
    if part["dmm"]:
        year_number = int(part["dmy"]) if part["dmy"] else None
        return resolver.fixed(year_number, MONTH_NAMES[part["dmm"]], int(part["dmd"]), ahead=ahead)
    if part["cd"]:
        return resolver.month(0, int(part["cd"]))
    if part["mym"]:
        words = part["myy"] or ""
        year = int(words) if words.isdigit() else resolver.year(YEARS[words])
        return resolver.fixed(year, MONTH_NAMES[part["mym"]], None)
    if part["mm"]:
        ahead = part["mrel"] == " próximo" or (not part["mrel"] and ahead)
        return resolver.fixed(None, MONTH_NAMES[part["mm"]], None, ahead=ahead)
    if part["w"]:
        words = (part["wrel"] or part["wpre"] or "").strip()
        relation = "last" if words.startswith(("passad", "últim")) else "next" if words.startswith("próxim") else ""
        return resolver.weekday(WEEKDAYS[part["w"]], relation, ahead)
    if part["word"]:
        return _word(resolver, part["word"])
    if part["dd"]:
        ahead = "próximo" in match[0] or (ahead and "passado" not in match[0] and "último" not in match[0])
        return _day_of_month(resolver, int(part["dd"]), ahead)
    if part["q"]:
        return _part_of_year(resolver, part["q"], part["qy"])
    return part["y"] or "", "year", "stated"
