"""Lines: what a single line of a page is, told by its wording alone."""

import re
from functools import lru_cache

from articles.pipeline.extraction.phrases import (
    COMMENT_HEADINGS,
    REASON_OF_LINE,
    RELATED_HEADINGS,
    SHARE_WORDS,
)
from articles.pipeline.extraction.rules import LONG_RULES, SHORT, SHORT_RULES, SIGNS
from articles.pipeline.text import fold

_HAN = "\u3400-\u9fff"
_MARKS = " \t-–—•·*#>»›<«|/\\:：.…。!?！？()（）[]【】「」\"'“”‘’_=+~▲▼►▶■●◆★☆&,，、;；"
# A sentence ends so: ".", "。」", "…\u201d"
_SENTENCE_END = re.compile("[.。!！?？…;；][\"'”’»」』》）)\\]]*$")
# "... on Monday. (Agency)"
_FULL_STOP = re.compile("[.。][\"'”’»」』》）)\\]]*(?: ?[（(][^()（）]{2,30}[)）])?$")
_FEW_WORDS = 3
# No line that only tells a date, an age or a reading time is longer.
_LONGEST_AGE = 70
# No sentence mark has more behind it than this.
_TAIL = 60
_SENTENCE_INSIDE = re.compile(f'[。！？][^ ]|[{_HAN}][，；]|[a-zà-ÿ0-9)"”’][.!?]["”’)]? [A-ZÀ-Ý“"‘]|[a-zà-ÿ], ')

_TIME = "[0-2]?\\d[:：h][0-5]\\d(?:[:：][0-5]\\d)?"
_DATE_WORDS = re.compile(
    "\\d{1,4} ?[年/.-] ?\\d{1,2} ?[月/.-] ?\\d{1,4} ?[日号]?|\\d{1,2} ?月 ?\\d{1,2} ?[日号]|"
    f"{_TIME}(?: ?[ap]\\.?m\\.?)?|\\b\\d{{1,2}} ?[ap]\\.?m\\b\\.?|\\b\\d{{1,2}}(?:st|nd|rd|th)?\\b|"
    "\\b(?:19|20)\\d\\d\\b|\\d{1,2} ?时 ?\\d{1,2} ?分|"
    "\\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|fev|abr|mai|ago|set|out|dez)[a-zç]{0,6}\\b\\.?|"
    "\\b(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?\\b\\.?|"
    "\\b(?:segunda|terça|quarta|quinta|sexta|sábado|domingo)(?:-feira)?\\b|"
    "\\b(?:published|updated|last|first|posted|modified|created|date|time|on|at|by|of|the|hkt|gmt|utc|cst|bst|est|ist|et|pt|ct|edt|"
    "pdt|pst|publicado|atualizado|actualizado|em|às|de|data|hora|min|minute|minutes|read|reading)\\b|"
    "(?:星期|周|礼拜)[一二三四五六日天]|今日|今天|昨日|昨天|前日|上午|下午|凌晨|早上|晚上|中午|"
    "最后更新|最近更新|ends ?/|\\bissued\\b|完 ?/|香港时间|更新时间|更新日期|更新|"
    "建立时间|发布时间|发布日期|发布于|发布|发表时间|发表于|发表|出版|刊登|时间|日期|于"
)
_FULL_DATE = re.compile(
    "\\d{4} ?[年/.-] ?\\d{1,2} ?[月/.-] ?\\d{1,2}|\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}|"
    "\\d{1,2}(?:st|nd|rd|th)?[ ,]+(?:de )?[a-zç]{3,9}\\.?,?[ ,]+(?:de )?\\d{4}|"
    "[a-z]{3,9}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}"
)
_DATE_LABEL = re.compile(
    "ends ?/|issued at|香港时间|published|updated|posted|modified|created|publicado|"
    "a[ct]{1,2}ualizado|更新|建立|发布|发表|出版|刊登"
)
# "来源:某报 作者:陈大文", "阅读(1234) 评论(5)", "1,234 views"
_METADATA = re.compile(
    "(?:新闻|文章|稿件)?(?:来源|作者|编辑|责编|记者|撰文|source|author|fonte|autor) ?"
    "[:︰] ?[^\\s:︰]{1,24}|"
    "(?:阅读|浏览|浏览次数|点击|点击数|评论|点赞|收藏|人气|"
    "views?|reads?|comments?|shares?)[:( ]{0,2}\\d[\\d,.]{0,9}[k万)]?|"
    "\\d[\\d,.]{0,9}k? (?:views?|reads?|comments?|shares?|次浏览|次阅读)"
)
_QUANTITY = re.compile("[%$€£¥‰+=#]")
_LETTER = re.compile(f"[^\\W\\d_]|[{_HAN}]")
_DIGIT = re.compile("\\d")
_CLOCK = re.compile(_TIME)

_AGO = re.compile(
    "[-–•·| ]*(?:(?:updated|posted|published|a[ct]{1,2}ualizado|publicado|更新于|发布于):? )?"
    "(?:(?:an?|one|\\d{1,3}) ?(?:secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?|"
    "[smhdw]) ago"
    "|(?:\\d{1,3}|一|两|数|半) ?个?(?:秒|分钟|小时|天|日|周|星期|月|年)(?:之?前)"
    "|há (?:uma?|\\d{1,3}) (?:segundos?|minutos?|horas?|dias?|semanas?|mês|meses|anos?)|just now|刚刚)[-–•·| ]*"
)
# "Harbour Post · 3h"
_OUTLET_AGE = re.compile("[^·•|]{2,30} ?[·•|] ?\\d{1,2} ?(?:[smhdw]|mins?|hrs?|hours?|days?)(?: ago)?")
# What parts the section or the outlet from the age
_PARTING_MARK = re.compile("[|丨·•]")
# "4 min read", "閱讀時間：3分鐘"
_READ_TIME = re.compile(
    "\\d{1,2}[ -]?min(?:ute)?s? read|(?:reading time|阅读时间|阅读需)[: ]{0,2}\\d{1,2} ?(?:min(?:ute)?s?|分钟)"
)
# A list of headlines marks each with its section and clock: "Markets | 11:36", "财经 ｜ 今日 11:36"
_SECTION_CLOCK = re.compile(
    f"[^\\d|。.]{{1,20}} ?[|丨] ?(?:(?:今日|昨日|今天|昨天|today|yesterday) ?)?(?:{_TIME}|今日|昨日)"
)


# Lines are looked at by many rules, and one page repeats many; bounded because a page may be hostile.
@lru_cache(maxsize=1_024)
def folded_line(line: str) -> str:
    """Give ``line`` folded; kept for the rules that look at the same line again."""
    return fold(line)


@lru_cache(maxsize=1_024)
def bare(line: str) -> str:
    """Give ``line`` folded and without the marks around it: the form in which phrases are compared."""
    return folded_line(line).strip(_MARKS)


def reads_like_prose(line: str) -> bool:
    """Tell whether ``line`` is running text: closed by a sentence mark, or long with marks inside."""
    if len(line) < 8:
        return False
    # Han takes three bytes in UTF-8, so half of the surplus is the number of wide characters.
    wide = 0 if line.isascii() else (len(line.encode("utf-8")) - len(line)) // 2
    size = len(line) + wide
    tail = max(0, len(line) - _TAIL)
    if line[-1] in ".。" or _FULL_STOP.search(line, tail):
        # A headline may end with a question or a cry, hardly ever with a full stop.
        return bool(wide) or line.count(" ") >= _FEW_WORDS
    if _SENTENCE_END.search(line, tail):
        return size >= 36
    return size >= 70 and (size >= 140 or _SENTENCE_INSIDE.search(line) is not None)


# "精彩视频推荐", "更多相关新闻"
_RELATED_HEADING = re.compile(
    "(?:more|latest|top|other|popular|trending|related|recommended|suggested|similar|best|most \\w{4,9}|also|featured)"
    "(?: [\\w'’&-]{1,20}){0,2}? (?:stories|news|articles|headlines|posts|reads|reading|content|coverage|videos|links|"
    "picks|topics)(?: (?:from|in|on|by|about|this) .{2,25})?|"
    "(?:more|latest|also) (?:from|in|on|by|about) [\\w&’'-]{2,20}(?: [\\w&’'-]{2,20}){0,2}|"
    "most (?:read|popular|viewed|shared|commented|recent)(?: (?:in|this|on) .{2,20})?|"
    "mais (?:notícias|lidas|lidos|vistas|artigos|histórias|populares)(?: .{1,25})?|"
    "(?:últimas|outras) notícias(?: .{1,25})?|"
    "最(?:多人|受)[^,。]{1,8}|"
    "(?:outros|outras|mais) (?:artigos|histórias|textos|em|de|sobre) ?.{0,25}|"
    "também (?:lhe|te) (?:pode|poderá) .{3,20}|"
    "(?:elsewhere|also) (?:today|on|in|this)\\b.{0,25}|from (?:our|the) archives?|"
    "(?:readers'|our|editors?') (?:favou?rites|picks|choices?)|"
    "top \\d{1,2}\\b.{0,20}|(?:\\d{1,2}小时|今日|本周|一周)?热(?:文|榜|点|读|搜)(?:榜|排行|推荐)?|"
    "(?:你|您)(?:可能|或)(?:会|也)?.{0,3}(?:喜欢|感兴趣)|"
    "(?:精彩|热门|相关|更多|为您|为你|猜你|大家|最新|编辑)[^,。]{0,6}(?:推荐|阅读|新闻|视频|文章|报道|内容|喜欢|资讯)"
)


@lru_cache(maxsize=1_024)
def is_related_heading(line: str) -> bool:
    """Tell whether ``line`` heads a list of other articles ("Related Articles", "相關新聞", "Leia também")."""
    if len(line) > 60:
        return False
    phrase = bare(line)
    return phrase in RELATED_HEADINGS or _RELATED_HEADING.fullmatch(phrase) is not None


# A short line with one of these words heads a list when headlines follow: "Stories you may like", "焦點新聞"
_LIST_WORD = re.compile(
    "\\b(?:read|reads|reading|stories|articles|headlines|news|popular|trending|like|recommended|picks|leia|lidas|notícias|"
    "destaques)\\b|新闻|推荐|热点|焦点|热读|精选|看了|阅读|报道|文章|资讯|话题|喜欢|回顾|热文|排行"
)


def may_head_list(line: str) -> bool:
    """Tell whether ``line`` looks like the heading of a list; whether it is one, the lines below tell."""
    phrase = bare(line)
    if len(phrase) > 40:
        return False
    wide = max(phrase, default="") > "\u2e7f"
    short = len(phrase) <= 10 if wide else phrase.count(" ") < 5
    return short and line[-1:] not in ".。" and _LIST_WORD.search(phrase) is not None


@lru_cache(maxsize=1_024)
def is_comment_heading(line: str) -> bool:
    """Tell whether ``line`` heads what readers say ("Comments (3)", "留言", "Comentários")."""
    return len(line) <= 60 and bare(line).strip("0123456789 ").strip(_MARKS) in COMMENT_HEADINGS


def marks_teaser(line: str) -> bool:
    """Tell whether ``line`` says how old another article is ("2 hours ago", "3小時前", "Markets | 11:36")."""
    if len(line) > 50:
        return False
    folded = folded_line(line)
    if _AGO.fullmatch(folded):
        return True
    is_parted = _PARTING_MARK.search(folded) is not None
    return is_parted and bool(_SECTION_CLOCK.fullmatch(folded) or _OUTLET_AGE.fullmatch(folded))


def tells_date(line: str) -> bool:
    """Tell whether ``line`` only dates its own article or says how long it takes to read."""
    if len(line) > _LONGEST_AGE:
        return False
    return _is_dateline(line) or _READ_TIME.fullmatch(folded_line(line)) is not None


@lru_cache(maxsize=1_024)
def reason_of(line: str) -> str:
    """Give the reason why ``line`` is furniture wherever it stands, or an empty string.

    Takes one cleaned line. Judged by whole-line wording; captions may be as long as a paragraph because their credit
    betrays them.
    """
    if len(line) > 600:
        return ""
    phrase = bare(line)
    if not phrase:
        return "navigation"
    if len(line) <= 80:
        found = REASON_OF_LINE.get(phrase)
        if found:
            return found
        if _is_dateline(line):
            return "dateline"
        words = phrase.replace(":", " ").replace("|", " ").replace("/", " ").split()
        if all(word in SHARE_WORDS for word in words):
            return "share"
    folded = folded_line(line).strip()
    if len(line) <= 80 and (_READ_TIME.fullmatch(folded) or _is_menu(line)):
        return "navigation"
    shown = SIGNS.in_line(folded)
    size = len(folded)
    for reason, longest, signs, fits in SHORT_RULES if size <= SHORT else LONG_RULES:
        if size <= longest and (not signs or shown & signs) and fits(folded) and _plausible(reason, line):
            return reason
    return ""


def _is_menu(line: str) -> bool:
    """Tell whether ``line`` is a row of short links: "Terms | Privacy | Contact"."""
    parts = [part.strip() for part in _MENU_MARK.split(line)]
    return (
        len(parts) > 2
        and all(part and len(part) <= 25 and part.count(" ") < 4 for part in parts)
        and line[-1] not in ".。"
    )


_MENU_MARK = re.compile("[|｜丨·•]")


def _plausible(reason: str, line: str) -> bool:
    """Guard the patterns that a sentence could fit by chance."""
    if reason == "byline" and line[:1].isascii() and line[:1].isalpha():
        # "By Tuesday trade resumed" is no byline: the words of a name are capitalised.
        words = [word for word in re.split("[ ,&]+", line.strip(".")) if word.isalpha()]
        if line.lower().startswith(("by ", "por ")):
            return len(line) <= 90 and all(word[0].isupper() or word in _SMALL_IN_NAMES for word in words[1:])
    if reason == "hashtags":
        # A list with full-width commas is a sentence's.
        return "，" not in line
    return True


_SMALL_IN_NAMES = ("in", "on", "at", "and", "de", "da", "do", "dos", "e", "em", "for", "van", "von")


@lru_cache(maxsize=1_024)
def _is_dateline(line: str) -> bool:
    """Tell whether ``line`` is only a date, a time, or both with words such as "updated" and one section name."""
    if len(line) > _LONGEST_AGE:
        return False
    folded = folded_line(line)
    if not _DIGIT.search(folded):
        return False
    # "January 2016" alone is a heading of the text; a dateline has its day, its clock or says what it dates.
    if not (
        _METADATA.search(folded) or _CLOCK.search(folded) or _FULL_DATE.search(folded) or _DATE_LABEL.search(folded)
    ):
        return False
    rest = _DATE_WORDS.sub(" ", _METADATA.sub(" ", folded))
    letters = len(_LETTER.findall(rest))
    if _DIGIT.search(rest) or _QUANTITY.search(rest):
        return False
    return letters == 0 or (letters <= 6 and len(line) <= 40 and _CLOCK.search(folded) is not None)
